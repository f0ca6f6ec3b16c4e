"""How far people believe what they meet with, and how hard it strikes them: the numbers of the
model of people.

Certainty is in hundredths, 50 and more being belief (`story/fabula/certainty`); feelings and
relations in the points of `story/fabula/faculties`. All are chosen; each says what it does.
"""

HEARD_BASE = 62
"""Hundredths of certainty: how far one who is neither trusted nor mistrusted is believed. Past
belief and short of sure: a telling moves people, and they go on asking."""

HEARD_TRUST = 9
"""Hundredths of certainty: for each point of trust in the teller, −3 … 3. One point of mistrust
leaves a telling just believed (53), two leave it doubted (44)."""

HEARD_TRAIT = 4
"""Hundredths of certainty: for each point of the hearer's trustfulness, −2 … 2. Less than half of
what trust in the teller counts: whom one hears it from matters more than who one is."""

HEARD_LEAST = 25
"""Hundredths of certainty: what even the least trusted leave behind, a suspicion."""

HEARD_MOST = 92
"""Hundredths of certainty: what telling alone can bring about. Below owning to it, so that only
whoever did it can make one sure."""

DOUBT_MARGIN = 5
"""Hundredths of certainty: what one holds to the contrary wins though the telling is this much
surer: people keep what they have."""

SHOWN_OTHERWISE = 75
"""Hundredths of certainty: evidence of one's own that speaks so surely against a telling is outweighed by no
trust in the teller. More than a misleading clue (66), less than what rules an account out (80): readers
took it ill that somebody who had seen that the brake was sound believed it the next day to have given way."""

BORNE_OUT = 12
"""Hundredths of certainty: what a telling gains where what one saw bears it out."""

ASSUMED = 55
"""Hundredths of certainty: what one takes for granted until something speaks against it."""

BARELY = 51
"""Hundredths of certainty: what the suspicious assume, the least that is belief, so that anything
at all overturns it."""

DOUBTED = 40
"""Hundredths of certainty: to this falls what one believed when another account is better borne
out: below belief, and still a suspicion."""

SEEN = 90
"""Hundredths of certainty: what one sees, reads or is shown. Whoever is so sure holds the puzzle
explained and is told no lie about it."""

OWNED_TO = 97
"""Hundredths of certainty: what somebody owns to of themself. More than seeing the evidence for
it."""

TAKEN_ON = 92
"""Hundredths of certainty: what somebody owns to who did not do it. As sure as the best-believed telling
makes one, so that a strong clue (70) still overturns it."""

DOUBT_CAST = 12
"""Hundredths of certainty: what somebody loses of a charge they hear spoken against. A clue's certainty
(66) then falls just past belief, and no further: it is one voice."""

STRONG_SUSPICION = 66
"""Hundredths of certainty: so sure of what somebody hides one must be already to see through their
denial: as sure as the bundled misleading clue makes one of somebody else's guilt."""

TELL = 15
"""Hundredths of certainty: what a body gives away is worth, in a denial or by itself."""

SEEN_THROUGH = 90
"""Hundredths of certainty: the surest one is of what one sees through. As sure as of what one
sees."""

LEANING = 60
"""Hundredths of certainty: whoever is as sure as this learns nothing more from how somebody
looks."""

LEANT_MOST = 65
"""Hundredths of certainty: how far looks alone carry a suspicion. Below a clue (66), so that nobody
is convicted by a blush."""

STUNG = 2
"""Levels of anger: to have a thing handled that points at one. Two levels last four scenes."""

PRICKED = 1
"""Levels of guilt: kindness from whom one wrongs, or another blamed for what one did. The least
there is: it takes several to make one confess."""

WRONGED_BY_GRIEF = 1
"""Levels of anger: beside the grief, at whom one loses somebody to."""

TRUST_LOST = 1
"""Points of trust: what whoever hurts one a little, or says what one knows to be untrue, loses."""

TRUST_LOST_GRAVELY = 2
"""Points of trust: what whoever hurts one by a thing with stakes of two and more loses; of the six
from one end to the other, a third."""
