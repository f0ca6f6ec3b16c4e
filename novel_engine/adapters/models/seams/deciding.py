"""Deciding with a language model: one question a turn, built from a character's own view and menu,
and from nothing else.

The model picks a line of the menu and words it, or, where it may, improvises within declared
effects. What does not hold is asked for again twice; then the top of the menu stands in. Where the
last answer chose what was offered and only its words were unfit, the choice stands and the words
are left to the offline telling: that too is counted as a fall-back.
"""

from __future__ import annotations

from collections.abc import Sequence

from novel_engine.adapters.models.seams.reply_schemas import (
    Decided,
    Improvised,
    as_written,
    deciding_schema,
    read_reply,
)
from novel_engine.adapters.models.seams.templates import Template, datum, fenced, mend, template
from novel_engine.adapters.untrusted_text import clean_line
from novel_engine.ports.record import Fallback, Journal, Recall
from novel_engine.ports.seams import LanguageModel
from novel_engine.story.asking.consultation import Fault, Prompt, Unfit, consult
from novel_engine.story.asking.improvisation import improvised
from novel_engine.story.asking.persona_brief import MomentInWords, card, in_words
from novel_engine.story.deciding.improvising import Declared, declarable
from novel_engine.story.deciding.recollection import cues, recollected
from novel_engine.story.deciding.views import PersonaView
from novel_engine.story.fabula.mind import Memory
from novel_engine.story.givens.verbs import Choice, Proposal
from novel_engine.story.verifying.decisions import Wordings, decision_faults, vocabulary

# Tokens: of a decision: a choice, a manner and two sentences, as JSON.
DECISION_TOKENS = 400
# Memories: that a prompt shows; half of what the view holds (`deciding/weights`).
MOST_RECALLED = 6
# Effects: that can be declared of what is improvised; a longer list is not read.
MOST_EFFECTS_SHOWN = 12
IMPROVISING = "0"
PLAINEST = ("hold", "move", "affection")
QUOTES = (('"', '"'), ("“", "”"), ("'", "'"), ("‘", "’"))


class NoRecall:
    """A Recall that finds nothing: for stories whose record is only in memory."""

    def remembered(self, person: str, words: Sequence[str], before: int) -> tuple[int, ...]:
        """Nothing."""
        return ()


class ModelDecisionMaker:
    """Decides for characters by asking a model. Keeps the promise of DecisionMaker.

    Whatever the model raises (it is not to be had, the money is spent) passes through, and nothing
    has been decided.
    """

    def __init__(
        self, model: LanguageModel, journal: Journal, recall: Recall, *, improvise: bool
    ) -> None:
        """`improvise` says whether characters may do what is on no menu."""
        self._model = model
        self._journal = journal
        self._recall = recall
        self._improvise = improvise

    def decide(self, view: PersonaView, menu: Sequence[Choice], turn: int) -> Proposal:
        """What this character attempts; the only thing there is to do, if it is done without a
        word, is not asked about.
        """
        effects = shown_effects(view) if self._improvise else ()
        if len(menu) == 1 and not effects and not _is_said(view, menu[0]):
            return Proposal(menu[0].action)
        prompt = self.question(view, menu, turn, effects)
        judge = _Judge(view, menu, prompt, effects)
        consulted = consult(self._model.ask, prompt, judge.read, mend)
        for rejection in consulted.rejections:
            self._journal.rejected(rejection)
        if consulted.answer is not None:
            return consulted.answer
        person = view.card.id
        what = person if judge.chosen is None else f"{person}, line"
        self._journal.fallback(Fallback("deciding", turn, what, consulted.reason))
        return judge.chosen or Proposal(menu[0].action)

    def question(
        self, view: PersonaView, menu: Sequence[Choice], turn: int, effects: Sequence[Declared] = ()
    ) -> Prompt:
        """The prompt for this moment: the same bytes for the same view and menu."""
        memories = self._memories(view, menu, turn)
        persona, name = template("persona"), view.card.id
        ids = [IMPROVISING] * bool(effects) + [str(n) for n in range(1, len(menu) + 1)]
        return Prompt(
            seam="deciding",
            system=persona.fill("system", {"card": fenced("person", card(view.card))}),
            user=_moment(in_words(view, menu, memories), effects),
            schema=deciding_schema(ids, [effect.name for effect in effects]),
            most_tokens=DECISION_TOKENS,
            version=persona.version,
            about=name,
            turn=turn,
            understudy=IMPROVISED_NOT if effects else UNSAID,
        )

    def _memories(self, view: PersonaView, menu: Sequence[Choice], turn: int) -> tuple[Memory, ...]:
        """What comes to mind of other scenes: what a search finds, and what is foremost anyway."""
        words = cues(view, menu)
        found = frozenset(self._recall.remembered(view.card.id, words, turn))
        mind = view.lens.mind(view.card.id)
        kept = mind.memories if mind else ()
        foremost = frozenset(memory.event for memory in view.memories)
        likely = [m for m in kept if m.scene != view.scene and m.event in found | foremost]
        return recollected(likely, words, view.scene, MOST_RECALLED)


UNSAID = '{"choice":"1","manner":"","line":""}'
IMPROVISED_NOT = '{"choice":"1","manner":"","line":"","does":"","effects":[]}'


def shown_effects(view: PersonaView) -> tuple[Declared, ...]:
    """The effects that a prompt offers: the plainest that could be declared, not too many."""
    plain = [one for one in declarable(view) if one.effect.name in PLAINEST]
    return tuple(
        sorted(plain, key=lambda one: PLAINEST.index(one.effect.name))[:MOST_EFFECTS_SHOWN]
    )


def _is_said(view: PersonaView, choice: Choice) -> bool:
    return view.lens.setting.verbs[choice.action.verb].said


def _moment(brief: MomentInWords, effects: Sequence[Declared]) -> str:
    persona = template("persona")
    slots = {
        "moment": fenced("moment", brief.moment),
        "memories": "",
        "menu": fenced("choices", brief.menu),
        **_improvising(persona, effects),
    }
    if brief.memories:
        filled = persona.fill("memories", {"memories": fenced("memories", brief.memories)})
        slots["memories"] = f"{filled}\n\n"
    return persona.fill("user", slots)


def _improvising(persona: Template, effects: Sequence[Declared]) -> dict[str, str]:
    """What is said of improvising; nothing to whoever may not."""
    if not effects:
        return {"improvising": "", "improvised": ""}
    names = "\n".join(f"- {datum(effect.name)}" for effect in effects)
    filled = persona.fill("improvising", {"effects": fenced("effects", names)})
    return {
        "improvising": f"{filled}\n\n",
        "improvised": f" {persona.fill('improvised', {})}",
    }


class _Judge:
    """Reads answers to one question. `chosen` is the last answer's choice, if it is one."""

    def __init__(
        self, view: PersonaView, menu: Sequence[Choice], prompt: Prompt, effects: Sequence[Declared]
    ) -> None:
        self.chosen: Proposal | None = None
        self._view = view
        self._menu = menu
        self._known = vocabulary((prompt.system, prompt.user))
        self._effects = effects

    def read(self, text: str) -> Proposal:
        """What the answer proposes. Raises Unfit."""
        self.chosen = None
        answer = read_reply(text, Improvised if self._effects else Decided)
        if self._effects and answer.choice == IMPROVISING and isinstance(answer, Improvised):
            return self._improvisation(answer)
        action = self._chosen(answer.choice).action
        self.chosen = Proposal(action)
        is_said = self._view.lens.setting.verbs[action.verb].said
        line = spoken(answer.line, self._view) if is_said else ""
        self._check(Proposal(action, line), Wordings(line, known=self._known))
        return Proposal(action, line)

    def _chosen(self, choice: str) -> Choice:
        for n, option in enumerate(self._menu, 1):
            if choice.strip() == str(n):
                return option
        reason = f"there is no such choice; give one of the numbers from 1 to {len(self._menu)}"
        raise Unfit(Fault("illegal-choice", reason, choice[:40]))

    def _improvisation(self, answer: Improvised) -> Proposal:
        offered = {effect.name: effect for effect in self._effects}
        odd = [name for name in answer.effects if name not in offered]
        if odd:
            reason = "an effect is declared that is not among those listed"
            raise Unfit(Fault("illegal-effect", reason, odd[0][:80]))
        does = as_written(clean_line(answer.does), self._view.lens.setting.people.values())
        met = any("B" in dict(offered[name].roles) for name in answer.effects)
        other = "" if met else _met(self._view, does)
        proposal = improvised(self._view, does, other, answer.effects)
        self._check(proposal, Wordings("", does, self._known))
        return proposal

    def _check(self, proposal: Proposal, words: Wordings) -> None:
        faults = decision_faults(self._view, proposal.action, words)
        if faults:
            raise Unfit(*faults)


def spoken(line: str, view: PersonaView) -> str:
    """The line without what some models put around it: quotation marks, the speaker's name."""
    text = as_written(clean_line(line), view.lens.setting.people.values())
    for label in (f"{view.card.short}:", f"{view.card.name}:"):
        text = text.removeprefix(label).strip()
    return _unquoted(text)


def _unquoted(text: str) -> str:
    """What is between one pair of quotation marks, if that is all of it."""
    inside = text[1:-1]
    for opening, closing in QUOTES:
        is_between = text == f"{opening}{inside}{closing}"
        if is_between and opening not in inside and closing not in inside:
            return inside.strip()
    return text


def _met(view: PersonaView, does: str) -> str:
    """The one person here whom the words name, if it is one."""
    people = view.lens.setting.people
    named = [person for person in view.people if people[person].short in does]
    return named[0] if len(named) == 1 else ""
