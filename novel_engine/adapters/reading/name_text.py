"""What a name may hold: what would stand in the prose as something else than a name is refused.

A name is said in sentences, with a possessive after it and a capital before it. Markup, what other
programs fill in and pictures are none; a nickname in quotation marks is understood elsewhere. What
else is told as it is written, such as a tell or an oath, holds neither.
"""

from __future__ import annotations

import re

from novel_engine.adapters.untrusted_text import INVISIBLE, clean_line

FILLED_ELSEWHERE = re.compile(r"\{\{[^{}]*\}\}|<\|[^<>]*\|>")
"""Of other programs' cards and models: who speaks, what is drawn, where a turn begins."""
FILLED_IN = re.compile(
    r"\{\{[^{}]*\}\}|\{\{|\}\}|\{%[^{}]*%\}|\$?\{[^{}]*\}|\$\([^()]*\)|[{}]|%[\w.-]+%"
    r"|(?<!\S)%[sdif](?!\w)"
)
FOREIGN_SLOT = re.compile(
    r"\{%[^{}]*%\}|\$\{[^{}]*\}|\{(?:char|user|bot|persona|original|[A-Z](?:\.\w+)?)\}"
)
"""In a claim, where braces hold a person's id."""
WEB_ENTITY = re.compile(r"&(?:[a-zA-Z]+|#x?[\da-fA-F]+);")
ADDRESS_OF_ANY_KIND = re.compile(
    r"[a-z]+://\S+|www\.\S+|mailto:\S+|\S+@[\w-]+\.\S+|(?<!\S)@\S+|(?<!\S)[ur]/\w+"
    r"|(?<!\S)(?:\.{1,2}|~)?/\S+"
    r"|(?<!\S)[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|info|io|dev|ya?ml|json|txt|md|png|jpe?g|html?)"
    r"(?![\w.])",
    re.IGNORECASE,
)
MARKUP_SIGNS = re.compile(r"<[^<>]*>|\*+|__+|~~+|(?<!\w)_[^_]*_(?!\w)|[<>\[\]|`#\\]")
PHRASE_MARKUP = re.compile(
    r"</?[A-Za-z!][^<>]*>|\*+[^*\s][^*]*\*+|__[^_]+__|~~[^~]+~~|(?<!\w)_[^_]+_(?!\w)|`[^`]*`"
    r"|\[[^\[\]]*\]\([^()]*\)|\[/?[A-Z]{2,}\]|(?<!\S)#+ "
)
"""In a phrase, in which one sign of it alone may be meant."""
WEB_LINK = re.compile(r"[a-z]+://\S+|www\.\S+", re.IGNORECASE)
EMOJI = re.compile(
    "[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299"
    "\ufe0f\u20e3\U0001f000-\U0001faff]"
)
"""By number, so that Unicode's tables have no say in it."""
QUOTATION_MARK = re.compile("[\"“”„«»]|(?<!\\S)['‘][^'‘’]*['’](?!\\S)")
WITHIN_A_WORD = re.compile(r"(?<=\w)\(\w+\)")
"""Jo(e)."""
BRACKET = re.compile(r"\([^()]*\)|[()]")
PRONOUNS_IN_BRACKETS = re.compile(
    r"\(\s*((?:she|he|they|it|xe|ze|zie|ey|fae|any)(?:\s*/\s*\w+)*)\s*\)", re.IGNORECASE
)
LINE_END = re.compile(r"[\r\n\x85\u2028\u2029]")
REMARK_OF_A_NAME = re.compile(
    r"; ?.*|:(?:\s.*)?\Z|\s[=→>]\s?.*|, (?:who|whom|whose|which|where)\b.*"
)
SEVERAL_SENTENCES = re.compile(
    r"[.!?…]\s+(?:She|He|It|They|We|You|There|This|That|But|And)\b.*"
    r"|\s[a-z]+[.!?…]+\s+[A-Z].*[.!?…]\Z"
)
NO_NAMES = frozenset(
    """the and or but nor of to in on at by for with from she he it they we you i her him them us me
    his its their our your my this that these those who what nobody somebody someone anybody anyone
    everybody everyone none n/a unknown tbd tba todo""".split()
)
"""Words that are no name alone."""
SMALL_ARTICLES = ("a", "an")

FAULTS = (
    (FILLED_IN, "holds '{}', which other programs fill in; write the name itself"),
    (WEB_ENTITY, "holds '{}', which is written for web pages; write the sign itself, or none"),
    (ADDRESS_OF_ANY_KIND, "holds the address '{}'; write the name alone"),
    (MARKUP_SIGNS, "holds '{}', which is markup and no part of a name; take it out"),
    (EMOJI, "holds '{}', which is a picture and no part of a name; take it out"),
)
PHRASE_FAULTS = (
    (FILLED_ELSEWHERE, "holds '{}', which other programs fill in; write who is meant"),
    (FOREIGN_SLOT, "holds '{}', which nothing fills in here; write the words"),
    (WEB_ENTITY, "holds '{}', which is written for web pages; write the sign itself, or none"),
    (WEB_LINK, "holds the address '{}', which would stand in the prose; take it out"),
    (PHRASE_MARKUP, "holds '{}', which is markup and would stand in the prose; take it out"),
    (EMOJI, "holds '{}', a picture that would stand in the prose; take it out"),
)
NAME_FAULTS = (
    (QUOTATION_MARK, "holds {}, in which the prose would begin a speech; write it without"),
    (
        PRONOUNS_IN_BRACKETS,
        "holds the pronouns '{}'; write them as 'pronouns:', and the name alone",
    ),
    (SEVERAL_SENTENCES, "is of several sentences; write the name alone, and '{}' in 'description'"),
    (
        REMARK_OF_A_NAME,
        "holds '{}', which is no part of a name; write it elsewhere, such as in 'description'",
    ),
)
IN_BRACKETS = "holds '{}'; write what is in the brackets elsewhere, such as in 'description'"
LINES = "is of several lines; write it on one"
MACRO = "holds '{}', which other programs fill in; write who is meant"
UNSEEN_IN_A_NAME = "holds a sign that shows nothing (U+{:04X}); take it out"
NO_LETTER = "is '{}', which has no letter and no figure; write a name that can be said"
NO_NAME = "is '{}', which the prose would read as no name; write another"


def fit_for_a_title(text: str) -> str:
    """The text, which may stand over a story. Raises ValueError with a cure."""
    if LINE_END.search(text.strip()):
        raise ValueError(LINES)
    _refuse(text, FAULTS)
    if unseen := INVISIBLE.search(clean_line(text)):
        raise ValueError(UNSEEN_IN_A_NAME.format(ord(unseen[0])))
    return text


def fit_for_a_name(text: str) -> str:
    """The text, which prose may call somebody or something. Raises ValueError with a cure."""
    fit_for_a_title(text)
    _refuse(text, NAME_FAULTS)
    said = clean_line(text)
    if found := BRACKET.search(WITHIN_A_WORD.sub("", said)):
        raise ValueError(IN_BRACKETS.format(found[0]))
    if said and not any(sign.isalnum() for sign in said):
        raise ValueError(NO_LETTER.format(said))
    if said.lower() in NO_NAMES or said in SMALL_ARTICLES:
        raise ValueError(NO_NAME.format(said))
    return text


def fit_for_prose(text: str) -> str:
    """The text, which is told as it is written. Raises ValueError with a cure."""
    _refuse(text, PHRASE_FAULTS)
    return text


def without_macros(text: str) -> str:
    """The text, in which nothing waits to be filled in. Raises ValueError with a cure."""
    if found := FILLED_ELSEWHERE.search(text):
        raise ValueError(MACRO.format(found[0]))
    return text


def _refuse(text: str, faults: tuple[tuple[re.Pattern[str], str], ...]) -> None:
    for pattern, fault in faults:
        if found := pattern.search(text):
            raise ValueError(fault.format((found[found.re.groups] or found[0]).strip()))
