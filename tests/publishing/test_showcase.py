"""Works of learners on their way to the site: shown with their maker's consent or not at all."""

import base64
from pathlib import Path

from tests.publishing.libraries import PNG, write_library

from courseforge.publishing.building import publish

CONFIG = """\
title: Your Next Skill
execute: {execute_notebooks: "off"}
courseforge: {languages: [en], publisher: {name: Larkfield Public Library}}
"""
PEOPLE = """\
owl: {name: Owl & Bee, consent: c-0900}
moon: {name: Paper Moon, consent: c-0901, consent_until: "2020-01-31"}
"""
WORKS = """\
map: {title: A map, by: owl, picture: map.png, alt: A red dot, license: CC-BY-4.0, lesson: lab/one}
late: {title: A late poem, by: moon, words: "Late.", license: CC-BY-4.0}
asked: {title: A song, by: Luz, words: "La.", license: CC-BY-4.0, consent: c-0902}
nobody-asked: {title: A secret, by: Luz, words: "Hush.", license: CC-BY-4.0}
"""


def test_only_what_somebody_has_agreed_to_is_shown(tmp_path: Path) -> None:
    root = write_library(tmp_path / "library", {"lab/one.md": "---\ntitle: One\n---\n\n## One\n\nWords.\n"}, CONFIG)
    (root / "contributors.yml").write_text(PEOPLE)
    (root / "showcase.yml").write_text(WORKS)
    (root / "showcase").mkdir()
    (root / "showcase" / "map.png").write_bytes(base64.b64decode(PNG))
    report = publish(root)
    page = (report.site / "showcase.html").read_text()
    assert [title in page for title in ("A map", "A song", "A late poem", "A secret")] == [True, True, False, False]
    assert "showcase.html#cf-work-map" in (report.site / "lab" / "one.html").read_text()
    assert list((report.site / "_showcase").glob("*.png"))
    said = {(d.code, d.location.path, d.location.line) for d in report.diagnostics}
    assert {("CF068", "showcase.yml", 4), ("CF721", "contributors.yml", 2), ("CF219", "showcase.yml", None)} <= said
    assert not any(b"c-090" in path.read_bytes() for path in report.site.rglob("*") if path.is_file())

    (root / "showcase.yml").write_text("map: {withdrawn: true}\n")
    publish(root)
    assert not list(report.site.rglob("*showcase*"))
