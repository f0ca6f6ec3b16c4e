"""The predicates of the condition language that are about things: who has them, and what they show."""

from __future__ import annotations

from novel_engine.story.deciding.lens import Lens


def holds(lens: Lens, person: str, item: str) -> bool:
    """The person has the thing."""
    return lens.holder_of(item) == person


def here(lens: Lens, item: str) -> bool:
    """The thing lies in sight where the actor is."""
    return lens.lies_here(item)


def portable(lens: Lens, item: str) -> bool:
    """The thing can be carried."""
    found = lens.setting.items.get(item)
    return found is not None and found.portable


def evidence(lens: Lens, item: str, fact: str) -> bool:
    """The thing shows the fact to whoever looks."""
    found = lens.setting.items.get(item)
    return found is not None and fact in found.evidence


def telling_item(lens: Lens, item: str) -> bool:
    """The thing shows something the actor knows it shows."""
    found = lens.setting.items.get(item)
    mind = lens.mind(lens.actor)
    return (
        found is not None and mind is not None and any(mind.holds_true(f) for f in found.evidence)
    )


def unread(lens: Lens, item: str) -> bool:
    """The actor has not yet taken in what the thing shows."""
    found = lens.setting.items.get(item)
    mind = lens.mind(lens.actor)
    return bool(
        found and found.evidence and mind and not all(f in mind.beliefs for f in found.evidence)
    )


def shown(lens: Lens, person: str, item: str) -> bool:
    """The person has been shown the thing, or has looked at it: holds all it tells."""
    found = lens.setting.items.get(item)
    mind = lens.mind(lens.actor)
    if found is None or not found.evidence:
        return False
    if mind is not None and (person, item) in mind.shown_to:
        return True
    return all(lens.confidence(person, f) != 0 for f in found.evidence)
