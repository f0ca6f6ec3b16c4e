"""What is printed: columns, messages, and the streams they go to."""

from __future__ import annotations

import io

import pytest

from novel_engine.adapters import printing
from novel_engine.adapters.printing import columns, make_streams_visible, print_failure, print_note


# What a terminal gives each: two columns to an ideograph, a full-width letter, a syllable of Hangul
# and a face, none to a mark, one to what is narrow.
@pytest.mark.parametrize(
    ("name", "width"),
    [
        ("图书馆", 6),
        ("Ａｄａ", 6),
        ("한국", 4),
        ("🙂", 2),
        ("e\u0301e\u0301", 2),
        ("नि", 1),
        ("שלום", 4),
        ("a…b", 3),
    ],
)
def test_columns_are_those_of_the_terminal(name: str, width: int) -> None:
    head, row, other = columns([("FOLDER", "TITLE"), (name, "one"), ("nights-12", "two")])

    assert head == "FOLDER     TITLE"
    assert other == "nights-12  two"
    assert row == f"{name}{' ' * (9 - width)}  one"


def test_a_table_of_nothing_has_no_lines() -> None:
    assert list(columns([])) == []


@pytest.mark.parametrize("say", [print_note, print_failure])
def test_a_message_stands_behind_what_was_answered_before_it(
    monkeypatch: pytest.MonkeyPatch, say: object
) -> None:
    file = io.BytesIO()
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(
            f"sys.{name}", io.TextIOWrapper(file, "utf-8", line_buffering=name == "stderr")
        )
    printing.print_line("an answer")
    assert callable(say)
    say("a word")

    assert file.getvalue().decode().startswith("an answer\n")


@pytest.mark.parametrize("encoding", ["idna", "punycode"])
@pytest.mark.parametrize("sign", ["a", "é", "李"])
def test_an_encoding_that_can_write_no_piece_of_a_text_is_not_used(
    monkeypatch: pytest.MonkeyPatch, encoding: str, sign: str
) -> None:
    files = [io.BytesIO(), io.BytesIO()]
    for name, file in zip(("stdout", "stderr"), files, strict=True):
        monkeypatch.setattr(f"sys.{name}", io.TextIOWrapper(file, encoding))
    make_streams_visible()
    printing.print_line(f"one {sign}")
    printing.print_line("two")
    printing.print_note("three")

    shown = sign.encode("ascii", "backslashreplace").decode()
    assert files[0].getvalue().decode("ascii") == f"one {shown}\ntwo\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp037", "shift_jis", "utf-7"]
)
def test_any_other_is_kept(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    file = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(file, encoding))
    monkeypatch.setattr("sys.stderr", io.StringIO())
    make_streams_visible()
    printing.print_line("one")
    printing.print_line("two")
    printing.print_note("three")

    assert file.getvalue().decode(encoding) == "one\ntwo\n"
