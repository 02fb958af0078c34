"""Motifs and logos: what a library draws itself gets into pages as values, or as a picture of the right size."""

import io
from pathlib import Path

from PIL import Image

from courseforge.rendering.drawings.emblem import make_icon, make_logo
from courseforge.rendering.drawings.invented import invent_motif
from courseforge.rendering.drawings.motif import MOST, Motif, read_motif

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 120 40">'
COURSES = [f"course-{number}" for number in range(60)]


def read(tmp_path: Path, drawing: str) -> Motif | None:
    (tmp_path / "motif.svg").write_text(drawing, encoding="utf-8")
    return read_motif(tmp_path / "motif.svg")


def weigh(motif: Motif) -> int:
    return sum(len(name) + len(value) + 4 for shape in motif.shapes for name, value in shape.attributes)


def test_every_course_gets_a_light_drawing_that_its_name_decides() -> None:
    drawn = [invent_motif(course) for course in COURSES]
    assert drawn == [invent_motif(course) for course in COURSES]
    assert len({motif.shapes for motif in drawn}) == len(COURSES)
    assert max(map(weigh, drawn)) < 1000
    assert {motif.box for motif in drawn} == {"0 0 320 64"}
    assert all({"faint", "accent"} == {dict(shape.attributes)["class"] for shape in motif.shapes} for motif in drawn)


def test_an_authors_drawing_takes_the_colors_of_the_page(tmp_path: Path) -> None:
    motif = read(
        tmp_path,
        f'{HEAD}<g transform="translate(2 3)" style="fill:#ff0000;stroke-width:2px"><rect x="1" y="2" width="3" height="4"/>'
        '<g transform="scale(2)" fill="none" stroke="blue"><path d="M0 0h10z" class="accent big"/></g></g></svg>',
    )
    assert motif is not None
    assert motif.box == "0 0 120 40"
    rect, path = ((shape.tag, dict(shape.attributes)) for shape in motif.shapes)
    assert rect == ("rect", {"x": "1", "y": "2", "width": "3", "height": "4", "fill": "currentColor"} | {
        "stroke-width": "2px", "transform": "translate(2 3)",
    })  # fmt: skip
    assert path == ("path", {"d": "M0 0h10z", "class": "accent", "fill": "none", "stroke": "currentColor"} | {
        "stroke-width": "2px", "transform": "translate(2 3) scale(2)",
    })  # fmt: skip


def test_nothing_else_of_an_authors_file_gets_into_a_page(tmp_path: Path) -> None:
    motif = read(
        tmp_path,
        f'{HEAD}<style>.a{{fill:url(https://example.org)}}</style><script>alert(1)</script><a href="javascript:x"><text>Hi</text></a>'
        '<image href="https://example.org/x.png"/><defs><path d="M9 9h9z"/></defs><use href="#x"/>'
        '<path id="cf-main" onclick="x()" d="M0 0h10z" fill="url(#g)" style="stroke:expression(1)" transform="x&quot;"/>'
        '<circle cx="1" cy="javascript:1" r="5"/><path d="M0 0&quot; onload=&quot;x"/></svg>',
    )
    assert motif is not None
    assert [(shape.tag, dict(shape.attributes)) for shape in motif.shapes] == [
        ("path", {"d": "M0 0h10z", "fill": "currentColor"}),
        ("circle", {"cx": "1", "r": "5"}),
    ]


def test_what_cannot_be_drawn_is_no_motif(tmp_path: Path) -> None:
    assert read(tmp_path, "<svg") is None
    assert read(tmp_path, f"{HEAD}<text>Only words</text></svg>") is None
    assert read(tmp_path, HEAD.replace("0 0 120 40", "0 0 wide 40") + '<path d="M0 0h9z"/></svg>') is None
    assert read(tmp_path, f'{HEAD}<path d="M{"0 " * MOST}"/></svg>') is None
    assert read_motif(tmp_path / "gone.svg") is None


def test_a_logo_of_pixels_is_made_anew_in_the_size_it_is_shown_in(tmp_path: Path) -> None:
    Image.new("RGBA", (2000, 500), (10, 90, 70, 128)).save(tmp_path / "wide.png")
    logo = make_logo(tmp_path / "wide.png")
    assert logo is not None
    assert (logo.width, logo.height, logo.suffix) == (176, 44, "webp")
    assert Image.open(io.BytesIO(logo.data)).size == (352, 88)
    assert (logo.is_square, logo.needs_light) == (False, True)

    Image.new("RGB", (300, 300), "#0b5a47").save(tmp_path / "square.jpg")
    square = make_logo(tmp_path / "square.jpg")
    assert square is not None
    assert (square.width, square.height, square.is_square, square.needs_light) == (44, 44, True, False)
    icon = make_icon(tmp_path / "square.jpg")
    assert icon is not None
    assert Image.open(io.BytesIO(icon.data)).size == (64, 64)


def test_a_drawn_logo_is_cleaned_and_measured(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(f'{HEAD}<script>alert(1)</script><path onload="x()" d="M0 0h9z"/></svg>')
    logo = make_logo(tmp_path / "logo.svg")
    assert logo is not None
    assert (logo.width, logo.height, logo.suffix) == (132, 44, "svg")
    assert b"script" not in logo.data
    assert b"onload" not in logo.data
    (tmp_path / "logo.svg").write_text("<svg")
    (tmp_path / "logo.png").write_text("no picture")
    assert (
        make_logo(tmp_path / "logo.svg")
        is make_logo(tmp_path / "logo.png")
        is make_icon(tmp_path / "logo.png")
        is None
    )
