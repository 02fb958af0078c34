"""MARC fields that catalogers write by hand, one in a line."""

from collections.abc import Iterable, Iterator

from courseforge.model import KeyPath
from courseforge.model.marc_line import parse_marc_line
from courseforge.reading.codes import FACT_IS_UNDERSTOOD, Fault, at_most
from courseforge.reading.wording import show
from courseforge.reading.yaml_document import YamlDocument


def check_marc_lines(lines: Iterable[str], document: YamlDocument, at: KeyPath) -> tuple[Fault, ...]:
    """Name the lines that are no MARC field, and say of each what it lacks; records are made without them."""
    return at_most(_check(lines, document, at))


def _check(lines: Iterable[str], document: YamlDocument, at: KeyPath) -> Iterator[Fault]:
    for number, line in enumerate(lines):
        reason = parse_marc_line(line)
        if isinstance(reason, str):
            message = f"{show(line)} is not a MARC field, so it is left out. {reason}"
            hint = "Write for example: 246 3_ $a Beat making"
            yield Fault(FACT_IS_UNDERSTOOD, message, hint, line=document.line((*at, number)))
