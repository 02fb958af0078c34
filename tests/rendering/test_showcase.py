"""What learners made is shown without anything that says who they are."""

import struct
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from lxml import html
from PIL import Image

from courseforge.model import Library, Work
from courseforge.rendering.pages import render_page
from courseforge.rendering.showcase import make_exhibits
from courseforge.rendering.showcase.sound_bytes import strip_sound
from courseforge.rendering.views import LessonView, View

from .shelf import LIBRARY, make_site_views

LOOP = Work(
    {"en": "Rain loop", "es": "Bucle de lluvia"}, "dj-nova", "CC-BY-4.0", "c-0141", "sound-lab/first-beat", "loop.png",
    alt="Sixteen boxes, seven of them full", words="Recorded <b>on</b> the roof.", date="2026-11-20",
)  # fmt: skip
RAIN = Work("Lluvia", "Luz", "CC0-1.0", "c-0142", sound="rain.mp3", alt="Lluvia", language="es", date="2026-11-21")
POEM = Work("A poem", "Owl & Bee", "CC-BY-4.0", "c-0143", words="Owl.", lesson="sound-lab/gone")
SHOWN = replace(LIBRARY, showcase={"loop": LOOP, "rain": RAIN, "poem": POEM})
VIEWS = make_site_views(library=SHOWN)


def page_of(kind: str, language: str = "en") -> View:
    return next(v for v in VIEWS.others if v.page.kind == kind and v.page.language == language)


def read(view: View) -> html.HtmlElement:
    return html.document_fromstring(render_page(view.template, view.context() | {"body": "", "toc": ()}))


def test_works_are_shown_the_latest_first_with_name_license_and_lesson() -> None:
    page = read(page_of("showcase"))
    assert [h.text_content() for h in page.iter("h2") if h.getparent().tag == "li"] == [
        "Lluvia",
        "Rain loop",
        "A poem",
    ]
    [loop] = page.xpath("//li[@id='cf-work-loop']")
    words = " ".join(loop.text_content().split())
    assert "By DJ Nova · November 20, 2026" in words
    assert "Recorded <b>on</b> the roof." in words
    assert "License: Creative Commons Attribution 4.0" in words
    assert loop.xpath(".//a[text()='Make your first beat']/@href") == ["sound-lab/first-beat.html"]
    [name, license] = page.xpath("//li[@id='cf-work-poem']//a/@href")
    assert name.startswith("contributor-owl-bee-")
    assert license == "https://creativecommons.org/licenses/by/4.0/"


def test_a_picture_states_its_size_its_words_and_lighter_copies() -> None:
    [picture] = read(page_of("showcase", "es")).iter("img")
    assert dict(picture.attrib) == {
        "src": "../_showcase/a.png", "width": "1000", "height": "500", "loading": "lazy", "decoding": "async",
        "alt": "Sixteen boxes, seven of them full", "lang": "en",
    }  # fmt: skip
    [source] = read(page_of("showcase", "es")).iter("source")
    assert source.get("srcset") == "../_showcase/b.webp 480w, ../_showcase/c.webp 768w"


def test_words_in_another_language_say_so() -> None:
    english, spanish = read(page_of("showcase")), read(page_of("showcase", "es"))
    assert english.xpath("//li[@id='cf-work-rain']/h2/span/@lang") == ["es"]
    assert spanish.xpath("//li[@id='cf-work-rain']/h2/span/@lang") == []
    assert spanish.xpath("string(//li[@id='cf-work-loop']/h2)") == "Bucle de lluvia"


def test_a_lesson_names_what_was_made_with_it_and_the_footer_the_showcase() -> None:
    lesson = VIEWS.lessons["sound-lab/first-beat", "es"]
    assert isinstance(lesson.content, LessonView)
    assert [(work.text, work.href) for work in lesson.content.made] == [
        ("Bucle de lluvia, de DJ Nova", "../showcase.html#cf-work-loop")
    ]
    assert "Hecho con esta lección" in read(lesson).text_content()
    assert read(lesson).xpath("//footer//a[@href='../../es/showcase.html']")


def test_nobody_learns_the_number_of_a_paper() -> None:
    views = (*VIEWS.others, *VIEWS.lessons.values(), *VIEWS.courses.values())
    assert not any("c-014" in html.tostring(read(view), encoding="unicode") for view in views)


def test_without_works_there_is_no_page_and_no_link() -> None:
    views = make_site_views()
    assert [view for view in views.others if view.page.kind == "showcase"] == []
    assert "showcase" not in html.tostring(read(views.lessons["sound-lab/first-beat", "en"]), encoding="unicode")


def photo(width: int = 2000, height: int = 1000) -> bytes:
    image = Image.radial_gradient("L").resize((width, height)).convert("RGB")
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "A telling phone", 6  # its maker; lying on its side
    exif.get_ifd(0x8825)[2] = (40.0, 42.0, 51.0)
    written = BytesIO()
    image.save(written, "JPEG", exif=exif, quality=95, comment=b"Mila was here")
    return written.getvalue()


def put(root: Path, name: str, data: bytes, **facts: object) -> Library:
    (root / "showcase").mkdir(exist_ok=True)
    (root / "showcase" / name).write_bytes(data)
    kind = "sound" if name.endswith("3") else "picture"
    return Library(showcase={"one": replace(POEM, **{kind: name})})


def test_a_photograph_keeps_nothing_but_what_is_to_be_seen(tmp_path: Path) -> None:
    made = make_exhibits(put(tmp_path, "mila-okafor.PICTURE", photo()), tmp_path, tmp_path / "_build")
    exhibit = made.works["one"]
    assert exhibit.size == (1000, 2000)  # upright
    assert [width for width, _ in exhibit.copies] == [480, 768]
    assert made.files[0].path.endswith(".jpg")
    assert made.files[0].size < len(photo())
    for file in made.files:
        assert file.path.startswith("_showcase/")
        assert "mila" not in file.path
        data = file.read_bytes()
        assert not any(word in data for word in (b"telling phone", b"Mila", b"GPS"))
        with Image.open(BytesIO(data)) as image:
            assert image.getexif().get_ifd(0x8825) == {}


def test_a_large_picture_gets_smaller_for_old_browsers_too(tmp_path: Path) -> None:
    made = make_exhibits(put(tmp_path, "a.jpg", photo(1500, 3000)), tmp_path, tmp_path / "_build")
    with Image.open(BytesIO(made.files[0].read_bytes())) as image:
        assert image.size == made.works["one"].size == (1152, 576)


def test_what_did_not_change_is_not_made_again_and_what_went_leaves_nothing(tmp_path: Path) -> None:
    library, kept = put(tmp_path, "a.jpg", photo()), tmp_path / "_build" / "showcase"
    first = make_exhibits(library, tmp_path, tmp_path / "_build")
    times = {path.name: path.stat().st_mtime_ns for path in kept.iterdir()}
    assert make_exhibits(library, tmp_path, tmp_path / "_build") == first
    assert {path.name: path.stat().st_mtime_ns for path in kept.iterdir()} == times
    copy = kept / first.files[1].path.rpartition("/")[2]
    copy.write_bytes(b"damaged")
    assert make_exhibits(library, tmp_path, tmp_path / "_build") == first
    assert copy.read_bytes() != b"damaged"
    make_exhibits(Library(), tmp_path, tmp_path / "_build")
    assert list(kept.iterdir()) == []


def test_a_damaged_picture_is_told(tmp_path: Path) -> None:
    made = make_exhibits(put(tmp_path, "a.png", photo()[:300]), tmp_path, tmp_path / "_build")
    assert (made.works, made.files) == ({}, ())
    assert [diagnostic.code for diagnostic in made.diagnostics] == ["CF744"]


FRAMES = b"\xff\xfb\x90\x64" + b"\x55" * 400
NOTES = b"TIT2 My street"
ID3 = b"ID3\x04\x00\x00" + bytes([0, 0, 0, len(NOTES)]) + NOTES
WAV = b"fmt \x10\0\0\0" + b"\1\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0" + b"data\4\0\0\0\1\2\3\4"
LIST = b"LIST\x0a\0\0\0INFOMila.\0"


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        (ID3 + FRAMES, FRAMES),
        (ID3 + ID3 + FRAMES + b"TAG" + b"Mila".ljust(125), FRAMES),
        (FRAMES, FRAMES),
        (ID3, b""),
        (b"RIFF" + struct.pack("<I", 4 + len(LIST + WAV)) + b"WAVE" + LIST + WAV,
         b"RIFF" + struct.pack("<I", 4 + len(WAV)) + b"WAVE" + WAV),
        (b"RIFF\4\0\0\0WAVE", b""),
        (b"", b""),
    ],
)  # fmt: skip
def test_a_sound_keeps_nothing_but_what_is_to_be_heard(data: bytes, kept: bytes) -> None:
    assert strip_sound(data) == kept
