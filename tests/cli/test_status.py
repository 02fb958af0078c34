"""``status``: what needs a look, said to staff, without running, asking or changing anything."""

import json
from pathlib import Path

import pytest
from tests.publishing.libraries import CONFIG, write_library

from courseforge.publishing.building import publish

DAY = "1800000000"  # 15 January 2027
FRONT = "reviewed: [{role: youth librarian, date: 2026-10-31}]\ncatalog: {reviewed: {role: cataloger, date: 2026-10-31}}\n"
FILES = {
    "sound/course.yml": "title: Sound Lab\ncatalog: {reviewed: {role: cataloger, date: 2026-10-31}}\n",
    "sound/course.es.yml": "title: Laboratorio\ncatalog: {reviewed: {role: cataloger, date: 2026-10-31}}\n",
    "sound/beat.md": f"---\ntitle: Beat\nreview_by: 2026-12-31\n{FRONT}---\n\n# Beat\n\nSee [it](https://gone.example.edu/beat).\n",
    "sound/beat.es.md": f"---\ntitle: Ritmo\ntranslation_of: [abcdef, bcdefg]\n{FRONT}---\n\n# Ritmo\n\nMira.\n",
    "sound/swing.md": f"---\ntitle: Swing\nreview_by: 2027-02-10\n{FRONT}---\n\nSwing it.\n",
    "sound/late.md": f"---\ntitle: Late\nreview_by: 2027-12-31\n{FRONT}---\n\nLater.\n",
    "zine/fold.md": "---\ntitle: Fold\n---\n\nFold it.\n",
}


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    return write_library(tmp_path / "library", FILES, CONFIG)


def topics(invoke, library: Path, *more: object) -> dict[str, list[dict[str, str]]]:
    result = invoke("status", library, "--format", "json", *more)
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    assert report["day"] == "2027-01-15"
    assert report["summary"] == {topic["name"]: len(topic["needs"]) for topic in report["topics"]}
    return {topic["name"]: topic["needs"] for topic in report["topics"]}


def names(needs: list[dict[str, str]]) -> list[str]:
    return [f"{need['id']}.{need['language']}" for need in needs]


def test_what_is_due_and_what_nobody_has_looked_at(library, invoke):
    found = topics(invoke, library)
    assert [(need["id"], need["day"]) for need in found["overdue"]] == [("sound/beat", "2026-12-31")]
    assert [(need["id"], need["day"]) for need in found["due"]] == [("sound/swing", "2027-02-10")]
    assert names(found["unreviewed"]) == ["zine/fold.en"]
    assert names(found["uncataloged"]) == ["zine.en", "zine/fold.en"]
    assert topics(invoke, library, "--within", "5")["due"] == []
    assert len(topics(invoke, library, "--within", "400")["due"]) == 2


def test_the_guide_names_every_topic(library, invoke):
    guide = Path(__file__).parents[2] / "courses/using-courseforge/when-a-lesson-leaves.md"
    for name in topics(invoke, library):
        assert f"| `{name}` |" in guide.read_text(encoding="utf-8")


def test_a_translation_that_is_behind(library, invoke):
    [need] = topics(invoke, library)["stale"]
    assert (need["id"], need["language"], need["path"]) == ("sound/beat", "es", "courses/sound/beat.es.md")
    assert "from the original" in need["note"]


def test_dead_links_are_those_of_the_last_time_somebody_asked(library, invoke):
    assert topics(invoke, library)["dead"] == []
    assert "Nobody has asked other sites about links yet" in invoke("status", library).stdout
    (library / "_build").mkdir()
    answers = {
        "https://gone.example.edu/beat": {"status": 404, "at": 1790000000},
        "https://x.org": {"status": 404, "at": 1},
    }
    (library / "_build/links.json").write_text(json.dumps(answers))
    [need] = topics(invoke, library)["dead"]
    assert (need["id"], need["note"], need["day"]) == ("sound/beat", "https://gone.example.edu/beat", "2026-09-21")
    assert "last asked about links on 2026-09-21" in invoke("status", library).stdout


def test_what_an_error_holds_back(library, invoke):
    (library / "courses/zine/broken.ipynb").write_text("{")
    (library / "courses/zine/fold.md").write_text("---\ntitle: [a]\n---\n\nWords.\n")
    assert {need["id"] for need in topics(invoke, library)["withheld"]} == {"zine/broken", "zine/fold"}


def test_what_was_taken_back_and_what_happened_in_a_year(library, invoke):
    publish(library)
    (library / "withdrawn.yml").write_text("- sound/late\n")
    [need] = topics(invoke, library)["withdrawn"]
    assert (need["id"], need["day"]) == ("sound/late", "")
    publish(library)
    assert [need["day"] for need in topics(invoke, library)["withdrawn"]] == ["2027-01-15"]
    report = json.loads(invoke("status", library, "--format", "json", "--year", "2027").stdout)
    assert report["year"] == {"year": "2027", "new": 4, "translated": 1, "changed": 0, "withdrawn": 1}
    assert "2027: 4 new lessons, 1 translated, none changed and 1 withdrawn." in invoke(
        "status", library, "--year", "2027"
    ).stdout  # fmt: skip


def test_in_words_and_nothing_is_changed(library, invoke):
    before = {path: path.stat().st_mtime_ns for path in library.rglob("*")}
    said = invoke("status", library).stdout
    assert said.startswith("Your Next Skill on 2027-01-15: 4 lessons in 2 courses\n")
    assert "Somebody should have looked again (1)\n  2026-12-31  sound/beat (en)  Beat\n" in said
    assert {path: path.stat().st_mtime_ns for path in library.rglob("*")} == before


def test_a_long_list_is_folded(library, invoke):
    for number in range(12):
        (library / f"courses/zine/fold-{number}.md").write_text("---\ntitle: Fold\n---\n\nWords.\n")
    assert "and 5 more; --verbose shows them all" in invoke("status", library).stdout
    assert "fold-9 (en)" in invoke("status", library, "--verbose").stdout
