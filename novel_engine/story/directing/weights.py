"""What weighs how much where the director chooses: the next scene, who is asked to it, and who is
given which part.

Points are points of a frame's score. Measured over 392 scenes (30 bundled stories): the best frame
has 36 in the middle, and stands 18 above the next. All the numbers are chosen on that scale; `make
tune` tells what others would do.
"""

# ── how well a frame would serve ──────────────────────────────────────────────────────────────────

CLOSENESS = 2
"""Points: against a frame for every tenth of a point of tension off the curve; two whole points off
cost nearly what `USED` does."""

MAIN = 25
"""Points: for a frame of the main thread."""

SECOND = 12
"""Points: for a frame of any other; half. Measured: six scenes in ten are of the main one."""

STAKES = 6
"""Points: for each of the stakes, 0 … 3, of the fact that the frame is about; the gravest come to
18, more than being of the main thread is worth over any other."""

SAME_PLACE = 14
"""Points: against a frame where the last scene was."""

SAME_CAST = 16
"""Points: against a frame for people who were all in the last scene."""

SAME_THREAD = 22
"""Points: against a third scene running of one thread."""

USED = 45
"""Points: against a frame for each time it was opened. Nearly as much as all of variety together
(52): a scene comes again only where little else is left."""

DUE = 80
"""Points: for a frame that its kernel wants by now and that has not been. More than luck and variety
together, less than being three points of tension off the curve."""

NEGLECTED = 7
"""Points: for each scene since a thread's last."""

MOST_NEGLECT = 35
"""Points: the most that neglect comes to, after five scenes: it brings a thread back, and does not
make it the main one. Measured: twice as much changes none of eight stories."""

LATE_PUSH = 45
"""Points: for a frame that reveals, once the peak is near (`BEFORE_PEAK` of the tension curve).
Measured: it suffices, since twice as much changes none of eight stories."""

LAST_PUSH = 90
"""Points: for a frame that reveals, at the peak and after it; and against one that goes looking in
a thread beside, past `TOO_LATE`. More than anything but being far off the curve: the answer
comes."""

AT_PEAK = 6
"""Hundredths of the planned scenes: so long before the peak the last push is given; of thirteen
scenes, the next one is it."""

TOO_LATE_TO_SEARCH = 60
"""Hundredths of the planned scenes: after these no search is begun in a thread beside. When the
reveal opens."""

FOUND = 45
"""Points: for a frame in which whoever has a thing that bears on the question is inclined to show
it. As much as the push: what was found is used. Measured: twice as much changes none of eight
stories."""

MOST_COMPLETING = 16
"""Points: the most for completing patterns that are half there; as much as one kind of variety."""

UNSEEN = 40
"""Points: against a frame without whoever sees most of the story. They have to see enough to tell
it: nine scenes that changed something, in 95 stories of a hundred (`tests/measures`)."""

UNSEEN_AGAIN = 90
"""Points: against a second such scene running; as much as the last push, so that it hardly ever
comes. Measured: twice as much changes none of eight stories."""

FRAME_LUCK = 30
"""Points: how much luck adds at most. Past the distance of the two best (18), so that neighbouring
seeds go different ways: 30 different sequences of scenes in 50 seeds are asked for."""

# ── who comes ─────────────────────────────────────────────────────────────────────────────────────

MOST_IN_A_SCENE = 6
"""People: with guests. More a reader cannot hold apart in one conversation."""

A_CROWD = 18
"""People: of more than these, only so many are considered as guests, from a place drawn by luck:
three times what a scene holds. It bounds the work of a cast of hundreds."""

SPELL = 10
"""Turns: whoever acted within the same stretch of so many is taken to have been seen equally
lately."""

WITNESS = 8
"""Stretches: by so many whoever sees most of the story is taken to have been seen less lately.
Measured: no story of 30 runs to eighty turns, and so they are asked first."""

GUEST_LUCK = 100
"""Points: what guests who were seen equally lately are ranked by; so many that two are seldom
equal."""

# ── who plays what ────────────────────────────────────────────────────────────────────────────────

TASTE = 14
"""Points: for each point of a trait, −2 … 2, and of a role's liking for it; the temper a part asks
for."""

MOST_LIKED = 2
"""Points of liking: no more of them count, for or against. Whoever is made for a part has it no oftener
than who suits it well: else one person has it in most of a cast's stories."""

HAS_IT = 20
"""Points: for each thing that a part asks for and that a person's file has: a wish, a fear, a secret, a
tie. Chosen: as much as one trait that the part likes, and a half."""

BROUGHT = 400
"""Points: for each of these things, and each tie between two parts, where a whole cast is weighed against
another. Past all luck of one part (250): what people's files say comes up where it can."""

MOST_CASTS = 1000
"""Casts: up to so many all are weighed; six people in six parts are 720. Of larger ones only what a
few changes bring."""

MOST_OF_A_PART = 40
"""Hundredths of the sets of people who can have parts together: where one person has a part in more of
them, people have turns at it and not sets. What is asked of a part over seeds (`tests/measures`)."""

RECASTINGS = 8
"""Times: so often a cast is changed for a better one. Chosen: more than a kernel has parts."""

CASTING_LUCK = 250
"""Points: how much luck adds at most. Measured over 200 seeds of casts whose people suit one part
each: nobody has a part in more than four stories of ten (with 60, in more than seven)."""

SHARES = 10
"""Shares: what luck is dealt in over neighbouring seeds. Chosen: two rounds of five people."""

PREFERRED = 1000
"""Points: for whom the author would have in a part: more than any taste and luck."""

SHARED_EYES = 0.9
"""Share of stories: how often whoever sees most of the main kernel does so of the second too, where
nobody was named for it. One pair of eyes holds two plots together."""

UNUSED_PLACE = 3
"""Points: for a place that the kernel has no other name for yet. Between one thing wanted and two: scenes
go to several places, and yet not into the yard to whisper."""

LESS_WANTED = 2
"""Points: for the last thing wanted of a place, and so many more for each before it."""

BEFALLEN_STAKES = 1
"""Points of stakes: what hangs on what an author has happen, as on a kernel's own outcomes."""
