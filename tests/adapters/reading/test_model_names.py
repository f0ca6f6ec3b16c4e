"""What a model may be called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.adapters.models.providers.connection import Connection
from novel_engine.adapters.reading.model_names import ModelName, model_name
from novel_engine.errors import UsageError


@pytest.mark.parametrize(
    "written",
    [
        "offline",
        "gemini:gemini-2.5-flash",
        "openai:gpt-4o-mini",
        "openai:qwen2.5:7b-instruct-q4_K_M",
        "openai:meta-llama/llama-3.1-8b-instruct:free",
        "openai:@cf/meta/llama",
        "google-generativeai:gemini-1.5-pro",
        "replay:tapes/the sledge fuel",
    ],
)
def test_a_model_is_its_own_name_again(written: str) -> None:
    assert str(model_name(written)) == written


def test_white_space_around_a_name_is_nobodys_wish() -> None:
    assert model_name(" openai: gpt-4o \n") == ModelName("openai", "gpt-4o")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "there are offline"),
        ("gemni:flash", "did you mean gemini:NAME?"),
        (
            "gpt-4o",
            "there are offline, gemini:NAME, openai:NAME, google-generativeai:NAME, replay:DIR",
        ),
        ("gemini", "write gemini:NAME"),
        ("openai:", "write openai:NAME"),
        ("replay:", "write replay:DIR"),
        ("offline:", "has no name after it"),
        ("offline:fast", "has no name after it"),
        ("openai:gpt 4", "letters, digits"),
        ("gemini:../../etc", "letters, digits"),
        ("gemini:a/../b", "letters, digits"),
        ("gemini:x?key=1", "letters, digits"),
        ("openai:" + "x" * 300, "at most 200"),
        ("openai:a\nb", "one line"),
        ("openai:a\x1b[31m", "one line"),
    ],
)
def test_what_is_no_models_name_is_refused_with_what_there_is(written: str, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        model_name(written)

    assert said in str(refused.value)
    assert "\x1b" not in str(refused.value)


@given(st.text(max_size=300))
def test_any_text_is_a_model_or_one_plain_error(written: str) -> None:
    try:
        name = model_name(written)
    except UsageError as refused:
        assert "\n" not in str(refused)
    else:
        assert model_name(str(name)) == name


def test_everybody_but_offline_is_asked() -> None:
    written = ("offline", "gemini:a", "openai:a", "google-generativeai:a", "replay:a")

    assert [model_name(name).is_asked for name in written] == [False, True, True, True, True]


def test_a_key_is_in_no_repr() -> None:
    line = Connection(
        model_name("openai:gpt-4o"), "sk-very-secret", "http://user:pass@localhost/v1"
    )

    assert "secret" not in repr(line)
    assert "pass" not in repr(line)
