"""Somebody follows the guide from page to page and types what it shows, in a new library."""

import re
import shlex
from pathlib import Path

import pytest
import yaml
from tests.house.guide_pages import read_page

#: In the order in which somebody reads them who makes, checks, translates, publishes and catalogs a lesson.
PAGES = (
    "first-lesson.md",
    "parts-of-a-lesson.md",
    "a-second-language.md",
    "check-run-build.md",
    "mend-and-tidy.md",
    "into-the-catalog.md",
    "records-for-every-system.md",
    "when-a-lesson-leaves.md",
    "when-something-goes-wrong.md",
    "every-command.md",
)
#: What an example needs that a new library on a computer without a network has not got.
NEEDS = {
    "check --external": "the internet",
    "check ~": "a library in somebody's own folder",
    "check $HOME": "a library in somebody's own folder",
    "check mylib": "a library one floor below",
    "check --changed": "a history in Git",
    "clean --install": "a history in Git",
    "clean --uninstall": "a history in Git",
    "serve": "somebody who looks at it, and ends it",
    "build --executor": "a Dask cluster",
    "import": "a notebook from before",
    "remix": "a second library",
    "review": "a contribution",
    "intake": "a contribution",
    "export epub": "two lessons of another course",
    "passport": "somebody who is published by a key",
}


def list_steps() -> list[tuple[str, str]]:
    steps = []
    for page in PAGES:
        text = re.sub(r" \\\n\s*", " ", read_page(page))
        shown = re.findall(r"`courseforge ([^`\n]+)`|^courseforge ((?!can)[a-z]+ ?.*)$", text, re.MULTILINE)
        steps += [(page, inline or block) for inline, block in shown]
    return list(dict.fromkeys(steps))


def needed(step: str) -> str:
    return next((word for word in NEEDS if f"{step} ".startswith((f"{word} ", f"{word}/", f"{word}\\"))), "")


def test_what_is_not_typed_is_in_the_guide() -> None:
    assert {needed(step) for _, step in list_steps()} - {""} == set(NEEDS)


@pytest.mark.slow
def test_every_step_can_be_typed_as_it_is_shown(tmp_path: Path, monkeypatch, invoke) -> None:
    monkeypatch.chdir(tmp_path)
    for number, (page, step) in enumerate(list_steps()):
        words = shlex.split(step)
        if needed(step) or step == "--version":
            continue
        if words[0] == "init" and "mylib" in words and (tmp_path / "mylib").exists():
            words[words.index("mylib")] = str(tmp_path / f"another-{number}")  # begun once; shown with more words
        result = invoke(*words)
        assert result.exit_code in (0, 1), f"{page}: courseforge {step}\n{result.output}"
        if words[0] == "init" and Path("mylib/_config.yml").exists():
            monkeypatch.chdir(tmp_path / "mylib")
    published = (tmp_path / "mylib" / "catalog" / "published.json").read_text("utf-8")
    assert '"first-steps/my-lesson"' in published
    assert (tmp_path / "mylib" / "_build" / "export" / "marc" / "marc" / "all.mrc").stat().st_size > 0


def test_the_facts_that_the_guide_shows_pass_the_check(library, invoke) -> None:
    facts = re.search(r"```yaml\n(---\n.*?---\n)```", read_page("parts-of-a-lesson.md"), re.DOTALL)
    assert facts is not None
    text = f"{facts[1]}\n# Fold a zine\n\nTake one sheet.\n"
    (library / "courses" / "first-steps" / "fold-a-zine.md").write_text(text, encoding="utf-8")
    assert "2 lessons in 1 course read without a problem." in invoke("check", library).stdout


@pytest.mark.parametrize("page", [path.name for path in sorted(Path("courses/using-courseforge").glob("*.md"))])
def test_every_piece_of_yaml_can_be_read(page: str) -> None:
    for piece in re.findall(r"```yaml\n(.*?)```", read_page(page), re.DOTALL):
        if "titel:" not in piece:  # an exercise, in which readers find three faults
            assert list(yaml.safe_load_all(piece))
