"""The past and the third person of a verb, by its spelling and by tables of what no spelling
tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

PAST_OF_BASE: Mapping[str, str] = dict(
    pair.split(":")
    for pair in """arise:arose awake:awoke babysit:babysat bear:bore beat:beat become:became
    befall:befell beget:begot begin:began behold:beheld bend:bent beset:beset bespeak:bespoke
    bet:bet bid:bade bind:bound bite:bit bleed:bled blow:blew break:broke breed:bred bring:brought
    broadcast:broadcast browbeat:browbeat build:built burst:burst buy:bought cast:cast catch:caught
    choose:chose cling:clung come:came cost:cost creep:crept cut:cut deal:dealt dig:dug do:did
    draw:drew drink:drank drive:drove dwell:dwelt eat:ate fall:fell feed:fed feel:felt fight:fought
    find:found flee:fled fling:flung fly:flew forbid:forbade forecast:forecast forget:forgot
    forgive:forgave forsake:forsook freeze:froze get:got give:gave go:went grind:ground grow:grew
    gainsay:gainsaid hang:hung have:had hear:heard hide:hid hit:hit hold:held hurt:hurt
    inlay:inlaid inset:inset
    keep:kept kneel:knelt know:knew lay:laid lead:led leap:leapt leave:left lend:lent let:let
    light:lit lose:lost make:made mean:meant meet:met offset:offset partake:partook pay:paid
    preset:preset
    proofread:proofread put:put quit:quit read:read rend:rent rid:rid ride:rode ring:rang rise:rose
    run:ran say:said see:saw seek:sought sell:sold send:sent set:set shake:shook shed:shed
    shine:shone shoot:shot shrink:shrank shut:shut sing:sang sink:sank sit:sat slay:slew
    sleep:slept slide:slid sling:slung slink:slunk slit:slit smite:smote speak:spoke speed:sped
    spend:spent spin:spun spit:spat split:split spread:spread spring:sprang stand:stood steal:stole
    stick:stuck sting:stung stink:stank stride:strode strike:struck string:strung strive:strove
    sublet:sublet swear:swore sweep:swept swim:swam swing:swung take:took teach:taught tear:tore
    tell:told think:thought throw:threw thrust:thrust tread:trod typecast:typecast
    understand:understood wake:woke wear:wore weave:wove wed:wed weep:wept win:won wind:wound
    wring:wrung write:wrote""".split()
)
"""The verbs whose past is not made with -ed, by their base."""
PAST_OF_FORM: Mapping[str, str] = dict(
    pair.split(":")
    for pair in """is:was are:were was:was were:were has:had does:did goes:went lies:lied will:would can:could
    won't:wouldn't can't:couldn't cannot:could_not don't:didn't doesn't:didn't isn't:wasn't
    aren't:weren't hasn't:hadn't""".split()
)
PASTS = frozenset((*PAST_OF_BASE.values(), *PAST_OF_FORM.values()))
BASES = frozenset(PAST_OF_BASE) | frozenset(
    """hate love prove show want need like use try move owe live work look laugh blink fear trust blame hope
    believe remember pretend talk walk ask help watch wait play call smile frown blush cough
    nod lie hum rub tap pat drum tug scratch stop straighten polish touch stretch brush fit
    swallow belong agree happen matter exist remain arrive appear refuse deserve suspect expect
    realise realize admit accept deny depend differ suffer rely resemble contain own lack regret
    collapse explode disappear vanish close start continue kill rob cheat smuggle escape survive
    drown starve marry divorce inherit conspire plot obey govern""".split()
)
UNPREFIXED = frozenset("have lie lay do".split())
"""What no prefix makes another irregular verb of: behave, belie, rely and relay are regular."""
WITH_PREFIX: Mapping[str, str] = dict(
    pair.split(":")
    for pair in """undo:undid redo:redid overdo:overdid outdo:outdid mislay:mislaid overlay:overlaid
    underlie:underlay underlay:underlaid waylay:waylaid""".split()
)
HISSING = ("s", "sh", "ch", "x", "z", "o")
HARD_CH = ("stomach",)
PREFIXES = "re un over out mis with fore for under up be inter fast back down cross".split()
DOUBLED = frozenset(
    """abet abhor abut acquit admit allot annul backlog bebop commit compel concur confer control
    debar debug defer demob demur deter disbar dispel distil emit enrol entrap enwrap equip excel
    expel extol format fulfil humbug handicap handbag impel incur infer instil inter intermit
    kidnap nonplus occur omit outfit overlap patrol permit prefer program propel rebel recur refer
    regret remit repel submit transfer transmit transship waterlog worship input output
    photostat sandbag zigzag eavesdrop sidestep leapfrog horsewhip hobnob catnap wiretap backslap
    doorstep pettifog airdrop namedrop backstab disinter caravan trepan foxtrot chitchat
    flipflop""".split()
)
"""Verbs of several syllables that are said with weight on the last, or are written as if."""
ONSET = (
    r"(?:[bcdfghjklmnprstvwyz]|bl|br|ch|cl|cr|dr|dw|fl|fr|gh|gl|gr|kn|ph|pl|pr|qu|rh|sc|sh|sk|sl|sm"
    r"|sn|sp|squ|st|sw|th|tr|tw|wh|wr|scr|shr|spl|spr|str|thr|vl)"
)
OF_ONE_SYLLABLE = re.compile(rf"(?:{ONSET})?[aeiou][bdfgklmnprtvz]")
UNSTRESSED_L = re.compile(r".*[aeiou].*(?<![aeiou])[aeiou]l|.*(?:[ui][ae]|[aeou]we)l")
"""Two syllables or more, and an l: doubled in British usage."""
KEEPS_ONE_L = frozenset("parallel".split())
HARD_C = re.compile(r".*[aeiou].*[ai]c")


def past(verb: str) -> str:
    """The past of one third-person present verb: squares → squared; of another word, itself."""
    head, hyphen, low = verb.lower().rpartition("-")
    if low in PAST_OF_FORM:
        return head + hyphen + PAST_OF_FORM[low].replace("_", " ")
    if not low.endswith("s") or low.endswith("ss"):
        return head + hyphen + low
    found = next((gone for base in bases(low) if (gone := _irregular(base))), "")
    return head + hyphen + (found or _regular(low))


def bases(verb: str) -> Iterator[str]:
    """What the third-person form may be the form of: tries of try, goes of go."""
    yield verb[:-1]
    if verb.endswith("es") and verb[:-2].endswith(HISSING):
        yield verb[:-2]
    if verb.endswith("ies"):
        yield verb[:-3] + "y"


def is_irregular(verb: str) -> bool:
    """Whether the third-person form is that of a verb whose past is not made with -ed."""
    return verb in PAST_OF_FORM or (
        verb.endswith("s") and any(_irregular(base) for base in bases(verb))
    )


def _irregular(base: str) -> str:
    if known := PAST_OF_BASE.get(base) or WITH_PREFIX.get(base):
        return known
    for prefix in PREFIXES:
        rest = base.removeprefix(prefix)
        if rest != base and rest not in UNPREFIXED and rest in PAST_OF_BASE:
            return prefix + PAST_OF_BASE[rest]
    return ""


def _regular(verb: str) -> str:
    if verb.endswith("ies"):
        return verb[:-3] + "ied"
    if verb.endswith(("shes", "ches", "sses", "xes", "zzes", "oes")):
        return verb[:-2] + "ed"
    stem = verb[:-1]
    if stem.endswith("e"):
        return stem + "d"
    if HARD_C.fullmatch(stem):
        return stem + "ked"
    return stem + (stem[-1] if _is_doubled(stem) else "") + "ed"


def _is_doubled(stem: str) -> bool:
    if stem in DOUBLED or OF_ONE_SYLLABLE.fullmatch(stem):
        return True
    if UNSTRESSED_L.fullmatch(stem):
        return stem not in KEEPS_ONE_L
    rests = (stem.removeprefix(prefix) for prefix in PREFIXES if stem.startswith(prefix))
    return any(
        len(rest) > 2 and (rest in DOUBLED or OF_ONE_SYLLABLE.fullmatch(rest)) for rest in rests
    )


def third_person(base: str) -> str:
    """The verb as it is of one person: go → goes, try → tries."""
    low = base.lower()
    if known := {"are": "is", "be": "is", "have": "has"}.get(low):
        return known
    if low.endswith("z") and OF_ONE_SYLLABLE.fullmatch(low):
        return f"{base}zes"
    if low.endswith(HISSING) and not low.endswith(("oo", "io", "eo")) and low not in HARD_CH:
        return f"{base}es"
    return f"{base[:-1]}ies" if re.search(r"(?:[^aeiou]|qu)y\Z", low) else f"{base}s"
