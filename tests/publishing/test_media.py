"""A library with a recording, a film, a borrowed picture, a motif and a logo: what readers get of them."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement
from tests.publishing.libraries import CONFIG, PNG, code, display, markdown, notebook, write_library

from courseforge.publishing.building import BuildReport, publish

WAVE = base64.b64decode("UklGRiQAAABXQVZFZm10IBAAAAABAAEARKwAAIhYAQACABAAZGF0YQAAAAA=")
MEDIA = """\
images/drum.png:
  title: "Drum <1>"
  source: "https://commons.example.org/drum"
  license: CC-BY-SA-4.0
  author: Paper Moon
  changed: true
data/rain.csv: {source: The weather office, license: CC0-1.0}
images/unused.png: {source: "https://example.org/u", license: CC-BY-4.0, author: Nobody}
sounds/poem.wav: {source: own, transcript: sounds/poem.txt}
motif.svg: own
"""
MOTIF = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 20"><rect width="9" height="9" fill="#f00"/></svg>'
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><script>x()</script><circle cx="9" cy="9" r="9"/></svg>'
FILES: dict[str, str | bytes] = {
    "lab/course.yml": "title: Lab\nmotif: motif.svg\n",
    "lab/course.es.yml": "title: Laboratorio\n",
    "lab/motif.svg": MOTIF,
    "lab/media.yml": MEDIA,
    "lab/images/drum.png": base64.b64decode(PNG),
    "lab/images/unused.png": base64.b64decode(PNG) + b"0",
    "lab/data/rain.csv": "day,rain\n1,2\n",
    "lab/sounds/poem.wav": WAVE,
    "lab/sounds/poem.txt": "Rain on the <roof>.",
    "lab/sounds/poem.es.txt": "Lluvia en el techo.",
    "lab/one.ipynb": notebook(
        markdown("## Look\n\n:::{figure} images/drum.png\n:alt: A drum\n\nA drum.\n:::\n\n[My poem](sounds/poem.wav)"),
        code('rows = open("data/rain.csv").read()\nAudio("sounds/poem.wav")', display(
            text__html=f'<audio controls><source src="data:audio/wav;base64,{base64.b64encode(WAVE).decode()}"></audio>'
        )),
    ),
    "lab/one.es.md": "---\ntitle: Uno\n---\n\n## Oye\n\n![Mi poema](sounds/poem.wav)\n",
    "plain/two.md": "---\ntitle: Two\n---\n\n## Two\n\nWords.\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuildReport]:
    root = tmp_path_factory.mktemp("media") / "library"
    (root / "art").mkdir(parents=True)
    (root / "art/logo.svg").write_text(LOGO, encoding="utf-8")
    write_library(root, FILES, f"logo: art/logo.svg\n{CONFIG}")
    yield publish(root, execute=False)


def page(report: BuildReport, path: str) -> HtmlElement:
    return html.fromstring((report.site / path).read_text(encoding="utf-8"))


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_nothing_is_refused_or_left_out(report: BuildReport) -> None:
    assert [
        str(said) for said in report.diagnostics if said.code in ("CF799", "CF401", "CF744", "CF045", "CF069")
    ] == []


def test_a_link_and_a_copy_in_an_output_are_one_recording_with_its_words(report: BuildReport) -> None:
    linked, shown = page(report, "lab/one.html").xpath("//main//div[@class='player']")
    assert [linked.get("aria-label"), shown.get("aria-label")] == ["My poem", "Recording 2"]
    assert shown.xpath("ancestor::div[@class='out']")
    for player in (linked, shown):
        [sound] = player.xpath("./audio")
        assert sound.get("preload") == "none"
        assert (report.site / "lab" / sound.get("src")).read_bytes() == WAVE
        [transcript] = player.xpath("./details/div")
        assert (transcript.get("lang"), words(transcript)) == ("en", "Rain on the <roof>.")


def test_a_translation_gets_the_words_in_its_language(report: BuildReport) -> None:
    [player] = page(report, "es/lab/one.html").xpath("//main//div[@class='player']")
    assert player.get("aria-label") == "Mi poema"
    assert words(player.find("details/summary")) == "Leer la transcripción"
    transcript = player.find("details/div")
    assert (transcript.get("lang"), words(transcript)) == ("es", "Lluvia en el techo.")


def test_works_of_others_are_credited_where_they_are_shown(report: BuildReport) -> None:
    lesson = page(report, "lab/one.html")
    assert [words(item) for item in lesson.xpath("//section[@class='works']//li")] == [
        "rain.csv, from The weather office. CC0 1.0.",
        "Drum <1> by Paper Moon. CC BY-SA 4.0. Changed for this course.",
    ]
    assert lesson.xpath("//section[@class='works']//a/@href") == [
        "https://creativecommons.org/publicdomain/zero/1.0/",
        "https://commons.example.org/drum",
        "https://creativecommons.org/licenses/by-sa/4.0/",
    ]
    assert words(lesson.xpath("//figcaption")[0]) == "A drum. Picture: Paper Moon, CC BY-SA 4.0"
    for path in ("es/lab/one.html", "lab/index.html", "plain/two.html"):
        assert page(report, path).xpath("//section[@class='works']") == []


def test_each_course_has_a_drawing_of_its_own_or_a_made_one(report: BuildReport) -> None:
    for path in ("lab/index.html", "lab/one.html", "es/lab/one.html"):
        [motif] = page(report, path).xpath("//main//svg[@class='motif']")
        assert (motif.get("aria-hidden"), motif.get("viewbox")) == ("true", "0 0 90 20")
        assert [(rect.get("width"), rect.get("fill")) for rect in motif] == [("9", "currentColor")]
    [made] = page(report, "plain/two.html").xpath("//main//svg[@class='motif']")
    assert {path.get("class") for path in made} == {"faint", "accent"}


def test_the_logo_stands_at_the_head_and_in_the_tab(report: BuildReport) -> None:
    for path in ("index.html", "es/lab/one.html", "404.html"):
        text = page(report, path)
        [logo] = text.xpath("//header//a[@class='mark']/img")
        assert (logo.get("alt"), logo.get("width"), logo.get("height")) == ("", "44", "44")
        assert words(logo.getparent()) == "Your Next Skill Larkfield Public Library".replace("Skill L", "SkillL")
        assert text.xpath("//link[@rel='icon']/@type") == ["image/svg+xml"]
    published = report.site / "_static" / Path(logo.get("src")).name
    assert b"script" not in published.read_bytes()
    assert b"circle" in published.read_bytes()


def test_a_picture_that_cannot_be_shown_is_named_and_the_site_is_made(tmp_path: Path) -> None:
    files = {"lab/one.md": "---\ntitle: One\n---\n\nWords.\n", "lab/course.yml": "title: Lab\nmotif: m.svg\n"}
    root = write_library(tmp_path / "library", {**files, "lab/m.svg": "<svg"}, f"logo: logo.svg\n{CONFIG}")
    (root / "logo.svg").write_text("<svg <")
    said = [str(said.location) for said in publish(root, execute=False).diagnostics if said.code == "CF069"]
    assert said == ["_config.yml:1", "courses/lab/course.yml:2"]
    made = html.fromstring((root / "_build/site/lab/one.html").read_text(encoding="utf-8"))
    assert made.xpath("//a[@class='mark']/svg")
    assert made.xpath("//svg[@class='motif']/path")
