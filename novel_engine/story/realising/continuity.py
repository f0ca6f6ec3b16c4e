"""The stage: what a reader has been shown of postures, hands, fire, lamp and door, while a scene is
told.

Fragments declare what they need of it and what they set. What nobody has shown is unknown, and
unknown contradicts nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import TypeAlias

from novel_engine.story.givens.fragments import FIXTURES, STRICT, Features, Fragment
from novel_engine.story.givens.verbs import Verb
from novel_engine.values import dataclass

Aspect: TypeAlias = tuple[str, str]
"""Whose state (a person, a place) and which: `posture`, `hands`, `fire`, `lamp`, `door`."""

LASTING = ("fire", "lamp")
HEARTH = "hearth"
LIGHT: Mapping[str, tuple[str, ...]] = {
    "morning": ("day", "dark"),
    "day": ("day",),
    "evening": ("dark",),
    "night": ("dark",),
}
"""What light an hour may have; a winter's morning may be either."""


@dataclass(frozen=True, slots=True)
class Stage:
    """The state of the scene under way, as far as it has been told. `place` is where the beat at
    hand is.
    """

    scene: int = -1
    place: str = ""
    time: tuple[str, str] = ("", "")
    light: tuple[str, ...] = ()
    affords: tuple[str, ...] = ()
    known: Mapping[Aspect, str] = field(default_factory=dict)

    def entered(self, scene: int, features: Features) -> Stage:
        """The stage at a beat: a new scene forgets people and doors, a new hour fires and lamps as
        well.
        """
        hour, day = _first(features, "hour"), _first(features, "day")
        time = (day, hour)
        return Stage(
            scene=scene,
            place=_first(features, "place"),
            time=time,
            light=LIGHT.get(hour, ()),
            affords=tuple(features.get("affords", ())),
            known=self.known if scene == self.scene else self._outlasting(time),
        )

    def _outlasting(self, time: tuple[str, str]) -> Mapping[Aspect, str]:
        """What of this scene still stands in another at this day and hour."""
        lasting = LASTING if time == self.time else ()
        return {aspect: value for aspect, value in self.known.items() if aspect[1] in lasting}

    def contradicts(self, fragment: Fragment, roles: Mapping[str, str]) -> bool:
        """Whether anything the fragment needs is known to be otherwise, or, where it is strict, is
        not known to be so.
        """
        return any(not self._allows(key, values, roles) for key, values in fragment.needs)

    def after(
        self, fragment: Fragment, roles: Mapping[str, str], verb: Verb | None = None
    ) -> Stage:
        """The stage once the fragment has been read: what it needed was shown to be so, and what it
        sets is so now.

        `verb` is what it tells, if that is an act.
        """
        known = dict(self.known)
        for key, values in fragment.needs:
            aspect = self._aspect(key, roles)
            if aspect and len(values) == 1:
                known.setdefault(aspect, values[0].rstrip(STRICT))
        if verb and "stands" in verb.marks and roles.get("A"):
            known[roles["A"], "posture"] = "standing"
        sets = ((self._aspect(key, roles), value) for key, value in fragment.sets)
        known.update((aspect, value) for aspect, value in sets if aspect)
        return replace(self, known=known)

    def unsettled(self, person: str) -> Stage:
        """The stage once a person has done something that declares nothing of it: how they, and
        things here, are is unknown.
        """
        known = {
            aspect: value
            for aspect, value in self.known.items()
            if aspect[0] not in (person, self.place)
        }
        return replace(self, known=known)

    def _allows(self, key: str, values: tuple[str, ...], roles: Mapping[str, str]) -> bool:
        wanted = tuple(value.rstrip(STRICT) for value in values)
        if key == "light":
            return not self.light or any(value in self.light for value in wanted)
        if key == "fire" and self.affords and HEARTH not in self.affords:
            return False
        aspect = self._aspect(key, roles)
        is_so = self.known.get(aspect, "") if aspect else ""
        if not is_so:
            return not any(value.endswith(STRICT) for value in values)
        return is_so in wanted or ("full" in wanted and key.endswith(".hands") and is_so != "free")

    def _aspect(self, key: str, roles: Mapping[str, str]) -> Aspect | None:
        """What a key speaks of here; nothing, when nobody plays the role."""
        if key in FIXTURES:
            return self.place, key
        role, _, part = key.partition(".")
        return (roles[role], part or "posture") if roles.get(role) else None


def _first(features: Features, key: str) -> str:
    return next(iter(features.get(key, ())), "")
