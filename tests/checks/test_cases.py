"""Every rule fires on a lesson that breaks it, in words that were read before, and is silent on one that keeps it.

``cases/<code>/`` holds them, ``expected.txt`` there is what a person is told. Accept new words with ``pytest --update``.
"""

from pathlib import Path

import pytest
from tests.checks.case import CASES, Case, judge, judge_mended, list_cases, tell

from courseforge.checks import RULES

CODES = sorted(rule.code for rule in RULES)


@pytest.mark.parametrize("code", CODES)
def test_every_rule_has_both_kinds_of_cases(code: str) -> None:
    kinds = {case.fires for case in list_cases() if case.code == code}
    assert kinds == {True, False}, f"write cases/{code}/fires.md and cases/{code}/silent.md"


def test_every_case_has_a_rule() -> None:
    assert {case.code for case in list_cases()} <= set(CODES)


@pytest.mark.parametrize("case", [case for case in list_cases() if not case.fires], ids=str)
def test_silent(case: Case, tmp_path: Path) -> None:
    assert tell(judge(case, tmp_path / "library")) == ""


@pytest.mark.parametrize("code", CODES)
def test_fires(code: str, tmp_path: Path, update: bool) -> None:
    told = ""
    for case in (case for case in list_cases() if case.code == code and case.fires):
        said = tell(judge(case, tmp_path / case.path.name))
        assert said, f"{case} breaks nothing"
        told += f"{case.path.name}\n{said}"
    golden = CASES / code / "expected.txt"
    if update:
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


def has_fixes(code: str) -> bool:
    golden = CASES / code / "expected.txt"
    return golden.exists() and "\n    fix " in golden.read_text("utf-8")  # that of a new rule is written first


@pytest.mark.parametrize("code", [*filter(has_fixes, CODES)])
def test_what_a_fix_promises_to_mend_is_mended(code: str, tmp_path: Path) -> None:
    for case in (case for case in list_cases() if case.code == code and case.fires):
        before, after = judge_mended(case, tmp_path / case.path.name)
        assert len(after) <= sum(said.fix is None for said in before), tell(after)
