"""From where on words count as telling a thing: chosen so that a claim in other words still counts, and
one that only shares its matter does not.
"""

from __future__ import annotations

PLAINLY = 66
"""Hundredths of a claim's words: so many in one paragraph tell it. Two of three, since a paraphrase in
another tense and person keeps about three of four (measured: the plain voice, 20 seeds a story)."""
PLAINLY_IN_TWO = 80
"""Hundredths of a claim's words: so many in two neighbouring paragraphs tell it. More than in one, for
two share more by chance."""
PLAINLY_BY_ITS_EVENT = 50
"""Hundredths of a claim's words: so many are enough in a paragraph that tells an event by which the
claim was learnt or said."""
OF_ITS_OWN = 60
"""Hundredths: of the words that a claim does not share with what it is about, so many must be there:
what is lost is named with the deed and with the reason, and is neither."""
FEWEST_OF_CONTENT = 2
"""Words of content: a claim of fewer is known again by all its words, the small ones too."""
LONGEST_QUOTE = 140
"""Characters: of a quotation in a finding, about a line and a half of a terminal."""
FEWEST_SIDES = 2
"""Sides: of a choice so many must be put, of however many there were; with one there is nothing to choose."""
