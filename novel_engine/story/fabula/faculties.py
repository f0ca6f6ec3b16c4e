"""What a mind can hold, and for how long: the numbers of feeling, memory and attention.

All of them are chosen; each says what it does. `make tune` tells what another would do.
"""

MOST_RELATION = 3
"""Points either way: how far one stands to another on an axis. Small, so that each step can be said
in a word of its own (a little, plainly, deeply)."""

MOST_EMOTION = 5
"""Levels: the strongest a feeling gets. Two more than a step of a relation, since a feeling fades."""

SCENES_TO_FADE = 2
"""Scenes a level: how slowly feelings fade. The strongest lasts ten scenes, most of a story; a
flicker is gone in the scene after next."""

RECENT_ACTS = 12
"""Acts: how many of one's own one has in mind, against doing the same thing again. Measured: of who
acts in a scene, two acts is the middle, so it is about six scenes of one's own."""

MEMORIES_KEPT = 60
"""Memories: how many a mind keeps, the newest. Measured: at the end of a bundled story a person has
26 (middle of 30 stories); only who is in nearly every scene comes to so many."""

MEMORY = 2
"""Points of importance: what any percept starts with, and so the scale of the three below."""

MEMORY_OF_NEWS = 3
"""Points of importance: for each thing learnt from it. More than a percept by itself, so that news
is remembered before company."""

MEMORY_OF_DEPARTURE = 5
"""Points of importance: for each person who left for good by it. More than any other single change."""

WORTH_REMEMBERING = 4
"""Points of importance: what small talk, or an act of which only the outline was perceived, must come
to before it is kept: it has changed something by at least two points."""

MOST_IMPORTANT = 20
"""Points of importance: the most a memory counts. It loses a point a scene, so that the greatest is
worth something for twenty scenes, longer than the bundled stories are."""
