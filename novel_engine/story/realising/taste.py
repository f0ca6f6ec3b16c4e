"""The taste of the telling's words: which of the fragments that fit is taken, what may be heard again
and how soon, and how voices are coloured.

A fragment's points are its worth, less how tired its words are; the one with the most is taken. The
numbers are chosen against each other, on that scale, and against the gates of `prose_measures`, which
were measured on published prose; `make tune` tells what others would do to those.
"""

# ── which fragment ────────────────────────────────────────────────────────────────────────────────

PARTICULAR = 4
"""Points: for each point of particularity, which conditions have; a line about just this beats one
about anything."""

PATTERN_NAMED = 9
"""Points: for scenery that names the pattern its chapter turns on."""

POINTED_SCENERY = 2
"""Points: for scenery that is about anything more than where and when it is."""

SPARE = 200
"""Points: against a fragment that says of itself that it is for where no other will do; more than all
other points together."""

AT_HAND = 52
"""Points: how much a fragment in front of this story's own shelf has over one at its back. As much
as thirteen points of particularity, so that two stories do not tell the same with the same line."""

AT_HAND_SCENERY = 36
"""Points: the same of scenery, of which there is less to be particular about."""

USED_BEFORE = 60
"""Points: against a plain line for each time that it has been used in the story; more than all that
it can be particular about, and than the shelf."""

FOR_ONCE = 400
"""Points: for a plain line that is told once in a story; it goes before all that may be told again."""

AT_HAND_PLAIN = 30
"""Points: how much a plain line in front of this story's own shelf has over one at its back, so that
two stories are not told in the same ones. More than one condition is worth, less than three."""

AT_HAND_ONCE = 52
"""Points: the same of lines that are told once: more than all that how people stand to one another and
speak is worth, or whoever is cold would say the same in every story."""

SMOOTH_ENOUGH = 2
"""Parts: of how smooth a line would be so much counts in the plain voice, which has few lines that are
long."""

FAR_BACK = 9
"""Beats: what was told so many beats ago is said again where it matters."""

JUST_TOLD = 4
"""Beats: what was told no longer ago is not said again as a ground of what comes of it."""

MOST_TOGETHER = 110
"""Words: plain narration of one scene goes on in one paragraph until it has so many."""

TIRED = 72
"""Points: against a fragment all of whose words have been heard lately; a half counts half. More
than the shelf: a word that rings in the ear is not said."""

TIRED_SCENERY = 30
"""Points: the same of scenery, which has the same few words for the same few places."""

FEW_WORDS = 6
"""Words: a fragment of fewer is tired as if it had so many, so that one common word does not bar
it."""

REST = 60
"""Words of content: so long a word is heard lately; about four paragraphs."""

LONG_WORD = 4
"""Letters: words of so many and more are words of content, for what is tired."""

LUCK = 6
"""Points: how much luck adds at most; less than two points of particularity, so that it decides
among equals."""

FINE = 1000
"""Parts of a point: luck is drawn so finely that hardly any two are equal, and the order of the ids
never decides."""

WORDS_TO_SPARE = 4
"""Words a point: what a long fragment costs where the telling is to be short."""

# ── what is not said twice ────────────────────────────────────────────────────────────────────────

TELLING_WORDS = 4
"""Words: a sentence of so many and more is told once in a story; shorter ones anybody may say
again."""

TELLING_RUN = 10
"""Words: no run of so many is told twice. Short of the 14 of the gate `longest_repeat`, since names
and slots make runs longer."""

LONG_CLAIM = 13
"""Words: a claim of so many running is told whole once, and called by its noun from then on; with a name
before it, it would miss the gate."""

# ── how sentences follow one another ──────────────────────────────────────────────────────────────

MEAN_LENGTH = 12
"""Words: what counts as neither a long sentence nor a short one; the mean of the
bundled lines (11.98 over 24,000 sentences)."""

LONGEST_COUNTED = 28
"""Words: a longer sentence counts as one of so many, or a single one would decide."""

SMOOTH = 9
"""Square words a point: how far two sentences are long together, or short together."""

MOST_SMOOTH = 7
"""Points: how much rhythm comes to at most, for or against; as much as luck. The gate
`length_autocorrelation` asks for more than a strict swing would have."""

# ── voices ────────────────────────────────────────────────────────────────────────────────────────

PHRASE_MOST = 2
"""Times in a story: how often the same oath or hedge is heard."""

PHRASE_REST = 6
"""Speeches: so many lie between any two oaths or hedges."""

PHRASE_REST_FROM_ITSELF = 18
"""Speeches: so many lie between the same one, where no other came between."""

MOST_FORMAL = 2
"""Points of formality, −2 … 2: from here on one contracts nothing."""

HEATED_WORDS = 5
"""Words: a heated sentence has so many at least where an oath leads it in."""

ACCUSING_WORDS = 7
"""Words: a charge has so many at least; the shorter a charge is, the more quietly it is brought."""

FEWEST_WORDS = 4
"""Words: a sentence has so many at least where a hedge stands in it."""

MOST_WORDS = 16
"""Words: and at most so many; in a longer one the hedge is lost."""

FAR = 3
"""Paragraphs: so many after somebody spoke, a reader still has them in the ear and needs no
name."""

LONGEST_EXAMPLE = 18
"""Words: of what somebody's file has them say, so much is said in answer; more would be a speech."""
