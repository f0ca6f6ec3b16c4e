"""Which kernels a story is made of, and who of its people plays which part of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Literal

from novel_engine.errors import CastingError
from novel_engine.story.directing.casting import CastKernel, Company, cast_kernel, fewest
from novel_engine.story.directing.weights import SHARED_EYES
from novel_engine.story.givens import draws
from novel_engine.story.givens.config import StoryConfig
from novel_engine.story.givens.facts import Place
from novel_engine.story.givens.genre import Genre
from novel_engine.story.givens.kernels import Kernel
from novel_engine.story.givens.people import Person
from novel_engine.values import replace


def cast_kernels(
    config: StoryConfig,
    people: Sequence[Person],
    genre: Genre,
    seed: str,
    ground: Mapping[str, Place],
) -> tuple[CastKernel, ...]:
    """The main kernel and a second one; roles fixed by the author are looked for in both."""
    written_for = _written_for(genre, config)
    names = written_for or _castable(genre, len(people), [role for role, _ in config.roles])
    main = _kernel(genre, config, "kernel") if config.kernel else _dealt(genre, names, seed)
    second = _second(genre, config)
    fixed = dict(config.roles)
    _check_fixed(config, [kernel for kernel in (main, second) if kernel])
    company = Company(
        tuple(people),
        seed,
        _own(main, fixed),
        where=partial(config.where, "roles"),
        ground=ground,
        until=until(config, genre),
        matter={one.kernel: one for one in config.matter},
        said_where=config.where,
        turn=seed if config.kernel else draws.deal_of(seed, len(names)),
    )
    cast_main = cast_kernel(main, company, main=True)
    if second is None or second.id == main.id:
        return (cast_main,)
    principals = dict.fromkeys(cast_main.names[role.name] for role in main.roles)
    company = replace(
        company,
        fixed=_shared(second, cast_main, _own(second, fixed), seed),
        preferred=tuple(person for person in principals if person),
    )
    return (cast_main, cast_kernel(second, company, main=False))


def _second(genre: Genre, config: StoryConfig) -> Kernel | None:
    """The second kernel, where one is asked for: a second line is told only where it shares a cause and
    a price with the first, and that is its author's to know.
    """
    return _kernel(genre, config, "second") if config.second else None


def _check_fixed(config: StoryConfig, kernels: Sequence[Kernel]) -> None:
    known = sorted({role.name for kernel in kernels for role in kernel.roles})
    for role in sorted(name for name, _ in config.roles):
        if role not in known:
            raise CastingError(
                f"{config.where('roles', role)}: no role '{role}'; there are {', '.join(known)}"
            )


def _shared(second: Kernel, main: CastKernel, fixed: dict[str, str], seed: str) -> dict[str, str]:
    """Nine times in ten, who sees most of the main plot sees most of the second as well, so that
    one telling can hold both.
    """
    rng = draws.generator(seed, "shared", 0, second.id)
    free = second.eyes not in fixed and main.eyes not in fixed.values()
    return {**fixed, second.eyes: main.eyes} if free and rng.random() < SHARED_EYES else fixed


def _own(kernel: Kernel, fixed: Mapping[str, str]) -> dict[str, str]:
    names = {role.name for role in kernel.roles}
    return {name: person for name, person in fixed.items() if name in names}


def _kernel(genre: Genre, config: StoryConfig, key: Literal["kernel", "second"]) -> Kernel:
    name = config.kernel if key == "kernel" else config.second
    every = {**genre.spare, **genre.kernels}
    if name not in every:
        known = ", ".join(sorted(every))
        raise CastingError(
            f"{config.where(key)}: the genre '{genre.name}' has no kernel '{name[:60]}'; it has "
            f"{known}"
        )
    return every[name]


def _dealt(genre: Genre, names: Sequence[str], seed: str) -> Kernel:
    """The seed's kernel: of neighbouring seeds each has another."""
    return {**genre.spare, **genre.kernels}[draws.dealt("kernel", seed, "", names)]


def _written_for(genre: Genre, config: StoryConfig) -> list[str]:
    """The kernels that the author says anything of, by name: what is written for one is used. Raises
    CastingError for what is written for none.
    """
    every = {**genre.spare, **genre.kernels}
    for one in config.matter:
        if one.kernel not in every:
            known = ", ".join(sorted(every))
            raise CastingError(
                f"{config.where('matter', one.kernel)}: there is no kernel '{one.kernel[:60]}'; "
                f"there are {known}"
            )
    return [one.kernel for one in config.matter]


def _castable(genre: Genre, people: int, roles: Sequence[str]) -> list[str]:
    """The kernels that so many people can play and that have all of these roles, by name; where none
    has both, those that have the roles; and all of them where none has.
    """
    every = sorted(genre.kernels)
    having = [n for n in every if {role.name for role in genre.kernels[n].roles} >= {*roles}]
    return [n for n in having if fewest(genre.kernels[n]) <= people] or having or every


def until(config: StoryConfig, genre: Genre) -> str:
    """Until when things can be put right: as the world has it, or the genre."""
    return config.world.until if config.world else genre.until
