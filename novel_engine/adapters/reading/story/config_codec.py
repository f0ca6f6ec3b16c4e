"""A filled story form as the config the engine reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from novel_engine.adapters.files.bundled import DEFAULT_GENRE
from novel_engine.adapters.reading.story.form import (
    FactForm,
    ItemForm,
    ModelsForm,
    PlaceForm,
    RelationshipForm,
    StoryForm,
)
from novel_engine.adapters.reading.story.settings import NIGHTS
from novel_engine.adapters.reading.story.texture_form import gestures_of, motif_of, saying_of
from novel_engine.adapters.reading.story.world_form import (
    MatterFactForm,
    MatterForm,
    WorldForm,
    WorldPlaceForm,
)
from novel_engine.adapters.untrusted_text import slug
from novel_engine.story.english.written_slots import place_phrase
from novel_engine.story.givens.config import (
    AuthoredFact,
    AuthoredItem,
    AuthoredSecret,
    AuthoredThread,
    AuthoredTie,
    Price,
    SeamModels,
    StoryConfig,
    scenes_for,
)
from novel_engine.story.givens.facts import Fact, Item, Place
from novel_engine.story.givens.kernels import NOTHING_SAID, FactSlot
from novel_engine.story.givens.people import Tie
from novel_engine.story.givens.roles import Roles
from novel_engine.story.givens.texture import Sense, Texture
from novel_engine.story.givens.worlds import (
    NAMED_HOURS,
    Exhibit,
    OwnEnding,
    OwnHappening,
    OwnWorld,
    StoryMatter,
)

TIE_AXES = ("affection", "trust", "respect", "fear", "debt")


def config_of(name: str, form: StoryForm) -> StoryConfig:
    """The config of a filled form. `name` is the story's file name without its ending."""
    models = _models(form.model)
    return StoryConfig(
        name=name,
        title=form.title,
        genre=form.genre or DEFAULT_GENRE,
        cast=tuple(form.cast),
        premise=form.premise,
        kernel=form.kernel,
        second=form.second,
        roles=Roles(sorted(form.roles.items())),
        form=form.form or "",
        scenes=form.scenes or scenes_for(form.words),
        words=form.words,
        nights=form.nights or (NIGHTS if models.simulate_offline else 1),
        focalizer=form.focalizer,
        style=form.style,
        person=form.person or "",
        tense=form.tense or "",
        facts=tuple(_fact(fact) for fact in form.facts),
        secrets=tuple(AuthoredSecret(s.of, s.claim, s.stakes) for s in form.secrets),
        relationships=tuple(_tie(tie) for tie in form.relationships),
        threads=tuple(AuthoredThread(t.question, t.holder, t.stakes) for t in form.threads),
        places=tuple(_place(number, place) for number, place in enumerate(form.places, 1)),
        items=tuple(_item(number, item) for number, item in enumerate(form.items, 1)),
        world=_world(form.world) if form.world else None,
        matter=tuple(_matter(kernel, one) for kernel, one in sorted(form.matter.items())),
        avoid=tuple(form.avoid),
        models=models,
        seed=form.seed or "",
    )


def _models(form: ModelsForm) -> SeamModels:
    return SeamModels(
        deciding=form.deciding,
        framing=form.framing,
        narrating=form.narrating,
        temperature=form.temperature,
        timeout=form.timeout,
        output=form.output,
        at_once=form.at_once,
        improvise=form.improvise,
        prices=tuple(
            Price(model, price.input, price.output) for model, price in sorted(form.prices.items())
        ),
    )


def _fact(form: FactForm) -> AuthoredFact:
    """The fact of a form, whose keys are a fact's own but for `known_by`."""
    said = form.model_dump(exclude={"tokens", "known_by"})
    fact = Fact(id="", topic="", tokens=tuple(form.tokens), **said)
    return AuthoredFact(fact, tuple(form.known_by))


def _tie(form: RelationshipForm) -> AuthoredTie:
    feelings = {feeling: getattr(form, feeling) for feeling in TIE_AXES}
    return AuthoredTie(form.one, Tie(other=form.to, label=form.label, **feelings))


def _place(number: int, form: PlaceForm) -> Place:
    return Place(
        id=form.id or slug(form.name) or f"place-{number}",
        name=form.name,
        preposition=form.preposition,
        adjacent=tuple(form.adjacent),
        private=form.private,
    )


def _world(form: WorldForm) -> OwnWorld:
    weather = form.time.weather
    return OwnWorld(
        places=_joined(tuple(_of_world(key, one) for key, one in form.places.items())),
        until=form.time.until,
        weathers=tuple(weather) if weather is not None else None,
        work=tuple(form.work.items()),
        hours=tuple(
            (hour, said) for hour in NAMED_HOURS if (said := getattr(form.time.hours, hour))
        ),
        whole=form.name,
        together=form.people,
        texture=_texture(form),
    )


def _texture(form: WorldForm) -> Texture:
    return Texture(
        looks=_sensed(form, "looks", form.looks),
        sounds=_sensed(form, "sounds", {}),
        smells=_sensed(form, "smells", {}),
        hands=gestures_of(form.hands),
        sayings=tuple(map(saying_of, form.sayings)),
        motifs=tuple(map(motif_of, form.motifs)),
    )


def _sensed(
    form: WorldForm, sense: Sense, more: Mapping[str, Sequence[str]]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What there is of each place for one sense: what stands with the place, and what stands apart."""
    found = {key: [*getattr(one, sense), *more.get(key, ())] for key, one in form.places.items()}
    found |= {key: list(said) for key, said in more.items() if key not in found}
    return tuple((key, tuple(said)) for key, said in found.items() if said)


def _of_world(key: str, form: WorldPlaceForm) -> Place:
    return Place(
        id=key,
        name=form.name or place_phrase(f"the {key.replace('-', ' ').replace('_', ' ')}"),
        preposition=form.at,
        adjacent=tuple(form.next),
        affords=tuple(form.affords),
        private=form.private,
    )


def _joined(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The places, each beside those that it is named beside; one that is named beside none, and
    names none, is beside the first.
    """
    beside: dict[str, list[str]] = {place.id: list(place.adjacent) for place in places}
    for place in places[1:]:
        if not place.adjacent and not any(place.id in others for others in beside.values()):
            beside[place.id].append(places[0].id)
    for one in places:
        for other in list(beside[one.id]):
            beside.setdefault(other, []).append(one.id)
    return tuple(
        replace(place, adjacent=tuple(dict.fromkeys(beside[place.id]))) for place in places
    )


def _matter(kernel: str, form: MatterForm) -> StoryMatter:
    return StoryMatter(
        kernel=kernel,
        title=form.title,
        facts=tuple((name, _slot(fact)) for name, fact in form.facts.items()),
        evidence=tuple(
            Exhibit(one.item, one.shows, one.points, one.place) for one in form.evidence
        ),
        places=tuple(form.places.items()),
        takes=form.takes,
        by=form.by,
        happens=tuple(
            OwnHappening(name, one.when, one.who, one.what) for name, one in form.happens.items()
        ),
        endings=tuple(
            OwnEnding(name, tuple(one.needs), one.says, one.unsolved)
            for name, one in form.endings.items()
        ),
    )


def _slot(form: MatterFactForm) -> FactSlot:
    said = form.model_dump(exclude={"tokens"})
    fact = replace(NOTHING_SAID, tokens=tuple(form.tokens), **said)
    return FactSlot(fact, frozenset(form.model_fields_set))


def _item(number: int, form: ItemForm) -> AuthoredItem:
    id_ = form.id or slug(form.name) or f"item-{number}"
    item = Item(id=id_, name=form.name, plural=form.plural, portable=form.portable)
    return AuthoredItem(item, form.holder, form.place)
