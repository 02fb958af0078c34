"""What ``doctor`` saw on this machine, in words and as JSON."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rich.text import Text

from courseforge.reporting.json_report import Document
from courseforge.reporting.wording import count, indent, printable, sentence


class Health(StrEnum):
    """How well one thing stands."""

    GOOD = "good"
    LACKING = "lacking"  # courseforge works; something is slower, weaker or not there
    BROKEN = "broken"  # courseforge cannot do its work


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        subject: a short name that stays the same from version to version.
        message: what was found, in plain words.
        hint: what to do about it.
        detail: a program's own words; shown with ``--verbose``.
    """

    subject: str
    health: Health
    message: str
    hint: str = ""
    detail: str = ""


_WORDS = {Health.GOOD: ("good", "green"), Health.LACKING: ("note", "bold yellow"), Health.BROKEN: ("bad", "bold red")}


def describe_machine(
    findings: Sequence[Finding], *, width: int | None = None, verbose: bool = False
) -> Iterator[Text]:
    """Say what the machine has and lacks, and whether courseforge can work here."""
    column = max((len(finding.subject) for finding in findings), default=0)
    for finding in findings:
        yield from _describe(finding, column, width, verbose)
    yield Text()
    yield _verdict(findings)


def machine_document(findings: Sequence[Finding]) -> Document:
    """Return what ``doctor --format json`` prints."""
    found = Counter(finding.health for finding in findings)
    return {
        "findings": [
            {
                "subject": finding.subject,
                "health": finding.health.value,
                "message": finding.message,
                "hint": finding.hint,
            }
            for finding in findings
        ],
        "summary": {health.value: found[health] for health in Health},
    }


def _describe(finding: Finding, column: int, width: int | None, verbose: bool) -> Iterator[Text]:
    word, style = _WORDS[finding.health]
    margin = " " * (8 + column)
    yield Text.assemble((f"{word:<6}", style), f"{finding.subject:<{column}}  ", printable(finding.message))
    if finding.hint:
        yield from (Text(line, "green") for line in indent(finding.hint, width, margin, first="What to do: "))
    if verbose and finding.detail:
        yield from (Text(line, "dim") for line in indent(finding.detail, None, margin + "| "))


def _verdict(findings: Sequence[Finding]) -> Text:
    broken = sum(finding.health is Health.BROKEN for finding in findings)
    if broken:
        things = count(broken, "thing must", "things must")
        return Text(sentence(f"{things} be mended before courseforge can work here."), "bold red")
    return Text("courseforge can work here.", "bold green")
