"""A page has one heading of level 1, and says its title once."""

import json
from pathlib import Path

import pytest
from tests.checks.case import HERE, Case, lay_out

from courseforge.rendering.staging.book import stage_course


@pytest.mark.parametrize(
    ("lesson", "begins"),
    [
        ("# Echo\n\nListen.", "# Echo"),
        ("(here)=\n# Echo\n\nListen.", "(here)=\n# Echo"),
        ("## Echo\n\nListen.", "# Echo"),
        ("Echo\n====\n\nListen.", "Echo\n===="),
        ("---\ntitle: Echo\n---\n## Listen\n\nOnce.", "# Echo"),
        ("---\ntitle: Echo\n---\nListen.", "# Echo"),
        ("Listen first.\n\n# Echo\n\nOnce.", "Listen first."),
        ("```{code-cell}\nimport drum\n```\n\n# Echo\n\nOnce.", "import drum"),
    ],
)
def test_a_page_begins_with_its_title_once(lesson: str, begins: str, tmp_path: Path) -> None:
    (tmp_path / "silent.md").write_text(lesson, encoding="utf-8")
    library = lay_out(Case("CF201", tmp_path / "silent.md"), tmp_path / HERE.name)
    book = stage_course(library.library.courses[0], {}, library.settings, {})
    cells = [cell["source"] for cell in json.loads(book.files["one.ipynb"])["cells"]]
    assert cells[0].startswith(begins)
    assert "\n".join(cells).count("Echo") == 1
