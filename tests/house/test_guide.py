"""The guide names every fact of a record and of a JSON report: what is promised is written down."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

import pytest
from tests.house.guide_pages import part_of, read_page, words_of

from courseforge.catalog import EXPORTERS
from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.errors import ExitCode
from courseforge.model import (
    Accessibility,
    Alignment,
    CatalogFacts,
    Credit,
    ExecutionResult,
    ExecutionStatus,
    Record,
    Resource,
    Subject,
    Translation,
    Withdrawal,
)
from courseforge.model.cell_options import WORDS_OF_CELLS
from courseforge.rendering.staging.roles import ROLE_TITLES
from courseforge.reporting.json_report import build_document, check_document, run_document
from courseforge.reporting.machine_report import Finding, Health, machine_document
from courseforge.reporting.made import Made

KINDS = (Record, Credit, Translation, Accessibility, Subject, Alignment, Resource, CatalogFacts)

SAID = (Diagnostic("CF000", Severity.INFO, "A note.", Location("course.yml")),)
RAN = (ExecutionResult("first-steps/zine", "en", "courses/first-steps/zine.ipynb", ExecutionStatus.RAN),)
REPORTS = {
    "check": check_document(SAID, lessons=1, courses=1, clean=1),
    "run": run_document(RAN, SAID),
    "build": build_document(SAID, RAN, Made(site="_build/site", pages=1, lessons=1, written=1, removed=0)),
    "doctor": machine_document((Finding("git", Health.GOOD, "found"),)),
}


def keys_of(value: Any) -> Iterator[str]:
    for inner in value if isinstance(value, list) else ():
        yield from keys_of(inner)
    for key, inner in value.items() if isinstance(value, Mapping) else ():
        yield from (key, *keys_of(inner))


@pytest.mark.parametrize("command", REPORTS)
def test_every_key_of_a_report(command: str) -> None:
    keys = set(keys_of(REPORTS[command])) - {status.value for status in (*Severity, *ExecutionStatus, *Health)}
    assert keys - words_of(read_page("every-command.md")) == set()


def test_every_value_that_a_report_chooses_from() -> None:
    chosen = {value.value for value in (*Severity, *ExecutionStatus, *Health)}
    assert chosen - words_of(read_page("every-command.md")) == set()


def test_every_fact_of_a_record() -> None:
    facts = {field.name for kind in KINDS for field in fields(kind)} - {"kind"}
    assert facts - words_of(read_page("into-the-catalog.md")) == set()


def test_every_fact_of_what_was_taken_back() -> None:
    assert {field.name for field in fields(Withdrawal)} - words_of(read_page("when-a-lesson-leaves.md")) == set()


def test_every_role_of_a_part_of_a_lesson() -> None:
    assert (
        set(ROLE_TITLES) - words_of(part_of("parts-of-a-lesson.md", "## Roles: activity, hint, solution and more"))
        == set()
    )


def test_every_line_that_a_cell_can_begin_with() -> None:
    told = read_page("pictures-and-sounds.md") + read_page("mend-and-tidy.md")
    assert [name for name in (*WORDS_OF_CELLS, "fig-data") if f"{name}" not in told] == []


def test_every_way_in_which_a_command_ends() -> None:
    rows = re.findall(r"^\| (\d+) \|", part_of("every-command.md", "## How a command ends"), re.MULTILINE)
    assert [int(row) for row in rows] == sorted(ExitCode)


def test_every_format_of_the_catalog() -> None:
    assert set(EXPORTERS) - words_of(read_page("into-the-catalog.md")) == set()
