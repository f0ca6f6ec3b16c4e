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
    r"(?:can(?:not|['’]t)|won['’]t|will not|unable to|not able to|won['’]t be able to|not in a "
    r"position to"
    r"|not comfortable|must decline to|have to decline to|must refuse to|not allowed to|not "
    r"permitted to"
    r"|not going to be able to)"
)
SCENES = r"(?:scenes?|dialogue|narrative|fiction|content|plot ?line|storyline)"
STORY_WORDS = (
    r"(?:scenes?|story|stories|dialogue|passage|chapter|narrative|fiction|content|character"
    r"|plot ?line|storyline)"
)
OF_THE_KIND = r"(?:of )?(?:this|that|such an?|this kind of|that kind of|this type of|this sort of)"
REFUSING = re.compile(
    r"\bas an? (?:ai|a\.i\.|artificial intelligence|(?:\w+ )?language model|(?:virtual|helpful"
    r"|responsible"
    r"|ai) assistant)\b|\bi(?:['’]m| am)(?: just| only)? (?:an? (?:ai|(?:large )?language model"
    r"|virtual assistant"
    r"|chatbot))\b"
    rf"|\b{NOT_ABLE} (?:help|assist|comply|engage|continue|fulfil+|answer|complete|process"
    rf"|participate)(?: you)? (?:with|in|to)? ?(?:this|that|your|the|such an?) {TASK}\b"
    rf"|\b{NOT_ABLE} (?:generate"
    rf"|create|produce|provide|write)"
    r" (?:\w+ ){0,4}(?:content|responses?|dialogue|fiction|material|output|role-?play)\b"
    rf"|\b{NOT_ABLE} (?:writ(?:e|ing)|continu(?:e|ing)|generat(?:e|ing)|portray(?:ing)?"
    r"|depict(?:ing)?"
    rf"|role-?play(?:ing)?|narrat(?:e|ing))(?: with)? {OF_THE_KIND} {SCENES}\b|\b{NOT_ABLE} "
    r"(?:write|generate"
    rf"|portray|depict|narrate|role-?play) {OF_THE_KIND} {STORY_WORDS}\b"
    r"|\bsorry,? (?:but )?(?:i|we) (?:can(?:not|['’]t)|am unable to|['’]m unable to|am not able to"
    r"|won['’]t be able to) (?:help|assist|comply)(?: you)? with (?:that|this)(?:[.!]|\Z)"
    rf"|(?:{NOT_ABLE}|\bdecline to) (?:help|assist|engage|comply|continue|proceed|participate)(?: "
    r"you)? (?:with"
    rf"|in) (?:\w+ ){{0,4}}"
    r"(?:content|material|requests?|topics?|themes?|scenarios?|role-?play|of (?:this|that) "
    r"(?:nature|kind|sort))\b"
    r"|\b(?:content|material|requests?|topics?|themes?) of (?:this|that) (?:nature|kind|type"
    r"|sort)\b|\b(?:explore"
    r"|discuss|consider|suggest) (?:an?|another|some) ?(?:different|other|alternative)? "
    r"?topics?\b|\b(?:explore"
    r"|discuss|try|choose|consider|suggest|pick) (?:an?|another) ?(?:different|other"
    r"|alternative)? ?(?:scenario"
    r"|prompt|storyline|approach to (?:this|the) (?:story|scene))\b|\b(?:harmful|explicit|graphic"
    r"|sexual|violent"
    r"|inappropriate|sensitive|offensive|deceptive) (?:content|topics?|material)\b|\b(?:assist"
    r"|help) you with (?:anything|something) else\b|\banything else i can (?:help|assist) (?:you "
    r")?with\b"
    r"|\bhow (?:can|may) i assist you\b|\b(?:openai|chatgpt|gpt-\d|anthropic|deepmind)\b"
    r"|\b(?:content|usage|safety"
    r"|ethical|community) (?:policy|policies|guidelines)\b|\b(?:my|our) (?:guidelines|programming"
    r"|training data)\b"
    rf"|\b{NOT_ABLE} (?:assist|comply|engage|participate)(?: you)? (?:with|in|to) (?:this|that"
    r"|your|the"
    rf"|such an?) {TALK}\b|\bcomfortable (?:continuing|writing|engaging|generating|participating"
    r"|with)(?: with"
    rf"| in)? {OF_THE_KIND} (?:{TASK}|{STORY_WORDS})\b"
    r"|\bfor me to (?:write|generate|produce|provide) (?:\w+ )?(?:dialogue|content|fiction"
    r"|material)\b"
    r"|\bthis (?:request|prompt) (?:goes|is|would|violates|involves|asks|may|might|appears|seems)\b"
    r"|\bhappy to (?:help|assist) (?:you )?with (?:something|anything|another|a different)\b"
    r"|\b(?:large )?language model\b|\bAI (?:assistant|model|system)\b|\b(?:fictional|creative) "
    r"(?:scenario|scene"
    r"|character|context|request|writing|content)\b|\b(?:involv|depict|contain|includ"
    r"|promot)(?:es?|s"
    r"|ing) (?:\w+ ){0,2}(?:deception|self-harm|manipulation|harmful|sensitive)\b|\bdeclin(?:e"
    r"|ing) (?:this|that"
    r"|your) (?:request|prompt)\b|\bdecline to (?:write|generate|produce|role-?play|portray)\b"
    r"|\bwould you like me to (?:rewrite|generate|rephrase|continue the (?:scene|story))\b"
    r"|\b(?:sure|certainly"
    r"|of course)[!,.] here(?:['’]s| is| are) (?:the|a|an|your|my) (?:line|response|reply"
    r"|dialogue|answer|version"
    r"|json|revised|rewritten|corrected)\b",
    re.IGNORECASE,
)
INJECTED = re.compile(
    r"<<|>>|<\||\|>|\b(?:ignore|disregard|forget|override) (?:all |any )?(?:of )?(?:the |your |my "
    r"|these "
    r"|those )?(?:previous|prior|above|earlier|preceding|foregoing|system) (?:instruction|prompt"
    r"|rule|message"
    r"|direction|text)s?\b|\b(?:ignore|disregard) (?:all |everything )(?:of the |the )?(?:above"
    r"|instructions"
    r"|rules)\b|\bsystem (?:prompt|override)\b|\b(?-i:SYSTEM|System|ASSISTANT|Assistant|USER) ?: "
    r"|\bnew (?:system )?prompt\b|\bjailbreak|\bprompt injection\b|\byou are now (?:in )?(?:\w+ "
    r")?mode\b"
    r"|\bdeveloper mode\b",
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
