"""The site's one ``_static`` folder: stylesheet, script, font and icon, named by their content for caches' sake."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import PurePosixPath

from courseforge.config import Settings, SiteSettings
from courseforge.model import Library
from courseforge.rendering.card import make_card
from courseforge.rendering.choosing.questions import find_questions
from courseforge.rendering.choosing.style import make_rules
from courseforge.rendering.drawings import Drawings
from courseforge.rendering.holdings import list_holdings
from courseforge.rendering.palette import ON_ACCENT, Palette, make_dark_palette, make_light_palette
from courseforge.rendering.theme import THEME_FOLDER

STATIC_FOLDER = "_static"

_FONT = "besley-700.woff2"
_NO_DRAWINGS = Drawings()


@dataclass(frozen=True, slots=True)
class StaticNames:
    """File names that templates need, below ``_static``."""

    css: str
    js: str
    chooser_css: str
    chooser_js: str
    desk_css: str
    search: str
    search_css: str
    icon: str
    card: str
    logo: str = ""  # empty where the library has none
    book_css: str = ""  # of a Jupyter Book's pages


def make_static_files(
    settings: Settings, library: Library | None = None, drawings: Drawings = _NO_DRAWINGS
) -> dict[str, bytes]:
    """Return the files of ``_static`` by name, in the library's colors and with its questions."""
    library = library or Library()
    rules = make_rules(find_questions(list_holdings(library), library.vocabulary))
    colors = settings.courseforge.site
    font_name, font = _named(_FONT, _read(_FONT))
    style = (_color_rules(colors) + _squeeze(_read("style.css").decode())).replace(_FONT, font_name)
    return dict(
        [
            (font_name, font),
            ("besley-OFL.txt", _read("besley-OFL.txt")),  # the font's license travels with it
            _named("chooser.css", (_squeeze(_read("chooser.css").decode()) + rules).encode()),
            _named("chooser.js", _read("chooser.js")),
            _named("desk.css", _squeeze(_read("desk.css").decode()).encode()),
            _named("card.png", make_card(colors)),
            _make_icon(drawings, colors),
            *_make_logo(drawings),
            *([_named("book.css", _squeeze(_read("book.css").decode()).encode())] if _is_book(library) else []),
            _named("search.css", _squeeze(_read("search.css").decode()).encode()),
            _named("search.js", _read("search.js")),
            _named("site.js", _read("site.js")),
            _named("style.css", style.encode()),
        ]
    )


def _is_book(library: Library) -> bool:
    return any(course.contents for course in library.courses)


def name_static_files(files: Mapping[str, bytes]) -> StaticNames:
    """Find the names that templates need among the files of ``_static``."""
    found = {name.partition(".")[0] + PurePosixPath(name).suffix: name for name in files}
    return StaticNames(
        css=found["style.css"],
        js=found["site.js"],
        chooser_css=found["chooser.css"],
        chooser_js=found["chooser.js"],
        desk_css=found["desk.css"],
        search=found["search.js"],
        search_css=found["search.css"],
        icon=found.get("icon.svg") or found["icon.png"],
        card=found["card.png"],
        logo=found.get("logo.svg") or found.get("logo.webp", ""),
        book_css=found.get("book.css", ""),
    )


def _make_icon(drawings: Drawings, colors: SiteSettings) -> tuple[str, bytes]:
    if drawings.icon:
        return _named(f"icon.{drawings.icon.suffix}", drawings.icon.data)
    return _named("icon.svg", _paint(_read("icon.svg").decode(), colors).encode())


def _make_logo(drawings: Drawings) -> list[tuple[str, bytes]]:
    return [_named(f"logo.{drawings.logo.suffix}", drawings.logo.data)] if drawings.logo else []


def _color_rules(colors: SiteSettings) -> str:
    light = _declarations({**make_light_palette(colors), "on-accent": ON_ACCENT, "lit": colors.paper}, "light")
    dark = _declarations(make_dark_palette(colors), "dark")
    return (
        f":root{{{light}}}\n"
        f"@media(prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n"
        f":root[data-theme=dark]{{{dark}}}\n"
    )


def _declarations(palette: Palette, scheme: str) -> str:
    tokens = ";".join(f"--{name}:{color}" for name, color in palette.items())
    return f"{tokens};color-scheme:{scheme}"


def _squeeze(style: str) -> str:
    """Leave out comments, and spaces that say nothing: none of our texts in quotes holds what is looked for here."""
    plain = re.sub(r"/\*.*?(?:\*/|\Z)", "", style, flags=re.DOTALL)
    tight = re.sub(r" ?([{};,]) ?|(:) ", r"\1\2", " ".join(plain.split()))
    return tight.replace(";}", "}") + "\n"


def _paint(drawing: str, colors: SiteSettings) -> str:
    """Put the library's colors where the theme's own stand."""
    default = SiteSettings()
    for field in fields(SiteSettings):
        drawing = drawing.replace(getattr(default, field.name), getattr(colors, field.name))
    return drawing


def _named(name: str, content: bytes) -> tuple[str, bytes]:
    path = PurePosixPath(name)
    return f"{path.stem}.{hashlib.sha256(content).hexdigest()[:8]}{path.suffix}", content


def _read(name: str) -> bytes:
    return (THEME_FOLDER / "static" / name).read_bytes()
