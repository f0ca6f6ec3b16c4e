"""Names whose family name comes first, and those of peoples that have none: known by both words."""

from __future__ import annotations

import re

from novel_engine.adapters.reading.character.name_forms import NameForms, NameWords, Parts, as_it_is

HAN, KANA, HANGUL = "\u3400-\u9fff", "\u3040-\u30ff", "\uac00-\ud7af"
FAMILY_FIRST_SCRIPT = re.compile(f"[{HAN}{HANGUL}][{HAN}{KANA}{HANGUL}]*")
ROMAJI = re.compile(
    r"(?:(?:[kstnhmrgzbpwy]|ky|sh?y?|ch|ts|ny|hy|my|ry|gy|j|by|py|f)?[aiueoōū]|n"
    r"|[kstp](?=[kstp])){2,9}"
)
VIETNAMESE_SYLLABLE = re.compile(r"[bcdghklmnpqrstvxy]{0,3}[aeiouy]{1,3}(?:ch|nh|ng|[cmnpt])?")
LONE_SYLLABLE = re.compile(r"[A-Z][b-df-hj-np-tv-z]?[aeiouy]{1,3}(?:ng|[bcgklmnpt])?")
JAPANESE_FAMILY = re.compile(
    r"[a-zōū]{2,}(?:moto|mura|yama|kawa|gawa|sawa|zawa|shima|jima|bayashi|hashi|zaki|tani|uchi)"
)
"""By its end alone, where the given name has no such end."""
HYPHENED = re.compile(r"[A-Z][a-z']+-[a-z']+")
MOST_FAMILY_FIRST = 4
"""Parts: in a name of an order that can be known."""


def family_first(words: Parts, known: NameWords) -> NameForms | None:
    """The forms of a name that is known to begin with the family's; None for another."""
    if len(words) > MOST_FAMILY_FIRST:
        return None
    whole = " ".join(words)
    if all(FAMILY_FIRST_SCRIPT.fullmatch(word) for word in words):
        return NameForms(whole, " ".join(words[1:]), words[0])
    if _is_vietnamese(words, known) or _is_of_old_japan(words, known):
        return NameForms(whole, words[-1], words[-1])
    if _may_be_both(words, known) or _is_a_friend(words, known) or _is_short_khmer(words, known):
        return as_it_is(words)
    orders = (_is_chinese, _is_southern, _is_korean, _is_japanese, _is_hungarian, _is_khmer)
    if any(is_so(words, known) for is_so in orders):
        return NameForms(whole, " ".join(words[1:]), words[0])
    return None


def _is_vietnamese(words: Parts, known: NameWords) -> bool:
    if not known.is_a("vietnamese", words[0]):
        return _is_plain_vietnamese(words, known)
    return not "".join(words).isascii() or all(
        VIETNAMESE_SYLLABLE.fullmatch(word.lower()) for word in words[1:]
    )


def _is_plain_vietnamese(words: Parts, known: NameWords) -> bool:
    """`Ho Chi Minh`: all of that people's syllables, and one of them of no other people's."""
    given = [word.lower() for word in words[1:]]
    others = known.kinds["pinyin"] | known.kinds["southern_syllables"]
    return (
        len(given) > 1
        and known.is_a("vietnamese_plain", words[0])
        and not known.is_a("vietnamese", words[-1])
        and set(given) <= known.kinds["vietnamese_syllables"]
        and not set(given) <= others | known.kinds["korean_syllables"]
    )


def _is_a_friend(words: Parts, known: NameWords) -> bool:
    """`Xiao Li`: young Li, where either could be the family name."""
    is_friendly = len(words) == 2 and known.is_a("chinese_friends", words[0])
    return is_friendly and known.is_a("chinese", words[1])


def _is_khmer(words: Parts, known: NameWords) -> bool:
    return len(words) == 2 and known.is_a("khmer", words[0])


def _is_short_khmer(words: Parts, known: NameWords) -> bool:
    """`Hun Sen`: two short words are one name to everybody."""
    return _is_khmer(words, known) and LONE_SYLLABLE.fullmatch(words[1]) is not None


def _is_chinese(words: Parts, known: NameWords) -> bool:
    given = "".join(words[1:]).lower().replace("'", "")
    is_turned = known.is_a("chinese_commonest", words[-1]) and not known.is_a(
        "chinese_commonest", words[0]
    )
    hyphened = len(words) == 2 and HYPHENED.fullmatch(words[1]) is not None
    syllables = known.kinds["pinyin"]
    is_southern = known.is_a("cantonese", words[-1]) and given not in syllables
    if is_turned or is_southern or known.is_a("japanese", words[-1]):
        return False
    if known.is_a("chinese", words[0]):
        return hyphened or _in_two(given, syllables)
    is_rarer = known.is_a("chinese_rarer", words[0]) and not known.is_a("chinese", words[-1])
    return is_rarer and (hyphened or _in_full(given, syllables))


def _in_full(word: str, syllables: frozenset[str]) -> bool:
    """Whether a word is two of the syllables, neither of one letter."""
    return any(word[:at] in syllables and word[at:] in syllables for at in range(2, len(word) - 1))


def _is_southern(words: Parts, known: NameWords) -> bool:
    """Of Canton, Fujian and Singapore: `Chow Yun-fat`, `Lee Kuan Yew`."""
    if not known.is_a("cantonese", words[0]):
        return False
    if len(words) == 2:
        return HYPHENED.fullmatch(words[1]) is not None
    syllables = known.kinds["southern_syllables"]
    return len(words) == len(("Lee", "Kuan", "Yew")) and all(
        word.lower() in syllables for word in words[1:]
    )


def _may_be_both(words: Parts, known: NameWords) -> bool:
    """`Yi Sang`: a family name and one syllable, either of which could come first."""
    is_korean = len(words) == 2 and words[0] in ("Yi", "Pak", "Paek", "Yun", "Choe")
    return is_korean and words[1].lower() in known.kinds["korean_syllables"]


def _is_of_old_japan(words: Parts, known: NameWords) -> bool:
    """`Ono no Komachi`: Komachi of the house of Ono."""
    amid = words[1:-1] == ["no"]
    return amid and all(ROMAJI.fullmatch(word.lower()) for word in (words[0], words[-1]))


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
    is_named = len(words) == 2 and _is_japanese_family(words[0], known)
    is_twice = _is_japanese_family(words[-1], known)
    return (
        is_named
        and not is_twice
        and ROMAJI.fullmatch(words[1].lower().replace("'", "")) is not None
    )


def _is_japanese_family(word: str, known: NameWords) -> bool:
    low = word.lower()
    by_its_end = JAPANESE_FAMILY.fullmatch(low) and ROMAJI.fullmatch(low)
    return known.is_a("japanese", word) or by_its_end is not None


def _is_hungarian(words: Parts, known: NameWords) -> bool:
    first, last = words[0], words[-1]
    is_sure = known.is_a("hungarian", first) or not first.isascii()
    return (
        is_sure and known.is_a("hungarian_given", last) and not known.is_a("hungarian_given", first)
    )
