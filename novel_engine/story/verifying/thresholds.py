"""From where on a check speaks up: how much of a claim must stand in a text to be said by it, and
how short or odd a text may be.

Chosen against the laws and experiments of `tests/adversary`: no false alarm over what the offline
narrator tells, and as much found of what a careless model writes as that allows.
"""

# ── whether a claim is said: in a decision ────────────────────────────────────────────────────────

ENOUGH_TELLING = 75
"""Per cent: of a claim's telling words; so many of them said, and the claim is."""

ENOUGH_CONTENT = 60
"""Per cent: of all a claim's content words, which must be said besides."""

FEWEST_CONTENT = 3
"""Words: of a claim's content that must be said in any case, where it has so many."""

FEWEST_IN_ITS_WORDS = 5
"""Words: a claim or a line of fewer comes again by chance."""

# ── whether a claim is said: in a chapter ─────────────────────────────────────────────────────────

CONTENT = 2
"""Words: of a claim's content that must stand there in any case."""

WHOLE = 2
"""Halves: what a telling word weighs; a common one, or a name, weighs one."""

ENOUGH_OF_OWN = 0.6
"""Share: of the telling words that are the claim's alone, and not already on the ground."""

SHARE = 0.65
"""Share: of all a claim's weight, which must stand there."""

LEAST = 4
"""Halves: of weight that must stand there in any case, where the claim has so much: two telling
words."""

ENOUGH_OF_ITS_OWN = 3
"""Words: a claim with so many telling ones may be known word for word, whoever is named."""

ALL_BUT = 0.85
"""Share: of its telling words, which must stand there for that."""

SHORT_WORD = 3
"""Letters: a word of fewer weighs nothing."""

# ── the form of a chapter ─────────────────────────────────────────────────────────────────────────

MOST_IN_PARAGRAPH = 1_400
"""Characters: a longer paragraph is a model's that has lost its place. Measured: the longest of 20
stories in the bundled lines has 586."""

FEWEST_REPEATED = 6
"""Words: a sentence of fewer may come again."""

SHARE_TOO_SHORT = 0.4
"""Share of the words asked for: less is a summary."""

SHARE_TOO_LONG = 2.5
"""Share of the words asked for: more is another chapter."""

FEWEST_FOR_LENGTH = 120
"""Words asked for: of a chapter shorter than this the length is not judged."""

FEWEST_FOR_TENSE = 80
"""Words: of less narration tense and person are not judged."""

LEAST_ENGLISH = 0.15
"""Share of English's little words: less is another language, or a list. Measured: the bundled
stories have four in ten."""

FEWEST_FOR_ENGLISH = 40
"""Words: of fewer the language is not judged."""

MOST_YOU = 0.05
"""Share: of narration's words, which may be `you` or `I` in a story told of `she`."""

WORDS_AN_EVENT = 3
"""Words for each act that a paragraph tells: fewer, and it only claims to tell them."""

CROWDED = 3
"""Acts: a paragraph of more is held to that."""

# ── what is sent back ─────────────────────────────────────────────────────────────────────────────

MOST_FAULTS = 12
"""Faults: so many are sent back at most, the gravest kinds first; a model mends no more at once."""

MOST_SHOWN = 120
"""Characters: of the text quoted with a fault: enough to find it by."""

# ── the second reader ─────────────────────────────────────────────────────────────────────────────

QUIZ_FEWEST = 6
"""Questions: a chapter that has less in it has fewer."""

QUIZ_MOST = 10
"""Questions: a quiz is a page to read and not a test of patience; each is paid for."""

MOST_TRUE = 5
"""Questions: of those to answer yes."""

MOST_FALSE = 4
"""Questions: of those to answer no; fewer than yes, since only a reader who is lost says yes to
all."""

MOST_UNTOLD = 2
"""Questions: of those that the chapter must leave open."""
