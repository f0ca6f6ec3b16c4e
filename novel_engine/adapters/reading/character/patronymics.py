"""Names after the father, which are no family names: of Russia, Iceland, Mongolia and others."""

from __future__ import annotations

import re

from novel_engine.adapters.reading.character.name_forms import NameForms, NameWords, Parts, as_it_is

OF_A_WOMAN = re.compile(
    r"\S{2,}(?:ovna|evna|ivna|ichna|inishna|овна|евна|івна|ична|инишна)\Z", re.IGNORECASE
)
OF_A_MAN = re.compile(r"\S{2,}(?:ovich|evich|ovych|evych|yich|ich|ович|евич|ич)\Z", re.IGNORECASE)
DAUGHTER_OF_ICELAND = re.compile(r"\S+d[óo]ttir\Z")
SON_OF_ICELAND = re.compile(r"\S+s(?:son|onur)\Z")
LETTERS_OF_ICELAND = re.compile("[áéíóúýðþ]")
OF_MONGOLIA = re.compile(r"[A-Z]\S{2,}iin\Z")
"""Of the father, in the genitive, before the given name."""
OF_JAVA = re.compile(r"\S{4,}put(?:ri|ra)\Z")
OF_THE_STEPPE = re.compile(r"\S{4,}(?:uly|ūly|ұлы|kyzy|qyzy|қызы)\Z")
RUSSIAN_PARTS = 3


def with_patronymic(words: Parts, known: NameWords) -> NameForms | None:
    """`Anna Sergeevna` is called by both names; before a family name, which comes last, by one."""
    if len(words) > RUSSIAN_PARTS:
        return None
    if len(words) == RUSSIAN_PARTS:
        family, given, fathers = words
        in_order = is_patronymic(given, fathers, known) and not is_patronymic(family, given, known)
        return NameForms(" ".join(words), given, family) if in_order else None
    return as_it_is(words) if is_patronymic(words[0], words[1], known) else None


def is_patronymic(given: str, word: str, known: NameWords) -> bool:
    """Whether the word names the father of who is called so; a man's looks as some surnames do."""
    of_a_man = OF_A_MAN.match(word) is not None and known.is_a("russian_given", given)
    return of_a_man or OF_A_WOMAN.match(word) is not None


def before_the_given(words: Parts, _: NameWords) -> NameForms | None:
    """`Dashdorjiin Natsagdorj`: the father's name first, and the one to call somebody by after."""
    is_so = len(words) == len(("Dashdorjiin", "Natsagdorj")) and OF_MONGOLIA.match(words[0])
    return NameForms(" ".join(words), words[1], words[1]) if is_so else None


def is_of_the_father(words: Parts, rest: Parts, known: NameWords) -> bool:
    """Whether what follows the given name says whose child it is, and is no family name."""
    kinds, last = known.kinds, words[-1]
    is_marked = any(
        word.lower() in kinds["of_the_father"] or word in kinds["of_the_father_small"]
        for word in rest[:-1]
    )
    is_ending = any(pattern.match(last) for pattern in (OF_JAVA, OF_THE_STEPPE))
    return is_marked or is_ending or known.is_a("fathers_child", last) or _is_icelandic(words)


def _is_icelandic(words: Parts) -> bool:
    last = words[-1].lower()
    is_son = SON_OF_ICELAND.match(last) and LETTERS_OF_ICELAND.search(" ".join(words).lower())
    return bool(DAUGHTER_OF_ICELAND.match(last) or is_son)
