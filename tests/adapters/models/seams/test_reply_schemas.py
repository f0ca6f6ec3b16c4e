"""Replies: one JSON object of the shape that was asked for, or what is wrong with it in words that
quote none of it.
"""

from __future__ import annotations

import json
import re
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.adapters.models.seams.chapter_replies import Answered, ToldChapter
from novel_engine.adapters.models.seams.reply_schemas import (
    LONGEST_REPLY,
    Decided,
    Framed,
    Improvised,
    ReplyForm,
    deciding_schema,
    framing_schema,
    read_reply,
)
from novel_engine.story.asking.consultation import Unfit
from novel_engine.story.asking.fault_codes import FaultCode

WHOLE: dict[str, Any] = {"choice": "2", "manner": "quietly", "line": "Gone?"}


def code_of(text: str) -> str:
    with pytest.raises(Unfit) as unfit:
        read_reply(text, Decided)
    assert all(fault.code in get_args(FaultCode) for fault in unfit.value.faults)
    return unfit.value.faults[0].code


def test_a_whole_reply_is_read() -> None:
    assert read_reply(json.dumps(WHOLE), Decided) == Decided(
        choice="2", manner="quietly", line="Gone?"
    )


def test_a_fence_around_it_is_no_fault() -> None:
    assert read_reply(f"```json\n{json.dumps(WHOLE)}\n```\n", Decided).line == "Gone?"


def test_a_number_may_be_given_as_a_number() -> None:
    assert read_reply('{"choice": 3}', Framed).choice == "3"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ida sets the can down and asks him.", "not-json"),
        (json.dumps(WHOLE)[:-9], "not-json"),
        ("", "not-json"),
        ("[" * 39_000, "not-json"),
        ("I'm sorry, but as an AI language model I cannot do that.", "refusal"),
        ("x" * (LONGEST_REPLY + 1), "too-long"),
        (json.dumps(WHOLE | {"line": "x" * 241}), "too-long"),
        (json.dumps(WHOLE | {"line": 7}), "wrong-shape"),
        (json.dumps(WHOLE | {"choice": True}), "wrong-shape"),
        (json.dumps(WHOLE | {"mood": "dark"}), "wrong-shape"),
        (json.dumps({"choice": "1"}), "wrong-shape"),
        ("[]", "wrong-shape"),
        ("null", "wrong-shape"),
    ],
)
def test_what_does_not_hold_has_its_code(text: str, code: str) -> None:
    assert code_of(text) == code


@pytest.mark.parametrize(
    ("value", "kind", "reason"),
    [
        ([], Decided, "the answer is amiss: it is no object"),
        (7, ToldChapter, "the answer is amiss: it is no object"),
        ({"title": "", "paragraphs": ["a"]}, ToldChapter, "item 1: it is no object"),
        ({"title": "", "paragraphs": []}, ToldChapter, "'paragraphs' is amiss: it has nothing"),
        (
            {"title": "", "paragraphs": [{"beats": ["1"], "speaker": "", "text": ""}]},
            ToldChapter,
            "'paragraphs' is amiss: item 1, 'beats', item 1: it is no whole number",
        ),
        ({"answers": ["perhaps"]}, Answered, "item 1: it is none of the words that were offered"),
        ({"choice": 1.5}, Framed, "'choice' is amiss: it is no text"),
        ({}, Framed, "'choice' is amiss: it is missing"),
        (WHOLE | {"line": "x" * 241}, Decided, "'line' is amiss: it has more than 240 characters"),
    ],
)
def test_a_reason_is_in_words_of_our_own_and_names_no_class(
    value: object, kind: type[ReplyForm], reason: str
) -> None:
    with pytest.raises(Unfit) as unfit:
        read_reply(json.dumps(value), kind)
    said = " ".join(fault.reason for fault in unfit.value.faults)
    assert reason in said
    assert not re.search(r"Input|instance|Told|Decided|Framed|Answered|pydantic|should", said)


def test_a_reason_quotes_nothing_of_the_answer() -> None:
    with pytest.raises(Unfit) as unfit:
        read_reply(json.dumps(WHOLE | {"zq-key": 1, "line": ["zq-line"]}), Decided)
    assert "zq" not in " ".join(fault.reason for fault in unfit.value.faults)


def test_more_effects_than_two_are_too_many() -> None:
    text = json.dumps(WHOLE | {"does": "Bowed.", "effects": ["a", "b", "c"]})
    with pytest.raises(Unfit) as unfit:
        read_reply(text, Improvised)
    assert unfit.value.faults[0].code == "too-long"


@given(
    st.recursive(
        st.none() | st.text() | st.integers(), lambda s: st.lists(s) | st.dictionaries(st.text(), s)
    )
)
def test_any_json_is_a_reply_or_one_plain_fault(value: object) -> None:
    try:
        read_reply(json.dumps(value), Improvised)
    except Unfit as unfit:
        assert unfit.faults


def test_a_schema_is_flat_whole_and_canonical() -> None:
    schema = json.loads(deciding_schema(["0", "1"], ["warmer-to-bo"]))
    assert schema["required"] == ["choice", "manner", "line", "does", "effects"]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["choice"] == {"type": "string", "enum": ["0", "1"]}
    assert schema["properties"]["effects"]["maxItems"] == 2
    assert deciding_schema(["1"]) == deciding_schema(["1"])
    assert "does" not in deciding_schema(["1"])
    assert json.loads(framing_schema(["1", "2"]))["properties"]["choice"]["enum"] == ["1", "2"]
