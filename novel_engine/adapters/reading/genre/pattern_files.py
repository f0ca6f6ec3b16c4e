"""Files of sifting patterns, as `configs/core/patterns.yaml` shows them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from novel_engine.adapters.reading.document import Document
from novel_engine.adapters.reading.genre.all_at_once import NO_PARTS, Faults
from novel_engine.adapters.reading.yaml_part import Part, whole
from novel_engine.adapters.untrusted_text import printable, suggestion
from novel_engine.story.givens.patterns import Pattern, Step, parse_step
from novel_engine.story.givens.verbs import Verb

PATTERN_KEYS = ("about", "steps", "worth")
# Steps: of one there is nothing to come of.
FEWEST_STEPS = 2


def patterns_of(
    document: Document, verbs: Mapping[str, Verb], kinds: Collection[str]
) -> list[Pattern]:
    """The patterns of one file, of these verbs and kinds of fact. Raises GenreError with file and
    line, for each mistake.
    """
    faults = Faults()
    reader = _Reader(faults, verbs, kinds)
    found = faults.each(reader.pattern, whole(document).parts())
    faults.settle()
    return found


class _Reader:
    """Reads patterns; what cannot be read is among the faults."""

    def __init__(self, faults: Faults, verbs: Mapping[str, Verb], kinds: Collection[str]) -> None:
        self.faults = faults
        self.verbs = verbs
        self.kinds = kinds

    def pattern(self, name: str, body: Part) -> Pattern:
        body = self.faults.known(body.known_as_keys(), PATTERN_KEYS)
        rows = self.faults.take(lambda: body.rows("steps"), NO_PARTS)
        self.faults.look(lambda: _check_many(body, rows))
        return Pattern(
            name,
            self.faults.take(lambda: body.text("about"), ""),
            tuple(self.faults.each(self.step, ((row,) for row in rows))),
            self.faults.take(lambda: body.number("worth", least=1, most=9), 1),
        )

    def step(self, row: Part) -> Step:
        found = row.made(parse_step)
        for verb in found.verbs:
            self.faults.look(partial(self._check_verb, row, verb, found))
        for kind in found.kinds:
            if kind not in self.kinds:
                cure = suggestion(kind, self.kinds)
                what = f"'{printable(kind)}' is no kind of fact; {cure}"
                self.faults.look(partial(row.fail, what))
        return found

    def _check_verb(self, row: Part, name: str, step: Step) -> None:
        verb = self.verbs.get(name)
        if verb is None:
            row.fail(f"'{printable(name)}' is no verb; {suggestion(name, self.verbs)}")
        for role, _ in step.roles:
            if verb.roles and role not in verb.role_names:
                known = ", ".join(verb.role_names)
                row.fail(f"'{name}' has no role '{role}'; it has {known}, so take the step apart")


def _check_many(body: Part, rows: Sequence[Part]) -> None:
    if len(rows) < FEWEST_STEPS:
        body.fail("a pattern needs two steps or more; give them under `steps:`", "steps")
