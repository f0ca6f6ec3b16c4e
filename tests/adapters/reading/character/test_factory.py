"""A directory becomes a person; a name alone is enough; and in a cast nobody can be mistaken for
another.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from novel_engine.adapters.files.input_files import InputFile
from novel_engine.adapters.reading.character.factory import CharacterFactory, kept_characters
from novel_engine.adapters.reading.character.lexicon_files import read_lexicon
from novel_engine.adapters.reading.character.reader import CharacterFiles
from novel_engine.errors import CastError, RecordError
from novel_engine.story.givens.people import (
    HE,
    SHE,
    THEY,
    Lore,
    Person,
    Pronouns,
    Secret,
    Tie,
    Voice,
)
from tests.support.privileges import ordinary_user

LEXICON = read_lexicon()
IDA = """\
name: Ida Kessel
short: Ida
pronouns: she/her
age: 41
work: station keeper
description: Keeps the station's books and its one radio.
traits: [exact, proud, slow to forgive]
voice: {formality: 1, length: short, hedges: [], oaths: ["for pity's sake"], address: surname}
goals: [keep the station open]
fears: [being thanked]
secrets: [{claim: she has already applied for the post in the valley, stakes: 2}, she can swim]
relationships: {bram-holt: {label: old colleague, trust: 2, affection: 1, debt: -1}, Otto Lind: nephew}
tactics: [argue from duty, go quiet]
never: [threaten, tell lies]
tell: squares whatever lies in front of her
example_dialogue: ["It is in the book. Everything is in the book."]
likes: order
lore: [{keys: [Sorn], content: There was an avalanche at Sorn.}, The radio has one valve.]
extensions: {other/program: {depth: 1, when: 2020-01-01}}
"""


class Ground:
    """A directory of characters, and a factory over it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(exist_ok=True)

    def add(self, directory: str, text: str | bytes, **notes: str) -> Path:
        home = self.root / directory
        home.mkdir(parents=True, exist_ok=True)
        (home / "character.yaml").write_bytes(text.encode() if isinstance(text, str) else text)
        for name, note in notes.items():
            (home / f"{name}.md").write_text(note, encoding="utf-8")
        return home

    def factory(self, seed: str = "7") -> CharacterFactory:
        return CharacterFactory(seed, LEXICON, (self.root,))

    def person(self, directory: str, text: str = "", seed: str = "7") -> Person:
        if text:
            self.add(directory, text)
        return self.factory(seed).create(directory)

    def cast(self, *references: str) -> tuple[Person, ...]:
        return self.factory().cast(references)

    def refusal(self, *references: str) -> str:
        with pytest.raises(CastError) as caught:
            self.cast(*references) if len(references) > 1 else self.factory().create(*references)
        return str(caught.value)


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    return Ground(tmp_path / "characters")


def files(directory: str, name: str) -> CharacterFiles:
    """A character that was never on a disk, with this name."""
    data = b"name: " + json.dumps(name, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return CharacterFiles(
        directory, InputFile(f"characters/{directory}/character.yaml", f"{directory}.yaml", data)
    )


# ── what a file says ──────────────────────────────────────────────────────────────────────────────


def test_a_whole_file_becomes_a_whole_person(ground: Ground) -> None:
    ida = ground.person("ida-kessel", IDA)
    assert (ida.id, ida.name, ida.short, ida.age, ida.pronouns) == (
        "ida-kessel",
        "Ida Kessel",
        "Ida",
        41,
        SHE,
    )
    assert ida.work == "station keeper"
    assert ida.voice == Voice(1, "short", (), ("for pity's sake",), "surname")
    assert ida.secrets == (
        Secret("she has already applied for the post in the valley", 2),
        Secret("she can swim", 1),
    )
    assert ida.ties[0] == Tie("bram-holt", "old colleague", affection=1, trust=2, debt=-1)
    assert (ida.tactics, ida.never) == (("argue_from_duty", "go_quiet"), ("threaten", "lie"))
    assert ida.tell == "squares whatever lies in front of her"
    assert ida.likes == ("order",)
    assert ida.lore == (
        Lore("There was an avalanche at Sorn.", ("Sorn",)),
        Lore("The radio has one valve."),
    )
    assert json.loads(ida.extensions) == {"other/program": {"depth": 1, "when": "2020-01-01"}}


def test_adjectives_become_temperament(ground: Ground) -> None:
    ida = ground.person("ida-kessel", IDA)
    assert ida.trait("order") == 2
    assert ida.trait("pride") == 2
    assert ida.trait("warmth") == -1
    assert ida.trait("nerve") == 0


def test_axes_can_be_given_themselves(ground: Ground) -> None:
    bram = ground.person("bram", "name: Bram\ntraits: {candour: -2, warmth: 1}")
    assert bram.traits == (0, -2, 1, 0, 0, 0, 0, 0)
    assert ground.person("flat", "name: Flat\ntraits: {candour: 0}").traits == (0,) * 8


def test_background_is_every_note_by_name_as_plain_text(ground: Ground) -> None:
    ground.add(
        "ida", "name: Ida", b_past="She came\r\nfrom Sorn.\x07", a_profile="# Ida", Ünder="Ö"
    )
    assert ground.factory().create("ida").background == "# Ida\n\nShe came\nfrom Sorn.\n\nÖ"


def test_a_voice_that_is_given_is_not_added_to(ground: Ground) -> None:
    assert ground.person("ida", "name: Ida\nvoice: {length: long}").voice == Voice(length="long")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("she/her", SHE),
        ("She / Her / Hers", SHE),
        ("he", HE),
        ("they/them/theirs", THEY),
        ("it/its", Pronouns("it", "it", "its", "its", "itself")),
        ("ze/zir/zir/zirs/zirself", Pronouns("ze", "zir", "zir", "zirs", "zirself")),
        ("ze/hir", Pronouns("ze", "hir", "hir", "hirs", "hirself")),
        ("xe/xem", Pronouns("xe", "xem", "xyr", "xyrs", "xemself")),
        ("ey/em/eirs", Pronouns("ey", "em", "eir", "eirs", "emself")),
        ("she/they", SHE),
        ("they/he", THEY),
        ("xe/xem/xyr", Pronouns("xe", "xem", "xyr", "xyrs", "xemself")),
        (
            "[they, them, their, theirs, themselves]",
            Pronouns("they", "them", "their", "theirs", "themselves", plural=True),
        ),
    ],
)
def test_pronouns_are_a_known_set_or_five_forms(
    ground: Ground, written: str, expected: Pronouns
) -> None:
    assert ground.person("a", f"name: A\npronouns: {written}").pronouns == expected


def test_a_name_is_called_as_prose_would_call_it(ground: Ground) -> None:
    jim = ground.person("jim", 'name: James "Jim" Hawkins')
    assert (jim.name, jim.short, jim.surname, jim.nickname) == (
        "Jim Hawkins",
        "Jim",
        "Hawkins",
        "Jim",
    )
    knight = ground.person("knight", "name: The Green Knight")
    assert (knight.name, knight.short) == ("the Green Knight", "the Green Knight")


def test_what_a_file_says_of_a_name_is_believed(ground: Ground) -> None:
    liang = ground.person("liang", "name: Zhuge Liang\nshort: Kongming\nsurname: Chancellor Zhuge")
    assert (liang.name, liang.short, liang.surname) == (
        "Zhuge Liang",
        "Kongming",
        "Chancellor Zhuge",
    )
    jim = ground.person("jim", 'name: James "Jim" Hawkins\nshort: James\nnickname: Jimbo')
    assert (jim.name, jim.short, jim.nickname) == ("James Hawkins", "James", "Jimbo")


def test_a_tie_finds_a_name_as_it_was_written(ground: Ground) -> None:
    ground.add("jim", 'name: James "Jim" Hawkins')
    ground.add("queen", "name: Queen of Hearts\nrelationships: {'James \"Jim\" Hawkins': page}")
    ground.add("alice", "name: Alice\nrelationships: {Queen of Hearts: sovereign}")
    people = ground.cast("jim", "queen", "alice")
    assert [tie.other for person in people for tie in person.ties] == ["jim", "queen"]


# ── what the seed adds ────────────────────────────────────────────────────────────────────────────


def test_a_name_alone_still_makes_somebody(ground: Ground) -> None:
    bram = ground.person("bram", "name: Bram Holt")
    assert bram.pronouns == THEY
    assert 22 <= bram.age <= 70
    assert sorted(map(abs, bram.traits)) == [0, 0, 0, 0, 0, 1, 1, 1]
    assert len(bram.tactics) == 3
    assert bram.tell
    assert "{" not in bram.tell


def test_the_same_seed_makes_the_same_person_and_another_seed_another(ground: Ground) -> None:
    ground.add("bram", "name: Bram Holt")
    assert ground.person("bram") == ground.person("bram")
    assert len({ground.person("bram", seed=str(seed)) for seed in range(20)}) == 20


def test_people_of_one_seed_differ(ground: Ground) -> None:
    for n in range(12):
        ground.add(f"p{n}", f"name: Person{n}")
    people = ground.cast(*(f"p{n}" for n in range(12)))
    assert len({(p.traits, p.tactics) for p in people}) >= 11
    assert len({p.tell for p in people}) == 12
    assert len({p.age for p in people}) >= 6


def test_writing_one_thing_down_changes_no_other(ground: Ground) -> None:
    bare = ground.person("bram", "name: Bram")
    said = ground.person("bram", "name: Bram\nage: 30\ntell: blinks\ntactics: [joke]")
    assert (said.traits, said.voice) == (bare.traits, bare.voice)


def test_one_more_in_the_cast_changes_nobody_before(ground: Ground) -> None:
    for name in "abc":
        ground.add(name, f"name: {name.upper()}")
    assert ground.cast("a", "b", "c")[:2] == ground.cast("a", "b")


def test_a_tell_is_in_the_persons_own_pronouns(ground: Ground) -> None:
    tells = {
        ground.person("ida", f"name: Ida\npronouns: she/her\n# {n}", str(n)).tell for n in range(60)
    }
    assert any(" her " in f" {tell} " for tell in tells)
    assert not any(" their " in tell or " his " in tell for tell in tells)


def test_temperament_shows_in_tactics_and_voice(ground: Ground) -> None:
    warm = [
        ground.person("a", "name: A\ntraits: [kind, loving, patient]", str(n)) for n in range(20)
    ]
    stiff = [
        ground.person("b", "name: B\ntraits: [exact, reserved, proud]", str(n)) for n in range(20)
    ]
    assert sum("feed" in person.tactics for person in warm) >= 18
    assert not any("feed" in person.tactics for person in stiff)
    assert all(person.voice.formality == 1 for person in stiff)


# ── names that are only names ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "name",
    ["Zoë O'Brien-Łukasz", "李雷", "Mary/Marie", "..Lo", "Иван", "P!nk", "Jo(e)", "1,000"],
)
def test_any_name_is_a_name_and_never_a_path(ground: Ground, name: str) -> None:
    ground.add("somebody", f"name: {json.dumps(name, ensure_ascii=False)}")
    ground.add("bram", "name: Bram")
    person = ground.cast("somebody", "bram")[0]
    assert (person.id, person.name) == ("somebody", name)


@pytest.mark.parametrize("key", ["name", "short", "nickname", "surname"])
@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("{{char}}", "holds '{{char}}', which other programs fill in; write the name itself"),
        ("<b>Rex</b>", "holds '<b>', which is markup and no part of a name; take it out"),
        ("**Rex**", "holds '**', which is markup and no part of a name; take it out"),
        ("[Rex]", "holds '[', which is markup and no part of a name; take it out"),
        ("Rex | Rexy", "holds '|', which is markup and no part of a name; take it out"),
        ("`Rex`", "holds '`', which is markup and no part of a name; take it out"),
        ("#Rex", "holds '#', which is markup and no part of a name; take it out"),
        ("✨Luna✨ 🌸", "holds '✨', which is a picture and no part of a name; take it out"),
        ("Rex 🦊", "holds '🦊', which is a picture and no part of a name; take it out"),
        ("@rex", "holds the address '@rex'; write the name alone"),
        ("https://rex.dog", "holds the address 'https://rex.dog'; write the name alone"),
        ('"Rex"', 'holds ", in which the prose would begin a speech; write it without'),
        ("“Rex", "holds “, in which the prose would begin a speech; write it without"),
        ("'Rex'", "holds 'Rex', in which the prose would begin a speech; write it without"),
        ("Rex (a dog", "holds '('; write what is in the brackets elsewhere, such as in"),
        ("Rex\nRover", "is of several lines; write it on one"),
    ],
)
def test_what_is_no_name_is_refused_with_its_line_and_a_cure(
    ground: Ground, key: str, written: str, complaint: str
) -> None:
    before = "" if key == "name" else "name: Rex\n"
    ground.add("rex", f"{before}{key}: {json.dumps(written, ensure_ascii=False)}")
    line = 1 if key == "name" else 2
    assert f"rex/character.yaml:{line}: '{key}' {complaint}" in ground.refusal("rex")


def test_what_other_programs_fill_in_is_refused_in_every_text(ground: Ground) -> None:
    for key in ("description", "goals", "tell", "example_dialogue", "likes", "source"):
        ground.add("rex", f"name: Rex\n{key}: '{{{{char}}}} follows {{{{user}}}}'")
        complaint = "holds '{{char}}', which other programs fill in; write who is meant"
        assert complaint in ground.refusal("rex"), key
    assert ground.person("ada", "name: Ada\ntell: 'taps {ada}'").tell == "taps {ada}"


@pytest.mark.parametrize("macro", ["{{random:a,b}}", "{{getvar::x}}", "<|im_start|>"])
@pytest.mark.parametrize("key", ["description", "tell", "example_dialogue", "likes"])
def test_macros_of_any_program_are_refused_in_every_text(
    ground: Ground, key: str, macro: str
) -> None:
    ground.add("rex", f"name: Rex\n{key}: 'rubs {macro} slowly'")
    assert f"rex/character.yaml:2: '{key}" in ground.refusal("rex")
    assert f"holds '{macro}', which other programs fill in" in ground.refusal("rex")


@pytest.mark.parametrize(
    "sign",
    [
        "<USER>",
        "*gasps*",
        "[INST]",
        "# x",
        "{A}",
        "${x}",
        "{% x %}",
        "`x`",
        "&lt;",
        "😀",
        "http://x.y",
    ],
)
@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("tell", "tell: 'rubs {} slowly'"),
        ("oaths", "voice: {{oaths: ['good {}']}}"),
        ("hedges", "voice: {{hedges: ['I suppose {}']}}"),
        ("secrets", "secrets: ['the {} was forged']"),
        ("work", "work: '{} keeper'"),
        ("relationships", "relationships: {{bram: 'old {}'}}"),
        ("goals", "goals: ['get {} home']"),
    ],
)
def test_what_would_stand_in_the_prose_holds_no_markup_and_no_picture(
    ground: Ground, key: str, line: str, sign: str
) -> None:
    ground.add("rex", f"name: Rex\n{line.format(sign)}")
    assert f"rex/character.yaml:2: '{key if key not in ('oaths', 'hedges') else 'voice'}" in (
        ground.refusal("rex")
    )


@pytest.mark.parametrize("sign", ["a & b", "half-and-half", "5 * 3", "[sic]", "a {ida} b", "#3"])
def test_a_sign_that_is_no_markup_stands(ground: Ground, sign: str) -> None:
    assert sign in ground.person("rex", f"name: Rex\ngoals: ['get {sign} home']").goals[0]


@pytest.mark.parametrize("key", ["name", "short", "nickname", "surname"])
@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{char}", "holds '{char}', which other programs fill in"),
        ("{0}", "holds '{0}'"),
        ("%s", "holds '%s'"),
        ("%name%", "holds '%name%'"),
        ("${NAME}", "holds '${NAME}'"),
        ("{% block %}", "holds '{% block %}'"),
        ("$(whoami)", "holds '$(whoami)'"),
        ("&lt;b&gt;Ida", "holds '&lt;', which is written for web pages"),
        ("~~Ida~~", "holds '~~', which is markup"),
        ("_Ida_", "holds '_Ida_', which is markup"),
        ("ida@kessel.org", "holds the address 'ida@kessel.org'"),
        ("mailto:ida", "holds the address"),
        ("ida.example.com", "holds the address"),
        ("u/ida_kessel", "holds the address"),
        ("../../etc/passwd", "holds the address"),
        ("/home/ida", "holds the address"),
        ("...", "has no letter and no figure"),
        ("?", "has no letter and no figure"),
        ("Ida is here. She waits.", "is of several sentences"),
        ("Ida; DROP TABLE", "holds '; DROP TABLE', which is no part of a name"),
        ("Ida: keeper", "holds ': keeper'"),
        ("Ida = 1", "holds '= 1'"),
        ("Ida, who keeps the station", "holds ', who keeps the station'"),
        ("Ida (she/her)", "holds the pronouns 'she/her'; write them as 'pronouns:'"),
        ("Ida (the cat girl)", "write what is in the brackets elsewhere"),
        ("I\u200bda Lo", "holds a sign that shows nothing (U+200B)"),
        ("Nobody", "would read as no name"),
        ("Unknown", "would read as no name"),
        ("N/A", "would read as no name"),
        ("the", "would read as no name"),
        ("She", "would read as no name"),
        ("You", "would read as no name"),
    ],
)
def test_no_template_address_sentence_or_small_word_is_a_name(
    ground: Ground, key: str, text: str, complaint: str
) -> None:
    whole = "" if key == "name" else "name: Rex\n"
    ground.add("rex", f"{whole}{key}: {json.dumps(text)}")
    assert complaint in ground.refusal("rex")


def test_a_directory_in_any_alphabet_gives_an_id(ground: Ground) -> None:
    for directory, expected in (
        ("李雷", "李雷"),
        ("Zoë O'Brien", "zoë-obrien"),
        ("Ida_Kessel", "ida-kessel"),
    ):
        assert ground.person(directory, "name: Sam").id == expected


def test_directories_without_letters_are_numbered(ground: Ground) -> None:
    for directory in ("!!!", "person-1", "???", "ida"):
        ground.add(directory, f"name: {json.dumps('Ida' + directory)}")
    found = ground.cast("!!!", "person-1", "???", "ida")
    assert [person.id for person in found] == ["person-2", "person-1", "person-3", "ida"]
    assert ground.factory().create("!!!").id == "person-1"


def test_control_signs_are_taken_out_of_texts(ground: Ground) -> None:
    person = ground.person("a", 'name: "Id\\x07a\\u202e  Kessel"\ndescription: "a\\x1b[31m\\r\\nb"')
    assert (person.name, person.description) == ("Ida Kessel", "a[31m\nb")


def test_a_long_biography_is_fine_and_a_huge_one_is_refused(ground: Ground) -> None:
    assert (
        len(ground.person("long", f"name: Long\ndescription: {'word ' * 2_000}").description)
        == 9_999
    )
    ground.add("noted", "name: Noted", profile="word " * 10_000)
    assert len(ground.person("noted").background) == 49_999
    ground.add("huge", f"name: Huge\nbackstory: {'x' * 999_000}")
    assert "huge/character.yaml:2: 'backstory' is 999000 characters long" in ground.refusal("huge")
    ground.add("larger", "name: Larger", profile="x" * 1_000_000)
    assert "larger/profile.md:1: the file is larger than 200,000 bytes" in ground.refusal("larger")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=100), st.text(max_size=10))
def test_any_name_makes_a_cast_member_or_a_plain_refusal(name: str, other: str) -> None:
    factory = CharacterFactory("1", LEXICON, ())
    try:
        found: object = factory.read_cast((files("a", name), files("b", other)))
    except CastError as refused:
        found = str(refused).splitlines()
        assert all(line.startswith(("a.yaml:", "b.yaml:")) for line in found)
    else:
        assert isinstance(found, tuple)
        assert [person.id for person in found] == ["a", "b"]
        assert all(person.short and person.tell for person in found)
        assert len({person.short for person in found}) == 2


# ── finding ───────────────────────────────────────────────────────────────────────────────────────


def test_ones_own_characters_come_before_those_of_the_program(tmp_path: Path) -> None:
    own, packed = Ground(tmp_path / "own"), Ground(tmp_path / "packed")
    own.add("ida", "name: My Ida")
    packed.add("ida", "name: Packed Ida")
    packed.add("bram", "name: Bram")
    factory = CharacterFactory("1", LEXICON, (own.root, packed.root))
    assert factory.list() == ("bram", "ida")
    assert factory.create("ida").name == "My Ida"


def test_a_character_is_found_by_name_by_directory_and_by_file(ground: Ground) -> None:
    home = ground.add("ida-kessel", "name: Ida")
    for reference in (
        "ida-kessel",
        "Ida Kessel",
        str(home),
        f"{home}/",
        str(home / "character.yaml"),
        f"{home}/../ida-kessel",
    ):
        assert ground.factory().create(reference).id == "ida-kessel"


def test_the_directory_one_stands_in_can_be_a_character(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = ground.add("ida", "name: Ida")
    (home / "inner").mkdir()
    for place, reference in ((home, "."), (home / "inner", "..")):
        monkeypatch.chdir(place)
        assert ground.factory().create(reference).id == "ida"


def test_a_character_that_is_not_there_is_refused_with_the_nearest(ground: Ground) -> None:
    ground.add("ida-kessel", "name: Ida")
    assert "there is no character 'ida-kesel'; did you mean 'ida-kessel'?" in ground.refusal(
        "ida-kesel"
    )
    assert "did you mean 'ida-kessel'?" in ground.refusal("ida")
    assert ground.refusal("x", "ida-kessel", "y").count("there is no character") == 2


@pytest.mark.parametrize(
    "reference", ["../../nowhere/passwd", "\0", "x" * 5_000, "/dev/nowhere", "a\nb"]
)
def test_a_reference_that_leads_nowhere_is_refused_plainly(ground: Ground, reference: str) -> None:
    message = ground.refusal(reference)
    assert message.startswith("there is no character '")
    assert "\n" not in message


def test_a_directory_without_a_character_is_refused(ground: Ground) -> None:
    (ground.root / "empty").mkdir()
    assert "empty:1: there is no character.yaml in this directory; add one" in ground.refusal(
        str(ground.root / "empty")
    )


def test_a_link_out_of_the_directory_is_not_followed(ground: Ground, tmp_path: Path) -> None:
    (tmp_path / "private.md").write_text("a key")
    home = ground.add("ida", "name: Ida", profile="Ida's own")
    (home / "stolen.md").symlink_to(tmp_path / "private.md")
    found = ground.factory().find("ida")
    assert ground.factory().read(found).background == "Ida's own"
    assert found.unread == (str(home / "stolen.md"),)


def test_too_many_notes_are_refused(ground: Ground) -> None:
    ground.add("ida", "name: Ida", **{f"n{n}": "x" for n in range(41)})
    assert "there are more than 40 .md files here; join some" in ground.refusal("ida")


def test_a_note_in_another_encoding_is_refused_with_its_line(ground: Ground) -> None:
    home = ground.add("ida", "name: Ida")
    (home / "profile.md").write_bytes(b"one\ntwo \xff")
    assert "profile.md:2: this is not UTF-8 text; save the file in UTF-8" in ground.refusal("ida")


def test_a_note_with_marks_without_end_is_refused_with_its_line(ground: Ground) -> None:
    home = ground.add("ida", "name: Ida")
    (home / "profile.md").write_text("Ida\nZ" + "\u0301\u0323" * 40_000, "utf-8")

    cure = "profile.md:2: a letter with more than 30 marks on it stands here; delete it"
    assert cure in ground.refusal("ida")


def test_what_may_not_be_read_is_said_to_be_so() -> None:
    with ordinary_user() as folder:
        ground = Ground(folder / "characters")
        (ground.add("ida", "name: Ida") / "character.yaml").chmod(0)
        assert (
            "character.yaml:1: the file may not be read; change its permissions"
            in ground.refusal("ida")
        )
        ground.add("bram", "name: Bram").chmod(0o300)
        assert "bram:1: the directory may not be read; change its permissions" in ground.refusal(
            "bram"
        )


# ── refusals ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("nmae: x", "unknown key 'nmae'; did you mean 'name'?"),
        ("goals: []\nage: old", "'age' must be a whole number, not 'old'"),
        ("traits: {prde: 2}", "unknown key 'prde'; did you mean 'pride'?"),
        ("traits: {pride: 3}", "'traits › pride' is 3; the most is 2"),
        ("traits: [[a]]", "'traits › item 1' must be text, not a list"),
        ("traits: 3", "'traits' must hold 'key: value' lines, not the number 3"),
        (
            "voice: {length: huge}",
            "'voice › length' must be 'short', 'medium' or 'long', not 'huge'",
        ),
        ("voice: loud", "'voice' must hold 'key: value' lines, not 'loud'"),
        ("relationships: {bram: {trust: 9}}", "'relationships › bram › trust' is 9; the most is 3"),
        ("relationships: [bram]", "'relationships' must hold 'key: value' lines, not a list"),
        ("secrets: [{stakes: 1}]", "'claim' is missing; add it"),
        ("goals: [' ']", "'goals › item 1' is empty; write something"),
        ("goals: [1]", "'goals › item 1' must be text, not the number 1"),
        ("pronouns: qu/quem", "'pronouns' are not known; give all five forms"),
        ("pronouns: a/b/c/d/<e>", "'pronouns' are not known; give all five forms"),
        ("pronouns: 1/2/3/4/5", "'pronouns' are not known; give all five forms"),
        ("pronouns: [a, b, c, d, '']", "'pronouns' are not known; give all five forms"),
        ("lore: [{keys: x}]", "'content' is missing; add it"),
        ("pronouns: 3", "'pronouns' must be she/her, he/him, they/them, it/its or five forms"),
        ("extensions: x", "'extensions' must hold 'key: value' lines, not 'x'"),
    ],
)
def test_each_fault_names_its_line_and_a_cure(ground: Ground, line: str, complaint: str) -> None:
    ground.add("ida", f"name: Ida\n{line}\n")
    message = ground.refusal("ida")
    assert f"ida/character.yaml:{1 + len(line.splitlines())}: {complaint}" in message
    assert len(message.splitlines()) == 1


@pytest.mark.parametrize("name", ['""', '" "', '"\\x07"', '"\\u200b"', "5", "[a]", "''"])
def test_a_name_must_be_there_and_be_seen(ground: Ground, name: str) -> None:
    ground.add("ida", f"name: {name}")
    assert "ida/character.yaml:1: 'name' " in ground.refusal("ida")


def test_a_file_without_a_name_is_refused(ground: Ground) -> None:
    ground.add("ida", "age: 3")
    assert "ida/character.yaml:1: 'name' is missing; add it" in ground.refusal("ida")


def test_the_faults_of_a_whole_cast_are_told_at_once(ground: Ground) -> None:
    ground.add("ida", "name: Ida\nage: x\ngaols: []")
    ground.add("bram", "name: [")
    ground.add("ruth", "name: Ruth")
    lines = ground.refusal("ida", "bram", "ruth").splitlines()
    assert [line.split("characters/")[1].split(": ")[0] for line in lines] == [
        "ida/character.yaml:2",
        "ida/character.yaml:3",
        "bram/character.yaml:1",
    ]


# ── a cast ────────────────────────────────────────────────────────────────────────────────────────


def test_two_characters_are_the_fewest(ground: Ground) -> None:
    ground.add("ida", "name: Ida")
    with pytest.raises(CastError, match="a story needs two characters at least; name another"):
        ground.factory().cast(["ida"])


def test_one_directory_name_twice_is_refused_with_both_files(
    ground: Ground, tmp_path: Path
) -> None:
    ground.add("ida", "name: Ida")
    other = Ground(tmp_path / "other").add("Ida", "name: Another")
    message = ground.refusal("ida", str(other))
    assert "other/Ida/character.yaml:1: 'ida' is in the cast already (" in message
    assert "characters/ida/character.yaml:1); take one out" in message


def test_one_name_twice_is_refused_with_both_files(ground: Ground) -> None:
    ground.add("a", "name: Ida Kessel")
    ground.add("b", "age: 3\nname: ida  kessel")
    message = ground.refusal("a", "b")
    assert "b/character.yaml:2: the name is in the cast already (" in message
    assert "a/character.yaml:1); change one of the two" in message


def test_two_with_one_first_name_are_called_by_their_whole_names(ground: Ground) -> None:
    ground.add("a", "name: Ida Kessel")
    ground.add("b", "name: Ida Holt")
    ground.add("c", "name: Bram Holt")
    assert [person.short for person in ground.cast("a", "b", "c")] == [
        "Ida Kessel",
        "Ida Holt",
        "Bram",
    ]


def test_a_short_name_that_a_file_fixes_is_kept(ground: Ground) -> None:
    ground.add("a", "name: Ida Kessel\nshort: Ida")
    ground.add("b", "name: Ida Holt")
    assert [person.short for person in ground.cast("a", "b")] == ["Ida", "Ida Holt"]


def test_a_short_name_that_could_be_two_is_refused(ground: Ground) -> None:
    ground.add("a", "name: Ida Kessel\nshort: Ida")
    ground.add("b", "name: Ida Holt\nshort: Ida")
    ground.add("c", "name: Ida")
    for other in ("b", "c"):
        assert "a/character.yaml:2: 'Ida' could be two of the cast" in ground.refusal("a", other)


def test_ties_lead_to_others_of_the_cast_only(ground: Ground) -> None:
    ground.add("ida-kessel", IDA)
    ground.add("bram-holt", "name: Bram Holt\nrelationships: {Ida: {trust: -1}, nobody: friend}")
    ground.add("otto", "name: Otto Lind")
    ida, bram, _ = ground.cast("ida-kessel", "bram-holt", "otto")
    assert [tie.other for tie in ida.ties] == ["bram-holt", "otto"]
    assert bram.ties == (Tie("ida-kessel", trust=-1),)


def test_a_tie_to_oneself_or_twice_to_one_other_is_refused(ground: Ground) -> None:
    ground.add("a", "name: Ida\nrelationships: {ida: self}")
    ground.add("b", "name: Bram\nrelationships:\n  a: x\n  Ida: y")
    ground.add("c", "name: Otto")
    assert "a/character.yaml:2: 'ida' is this character; name another" in ground.refusal("a", "c")
    ground.add("a", "name: Ida")
    assert "b/character.yaml:4: 'Ida' stands here twice under two names" in ground.refusal("a", "b")


def test_a_record_keeps_enough_to_make_the_same_cast_again(ground: Ground) -> None:
    ground.add("???", IDA, profile="# Ida")
    ground.add("bram-holt", "name: Bram Holt")
    found = ground.factory().find_cast(["???", "bram-holt"])
    kept = [InputFile("core/x.yaml", "x", b"")]
    kept += [
        InputFile(file.name, "story.db", file.data)
        for one in found
        for file in (one.card, *one.notes)
    ]
    assert ground.factory().read_cast(kept_characters(kept)) == ground.factory().read_cast(found)


def test_a_record_that_lost_a_character_says_so() -> None:
    with pytest.raises(RecordError, match=r"no character\.yaml of 'ida'"):
        kept_characters([InputFile("characters/ida/profile.md", "story.db", b"")])


def test_every_bundled_character_can_be_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    factory = CharacterFactory("1", LEXICON)
    for name in factory.list():
        assert factory.create(name).id == name
