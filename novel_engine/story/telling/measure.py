"""The measure of a telling: how long its parts are, what is left out first, how it is cut into
chapters, and through whom it is told.

What is measured says on what; the rest is chosen, and says what it does.
"""

from __future__ import annotations

from collections.abc import Mapping

from novel_engine.story.givens.verbs import IMPROVISE

# ── how long ──────────────────────────────────────────────────────────────────────────────────────

SHORT = 1800
"""Words: of a telling of fewer, one plot is told, and briefly: without motif, sparing of words."""

BEAT_WORDS: Mapping[str, int] = {
    "opening": 95,
    "scene": 40,
    "summary": 35,
    "cut": 18,
    "inner": 48,
    "body": 14,
    "aside": 30,
    "image": 35,
    "complication": 65,
    "ending": 110,
}
"""Words: what the beats run to that tell no verb's act. Measured on the bundled lines: in 30
stories a cut took 16, an aside 31, an opening 144, which tells of more than itself. What comes up
is told in 28 words by now, and counted as more: with 30, stories of one plot share too much."""

COMES_UP_IN = 28
"""Words: what is told of something that comes up, as measured; what a chapter is held against."""

PLAINLY_IN = 38
"""Per cent: of the words that written lines take for a beat, so many does the plain voice."""

ATTRIBUTION = 2
"""Words: what "said Ida" adds to a speech in its own words."""

NEARLY = 85
"""Per cent: of the words asked for; a telling of fewer is said to have come out short."""

# ── what is left out first ────────────────────────────────────────────────────────────────────────

BEAT_WORTH: Mapping[str, int] = {"refused": 2, IMPROVISE: 3, "summary": 3, "inner": 4, "body": 5}
"""Points, 0 … 9, as verbs have them: what the beats are worth that tell no verb's act. Below a told
act of no worth of its own (7): what happens goes last."""

ON_THE_SPINE = 5
"""Points: what an exchange is worth besides of which an event is on the spine: more than lies
between a small act and a great one, so that the spine goes last of all."""

PATTERN_ON_SPINE = 6
"""Points of a pattern's worth: from here on its events are on the spine."""

SCATTERED = 7919
"""A prime: by its multiples what is worth the same is left out from all over the telling, and not
from its beginning."""

FEWEST_TOLD = 3
"""Scenes: of a short telling, so many of the main thread are enough to tell them alone."""

MOST_TELLS = 4
"""Times in a telling: how often a body gives its owner away; oftener it would be a tic."""

MOST_EVASIONS = 1
"""Times in a telling: how often the plain voice tells that the same person would not answer. Of all that
readers stumbled over, talk that is refused without a cause came third."""

MOST_EVADED = 3
"""Times in a telling: how often the plain voice tells that anybody would not answer."""

MOST_GIVEN_AWAY = 2
"""Times in a telling: how often the plain voice tells what a body gives away."""

MOST_REFUSED = 2
"""Times in a telling: how often it is told that somebody failed; the record has more."""

MOST_CALLBACKS = 2
"""Times in a telling: how often the beginning of a pattern is recalled at its end. What everybody
notices is soon a habit of the narrator's."""

# ── a world's own ─────────────────────────────────────────────────────────────────────────────────

TEXTURE_IN = 10
"""Per cent: of the words of a plain telling, so many go at most to what its world looks, sounds and
smells like, to hands, sayings and the motif. Chosen: whatever is not on the chain is texture."""

AROUND_A_PHRASE = 8
"""Words: what the plain voice puts around a phrase of an author's. Measured: with 7 sixteen stories came to
10.2 per cent of texture."""

MOST_SENSED = 2
"""Times in a telling: how often something is heard or smelt after something has come out; what everybody
notices is soon a habit of the narrator's."""

MOST_HANDS = 3
"""Times in a telling: how often somebody's hands are told of; one or two people's hands are a sign,
everybody's are a fidget."""

MOST_SAID = 2
"""Sayings in a telling: of more, people would talk in nothing else."""

EARLY = (1, 3)
"""A fraction of the scenes told: within it a motif is planted."""

MIDDLE = (2, 5)
"""A fraction of the scenes told: from there on a motif may be charged, where the tension is greatest."""

# ── chapters ──────────────────────────────────────────────────────────────────────────────────────

FEWEST_CHAPTERS = 4
"""Chapters: where there are scenes for them."""

MOST_CHAPTERS = 8
"""Chapters: of a story of 3,000 words none is then shorter than a page. Measured: 30 stories have
five to seven."""

SCENES_A_CHAPTER = 2
"""Scenes: a chapter's even share; in one something changes, in the other it tells."""

A_NEW_DAY = 3
"""Points of tension: what nightfall is worth as a place to cut; as a scene three points tenser."""

OUT_OF_PLACE = 2
"""Points of tension: what a cut loses for each scene it is off the even share."""

COMPLICATION_TENSION = 5
"""Points of tension, 0 … 10: what a complication counts as, which no verb gives a tension."""

PLAIN_AT = 1
"""Scenes told before it: where the motif is put in plain, in the second."""

CHARGED_AT = (3, 5)
"""A fraction of the scenes told: where the motif is put in charged, past the middle."""

# ── through whom ──────────────────────────────────────────────────────────────────────────────────

STAKES_LEARNT = 10
"""Points: for each of the stakes, 0 … 3, whenever one's belief about the main question changes."""

PRESENT = 20
"""Points: for each scene that changed something and that one was in; as much as learning a fact
with stakes of two."""

LAST = 40
"""Points: for having been in the last scene that changed something; as two scenes, since who sees
how it comes out can tell it."""

ENOUGH_SCENES = 6
"""Scenes that changed something: whoever was in fewer tells a story only where nobody was in
more."""

WARM = 2
"""Points of trust and affection, less twice the anger: from here on somebody stands warmly to
another, in the conditions of lines."""

COLD = -2
"""The same points: from here on down, coldly."""

# ── in few sentences ──────────────────────────────────────────────────────────────────────────────

AT_LENGTH = 3
"""Sides: a choice between so many is said one way only."""
SHORT_SIDE = 3
"""Words: a side of a choice of no more is named again as what is chosen."""

FRESH = 2
"""Sentences: so long what a synopsis has said is in mind, and need not be said again."""

IN_MIND = 2
"""Events told: so far back in a synopsis a cause may lie for `so` to be clear."""

LED_IN_A_ROW = 2
"""Sentences of a synopsis in a row: so many that one person leads may begin with a pronoun before the
name stands again, since after more one has to look back."""

JOINED_AT_MOST = 16
"""Words: a sentence of a synopsis no longer than that is gone on with what came of it, and one that
is longer ends, since the two together would be more than is read in one breath (about 30)."""
