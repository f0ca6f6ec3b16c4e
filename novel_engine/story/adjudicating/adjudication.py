"""What comes of an attempt. A character proposes, the world disposes: it takes effect, or is
refused, as one event.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import assert_never

from novel_engine.story.adjudicating.draft import Draft
from novel_engine.story.adjudicating.effects import apply_effects, findable
from novel_engine.story.adjudicating.improvised import improvised_verb, overreach
from novel_engine.story.adjudicating.moment import Moment
from novel_engine.story.adjudicating.world_lens import WorldLens, holds_in
from novel_engine.story.deciding.compiled_conditions import compiled
from novel_engine.story.english.grammar import with_the
from novel_engine.story.english.plain_line import plain_line
from novel_engine.story.fabula.certainty import SURE
from novel_engine.story.fabula.events import (
    SEQUENCES,
    Acted,
    Effect,
    Event,
    Learned,
    Refused,
    ThreadMoved,
)
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import World
from novel_engine.story.givens.conditions import Call, Compare, Condition, conjuncts, names_in
from novel_engine.story.givens.roles import Roles
from novel_engine.story.givens.tension_curve import TENSEST
from novel_engine.story.givens.verbs import IMPROVISE, Action, Proposal, Verb

MOST_CAUSES = 4
"""Events: how many causes an act or a scene names at most, the latest: as many as a reader can be
told."""


def adjudicate(world: World, proposal: Proposal, turn: int, seq: int) -> Event:
    """The one event this attempt becomes. Always code, whoever proposed."""
    action, at = proposal.action, (turn, seq)
    verb = _verb_of(world, proposal)
    refusal = _overreach(world, proposal) or refusal_of(world, verb, action)
    if refusal:
        return _refused(world, verb, action, refusal, at)
    witnesses, bystanders = audience(world, verb, action)
    draft = Draft(world)
    moment = Moment(
        draft,
        action.actor,
        world.place_of(action.actor),
        tuple(p for p in witnesses if p != action.actor),
    )
    _release(world, draft, action)
    apply_effects(moment, verb.effects, action.roles)
    if verb.obliges and (target := action.roles.get("B")):
        known_as = verb.heard_as or verb.name
        draft.oblige(target, action.actor, _put_to(world, action), known_as, verb.obliges)
    effects = draft.finished()
    return Acted(
        turn=turn,
        seq=seq,
        causes=causes_of(world, action),
        scene=world.scene_count,
        place=moment.place,
        actor=action.actor,
        verb=action.verb,
        tactic=action.tactic,
        manner=action.manner,
        roles=action.roles,
        tension=_tension(world.setting, verb, action, effects),
        witnesses=witnesses,
        bystanders=bystanders,
        effects=effects,
        line=plain_line(proposal.line) if verb.said or verb.name == IMPROVISE else "",
    )


def _put_to(world: World, action: Action) -> str:
    """What the act wants an answer about: its fact, or what its thing shows."""
    item = world.setting.items.get(action.roles.get("I"))
    shows = item.evidence if item else ()
    return action.roles.get("F") or next(iter(shows), "")


def _verb_of(world: World, proposal: Proposal) -> Verb:
    """The verb as it is declared; what is improvised is made up of what it declares itself."""
    name = proposal.action.verb
    return improvised_verb(proposal) if name == IMPROVISE else world.setting.verbs[name]


def _overreach(world: World, proposal: Proposal) -> str:
    """Why nobody may improvise this now; empty for every other act."""
    mind = world.minds[proposal.action.actor]
    return (
        overreach(mind.obligation, mind.acts, proposal) if proposal.action.verb == IMPROVISE else ""
    )


def _release(world: World, draft: Draft, action: Action) -> None:
    """Whoever owed an answer and did one of the verbs that answer owes it no more."""
    owed = world.minds[action.actor].obligation
    if owed is not None and action.verb in owed.answers:
        draft.release(action.actor)


def _tension(setting: Setting, verb: Verb, action: Action, effects: Sequence[Effect]) -> int:
    """The verb's own, a step more for each rung, and more where something grave comes home to
    somebody.
    """
    learnt = (
        e.fact for e in effects if isinstance(e, Learned) and e.value and e.confidence >= SURE
    )
    grave = max((setting.facts[fact].stakes - 1 for fact in learnt), default=0)
    return min(TENSEST, verb.tension + max(0, action.manner - 1) + max(0, grave))


def refusal_of(world: World, verb: Verb, action: Action) -> str:
    """Why the world will not have the act, in plain words; empty when it will."""
    lens = WorldLens(world, action.actor)
    names = verb.role_names
    values = [action.roles.get(name) for name in names]
    if not all(values):
        return "there is nothing to do it with"
    for atom in conjuncts(verb.world):
        if not compiled(atom, names)(lens, values):
            return explain(world.setting, atom, action.roles)
    return _nothing_found(world, verb, action)


def _nothing_found(world: World, verb: Verb, action: Action) -> str:
    """Why a search would find nothing; empty when it would, and for an act that is none."""
    if not any(call.name == "find" for call in verb.effects):
        return ""
    place = world.place_of(action.actor)
    if findable(Draft(world), place, action.roles.get("F")):
        return ""
    return f"there is nothing to find in {world.setting.places[place].name}"


def explain(setting: Setting, atom: Condition, roles: Roles) -> str:
    """Why a condition failed, in words: 'Bram is not here'."""
    call = atom.left if isinstance(atom, Compare) else atom
    if isinstance(call, Call) and call.name in WHYS:
        words = [_named(setting, roles.get(name, name)) for name in names_in(call)]
        return WHYS[call.name](words)
    return "it cannot be done now"


WHYS: Mapping[str, Callable[[list[str]], str]] = {
    "present": lambda w: f"{w[0]} is not here",
    "holds": lambda w: f"{w[0]} does not have {w[1]}",
    "here": lambda w: f"{w[0]} is not here",
    "adjacent": lambda w: f"there is no way from here to {w[0]}",
    "alone": lambda w: "there is somebody here",
    "obliged": lambda w: "nobody is waiting for an answer",
    "portable": lambda w: f"{w[0]} cannot be moved",
}


def _named(setting: Setting, value: str) -> str:
    if value in setting.people:
        return setting.people[value].short
    if value in setting.items:
        return with_the(setting.items[value].name)
    if value in setting.places:
        return setting.places[value].name
    return value


def audience(world: World, verb: Verb, action: Action) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who perceives the act whole, and who only that it was done."""
    place = world.place_of(action.actor)
    company = world.people_at(place)
    match verb.perceive:
        case "private":
            return (action.actor,), ()
        case "target":
            near = tuple(sorted({action.actor, action.roles.get("B")} & {*company}))
            return near, tuple(p for p in company if p not in near)
        case "all":
            return company, ()
        case "loud":
            return company, _within_earshot(world, place)
        case _:
            assert_never(verb.perceive)


def _within_earshot(world: World, place: str) -> tuple[str, ...]:
    """Who is next door to it; nobody, where it is private."""
    ground = world.setting.places[place]
    if ground.private:
        return ()
    return tuple(sorted(p for near in ground.adjacent for p in world.people_at(near)))


def causes_of(world: World, action: Action) -> tuple[int, ...]:
    """The events an act stands on: the question it answers, what taught the actor its matter, what
    stirred them, what the other did to them last.
    """
    mind = world.minds[action.actor]
    found = {mind.obligation.event} if mind.obligation else set()
    matter = (*_matter_of(world, action), *_premises_of(world, action))
    found |= {mind.beliefs[fact].event for fact in matter if fact in mind.beliefs}
    other = action.roles.get("B")
    found |= {f.cause for (_, target), f in mind.emotions.items() if target and target == other}
    by, _, replied_to = mind.dealings.met_with
    found |= {replied_to} if by and by == other else set()
    if not found and world.scenes:
        found.add(world.scenes[-1].opened)
    return tuple(sorted(found))[-MOST_CAUSES:]


def _matter_of(world: World, action: Action) -> list[str]:
    """The facts an act is about: those it is done with, and what its things are evidence of."""
    items = world.setting.items
    found = [value for name, value in action.roles if name != "A"]
    found += [fact for v in action.roles.values if v in items for fact in items[v].evidence]
    return found


def _premises_of(world: World, action: Action) -> Iterator[str]:
    """What a conclusion is drawn from: the premises of every rule for it that the actor holds whole."""
    if not world.setting.marked(action.verb, "concludes"):
        return
    beliefs = world.minds[action.actor].beliefs
    for rule in world.setting.rules:
        held = (beliefs.get(premise) for premise in rule.premises)
        if rule.conclusion == action.roles.get("F") and all(
            one is not None and one.value and one.confidence >= SURE for one in held
        ):
            yield from rule.premises


def _refused(world: World, verb: Verb, action: Action, reason: str, at: tuple[int, int]) -> Refused:
    witnesses, _ = audience(world, verb, action)
    draft = Draft(world)
    _release(world, draft, action)
    return Refused(
        turn=at[0],
        seq=at[1],
        causes=causes_of(world, action),
        scene=world.scene_count,
        place=world.place_of(action.actor),
        actor=action.actor,
        verb=action.verb,
        roles=action.roles,
        reason=reason,
        witnesses=witnesses,
        effects=draft.finished(),
    )


def thread_effects(world: World) -> tuple[Effect, ...]:
    """The threads that have moved by themselves: opened by what became known, answered by what is
    now so.
    """
    found: list[Effect] = []
    for thread in world.setting.threads.values():
        status = world.threads[thread.id]
        if status in ("latent", "open", "complicated") and holds_in(world, thread.answered):
            found.append(ThreadMoved(thread.id, "answered"))
        elif status == "latent" and thread_is_raised(world, thread.topic):
            found.append(ThreadMoved(thread.id, "open"))
    return tuple(found)


def thread_is_raised(world: World, topic: str) -> bool:
    """Whether anything that raises the topic's question has been learnt since the opening."""
    raising = [
        f for f in world.setting.facts_by_topic.get(topic, ()) if world.setting.is_so("raises", f)
    ]
    return any(
        mind.news.get(f.id, 0) >= SEQUENCES for f in raising for mind in world.minds.values()
    )
