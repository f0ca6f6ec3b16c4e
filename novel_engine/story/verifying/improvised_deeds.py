"""What is improvised: seen from outside, here, with who and what is here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from novel_engine.story.asking.consultation import Fault
from novel_engine.story.deciding.views import PersonaView
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.facts import Place
from novel_engine.story.givens.verbs import Action
from novel_engine.story.verifying.utterance_checks import missing, not_here

DEED = "what is done"


def deed_faults(view: PersonaView, action: Action, does: str) -> Iterator[Fault]:
    """What is wrong with a deed in the words that tell it."""
    text = does.replace("’", "'")
    if not text:
        return
    yield from _minds(view, text)
    for other, name in not_here(view):
        if _touches(text, name):
            yield missing(view, other, f"{DEED} has to do with somebody who", name)
    yield from _out_of_place(view, action, text)
    yield from _out_of_hand(view, text)


# Other people's minds.

KNOWING_VERBS = (
    "knew|knows|thought|thinks|felt|feels|realised|realises|realized|realizes|wondered|wonders"
    "|wanted|wants|hoped|hopes|feared|fears|believed|believes|remembered|remembers|understood"
    "|understands|suspected|suspects|regretted|regrets|decided|decides|guessed|guesses|dreaded"
    "|dreads|longed|longs|wished|wishes|doubted|doubts|recalled|recalls|resented|resents|loathed"
    "|loathes|envied|envies|despised|despises|intended|intends|imagined|imagines|sensed|senses"
    "|concluded|concludes|(?:has |had )?(?:always |never |long |once )?(?:hated|hates|loved"
    "|loves|wanted|hoped|feared|known|longed|suspected)|(?:is|was) (?:thinking|wondering|hoping"
    "|wishing|dreading|regretting|longing|planning|remembering)"
)
FEELS = (
    r"(?:is|was|feels|felt|grew|grows|became|becomes) (?:\w+ly |very |so |quite |a little "
    r"|too )?(?:ashamed|afraid|jealous|relieved|grateful|convinced|certain|sure|guilty|tempted"
    r"|determined|sorry|homesick|torn|envious|suspicious|desperate to|dying to)"
)
MAYBE_ADVERB = r"(?: (?:\w+ly|also|already|now|all|too|only|never|still|just|at once|no longer))?"
INWARDLY = r"(?:secretly|inwardly|privately)"
MINDS = (
    rf"{{name}}(?:,? who| and \w+)?{MAYBE_ADVERB} (?:{KNOWING_VERBS}|{FEELS})\b",
    r"{name}'s (?:heart|conscience|thoughts|soul|mind|spirits|hopes|blood) (?:sank|sinks|leapt"
    r"|leaps|races?|raced|pounds?|pounded|aches?|ached|turns?|turned|goes|went|go|is|was"
    r"|are|were|burns?|burned|drifts?|drifted|wanders?|wandered|fills?|filled|lifts?|lifted"
    r"|rises?|rose|freezes|froze|runs|ran)\b",
    (
        r"\bto {name}'s (?:\w+ )?(?:relief|delight|horror|surprise|shame|dismay|annoyance|joy|regret"
        r"|astonishment)\b"
    ),
    r"\b(?:makes?|making|made|leaves?|leaving|left) {name} (?:feel|wonder|realise|regret|hope|doubt"
    r"|fear|wish|feeling|wondering|hoping|doubting|wishing|ashamed|afraid|guilty)\b",
    rf"\b(?:(?i:deep down)|in (?:her|his|their) heart|{INWARDLY}),? {{name}}\b",
    r"{name}(?:,? who)? (?:does not|doesn't|did not|didn't|cannot|can't|could not|couldn't) (?:know"
    r"|think|believe|feel|want|understand|remember|realise|suspect|care|forgive)\b",
    r"{name}(?:,? who)?(?: \w+ly)? (?:cannot help (?:but )?(?:think|feel|wonder|hope|wish)\w*"
    r"|would rather|wishes|(?:has |had )?(?:made|makes?) up (?:her|his|their) mind"
    r"|(?:has|had) decided|(?:is|was) (?:reminded|haunted|consumed|filled with|overcome))\b",
    r"\bin {name}'s (?:heart|mind|thoughts|conscience)\b",
)
AS_IT_LOOKS = re.compile(
    r"\b(?:what|whether|if|though|how|until|till|that|unless|where|why|lest|when|before"
    r"|in case|like|as|than|suppos\w+|\w+ing|asks|asked|sees|saw|thinks|thought|wonders"
    r"|wondered) (?:the |both |perhaps |maybe )?\Z"
)


def _minds(view: PersonaView, does: str) -> Iterator[Fault]:
    if found := _inside(does, _others(view)):
        yield Fault("mind-reading", f"{DEED} tells what goes on in another's mind", found)


def _others(view: PersonaView) -> str:
    """A pattern for everybody else: by name, and, of those who are here, by a pronoun that is not
    this person's too.
    """
    people = view.lens.setting.people
    names = [person.short for person in people.values() if person.id != view.card.id]
    pronouns = dict.fromkeys(people[other].pronouns.subject for other in view.people)
    names += [p for p in pronouns if p not in (view.card.pronouns.subject, "they")]
    return "(?:" + ("|".join(map(re.escape, names)) or r"\Z") + ")"


def _inside(does: str, others: str) -> str:
    """The words that tell what goes on in another's mind; nothing where none do."""
    if found := re.search(rf"\b{others}(?:,? who)? (?:(?:is|was|has|had) )?{INWARDLY}\b", does):
        return found[0]
    for pattern in MINDS:
        for found in re.finditer(rf"(?<!\w){pattern.replace('{name}', others)}", does):
            if not AS_IT_LOOKS.search(does[: found.start()]):
                return found[0]
    return ""


# Who is not here.

ACTS = re.compile(
    r"(?:\A|[,.;:–—]\s*|\b(?:and|but|while|as|then|to|at|with|beside|against|on|onto|behind"
    r"|towards?|near|past|around|opposite|facing|upon|round|across from|next to|in front of|\w+(?:s"
    r"|ed|ing)|took|held|gave|met|hit|caught|led|shook|shot|sent|told|struck|drew|found|saw)\s)\Z",
    re.IGNORECASE,
)
NOT_ACTS = re.compile(
    r"\b(?:(?:letters?|notes?|word|messages?|lines?|reply|replies|telegram|card|calls?) to"
    r"|(?:miss|recall|remember|imitate|mimic|expect|await|mention|name|blame|curse|quote)(?:e?s"
    r"|e?d|ing)|this|always|was|has|is) \Z",
    re.IGNORECASE,
)
OF_THE_ABSENT = re.compile(
    r"(?:,)? (?:would|might|used to|always|once|had|never|could have|will|liked|likes|does|did)\b"
)
GRIPS = (
    r"(?:tugs?|tugged|plucks?|plucked|catches|caught|grips?|gripped|pulls?|pulled)(?: at| hold of)?"
)
BODY = (
    r"(?:shoulders?|hands?|arms?|face|cheeks?|hair|back|knees?|wrists?|elbow|neck|forehead"
    r"|fingers|ear|gaze|glance|eye|side|chest|palm|brow)"
)
PART_OF_BODY = (
    rf"(?<!like )(?<!of )(?<!as )(?<!than )(?<!about )(?<!for )\b{{name}}'s (?:\w+ )?{BODY}\b"
)


def _touches(does: str, name: str) -> bool:
    """Whether somebody has a part in the deed: does something in it, or has it done to them."""
    word = re.escape(name)
    if re.search(rf"{PART_OF_BODY}|\b{GRIPS} {{name}}'s\b".replace("{name}", word), does):
        return True
    for found in re.finditer(rf"\b{word}\b(?!')", does):
        before, after = does[: found.start()], does[found.end() :]
        if ACTS.search(before) and not NOT_ACTS.search(before) and not OF_THE_ABSENT.match(after):
            return True
    return False


# Where it is done, and with what.

WALKS = (
    r"(?:goes|went|walks?|walked|steps?|stepped|slips?|slipped|runs?|ran|hurries|hurried"
    r"|heads?|headed|leaves|left|climbs?|climbed|crosses|crossed|moves|moved|wanders?"
    r"|wandered|drifts?|drifted|rushes|rushed|storms|stormed|marches|marched|retires"
    r"|retired|retreats|retreated|disappears|disappeared|vanishes|vanished|strides"
    r"|strode|strolls?|strolled|ducks|ducked|makes (?:her|his|their) way|made (?:her|his"
    r"|their) way)(?: \w+)?(?: (?:to|into|for|out to|over to|up to|down to|back to|towards))"
    r"|(?:paces?|paced|crosses|crossed|enters?|entered|reaches|reached|leaves|left)"
    r"|(?:calls?|called|shouts?|shouted|waves?|waved|answers?|answered)(?: \w+)? from"
)
STANDS = r"(?:in|inside|at|outside|behind|around|round|about|through|across|along)"
PART_OF = (
    r"(?! (?:door|doorway|window|wall|lamp|light|stairs?|clock|roof|key|keys|bell|chimney"
    r"|smoke|side)\b)"
)
FROM_AFAR = re.compile(
    r"\b(?:hears?|heard|listen(?:s|ed|ing)?|noises?|voices?|sounds?|lights?|glimpse|sees?|saw"
    r"|watch(?:es|ed|ing)?|look(?:s|ed|ing)?|stares?|stared|glances?|glanced|gaz(?:es|ed|ing)|nods?"
    r"|nodded|points?|pointed|wav(?:es|ed|ing)|gestur(?:es|ed|ing)|jerks?|smell(?:s|ed)?|footsteps"
    r"|steps|fire|talk|kept|hangs|stood|whoever|somebody|someone|those|what)\b[^,.;]*\Z",
    re.IGNORECASE,
)


def _out_of_place(view: PersonaView, action: Action, does: str) -> Iterator[Fault]:
    for place in view.lens.setting.places.values():
        if (
            place.id in (view.place, action.roles.get("P"))
            or place.name.lower() not in does.lower()
        ):
            continue
        if found := _at_place(place, does):
            yield Fault("wrong-place", f"{DEED} is done in another place, or goes to one", found)


def _at_place(place: Place, does: str) -> str:
    """The words that put the deed there; nothing where it is only seen or heard from afar."""
    at = f"{STANDS}|{re.escape(place.preposition)}" if place.preposition else STANDS
    there = rf"\b(?:{WALKS}|(?P<at>{at})) {re.escape(place.name)}\b{PART_OF}"
    for found in re.finditer(there, does, re.IGNORECASE):
        if not (found["at"] and FROM_AFAR.search(does[: found.start()])):
            return found[0]
    return ""


HANDLES = (
    "takes?|took|holds?|held|picks? up|picked up|pockets?|pocketed|lifts?|lifted|hands?|handed"
    "|gives?|gave|carries|carried|grabs?|grabbed|snatch(?:es|ed)?|opens?|opened|reads?|burns?"
    "|burned|hides?|hid|pass(?:es|ed)?|show(?:s|ed)?|slid|slides?|drops?|dropped|slips?"
    "|slipped|puts?|sets?|lays?|laid|draws?|drew|pulls?|pulled|raises?|raised|throws?|threw"
    "|turns?|turned|brings?|brought|unfolds?|unfolded|folds?|folded|breaks?|broke|wipes?|wiped"
    "|clutch(?:es|ed)?|fetch(?:es|ed)?|produces?|produced|tucks?|tucked|toss(?:es|ed)?|placed"
    "|fingers?|fingered|weighs?|weighed|polish(?:es|ed)?|stuffs?|stuffed|fishes|fished|offers?"
    "|offered|waves?|waved|rolls?|rolled|twirls?|twirled|spins|spun|taps|tapped|strokes?"
    "|stroked|rubs|rubbed|squeezes|squeezed|grips|gripped|inspects|inspected|examines?|examined"
    "|studies|studied|flourishes|flourished|balances|balanced|flips|flipped|tosses|holding"
    "|carrying|clutching|turning|fingering|with"
)


def _out_of_hand(view: PersonaView, does: str) -> Iterator[Fault]:
    """Handling what is not here, or what somebody here holds who has no part in it."""
    setting = view.lens.setting
    reason = f"{DEED} has to do with a thing that is not here"
    for item in setting.items.values():
        if item.id in (*view.held, *view.items) or not _is_handled(item.name, does):
            continue
        if not _has_part(view, setting, item.id, does):
            yield Fault("wrong-holder", reason, item.name)


def _is_handled(name: str, does: str) -> bool:
    if name.lower() not in does.lower():
        return False
    between = r"(?:(?!of |about |for |like )\w+ ){0,3}?"
    handled = rf"\b(?:{HANDLES}) {between}{re.escape(name)}\b"
    return re.search(handled, does, re.IGNORECASE) is not None


def _has_part(view: PersonaView, setting: Setting, item: str, does: str) -> bool:
    """Whether somebody here is known to hold the thing and is told of in the deed."""
    mind = view.lens.mind(view.card.id)
    holder = mind.holders.get(item, "") if mind else ""
    if holder not in view.people:
        return False
    person = setting.people[holder]
    forms = {person.short.lower(), person.pronouns.object, person.pronouns.possessive}
    return any(re.search(rf"\b{re.escape(form)}\b", does, re.IGNORECASE) for form in sorted(forms))
