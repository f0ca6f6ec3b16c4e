"""What can be wrong with a model's answer: a closed list, so that rejections can be counted and
compared. The type checker holds every fault to it.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

FaultCode: TypeAlias = Literal[
    "not-json",  # the answer is not the JSON that was asked for
    "wrong-shape",  # the JSON has not the keys, or the kinds of values, that were asked for
    "too-long",  # the answer, or a part of it, is too long
    "blocked",  # the model's provider withheld the answer, or it held the key and was withheld here
    "refusal",  # the model declined, or spoke of itself
    "illegal-choice",  # what was chosen was not offered
    "illegal-effect",  # an effect was declared that was not offered
    "unknown-person",  # somebody is named whom nobody in the story knows
    "absent-person",  # somebody acts, or is spoken to, who is not there
    "dead-person",  # somebody acts, or is spoken to, who has left the story
    "wrong-place",  # somebody is somewhere else than the record has them
    "wrong-day",  # it is another day or hour than the record has it
    "wrong-holder",  # somebody has a thing that is not theirs, or not there
    "mind-reading",  # it tells what goes on in a mind that cannot be seen into
    "early-leak",  # it gives away what is not told here
    "wrong-outcome",  # something is told that did not happen, or happened otherwise
    "uncovered",  # something that had to be told is not
    "unknown-beat",  # something is told that was not in the notes
    "repetition",  # it says over again what has been said
    "quiz-failed",  # a reader of it took something to be otherwise than it is
    "not-prose",  # it is markup, data or directions where prose was asked for
    "injection",  # it speaks to the reader or to a program in place of telling
]
"""Each code, with what it says of an answer."""
