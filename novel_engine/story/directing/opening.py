"""From what was asked for to one story's setting: kernels chosen and cast, authored facts woven in,
everyone placed.

A pure function of (config, cast, genre, seed).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import TypeAlias

from novel_engine.errors import CastingError
from novel_engine.story.adjudicating.draft import Draft
from novel_engine.story.adjudicating.effects import apply_effects
from novel_engine.story.adjudicating.moment import Moment
from novel_engine.story.directing.casting import CastKernel
from novel_engine.story.directing.kernel_choice import cast_kernels, until
from novel_engine.story.english.own_pronouns import named_first
from novel_engine.story.english.written_slots import item_name, place_name
from novel_engine.story.fabula.certainty import CERTAIN
from novel_engine.story.fabula.events import Effect, Moved
from novel_engine.story.fabula.mind import AXES
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.fabula.world import begin
from novel_engine.story.givens import draws
from novel_engine.story.givens.conditions import Call, Name, Or
from novel_engine.story.givens.config import AuthoredFact, AuthoredSecret, StoryConfig
from novel_engine.story.givens.facts import OFFSTAGE, Fact, Item, Place, Thread
from novel_engine.story.givens.genre import Genre
from novel_engine.story.givens.people import FEWEST_PEOPLE, Person, Secret, Tie
from novel_engine.story.givens.roles import Roles
from novel_engine.story.givens.tension_curve import TENSION_FORMS
from novel_engine.story.givens.texture import NO_TEXTURE
from novel_engine.values import replace

OF_NOBODY = Roles((("nobody", ""),))
"""What fills the roles of what a kernel opens with: an effect on nobody is left out."""


def setting_of(config: StoryConfig, people: Sequence[Person], genre: Genre, seed: str) -> Setting:
    """The setting of one story. Raises CastingError when the cast cannot carry it."""
    if len(people) < FEWEST_PEOPLE:
        raise CastingError(
            "a story needs at least two characters; give another with --cast, or under `cast:`"
        )
    ground = _ground(config, genre)
    kernels = cast_kernels(config, people, genre, seed, ground)
    _check_kinds(config, genre)
    told, facts = _facts(config, kernels, people, genre.usual_kind)
    bare = Setting(
        title=config.title or kernels[0].title,
        seed=seed,
        genre=genre.name,
        form=_form(config, genre, seed),
        scenes=config.scenes,
        people=_people(config, people),
        places=_places(ground),
        items=_items(config, kernels),
        facts=facts,
        threads=_threads(config, kernels, facts, people),
        rules=tuple(rule for kernel in kernels for rule in kernel.rules),
        verbs=genre.verbs,
        roles=_roles(kernels),
        kernels=_variants(kernels),
        frames=tuple(frame for kernel in kernels for frame in kernel.frames),
        complications=tuple(one for kernel in kernels for one in kernel.complications),
        endings=tuple(ending for kernel in kernels for ending in kernel.endings),
        opening=(),
        scales=genre.scales,
        tactics=genre.tactics,
        avoid=config.avoid,
        premise=config.premise,
        weathers=_weathers(config, genre),
        until=until(config, genre),
        hours=config.world.hours if config.world else (),
        whole=config.world.whole if config.world else "",
        together=config.world.together if config.world else "",
        texture=config.world.texture if config.world else NO_TEXTURE,
        spines=tuple(kernel.spine for kernel in kernels),
        eyes=kernels[0].eyes,
        patterns=genre.patterns,
        plain=tuple(kernel.part for kernel in kernels if kernel.plain),
        kinds=genre.kinds,
        ways=genre.ways,
        distinct=next((kernel.distinct for kernel in kernels if kernel.distinct), ()),
    )
    return replace(bare, opening=_opening(bare, config, told, kernels))


def _people(config: StoryConfig, people: Sequence[Person]) -> dict[str, Person]:
    """The cast by id, each at what they work at in this world."""
    work = dict(config.world.work) if config.world else {}
    placed = (replace(one, work=work[one.id]) if one.id in work else one for one in people)
    return {person.id: person for person in sorted(placed, key=lambda p: p.id)}


def _form(config: StoryConfig, genre: Genre, seed: str) -> str:
    rng = draws.generator(seed, "form", 0, "")
    return config.form or draws.pick(rng, genre.forms or TENSION_FORMS)


def _variants(kernels: Sequence[CastKernel]) -> tuple[str, ...]:
    return tuple(f"{k.part}.{axis}={choice}" for k in kernels for axis, choice in k.options.items())


def _roles(kernels: Sequence[CastKernel]) -> Roles:
    """Every kernel name and what it stands for, the main kernel's first; names with nothing behind
    them left out.
    """
    found: dict[str, str] = {}
    for kernel in kernels:
        for name, value in kernel.names.items():
            if value:
                found.setdefault(f"{kernel.part}.{name}", value)
    return Roles(sorted(found.items()))


def _ground(config: StoryConfig, genre: Genre) -> dict[str, Place]:
    """The genre's places, and the author's own beside them."""
    own = config.world.places if config.world else ()
    places = {place.id: place for place in own} or dict(genre.places)
    for place in config.places:
        places[place.id] = replace(place, name=place_name(place.name))
        for near in place.adjacent:
            if near in places:
                places[near] = _leading_to(places[near], place.id)
    return places


def _weathers(config: StoryConfig, genre: Genre) -> tuple[str, ...]:
    own = config.world.weathers if config.world else None
    return genre.weathers if own is None else own


def _places(ground: Mapping[str, Place]) -> dict[str, Place]:
    """The ground, and the offstage everybody waits in."""
    offstage = Place(OFFSTAGE, "elsewhere", "", private=True)
    return dict(sorted({**ground, OFFSTAGE: offstage}.items()))


def _leading_to(place: Place, other: str) -> Place:
    if other in place.adjacent:
        return place
    return replace(place, adjacent=(*place.adjacent, other))


def _items(config: StoryConfig, kernels: Sequence[CastKernel]) -> dict[str, Item]:
    found = {item.id: item for kernel in kernels for item in kernel.items}
    for item in (authored.item for authored in config.items):
        found[item.id] = replace(item, name=item_name(item.name))
    return dict(sorted(found.items()))


Told: TypeAlias = tuple[tuple[AuthoredFact, str], ...]
"""Each fact of the author's, and the id of the fact that it has become."""


def _check_kinds(config: StoryConfig, genre: Genre) -> None:
    for number, authored in enumerate(config.facts):
        kind = authored.fact.kind
        if kind and kind not in genre.kinds:
            where = config.where("facts", number, "kind")
            raise CastingError(
                f"{where}: there is no kind of fact '{kind}'; there are {', '.join(genre.kinds)}"
            )


def _facts(
    config: StoryConfig, kernels: Sequence[CastKernel], people: Sequence[Person], usual: str
) -> tuple[Told, dict[str, Fact]]:
    """The kernels' facts, the characters' secrets, and the author's facts: each fills a slot of its
    kind and holder, else replaces an equal (kind, subject), else stands beside them. The author's
    never replace the author's own."""
    given = _given(kernels, people, usual)
    facts = dict(given)
    extra = count(1)
    for secret_of in config.secrets:
        name = f"told.{next(extra)}"
        facts[name] = _secret(name, usual, secret_of, secret_of.person)
    told = []
    for authored in config.facts:
        kind = authored.fact.kind or (usual if authored.fact.secret_of else "")
        slot = _slot_for(given, authored.fact, kind)
        name = slot.id if slot else f"told.{next(extra)}"
        given.pop(name, None)
        facts[name] = _authored(name, replace(authored.fact, kind=kind or usual), slot)
        told.append((authored, name))
    return tuple(told), dict(sorted(facts.items()))


def _given(kernels: Sequence[CastKernel], people: Sequence[Person], usual: str) -> dict[str, Fact]:
    """The facts that there are without the author's: the kernels', and what people hide beside
    what these are made of.
    """
    ours = (fact for kernel in kernels for fact in kernel.facts)
    facts = {fact.id: fact if fact.kind else replace(fact, kind=usual) for fact in ours}
    told = {secret for kernel in kernels for secret in kernel.secrets}
    for person in people:
        for number, secret in enumerate(person.secrets, 1):
            if (person.id, secret.claim) in told:
                continue
            name = f"own.{person.id}.{number}"
            claim = named_first(secret.claim, f"{{{person.id}}}", person.pronouns)
            facts[name] = _secret(name, usual, replace(secret, claim=claim), person.id)
    return facts


def _secret(name: str, kind: str, secret: Secret | AuthoredSecret, person: str) -> Fact:
    return Fact(name, name, kind, secret.claim, True, secret.stakes, person, person)


def _threads(
    config: StoryConfig,
    kernels: Sequence[CastKernel],
    facts: Mapping[str, Fact],
    people: Sequence[Person],
) -> dict[str, Thread]:
    """The kernels' questions, and the author's: answered when another learns what its holder hides,
    the author's own first.
    """
    threads = {thread.id: thread for kernel in kernels for thread in kernel.threads}
    for number, authored in enumerate(config.threads, 1):
        name = f"asked.{number}"
        hidden = _hidden_by(authored.holder, facts)
        others = [person.id for person in people if person.id != authored.holder]
        topic = facts[hidden[0]].topic if hidden else name
        answered = _is_learnt(hidden, others)
        threads[name] = Thread(name, authored.question, topic, authored.stakes, False, answered)
    return threads


def _hidden_by(holder: str, facts: Mapping[str, Fact]) -> list[str]:
    held = [fact.id for fact in facts.values() if fact.secret_of and fact.secret_of == holder]
    return [fact for fact in held if fact.startswith("told.")] or held


def _is_learnt(facts: Sequence[str], others: Sequence[str]) -> Or:
    """That one of the others believes one of the facts."""
    return Or(
        tuple(Call("believes", (Name(other), Name(fact))) for fact in facts for other in others)
    )


def _slot_for(facts: Mapping[str, Fact], authored: Fact, kind: str) -> Fact | None:
    if not kind:
        return None
    same = [f for f in facts.values() if f.kind == kind]
    holder = [f for f in same if f.secret_of and f.secret_of == authored.secret_of]
    subject = [f for f in same if f.subject and f.subject == authored.subject]
    return next(iter([*holder, *subject]), None)


def _authored(name: str, written: Fact, slot: Fact | None) -> Fact:
    if slot:
        return replace(
            slot,
            claim=written.claim,
            noun=written.noun,
            gerund=written.gerund,
            tokens=written.tokens,
        )
    return replace(written, id=name, topic=name)


def _opening(
    bare: Setting, config: StoryConfig, told: Told, kernels: Sequence[CastKernel]
) -> tuple[Effect, ...]:
    """Where everybody is, how they stand, and what each holds as the story opens."""
    world = begin(bare)
    draft = Draft(world)
    placed = tuple(Moved(person, "", OFFSTAGE) for person in bare.people)
    for (person, other), tie in sorted(_ties(bare, config).items()):
        for axis in AXES:
            draft.relate(person, other, axis, getattr(tie, axis))
    _teach(draft, bare, told)
    for authored_item in config.items:
        draft.put(authored_item.item.id, authored_item.holder, authored_item.place)
    nowhere = Moment(draft, "", "", ())
    for kernel in kernels:
        apply_effects(nowhere, kernel.opening, OF_NOBODY)
    return (*placed, *draft.finished())


def _ties(bare: Setting, config: StoryConfig) -> dict[tuple[str, str], Tie]:
    """How each stands to each as the story opens, by who and to whom: as the author has it, else as
    their own card does.
    """
    ties = {
        (p.id, t.other): t for p in bare.people.values() for t in p.ties if t.other in bare.people
    }
    return ties | {(a.person, a.tie.other): a.tie for a in config.relationships}


def _teach(draft: Draft, bare: Setting, told: Told) -> None:
    """Let each hold their own secret, and those who are said to know a fact of the author's, that."""
    for fact in bare.facts.values():
        if fact.id.startswith(("own.", "told.")) and fact.secret_of:
            draft.learn(fact.secret_of, fact.id, "witnessed", CERTAIN)
    for authored, name in told:
        for person in authored.known_by:
            draft.learn(person, name, "witnessed", CERTAIN if authored.fact.truth else -CERTAIN)
