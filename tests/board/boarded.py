"""A library in which something of every kind waits."""

from pathlib import Path

from tests.publishing.libraries import CONFIG, write_library

DAY = "1800000000"  # 15 January 2027
CONTRIBUTORS = """\
desk: {name: The reading room, staff: true}
maple: {name: Maple, consent: c-0101}
birch: {name: Birch, consent: c-0102}
owl: {name: Owl and Bee, consent: c-0103}
moon: {name: Paper Moon, consent: c-0104}
luz: {name: Luz, consent: c-0105}
gone: {name: Quiet Fox, consent: withdrawn}
"""


def lesson(title: str, *facts: str, words: str = "Fold it twice.") -> str:
    return "\n".join(("---", f"title: {title}", *facts, "---", "", f"# {title}", "", words, ""))


FILES = {
    "lab/course.yml": "title: Lab\n",
    "lab/course.es.yml": "title: Laboratorio\n",
    "lab/new.md": lesson("A kite of one sheet", "state: proposed", "authors: [moon]", "people: {mentors: [birch]}"),
    "lab/copy.md": lesson("A kite with a tail", "state: proposed", 'authors: ["Write your chosen name here"]', "people: {mentors: [birch]}"),
    "lab/once.md": lesson("Fold a boat", "state: in review", "authors: [owl]", "people: {reviewers: [maple]}"),
    "lab/twice.md": lesson("Fold a bird", "state: in review", "authors: [owl]", "people: {reviewers: [maple, birch]}"),
    "lab/done.md": lesson("Fold a box", "state: in review", "authors: [owl]", "people: {reviewers: [maple], editors: [desk]}"),
    "lab/hasty.md": lesson("Fold a star", "state: accepted", "authors: [owl]", "people: {reviewers: [maple]}"),
    "lab/taken.md": lesson("Fold a frog", "state: accepted", "authors: [owl]", "people: {reviewers: [maple], editors: [desk]}"),
    "lab/worn.md": lesson("Fold a map", "state: needs update", "authors: [desk]"),
    "lab/due.md": lesson("Fold a hat", "authors: [desk]", "people: {editors: [desk], testers: [luz]}", "review_by: 2026-12-31"),
    "lab/due.es.md": lesson("Dobla un gorro", "translation_of: [abcdef]", "authors: [desk]", "people: {translators: [luz]}", words="Dóblalo dos veces."),
    "lab/calm.md": lesson("Fold a cup", "authors: [desk]"),
    "lab/odd.md": lesson("Fold a fan", "authors: [moon]", "license: [a]"),
}  # fmt: skip


def write_boarded_library(root: Path) -> Path:
    """Write the library; only the rule about acceptance weighs what it weighs."""
    write_library(root, FILES, CONFIG.replace("CF110: info, ", ""))
    (root / "contributors.yml").write_text(CONTRIBUTORS, encoding="utf-8")
    return root
