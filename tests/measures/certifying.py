"""What certificates say over many seeds, printed: `python -m tests.measures.certifying --seeds 40`.

For every bundled story, a world in ten lines and bare names, in the usual style and plainly told: of so
many stories how many certify, and by which checks the others fail. With `--failures` each failure is
printed too.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from multiprocessing import get_context

from novel_engine.app.assembly import assemble
from novel_engine.app.curating import Curated, curated
from novel_engine.app.kept_nights import KeptNight
from novel_engine.app.proving.certified_nights import on_a_certified_night, worded
from novel_engine.story.certifying.certificate import certified
from novel_engine.story.certifying.findings import CertificateFinding
from novel_engine.story.certifying.registry import CERTIFICATE_CHECKS
from novel_engine.story.fabula.fabula import Fabula
from novel_engine.story.mending.mended import things_put_in
from novel_engine.story.telling.syuzhet import RenderedChapter
from novel_engine.values import dataclass
from tests.measures.played_nights import groups, materials_of

USUAL, PLAIN = "", "plain"
WORKERS, NIGHTS = 2, 12


@dataclass(frozen=True, slots=True)
class Certified:
    """One story's findings."""

    seed: int
    findings: tuple[CertificateFinding, ...]
    plainly: int
    is_next_best: bool

    @property
    def failures(self) -> tuple[CertificateFinding, ...]:
        """Those that fail."""
        return tuple(one for one in self.findings if one.state == "failed")


def words_of(
    group: str, seed: int, style: str, nights: int = NIGHTS
) -> tuple[Fabula, tuple[RenderedChapter, ...]]:
    """A story of a group, in the words of one of its narrators, on the night that `run` would tell."""
    words = night_of(group, seed, style, nights).words
    assert words is not None
    return words.fabula, words.chapters


def night_of(group: str, seed: int, style: str, nights: int) -> Curated:
    """The night that `run` would tell, with its telling."""
    assembly = assemble(materials_of(group), str(seed))
    config = replace(assembly.config, style=style or assembly.config.style, nights=nights)
    night = on_a_certified_night(curated(replace(assembly, config=config)))
    return night if night.words else replace(night, words=worded(night))


def certificate_of(job: tuple[str, int, str, int]) -> Certified:
    """The findings of one story."""
    night = night_of(*job)
    words = night.words
    assert words is not None
    found = certified(words.fabula, words.chapters).findings
    is_next_best = KeptNight(night.number, night.scores).is_next_best
    return Certified(job[1], found, things_put_in(words.chapters), is_next_best)


def rows(stories: Sequence[Certified]) -> Iterator[str]:
    """What so many stories come to: how many certify, and what share fails by each check."""
    whole = sum(not one.failures for one in stories)
    yield f"  {whole} of {len(stories)} certify"
    mended = [one.plainly for one in stories if one.plainly]
    yield f"  {len(mended)} are mended, by {sum(mended)} things said plainly"
    yield f"  {sum(one.is_next_best for one in stories)} are told of a next best night"
    failing = Counter(check for one in stories for check in {f.check for f in one.failures})
    for name in CERTIFICATE_CHECKS:
        if failing[name]:
            share = failing[name] * 100 // len(stories)
            yield f"  {name:14} {share:3} % of stories fail"


def main() -> None:
    """Print what certificates say."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seeds", type=int, default=40, help="stories of each (40)")
    asked.add_argument("--first", type=int, default=1, help="the first seed (1)")
    asked.add_argument("--nights", type=int, default=NIGHTS, help="of how many the best is told")
    asked.add_argument("--group", action="append", help="only this group, or story file")
    asked.add_argument("--style", action="append", help="only this narrator")
    asked.add_argument("--failures", action="store_true", help="print every failure")
    chosen = asked.parse_args()
    seeds = range(chosen.first, chosen.first + chosen.seeds)
    for group in chosen.group or groups():
        for style in chosen.style or (USUAL, PLAIN):
            materials_of(group)
            jobs = [(group, seed, style, chosen.nights) for seed in seeds]
            with get_context("fork").Pool(WORKERS) as pool:
                found = pool.map(certificate_of, jobs, chunksize=2)
            print(f"{group}, {style or 'usual'}:")
            for row in rows(found):
                print(row)
            for one in found if chosen.failures else ():
                for bad in one.failures:
                    print(f"    {one.seed} {bad.check} ¶{bad.paragraph}: {bad.about}")
                    print(f"        {bad.quote}")


if __name__ == "__main__":
    main()
