"""What is speech and what is not: refusals, orders to a program, data, stage directions. Of any
text that should be words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from novel_engine.story.asking.consultation import Fault
from novel_engine.story.verifying.thresholds import MOST_SHOWN

TASK = r"(?:request|task|prompt|instructions?|role-?play|scenario)"
TALK = r"(?:question|conversation)"
NOT_ABLE = (
    r"(?:can(?:not|['’]t)|won['’]t|will not|unable to|not able to|won['’]t be able to"
    r"|not in a position to|not comfortable|must decline to|have to decline to|must refuse to"
    r"|not allowed to|not permitted to|not going to be able to)"
)
SCENES = r"(?:scenes?|dialogue|narrative|fiction|content|plot ?line|storyline)"
STORY_WORDS = (
    r"(?:scenes?|story|stories|dialogue|passage|chapter|narrative|fiction|content|character"
    r"|plot ?line|storyline)"
)
OF_THE_KIND = r"(?:of )?(?:this|that|such an?|this kind of|that kind of|this type of|this sort of)"
REFUSING = re.compile(
    r"\bas an? (?:ai|a\.i\.|artificial intelligence|(?:\w+ )?language model"
    r"|(?:virtual|helpful|responsible|ai) assistant)\b|\bi(?:['’]m| am)(?: just"
    r"| only)? (?:an? (?:ai|(?:large )?language model|virtual assistant|chatbot))\b"
    rf"|\b{NOT_ABLE} (?:help|assist|comply|engage|continue|fulfil+|answer|complete|process"
    rf"|participate)(?: you)? (?:with|in|to)? ?(?:this|that|your|the|such an?) {TASK}\b"
    rf"|\b{NOT_ABLE} (?:generate|create|produce|provide|write) (?:\w+ ){{0,4}}(?:content"
    rf"|responses?|dialogue|fiction|material|output|role-?play)\b|\b{NOT_ABLE} (?:writ(?:e|ing)"
    r"|continu(?:e|ing)|generat(?:e|ing)|portray(?:ing)?|depict(?:ing)?|role-?play(?:ing)?"
    rf"|narrat(?:e|ing))(?: with)? {OF_THE_KIND} {SCENES}\b|\b{NOT_ABLE} (?:write"
    rf"|generate|portray|depict|narrate|role-?play) {OF_THE_KIND} {STORY_WORDS}\b"
    r"|\bsorry,? (?:but )?(?:i|we) (?:can(?:not|['’]t)|am unable to|['’]m unable to|am not able to"
    r"|won['’]t be able to) (?:help|assist|comply)(?: you)? with (?:that|this)(?:[.!]|\Z)"
    rf"|(?:{NOT_ABLE}|\bdecline to) (?:help|assist|engage|comply|continue|proceed"
    r"|participate)(?: you)? (?:with|in) (?:\w+ ){0,4}(?:content|material|requests?|topics?|themes?"
    r"|scenarios?|role-?play|of (?:this|that) (?:nature|kind|sort))\b|\b(?:content|material"
    r"|requests?|topics?|themes?) of (?:this|that) (?:nature|kind|type|sort)\b|\b(?:explore"
    r"|discuss|consider|suggest) (?:an?|another|some) ?(?:different|other|alternative)? ?topics?\b"
    r"|\b(?:explore|discuss|try|choose|consider|suggest|pick) (?:an?|another) ?(?:different|other"
    r"|alternative)? ?(?:scenario|prompt|storyline|approach to (?:this|the) (?:story|scene))\b"
    r"|\b(?:harmful|explicit|graphic|sexual|violent|inappropriate|sensitive|offensive"
    r"|deceptive) (?:content|topics?|material)\b|\b(?:assist|help) you with (?:anything"
    r"|something) else\b|\banything else i can (?:help|assist) (?:you )?with\b"
    r"|\bhow (?:can|may) i assist you\b|\b(?:openai|chatgpt|gpt-\d|anthropic|deepmind)\b"
    r"|\b(?:content|usage|safety|ethical|community) (?:policy|policies|guidelines)\b"
    rf"|\b(?:my|our) (?:guidelines|programming|training data)\b|\b{NOT_ABLE} (?:assist|comply"
    rf"|engage|participate)(?: you)? (?:with|in|to) (?:this|that|your|the|such an?) {TALK}\b"
    r"|\bcomfortable (?:continuing|writing|engaging|generating|participating"
    rf"|with)(?: with| in)? {OF_THE_KIND} (?:{TASK}|{STORY_WORDS})\b|\bfor me to (?:write"
    r"|generate|produce|provide) (?:\w+ )?(?:dialogue|content|fiction|material)\b"
    r"|\bthis (?:request|prompt) (?:goes|is|would|violates|involves|asks|may|might|appears|seems)\b"
    r"|\bhappy to (?:help|assist) (?:you )?with (?:something|anything|another|a different)\b"
    r"|\b(?:large )?language model\b|\bAI (?:assistant|model|system)\b"
    r"|\b(?:fictional|creative) (?:scenario|scene|character|context|request|writing|content)\b"
    r"|\b(?:involv|depict|contain|includ|promot)(?:es?|s|ing) (?:\w+ ){0,2}(?:deception|self-harm"
    r"|manipulation|harmful|sensitive)\b|\bdeclin(?:e|ing) (?:this|that|your) (?:request|prompt)\b"
    r"|\bdecline to (?:write|generate|produce|role-?play|portray)\b"
    r"|\bwould you like me to (?:rewrite|generate|rephrase|continue the (?:scene|story))\b"
    r"|\b(?:sure|certainly|of course)[!,.] here(?:['’]s| is| are) (?:the|a|an|your|my) (?:line"
    r"|response|reply|dialogue|answer|version|json|revised|rewritten|corrected)\b",
    re.IGNORECASE,
)
INJECTED = re.compile(
    r"<<|>>|<\||\|>|\b(?:ignore|disregard|forget|override) (?:all |any )?(?:of )?(?:the |your |my "
    r"|these |those )?(?:previous|prior|above|earlier|preceding|foregoing|system) (?:instruction"
    r"|prompt|rule|message|direction|text)s?\b|\b(?:ignore|disregard) (?:all "
    r"|everything )(?:of the |the )?(?:above|instructions|rules)\b|\bsystem (?:prompt|override)\b"
    r"|\b(?-i:SYSTEM|System|ASSISTANT|Assistant|USER) ?: |\bnew (?:system )?prompt\b|\bjailbreak"
    r"|\bprompt injection\b|\byou are now (?:in )?(?:\w+ )?mode\b|\bdeveloper mode\b",
    re.IGNORECASE,
)
DATA = re.compile(
    r"""```|["'](?:choice|manner|line|does|effects)["'] ?:|[{}\[\]|\\]|</?\w+[^<>]*>|https?://|;--|\A#+ """,
    re.IGNORECASE,
)
MOVES = (
    "sighs|laughs|smiles|pauses|nods|shrugs|whispers|frowns|coughs|quietly|softly|angrily"
    "|coldly|beat|aside|to \\w+"
)
STAGE_DIRECTIONS = re.compile(
    rf"\*[^*]+\*|\A\(|\((?:{MOVES})\b[^)]*\)|\A[-*•] |(?<!\w)_[^_]+_(?!\w)", re.IGNORECASE
)


def refuses(text: str) -> bool:
    """Whether a text declines the task, or speaks as a program."""
    return REFUSING.search(text) is not None


def faults_of_form(where: str, text: str) -> Iterator[Fault]:
    """What keeps a text, named by `where` it stands, from being plain words."""
    if refuses(text):
        yield Fault(
            "refusal",
            f"{where} declines the task or speaks as a program; this is fiction",
            text[:MOST_SHOWN],
        )
    elif found := INJECTED.search(text):
        yield Fault("injection", f"{where} gives instructions to a program", found[0])
    elif found := DATA.search(text):
        yield Fault("not-prose", f"{where} holds data or markup", found[0])
    elif found := STAGE_DIRECTIONS.search(text):
        yield Fault(
            "not-prose", f"{where} holds directions; give only the words", found[0][:MOST_SHOWN]
        )
