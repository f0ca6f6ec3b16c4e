"""How strong acts are told and said: the words by which a chapter states that somebody confessed, struck, died or went.

In the patterns NAME is anybody's name, ITEM the last word of any portable thing's.
"""

from __future__ import annotations

from dataclasses import dataclass

NOBODY_SAYS = r"(?!)"


@dataclass(frozen=True, slots=True)
class Act:
    """A strong act: how narration states it after its doer's name, how its doer says it, and the verbs that bear it out.

    `anyhow` is how narration states it with whoever did or suffered it in another place of the sentence, as NAME.
    """

    name: str
    told: str
    borne_out: frozenset[str]
    said: str = NOBODY_SAYS
    anyhow: str = NOBODY_SAYS


CORE_VERBS = frozenset(
    "go take give hide search destroy tend block strike leave_for_good inspect ask press watch eavesdrop show read infer test"
    " answer_true answer_part lie deflect keep_silent walk_out plead_ignorance tell confess accuse deny apologise forgive"
    " break_with comfort offer warn threaten promise betray reflect resolve wait".split()
)
"""The verbs whose meaning is known here. A genre may have more, and what was done by them may be any of the acts."""
CALAMITY = "calamity"
WHOM = (
    r"(?:NAME|him|them|her(?=[.,;:!?]|\Z|\s(?:across|on|in|over|hard|with|and|again|twice|down|for|to|that|once"
    r"|at|by|before|there|then)\b))"
)
THEIR = r"(?:his|her|their|zir|NAME's)"
BODY = r"(?:face|mouth|jaw|cheek|head|ear|ears|ribs|stomach|chest|throat|shoulder|chin|nose|temple|eye|neck)"
WEAPON = r"(?:knife|gun|pistol|revolver|rifle|razor|blade|axe|hatchet|cleaver|poker|hammer|dagger)"
PAPERS = (
    r"(?:papers|letters?|pages?|lists?|books?|notes?|photographs?|diary|log|ledger|sheets?|envelopes?|evidence|maps?)"
)
FIRE = r"(?:stove|fire|flames|grate|range|hearth|embers)"

ACTS = (
    Act(
        "confess",
        r"(?:confessed(?! to (?:a|an|some)\b)|admitted (?:it|everything|all|what|that|to)|owned up"
        r"|owned to it|made a (?:\w+ )?(?:clean breast|confession)|made (?:his|her|their) confession"
        r"|came clean|broke down and (?:told|said|confessed|admitted)|told (?:him|her|them) everything"
        r"|(?:took|accepted) (?:all )?the blame|pleaded guilty)",
        frozenset("confess answer_part answer_true tell".split()),
        r"(?:\bit was me\b|\bI did it(?=[.,;:!]|\Z)|\bI (?:confess|must own up|admit it)\b|\bI'm the one who did\b"
        r"|\bI'm guilty\b)",
    ),
    Act(
        "forgive",
        rf"(?:forgave {WHOM}|told {WHOM} (?:that )?(?:it was|all was) forgiven|(?:granted|gave) {WHOM} forgiveness)",
        frozenset(("forgive",)),
        r"(?:\bI forgive you\b|\byou're forgiven\b|\byou are forgiven\b|\bI must forgive you\b"
        r"|\bI suppose I forgive\b)",
    ),
    Act(
        "strike",
        rf"(?:(?:slapped|punched|kicked|struck|hit|beat|stabbed|shot|throttled|shoved|headbutted|clouted|thrashed"
        rf"|struck out at|hurled (?:himself|herself|themself) at|lunged at|swung at|flew at|laid into|attacked|assaulted)"
        rf" {WHOM}(?!'s(?! {BODY})| with (?:a|the) (?:look|word|question))"
        rf"|(?:hit|struck|slapped) {WHOM}|knocked {WHOM} (?:down|over|to|off|out|sprawling|senseless|unconscious)"
        rf"|(?:slapped|punched|struck|hit|boxed|cuffed) {THEIR} {BODY}"
        r"|(?:threw|struck|landed|dealt|aimed) (?:the|a|one|another) (?:\w+ )?(?:blow|punch|slap)\b"
        rf"|(?:drove|slammed|brought|sank) (?:a|an|one|the|his|her|their) (?:\w+ )?(?:fist|elbow|boot|knee|{WEAPON})"
        rf" (?:in|into|down|against|across|through)"
        rf"|(?:seized|took|grabbed|caught|gripped) {WHOM} by the (?:throat|hair|neck|collar)|blacked {THEIR} eye)",
        frozenset(("strike",)),
        anyhow=rf"(?:\b(?:fist|blow|slap|punch|boot)\s(?:\w+\s)?(?:caught|took|landed on|struck|connected with|met|broke)\s"
        rf"(?:NAME|{THEIR} {BODY})|NAME\swent\s(?:down|sprawling|over)\s(?:under|beneath|from|with)\s(?:it|the|a|one)\s?"
        rf"(?:blow|punch)?(?=[.,; ]|\Z)|\bblood\s(?:ran|poured|streamed|came)\sfrom\sNAME's)",
    ),
    Act(
        "die",
        r"(?:died\b(?! (?:down|away|out|of (?:laugh|cold|shame|boredom|hunger)))"
        r"|was (?:found )?dead\b(?! (?:tired|sure|right|set|certain|against|on|slow|weight|serious|silent))"
        r"|lay (?:\w+ )?dead\b|was (?:killed|murdered|shot|hanged|poisoned|strangled|stabbed)\b(?! (?:down|through|with))"
        r"|killed (?:NAME|him|her|them|himself|herself|themself)\b|hanged (?:himself|herself|themself)\b"
        r"|murdered NAME|fell dead|dropped dead|strangled|stopped breathing|never woke\b|never drew another breath"
        r"|(?:breathed|drew) (?:his|her|their) last|froze to death|bled to death|fell to (?:his|her|their) death"
        r"|fell,? and (?:did not|didn't|never) (?:get up|rise|move|stir)|took (?:his|her|their) own life)",
        frozenset(),
        anyhow=r"(?:\b(?:[Tt]hey|[Tt]he others|[Ww]e|he|she)\s(?:had\sto\s)?buried\sNAME\b|\bNAME's\s(?:dead\s)?"
        r"(?:corpse|grave|funeral|burial|coffin|murder|death)\b|\b(?:[Tt]he\s)?(?:dead\s)?(?:body|corpse)\sof\sNAME\b"
        r"|\b(?:found|carried|covered|laid\sout|washed|buried|discovered)\sNAME's\sbody|\bno\s(?:pulse|heartbeat)\b"
        r"|\bfound\sNAME\s(?:\w+\s)?(?:dead|hanged|hanging|drowned|murdered)\b"
        r"|\b(?:closed|shut)\sNAME's\seyes\b)",
    ),
    Act(
        "marry",
        rf"(?:kissed (?:{WHOM})(?! (?:on|upon) the (?:cheek|forehead|brow|hand|top)|'s)"
        rf"|kissed {WHOM} on the (?:mouth|lips)|married {WHOM}"
        rf"|proposed (?:marriage )?to {WHOM}|proposed marriage|made love|took {WHOM} to bed|slept with {WHOM}"
        rf"|asked (?:for {THEIR} hand|(?:NAME|him|her|them) to marry|NAME for (?:his|her|their) hand)"
        rf"|went down on one knee before|slid (?:a|the) ring on|were (?:married|betrothed|engaged)\b(?! in| with| on))",
        frozenset(),
        anyhow=r"(?:\bNAME and NAME\s(?:\w+ly\s)?(?:kissed|married|embraced and kissed|were\s(?:married|engaged|betrothed"
        r"|lovers))\b|\bNAME's\s(?:wedding|bride|bridegroom)\b|\b[Tt]hey\s(?:kissed|were\smarried)\b)",
    ),
    Act(
        "accuse",
        rf"(?:accused {WHOM}|called {WHOM} (?:a )?(?:thief|liar|murderer))",
        frozenset(("accuse", "press", "test")),
        r"(?:\bI accuse you\b)",
    ),
    Act(
        "apologise",
        rf"(?:apologi[sz]ed (?:to|for)|begged {WHOM}'s (?:pardon|forgiveness)|begged (?:his|her"
        rf"|their) (?:pardon|forgiveness)"
        rf"|asked {WHOM} to forgive|begged {WHOM} to forgive|asked (?:for )?{THEIR} (?:pardon|forgiveness))",
        frozenset(("apologise", "confess")),
        r"(?:\bI apologi[sz]e\b|\bforgive me, NAME\b|\bplease forgive me\b)",
    ),
    Act(
        "leave",
        r"(?:left (?:the )?(?:station|house|place|valley|mountain|hut|village|room|them all|NAME)?\s?"
        r"(?:that (?:same )?\w+ |at once |then |before \w+ |the next \w+ |without a word )?(?:for good|for ever|forever)\b"
        r"|(?:was gone|went (?:away|off|out|down)|walked (?:out|away|off)|departed|disappeared|vanished)"
        r"(?: \w+)? (?:for good|for ever|forever|never to (?:return|come back))\b"
        r"|was never (?:seen|heard of|heard from) again|never (?:returned|came back|set foot)\b"
        r"|set (?:out|off) (?:down the (?:mountain|road|pass)|for the (?:valley|coast)) (?:alone|for good))",
        frozenset(("leave_for_good",)),
        anyhow=r"(?:\b[Nn]o(?:body|\sone)\s(?:\w+\s)?(?:ever\s)?saw\sNAME\sagain\b|\bthe last\s(?:that\s)?(?:any\w*|they)\s"
        r"(?:ever\s)?saw of NAME\b)",
    ),
    Act(
        "destroy",
        rf"(?:(?:threw|tossed|flung|dropped|thrust|put|pushed|fed|cast|laid) (?:the|{THEIR}|a|every|all the|both) (?:\w+ )?"
        rf"(?:ITEM|{PAPERS}) (?:(?:in|into) the (?:\w+ )?{FIRE}|(?:on|onto|to) the (?:fire|flames|embers))"
        rf"|burn(?:t|ed) (?:the|{THEIR}) (?:\w+ )?(?:ITEM|{PAPERS})\b|(?:smashed|crushed|ground"
        rf"|shattered) the (?:\w+ )?ITEM\b"
        rf"|(?:smashed|shattered|dashed|hurled|flung) (?:the|a|an|{THEIR}) (?!ice|crust|egg|eggs|nut|nuts"
        rf"|shell)(?:\w+ ){{1,2}}"
        rf"(?:to (?:pieces|bits|splinters|fragments)|against|through the (?:window|pane|glass))"
        rf"|(?:tore|ripped|cut|hacked) (?:the|{THEIR}|up the) (?:\w+ )?(?:ITEM|{PAPERS})(?: up| to (?:pieces|bits"
        rf"|shreds)| in two"
        rf"| in half| across| into)?\b(?! (?:open|free|from|out of|off|down))"
        rf"|set (?:fire|light) to (?:everything|it all|NAME|(?:the|{THEIR}) (?:\w+ )?(?:ITEM|{PAPERS}"
        rf"|house|hut|station|store|place|beds?))\b"
        rf"|watched (?:it|them) burn\b(?! down| low))",
        frozenset(("destroy",)),
    ),
    Act(
        "break_with",
        rf"(?:broke with {WHOM}|disowned {WHOM}|swore never to (?:speak to|see|forgive) {WHOM})",
        frozenset(("break_with",)),
        r"(?:\bwe are finished\b|\bwe're finished\b|\bI never want to see you again\b)",
    ),
    Act(
        "betray",
        rf"(?:betrayed {WHOM}|sold (?:{WHOM}|the lot of (?:them|us)|them all|{THEIR} story|the story) (?:out\b|to\b)"
        rf"|informed (?:on|against) {WHOM}|gave {WHOM} (?:away|up) to\b|went behind {THEIR} back|denounced {WHOM})",
        frozenset("betray accuse tell".split()),
    ),
    Act(
        "threaten",
        rf"(?:held (?:a|an|the|his|her|their) (?:\w+ )?{WEAPON} (?:to|at|against|on)\s|pulled (?:a|an|the|his|her|their)"
        rf" (?:\w+ )?{WEAPON} on\b|(?:pointed|levelled|aimed|turned) (?:a|an|the|his|her|their) (?:\w+ )?{WEAPON} (?:at|on)\s"
        rf"|threatened (?:NAME|him|them|her\b|to (?:kill|strike|hit|hurt|shoot|ruin|expose|denounce|tell)))",
        frozenset("threaten strike press accuse".split()),
        r"(?:\bI(?: will|'ll| shall) (?:kill|murder|shoot|strangle|ruin) you\b|\byou're (?:a )?dead (?:man|woman)?\b)",
    ),
    Act(
        CALAMITY,
        NOBODY_SAYS,
        frozenset(),
        anyhow=r"(?:\b(?:[Aa]|[Tt]wo|[Tt]hree|[Tt]he) (?:pistol |rifle )?shots? (?:was fired|were fired|rang out"
        r"|cracked|was heard)\b"
        r"|\b[Tt]he (?:\w+ )?(?:roof|ceiling|chimney|wall|floor) (?:came down|fell in|collapsed|caved in|gave way)\b"
        r"|\b(?:[Tt]here was|[Ss]omebody had put) poison in\b|\b[Tt]he (?:\w+ )?(?:stove|lamp|boiler|generator"
        r"|set) (?:exploded|blew up)\b"
        r"|\b(?:[Aa]|[Tt]he) (?:fire|blaze) broke out\b|\b(?:hut|house|station|store|roof|building) (?:caught fire"
        r"|burn(?:t|ed) down|went up in"
        r" flames)\b|\b(?:[Aa]n|[Tt]he) avalanche (?:struck|hit|came down|buried|swept)\b"
        r"|\b[Tt]he (?:police|soldiers|army|gendarmes) (?:came|arrived|took|were at)\b|\b(?:[Ww]ar"
        r"|[Tt]he war) (?:was over|had broken out|broke out)\b)",
    ),
    Act(
        "steal",
        rf"(?:(?:stole|pilfered|filched|robbed) (?:the (?!march|moment|show|glance|look)\w+|{THEIR} (?!eyes|gaze|thunder)\w+"
        rf"|NAME\b|money|food|it\b|them\b))",
        frozenset(("take", "hide")),
    ),
)


__all__ = ["ACTS", "CALAMITY", "CORE_VERBS", "Act"]
