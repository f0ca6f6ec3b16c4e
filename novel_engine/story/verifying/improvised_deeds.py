"""What is improvised: seen from outside, here, with who and what is here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from novel_engine.story.asking.consultation import Fault
from novel_engine.story.deciding.views import PersonaView
from novel_engine.story.fabula.setting import Setting
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
    "|wanted|wants|hoped"
    "|hopes|feared|fears|believed|believes|remembered|remembers|understood|understands|suspected"
    "|suspects|regretted"
    "|regrets|decided|decides|guessed|guesses|dreaded|dreads|longed|longs|wished|wishes|doubted"
    "|doubts|recalled"
    "|recalls|resented|resents|loathed|loathes|envied|envies|despised|despises|intended|intends"
    "|imagined|imagines"
    "|sensed|senses|concluded|concludes|(?:has |had )?(?:always |never |long |once "
    ")?(?:hated|hates|loved|loves"
    "|wanted|hoped|feared|known|longed|suspected)|(?:is|was) "
    "(?:thinking|wondering|hoping|wishing|dreading"
    "|regretting|longing|planning|remembering)"
)
FEELS = (
    r"(?:is|was|feels|felt|grew|grows|became|becomes) (?:\w+ly |very |so |quite |a little |too "
    r")?(?:ashamed|afraid"
    r"|jealous|relieved|grateful|convinced|certain|sure|guilty|tempted|determined|sorry|homesick"
    r"|torn|envious"
    r"|suspicious|desperate to|dying to)"
)
MAYBE_ADVERB = r"(?: (?:\w+ly|also|already|now|all|too|only|never|still|just|at once|no longer))?"
INWARDLY = r"(?:secretly|inwardly|privately)"
MINDS = (
    rf"{{name}}(?:,? who| and \w+)?{MAYBE_ADVERB} (?:{KNOWING_VERBS}|{FEELS})\b",
    r"{name}'s (?:heart|conscience|thoughts|soul|mind|spirits|hopes|blood) (?:sank|sinks|leapt"
    r"|leaps|races?|raced"
    r"|pounds?|pounded|aches?|ached|turns?|turned|goes|went|go|is|was|are|were|burns?|burned"
    r"|drifts?|drifted"
    r"|wanders?|wandered|fills?|filled|lifts?|lifted|rises?|rose|freezes|froze|runs|ran)\b",
    (
        r"\bto {name}'s (?:\w+ )?(?:relief|delight|horror|surprise|shame|dismay|annoyance|joy|regret"
        r"|astonishment)\b"
    ),
    r"\b(?:makes?|making|made|leaves?|leaving|left) {name} (?:feel|wonder|realise|regret|hope"
    r"|doubt|fear|wish"
    r"|feeling|wondering|hoping|doubting|wishing|ashamed|afraid|guilty)\b",
    rf"\b(?:(?i:deep down)|in (?:her|his|their) heart|{INWARDLY}),? {{name}}\b",
    r"{name}(?:,? who)? (?:does not|doesn't|did not|didn't|cannot|can't|could not|couldn't) "
    r"(?:know|think|believe"
    r"|feel|want|understand|remember|realise|suspect|care|forgive)\b",
    r"{name}(?:,? who)?(?: \w+ly)? (?:cannot help (?:but )?(?:think|feel|wonder|hope|wish)\w*"
    r"|would rather|wishes"
    r"|(?:has |had )?(?:made|makes?) up (?:her|his|their) mind|(?:has|had) decided|(?:is|was) "
    r"(?:reminded|haunted"
    r"|consumed|filled with|overcome))\b",
    r"\bin {name}'s (?:heart|mind|thoughts|conscience)\b",
)
AS_IT_LOOKS = re.compile(
    r"\b(?:what|whether|if|though|how|until|till|that|unless|where|why|lest|when|before|in case"
    r"|like|as|than"
    r"|suppos\w+|\w+ing|asks|asked|sees|saw|thinks|thought|wonders|wondered) (?:the |both "
    r"|perhaps |maybe )?\Z"
)


def _minds(view: PersonaView, does: str) -> Iterator[Fault]:
    people = view.lens.setting.people
    others = [person.short for person in people.values() if person.id != view.card.id]
    own = view.card.pronouns.subject
    others += dict.fromkeys(
        p for other in view.people if (p := people[other].pronouns.subject) not in (own, "they")
    )
    names = "(?:" + ("|".join(map(re.escape, others)) or r"\Z") + ")"
    if found := re.search(rf"\b{names}(?:,? who)? (?:(?:is|was|has|had) )?{INWARDLY}\b", does):
        yield Fault("mind-reading", f"{DEED} tells what goes on in another's mind", found[0])
        return
    for pattern in MINDS:
        for found in re.finditer(rf"(?<!\w){pattern.replace('{name}', names)}", does):
            if not AS_IT_LOOKS.search(does[: found.start()]):
                yield Fault(
                    "mind-reading", f"{DEED} tells what goes on in another's mind", found[0]
                )
                return


# Who is not here.

ACTS = re.compile(
    r"(?:\A|[,.;:–—]\s*|\b(?:and|but|while|as|then|to|at|with|beside|against|on|onto|behind"
    r"|towards?|near|past"
    r"|around|opposite|facing|upon|round|across from|next to|in front of|\w+(?:s|ed|ing)|took"
    r"|held|gave|met|hit"
    r"|caught|led|shook|shot|sent|told|struck|drew|found|saw)\s)\Z",
    re.IGNORECASE,
)
NOT_ACTS = re.compile(
    r"\b(?:(?:letters?|notes?|word|messages?|lines?|reply|replies|telegram|card|calls?) to"
    r"|(?:miss|recall|remember"
    r"|imitate|mimic|expect|await|mention|name|blame|curse|quote)(?:e?s|e?d|ing)|this|always|was"
    r"|has|is) \Z",
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
    r"|fingers|ear|gaze|glance"
    r"|eye|side|chest|palm|brow)"
)
PART_OF_BODY = (
    rf"(?<!like )(?<!of )(?<!as )(?<!than )(?<!about )(?<!for )\b{{name}}'s (?:\w+ )?{BODY}\b"
)


def _touches(does: str, name: str) -> bool:
    """Whether somebody has a part in the deed: does something in it, or has something done to
    them.
    """
    if re.search(
        rf"{PART_OF_BODY}|\b{GRIPS} {{name}}'s\b".replace("{name}", re.escape(name)), does
    ):
        return True
    for found in re.finditer(rf"\b{re.escape(name)}\b(?!')", does):
        before, after = does[: found.start()], does[found.end() :]
        if ACTS.search(before) and not NOT_ACTS.search(before) and not OF_THE_ABSENT.match(after):
            return True
    return False


# Where it is done, and with what.

WALKS = (
    r"(?:goes|went|walks?|walked|steps?|stepped|slips?|slipped|runs?|ran|hurries|hurried|heads?"
    r"|headed|leaves|left"
    r"|climbs?|climbed|crosses|crossed|moves|moved|wanders?|wandered|drifts?|drifted|rushes"
    r"|rushed|storms|stormed"
    r"|marches|marched|retires|retired|retreats|retreated|disappears|disappeared|vanishes"
    r"|vanished|strides|strode"
    r"|strolls?|strolled|ducks|ducked|makes (?:her|his|their) way|made (?:her|his|their) way)(?: "
    r"\w+)?(?: (?:to|into"
    r"|for|out to|over to|up to|down to|back to|towards))|(?:paces?|paced|crosses|crossed|enters?"
    r"|entered|reaches"
    r"|reached|leaves|left)|(?:calls?|called|shouts?|shouted|waves?|waved|answers?|answered)(?: "
    r"\w+)? from"
)
STANDS = r"(?:in|inside|at|outside|behind|around|round|about|through|across|along)"
PART_OF = (
    r"(?! (?:door|doorway|window|wall|lamp|light|stairs?|clock|roof|key|keys|bell|chimney"
    r"|smoke|side)\b)"
)
FROM_AFAR = re.compile(
    r"\b(?:hears?|heard|listen(?:s|ed|ing)?|noises?|voices?|sounds?|lights?|glimpse|sees?|saw"
    r"|watch(?:es|ed|ing)?"
    r"|look(?:s|ed|ing)?|stares?|stared|glances?|glanced|gaz(?:es|ed|ing)|nods?|nodded|points?"
    r"|pointed|wav(?:es|ed"
    r"|ing)|gestur(?:es|ed|ing)|jerks?|smell(?:s|ed)?|footsteps|steps|fire|talk|kept|hangs|stood"
    r"|whoever|somebody"
    r"|someone|those|what)\b[^,.;]*\Z",
    re.IGNORECASE,
)


def _out_of_place(view: PersonaView, action: Action, does: str) -> Iterator[Fault]:
    for place in view.lens.setting.places.values():
        if (
            place.id in (view.place, action.roles.get("P"))
            or place.name.lower() not in does.lower()
        ):
            continue
        at = f"{STANDS}|{re.escape(place.preposition)}" if place.preposition else STANDS
        there = rf"\b(?:{WALKS}|(?P<at>{at})) {re.escape(place.name)}\b{PART_OF}"
        for found in re.finditer(there, does, re.IGNORECASE):
            if not (found["at"] and FROM_AFAR.search(does[: found.start()])):
                yield Fault(
                    "wrong-place", f"{DEED} is done in another place, or goes to one", found[0]
                )
                break


HANDLES = (
    "takes?|took|holds?|held|picks? up|picked "
    "up|pockets?|pocketed|lifts?|lifted|hands?|handed|gives?|gave|carries"
    "|carried|grabs?|grabbed|snatch(?:es|ed)?|opens?|opened|reads?|burns?|burned|hides?|hid"
    "|pass(?:es|ed)?|show(?:s"
    "|ed)?|slid|slides?|drops?|dropped|slips?|slipped|puts?|sets?|lays?|laid|draws?|drew|pulls?"
    "|pulled|raises?"
    "|raised|throws?|threw|turns?|turned|brings?|brought|unfolds?|unfolded|folds?|folded|breaks?"
    "|broke|wipes?|wiped"
    "|clutch(?:es|ed)?|fetch(?:es|ed)?|produces?|produced|tucks?|tucked|toss(?:es|ed)?|placed"
    "|fingers?|fingered"
    "|weighs?|weighed|polish(?:es|ed)?|stuffs?|stuffed|fishes|fished|offers?|offered|waves?|waved"
    "|rolls?|rolled"
    "|twirls?|twirled|spins|spun|taps|tapped|strokes?|stroked|rubs|rubbed|squeezes|squeezed|grips"
    "|gripped|inspects"
    "|inspected|examines?|examined|studies|studied|flourishes|flourished|balances|balanced|flips"
    "|flipped|tosses"
    "|holding|carrying|clutching|turning|fingering|with"
)


def _out_of_hand(view: PersonaView, does: str) -> Iterator[Fault]:
    """Handling what is not here, or what somebody here holds who has no part in it."""
    setting = view.lens.setting
    for item in setting.items.values():
        if (
            item.name.lower() not in does.lower()
            or item.id in (*view.held, *view.items)
            or _has_part(view, setting, item.id, does)
        ):
            continue
        handled = (
            rf"\b(?:{HANDLES}) (?:(?!of |about |for |like )\w+ ){{0,3}}?{re.escape(item.name)}\b"
        )
        if re.search(handled, does, re.IGNORECASE):
            yield Fault(
                "wrong-holder", f"{DEED} has to do with a thing that is not here", item.name
            )


def _has_part(view: PersonaView, setting: Setting, item: str, does: str) -> bool:
    """Whether somebody here is known to hold the thing and is told of in the deed."""
    mind = view.lens.mind(view.card.id)
    holder = mind.holders.get(item, "") if mind else ""
    if holder not in view.people:
        return False
    person = setting.people[holder]
    forms = {person.short.lower(), person.pronouns.object, person.pronouns.possessive}
    return any(re.search(rf"\b{re.escape(form)}\b", does, re.IGNORECASE) for form in sorted(forms))
