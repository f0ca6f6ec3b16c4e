"""Words that came with an act, from a model or a person: kept as they came, and set as a book sets
them.

Braces in them are braces, never slots. A double quotation mark inside a speech is set as a single
one, as a quotation in a quotation is, so that a speech ends where it ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from novel_engine.story.givens.people import Person, Pronouns
from novel_engine.story.realising.referring_expressions import PRONOUN_FORMS, in_form
from novel_engine.story.telling.syuzhet import Manner, Mention

DOUBLE = re.compile('["“”„«»]')
ENDED = re.compile(r"""[.!?…—–-]['’)\]]*\Z""")
LEFT_HANGING = " ,;:"
END = re.compile(r"""([.!?…]+)['’)\]]*(?=["\s])""")
# A stop after these ends no sentence; of single letters only I is a word that can stand last.
SHORTENED = re.compile(r"\b(?:Mr|Mrs|Ms|Mx|Dr|St|Prof|Rev|Capt|Sgt|Col|Lt|Mt|[A-HJ-Z])\Z")


def as_speech(line: str) -> str:
    """The line as it stands between quotation marks: begun with a capital, ended with a mark, no
    double one inside.
    """
    marked = DOUBLE.findall(line)
    inside = DOUBLE.sub("", line).strip() if len(marked) == 2 and _is_wrapped(line) else line
    return _ended(_capitalised(DOUBLE.sub("'", inside)))


def as_deed(line: str) -> str:
    """The line as a sentence of narration: as it was given, begun with a capital, ended."""
    return _ended(_capitalised(DOUBLE.sub("'", line)))


def _is_wrapped(line: str) -> bool:
    return bool(DOUBLE.match(line) and DOUBLE.match(line[-1]))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _ended(text: str) -> str:
    text = text.rstrip(LEFT_HANGING)
    return text if ENDED.search(text) else f"{text}."


def first_end(speech: str) -> tuple[int, str]:
    """Where the first sentence of a speech in its quotation marks ends, and by which marks.

    The closing mark's place, and none, for one that breaks off.
    """
    for found in END.finditer(speech, 1):
        rest = speech[found.end() :].lstrip()
        if rest != '"' and (
            rest[:1].islower() or (found[1] == "." and SHORTENED.search(speech[: found.start()]))
        ):
            continue
        return found.end(), found[0]
    return len(speech) - 1, ""


def spoken_of(
    people: Mapping[str, Person], text: str, present: Sequence[str] = ()
) -> tuple[Mention, ...]:
    """Whom the words mean, in order: everybody named, and of those present whoever alone a pronoun
    can mean.

    A plural pronoun may mean things, and is nobody's.
    """
    return tuple(
        sorted((*_named(people, text), *_pointed_at(people, text, present)), key=lambda m: m.start)
    )


def _named(people: Mapping[str, Person], text: str) -> Iterator[Mention]:
    called = _names_of(people)
    forms = sorted((form for form in called if form.strip()), key=lambda form: (-len(form), form))
    pattern = "|".join(re.escape(form) for form in forms)
    for found in re.finditer(rf"(?<!\w)(?:{pattern})(?:'s)?(?!\w)", text) if forms else ():
        person_id, how = called[found[0].removesuffix("'s")]
        yield Mention(found.start(), found.end(), person_id, how)


def _names_of(people: Mapping[str, Person]) -> dict[str, tuple[str, Manner]]:
    """Whom each name means, and whether it is the whole of theirs."""
    called: dict[str, tuple[str, Manner]] = {}
    for person in people.values():
        called.setdefault(person.short, (person.id, "short"))
    for form, meant in tuple(called.items()):
        called.setdefault(form[:1].upper() + form[1:], meant)
    for person in people.values():
        called[person.name] = (person.id, "name" if person.name != person.short else "short")
    return called


def _pointed_at(
    people: Mapping[str, Person], text: str, present: Sequence[str]
) -> Iterator[Mention]:
    meant: dict[str, list[str]] = {}
    for name in present:
        for form in _singular_forms(people[name].pronouns):
            meant.setdefault(form.lower(), []).append(name)
    for found in re.finditer(r"[^\W\d_]+", text):
        whom = meant.get(found[0].lower(), [])
        if len(whom) == 1:
            yield Mention(found.start(), found.end(), whom[0], "pronoun")


def _singular_forms(pronouns: Pronouns) -> Iterable[str]:
    """Each form once; none of a plural one."""
    forms = () if pronouns.plural else (in_form(pronouns, form) for form in PRONOUN_FORMS)
    return dict.fromkeys(forms)
