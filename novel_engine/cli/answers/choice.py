"""What `why` says of one character's turn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from novel_engine.app.hindsight import Hindsight, PastOption, hindsight
from novel_engine.app.looking import RecordedStory, world_of
from novel_engine.cli.wording import act_in_words, event_in_words, name_in_words
from novel_engine.errors import UsageError
from novel_engine.story.fabula.events import Refused, id_of
from novel_engine.story.fabula.setting import Setting
from novel_engine.story.givens.verbs import Action


def choice_as_lines(story: RecordedStory, person: str, turn: int) -> Iterator[str]:
    """The answer in plain lines."""
    setting, seen = story.setting, _looked_at(story, person, turn)
    who = name_in_words(setting, person)
    yield f"turn {turn}, scene {seen.scene}: {_what_was_done(story, seen, person)}"
    yield _before_the_menu(setting, seen, who)
    for option in seen.options:
        yield from _option_lines(story, seen, option)
    if not seen.options:
        yield "      nothing that appealed"
    for refused in seen.refusals:
        yield f"refused in turn {refused.turn}: {event_in_words(setting, refused)}"


def _before_the_menu(setting: Setting, seen: Hindsight, who: str) -> str:
    if not seen.is_here:
        alone = "alone, and asked all the same, the choice would have been:"
        return f"{who} was not in this scene; {alone}"
    if owed := seen.view.obligation:
        by, fact = name_in_words(setting, owed.by), name_in_words(setting, owed.fact)
        return f"{who} owed {by} an answer about {fact}, and could have:"
    return f"{who} could have:"


def choice_as_json(story: RecordedStory, person: str, turn: int) -> dict[str, Any]:
    """The answer as one JSON object, the view as the character had it among the rest."""
    seen = _looked_at(story, person, turn)
    return {
        "folder": str(story.folder),
        "name": person,
        "turn": turn,
        "scene": seen.scene,
        "here": seen.is_here,
        "done": event_in_words(story.setting, seen.act) if seen.act else "",
        "own": _is_own(seen, person),
        "menu": [_option(story, seen, option) for option in seen.options],
        "refusals": [_plain_refusal(story.setting, refused) for refused in seen.refusals],
        "view": seen.view.plain(),
    }


def _plain_refusal(setting: Setting, refused: Refused) -> dict[str, Any]:
    return {
        "turn": refused.turn,
        "event": id_of(refused),
        "act": act_in_words(setting, refused.actor, refused.verb, refused.roles),
        "reason": refused.reason,
    }


def _looked_at(story: RecordedStory, person: str, turn: int) -> Hindsight:
    last = story.events[-1].turn if story.events else 0
    if not 1 <= turn <= last:
        raise UsageError(
            f"{story.folder} has the turns 1 to {last}, and no turn {turn}; "
            "`novel-engine show` numbers them"
        )
    world_of(story)
    return hindsight(story.fabula, person, turn)


def _is_own(seen: Hindsight, person: str) -> bool:
    """Whether what was done in the turn was this person's doing."""
    return seen.act is not None and seen.act.actor == person


def _what_was_done(story: RecordedStory, seen: Hindsight, person: str) -> str:
    if seen.act is None:
        return "nobody did anything"
    whose = "" if _is_own(seen, person) else " (somebody else's turn)"
    return event_in_words(story.setting, seen.act) + whose


def _is_chosen(seen: Hindsight, option: PastOption) -> bool:
    act, action = seen.act, option.choice.action
    wanted = (action.actor, action.verb, action.roles)
    return act is not None and (act.actor, act.verb, act.roles) == wanted


def _attempt(setting: Setting, action: Action) -> str:
    """An act and its tactic; who would do it goes without saying."""
    act = act_in_words(setting, action.actor, action.verb, action.roles).partition(": ")[2]
    return f"{act}, {action.tactic.replace('_', ' ')}" if action.tactic else act


def _option_lines(story: RecordedStory, seen: Hindsight, option: PastOption) -> Iterator[str]:
    choice = option.choice
    mark = "→" if _is_chosen(seen, option) else " "
    yield f"  {mark} {choice.utility:>5}  {_attempt(story.setting, choice.action)}"
    reasons = [f"{drive} {points:+}" for drive, points in choice.reasons if points]
    yield f"           {', '.join(reasons) or 'the moment alone'}"
    if option.refusal:
        yield f"           the world would have refused: {option.refusal}"


def _option(story: RecordedStory, seen: Hindsight, option: PastOption) -> dict[str, Any]:
    choice = option.choice
    return {
        "verb": choice.action.verb,
        "roles": dict(choice.action.roles),
        "tactic": choice.action.tactic,
        "manner": choice.action.manner,
        "utility": choice.utility,
        "drives": dict(choice.reasons),
        "chosen": _is_chosen(seen, option),
        "refusal": option.refusal,
        "text": act_in_words(
            story.setting, choice.action.actor, choice.action.verb, choice.action.roles
        ),
    }
