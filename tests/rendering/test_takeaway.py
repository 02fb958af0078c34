"""What readers take home: plain words for any Jupyter, no answers, and the files that the code reads."""

import io
import json
import stat
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest
from markdown_it import MarkdownIt

from courseforge.config import JupyterBookHtml, Settings
from courseforge.model import (
    Cell,
    CellKind,
    CellOutputs,
    Course,
    CourseMetadata,
    ExecutionResult,
    ExecutionStatus,
    Lesson,
    LessonMetadata,
    Library,
    Media,
    Medium,
)
from courseforge.records import make_records
from courseforge.rendering.interface import Interface
from courseforge.rendering.takeaway import Takeaways, make_takeaways, takeaways
from courseforge.rendering.takeaway.blocks import Wording, write_plainly
from courseforge.rendering.takeaway.package import make_package

AWAY = "*The solution is on the lesson’s page.*"
WORDING = Wording(Interface("en"), AWAY, {"fast": "Twice as fast"}, {"b.md": "https://x.org/b.html"}.get)

PLAIN = {
    "words": ("Press **go** and `stop`.", "Press **go** and `stop`."),
    "an activity": (":::{activity} Fold\nDo it.\n\n1. One\n:::", "> **Activity: Fold**\n>\n> Do it.\n>\n> 1. One"),
    "a hint": (
        ":::{hint} Is `x` < 3?\nCount.\n:::",
        "<details>\n<summary><b>Hint: Is <code>x</code> &lt; 3?</b></summary>\n\nCount.\n\n</details>",
    ),
    "one inside the other": (
        "::::{activity}\nDo it.\n\n:::{hint}\nCount.\n:::\n::::\nAfter.",
        "> **Activity**\n>\n> Do it.\n>\n> <details>\n> <summary><b>Hint</b></summary>\n>\n> Count.\n>\n> </details>\n\nAfter.",
    ),
    "a solution": ("Before.\n:::{solution} Six\nIt is 6.\n:::\nAfter.", f"Before.\n\n{AWAY}\n\nAfter."),
    "a solution inside": (
        "::::{activity}\n:::{solution}\nIt is 6.\n:::\n::::",
        f"> **Activity**\n>\n> {AWAY}",
    ),
    "facilitators' words": ("a\n\n:::{facilitator}\nThe answer\n:::\n\nb", "a\n\n\nb"),
    "an exercise": ("```{exercise} Faster\n:label: fast\nRun.\n```", "> **Exercise: Faster**\n>\n> Run."),
    "an exercise around cells": ("```{exercise-start} Faster\n:label: f\n```", "**Exercise: Faster**"),
    "a note in backticks": ("```{note}\nMind.\n```", "> **Note**\n>\n> Mind."),
    "a note in a list": (
        "- one\n\n  :::{tip}\n  Mind.\n  :::\n- two",
        "- one\n\n  > **Tip**\n  >\n  > Mind.\n\n- two",
    ),
    "a dropdown": (
        ":::{dropdown} More\nWords.\n:::",
        "<details>\n<summary><b>More</b></summary>\n\nWords.\n\n</details>",
    ),
    "a picture with its caption": (
        ":::{figure} images/a.png\n:alt: A line\n:width: 50%\n\nIt *rises*.\n:::",
        "![A line](images/a.png)\n\nIt *rises*.",
    ),
    "a picture whose words go on": (
        "```{image} a.png\n:alt: A line\n  that rises\n```",
        "![A line that rises](a.png)",
    ),
    "options as YAML": ("```{image} a.png\n---\nalt: A line\n---\n```", "![A line](a.png)"),
    "code that is only shown": ("```{code-block} python\n:linenos:\n\nx = 1\n```", "```python\nx = 1\n```"),
    "a formula": ("```{math}\n:label: e\nx^2\n```", "$$\nx^2\n$$"),
    "targets, remarks and breaks": ("(here)=\n## Here\n\n% for me\n\n+++\n\nWords", "## Here\n\n\n\nWords"),
    "roles": (
        "{kbd}`Ctrl`, {ref}`the part <a>`, {term}`tempo`, {math}`x_1`, {abbr}`BPM (beats)`, {odd}`x`",
        "<kbd>Ctrl</kbd>, the part, tempo, $x_1$, BPM (beats), {odd}`x`",
    ),
    "roles that are shown as code": ("Write `` {kbd}`x` `` here.", "Write `` {kbd}`x` `` here."),
    "attributes": ('![](l.png){.decorative} ![](m.png){alt="A map"}', "![](l.png) ![A map](m.png)"),
    "a link to a lesson": ("[b](b.md#two), [c](c.csv)", "[b](b.md#two), [c](c.csv)"),
    "an example in a code block": ("````md\n:::{hint}\nx\n:::\n````", "````md\n:::{hint}\nx\n:::\n````"),
    "a solution in what nobody knows": ("::::{odd}\n:::{solution}\nIt is 6.\n:::\n::::", AWAY),
    "what has no plain form": ("```{mermaid}\na --> b\n```", "```{mermaid}\na --> b\n```"),
}


@pytest.mark.parametrize("case", PLAIN)
def test_words_are_plain(case: str) -> None:
    source, expected = PLAIN[case]
    wording = replace(WORDING, find_address=lambda target: "")
    assert write_plainly(source, wording) == expected
    assert write_plainly(expected, wording) == expected or "{" in expected


def test_links_between_lessons_lead_to_their_pages() -> None:
    wording = replace(WORDING, find_address=lambda target: {"b.md": "https://x.org/b.html"}.get(target, ""))
    assert write_plainly("[b](b.md) [`c`](c.csv)", wording) == "[b](https://x.org/b.html) [`c`](c.csv)"


def test_a_part_stays_whole_for_other_readers_of_markdown() -> None:
    html = MarkdownIt("commonmark").render(write_plainly(PLAIN["one inside the other"][0], WORDING))
    quotation, after = html.split("</blockquote>")
    assert quotation.index("<details>") < quotation.index("Count.") < quotation.index("</details>")
    assert "After." in after


def test_however_much_somebody_writes_it_takes_a_moment() -> None:
    for text in ("`" * 200_000, "`a`` " * 20_000, "![" * 100_000, "{a" * 100_000, "](" * 100_000):
        assert write_plainly("{x} " + text, WORDING).startswith("{x} ")


def markdown(source: str, *tags: str, **more: Any) -> Cell:
    return Cell(0, CellKind.MARKDOWN, source, more.pop("id", f"c{abs(hash(source)) % 10**8}"), tags=tags)


def code(source: str, *tags: str) -> Cell:
    return Cell(0, CellKind.CODE, source, f"c{abs(hash(source)) % 10**8}", tags=tags, execution_count=3)


def course(*cells: Cell, files: tuple[str, ...] = (), media: Media | None = None, language: str = "en") -> Course:
    lesson = Lesson(
        "maps/trees", language, "courses/maps/trees.ipynb",
        LessonMetadata(title="Count *trees*", authors=("Owl & Bee",)), cells,
    )  # fmt: skip
    facts = CourseMetadata(title="Maps", license="CC-BY-4.0")
    return Course("maps", language, "courses/maps", facts, (lesson,), files=files, media=media or Media())


def take(
    made: Course,
    root: Path,
    read: tuple[str, ...] | None = None,
    baseurl: str = "https://x.org/",
    held_back: tuple[str, ...] = (),
) -> Takeaways:
    library, settings = Library((made,), held_back=frozenset(held_back)), Settings(html=JupyterBookHtml(baseurl))
    [lesson] = made.lessons
    ran = ExecutionResult(
        lesson.id, lesson.language, lesson.path, ExecutionStatus.RAN, cells=(CellOutputs(0, ()),), files=read or ()
    )
    records = make_records(library, settings, ())
    results = () if read is None else (ran,)
    return make_takeaways(library, results, records, settings, root=root, build=root / "_build")


def notebook_of(taken: Takeaways) -> dict[str, Any]:
    notebook = json.loads(taken.files[0].read_bytes())
    nbformat.validate(notebook)
    return notebook  # type: ignore[no-any-return]


def sources_of(taken: Takeaways) -> list[str]:
    return [cell["source"] for cell in notebook_of(taken)["cells"]]


def names_of(taken: Takeaways) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(taken.files[1].read_bytes())) as archive:
        return archive.namelist()


def test_answers_stay_on_the_page(tmp_path: Path) -> None:
    cells = (
        markdown("## Try"),
        markdown("### An answer\n\nSECRET", "solution"),
        code("print('SECRET')", "solution"),
        markdown("One.\n\n```{solution-start} x\n```\n\nSECRET"),
        code("SECRET = 1"),
        markdown("SECRET\n\n```{solution-end}\n```\n\nTwo."),
        markdown("Which?\n\n<details><summary>Answer</summary>SECRET</details>", "checkpoint"),
        markdown(":::{checkpoint}\nWhich?\n\n<details>\nSECRET\n</details>\n:::"),
        markdown("SECRET", "facilitator"),
        code("x = 1"),
    )
    taken = take(course(*cells), tmp_path)
    assert "SECRET" not in taken.files[0].read_bytes().decode()
    away = "*[The solution is on the lesson’s page.](<https://x.org/maps/trees.html>)*"
    assert sources_of(taken)[1:-1] == [
        "## Try",
        f"### An answer\n\n{away}",
        away,
        f"One.\n\n{away}",
        "Two.",
        f"> **Check yourself**\n>\n> Which?\n>\n> {away}",
        f"> **Check yourself**\n>\n> Which?\n>\n> {away}",
        "x = 1",
    ]


def test_a_notebook_says_whose_it_is_and_where_it_is_from(tmp_path: Path) -> None:
    for name in ("own.csv", "city.csv"):
        write(tmp_path, name, b"a,b\n")
    media = Media({"own.csv": Medium("own"), "city.csv": Medium("https://data.org", "CC-BY-4.0", "City")})
    made = course(code("open('own.csv'), open('city.csv')"), files=("city.csv", "own.csv"), media=media)
    taken = take(made, tmp_path)
    assert sources_of(taken)[0] == "# Count \\*trees\\*"
    license = "[Creative Commons Attribution 4.0](<https://creativecommons.org/licenses/by/4.0/>)"
    imprint = sources_of(taken)[-1].split("\n")
    assert imprint[2:4] == ["**Count \\*trees\\***", ""]
    assert "- Written by: Owl \\& Bee" in imprint
    assert f"- License: {license}" in imprint
    assert "- On the web: <https://x.org/maps/trees.html>" in imprint
    assert imprint[-1] == f"- `city.csv`: City, {license}, <https://data.org>"
    assert notebook_of(taken)["metadata"]["authors"] == [{"name": "Owl & Bee"}]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("# Trees", ["# Trees"]),
        ("## Count \\*trees\\*\n\nx", ["# Count \\*trees\\*\n\nx"]),
        ("x", ["# Count \\*trees\\*", "x"]),
    ],
)
def test_a_notebook_begins_with_its_title_once(first: str, expected: list[str], tmp_path: Path) -> None:
    assert sources_of(take(course(markdown(first), code("y")), tmp_path))[:-2] == expected


def test_without_an_address_nothing_claims_one(tmp_path: Path) -> None:
    taken = take(course(markdown("x", "solution"), code("x")), tmp_path, baseurl="")
    assert sources_of(taken)[1] == AWAY
    assert "maps/trees.html" not in taken.files[0].read_bytes().decode()


def test_ids_are_valid_whatever_an_author_calls_a_cell(tmp_path: Path) -> None:
    cells = (markdown("a", id="title"), code("a = 1", "hint"), markdown("b", id="about-this-lesson"))
    ids = [cell["id"] for cell in notebook_of(take(course(*cells), tmp_path))["cells"]]
    assert len(set(ids)) == len(ids) == 6


def write(root: Path, name: str, data: bytes) -> None:
    path = root / "courses" / "maps" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


FILES = ("data/a.csv", "data/b.csv", "images/map.png", "kit.py", "tools.py", "unused.txt")


@pytest.mark.parametrize(
    ("program", "read", "expected"),
    [
        ("x = 1", ("data/a.csv",), ["data/a.csv"]),  # it is known what the run has read
        ("open('data/b.csv')", None, ["data/b.csv"]),
        ("import kit", None, ["data/a.csv", "kit.py", "tools.py"]),  # kit imports tools, and that reads data/a.csv
        ("import kit", FILES, ["data/a.csv", "kit.py", "tools.py"]),  # nobody could tell, so all are named
        ("Path('data').glob('*.csv')", None, ["data/a.csv", "data/b.csv"]),
        ("x = 1", None, []),
    ],
)
def test_what_the_code_reads_comes_along(
    program: str, read: tuple[str, ...] | None, expected: list[str], tmp_path: Path
) -> None:
    for name in FILES:
        write(tmp_path, name, b"x\n")
    write(tmp_path, "kit.py", b"from tools import count\n")
    write(tmp_path, "tools.py", b"def count(): return open('data/a.csv')\n")
    taken = take(course(code(program), files=FILES), tmp_path, read)
    assert [file.path for file in taken.files] == ["maps/trees.ipynb", *(["maps/trees.zip"] if expected else [])]
    if expected:
        assert names_of(taken) == [f"trees/{name}" for name in sorted([*expected, "trees.ipynb"])]


def test_pictures_that_the_words_name_come_along(tmp_path: Path) -> None:
    write(tmp_path, "images/a map.png", b"x")
    cells = (markdown("![A map](images/a%20map.png)"), code("x = 1"))
    taken = take(course(*cells, files=("images/a map.png",)), tmp_path, ())
    assert names_of(taken) == ["trees/images/a map.png", "trees/trees.ipynb"]


@pytest.mark.parametrize("mark", ["figure", "image"])
def test_pictures_of_directives_come_along(mark: str, tmp_path: Path) -> None:
    write(tmp_path, "images/map.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>')
    cells = (markdown(f":::{{{mark}}} images/map.svg\n:alt: A map\n:::"), code("x = 1"))
    taken = take(course(*cells, files=("images/map.svg",)), tmp_path, ())
    assert names_of(taken) == ["trees/images/map.svg", "trees/trees.ipynb"]
    assert "![A map](images/map.svg)" in "\n".join(sources_of(taken))


def test_what_only_a_solution_reads_stays_here(tmp_path: Path) -> None:
    write(tmp_path, "answers.csv", b"x")
    cells = (code("open('answers.csv')", "solution"), code("x = 1"))
    assert len(take(course(*cells, files=("answers.csv",)), tmp_path).files) == 1


def test_a_file_with_an_error_is_given_to_nobody(tmp_path: Path) -> None:
    write(tmp_path, "people.csv", b"name,age\n")
    made = course(code("x = 1"), files=("more.csv", "people.csv"))
    taken = take(made, tmp_path, ("people.csv",), held_back=("courses/maps/people.csv",))
    assert [file.path for file in taken.files] == ["maps/trees.ipynb"]
    assert [diagnostic.code for diagnostic in taken.diagnostics] == ["CF219"]


def test_a_translation_unpacks_into_a_folder_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, "kit.py", b"")
    taken = take(course(code("import kit"), files=("kit.py",), language="es"), tmp_path)
    assert taken.files[1].path == "es/maps/trees.zip"
    assert names_of(taken) == ["trees.es/kit.py", "trees.es/trees.ipynb"]


@pytest.mark.parametrize(
    ("later", "told"),
    [
        ("print(answer)", ["answer"]),
        ("print(np.pi)", ["np"]),
        ("answer = 1\nprint(answer)", []),
        ("print(other)", []),
        ("%time\nanswer", ["answer"]),
        ("no python", []),
    ],
)
def test_a_cell_that_needs_a_solution_is_told(later: str, told: list[str], tmp_path: Path) -> None:
    cells = (code("other = 2"), code("import numpy as np\nanswer = other", "solution"), code(later))
    numbered = (replace(cell, number=number) for number, cell in enumerate(cells, start=1))
    said = take(course(*numbered), tmp_path).diagnostics
    assert [(d.code, d.location.cell, d.message.split("”")[0][1:]) for d in said] == [("CF221", 3, n) for n in told]


def test_what_is_too_large_is_told_to_reader_and_author(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(takeaways, "MOST_BYTES", 1000)
    write(tmp_path, "big.csv", b"x" * 1001)
    taken = take(course(code("open('big.csv')"), files=("big.csv",)), tmp_path)
    assert [file.path for file in taken.files] == ["maps/trees.ipynb"]
    assert taken.offers["maps/trees", "en"].left_out == 1001
    assert [(d.code, d.location.path) for d in taken.diagnostics] == [("CF220", "courses/maps/trees.ipynb")]


def test_packing_twice_gives_the_same_bytes_and_packs_once(tmp_path: Path) -> None:
    write(tmp_path, "kit.py", b"x = 1\n")
    made = course(code("import kit"), files=("kit.py",))
    first = take(made, tmp_path).files[1]
    [kept] = (tmp_path / "_build" / "takeaway").iterdir()
    written = kept.stat().st_mtime_ns
    assert take(made, tmp_path).files[1] == first
    assert kept.stat().st_mtime_ns == written
    kept.write_bytes(b"damaged")
    assert take(made, tmp_path).files[1].read_bytes() == make_package(
        "trees", {"trees.ipynb": take(made, tmp_path).files[0].read_bytes(), "kit.py": b"x = 1\n"}
    )


def test_an_archive_holds_ordinary_files_with_no_day() -> None:
    with zipfile.ZipFile(io.BytesIO(make_package("a", {"c": b"x", "b": b"y" * 900}))) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == ["a/b", "a/c"]
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert all(stat.S_ISREG(entry.external_attr >> 16) for entry in entries)
    assert entries[0].compress_size < entries[0].file_size
