"""Pictures of a page have their size stated, and lighter copies where these help."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from selectolax.lexbor import LexborHTMLParser, LexborNode
from tests.publishing.libraries import write_library

from courseforge.publishing.building import publish

LESSON = """\
---
title: Look
description: Look at pictures and say what you see.
---

## Look

![A photograph](img/photo.jpg)

![Circles](img/drawing.png)

```{figure} img/photo.jpg
:width: 50%
:alt: The photograph, smaller
```

![Turned](img/turned.jpg)

![Small](img/small.png)

![Moving](img/moving.gif)

![Drawn by rule](img/rule.svg)

<img src="img/drawing.png" alt="Circles, narrow" width="300" srcset="https://elsewhere.example/a.png 2x">

![Broken](img/broken.png)
"""


def save(image: Image.Image, kind: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def draw_photo(width: int, height: int) -> Image.Image:
    """Draw something with as many colors as a photograph, and as smooth."""
    channels = [Image.radial_gradient("L"), Image.linear_gradient("L"), Image.radial_gradient("L").rotate(90)]
    return Image.merge("RGB", [channel.resize((width, height)) for channel in channels])


def draw_circles() -> Image.Image:
    image = Image.new("RGB", (900, 600), "white")
    pen = ImageDraw.Draw(image)
    for step in range(0, 800, 7):
        pen.ellipse((step, step // 2, step + 60, step // 2 + 60), outline=(step % 256, 20, 90), width=3)
    return image


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    turned = Image.Exif()
    turned[0x0112] = 6  # the camera was held upright
    first, second = Image.new("P", (40, 30)), Image.new("P", (40, 30), 1)
    pictures = {
        "photo.jpg": save(draw_photo(1600, 1000), "JPEG", quality=95),
        "drawing.png": save(draw_circles(), "PNG"),
        "turned.jpg": save(draw_photo(400, 300), "JPEG", exif=turned),
        "small.png": save(Image.new("RGB", (20, 10)), "PNG"),
        "moving.gif": save(first, "GIF", save_all=True, append_images=[second]),
        "rule.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 120"><rect width="9" height="9"/></svg>',
        "broken.png": save(Image.new("RGB", (500, 500)), "PNG")[:60],
    }
    files = {"lab/look.md": LESSON, **{f"lab/img/{name}": data for name, data in pictures.items()}}
    root = write_library(tmp_path_factory.mktemp("pictures") / "library", files)
    report = publish(root, execute=False)
    assert report.lessons == 1, report.diagnostics
    return report.site / "lab"


@pytest.fixture(scope="module")
def pictures(folder: Path) -> list[LexborNode]:
    return LexborHTMLParser((folder / "look.html").read_text()).css(".prose img")


def find_choices(picture: LexborNode) -> list[str] | None:
    source = picture.prev
    return source.attributes["srcset"].split(", ") if source is not None and source.tag == "source" else None


def test_sizes_are_stated_as_readers_see_them(pictures: list[LexborNode]) -> None:
    assert {
        picture.attributes.get("alt"): (picture.attributes.get("width"), picture.attributes.get("height"))
        for picture in pictures
    } == {
        "A photograph": ("1600", "1000"),
        "Circles": ("900", "600"),
        "The photograph, smaller": ("288", "180"),
        "Turned": ("300", "400"),
        "Small": ("20", "10"),
        "Moving": ("40", "30"),
        "Drawn by rule": ("300", "120"),
        "Circles, narrow": ("300", "200"),
        "Broken": (None, None),
    }


def test_all_but_the_first_wait_until_they_are_near(pictures: list[LexborNode]) -> None:
    assert [picture.attributes.get("loading") for picture in pictures] == [None] + ["lazy"] * (len(pictures) - 1)


def test_copies_are_there_and_lighter(folder: Path, pictures: list[LexborNode]) -> None:
    offered = {}
    for picture in pictures:
        if (choices := find_choices(picture)) is None:
            continue
        whole = (folder / picture.attributes.get("src")).stat().st_size
        copies = [choice.split() for choice in choices]
        offered[picture.attributes.get("alt")] = [size for _, size in copies]
        for name, size in copies:
            assert (folder / name).stat().st_size < whole
            with Image.open(folder / name) as copy:
                assert (copy.format, f"{copy.width}w") == ("WEBP", size)
    assert offered["A photograph"] == offered["The photograph, smaller"] == ["480w", "768w", "1152w", "1600w"]
    assert set(offered) == {"A photograph", "The photograph, smaller", "Circles", "Circles, narrow"}


def test_a_drawing_stays_as_it_is(folder: Path, pictures: list[LexborNode]) -> None:
    drawing = next(picture for picture in pictures if picture.attributes.get("alt") == "Circles")
    name = (find_choices(drawing) or [""])[-1].split()[0]
    with Image.open(folder / name) as copy:
        assert copy.convert("RGB").tobytes() == draw_circles().tobytes()


def test_nothing_loads_from_elsewhere(folder: Path) -> None:
    assert "elsewhere.example" not in (folder / "look.html").read_text()
