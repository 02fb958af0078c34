"""JUnit reports: what a build server reads, parsed as one would."""

import io
from pathlib import Path

from lxml import etree

from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.model import CellFailure, ExecutionResult, ExecutionStatus
from courseforge.reporting.junit_report import junit_document, write_junit

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("junit.xsd")))

RAN = ExecutionResult(
    "b/y", "en", "courses/b/y.ipynb", ExecutionStatus.RAN, "data/trees.csv changed", 1.25, walls=True
)
SKIPPED = ExecutionResult("b/z", "en", "courses/b/z.ipynb", ExecutionStatus.SKIPPED, "no code")
FAILURE = CellFailure(4, "NameError", "name 'tempo' is not defined", 2)
FAILED = ExecutionResult(
    "a/x", "es", "courses/a/x.es.ipynb", ExecutionStatus.FAILED, "not run yet", 0.5, failure=FAILURE, network=True
)
ERROR = Diagnostic(
    "CF590",
    Severity.ERROR,
    "Cell 4 stopped with NameError: name 'tempo' is not defined.",
    Location("courses/a/x.es.ipynb", line=2, cell=4),
    "Did you mean `tempos`?",
    detail="Traceback",
)
NOTE = Diagnostic("CF598", Severity.INFO, "Cell 2 prints.", Location("courses/b/y.ipynb", cell=2))
UNREADABLE = Diagnostic("CF020", Severity.ERROR, "This is not a notebook.", Location("courses/b/w.ipynb"))


def parse(results, diagnostics) -> etree._Element:
    stream = io.StringIO()
    write_junit(junit_document(results, diagnostics), stream)
    assert stream.getvalue().isascii()
    root = etree.fromstring(stream.getvalue().encode())
    SCHEMA.assertValid(root)
    return root


def test_each_lesson_is_a_case_of_its_course() -> None:
    root = parse([FAILED, RAN, SKIPPED], [ERROR, NOTE])
    assert dict(root.attrib) == {
        "name": "courseforge",
        "tests": "3",
        "failures": "1",
        "errors": "0",
        "time": "1.750",
    }
    assert [(suite.get("name"), suite.get("tests"), suite.get("skipped")) for suite in root] == [
        ("a", "1", "0"),
        ("b", "2", "1"),
    ]
    cases = {case.get("name"): case for case in root.iter("testcase")}
    assert [(case.get("classname"), name, case.get("time")) for name, case in cases.items()] == [
        ("a", "x (es)", "0.500"),
        ("b", "y (en)", "1.250"),
        ("b", "z (en)", "0.000"),
    ]
    assert cases["y (en)"].findtext("system-out") == "ran: data/trees.csv changed\nwalls: on"
    assert cases["x (es)"].findtext("system-out") == "failed: not run yet\nnetwork: on"
    assert cases["z (en)"].find("skipped").get("message") == "no code"
    failure = cases["x (es)"].find("failure")
    assert (failure.get("type"), failure.get("message")) == ("CF590", ERROR.message)
    assert failure.text == (
        "courses/a/x.es.ipynb, cell 4, line 2: CF590\n"
        "Cell 4 stopped with NameError: name 'tempo' is not defined.\n"
        "To mend: Did you mean `tempos`?\n"
        "Traceback"
    )


def test_a_file_that_was_never_run_is_not_lost() -> None:
    root = parse(
        [RAN], [UNREADABLE, Diagnostic("CF090", Severity.ERROR, "Gone.", Location("catalog/published.json"))]
    )
    assert (root.get("tests"), root.get("errors")) == ("3", "2")
    assert [(case.get("classname"), case.get("name")) for case in root.iter("testcase")] == [
        ("b", "y (en)"),
        ("b", "courses/b/w.ipynb"),
        ("library", "catalog/published.json"),
    ]
    assert root.find(".//error").get("message") == "This is not a notebook."


def test_nothing_that_a_lesson_says_breaks_the_document() -> None:
    wicked = "\x00\x1b[31m]]> <failure/> & \ud800 \ufffe \u202e \U0001f941 \"'\n"
    failed = ExecutionResult(
        "a/x", "en", "p", ExecutionStatus.FAILED, wicked, failure=CellFailure(1, wicked, wicked, 1, wicked)
    )
    root = parse([failed], [Diagnostic("CF590", Severity.ERROR, wicked, Location("p"), wicked, wicked)])
    assert "\\x00\\x1b[31m]]> <failure/> & \\ud800 \ufffd \\u202e \U0001f941 \"'" in root.find(".//failure").text
    assert parse([failed], []).find(".//failure") is not None


def test_an_empty_run_is_a_report_too() -> None:
    assert len(parse([], [])) == 0
