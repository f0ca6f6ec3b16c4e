"""When a scene is, as a phrase that begins its first sentence: `The next morning`, `Two days later, in
the evening,`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

DAY_OF: Mapping[str, str] = {
    "morning": "Later that morning",
    "day": "Early that afternoon",
    "evening": "That evening",
    "night": "Late that night",
}
DAY_AFTER: Mapping[str, str] = {
    "morning": "The next morning",
    "day": "Early the next afternoon",
    "evening": "The next evening",
    "night": "Late the next night",
}
AT_FIRST: Mapping[str, str] = {
    "morning": "One morning",
    "day": "Early one afternoon",
    "evening": "One evening",
    "night": "Late one night",
}
HOURS_LATER: Mapping[str, str] = {
    "morning": "in the morning",
    "day": "in the afternoon",
    "evening": "in the evening",
    "night": "late at night",
}
COUNTED: Sequence[str] = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")


def number_in_words(many: int) -> str:
    """So many, as a word where there is one."""
    return COUNTED[many] if many < len(COUNTED) else str(many)


def when_it_is(gap: str, days: int, hour: str, own: str) -> str:
    """The phrase for a scene at this hour, so many days after the last that was told; `own` is what the
    hour is called in this world, if it has a name there.
    """
    if gap == "none":
        return own[:1].upper() + own[1:] if own else AT_FIRST[hour]
    if gap == "days":
        return f"{number_in_words(days).capitalize()} days later, {own or HOURS_LATER[hour]},"
    if own:
        return f"{'That day' if gap == 'same_day' else 'The next day'}, {own},"
    return (DAY_OF if gap == "same_day" else DAY_AFTER)[hour]
