"""How much of what a model or a person is told, and how much an answer may hold.

A brief is short, so that a small local model reads it to the purpose and a paid one is cheap. What
is cut is the oldest, or the least felt. Each number is chosen.
"""

# ── what a character is told ──────────────────────────────────────────────────────────────────────

MOST_THINGS = 8
"""Things: of those in sight, in hand or to be gone to."""

MOST_ABSENT = 8
"""People: of those who are not here, by where they are thought to be."""

MOST_FEELINGS = 4
"""Feelings: the strongest; more at once nobody could act on."""

MOST_GOALS = 3
"""Goals: the heaviest."""

MOST_SECRETS = 4
"""Facts: of one's own that others must not learn."""

MOST_BELIEFS = 7
"""Beliefs: the foremost, and however many more the menu needs."""

MOST_JUST_NOW = 5
"""Acts: of the scene under way, the newest; what they were said to be comes whole."""

DESCRIPTION = 320
"""Characters: of the card's description; two or three sentences."""

BACKSTORY = 160
"""Characters: of the card's past; one or two."""

PHRASE = 80
"""Characters: of a name, a goal, a fear, a habit of speech."""

EXAMPLE = 100
"""Characters: of each line of the card's example dialogue, of which there are at most three."""

MOST_NAME = 60
"""Characters: of the name of a person, place or thing wherever one stands in a sentence."""

MOST_CLAIM = 160
"""Characters: of a fact's claim; measured, the bundled ones run to seventy."""

JUST_SAID = 130
"""Characters: of words just spoken: about two sentences of them."""

ONCE_SAID = 50
"""Characters: of words spoken in an earlier scene, enough to know them again."""

# ── what a narrator is told ───────────────────────────────────────────────────────────────────────

LONGEST = 240
"""Characters: of a text from outside, in a note."""

LONGEST_LINE = 400
"""Characters: of a line that was decided for somebody, which is to be told whole: more than an
answer may have (240)."""

MOST_NEWS = 2
"""Facts: of those one note says were learnt, the surest."""

MOST_DEEDS = 4
"""Acts: of those a chapter's notes recall from before it."""

MOST_KNOWN = 10
"""Beliefs: of the focalizer's on coming into a chapter: what it is about first, then the newest."""

NOT_SO = 60
"""Hundredths of certainty: so sure of the contrary the focalizer must be for a note to say that
they do not believe what is said."""

ROUND = 10
"""Words: to so many a chapter's asked-for length is rounded, since nobody keeps to less."""

FEWEST_CHAPTER_WORDS = 60
"""Words: no chapter is asked for that is shorter: a paragraph."""

# ── what an answer may be ─────────────────────────────────────────────────────────────────────────

MOST_REPAIRS = 2
"""Times: how often an answer is sent back with the reason before the offline choice is taken. A
third seldom mends what two did not, and each is paid for."""

LONGEST_DEED = 160
"""Characters: of what is improvised: one sentence."""
