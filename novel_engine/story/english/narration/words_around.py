"""The words by which it is told whether a form in narration is a finite past, and whose verb it is."""

from __future__ import annotations

import re
from collections.abc import Mapping

MODALS: Mapping[str, str] = {
    "would": "will",
    "could": "can",
    "wouldn't": "won't",
    "couldn't": "can't",
    "might": "might",
    "should": "should",
    "must": "must",
}
BEFORE_A_BASE = frozenset(
    """to would will could can might may should shall must did do does didn't don't doesn't let make made
    cannot wouldn't couldn't won't can't""".split()
)
"""After these a verb is in its plain form, or a participle of what is done."""
BEFORE_A_PARTICIPLE = frozenset(
    """stay stays stayed remain remains remained seem seems seemed was were is are am be been being
    had has have having wasn't weren't hadn't hasn't get got""".split()
)
NO_VERB_AFTER = frozenset(
    """a an the his her its their my our your this that no any every first second last more less other
    another old new own one's""".split()
)
"""After these a form is a thing, or says what kind of one it is."""
SEEN_DONE = frozenset("heard saw let left kept found have hear see get want wanted".split())
"""After these and somebody a participle follows: heard him blamed."""
BEFORE_WHOM = frozenset("of at about with for on to in over from by against beside under".split())
SUBJECTS_OF_ONE_VERB = frozenset(
    """it he she that this what which there nobody nothing none somebody something everybody everything
    anybody one each neither either who whoever whatever all so""".split()
)
SUBJECTS_OF_SEVERAL_VERBS = frozenset(
    "they we you these those both people others two few many hands words".split()
)
MAY_BE_LOOKED_OVER = frozenset(
    """not never also just still only even well all at least no longer nearly once then now quite soon
    ever more than really first again""".split()
)
JOINS_A_VERB = frozenset(("and", "but", "or", "then", ",", ";"))
ENDS = frozenset((".", "!", "?", ":"))
IMAGINED = re.compile(r"\bas (?:if|though)\b(?:\{[^{}]*\}|[^,.;:{])*")
WHAT_ONCE_WAS = re.compile(r"\bhow it (?:was|were) once\b[^,.;:]*")
SUBORDINATE = frozenset(
    """that what whether how who which whom when where if because until before after since as while whoever
    whatever unless though than why whose case""".split()
)
"""After these somebody does what is no part of the main clause."""
SLOT_IN_THE_PAST = re.compile(r"\{(\w+)\.(was|were)\}")
SLOT_OF_AN_ACT = re.compile(r"\{(?:(\w+)\.(?:is|are|has|have|does|do)|tell)\}")
CAN_NOT = re.compile(r"\b([Cc])an not\b")
PARTS_OF_ALL = frozenset("all some both many two three few most half".split())
PARTS_OF_ONE = frozenset("none either neither each one much part".split())
TENSE_OF_THEIRS = frozenset(("how", "why", "than", "where", "what"))
"""After these and somebody, what had happened happened."""
OF_A_WHILE = frozenset("hoped wanted expected supposed thought".split())
"""What was so before is told in the past, where what was done is told in the perfect."""
WOULD_COME = re.compile(r"\b(?:[Ii]f it (?:was|is)|[Aa]fter that)\b")
"""With these what would have come is still to come."""
PIECE_OF_TEXT = re.compile(
    r"\{[^{}]*\}(?:'s\b)?|\"[^\"]*\"?|[^\W\d_]+(?:['’-][^\W\d_]+)*|\s+|.", re.DOTALL
)
SLOT_AND_FORM = re.compile(r"\{(\w[\w-]*)(?:\.(\w+))?\}")
SPEECH_OR_TIME = re.compile(r"\"[^\"]*\"?|\b(?P<time>[Uu]ntil|[Bb]y|[Ff]rom) then\b")
MEANT = re.compile(r" (?:not )?been meant\b")
"""What something had been meant for, it was meant for."""
