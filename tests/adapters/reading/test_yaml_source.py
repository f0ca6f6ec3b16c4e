"""YAML that people write comes in as plain data with lines, or as one plain message; and hostile
YAML costs nothing.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.adapters.reading.document import Document
from novel_engine.adapters.reading.yaml_source import read_yaml, read_yaml_bytes
from novel_engine.errors import CastError, ConfigError, GenreError, NovelError


def read(text: str | bytes) -> Document:
    return read_yaml_bytes(text.encode() if isinstance(text, str) else text, "ida.yaml")


def outcome(text: str | bytes) -> Document | str:
    """The document, or the message with which it is refused."""
    try:
        return read(text)
    except NovelError as refused:
        return str(refused)


IDA = b"""\
# the keeper
name: Ida Kessel
voice:
  length: short
  oaths: [mercy, "good grief"]
goals:
  - keep the station open
  - {never: 1}
"""
AT_MOST_SECONDS = 2.0


def refusal(text: str | bytes) -> str:
    with pytest.raises(ConfigError) as caught:
        read(text)
    return str(caught.value)


def test_a_file_becomes_plain_data() -> None:
    assert read(IDA).data == {
        "name": "Ida Kessel",
        "voice": {"length": "short", "oaths": ["mercy", "good grief"]},
        "goals": ["keep the station open", {"never": 1}],
    }


def test_everything_in_a_file_knows_its_line() -> None:
    document = read(IDA)
    assert document.line("name") == 2
    assert document.line("voice", "length") == 4
    assert document.line("voice", "oaths", 1) == 5
    assert document.line("goals", 1, "never") == 8


def test_a_step_that_is_not_in_the_file_is_passed_over() -> None:
    document = read(IDA)
    assert document.line("voice", "tempo") == 3
    assert document.line("traits", "words", 3) == 2
    assert document.steps("voice", "words", "length") == ("voice", "length")
    assert document.at("goals", 0) == "ida.yaml:7"


def test_every_key_path_of_a_file_can_be_walked() -> None:
    assert list(read("a: [x, {b: 1}]").paths()) == [("a",), ("a", 0), ("a", 1), ("a", 1, "b")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("12", 12),
        ("-3", -3),
        ("+4", 4),
        ("0.35", 0.35),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("2020-01-01", "2020-01-01"),
        ("12:30:45", "12:30:45"),
        ("007", "007"),
        ("0x1f", "0x1f"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("1_000", "1_000"),
        ("=", "="),
        ("9" * 30, "9" * 30),
        ("'12'", "12"),
        ("'true'", "true"),
        ("|\n  two\n  lines\n", "two\nlines\n"),
    ],
)
def test_only_true_and_false_are_truth_values_and_a_date_is_text(text: str, value: object) -> None:
    assert read(f"a: {text}").data == {"a": value}


def test_keys_are_always_text() -> None:
    assert read("1: a\ntrue: b\nno: c").data == {"1": "a", "true": "b", "no": "c"}


def test_an_empty_file_holds_nothing_and_says_so_when_keys_are_wanted() -> None:
    document = read("# nothing here\n")
    assert document.data is None
    with pytest.raises(ConfigError, match=r"^ida\.yaml:1: the file is empty; write"):
        _ = document.mapping


def test_a_list_where_keys_belong_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"^ida\.yaml:1: the file must hold 'key: value' lines"):
        _ = read("- a\n- b\n").mapping


def test_the_caller_names_the_kind_of_failure() -> None:
    for error in (CastError, GenreError):
        with pytest.raises(error):
            read_yaml_bytes(b"a: [", "x.yaml", error)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a:\n\tb: 1", 2, "a tab stands here; use spaces"),
        ("a: b\n\tc: d", 2, "a tab indents this line"),
        ("a: @home", 1, "text cannot begin with '@'"),
        ("a: *He* went", 1, "text cannot begin with '*'"),
        ("a: & b", 1, "text cannot begin with '&'"),
        ("a: b\nc: ![", 2, "text cannot begin with '!'"),
        ("a: x\nb: 'never closed\nc: d\n", 2, "a quotation mark opened here is never closed"),
        ("a: x\nb: it is: so", 2, "a ':' stands where no key can be"),
        ("a:\n  b: 1\n c: 2", 3, "correct the indentation"),
        ("a: [1, 2\nb: c", 1, "a '[' opened here is not closed"),
        ("a: {x: 1\nb: c", 1, "a '{' opened here is not closed"),
        ("- a\nb: c", 2, "keys and a list are mixed"),
        ("a: 1\nstray words\n", 2, "neither 'key: value' nor indented"),
        ("a: - b", 1, "a '-' stands where no list can begin"),
        ("a: 1\nb: [\n\n", 2, "the file ends in the middle of a list"),
        ("a: ,b", 1, "a value is missing here"),
        ("a: >-x\n", 1, "begins on the next line"),
        ('a: "\\q"', 1, "use single quotes"),
        ("a: 1\n...\nb: 2", 3, "whole without this"),
        ("!a!b c", 1, "this is not YAML"),
        ("a: 1\n---\nb: 2", 2, "a second document"),
        ("a: 1\nb: 2\na: 3", 3, "'a' is already in line 1"),
        ("a:\n  b: 1\nc: 2\na: 3", 4, "'a' is already in line 1"),
        ("? [a, b]\n: c", 1, "cannot be a key"),
        ('"": c', 1, "a key is missing"),
        ("a: !!python/object/apply:os.system [ls]", 1, "'!' begins a tag"),
        ("%TAG ! x\n---\na: 1", 1, "a line cannot begin with '%'"),
        ("a: 1\nb: \x07", 2, "a control character (U+0007)"),
        ("a: 1\nb: \ufdd0", 2, "a noncharacter (U+FDD0) stands here"),
        ("a: 1\nb: \U0010ffff", 2, "a noncharacter (U+10FFFF) stands here"),
        ('a: 1\nb: "\\ud800"', 2, "use single quotes"),
        (b"a: 1\nb: \xff", 2, "this is not UTF-8 text"),
        (b"\xff\xfea\x00", 1, "this is not UTF-8 text"),
    ],
)
def test_each_fault_is_one_plain_message_with_its_line_and_a_cure(
    text: str | bytes, line: int, what: str
) -> None:
    message = refusal(text)
    assert message.startswith(f"ida.yaml:{line}: ")
    assert what in message
    assert ";" in message
    assert "\n" not in message


def test_tabs_and_ends_of_lines_may_be_written_as_codes() -> None:
    assert read('a: "\\tb\\r\\nc\\N"').data == {"a": "\tb\r\nc\x85"}


def test_a_code_for_what_no_text_should_hold_means_nothing() -> None:
    assert read('"a\\0": "x\\e\\x7f\\x9b\\uFDD0\\U0010FFFEy"').data == {"a": "xy"}


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert read(b"\xef\xbb\xbfa: 1").data == {"a": 1}
    assert read('a: x\n\ufeffb: y\ufeffz\nc: "\\ufeff"').data == {"a": "x", "b": "yz", "c": ""}


def test_anchors_and_aliases_are_refused_before_they_unfold() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60)
    )
    assert "'&' begins an anchor" in refusal(bomb)
    assert "'*' begins an alias" in refusal("a: [*b]")


@pytest.mark.parametrize(
    "text",
    [
        "[" * 500_000,
        "{a: " * 200_000,
        "- " * 400_000,
        "? " * 400_000,
        "[" + "a," * 400_000,
        "".join(f"%TAG !a{n}! x\n" for n in range(30_000)),
        "\n".join(" " * n + "a:" for n in range(1_000)),
        "'" + "\n" * 900_000,
        "a: |\n" + " x\n" * 300_000,
        "x" * 2_000_000,
    ],
    ids=range(10),
)
def test_a_hostile_file_costs_next_to_nothing(text: str) -> None:
    start = time.process_time()
    found = outcome(text)
    assert isinstance(found, Document) or found.startswith("ida.yaml:")
    assert time.process_time() - start < AT_MOST_SECONDS


def test_files_are_limited_in_size_depth_and_number_of_values() -> None:
    assert "larger than 1,000,000 bytes" in refusal("a" * 1_000_001)
    assert "nested deeper than 20" in refusal("[" * 21 + "]" * 21)
    assert read("[" * 20 + "]" * 20).data is not None
    assert "more than 100,000 values" in refusal("[" + "a," * 100_001 + "]")


def test_a_file_that_is_missing_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.yaml:1: there is no such file; check"):
        read_yaml(tmp_path / "nowhere.yaml")


def test_a_directory_in_the_place_of_a_file_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="this is a directory, not a file"):
        read_yaml(tmp_path)


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(ConfigError, match="this is not an ordinary file"):
        read_yaml(tmp_path / "pipe.yaml")


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    for name in ("a\0b.yaml", "x" * 5_000 + ".yaml"):
        with pytest.raises(ConfigError, match="this cannot be the name of a file"):
            read_yaml(tmp_path / name)


def test_a_file_too_large_is_not_read_whole(tmp_path: Path) -> None:
    (tmp_path / "big.yaml").write_bytes(b"a" * 1_000_001)
    with pytest.raises(ConfigError, match="larger than 1,000,000 bytes"):
        read_yaml(tmp_path / "big.yaml")


def test_a_message_cannot_play_tricks_on_the_terminal() -> None:
    message = refusal('"\\e[31mred": 1\n"\\e[31mred": 2')
    assert "\x1b" not in message


@given(st.binary(max_size=2_000))
def test_any_bytes_are_data_or_a_plain_refusal(data: bytes) -> None:
    found = outcome(data)
    assert isinstance(found, Document) or found.startswith("ida.yaml:")


@given(st.text(alphabet=" \n\t-:,[]{}#&*!|>'\"%@`abé0.~?\\", max_size=300))
def test_any_text_made_of_yaml_signs_is_data_or_a_plain_refusal(text: str) -> None:
    found = outcome(text)
    if isinstance(found, Document):
        assert all(found.line(*path) >= 1 for path in found.paths())
    else:
        assert found.startswith("ida.yaml:")
