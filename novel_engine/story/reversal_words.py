"""How what happened is told the other way about: a question that was not put, an answer refused, a truth told in full.

In the patterns DOER is whoever did the act, OTHER whoever it was done to, NAME anybody, ITEM the last word of any
portable thing's name; after any of the first two, a few words may stand before the verb.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NEVER_SAID = r"(?!)"


@dataclass(frozen=True, slots=True)
class Reversal:
    """What says the contrary of an act.

    `flatly` does so whatever stands beside it, and `perhaps` only where nothing else in the paragraph shows the act:
    somebody who says nothing may speak the sentence after. Both follow the doer's name. `anyhow` are whole
    phrases, with the doer, or the other, at some place in them. `said` is what the doer says.
    """

    flatly: str = NEVER_SAID
    perhaps: str = NEVER_SAID
    anyhow: tuple[str, ...] = ()
    said: str = NEVER_SAID


DID_NOT = r"(?:did not|didn't|never(?: once)?|could not bring (?:him|her|them)self to|would not|wouldn't)"
WHOM = r"(?:NAME|him|her|them)"
NOTHING = r"(?:nothing|not a (?:word|thing|syllable))"
# What one keeps to oneself, with whatever ends it: not `said nothing for a moment`, nor `nothing about the other thing`.
AT_ALL = r"(?! (?:for a|at first|until|till|while|to that|but|except|of (?:her|his|their)|more|further|else|by way))"
AGAIN = (
    r"(?!(?: NAME| him| her| them)? (?:again|twice|why|how|whether|what|where|who|if|further|any more|more|for|about"
    r"|that|the rest"
    r"|all|everything|to|outright|straight|at once|anything|then|yet|now)\b)"
)
PEACE = r"(?:tongue|peace|counsel|own counsel)"

ASKING = Reversal(
    anyhow=(
        r"\b[Nn]o question (?:came|was (?:put|asked)) (?:from|by) DOER",
        r"\bDOER (?:who )?had to answer\b",
        r"\b[Tt]he question (?:was never|went un|stayed un|remained un)(?:asked| asked| put)",
    ),
    flatly=rf"(?:{DID_NOT} (?:ask|press|question|put (?:it|the|that|any)|raise (?:it|the)|bring it up|mention (?:it"
    rf"|the))\b{AGAIN}"
    r"|asked (?:nothing|no questions?|NAME nothing)|put no questions?\b|decided (?:not to ask|against asking)"
    r"|thought better of (?:asking|the question)|left (?:it|the question|the matter) unasked|refrained from asking"
    r"|(?:swallowed|bit back|kept back) (?:the|(?:his|her|their)) questions?"
    r"|kept (?:the question|(?:his|her|their) questions?) to (?:him|her|them)self)",
    perhaps=r"(?:let (?:it|the (?:whole )?(?:matter|subject|thing|question|business)|that) (?:drop|lie|rest|go|be|pass"
    r"|alone)\b"
    rf"|dropped the (?:matter|subject)|changed the subject|said {NOTHING}{AT_ALL}|held (?:his|her|their) {PEACE}"
    r"|(?:kept|stayed|remained) (?:quiet|silent)|asked about (?:nothing|something else))",
)
WITHHOLDING = Reversal(
    anyhow=(
        r"\bOTHER (?:had|got|drew|wrung|dragged|coaxed|prised|wormed|heard) (?:the (?:whole|entire|full|complete) "
        r"(?:story|truth|thing|tale)|all of it|it all|everything|the truth|the answer|the lot) (?:out of|from) DOER",
        r"\bDOER and OTHER (?:had|talked) it (?:all )?(?:out|through)\b",
    ),
    flatly=rf"(?:told {WHOM} (?:the (?:whole )?truth|everything(?! (?:he|she|they) knew)|(?:the )?(?:whole|all|lot"
    rf"|rest) of it"
    r"|the whole (?:story|thing|business|truth)|all about it|the lot)"
    r"|answered (?:truthfully|honestly|fully|frankly|candidly|in full|without (?:hesitation|reserve))"
    rf"|gave {WHOM} (?:a|the) (?:full|complete|straight|honest|plain|frank|true|whole|clear|direct) (?:answer|story"
    rf"|account|truth)"
    r"|gave (?:a|the) (?:full|complete|straight|honest|frank) (?:answer|account)"
    r"|(?:held|kept) nothing back|hid nothing|left nothing out|laid it all (?:out|bare)"
    r"|came (?:right )?out with (?:it all|everything|the (?:whole )?(?:truth|story))|spoke (?:openly|freely) (?:of|about) it"
    r"|confessed\b(?! (?:ignorance|that (?:he|she|they) (?:did|knew|could|had no)|to (?:knowing|having|not)))"
    r"|admitted (?:it|everything|that (?:he|she|they) had(?! no\b| not\b| never))|owned up)",
    said=r"(?:\bI did it\b|\bit was me\b|\bI'll tell you (?:the truth|everything)\b)",
)
ANSWERING = Reversal(
    anyhow=(
        rf"\bOTHER (?:got|had|received|drew) (?:no (?:answer|reply)|{NOTHING}(?: of an answer)?)\b(?! (?:to do|but|more"
        rf"|for))",
        r"\b(?:[Nn]ot a word|[Nn]othing|[Nn]o answer|[Nn]o reply)(?: \w+){0,3} did OTHER (?:get|have|draw)",
        r"\b[Nn]o (?:answer|reply) came from DOER",
        r"\bOTHER (?:\w+ )?went away (?:no|none the) wiser",
    ),
    flatly=r"(?:refused to (?:answer|say|tell|reply|be drawn|speak)"
    r"|lied to (?:NAME|him|her|them)|would not be drawn|declined to (?:answer|say|reply))",
    perhaps=rf"(?:{DID_NOT} (?:answer\b|reply\b|respond\b|say (?:a word|anything)|utter|speak)|said {NOTHING}{AT_ALL}"
    rf"|held (?:his|her|their) {PEACE}|(?:kept|stayed|remained) (?:silent|mute|quiet)|had no answer"
    r"|gave (?:NAME |him |her |them )?no (?:answer|reply)\b|made no (?:answer|reply)\b|met (?:the|this|that"
    r"|NAME's) (?:question|words) with silence)",
    said=r"(?:\bI won't (?:tell|say)\b|\bI've nothing to say\b)",
)
TELLING = Reversal(
    flatly=rf"(?:{DID_NOT} (?:tell|breathe a word|warn|let on|pass it on)\b{AGAIN}|told (?:nobody|no one|NAME nothing)\b"
    r"|kept (?:it|the news|the (?:whole )?(?:matter|thing|story|truth)|what (?:he|she|they) knew) (?:from|to (?:him|her"
    r"|them)self)\b"
    r"|kept NAME in the dark|(?:decided|chose) (?:not to (?:tell|say|speak)|against (?:telling|saying|it))"
    r"|thought better of (?:telling|saying)|hid it from)",
    perhaps=rf"(?:said {NOTHING}{AT_ALL}|held (?:his|her|their) {PEACE}|(?:kept|stayed|remained) (?:silent|quiet|mum)"
    rf"|{DID_NOT} mention\b|thought better of it)",
    anyhow=(
        r"\bOTHER (?:never|did not|didn't) (?:hear[d]?|learn(?:ed|t)?|find out|found out) (?:a word|of it|it\b|anything"
        r"|about)",
        r"\bOTHER was (?:never|not) told\b",
        r"\bOTHER was (?:kept|left) in the dark\b",
    ),
)
GIVING = Reversal(
    flatly=r"(?:(?:did not|didn't|never|refused to|would not|wouldn't) (?:give|hand|part with|surrender|pass)\b"
    r"|kept the (?:\w+ )?ITEM|hid the (?:\w+ )?ITEM|held on to the (?:\w+ )?ITEM(?=[.;,])"
    r"|would not hear of it|put the (?:\w+ )?ITEM away(?! again| when| once))",
    anyhow=(
        r"\bOTHER went without\b(?! a)",
        r"\bOTHER (?:never|did not|didn't) (?:\w+ )?(?:get|got|receive[d]?) (?:it|the (?:\w+ )?ITEM)\b"
        r"(?! (?:again|until|till|at first|coming))",
        r"\bOTHER went away (?:empty-handed|with nothing|without it)\b",
    ),
)
SHOWING = Reversal(
    flatly=r"(?:(?:did not|didn't|never|refused to|would not|wouldn't) show\b|hid the (?:\w+ )?ITEM"
    r"|kept the (?:\w+ )?ITEM (?:hidden|out of sight|covered|from NAME)|took (?:\w+ )?care that NAME (?:never|did not"
    r"|should not))",
    anyhow=(
        r"\bOTHER (?:never|did not|didn't) (?:\w+ )?(?:see|saw|set eyes on) (?:it|the (?:\w+ )?ITEM)\b"
        r"(?! (?:again|until|till|at first|coming))",
    ),
)
_PAST = (
    r"(?:walked|went|came) (?:straight |right )?past the (?:\w+ )?ITEM|passed the (?:\w+ )?ITEM (?:by|without)"
    r"|overlooked the (?:\w+ )?ITEM"
)
_NOT = r"(?:did not|didn't|never) (?:so much as |even |once )?"
_IT = r"(?:it|the (?:\w+ )?ITEM)\b"
LOOKING = Reversal(
    flatly=rf"(?:{_NOT}(?:look(?:ed)? at|notice[d]?|glance[d]? at|examine[d]?) {_IT}(?! (?:again|twice|for|long|closely"
    rf"|until))|{_PAST})",
    anyhow=(r"\b[Nn]o(?:body|\sone) (?:looked at|noticed) the (?:\w+ )?ITEM\b",),
)
TAKING = Reversal(
    flatly=rf"(?:{_NOT}(?:touch(?:ed)?|pick(?:ed)? up|take|took) {_IT}(?! (?:again|at once|until|far|out))"
    rf"|left the (?:\w+ )?ITEM (?:where it (?:was|lay|hung|stood)|alone|untouched|lying)|{_PAST})",
    anyhow=(r"\b[Nn]o(?:body|\sone) (?:touched|took) the (?:\w+ )?ITEM\b",),
)
READING = Reversal(
    flatly=rf"(?:{_NOT}(?:(?:read|open(?:ed)?|look(?:ed)? at) {_IT}|read a (?:line|word))(?! (?:again|twice|aloud|out|to"
    rf"|until))"
    rf"|(?:put|gave|laid) the (?:\w+ )?ITEM (?:away|back|aside|down) (?:unread|unopened)"
    rf"|left the (?:\w+ )?ITEM (?:unread|unopened)"
    rf"|read nothing|{_PAST})",
    anyhow=(r"\b[Nn]o(?:body|\sone) (?:read|opened) the (?:\w+ )?ITEM\b",),
)

REVERSALS: Mapping[str, Reversal] = {
    **dict.fromkeys(("ask", "press", "test"), ASKING),
    **dict.fromkeys(("deflect", "keep_silent", "plead_ignorance"), WITHHOLDING),
    "lie": Reversal(  # whoever believes it may well take it for a full answer
        flatly=r"(?:told (?:NAME|him|her|them) the (?:whole )?truth|answered (?:truthfully|honestly)"
        r"|confessed\b|admitted (?:it|everything|that (?:he|she|they) had(?! no\b| not\b| never))|owned up"
        r"|refused to (?:answer|say|tell|reply))",
        anyhow=ANSWERING.anyhow,
        said=r"(?:\bI did it\b|\bit was me\b|\bI'll tell you (?:the truth|everything)\b)",
    ),
    **dict.fromkeys(("answer_true", "answer_part"), ANSWERING),
    **dict.fromkeys(("tell", "warn", "betray"), TELLING),
    "show": SHOWING,
    "give": GIVING,
    "inspect": LOOKING,
    "take": TAKING,
    "read": READING,
    **dict.fromkeys(
        ("comfort", "tend", "offer"),
        Reversal(
            flatly=r"(?:turned (?:away from|(?:his|her|their) back on) NAME"
            r"|(?:did not|didn't|refused to|would not) (?:comfort|help|offer|lift a finger|go near)\b"
            r"|offered (?:nothing|no (?:help|comfort|word))|had no (?:comfort|help|kind word)"
            r"|left (?:NAME|him|her|them) to (?:cry|weep|it|suffer|bleed|manage|cope)|laughed (?:in NAME's face|at NAME)"
            r"|mocked NAME|jeered|sneered at NAME)"
        ),
    ),
    "confess": Reversal(
        anyhow=ANSWERING.anyhow,
        flatly=r"(?:denied (?:it|everything|all|having|that)|(?:never|did not|didn't|would not|wouldn't"
        r"|refused to) (?:admit\w*|confess\w*|own\w*)|(?:admitted|confessed|owned to|conceded) nothing"
        r"|insisted that (?:he|she|they) had not|(?:protested|swore to|maintained|insisted on) (?:his|her|their) innocence"
        r"|blamed (?:somebody else|someone else))",
        said=r"(?:\bI did(?:n't| not) do it\b|\bit was(?:n't| not) me\b|\bI never touched\b|\bI know nothing about\b)",
    ),
    "forgive": Reversal(
        flatly=r"(?:(?:could|did|would) (?:not|never) forgive|(?:couldn't|didn't|wouldn't) forgive"
        r"|refused to forgive|never forgave|swore never to forgive|(?:broke|had done) with NAME|turned NAME away"
        r"|had no forgiveness|told NAME (?:that )?there (?:was|would be) no forgiv)",
        said=r"(?:\bI(?:'ll| will| shall| can| could) (?:never|not) forgive\b|\bI (?:can't|cannot"
        r"|won't) forgive\b|\bI'll never forgive\b)",
    ),
    "break_with": Reversal(
        anyhow=(
            r"\bDOER and OTHER (?:parted|were|became|shook hands|made (?:it up|peace|friends))(?: \w+)? ?"
            r"(?:better|good|friends|as friends|the best of friends|reconciled|closer|hands|up|on it)\b",
        ),
        flatly=r"(?:forgave (?:NAME|him|her|them)|made (?:it up|peace|friends) with|embraced (?:NAME|him|her)"
        r"|took (?:NAME|him|her) back|threw (?:his|her|their) arms (?:round|around))",
        said=r"(?:\bI forgive you\b|\bwe're friends\b)",
    ),
    "walk_out": Reversal(
        anyhow=(r"\bthe two of them talked it (?:through|out|over)\b",),
        flatly=r"(?:stayed\b(?= where|,| and| until| in (?:his|her|their) (?:chair|seat)|\.)|sat down again"
        r"|(?:did not|didn't|never) (?:leave|left|walk(?:ed)? out|go|went)\b(?! (?:far|quietly|at once|back))"
        r"|told NAME (?:everything|the whole|the truth|all of it))",
    ),
    "promise": Reversal(
        flatly=r"(?:refused to (?:promise|give (?:his|her|their) word)|(?:would not|wouldn't|did not"
        r"|didn't) promise|(?:promised|would promise) nothing|refused (?:NAME|him|her|them) (?:outright|flatly|point-blank)"
        r"|(?:made|gave|would (?:make|give)) no promises?|would not give (?:his|her|their) word|withheld (?:his|her"
        r"|their) word)",
        said=r"(?:\bI (?:can't|cannot|won't|will not) promise\b|\bno promises\b)",
    ),
    "accuse": Reversal(
        flatly=r"(?:(?:did not|didn't|never|would not|wouldn't|could not) (?:accuse|blame)|(?:accused|blamed) (?:nobody"
        r"|no one)"
        r"|made no accusation|told NAME (?:that )?(?:nobody|no one) (?:blamed|suspected|accused)|laid no blame"
        r"|begged NAME's pardon|took (?:it|the charge|every word) (?:all )?back|cleared NAME of|said that NAME was innocent)",
        said=r"(?:\bI'm not accusing (?:you|anyone|anybody)\b|\b(?:nobody|no one) (?:blames|accuses|suspects) you\b)",
    ),
    "leave_for_good": Reversal(
        flatly=r"(?:stayed\b(?! (?:on her|on his|behind her)| (?:long|where|a (?:moment|minute)))|turned back"
        r"|changed (?:his|her|their) mind|unpacked"
        r"|put down (?:his|her|their) bag|decided to stay|followed NAME back|came back to stay)",
        said=r"(?:\bI(?:'ll| will| shall) stay\b|\bI'm staying\b|\bI am staying\b)",
    ),
    "apologise": Reversal(
        flatly=r"(?:refused to apologi[sz]e|(?:would not|wouldn't|did not|didn't|never) apologi[sz]e|was (?:not"
        r"|far from) sorry"
        r"|(?:made|offered|gave) no apology|told NAME (?:that )?there was nothing to (?:be sorry|apologi[sz]e|regret)"
        r"|regretted nothing|felt no (?:remorse|regret))",
        said=r"(?:\bI(?:'m| am) not sorry\b(?! about| for| to))",
    ),
    "deny": Reversal(
        anyhow=(r"\b[Yy]es,\"? said DOER, \"?it was (?:so|true|all true)\b",),
        flatly=r"(?:confessed|admitted (?:it|everything|all|the whole)|owned up|(?:did not|didn't|never) den(?:y|ied)"
        r"|made a (?:clean breast|full confession)|owned to (?:it|everything)|took the blame)",
        said=r"(?:\bI did it\b|\bit was me\b|\byes, I did\b)",
    ),
    "infer": Reversal(
        flatly=r"(?:(?:drew|came to|reached) no conclusions?|suspected (?:nobody|no one|nothing)|understood nothing"
        r"|made nothing of (?:it|that|any of it)|(?:was|were) none the wiser|was no wiser|guessed nothing"
        r"|could make (?:nothing|neither head nor tail) of|(?:did not|didn't|never) put (?:it|two and two|any of it) together"
        r"|had (?:no|not the (?:least|faintest)) (?:idea|suspicions?)\b(?! (?:why|how|what|where|when|who|whether)))"
    ),
    "block": Reversal(
        perhaps=r"(?:(?:stood|stepped|moved|drew) (?:aside|back to let|out of the way)|let (?:NAME|him|her|them) (?:by"
        r"|through|pass|past|in|out)\b"
        r"|(?:held|opened) the door (?:open )?(?:for|to) (?:NAME|him|her|them)|made way|got out of (?:the|NAME's) way"
        r"|waved (?:NAME|him|her|them) (?:through|on|past))"
    ),
    "threaten": Reversal(
        flatly=r"(?:made no threats?|threatened (?:nobody|no one|nothing)|(?:did not|didn't|never) threaten"
        r"|promised NAME (?:that )?(?:no harm|nothing would|it would)|meant (?:NAME )?no harm|wished NAME well)"
    ),
    "eavesdrop": Reversal(
        flatly=r"(?:stopped (?:both|his|her|their) ears|walked away without listening|(?:did not|didn't|would not"
        r"|never) listen(?:ed)?\b(?! to)"
        r"|covered (?:both|his|her|their) ears)",
        perhaps=rf"(?:heard {NOTHING}{AT_ALL}|could hear nothing|caught not a word)",
    ),
    "search": Reversal(
        flatly=r"(?:(?:did not|didn't|never) (?:search|look through|go through)\b|searched nothing|looked for nothing)"
    ),
    "strike": Reversal(
        flatly=r"(?:(?:did not|didn't|never) (?:strike|hit|touch|raise a hand|lay a (?:hand|finger))"
        r"|laid no hand|held back the blow)"
    ),
    "destroy": Reversal(
        flatly=r"(?:(?:did not|didn't|could not|never) (?:burn|destroy|tear)\b|kept the (?:\w+ )?ITEM|saved the (?:\w+ )?ITEM"
        r"|put the (?:\w+ )?ITEM (?:away|back) (?:safe|whole|unharmed|untouched))"
    ),
}

SHOWN: Mapping[str, str] = {
    **dict.fromkeys(
        ("ask", "press", "test"), r"\?|\basked\b|\bquestion\w*|\bwanted to know\b|\bput it to\b|\bdemanded\b"
    ),
    **dict.fromkeys(
        ("answer_true", "answer_part"), r"\b(?:told|said|answered|replied|explained|admitted|yes|spoke|words)\b"
    ),
    **dict.fromkeys(("tell", "warn", "betray"), r"\b(?:told|said|warned|explained|news|words?)\b"),
    "block": r"\b(?:block\w*|barred|in the way|in front of|would not let|stood in)\b",
    "eavesdrop": r"\b(?:heard|overheard|listened|caught)\b",
}
"""What else in a paragraph shows that an act was done after all."""


__all__ = ["REVERSALS", "SHOWN", "Reversal"]
