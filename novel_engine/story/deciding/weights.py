"""What weighs how much where a person decides, and how much a person attends to: the numbers of
utility, attention and recollection.

Points are points of utility. Measured over 3,300 turns considered (30 bundled stories): the drives of
the best act come to 85 in the middle, to 200 in the strongest tenth; the best act stands 29 above the
next in the middle. All the numbers are chosen on that scale; `make tune` tells what others would do.
What each drive weighs for whom is content: `configs/core/traits.yaml` and `drives.yaml`.
"""

# ── how an act is scored ──────────────────────────────────────────────────────────────────────────

MENU = 8
"""Acts: how many are offered, the best. As many as a person or a model can hold against one another."""

NOISE = 45
"""Points of utility: how much luck adds at most. Half of what the best act's drives come to, so that
temper decides between unlike acts, and luck between like ones."""

TORN = 14
"""Times: how much more luck weighs in a choice between two things that one values. Temper still
decides where it is strong: of two ways a hundred points apart the likelier is taken four times in
five. But a person who chose alike in every story would be no riddle in any."""

REPEATED_SAME = 160
"""Points of utility: what the same act at the same person about the same thing costs for each time one
has it in mind. More than most drives, so that nobody says a thing twice without great need."""

REPEATED = 110
"""Points of utility: what the same verb costs at another person or about another thing, for each of
one's last few acts, divided by `REPEATED_SHARE`."""

REPEATED_SHARE = 3
"""Parts: only one of so many of `REPEATED` is charged for each: to do the like elsewhere is a habit and
no repetition."""

LATELY = 4
"""Acts: how far back the like counts. About two scenes of one's own."""

NEVER_SAY_NEVER = 8
"""Points of tension, 0 … 10: at such tension in a scene people do even what their card says they never
do. Measured: one scene in twelve comes to it, the tensest of its story."""

FAVOURED_TACTIC = 0.6
"""Share of times: how often the first of a person's tactics that fit is taken at once; else one is
drawn of all of them, the first too. It gives people a manner, and not a tic."""

# ── what the director adds to it ──────────────────────────────────────────────────────────────────

GIVE = 5
"""Tenths of a point of tension: so far off the curve costs nothing."""

TOO_TENSE = 200
"""Points of utility: against an act for every point of tension above the curve. More than nearly
any drive: what comes too soon is kept from coming, whoever would have done it."""

TOO_SLACK = 30
"""Points of utility: against an act for every point of tension below the curve. A seventh of what
too much costs: people may be quiet in a loud scene, and only rarely loud in a quiet one."""

TO_THE_POINT = 40
"""Points of utility: what an act gains that is about what its scene is about; about half of a drive."""

BESIDE_THE_POINT = 120
"""Points of utility: what an act loses that is about another matter. Much more than the gain of what is
to the point: a scene has one question, and acts about nothing in particular stand between."""

ELSEWHERE = 50
"""Points of utility: what an act loses that is done to another than whoever last did something to the
actor. More than the best act stands above the next (29) and less than most drives: people turn to whoever
spoke to them, unless they have reason not to."""

SMALL_TALK = 60
"""Points of utility: what an act of little tension about nothing loses in a scene that is about
something, unless the frame asks for it."""

SMALL = 4
"""Points of tension, 0 … 10: verbs of so much and less are small talk for the rule above."""

# ── what a person has in mind ─────────────────────────────────────────────────────────────────────

SALIENT = 6
"""Facts: how many are foremost in a mind, and so can be spoken of. It bounds the menu's work: acts with
two facts in them are tried in every pair."""

PUZZLING = 4
"""Points: what brings a fact to mind that raises a question. More than what is wanted, so that a puzzle
comes before a plan, and the two together before either."""

EXPLAINING = 5
"""Points: what brings to mind the account one believes of what puzzles one, and is not yet sure of. More
than the puzzle, of whose traces there may be more than a mind has room for: who thinks they know does not
lose sight of whom they suspect."""

WANTED = 3
"""Points: what brings a fact to mind of whose matter one has a goal."""

FOND = 1
"""Points of affection: whom one likes so much one shields from blame. The least there is: who is not fond
of somebody does not lie for them."""

MEMORIES = 12
"""Memories: how many a person has in mind at a decision; about what a model reads to the purpose."""

HEARD = 12
"""Speeches: how many of the scene under way a person has in the ear. Measured: no scene of 30 stories has
more turns than eleven."""

SHARED = 3
"""Points of importance: what a memory gains for each word it shares with the moment: as much as
learning something from it (`story/fabula/faculties`)."""

MOST_SHARED = 4
"""Words: no more shared ones count: twelve points, so that a great memory (20) is found without any."""

MOST_CUES = 12
"""Words: how many memory is searched by, the rarest; a bound on the query."""

SHORTEST = 3
"""Letters: words shorter than this are no cue: they are parts of ids such as `of` and `a`."""
