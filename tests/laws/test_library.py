"""The words that come with the program: each fragment is sound, there are enough of them, and
stories find them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest

from novel_engine.adapters.reading.genre.fragment_lint import problems_of
from novel_engine.story.givens.fragments import Fragment
from novel_engine.story.realising.realiser import Realiser
from tests.support.stories import all_stories, bundled_terms, every_story
from tests.support.worlds import bundled_genre

pytestmark = pytest.mark.law

FRAGMENTS = bundled_genre().fragments
# The plain voice tells in any world, uses its lines again, and has beats of its own.
WRITTEN = bundled_genre().written
PLAINLY = frozenset("stakes standing heard terms earlier stated look air hands saying".split())
TERMS = bundled_terms()
PARTICULAR = frozenset(
    (
        "fact given kind item means motive evidence betrayal leave.means leave.motive "
        "leave.evidence is"
    ).split()
)
NEVER_TOLD = frozenset(("wait", "resolve"))
FEWEST = 4
MOST_SHORTFALLS = 1.0


def test_every_fragment_is_sound() -> None:
    found = [
        f"{one.id} ({one.tells}): {fault}" for one in FRAGMENTS for fault in problems_of(one, TERMS)
    ]

    assert not found, "\n".join(found)


def test_no_two_fragments_say_the_same() -> None:
    seen = Counter(
        ((fragment.tells, fragment.when) if fragment.plain else (), " ".join(fragment.text.split()))
        for fragment in FRAGMENTS
    )

    assert [text for text, times in seen.items() if times > 1] == []


def test_every_condition_names_what_the_genre_has() -> None:
    genre = bundled_genre()
    kernels = genre.kernels.values()
    options = [
        option for kernel in kernels for found in kernel.options.values() for option in found
    ]
    facts = {f"{k.part}.{name}" for k in kernels for name in k.facts} | {
        f"{k.part}.{name}"
        for k in kernels
        for found in k.options.values()
        for o in found
        for name in o.facts
    }
    items = {f"{k.part}.{name}" for k in kernels for name in k.items} | {
        f"{k.part}.{name}"
        for k in kernels
        for found in k.options.values()
        for o in found
        for name in o.items
    }
    axes = {
        axis: {o.id for o in options if o.axis == axis}
        for axis in ("means", "motive", "evidence", "betrayal")
    }
    known: Mapping[str, set[str]] = {
        **axes,
        **{f"leave.{axis}": axes[axis] for axis in ("means", "motive", "evidence")},
        "fact": facts,
        "given": facts,
        "item": items,
        "a": {f"{k.part}.{role.name}" for k in kernels for role in k.roles},
        "b": {f"{k.part}.{role.name}" for k in kernels for role in k.roles},
        "tactic": set(genre.tactics),
        "place": set(genre.places),
        "affords": {word for place in genre.places.values() for word in place.affords},
        "weather": set(genre.weathers),
        "motif": set(genre.idiom.motifs),
        "form": set(genre.forms),
        "purpose": {frame.purpose for k in kernels for frame in k.frames},
        "is": {f"{k.part}.{one.id}" for k in kernels for one in k.complications}
        | {f"{k.part}.{one.id}" for k in kernels for one in k.endings}
        | {f"{k.part}.{known}" for k in kernels for known in ("never_learns", "open", "known")}
        | {"plain", "charged", "changed"},
    }
    found = [
        f"{fragment.id}: {key}: {value}"
        for fragment in WRITTEN
        for key, values in fragment.when
        for value in values
        if key in known and value not in known[key]
    ]

    assert not found, "\n".join(found)


def general(fragment: Fragment) -> bool:
    """Whether it is about nothing in particular."""
    return not any(key in PARTICULAR for key, _ in fragment.when)


@pytest.mark.parametrize(
    "tells",
    sorted(TERMS.beats - NEVER_TOLD - PLAINLY - {"complication", "ending", "image", "loose_end"}),
)
def test_there_are_words_for_every_kind_of_beat_whatever_it_is_about(tells: str) -> None:
    found = [fragment.id for fragment in WRITTEN if fragment.tells == tells and general(fragment)]

    assert len(found) >= FEWEST


@pytest.mark.parametrize("tells", ["look", "air", "hands", "saying", "image"])
def test_the_plain_voice_has_words_for_what_belongs_to_a_world_alone(tells: str) -> None:
    assert sum(one.plain and one.tells == tells for one in FRAGMENTS) >= FEWEST


def test_every_complication_and_every_ending_has_words() -> None:
    """Of its own, or for all that come about as it does; an ending then says what becomes of people."""
    named = {
        value for one in FRAGMENTS for key, values in one.when if key == "is" for value in values
    }
    plain = Counter(
        (one.tells, value)
        for one in FRAGMENTS
        for key, values in one.when
        if key == "comes"
        for value in values
    )
    for kernel in bundled_genre().kernels.values():
        for one in kernel.complications:
            comes = one.comes((kernel.spine.motive,))
            of_all = plain["complication", comes] >= FEWEST
            assert f"{kernel.part}.{one.id}" in named or of_all, (kernel.id, one.id)
        for ending in kernel.endings:
            of_all = bool(ending.says) and plain["ending", "learnt"] >= FEWEST
            assert f"{kernel.part}.{ending.id}" in named or of_all, (kernel.id, ending.id)


def test_every_motif_is_seen_plain_charged_and_changed() -> None:
    seen = {
        (m, s)
        for f in WRITTEN
        if f.tells == "image"
        for m in dict(f.when)["motif"]
        for s in dict(f.when)["is"]
    }

    assert seen == {
        (motif, stage)
        for motif in bundled_genre().idiom.motifs
        for stage in ("plain", "charged", "changed")
    }


def test_stories_find_words_for_what_they_need() -> None:
    stories = all_stories()
    short = Counter(shortfall.split()[0] for story in stories for shortfall in story.shortfalls)
    table = "\n".join(f"{times:5} {kind}" for kind, times in short.most_common())
    print(f"needed beats without words, in {len(stories)} stories:\n{table or '  none'}")

    assert short.total() / len(stories) <= MOST_SHORTFALLS, table


@pytest.mark.experiment
def test_hardly_any_fragment_can_never_be_used() -> None:
    """A beat of some story fits it; with a hundred stories some rare ones are not met, and with a
    sample of them a good many.
    """
    met: set[str] = set()
    by_beat: dict[str, list[Fragment]] = {}
    for fragment in WRITTEN:
        by_beat.setdefault(fragment.tells, []).append(fragment)
    for story in every_story():
        realiser = Realiser(story.setting, WRITTEN)
        for beat in story.beats:
            features: dict[str, tuple[str, ...]] = {}
            for key, values in beat.features:
                features[key] = (*features.get(key, ()), *values)
            for fragment in by_beat.get(beat.tells, ()):
                if (
                    fragment.id not in met
                    and fragment.fits(features)
                    and realiser._fillable(fragment, dict(beat.roles))
                ):
                    met.add(fragment.id)
    never = [
        fragment for fragment in WRITTEN if fragment.id not in met and fragment.tells != "title"
    ]
    kinds = Counter(fragment.tells for fragment in never)
    print(
        f"{len(never)} of {len(WRITTEN)} fragments fitted no beat of any story: "
        f"{kinds.most_common()}"
    )

    assert len(never) <= len(WRITTEN) / 3
