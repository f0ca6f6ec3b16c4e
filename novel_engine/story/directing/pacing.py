"""When things come: how long a scene runs, when a complication is due, whose turn it is, when a story
is over.

All of it is chosen; each number says what it does. The shape of the whole is in the tension curves
(`story/givens/tension_curve`), and how many scenes there are is the author's (`scenes:`).
"""

# ── how long a scene runs ─────────────────────────────────────────────────────────────────────────

FEWEST_TURNS = 3
"""Turns: a scene that has changed its variable may end from here on; one that nobody has anything to do
in ends before. Measured: half of 390 scenes are of three turns."""

MOST_TURNS = 10
"""Turns: here a scene ends though nothing has changed, unless somebody owes an answer. Measured: of 390
scenes eight come to it."""

LAST_WORD = 14
"""Turns: here a scene ends though an answer is owed: four more than most, time for two questions to be
pressed."""

PATIENCE = 7
"""Turns: so long a scene that has changed waits for one of the acts it was framed for."""

SHORT_OF = 15
"""Tenths of a point of tension: so far below the curve a scene that has changed is held open, up to
`MOST_TURNS`; one point and a half is the difference between asking and pressing."""

# ── when complications come ───────────────────────────────────────────────────────────────────────

FRUITLESS = 2
"""Scenes: after so many running that changed nothing a complication is due."""

FIRST_TURN_OF_PLOT = 40
"""Hundredths of the planned scenes: from here on a first complication is due."""

SECOND_TURN_OF_PLOT = 75
"""Hundredths of the planned scenes: from here on a second one is: before the peak of most forms."""

TOO_LATE = 85
"""Hundredths of the planned scenes: past these no complication of a thread beside: it could not be
paid for."""

# ── whose turn it is ──────────────────────────────────────────────────────────────────────────────

SPOKE_LAST = 130
"""Points of utility (`story/deciding/weights`): against who acted in the turn before. More than the best
act's drives come to in the middle (85), so that people mostly take turns."""

SPOKE_BEFORE_LAST = 40
"""Points of utility: against who acted in the turn before that: a third person comes in."""

WANTS_FIRST = 80
"""Points of utility: for who wants something in the scene, in its first turn: they mostly begin."""

IDLE = 0
"""Points of utility: once the scene has had its fewest turns, whose best act comes to no more has
nothing to do."""

# ── the day, and the end ──────────────────────────────────────────────────────────────────────────

HOURS = (8, 13, 19, 23)
"""Hours of the clock at which scenes are: morning, midday, evening, night, as the genres' lines know
them."""

SKIPPED_HOUR = 0.35
"""Share of scenes: how often a stretch of the day is passed over. Measured: a story then takes four
to six days."""

AFTERMATHS = 3
"""Scenes past the planned ones: how long an answered story waits for one of its fuller endings."""
