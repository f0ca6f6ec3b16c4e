"""A kernel that some choice of options would leave without a thing or a place is refused; one that
no choice does is not.
"""

from __future__ import annotations

import pytest

from novel_engine.errors import GenreError
from tests.support import small_genre
from tests.support.small_genre import KERNEL, TEXTS

BALL, ELBOW, WITH = "    ball:\n", "    elbow:\n", "      "
PIECES = "items:\n  pieces: {name: pieces, plural: true, evidence: [harm], portable: false}\n"
SPOT = "places: {spot: hall}\n"
SHARD = 'effects: ["learn(finder, harm)"]'
THING, PLACE = "items: {shard: {name: shard}}", "places: {den: study}"
OTHER_AXIS = ("axes: [means]", "axes: [means, motive]")


def changed(*changes: tuple[str, str]) -> str:
    text = TEXTS[KERNEL]
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def complaint(*changes: tuple[str, str]) -> tuple[str, str]:
    """What is said of the kernel with these changes, and the line of it that is named."""
    text = changed(*changes)
    with pytest.raises(GenreError) as refused:
        small_genre.read(**{KERNEL: text})
    file, line, what = str(refused.value).split(":", 2)
    assert file == KERNEL
    return what, text.splitlines()[int(line) - 1].strip()


def given(option: str, what: str) -> tuple[str, str]:
    return (option, f"{option}{WITH}{what}\n")


@pytest.mark.parametrize(
    ("changes", "lacks"),
    [
        (
            [(PIECES, ""), given(BALL, "items: {pieces: {name: pieces}}")],
            "thing 'pieces', which put(…) in the opening",
        ),
        ([(SPOT, ""), given(BALL, SPOT.strip())], "place 'spot', which put(…) in the opening"),
        (
            [("    place: study", "    place: den"), given(BALL, PLACE)],
            "place 'den', which the scene 'talk'",
        ),
        (
            [(SHARD, 'effects: ["surface(shard, finder)"]'), given(BALL, THING)],
            "thing 'shard', which the complication 'shard'",
        ),
    ],
)
def test_what_one_option_leaves_out_is_said_with_that_option(
    changes: list[tuple[str, str]], lacks: str
) -> None:
    what, line = complaint(*changes)

    assert line == "elbow:"
    assert f"'elbow' has no {lacks} stands on; give it under `" in what


def test_what_an_option_uses_it_must_have_or_be_sure_of() -> None:
    uses = (
        "      title: The Ball\n",
        '      title: The Ball\n      opening: ["put(shard, spot)"]\n',
    )
    what, line = complaint(uses, given(ELBOW, THING))

    assert (line, "'ball' has no thing 'shard'" in what) == ("ball:", True)
    small_genre.read(**{KERNEL: changed(uses, given(BALL, THING))})


def test_what_every_option_of_another_axis_gives_is_there_for_all() -> None:
    motive = f"matter:\n  motive:\n    spite: {{{THING}}}\n    thrift: {{{THING}}}\n"
    uses = (
        "      title: The Ball\n",
        '      title: The Ball\n      opening: ["put(shard, spot)"]\n',
    )

    small_genre.read(**{KERNEL: changed(OTHER_AXIS, ("matter:\n", motive), uses)})
    lacking = motive.replace(f"thrift: {{{THING}}}", "thrift: {title: Thrift}")
    what, line = complaint(OTHER_AXIS, ("matter:\n", lacking), uses)
    assert "'thrift' has no thing 'shard', which put(…) in the opening stands on" in what
    assert line == "thrift: {title: Thrift}"


def test_a_fact_may_be_wanting_and_a_condition_may_ask_for_what_is_not_there() -> None:
    leant = '        deed: {claim: "{culprit} leant on it"}\n'
    text = changed(
        ("told: {needs: [", 'told: {needs: ["!holds(finder, shard)", '),
        ("  - know(culprit, deed)\n", "  - know(culprit, deed)\n  - know(culprit, grudge)\n"),
        (leant, f"{leant}        grudge: {{kind: secret, claim: the grudge is old}}\n"),
        given(ELBOW, THING),
    )

    ball, elbow = small_genre.read(**{KERNEL: text}).kernels["vase"].options["means"]

    assert ("grudge" in ball.facts, "grudge" in elbow.facts) == (False, True)


def test_a_genres_own_place_needs_no_name_in_the_kernel() -> None:
    assert small_genre.read().kernels["vase"].frames[1].place == "study"


@pytest.mark.parametrize(
    ("change", "name", "of"),
    [
        ((SPOT, "places: {spot: hall, finder: hall}\n"), "finder", "role"),
        ((SPOT, "places: {spot: hall, harm: hall}\n"), "harm", "place"),
        ((SPOT, "places: {spot: hall, who: hall}\n"), "who", "place"),
        (
            (
                "  harm: {kind: harm",
                "  suspect: {kind: harm, claim: it is so}\n  harm: {kind: harm",
            ),
            "suspect",
            "role",
        ),
        (("items:\n", "items:\n  spot: {name: spot}\n"), "spot", "place"),
        (
            (
                "threads:\n",
                'threads:\n  culprit: {question: "Who did?", topic: vase, stakes: 1, answered: late()}\n',
            ),
            "culprit",
            "role",
        ),
    ],
)
def test_a_name_that_would_mean_two_things_is_refused(
    change: tuple[str, str], name: str, of: str
) -> None:
    what, line = complaint(change)

    assert f"'{name}' is the name of a {of} already; give this another" in what
    assert f"{name}:" in line or name in line


def test_a_thing_may_be_called_as_the_fact_it_shows() -> None:
    text = TEXTS[KERNEL].replace("pieces:", "harm:").replace("put(pieces", "put(harm")

    assert "harm" in small_genre.read(**{KERNEL: text}).kernels["vase"].items
