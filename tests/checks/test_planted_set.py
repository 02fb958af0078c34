"""The set that the privacy rules are measured with is whole: a rule that nothing was planted for is not measured."""

import re
from collections import Counter

import pytest
from tests.checks.planted import PLANTED_FILE, Sample, read_planted_set

SET = read_planted_set()
ALL = (*SET.planted, *SET.innocent, *SET.arguable)
RULES = {f"CF7{number:02d}" for number in range(1, 33)}
PERSONAL = {f"CF7{number:02d}" for number in range(1, 17)}
PLACES = {
    "markdown", "code", "comment", "output", "metadata", "front-matter", "csv", "html", "yaml", "image", "path",
}  # fmt: skip
# What standards set aside for examples: RFC 2606, RFC 5737, the North American numbering plan.
RESERVED = re.compile(
    r"[@./]example\.(?:org|com|net)\b|\.(?:test|invalid|example)\b"
    r"|555[ .-]?01\d\d\b|\b(?:192\.0\.2|198\.51\.100|203\.0\.113)\.|\b127\.0\.0\.1\b"
)


def test_there_is_enough_of_each_kind() -> None:
    assert len(SET.planted) >= 260
    assert len(SET.innocent) >= 150
    assert sum(not sample.structured for sample in SET.planted) >= 15, "to say what names and veiled words cost"


def test_ids_are_unique() -> None:
    assert [id for id, count in Counter(sample.id for sample in ALL).items() if count > 1] == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_rule_is_tried_in_both_languages(language: str) -> None:
    own = [sample for sample in SET.planted if sample.language == language]
    assert {sample.rule for sample in own if sample.structured} == RULES
    assert 0.45 <= len(own) / len(SET.planted) <= 0.55
    assert sum(sample.language == language for sample in SET.innocent) >= 75


def test_an_item_says_what_it_is() -> None:
    assert [sample.id for sample in ALL if not _is_whole(sample)] == []
    assert [sample.id for sample in ALL if bool(sample.why) != (sample in SET.arguable)] == []


def _is_whole(sample: Sample) -> bool:
    known = sample.rule in RULES and sample.place in PLACES and sample.language in ("en", "es")
    return known and sample.value != "" and sample.text.count(sample.value) == 1


def test_no_planted_person_hides_behind_what_is_reserved_for_examples() -> None:
    assert [sample.id for sample in SET.planted if sample.rule in PERSONAL and RESERVED.search(sample.value)] == []


def test_keys_stand_in_pieces() -> None:
    written = PLANTED_FILE.read_text(encoding="utf-8")
    assert [sample.id for sample in SET.planted if sample.rule == "CF711" and sample.value in written] == []
