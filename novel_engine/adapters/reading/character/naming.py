"""What prose calls a person, worked out from the whole name: the name in a sentence, the short one,
and the one for those who go by surnames.

Names are made in more ways than rules can know. What the words do not make sure is left as the
first word, and a file that says `short` and `surname` is believed.
"""

from __future__ import annotations

import re
from dataclasses import replace

from novel_engine.adapters.reading.character.name_forms import (
    SEVERAL_INITIALS,
    NameForms,
    NameWords,
    Naming,
    Parts,
    as_it_is,
    bare,
)
from novel_engine.adapters.reading.character.name_orders import family_first
from novel_engine.adapters.reading.character.name_parts import is_suffix, said_in_order
from novel_engine.adapters.reading.character.patronymics import (
    before_the_given,
    is_of_the_father,
    with_patronymic,
)
from novel_engine.adapters.untrusted_text import is_visible

QUOTE_MARKS = '"“”„«»'
NICKNAME = re.compile(
    rf"\s*(?:[{QUOTE_MARKS}]([^{QUOTE_MARKS}]+)[{QUOTE_MARKS}]|(?<!\S)['‘]([^'‘’]+)['’](?!\S)|(?<!\S)\(([^()]+)\)(?!\S))\s*"
)
INITIALS = re.compile(r"(?:[^\s\d.-]\.-?)+[^\s\d.-]?\.?|[A-Z]")
OF_THE_FAITH = re.compile(
    r"(?:al|ad|ud|ed|el|as|ur|ul)-(?:d[iī]n|deen|dawlah?|daulah?|islam|haqq?|mulk)\Z"
)
LETTERS_OF_SPAIN = re.compile("[áéíóúñ]", re.IGNORECASE)
BETWEEN_SURNAMES = ("y", "i")
SPANISH = re.compile(r"\S+[eéí]z\Z")
NAME_ARTICLES = ("the", "a", "an")
VOWEL_LETTERS = "aeiou"
WITH_AN_ARTICLE = re.compile("the [A-Z]")
IRISH = re.compile("(?:O['’]|M[ac]c)[A-Z]")
CONSONANTS = re.compile("[B-DF-HJ-NP-TV-XZ]{2,}")
GIVEN_OF_CANTON = re.compile("[A-Z][a-z]+-[a-z]+")
LONGEST_TWICE = 4
"""Letters: of a word that is said twice in one given name, `Zsa Zsa`; `Thomas Thomas` is of two."""


def forms_of(name: str, known: NameWords, short: str = "") -> NameForms:
    """The forms of a whole name; `short` is what the file calls the person, and may be empty."""
    nickname, rest = parted(name)
    nickname = with_small_article(nickname)
    words, after = _without_suffixes(said_in_order(rest, known), known)
    if not words:
        return as_it_is([name])
    found = _by_rule(words, known)
    full = found.full if found.full != " ".join(words) else " ".join((*words, *after))
    found = replace(found, full=full)
    if not nickname or short not in ("", nickname):
        return replace(found, nickname=nickname)
    return _nicknamed(nickname, words, found, known)


def with_small_article(name: str) -> str:
    """The name as it stands amid a sentence: `The Boss` is the Boss, and `An Lushan` himself."""
    first, _, rest = name.partition(" ")
    return f"{first.lower()} {rest}" if _is_article(first, rest) else name


def _is_article(word: str, rest: str) -> bool:
    """Whether the first word is an article: `A.` is an initial, and `An` a family name too."""
    if word.lower() not in NAME_ARTICLES or not rest:
        return False
    if not word[0].isupper() or word.lower() == "the":
        return True
    following = rest.split(maxsplit=1)[0]
    before_a_vowel = following[0].lower() in VOWEL_LETTERS
    is_apt = before_a_vowel == (word == "An")
    return is_apt and "-" not in following and not INITIALS.fullmatch(following)


def _nicknamed(nickname: str, words: Parts, found: NameForms, known: NameWords) -> NameForms:
    if nickname.lower().startswith("the "):
        return replace(found, nickname=nickname)
    begins = _titles(words, known)
    named = words[begins:]
    family = " ".join(named) if len(named) == 1 and begins else found.formal
    titles = " ".join(words[:begins])
    last = family if family != found.short or begins else ""
    return NameForms(f"{titles} {nickname} {last}".strip(), nickname, last or nickname, nickname)


def parted(name: str) -> tuple[str, str]:
    """A nickname in quotes or brackets, and the name without it; a remark in brackets is neither."""
    found = NICKNAME.search(name)
    if found is None or not is_visible(NICKNAME.sub("", name)):
        return "", name
    inside = next(part for part in found.groups() if part)
    rest = NICKNAME.sub(" ", name).strip()
    is_remark = found[3] and inside[:1].islower() and not WITH_AN_ARTICLE.match(inside)
    return ("" if is_remark else inside.strip()), rest


def _without_suffixes(words: Parts, known: NameWords) -> tuple[list[str], list[str]]:
    """The name itself, and what of its tail is said with the whole of it."""
    born = next((at for at in range(1, len(words)) if known.is_a("born", words[at])), len(words))
    kept, after = list(words[:born]), list(words[born:])
    while len(kept) > 1 and _is_last_of(kept, known):
        last = kept.pop()
        if not known.is_a("credentials", last):
            after.insert(0, last)
    named = [word for word in kept if not known.is_title(word)]
    if named and _is_number_of(named, known):
        after.insert(0, kept.pop())
    return kept, after


def _is_number_of(named: Parts, known: NameWords) -> bool:
    """Whether the last of these, a letter, counts those of the name before it."""
    *before, last = named
    alone = 0 < len(before) == _given(before, known)
    is_of_all = len(before) > 1 and known.is_a("single_after_all", last)
    return is_of_all or (alone and known.is_a("single", last))


def _is_last_of(words: Parts, known: NameWords) -> bool:
    """Whether the last word is said after a name; a nephew's only where a surname is before it."""
    of_kin = len(words) > len(("Artur", "Neto")) and known.is_a("portuguese_after", words[-1])
    return of_kin or is_suffix(words[-1], known)


def _by_rule(words: Parts, known: NameWords) -> NameForms:
    return next(found for rule in RULES if (found := rule(words, known)) is not None)


def _single_or_joined(words: Parts, known: NameWords) -> NameForms | None:
    is_joined = any(word.lower() in known.kinds["joining"] for word in words[1:-1])
    is_kind = len(words) == 2 and known.is_a("bodies", words[1])
    is_article = _is_article(words[0], " ".join(words[1:]))
    return as_it_is(words) if len(words) == 1 or is_joined or (is_kind and not is_article) else None


def _of_the_stage(words: Parts, known: NameWords) -> NameForms | None:
    """`Dances With Wolves`, `V for Vendetta`, `MF DOOM`: one whole."""
    amid = any(
        word.lower() in known.kinds["amid"]
        and (word[0].isupper() or word not in known.kinds["bynames"])
        for word in words[1:-1]
    )
    of_two = len(words) == 2
    in_letters = of_two and SEVERAL_INITIALS.fullmatch(words[1]) is not None
    in_capitals = of_two and CONSONANTS.fullmatch(words[0]) is not None and words[1].isupper()
    is_young = len(words) > 1 and known.is_a("burmese_young", words[0])
    is_burmese = not known.is_a("burmese", words[0]) and all(
        known.is_a("burmese_parts", word) for word in words[is_young:]
    )
    whole = amid or (in_letters and not known.is_title(words[0])) or in_capitals or is_burmese
    return as_it_is([with_small_article(" ".join(words))]) if whole else None


def _given_too(words: Parts, known: NameWords) -> NameForms | None:
    """`Don Draper`: a title, a particle or a colour elsewhere, before a surname of the English."""
    if len(words) != 2 or words[0] == words[0].lower() or not known.is_a("given_too", words[0]):
        return None
    is_surname = _is_english(words[1], known) or IRISH.match(words[1]) is not None
    return NameForms(" ".join(words), words[0], words[1]) if is_surname else None


def _is_english(surname: str, known: NameWords) -> bool:
    return surname.lower().endswith(tuple(sorted(known.kinds["english_endings"])))


def _styled(words: Parts, known: NameWords) -> NameForms | None:
    """`Her Majesty Queen Anne`: what is said of her rank, and then her name."""
    if len(words) < 2 or not known.is_a("whose", words[0]) or not known.is_a("styles", words[1]):
        return None
    at = next((at for at in range(1, len(words)) if not known.is_a("styles", words[at])), 0)
    return replace(_by_rule(words[at:], known), full=" ".join(words)) if at else as_it_is(words)


def _with_article(words: Parts, known: NameWords) -> NameForms | None:
    small = bare(words[0])
    if not _is_article(words[0], " ".join(words[1:])):
        return None
    if known.is_a("after_article", words[1]):
        return replace(_by_rule(words[1:], known), full=" ".join((small, *words[1:])))
    return as_it_is([small, *words[1:]])


def _of_something(words: Parts, known: NameWords) -> NameForms | None:
    """`Queen of Hearts` is named whole, `Joan of Arc` is Joan."""
    small = (at for at, word in enumerate(words) if word in known.kinds["bynames"])
    at = next(small, 0)
    if not at:
        return None
    head = list(words[:at])
    if all(known.is_title(word) or known.is_a("of_office", word) for word in head):
        return as_it_is(["the", *words])
    if len(head) > 1 and head[-1] in ("son", "daughter"):
        head = head[:-1]
    found = _by_rule(head, known)
    return NameForms(" ".join(words), found.short, found.short)


def _family_before_a_title(words: Parts, known: NameWords) -> NameForms | None:
    """`Pan Jianwei`, `Pak Kyong-ni`: a title elsewhere, and here surely the family's name."""
    found = family_first(words, known) if len(words) > 1 and known.is_title(words[0]) else None
    return found if found and found.short != found.full else None


def _titled(words: Parts, known: NameWords) -> NameForms | None:
    number = _titles(words, known)
    if not number or f"{bare(words[0])} {bare(words[1])}" in known.kinds["double"]:
        return None
    title, rest = words[number - 1], words[number:]
    head = _given(rest, known)
    if head == len(rest) or rest[0] in known.kinds["particles"]:
        return as_it_is([_title_in_full(words, number, known), *rest])
    if known.is_a("with_all", title):
        return as_it_is(words)
    called = " ".join((title, *rest[:head]))
    if INITIALS.fullmatch(rest[0]) and known.is_a("with_given", title):
        called = f"{title} {_by_rule(rest, known).formal}"
    if known.is_a("with_given", title):
        return NameForms(" ".join(words), called, called)
    if known.is_epithet(title):
        return _epithet(words, number, called, known)
    return replace(_by_rule(rest, known), full=" ".join(words))


def _titles(words: Parts, known: NameWords) -> int:
    """How many words at the beginning are titles; the last word is none."""
    last = len(words) - 1
    return next((at for at in range(last) if not _is_title_at(at, words, known)), last)


def _is_title_at(at: int, words: Parts, known: NameWords) -> bool:
    word = words[at]
    is_part = known.is_a("rank_parts", word) and known.is_title(words[at + 1])
    is_of_study = at > 0 and word[0].islower() and word.endswith(".")
    return known.is_title(word) or is_of_study or (is_part and at + 2 < len(words))


def _epithet(words: Parts, number: int, called: str, known: NameWords) -> NameForms:
    """`Long John Silver`; two in a row begin a name that is one whole."""
    if number > 1 and known.is_epithet(words[number - 2]):
        return as_it_is(words)
    return NameForms(" ".join(words), called, _by_rule(words[number:], known).formal)


def _title_in_full(words: Parts, number: int, known: NameWords) -> str:
    """The titles, a single one spelt out as before a surname alone it should be."""
    short = known.in_full.get(bare(words[0])) if number == 1 else None
    return short or " ".join(words[:number])


def _with_title_behind(words: Parts, known: NameWords) -> NameForms | None:
    """`Ahmet Bey`, `Sharma Ji`: what strangers say after the name is part of it."""
    if len(words) < 2 or not known.is_a("after_given", words[-1]) or INITIALS.fullmatch(words[-2]):
        return None
    called = " ".join(words[-2:])
    return NameForms(" ".join(words), called, called)


def _initialled(words: Parts, known: NameWords) -> NameForms | None:
    """`J. R. R. Tolkien`: initials are no name to be called by, unless there is nothing else."""
    first = next((at for at, word in enumerate(words) if not INITIALS.fullmatch(word)), None)
    if words[0] in known.kinds["burmese"]:
        few = len(words) <= 3
        return replace(as_it_is(words if few else words[1:]), full=" ".join(words))
    if first is None:
        return as_it_is(words)
    return replace(_by_rule(words[first:], known), full=" ".join(words)) if first else None


def _given_first(words: Parts, known: NameWords) -> NameForms:
    head = _given(words, known)
    short = " ".join(words[:head])
    return NameForms(" ".join(words), short, _family(words, head, known) or short)


def _given(words: Parts, known: NameWords) -> int:
    """How many words at the beginning make one name to call somebody by."""
    if len(words) < 2:
        return len(words)
    first, second = words[0], words[1]
    is_pair = f"{bare(first)} {bare(second)}" in known.kinds["double"]
    is_twice = first == second and len(first) <= LONGEST_TWICE
    if is_pair or is_twice or _is_holy(words, 1, known) or OF_THE_FAITH.match(second.lower()):
        return 2
    if second.isdecimal() or first.isdecimal() or _is_number_word(first, second, known):
        return 2
    if _is_particle(first, known) or known.is_a("servants", first):
        return 1 + _given(words[1:], known)
    return 1


def _is_holy(words: Parts, at: int, known: NameWords) -> bool:
    """Whether the word is a holy name that belongs with the one before it: `Haile Selassie`."""
    return known.is_a("ethiopian_before", words[at - 1]) and known.is_a("ethiopian_holy", words[at])


def _is_number_word(first: str, second: str, known: NameWords) -> bool:
    return known.is_a("numbers", second) and not known.is_a("numbers", first)


def _is_particle(word: str, known: NameWords) -> bool:
    """Whether a word is no name without the next; a small one is of more kinds."""
    small = word[:1].islower() or not word[:1].isalpha()
    return word in known.kinds["particles"] if small else known.is_a("leading", word)


def _family(words: Parts, head: int, known: NameWords) -> str:
    """The name that those use who go by surnames; empty where a people has none, or none is left."""
    rest = words[head:]
    if not rest or is_of_the_father(words, rest, known):
        return ""
    if joint := next((word for word in rest[1:-1] if word in BETWEEN_SURNAMES), ""):
        return " ".join(rest[rest.index(joint) - 1 :])
    at = len(rest) - 1
    while at and _is_part_of_next(rest, at, known):
        at -= 1
    if at and _are_of_canton(rest, known):
        return rest[0]
    if at and known.is_a("spanish_after", rest[-1]):
        return " ".join(rest[at - 1 :])
    if at and _is_spanish(rest[at - 1], known) and _has_mothers(rest, at, known):
        return " ".join(rest[at - 1 :]) if rest[at] != rest[-1] else rest[at - 1]
    return " ".join(rest[at:])


def _is_part_of_next(rest: Parts, at: int, known: NameWords) -> bool:
    before = rest[at - 1]
    is_part = _is_particle(before, known) or known.is_a("clans", before)
    of_israel = known.is_a("hebrew_before", before) and not _is_english(rest[at], known)
    return is_part or of_israel or _is_holy(rest, at, known)


def _has_mothers(rest: Parts, at: int, known: NameWords) -> bool:
    """Whether the mother's name follows the father's: it has a particle, or is Spanish too."""
    last = rest[-1]
    return rest[at] != last or _is_spanish(last, known) or bool(LETTERS_OF_SPAIN.search(last))


def _are_of_canton(rest: Parts, known: NameWords) -> bool:
    """`Tony Leung Chiu-wai`: the family name stands in the middle, a husband's before it."""
    kinds = ("cantonese", "chinese", "korean")
    are_known = all(any(known.is_a(kind, word) for kind in kinds) for word in rest[:-1])
    return are_known and GIVEN_OF_CANTON.fullmatch(rest[-1]) is not None


def _is_spanish(word: str, known: NameWords) -> bool:
    return known.is_a("spanish", word) or SPANISH.match(word.lower()) is not None


RULES: tuple[Naming, ...] = (
    _single_or_joined,
    _of_the_stage,
    _with_article,
    _styled,
    _given_too,
    _of_something,
    _family_before_a_title,
    _titled,
    _initialled,
    _with_title_behind,
    before_the_given,
    family_first,
    with_patronymic,
    _given_first,
)
"""In this order; the last fits every name."""
