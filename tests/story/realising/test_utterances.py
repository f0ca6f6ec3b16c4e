"""Words that came with an act are told as they came: by whoever said them, once, whole, and in
every form a story takes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest

from novel_engine.adapters.formats.registry import written
from novel_engine.adapters.formats.script_parts import Dialogue, script_parts_of
from novel_engine.adapters.record.row_changes import outline
from novel_engine.cli.wording import event_in_words
from novel_engine.engine.chronicler import ChroniclerAgent
from novel_engine.engine.director import DirectorAgent
from novel_engine.engine.offline import OfflineFramer, OfflineNarrator
from novel_engine.story.asking.improvisation import improvised
from novel_engine.story.deciding.improvising import Declared, declarable, may_improvise
from novel_engine.story.deciding.views import PersonaView, view_of
from novel_engine.story.directing.opening import setting_of
from novel_engine.story.english.plain_line import plain_line
from novel_engine.story.fabula.codec import canonical_line, from_plain, to_plain
from novel_engine.story.fabula.events import Acted, Event, Refused, id_of
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import World, advance, begin, fold
from novel_engine.story.givens.config import StoryConfig
from novel_engine.story.givens.fragments import Fragment
from novel_engine.story.givens.people import HE, SHE, THEY, Person
from novel_engine.story.givens.roles import Roles
from novel_engine.story.givens.verbs import IMPROVISE, Choice, Proposal
from novel_engine.story.measuring.plot_checks import structure_problems
from novel_engine.story.realising.attribution import Delivery, Floor, in_own_words
from novel_engine.story.realising.continuity import Stage
from novel_engine.story.realising.realiser import Realiser
from novel_engine.story.realising.referring_expressions import Mentions
from novel_engine.story.realising.utterances import as_deed, as_speech
from novel_engine.story.telling.abridgement import expected_words
from novel_engine.story.telling.aggregation import joined
from novel_engine.story.telling.syuzhet import Beat, Chapter, Paragraph, Telling, Wish
from novel_engine.story.verifying.leaks import problems
from tests.support import worlds
from tests.support.proof_reader import (
    absence_faults,
    passages,
    pronoun_faults,
    proof_faults,
    speech_faults,
    trace_faults,
    worded,
)
from tests.support.stories import KERNELS, WORDS, Told, bundled_genre, cast_of

pytestmark = [pytest.mark.law, pytest.mark.xdist_group("lines")]

SEEDS = range(1, 9)
SAID = (
    "Gone, then.",
    "You would have seen it. I saw nothing.",
    "Is that what you think, {other}?",
    "Dr. Moll left it open. Ask Mrs. Pohl, not me.",
    "I counted them twice, and {other} counted after me",
    "I never thought, and now",
    "He called it 'the usual'. I call it Tuesday!",
    "Not tonight, and not in front of {other}.",
    "The ledger says nine; nine is what there was.",
    "Whose coat was it? Yours hung by the stove.",
    "You ask me that, {other}",
    "nobody came up the hill",
)
HARD = (
    'She said "no" to me, and "never" to you.',
    '"All of it is wrapped in marks."',
    "A {brace}, an {A.they} and a {F.claim}: take {either|or}.",
    "<b>Bold</b> & [a link](nowhere) *in stars*, #1.",
    "“Curly” is what it was \\ and that is all.",
    "I never thought—",
)
DEEDS = (
    "{own} turned the lamp down",
    "{own} set a cup by {other}.",
    "{own} drew the curtain across.",
)


def line_for(view: PersonaView, lines: Sequence[str]) -> str:
    """One of the lines, by the turn; `{other}` is somebody there."""
    people = view.lens.setting.people
    other = people[view.people[0]].short if view.people else "anybody"
    line = lines[(view.turn * 7 + len(view.card.id)) % len(lines)]
    return line.replace("{other}", other).replace("{own}", view.card.short)


@dataclass(frozen=True)
class Script:
    """Takes the top of the menu, and gives it words; every so often does something on no menu."""

    lines: Sequence[str]
    every: int = 0

    def decide(self, view: PersonaView, menu: Sequence[Choice], turn: int) -> Proposal:
        """The best action in a line of the script's, or something improvised."""
        if self.every and turn % self.every == 0 and may_improvise(view):
            return improvised(view, line_for(view, DEEDS), "", names_for(view))
        return Proposal(menu[0].action, line_for(view, self.lines))


def names_for(view: PersonaView) -> list[str]:
    """What can be declared, turn about."""
    found: tuple[Declared, ...] = declarable(view)
    return [found[view.turn * 11 % len(found)].name]


def given(seed: int) -> Setting:
    return setting_of(
        StoryConfig("lines", kernel=KERNELS[seed % 2], scenes=11),
        cast_of(5, turned=seed),
        bundled_genre(),
        str(seed),
    )


def lived(setting: Setting, script: Script, before: Iterable[Event] = ()) -> tuple[Event, ...]:
    """The whole record of a story, gone on with after what was there before."""
    events = list(before)
    director = DirectorAgent(
        fold(setting, events) if events else begin(setting), script, OfflineFramer()
    )
    while not director.is_over:
        events += director.step().events
    return tuple(events)


@cache
def story(seed: int, lines: Sequence[str] = SAID, every: int = 0) -> Told:
    """A story in which everything said is said in the script's words."""
    setting = given(seed)
    events = lived(setting, Script(lines, every))
    narrator = OfflineNarrator(setting, bundled_genre().fragments)
    telling, chapters = ChroniclerAgent(narrator).tell(
        worlds.fabula(setting, events), bundled_genre().idiom, Wish(WORDS)
    )
    return Told(f"{seed}", setting, events, telling, chapters)


@pytest.fixture(scope="module", params=[0, 6], ids=["said", "improvised too"])
def stories(request: pytest.FixtureRequest) -> tuple[Told, ...]:
    return tuple(story(seed, SAID, request.param) for seed in SEEDS)


def acts(told: Told) -> Iterator[Acted]:
    return (event for event in told.events if isinstance(event, Acted))


def checked(faults: Iterable[str]) -> None:
    found = list(faults)
    assert not found, f"{len(found)} in all:\n" + "\n".join(found[:12])


# What is recorded.


def test_what_is_said_has_its_line_and_what_is_only_done_has_none() -> None:
    told = story(1, SAID, 6)
    verbs = told.setting.verbs

    assert {bool(act.line) for act in acts(told) if act.verb in verbs and verbs[act.verb].said} == {
        True
    }
    assert {
        bool(act.line) for act in acts(told) if act.verb in verbs and not verbs[act.verb].said
    } == {False}
    assert all(act.line for act in acts(told) if act.verb == IMPROVISE)


def test_only_whoever_took_an_act_in_has_its_words() -> None:
    setting = given(3)
    world = begin(setting)
    told = lived(setting, Script(tuple(f"{line} zq" for line in SAID), 5))
    marked = [
        replace(e, line=f"zq{id_of(e)}qz") if isinstance(e, Acted) and e.line else e for e in told
    ]
    heard: dict[str, set[str]] = {person: set() for person in setting.people}
    for event in marked:
        if isinstance(event, Acted) and event.line:
            for person in event.witnesses:
                heard[person].add(event.line)
        advance(world, event)
        for person in setting.people:
            view = view_in(world, person)
            assert set(re.findall(r"zq\d+qz", view.canonical())) <= heard[person], (
                id_of(event),
                person,
            )
    assert any(len(lines) < max(map(len, heard.values())) for lines in heard.values())


def view_in(world: World, person: str) -> PersonaView:
    return view_of(world.setting, world.minds[person], world.turn)


def test_a_view_holds_what_was_said_before_this_person_in_the_scene() -> None:
    world = worlds.house()
    worlds.after(
        world,
        worlds.acted(line="It is in pieces."),
        worlds.acted(3, verb="whisper", witnesses=("bo",)),
    )
    view = view_in(world, "cy")

    assert [memory.line for memory in view.heard] == ["It is in pieces."]
    assert view.plain()["heard"] == [[200, "ada", "It is in pieces."]]
    assert "It is in pieces." in view.plain()["memories"][-1]
    assert view_in(worlds.after(world, worlds.scene_opened(4, 2)), "cy").heard == ()


def test_a_bystander_hears_no_words() -> None:
    world = worlds.house()
    worlds.after(
        world, worlds.acted(line="For your ears.", witnesses=("ada", "bo"), bystanders=("cy",))
    )

    assert "For your ears" in view_in(world, "bo").canonical()
    assert "For your ears" not in view_in(world, "cy").canonical()


def test_a_story_gone_on_with_in_the_middle_is_the_same_story() -> None:
    setting, script = given(2), Script(SAID, 4)
    whole = lived(setting, script)
    turns = sorted({event.turn for event in whole})
    for turn in turns[1 : -1 : len(turns) // 5]:
        assert lived(setting, script, [e for e in whole if e.turn <= turn]) == whole


def test_a_log_with_lines_is_read_again_as_it_was_written() -> None:
    told = story(1, HARD, 6)

    assert (
        tuple(from_plain(json.loads(canonical_line(event))) for event in told.events) == told.events
    )


def test_an_act_of_the_first_format_had_no_words() -> None:
    act = next(acts(story(1)))
    old = to_plain(act)
    old["fields"].pop("line")

    assert from_plain(old | {"version": 1}) == replace(act, line="")


def test_a_record_and_its_readers_show_the_words() -> None:
    world = worlds.house()
    event = worlds.acted(line="It is in pieces.")
    noticed = advance(world, event)

    assert (
        event_in_words(world.setting, event)
        == "Ada: tell Bo, “the vase is in pieces”: “It is in pieces.”"
    )
    assert outline(noticed[0]) == "ada tell bo harm It is in pieces."
    assert outline(replace(noticed[0], line="")) == "ada tell bo harm"


# How it is told.


def test_every_told_line_is_told_whole_and_once(stories: tuple[Told, ...]) -> None:
    for told in stories:
        paragraphs = [p for beat, p in worded(told) if beat.line and not p.fragment]
        beats = [beat for beat in told.beats if beat.line]
        told_by = {p.events: p for p in paragraphs}

        assert len(paragraphs) == len(beats) == len(told_by) > 10
        for beat in beats:
            wanted = as_deed(beat.line) if beat.tells == IMPROVISE else as_speech(beat.line)
            assert spoken(told_by[beat.events]) == wanted


def spoken(paragraph: Paragraph) -> str:
    """What is said in a paragraph, without who says it; of narration, all of it."""
    if not paragraph.speaker:
        return paragraph.text
    speech = paragraph.text.split('"')[1::2]
    if len(speech) == 1 and speech[0].endswith(","):
        return f"{speech[0][:-1]}."
    return " ".join(f"{part[:-1]}." if part.endswith(",") else part for part in speech)


def test_lines_are_told_by_their_speakers_and_deeds_by_nobody(stories: tuple[Told, ...]) -> None:
    for told in stories:
        for beat, paragraph in worded(told):
            if beat.line and not paragraph.fragment:
                assert paragraph.speaker == ("" if beat.tells == IMPROVISE else beat.roles.get("A"))


def test_a_second_reader_has_nothing_to_mark(stories: tuple[Told, ...]) -> None:
    for told in stories:
        people, read = told.setting.people, passages(told)
        checked(pronoun_faults(people, read))
        checked(trace_faults(people, read))
        checked(speech_faults(read))
        checked(absence_faults(read))
        checked(f"{p.fragment}: {fault}" for p in told.paragraphs for fault in proof_faults(p.text))


def test_such_a_story_is_whole_and_gives_nothing_away(stories: tuple[Told, ...]) -> None:
    for told in stories:
        checked(structure_problems(told.fabula, told.telling))
        checked(problems(told.fabula, told.telling, told.chapters))


def test_the_body_still_tells_before_the_lie() -> None:
    concealed = [
        (told, beat) for told in map(story, SEEDS) for beat in told.beats if beat.tells == "body"
    ]

    assert concealed
    for told, beat in concealed:
        kinds = [b.tells for b in told.beats if b.events == beat.events]
        assert kinds.index("body") < kinds.index(
            next(k for k in kinds if k in ("lie", "deny", "deflect", "cover_for"))
        )


@pytest.mark.parametrize("seed", [2, 3])
def test_no_line_breaks_the_form_a_story_is_written_in(seed: int) -> None:
    told = story(seed, HARD)
    said = [p for p in told.paragraphs if p.speaker and not p.fragment]
    forms = {form: written(form, told.telling, told.chapters, told.fabula) for form in FORMS}

    assert len({spoken(p) for p in said}) == len(HARD)
    text = {form: data.decode("utf-8") for form, data in forms.items() if form != "epub"}
    with ZipFile(BytesIO(forms["epub"])) as book:
        text["epub"] = "".join(book.read(name).decode("utf-8") for name in book.namelist())
    for form, whole in text.items():
        assert "{brace}" in whole, form
        assert "{either|or}" in whole.replace("\\", ""), form
        assert bool(re.search(r"(?<!\\)<b>Bold", whole)) == (form in ("fountain", "jsonl")), form
    for paragraph in said:
        assert paragraph.text.count('"') % 2 == 0
        parts = script_parts_of(paragraph.text, [told.setting.people[paragraph.speaker].short])
        names = {p.name for p in told.setting.people.values()} | {
            p.short for p in told.setting.people.values()
        }
        left = [part.text for part in parts if not isinstance(part, Dialogue)]
        assert all(any(name in text for name in names) for text in left)


FORMS = ("md", "html", "epub", "fountain", "jsonl")


# Word by word.

ADA = Person("ada", "Ada Vane", "Ada", SHE)
BO = Person("bo", "Bo Marsh", "Bo", HE)
CY = Person("cy", "Cy Lund", "Cy", THEY)
PEOPLE = {person.id: person for person in (ADA, BO, CY)}


def beat(line: str, tells: str = "tell", **changes: object) -> Beat:
    plain = Beat(
        tells, (200,), 1, roles=Roles.of(A="ada", B="bo"), present=("ada", "bo", "cy"), line=line
    )
    plain = replace(plain, verb=worlds.verbs().get(tells))
    return replace(plain, **changes)  # type: ignore[arg-type]


def put(line: str, tells: str = "tell", seed: str = "1") -> Paragraph:
    """The line in the first words of a scene, everybody known to the reader."""
    mentions = Mentions(PEOPLE)
    for person in PEOPLE:
        mentions.name(person)
    told = beat(line, tells)
    return in_own_words(told, Delivery(PEOPLE, told, seed, ""), mentions, Floor().entered(1))[0]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Gone.", '"Gone," said Ada.'),
        ("gone", '"Gone," said Ada.'),
        ("Gone?", '"Gone?" said Ada.'),
        ("Gone?! All of it", '"Gone?!" said Ada. "All of it."'),
        ("It was me. I took it.", '"It was me," said Ada. "I took it."'),
        ("Dr. Moll was here. He left.", '"Dr. Moll was here," said Ada. "He left."'),
        ("So said Dr.", '"So said Dr," said Ada.'),
        ("Well... perhaps. No.", '"Well... perhaps," said Ada. "No."'),
        ("Well... I never.", '"Well..." said Ada. "I never."'),
        ("I never—", '"I never—" said Ada.'),
        ("I never, ", '"I never," said Ada.'),
        ('"Gone," he said.', "\"'Gone,' he said,\" said Ada."),
        ('He said "no."', "\"He said 'no.'\" said Ada."),
        ("“Gone.”", '"Gone," said Ada.'),
        ("{A} took it.", '"{A} took it," said Ada.'),
    ],
)
def test_a_line_is_set_as_a_speech_is(line: str, text: str) -> None:
    found = {put(line, seed=str(seed)).text for seed in range(12)}

    assert text in found
    assert {t.replace("Ada said", "said Ada") for t in found} == {text}


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Ada turned the lamp down", "Ada turned the lamp down."),
        ("the lamp went out in Ada's hand!", "The lamp went out in Ada's hand!"),
        ('Ada said "no" and left;', "Ada said 'no' and left."),
        ("Ada drew a {brace}.", "Ada drew a {brace}."),
    ],
)
def test_a_deed_is_narrated_as_it_was_given(line: str, text: str) -> None:
    found = put(line, IMPROVISE)

    assert (found.text, found.speaker, found.fragment) == (text, "", "")


def test_whom_a_deed_means_is_known() -> None:
    found = put("Ada Vane gave Bo her lamp, and he took it from them to Ada's door.", IMPROVISE)

    said = [(found.text[m.start : m.end], m.person, m.how) for m in found.mentions]
    assert said == [
        ("Ada Vane", "ada", "name"),
        ("Bo", "bo", "short"),
        ("her", "ada", "pronoun"),
        ("he", "bo", "pronoun"),
        ("Ada's", "ada", "short"),
    ]


def test_after_a_deed_its_doer_speaks_under_no_name() -> None:
    mentions, floor = Mentions(PEOPLE), Floor().entered(1)
    deed, speech = beat("Ada turned the lamp down", IMPROVISE), beat("Gone.")
    _, floor = in_own_words(deed, Delivery(PEOPLE, deed, "1", ""), mentions, floor)
    found, floor = in_own_words(speech, Delivery(PEOPLE, speech, "1", ""), mentions, floor)

    assert found.text == '"Gone."'
    assert floor.turns == (("ada", 1),)


def test_a_reader_who_has_met_a_whole_name_in_a_deed_is_given_the_short_one() -> None:
    mentions = Mentions(PEOPLE)
    deed = beat("Ada Vane turned the lamp down", IMPROVISE)
    in_own_words(deed, Delivery(PEOPLE, deed, "1", ""), mentions, Floor().entered(1))

    assert mentions.name("ada").words == "Ada"
    assert mentions.name("bo").words == "Bo Marsh"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Gone.", "Gone."),
        ("  Gone,\n\tall\x00of\u202e it. ", "Gone, all of it."),
        ("\ud800 odd", "odd"),
        ('"..."', ""),
        ("", ""),
    ],
)
def test_a_line_is_kept_on_one_line_with_nothing_unseen(text: str, line: str) -> None:
    assert plain_line(text) == line


def test_a_line_that_would_give_something_away_gives_place_to_the_genres_words() -> None:
    setting = worlds.setting(
        facts=worlds.facts() | {"deed": replace(worlds.facts()["deed"], tokens=("broke", "vase"))},
        people=PEOPLE,
    )
    words = Fragment("f", "tell", (), 'A> "Nothing at all," said {A}.')
    leaky = beat("Bo broke the vase.", unknown=("deed",), needed=True)
    improvised_too = beat(
        "Bo broke the vase.", IMPROVISE, unknown=("deed",), needed=True, events=(300,)
    )
    chapter = Chapter(1, "ada", (1,), (), (leaky, improvised_too, beat("Gone.", events=(400,))))
    told = Realiser(setting, [words]).chapter(
        Telling("story", "", "ada", "", "", 100, (chapter,)), chapter
    )

    assert [p.fragment for p in told.paragraphs] == ["f", ""]
    assert told.paragraphs[0].text == '"Nothing at all," said Ada Vane.'
    assert told.shortfalls == ("improvise 300",)


def test_an_act_with_a_line_is_never_joined_to_another() -> None:
    small = [
        beat("", "offer"),
        beat("Take it.", "offer", events=(300,)),
        beat("", "tend", events=(400,)),
    ]

    assert joined(small, {}) == small
    assert len(joined([small[0], small[2]], {})) == 1


def test_a_line_is_as_long_as_it_is() -> None:
    assert expected_words([beat("One two three.")]) == 5


def test_after_a_deed_nobody_knows_how_its_doer_stands() -> None:
    known = {("ada", "posture"): "sitting", ("hall", "lamp"): "lit", ("bo", "posture"): "sitting"}

    assert Stage(1, "hall", known=known).unsettled("ada").known == {("bo", "posture"): "sitting"}


def test_a_refused_attempt_has_no_words() -> None:
    assert "line" not in Refused.__dataclass_fields__
