"""The table of rules: what each row must have."""

import re

import pytest

from courseforge.checks import RULES, Rule

NAMES = {rule.code: rule for rule in RULES}


def test_codes_and_names_are_given_once() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_rules_stand_in_the_order_of_their_codes() -> None:
    assert [rule.code for rule in RULES] == sorted(rule.code for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_has_a_code_a_name_and_a_page(rule: Rule) -> None:
    assert re.fullmatch(r"CF[1-9][0-9]{2}", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", rule.name)
    page = rule.find.__doc__ or ""
    assert page.partition("\n")[0].endswith(".")
    for part in ("Why:", "Fails", "Mended"):
        assert part in page, f"the page of {rule.code} has no “{part}”"
