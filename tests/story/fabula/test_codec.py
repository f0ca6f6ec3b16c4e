"""Events to plain values and back; and the canonical log, the same bytes everywhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from novel_engine.errors import RecordError
from novel_engine.story.fabula import codec
from novel_engine.story.fabula.codec import (
    EFFECT_TYPES,
    EVENT_TYPES,
    Plain,
    canonical_line,
    effect_from_plain,
    effect_to_plain,
    events_sha256,
    from_plain,
    to_plain,
)
from novel_engine.story.fabula.events import FORMAT_VERSION, Effect, Event, Moved, SceneClosed
from novel_engine.story.givens.roles import Roles
from tests.support import worlds
from tests.support.strategies import any_effect, any_event


def leaves(value: object) -> Iterator[object]:
    """Everything in a plain value that is neither a list nor a dict."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    else:
        yield value


@given(any_event)
def test_every_event_survives_the_codec(event: Event) -> None:
    assert from_plain(to_plain(event)) == event


@given(any_event)
def test_its_roles_are_roles_again(event: Event) -> None:
    back = from_plain(json.loads(canonical_line(event)))

    assert isinstance(back, SceneClosed) or isinstance(back.roles, Roles)


@given(any_effect)
def test_every_effect_survives_the_codec(effect: Effect) -> None:
    assert effect_from_plain(effect_to_plain(effect)) == effect


@given(any_event)
def test_every_event_survives_being_written_as_a_line(event: Event) -> None:
    assert from_plain(json.loads(canonical_line(event))) == event


@given(any_event)
def test_a_canonical_line_is_sorted_has_no_spaces_and_holds_integers_and_strings_only(
    event: Event,
) -> None:
    line = canonical_line(event)
    again = json.loads(line)
    assert "\n" not in line
    assert line == json.dumps(again, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert {type(leaf) for leaf in leaves(again)} <= {int, str}


@given(any_event)
def test_a_line_has_the_parts_that_readers_of_the_log_know(event: Event) -> None:
    plain = to_plain(event)
    assert sorted(plain) == ["causes", "fields", "seq", "tag", "turn", "version"]
    assert (plain["turn"], plain["seq"], plain["tag"]) == (event.turn, event.seq, event.tag)
    assert plain["causes"] == list(event.causes)
    assert plain["version"] == FORMAT_VERSION


def test_real_stories_are_integers_and_strings_all_through() -> None:
    for seed in range(1, 6):
        for event in worlds.story(seed).events:
            assert {type(leaf) for leaf in leaves(to_plain(event))} <= {int, str}
            assert from_plain(json.loads(canonical_line(event))) == event


def test_no_two_kinds_share_a_tag() -> None:
    assert len(EVENT_TYPES) == len(get_args(Event))
    assert len(EFFECT_TYPES) == len(get_args(Effect))


def test_the_tags_are_those_that_old_records_hold() -> None:
    assert sorted(EVENT_TYPES) == [
        "acted",
        "complicated",
        "refused",
        "scene_closed",
        "scene_opened",
        "story_ended",
        "story_opened",
    ]
    assert (
        sorted(EFFECT_TYPES)
        == (
            "departed felt goal_dropped goal_taken item_destroyed item_moved learned moved "
            "obliged related released "
            "stage_set thread_moved"
        ).split()
    )


def test_the_canonical_line_is_utf_8_as_written() -> None:
    event = worlds.scene_opened(effects=(Moved("zoë-李", "", "hall"),))
    assert '"person":"zoë-李"' in canonical_line(event)


def test_the_hash_is_of_the_lines_and_their_order() -> None:
    first, second = worlds.scene_opened(), worlds.acted()
    assert events_sha256([first, second]) == events_sha256(iter((first, second)))
    stories: tuple[tuple[Event, ...], ...] = ((first, second), (second, first), (first,), ())
    assert len({events_sha256(told) for told in stories}) == 4


def damaged(**changes: Any) -> Plain:
    """A scene's opening as plain values, a part of it changed; None takes the part away."""
    plain = to_plain(worlds.scene_opened()) | changes
    return {key: value for key, value in plain.items() if value is not None}


def fields_of(**changes: Any) -> Plain:
    return damaged(fields=damaged()["fields"] | changes)


@pytest.mark.parametrize(
    "plain",
    [
        {},
        damaged(tag="opened_scene"),
        damaged(tag=None),
        damaged(tag=["scene_opened"]),
        damaged(version=None),
        damaged(version=[1]),
        damaged(turn=None),
        damaged(causes=3),
        damaged(fields=None),
        damaged(fields=[]),
        damaged(fields={}),
        fields_of(mood="dark"),
        fields_of(turn=2),
        fields_of(effects=3),
        fields_of(effects=["moved"]),
        fields_of(effects=[{"tag": "jumped"}]),
        fields_of(effects=[{"tag": "moved"}]),
    ],
)
def test_what_is_no_event_is_refused_as_damage(plain: Plain) -> None:
    with pytest.raises(RecordError, match="the record is damaged"):
        from_plain(plain)


json_values: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(
    st.sampled_from(sorted(damaged())), st.sampled_from(sorted(damaged()["fields"])), json_values
)
def test_no_value_in_any_place_does_more_than_damage_the_record(
    part: str, field: str, value: Any
) -> None:
    for plain in (damaged() | {part: value}, fields_of(**{field: value})):
        with suppress(RecordError):
            found = from_plain(plain)
            assert to_plain(found) == plain | {"version": FORMAT_VERSION}
            assert all(type(leaf) in (int, str) for leaf in leaves(to_plain(found)))


@pytest.mark.parametrize(
    "plain",
    [
        damaged(turn=True),
        damaged(seq=1.0),
        damaged(causes=["100"]),
        fields_of(scene=2**63),
        fields_of(place=["kitchen"]),
        fields_of(place="half of a sign: \ud800"),
        fields_of(roles={"A": "ada"}),
        fields_of(roles=["AB"]),
        fields_of(roles=[["A", "ada", "bo"]]),
        fields_of(effects=[{"tag": "moved", "person": 3, "origin": "", "place": ""}]),
        fields_of(effects=[["moved"]]),
        damaged() | {"turn": float("nan")},
    ],
)
def test_what_has_another_type_than_it_should_is_refused_as_damage(plain: Plain) -> None:
    with pytest.raises(RecordError, match="the record is damaged"):
        from_plain(plain)


@pytest.mark.parametrize("version", [0, FORMAT_VERSION + 1, "1"])
def test_a_format_nobody_can_raise_is_named(version: object) -> None:
    with pytest.raises(
        RecordError, match=f"event format {version}; this program reads up to {FORMAT_VERSION}"
    ):
        from_plain(damaged(version=version))


def test_an_older_format_is_raised_one_version_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def from_older(plain: Plain) -> Plain:
        return plain | {"version": 0}

    def from_old(plain: Plain) -> Plain:
        fields = {
            "scene" if key == "episode" else key: value for key, value in plain["fields"].items()
        }
        return plain | {"version": FORMAT_VERSION, "fields": fields}

    monkeypatch.setattr(codec, "UPCASTERS", {-1: from_older, 0: from_old})
    plain = damaged(version=-1)
    plain["fields"] = {
        "episode" if key == "scene" else key: value for key, value in plain["fields"].items()
    }
    assert from_plain(plain) == worlds.scene_opened()


def test_an_act_of_format_one_had_no_words_of_its_own() -> None:
    plain = to_plain(worlds.acted(3, line=""))
    before = plain | {
        "version": 1,
        "fields": {key: value for key, value in plain["fields"].items() if key != "line"},
    }
    assert from_plain(before) == worlds.acted(3, line="")
    assert from_plain(to_plain(worlds.scene_opened()) | {"version": 1}) == worlds.scene_opened()
