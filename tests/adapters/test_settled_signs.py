"""Every Python says the same of the signs that a story may hold."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from novel_engine.adapters import settled_signs, untrusted_text
from tests.support import signs

# Kawi (15.0), a rare CJK ideograph (15.0), one more (15.1), Garay and Todhri (16.0), an emoji (15.0)
YOUNG = "\U00011f04\U000323af\U0002ebf0\U00010d50\U000105c0\U0001fae8"
ANEW = "ƛɤʕჼ"


def test_what_is_asked_of_a_settled_sign_has_one_answer() -> None:
    assert signs.digest() == signs.ANSWERS


@pytest.mark.skipif(
    unicodedata.unidata_version != "14.0.0",
    reason=f"the table is that of Unicode 14.0, and Python {sys.version.split()[0]} has another",
)
def test_the_table_is_that_of_the_oldest_python() -> None:
    known = [unicodedata.category(chr(number)) != "Cn" for number in range(sys.maxunicode + 1)]
    assert known == [
        settled_signs.is_settled(chr(number)) or chr(number) in settled_signs.CLASSED_ANEW
        for number in range(sys.maxunicode + 1)
    ]


@pytest.mark.parametrize("sign", YOUNG + ANEW, ids=lambda sign: f"{ord(sign):04X}")
def test_no_other_sign_is_left_in_a_text_from_outside(sign: str) -> None:
    text = f"Ada {sign} Vane"
    assert untrusted_text.clean_line(text) == untrusted_text.as_seen("Ada  Vane").replace("  ", " ")
    assert sign not in untrusted_text.as_seen(text)
    assert untrusted_text.strange_sign(text) == (
        4,
        f"a character that not every Python knows (U+{ord(sign):04X})",
    )


@pytest.mark.parametrize(
    "name",
    "Ada Nguyễn Мария Ελένη Արմեն שרה محمد ናርዶስ ประเสริฐ 王小明 田中さくら 김민준 தமிழ் నాగ ക്രിഷ് "
    "ಕನ್ನಡ ગુજરાતી ਪੰਜਾਬੀ বাংলা ଓଡ଼ିଆ සිංහල မြန်မာ ខ្មែរ ລາວ བོད ᠮᠣᠩᠭᠣᠯ ᏣᎳᎩ ᐃᓄᒃ ⵜⴰⵎⴰⵣⵉⵖⵜ ތާނަ ߒߞߏ".split(),
)
def test_the_living_scripts_are_settled(name: str) -> None:
    assert settled_signs.unsettled(name) == []
    assert untrusted_text.strange_sign(name) is None


def test_of_several_signs_the_first_is_said() -> None:
    assert untrusted_text.strange_sign("a\U0001fae8\x07") == (
        1,
        "a character that not every Python knows (U+1FAE8)",
    )
    assert untrusted_text.strange_sign("a\x07\U0001fae8") == (1, "a control character (U+0007)")
    assert untrusted_text.strange_sign("Ada") is None
