"""Prose as the checks read it: what is told and what is said, sentence by sentence, and who is
meant by a name.

Nothing here understands English. It knows where speech begins and ends, a list of words that put a
sentence into another time or into doubt, and the names of the cast; what it is not sure of it lets
stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from novel_engine.story.english.text import (
    BREAK_IN_NARRATION,
    COMPOUND,
    SHORT_TITLE,
    SPEECH,
    straightened,
)
from novel_engine.story.givens.people import Person
from novel_engine.values import dataclass

SPOKEN = '""'

# Another time than the scene's, or no time at all.
_TIMES = (
    "day|night|winter|spring|summer|autumn|morning|evening|week|month|year|time|afternoon|christmas"
    "|easter|march|october|november|december|january|february|april|june|july|august|september"
)
RECOLLECTING = re.compile(
    r"\b(?:remember\w*|recall\w*|recollect\w*|used to|years?|months|ago|whenever|every|often"
    rf"|sometimes|usually|seldom|last (?:{_TIMES})|(?<!\b[Ii]n )(?<!\b[Bb]y )(?<!\b[Oo]n )(?:the"
    rf"|that) (?:{_TIMES})s? (?:when|that|he|she|they|it|before|after|of|in|the|[A-Z]\w+)"
    rf"|(?:one|some|another|any|each) (?:{_TIMES})|yesterday|in the (?:old|first) days"
    r"|dream\w*|story|stories|tale)\b"
)
SOME_TIME = re.compile(
    r"\b(?:once|always|never|ever|already|earlier|before|since|until|till)\b", re.I
)
# In doubt, in wish, in hearsay, in somebody's eyes.
DOUBT = re.compile(
    r"\b(?:if|unless|whether|would|wouldn't|could|couldn't|might|may|must|should|shall|will"
    r"|won't|(?<!the )(?<!The )(?<!\ba )(?<!that )can|perhaps|maybe|possibly|probably|presumably"
    r"|seem\w*|as though|as if|like someone|like somebody|appear\w*|suppos\w*|imagin\w*|pictur\w*"
    r"|wonder\w*|hop(?:ed|ing)|fear(?:ed|ing)|wish\w*|guess\w*|expect\w*|suspect\w*|pretend\w*"
    r"|no doubt|doubtless|evident\w*|obvious\w*|plain\w*|clear\w*|apparent\w*|looked as"
    r"|had the look|the look of|according to|they said that|it was said(?! (?:in|at|on|by) )"
    r"|rumou?r\w*|meant to|going to|about to|half expected|as good as|sort of|almost|nearly"
    r"|somehow|as (?:people|one|you) do)\b",
    re.I,
)
NOT = re.compile(
    r"\b(?:not|never|no|nobody|none|neither|nor|hardly|scarcely|without|instead of|rather than"
    r"|far from|fail(?:ed|s) to|refus\w+|declin\w+)\b|n't\b",
    re.I,
)
NOW = re.compile(r"(?:Then|Now|At last|And then|At that|After that|With that|Still|But now)\b")
RELATIVE_CLAUSE = re.compile(r",\s(?:who|whom|whose|which)\b[^,.;]{2,80},")
HAD = re.compile(
    r"(?:\bhad|\bhadn't|'d) (?:\w+ly |not |never |just |already |only |always |once |both |all )?"
    r"(?!(?:the|a|an|no|her|his|their|its|to|it|that|this|only|one|two|three|some|nothing|something"
    r"|better|not|in|on|and)\b)\w+",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of narration, its speech blanked to `""`; what it is in; and whether it is of
    another time.

    `goes_on` is whether it is so by the sentence before it, whatever its own words say.
    """

    text: str
    whole: str
    recalled: bool
    first: bool
    goes_on: bool = False


def speeches(text: str) -> tuple[str, ...]:
    """What is said aloud in a paragraph, without its quotes."""
    return tuple(found.strip('"').strip() for found in SPEECH.findall(straightened(text)))


@lru_cache(maxsize=512)
def narrated_sentences(text: str) -> tuple[Sentence, ...]:
    """A paragraph's sentences of narration. What follows on a recollection counts as part of it."""
    told = SHORT_TITLE.sub(r"\1", SPEECH.sub(SPOKEN, straightened(text)))
    found: list[Sentence] = []
    recalled = False
    for part in BREAK_IN_NARRATION.split(told):
        if not COMPOUND.search(part):
            continue
        bare = RELATIVE_CLAUSE.sub("", part)
        goes_on = recalled and SPOKEN not in part and not NOW.match(part)
        found.append(Sentence(part.strip(), told, is_recalled(bare) or goes_on, not found, goes_on))
        recalled = bool(RECOLLECTING.search(bare)) or goes_on
    return tuple(found)


def is_recalled(text: str) -> bool:
    """Whether the words put themselves into another time than the scene's."""
    return bool(RECOLLECTING.search(text) or HAD.search(text))


def is_doubted(text: str) -> bool:
    """Whether the words state nothing."""
    return bool(DOUBT.search(text)) or text.rstrip().endswith("?")


def is_negated(text: str) -> bool:
    """Whether there is a no in the words."""
    return bool(NOT.search(text))


class Names:
    """Whom the words of a text can mean: the cast by every form of their names."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._ids = _unmistakable(people)
        longest = sorted(self._ids, key=lambda form: (-len(form), form))
        self.pattern = "|".join(bounded(form) for form in longest) or r"(?!)"
        self._find = re.compile(rf"(?:{self.pattern})")

    def id_of(self, form: str) -> str:
        """Whose name this is."""
        return self._ids[form]

    def found(self, text: str) -> Iterator[tuple[re.Match[str], str]]:
        """Every name in a text, in order, and whose it is."""
        for match in self._find.finditer(text):
            yield match, self._ids[match[0]]

    def in_text(self, text: str) -> frozenset[str]:
        """Everybody whose name stands in a text."""
        return frozenset(person for _, person in self.found(straightened(text)))


def _unmistakable(people: Iterable[Person]) -> dict[str, str]:
    """The forms of names that are one person's alone, and whose each is."""
    forms: dict[str, list[str]] = {}
    for person in people:
        for form in _written_forms(person):
            forms.setdefault(straightened(form), []).append(person.id)
    return {form: ids[0] for form, ids in forms.items() if len(ids) == 1}


def _written_forms(person: Person) -> dict[str, None]:
    """The forms of a person's name as sentences may have them: with a capital at the beginning, and
    without the stops that end nothing.
    """
    own = (person.name, person.short, person.nickname, person.surname)
    whole = [form for form in own if form.strip()]
    plain = [SHORT_TITLE.sub(r"\1", form) for form in whole]
    return dict.fromkeys(
        f for form in (*whole, *plain) for f in (form, form[:1].upper() + form[1:])
    )


@lru_cache(maxsize=8)
def names_of(people: tuple[Person, ...]) -> Names:
    """The names of a cast."""
    return Names(people)


def bounded(form: str) -> str:
    """The name as a pattern: whole words, or, where its script has none, wherever it stands."""
    left = r"(?<!\w)" if is_spaced(form[0]) else ""
    right = r"(?!\w)" if is_spaced(form[-1]) else ""
    return left + re.escape(form) + right


def is_spaced(letter: str) -> bool:
    """Whether a letter is of a script that puts spaces between words."""
    return not (
        "\u3040" <= letter <= "\u30ff"
        or "\u3400" <= letter <= "\u9fff"
        or "\uac00" <= letter <= "\ud7af"
    )
