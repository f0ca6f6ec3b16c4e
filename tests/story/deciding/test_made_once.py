"""What was made of a value is not made again, and never taken for another's."""

from __future__ import annotations

from novel_engine.story.deciding.made_once import made_once
from novel_engine.story.givens.conditions import Name


def test_what_was_made_of_a_value_is_made_once_for_each_of_the_other_arguments() -> None:
    made: list[tuple[str, int]] = []

    @made_once
    def doubled(name: Name, times: int) -> str:
        made.append((name.name, times))
        return name.name * times

    one, equal = Name("a"), Name("a")
    assert [doubled(one, 2), doubled(one, 2), doubled(one, 3), doubled(equal, 2)] == [
        "aa",
        "aa",
        "aaa",
        "aa",
    ]
    assert made == [("a", 2), ("a", 3), ("a", 2)]


def test_a_value_that_is_gone_is_never_taken_for_a_new_one() -> None:
    named = made_once(lambda name: name.name)
    assert all(named(Name(str(number))) == str(number) for number in range(10_000))
