"""What prose calls a person, worked out from the whole name: the name in a sentence, the short one,
and the one for those who go by surnames.

Names are made in more ways than rules can know. What the words do not make sure is left as the
first word, and a file that says `short` and `surname` is believed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from novel_engine.adapters.untrusted_text import is_visible
from novel_engine.values import dataclass

QUOTE_MARKS = '"“”„«»'
NICKNAME = re.compile(
    rf"\s*(?:[{QUOTE_MARKS}]([^{QUOTE_MARKS}]+)[{QUOTE_MARKS}]|(?<!\S)['‘]([^'‘’]+)['’](?!\S)|\(([^()]+)\))\s*"
)
INITIALS = re.compile(r"(?:[^\s\d.-]\.-?)+[^\s\d.-]?\.?|[A-Z]")
HAN, KANA, HANGUL = "\u3400-\u9fff", "\u3040-\u30ff", "\uac00-\ud7af"
FAMILY_FIRST_SCRIPT = re.compile(f"[{HAN}{HANGUL}][{HAN}{KANA}{HANGUL}]*")
PATRONYMIC_OF_A_WOMAN = re.compile(r"\S{2,}(?:ovna|evna|ichna|inishna)\Z")
PATRONYMIC_OF_A_MAN = re.compile(r"\S{2,}(?:ovich|evich|yich|ich)\Z")
OF_ICELAND = re.compile(r"\S+d[óo]ttir\Z")
SON_OF_ICELAND = re.compile(r"\S+s(?:son|onur)\Z")
LETTERS_OF_ICELAND = re.compile("[áéíóúýðþ]")
OF_THE_FAITH = re.compile(r"(?:al|ad|ud|ed|el|as|ur|ul)-(?:d[iī]n|deen|dawla|islam|haqq)\Z")
ROMAJI = re.compile(
    r"(?:(?:[kstnhmrgzbpwy]|ky|sh?y?|ch|ts|ny|hy|my|ry|gy|j|by|py|f)?[aiueoōū]|n"
    r"|[kstp](?=[kstp])){2,9}"
)
VIETNAMESE_SYLLABLE = re.compile(r"[bcdghklmnpqrstvxy]{0,3}[aeiouy]{1,3}(?:ch|nh|ng|[cmnpt])?")
LONE_SYLLABLE = re.compile(r"[A-Z][b-df-hj-np-tv-z]?[aeiouy]{1,3}(?:ng|[bcgklmnpt])?")
SPANISH = re.compile(r"\S+[eéí]z\Z")
MOST_FAMILY_FIRST = 4
"""Parts: in a name of an order that can be known."""


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words that names are made of, by kind; `double` are pairs, `in_full` goes by title."""

    kinds: Mapping[str, frozenset[str]]
    in_full: Mapping[str, str]

    def is_a(self, kind: str, word: str) -> bool:
        """Whether a word is of this kind, whatever its capitals and stops."""
        return _bare(word) in self.kinds[kind]

    def is_title(self, word: str) -> bool:
        """Whether a word stands before names."""
        return any(self.is_a(kind, word) for kind in ("titles", "with_given", "epithets"))


@dataclass(frozen=True, slots=True)
class NameForms:
    """What prose makes of a name: whole in a sentence, short, and for those who go by surnames."""

    full: str
    short: str
    formal: str
    nickname: str = ""


Parts = Sequence[str]
Naming = Callable[[Parts, NameWords], NameForms | None]


def forms_of(name: str, known: NameWords, short: str = "") -> NameForms:
    """The forms of a whole name; `short` is what the file calls the person, and may be empty."""
    nickname, rest = parted(name)
    words, after = _without_suffixes(_in_order(rest, known), known)
    if not words:
        return _as_it_is([name])
    found = _by_rule(words, known)
    full = found.full if found.full != " ".join(words) else " ".join((*words, *after))
    found = replace(found, full=full)
    if not nickname or short not in ("", nickname):
        return replace(found, nickname=nickname)
    return _nicknamed(nickname, words, found, known)


def _nicknamed(nickname: str, words: Parts, found: NameForms, known: NameWords) -> NameForms:
    if nickname.lower().startswith("the "):
        return replace(found, nickname=nickname)
    begins = next((at for at, word in enumerate(words) if not known.is_title(word)), 0)
    begins = min(begins, len(words) - 1)
    named = words[begins:]
    family = " ".join(named) if len(named) == 1 and begins else found.formal
    titles = " ".join(words[:begins])
    last = family if family != found.short or begins else ""
    return NameForms(f"{titles} {nickname} {last}".strip(), nickname, last or nickname, nickname)


def _bare(word: str) -> str:
    return word.lower().replace(".", "").strip(",")


def parted(name: str) -> tuple[str, str]:
    """A nickname in quotes or brackets, and the name without it; a remark in brackets is neither."""
    found = NICKNAME.search(name)
    if found is None or not is_visible(NICKNAME.sub("", name)):
        return "", name
    inside = next(part for part in found.groups() if part)
    rest = NICKNAME.sub(" ", name).strip()
    return ("" if found[3] and inside[:1].islower() else inside.strip()), rest


def _in_order(name: str, known: NameWords) -> list[str]:
    """The words of the name, in the order they are said; without what a comma sets beside it."""
    parts = [part.split() for part in name.split(",") if is_visible(part)]
    first, *more = parts or [[]]
    if len(more) == 1 and not any(_sets_beside(word, known) for word in more[0]):
        return [*more[0], *first] if len(more[0]) <= 2 >= len(first) else first
    ranks = [w for part in more for w in part if _is_suffix(w, known)]
    return [*first, *ranks]


def _sets_beside(word: str, known: NameWords) -> bool:
    """Whether a word after a comma shows that no given name stands there."""
    is_rank = known.is_title(word) or _is_suffix(word, known) or known.is_a("bynames", word)
    return is_rank or not word[:1].isupper()


def _is_suffix(word: str, known: NameWords) -> bool:
    large = word.replace(".", "").isupper() or "." in word
    is_generation = known.is_a("generations", word) and (
        large or _bare(word)[1:2] in ("r", "n", "u")
    )
    return is_generation or (known.is_a("credentials", word) and (large or word[-1:] == "D"))


def _without_suffixes(words: Parts, known: NameWords) -> tuple[list[str], list[str]]:
    """The name itself, and what of its tail is said with the whole of it."""
    kept, after = list(words), list[str]()
    while len(kept) > 1 and _is_suffix(kept[-1], known):
        last = kept.pop()
        if known.is_a("generations", last):
            after.insert(0, last)
    named = [word for word in kept if not known.is_title(word)]
    if named and known.is_a("single", kept[-1]) and 0 < len(named) - 1 == _given(named[:-1], known):
        after.insert(0, kept.pop())
    return kept, after


def _by_rule(words: Parts, known: NameWords) -> NameForms:
    return next(found for rule in RULES if (found := rule(words, known)) is not None)


def _as_it_is(words: Parts) -> NameForms:
    whole = " ".join(words)
    return NameForms(whole, whole, whole)


def _single_or_joined(words: Parts, known: NameWords) -> NameForms | None:
    is_joined = any(word in ("&", "and", "und", "et") for word in words[1:])
    is_kind = len(words) == 2 and known.is_a("bodies", words[1])
    return _as_it_is(words) if len(words) == 1 or is_joined or is_kind else None


def _with_article(words: Parts, known: NameWords) -> NameForms | None:
    small = _bare(words[0])
    if small not in ("the", "a", "an"):
        return None
    if known.is_a("after_article", words[1]):
        return replace(_by_rule(words[1:], known), full=" ".join((small, *words[1:])))
    return _as_it_is([small, *words[1:]])


def _of_something(words: Parts, known: NameWords) -> NameForms | None:
    """`Queen of Hearts` is named whole, `Joan of Arc` is Joan."""
    small = (at for at, word in enumerate(words) if word in known.kinds["bynames"])
    at = next(small, 0)
    if not at:
        return None
    head = list(words[:at])
    if all(known.is_title(word) or known.is_a("of_office", word) for word in head):
        return _as_it_is(["the", *words])
    if len(head) > 1 and head[-1] in ("son", "daughter"):
        head = head[:-1]
    found = _by_rule(head, known)
    return NameForms(" ".join(words), found.short, found.short)


def _titled(words: Parts, known: NameWords) -> NameForms | None:
    last = len(words) - 1
    number = next((at for at in range(last) if not known.is_title(words[at])), last)
    if not number:
        return None
    title, rest = words[number - 1], words[number:]
    head = _given(rest, known)
    if head == len(rest) or rest[0] in known.kinds["particles"]:
        return _as_it_is([_title_in_full(words, number, known), *rest])
    if known.is_a("with_all", title):
        return _as_it_is(words)
    called = " ".join((title, *rest[:head]))
    if known.is_a("with_given", title):
        return NameForms(" ".join(words), called, called)
    if known.is_a("epithets", title):
        return _epithet(words, number, called, known)
    return replace(_by_rule(rest, known), full=" ".join(words))


def _epithet(words: Parts, number: int, called: str, known: NameWords) -> NameForms:
    """`Long John Silver`; two in a row begin a name that is one whole."""
    if number > 1 and known.is_a("epithets", words[number - 2]):
        return _as_it_is(words)
    return NameForms(" ".join(words), called, _by_rule(words[number:], known).formal)


def _title_in_full(words: Parts, number: int, known: NameWords) -> str:
    """The titles, a single one spelt out as before a surname alone it should be."""
    short = known.in_full.get(_bare(words[0])) if number == 1 else None
    return short or " ".join(words[:number])


def _initialled(words: Parts, known: NameWords) -> NameForms | None:
    """`J. R. R. Tolkien`: initials are no name to be called by, unless there is nothing else."""
    first = next((at for at, word in enumerate(words) if not INITIALS.fullmatch(word)), None)
    if words[0] in known.kinds["burmese"]:
        few = len(words) <= 3
        return replace(_as_it_is(words if few else words[1:]), full=" ".join(words))
    if first is None:
        return _as_it_is(words)
    return replace(_by_rule(words[first:], known), full=" ".join(words)) if first else None


def _family_first(words: Parts, known: NameWords) -> NameForms | None:
    if len(words) > MOST_FAMILY_FIRST:
        return None
    whole = " ".join(words)
    if all(FAMILY_FIRST_SCRIPT.fullmatch(word) for word in words):
        return NameForms(whole, " ".join(words[1:]), words[0])
    if _is_vietnamese(words, known):
        return NameForms(whole, words[-1], words[-1])
    orders = (_is_chinese, _is_korean, _is_japanese, _is_hungarian)
    if any(is_so(words, known) for is_so in orders):
        return NameForms(whole, " ".join(words[1:]), words[0])
    return None


def _is_vietnamese(words: Parts, known: NameWords) -> bool:
    if not known.is_a("vietnamese", words[0]):
        return False
    return not "".join(words).isascii() or all(
        VIETNAMESE_SYLLABLE.fullmatch(word.lower()) for word in words[1:]
    )


def _is_chinese(words: Parts, known: NameWords) -> bool:
    given = "".join(words[1:]).lower().replace("'", "")
    is_turned = known.is_a("chinese_commonest", words[-1]) and not known.is_a(
        "chinese_commonest", words[0]
    )
    hyphened = len(words) == 2 and re.fullmatch(r"[A-Z][a-z']+-[a-z']+", words[1]) is not None
    if is_turned or known.is_a("japanese", words[-1]) or not known.is_a("chinese", words[0]):
        return False
    return hyphened or _in_two(given, known.kinds["pinyin"])


def _in_two(word: str, syllables: frozenset[str]) -> bool:
    """Whether a word is one or two of the syllables."""
    return word in syllables or any(
        word[:at] in syllables and word[at:] in syllables for at in range(1, len(word))
    )


def _is_korean(words: Parts, known: NameWords) -> bool:
    syllables = known.kinds["korean_syllables"]
    given = [part for word in words[1:] for part in word.lower().split("-")]
    if LONE_SYLLABLE.fullmatch(words[0]) and "-" in words[1] and set(given) <= syllables:
        return True
    if not known.is_a("korean", words[0]):
        return False
    if len(given) == 2:
        return "-" in words[1] or all(part in syllables for part in given)
    return len(given) == 1 and given[0] not in syllables and _in_two(given[0], syllables)


def _is_japanese(words: Parts, known: NameWords) -> bool:
    is_named = len(words) == 2 and known.is_a("japanese", words[0])
    is_twice = known.is_a("japanese", words[-1])
    return is_named and not is_twice and ROMAJI.fullmatch(words[1].lower()) is not None


def _is_hungarian(words: Parts, known: NameWords) -> bool:
    first, last = words[0], words[-1]
    is_sure = known.is_a("hungarian", first) or not first.isascii()
    return (
        is_sure and known.is_a("hungarian_given", last) and not known.is_a("hungarian_given", first)
    )


def _with_patronymic(words: Parts, known: NameWords) -> NameForms | None:
    first, second = words[0], words[1]
    if len(words) > 2:
        return None
    of_a_man = PATRONYMIC_OF_A_MAN.match(second) and known.is_a("russian_given", first)
    return _as_it_is(words) if of_a_man or PATRONYMIC_OF_A_WOMAN.match(second) else None


def _given_first(words: Parts, known: NameWords) -> NameForms:
    head = _given(words, known)
    short = " ".join(words[:head])
    return NameForms(" ".join(words), short, _family(words, head, known) or short)


def _given(words: Parts, known: NameWords) -> int:
    """How many words at the beginning make one name to call somebody by."""
    if len(words) < 2:
        return len(words)
    first, second = words[0], words[1]
    if f"{_bare(first)} {_bare(second)}" in known.kinds["double"] or OF_THE_FAITH.match(
        second.lower()
    ):
        return 2
    if second.isdecimal() or first.isdecimal() or _is_number_word(first, second, known):
        return 2
    if _is_particle(first, known) or known.is_a("servants", first):
        return 1 + _given(words[1:], known)
    return 1


def _is_number_word(first: str, second: str, known: NameWords) -> bool:
    return known.is_a("numbers", second) and not known.is_a("numbers", first)


def _is_particle(word: str, known: NameWords) -> bool:
    """Whether a word is no name without the next; a small one is of more kinds."""
    small = word[:1].islower() or not word[:1].isalpha()
    return word in known.kinds["particles"] if small else known.is_a("leading", word)


def _family(words: Parts, head: int, known: NameWords) -> str:
    """The name that those use who go by surnames; empty where a people has none, or none is left."""
    rest = words[head:]
    is_fathers = any(word.lower() in known.kinds["of_the_father"] for word in rest[:-1])
    if not rest or is_fathers or _is_icelandic(words):
        return ""
    if "y" in rest[1:-1]:
        return " ".join(rest[rest.index("y") - 1 :])
    at = len(rest) - 1
    while at and (_is_particle(rest[at - 1], known) or known.is_a("clans", rest[at - 1])):
        at -= 1
    if (
        at
        and _is_spanish(rest[at - 1], known)
        and (rest[at] != rest[-1] or _is_spanish(rest[-1], known))
    ):
        return " ".join(rest[at - 1 :]) if rest[at] != rest[-1] else rest[at - 1]
    return " ".join(rest[at:])


def _is_spanish(word: str, known: NameWords) -> bool:
    return known.is_a("spanish", word) or SPANISH.match(word.lower()) is not None


def _is_icelandic(words: Parts) -> bool:
    last = words[-1].lower()
    is_son = SON_OF_ICELAND.match(last) and LETTERS_OF_ICELAND.search(" ".join(words).lower())
    return bool(OF_ICELAND.match(last) or is_son)


RULES: tuple[Naming, ...] = (
    _single_or_joined,
    _with_article,
    _of_something,
    _titled,
    _initialled,
    _family_first,
    _with_patronymic,
    _given_first,
)
"""In this order; the last fits every name."""
