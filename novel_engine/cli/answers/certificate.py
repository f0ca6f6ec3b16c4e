"""What `certify` says of a telling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from novel_engine.app.looking import RecordedStory
from novel_engine.cli.wording import name_in_words
from novel_engine.story.certifying.findings import Certificate, CertificateFinding
from novel_engine.story.certifying.registry import CERTIFICATE_CHECKS
from novel_engine.story.english.text import so_many

MOST_IN_A_LINE = 12
"""Numbers: of paragraphs in the line of a check; `--all` names every one."""


def certificate_as_lines(
    story: RecordedStory, telling: str, found: Certificate, *, everything: bool
) -> Iterator[str]:
    """The answer in plain lines: one for each check, or one for each finding; failures last."""
    through = name_in_words(story.setting, found.focalizer)
    yield f"{story.setting.title}, seed {story.setting.seed}, told as {telling} through {through}"
    for name in CERTIFICATE_CHECKS:
        findings = [one for one in found.findings if one.check == name]
        if everything:
            yield from _each(name, findings)
        else:
            yield f"  {name:<14}{_in_short(findings)}"
    yield ""
    yield in_a_line(found)
    for one in found.failures:
        yield f"  {one.check}, paragraph {one.paragraph}: {one.about}"
        yield f"      “{one.quote}”"
        yield f"      cure: {one.cure}"


def in_a_line(found: Certificate) -> str:
    """Whether all of it holds, or how much does not."""
    looked = [one for one in found.findings if one.state != "absent"]
    if found.holds:
        return f"certified: {so_many(len(looked), 'thing holds', 'things hold')}"
    return f"not certified: {len(found.failures)} of {so_many(len(looked), 'thing')} fail"


def _in_short(findings: Sequence[CertificateFinding]) -> str:
    """How many of them hold, and in which paragraphs."""
    asked = [one for one in findings if one.state != "absent"]
    if not asked:
        return "; ".join(one.about for one in findings) or "nothing of the kind"
    hold = sum(one.state != "failed" for one in asked)
    where = sorted({one.paragraph for one in asked if one.paragraph and one.state == "proven"})
    named = ", ".join(map(str, where[:MOST_IN_A_LINE]))
    more = " …" if len(where) > MOST_IN_A_LINE else ""
    unknown = sum(one.state == "unknowable" for one in asked)
    never = f"; never learnt: {unknown}" if unknown else ""
    return f"{hold} of {len(asked)}{f', paragraphs {named}{more}' if named else ''}{never}"


def _each(name: str, findings: Sequence[CertificateFinding]) -> Iterator[str]:
    yield f"{name}: {CERTIFICATE_CHECKS[name].asks}"
    for one in findings:
        where = f", paragraph {one.paragraph}" if one.paragraph else ""
        yield f"  {one.state}{where}: {one.about}"
        if one.quote:
            yield f"      “{one.quote}”"


def certificate_as_json(story: RecordedStory, telling: str, found: Certificate) -> dict[str, Any]:
    """The answer as one JSON object: the same keys always."""
    return {
        "folder": str(story.folder),
        "telling": telling,
        "focalizer": found.focalizer,
        "paragraphs": found.paragraphs,
        "certified": found.holds,
        "failures": len(found.failures),
        "checks": [
            {
                "check": name,
                "asks": check.asks,
                "findings": [_plain(one) for one in found.findings if one.check == name],
            }
            for name, check in CERTIFICATE_CHECKS.items()
        ],
    }


def _plain(one: CertificateFinding) -> dict[str, Any]:
    return {key: value for key, value in asdict(one).items() if key not in ("check", "lack")}
