"""What is told of somebody, as they tell it themself: `{ida} had lost her key` and `said {ida}` become
I had lost my key, and I said.

A text comes with slots for people in it. Speech stands as it is: there others call them by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from novel_engine.story.english.backshift import NEVER_A_VERB, NOUNS_IN_S
from novel_engine.story.english.clauses import CLAUSE_BEGINS_AFTER, is_finite, is_subject
from novel_engine.story.english.first_person import is_of_ones_own
from novel_engine.story.english.grammar import is_adverb
from novel_engine.story.english.own_pronouns import of_myself, owned_by
from novel_engine.story.english.own_words import Forms
from novel_engine.story.english.past_tense import BASES, PASTS, bases, is_irregular, third_person
from novel_engine.story.english.text import SPEECH

OWNING = "'s"
FORM_OF_ME = {
    "is": "am",
    "are": "am",
    "were": "was",
    "has": "have",
    "does": "do",
    "doesn't": "don't",
}
"""The verbs after I whose form no ending tells."""
AGREEING = ("was", "were", "is", "are", "has", "have", "does", "do")
STAYS = frozenset(("was", "wasn't", "as", "thus", "perhaps", "always", "besides", "sometimes"))
ASKED_FIRST = re.compile(
    r"(?:\A|[.!?:,;] |\b(?:[Aa]nd|[Bb]ut|[Ss]o|[Ww]hy|[Ww]hat|[Hh]ow|[Ww]here) )"
    r"(?:[Ss]hould|[Ww]ould|[Cc]ould|[Hh]ad|[Dd]id|[Ww]as|[Ii]s|[Hh]as|[Dd]oes|[Cc]an|[Ww]ill|[Nn]or did) \Z"
)
"""Before whoever is asked about, or does a thing too: what should I do?"""
DONE_TO = frozenset("heard saw seen let left kept found made had wanted watched".split())
"""After these somebody is told of to whom something happens: heard me blamed."""
IS_WHO = re.compile(r"\b(?:was|is|were) \Z")
AS_GOOD_AS = re.compile(r"\A (?:all but|had just|as good as) ")
ASIDE_OF_WHO = re.compile(r"\A, who (\S+ [^,;:.]+), ")
"""I, who was tired, had gone: I was tired, and had gone."""
AFTER_ANOTHER = re.compile(r"\} and \Z")
ENDS_WHAT_IS_JOINED = (".", "!", "?", ":", ";")


def of_me(text: str, slot: str, before: str = "") -> str:
    """The text with I, me and my for the slot, and its verbs with them; `before` it stands so much of
    its sentence.
    """
    people = set(SLOT_OF_SOMEBODY.findall(text))
    if slot in people and len(people - {slot}) == 1:
        text = OF_THEM_ALL.sub(lambda found: _we(found, text), text)
    parts = (
        part if part.startswith('"') else _narrated(part, slot, before if not at else "")
        for at, part in enumerate(_by_speech(text))
    )
    return _in_company("".join(parts))


def _by_speech(text: str) -> Iterator[str]:
    at = 0
    for found in SPEECH.finditer(text):
        yield text[at : found.start()]
        yield found[0]
        at = found.end()
    yield text[at:]


def _narrated(text: str, slot: str, before: str) -> str:
    done, rest = "", text
    while slot in rest:
        lead, _, after = rest.partition(slot)
        done += lead
        if after.startswith(OWNING):
            owned = after.removeprefix(OWNING)
            done += _cased("mine" if is_of_ones_own(done, after) else "my", before + done)
            rest = owned
        elif is_mine_to_do(before + done, after):
            joined = AFTER_ANOTHER.search(done) is not None
            begins = not (before + done).strip() or (before + done).rstrip()[-1] in ".!?"
            done, rest = f"{done}I", after if joined else with_i(after, begins=begins)
        else:
            done, rest = f"{done}me", after
    return done + rest


def _cased(word: str, before: str) -> str:
    begins = not before.strip() or before.rstrip().endswith((".", "!", "?"))
    return word.capitalize() if begins else word


def is_mine_to_do(before: str, after: str) -> bool:
    """Whether whoever stands between these is who does it, and not to whom it is done."""
    last = before.rstrip().rpartition(" ")[2].lower()
    if ASKED_FIRST.search(before):
        return True
    if IS_WHO.search(before) and after.startswith(" who "):
        return True
    following = after.split(maxsplit=1)[0] if after.split() else ""
    if last in DONE_TO and following.rstrip(",;.").endswith("ed"):
        return False
    return is_subject(before, AS_GOOD_AS.sub(" ", after))


def with_i(after: str, *, begins: bool = False) -> str:
    """What follows I, its verb and those joined to it as they are of me; where it `begins` a sentence,
    what is said by the way is said first.
    """
    if aside := ASIDE_OF_WHO.match(after):
        head = f" {aside[1]}, and" if begins else f", who {aside[1]},"
        return with_i(head) + with_i(f" {after[aside.end() :]}")
    words = after.split(" ")
    at = 1
    while at < len(words) and is_adverb(words[at]):
        at += 1
    if at < len(words):
        words[at] = _verb_of_me(words[at])
    for later in range(at + 1, len(words)):
        before = words[later - 1]
        is_new = words[later].startswith("{") and (
            before in CLAUSE_BEGINS_AFTER or before.endswith(",") or "{" in before
        )
        if is_new or before.endswith(ENDS_WHAT_IS_JOINED):
            break
        if before in ("and", "but", "or", "then") and _is_surely_present(words[later]):
            words[later] = _verb_of_me(words[later])
    return " ".join(words)


def _is_surely_present(word: str) -> bool:
    bare = word.rstrip(",;:.")
    if bare in FORM_OF_ME:
        return True
    known = any(base in BASES for base in bases(bare)) or is_irregular(bare)
    return bare.endswith("s") and bare not in NOUNS_IN_S and known


def _verb_of_me(verb: str) -> str:
    bare = verb.rstrip(",;:.")
    tail = verb[len(bare) :]
    if bare in FORM_OF_ME:
        return FORM_OF_ME[bare] + tail
    if not bare.endswith("s") or bare.endswith("ss") or bare in STAYS | NEVER_A_VERB | PASTS:
        return verb
    known = (base for base in bases(bare) if third_person(base) == bare and base in BASES)
    spelled = (base for base in bases(bare) if third_person(base) == bare)
    return (next(known, "") or next(spelled, bare)) + tail


SLOT_OF_SOMEBODY = re.compile(r"\{[^{}]+\}")
IN_COMPANY = re.compile(r"\b(I|me) and (\{[^{}]+\})(?!'s)")


def _in_company(text: str) -> str:
    """Whoever tells it names the others first."""
    return IN_COMPANY.sub(r"\2 and \1", text)


def slotted(text: str, slot: str, names: Sequence[str]) -> str:
    """The text with a slot for a person also where they are named."""
    for name in names:
        text = re.sub(rf"(?<![\w{{]){re.escape(name)}(?![\w}}]|[- ][A-Z])", slot, text)
    return text


def pronouns_slotted(text: str, slot: str, forms: Forms) -> str:
    """Words of somebody's own with a slot for them where a pronoun of theirs means them, who are one:
    `her father` becomes `{ida}'s father`.
    """
    text = owned_by(of_myself(text, forms), slot, forms)
    if forms.own != forms.possessive:
        text = re.sub(rf"\b{re.escape(forms.own)}\b", "mine", text)
    if forms.subject == "they":
        return text
    return re.sub(rf"\b(?:{re.escape(forms.subject)}|{re.escape(forms.object)})\b", slot, text)


# Lines, in which people stand by their parts.

SAID_BY = r'(?<=[,.?!…]" )(?P<verb>[a-z]+) \{{{root}\}}'
"""The tag of a speech with its verb first."""
WE = {"they": "we", "them": "us", "their": "our", "themselves": "ourselves"}
OF_THEM_ALL = re.compile(r"(?<![.\w])([Tt]hey|[Tt]hem|[Tt]heir|[Tt]hemselves)\b")
THINGS_OF = re.compile(
    r"(?<!\{)\b(?:words|voices|hands|others|people|things|ways?|none of|some of|which of|not what)\b"
    r"[^.]*\Z",
    re.IGNORECASE,
)
"""What `they` are that are not whoever is met here, with me among them."""
ALL_OF_US = re.compile(r"\b(of|with) them(?= now\b|: | knew\b| \{)")
BOTH_OF_US = re.compile(r"\bthey both\b")


def lines_of_me(text: str, mine: tuple[str, ...]) -> str:
    """A line as somebody tells it who is in it, by these parts: `{A} and {B} talked` becomes
    `{B} and {A.they} talked`, and they are we.
    """
    for root in mine:
        text = re.sub(rf"\{{{root}\}} and (\{{[A-Z]\}})(?!')", rf"\1 and {{{root}}}", text)
        text = re.sub(
            rf"\{{{root}\}}, (\{{[A-Z]\}})\{{rest\}}", rf"\1{{rest.before}} and {{{root}}}", text
        )
        text = re.sub(SAID_BY.format(root=root), rf"{{{root}.they}} \g<verb>", text)
    is_there = any(f"{{{root}" in text for root in mine)
    done = ""
    for part in _by_speech(text):
        done += part if part.startswith('"') else _line_of_me(part, mine, done, of_us=is_there)
    return done


def _line_of_me(text: str, mine: tuple[str, ...], before: str, *, of_us: bool) -> str:
    text = ALL_OF_US.sub(lambda found: f"{found[1]} us", text)
    text = BOTH_OF_US.sub("we both", text)
    if of_us:
        text = OF_THEM_ALL.sub(lambda found: _we(found, before + text), text)
    for root in mine:
        text = _with_forms(text, root, before)
    return text


def _we(found: re.Match[str], whole: str) -> str:
    stands = whole[: len(whole) - len(found.string) + found.start()]
    if THINGS_OF.search(stands):
        return found[0]
    we = WE[found[0].lower()]
    return we.capitalize() if found[0][0].isupper() else we


def _with_forms(text: str, root: str, before: str) -> str:
    """The line, the form of I said in every slot that has none."""
    slot, done, rest = f"{{{root}}}", "", text
    while slot in rest:
        lead, _, after = rest.partition(slot)
        done += lead
        if after.startswith(OWNING):
            rest = after.removeprefix(OWNING)
            form = "theirs" if is_of_ones_own(done, after) else "their"
        else:
            rest = after
            form = "they" if _leads(before + done, after, root) else "them"
        done += f"{{{root}.{form}}}"
    by_me = re.compile(rf"(?<!\}} and )(\{{{root}\.they\}})( [^{{}}]+)")
    return by_me.sub(lambda found: found[1] + with_i(found[2]), done + rest)


AFTER_OTHERS = re.compile(r"(?P<before>.*?)(?:\{[A-Z]\})(?:\{rest\.before\})? and \Z", re.DOTALL)


def _leads(before: str, after: str, root: str) -> bool:
    """Whether they do it; of several, whether all of them do."""
    if after.startswith(tuple(f" {{{root}.{form}}}" for form in AGREEING)):
        return True
    joined = AFTER_OTHERS.fullmatch(before)
    if joined and not before.endswith(("; and ", ", and ")):
        lead = joined["before"]
        return is_mine_to_do(lead, after if is_finite(after) else "") if lead.strip() else True
    return is_mine_to_do(before, after)
