"""The site's one ``_static`` folder: stylesheet, script, font and icon, named by their content for caches' sake."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from courseforge.config import Settings, SiteSettings
from courseforge.rendering.pages import theme_folder

STATIC_FOLDER = "_static"

_COLORS = {"brand": "#0b5a47", "accent": "#f6b92c", "paper": "#f6f7ec"}


@dataclass(frozen=True, slots=True)
class StaticNames:
    """File names that templates need, below ``_static``."""

    css: str
    js: str
    icon: str


def make_static_files(settings: Settings) -> dict[str, bytes]:
    """Return the files of ``_static`` by name, in the library's colors."""
    colors = settings.courseforge.site
    font_name, font = _named("besley-700.woff2", _read("besley-700.woff2"))
    style = _paint(_read("style.css").decode(), colors).replace("besley-700.woff2", font_name)
    icon = _paint(_read("icon.svg").decode(), colors)
    return dict(
        [
            (font_name, font),
            ("besley-OFL.txt", _read("besley-OFL.txt")),  # the font's license travels with it
            _named("icon.svg", icon.encode()),
            _named("site.js", _read("site.js")),
            _named("style.css", style.encode()),
        ]
    )


def name_static_files(files: Mapping[str, bytes]) -> StaticNames:
    """Find the names that templates need among the files of ``_static``."""
    by_kind = {PurePosixPath(name).suffix: name for name in files}
    return StaticNames(css=by_kind[".css"], js=by_kind[".js"], icon=by_kind[".svg"])


def _paint(text: str, colors: SiteSettings) -> str:
    for name, default in _COLORS.items():
        text = text.replace(default, getattr(colors, name))
    return text


def _named(name: str, content: bytes) -> tuple[str, bytes]:
    path = PurePosixPath(name)
    return f"{path.stem}.{hashlib.sha256(content).hexdigest()[:8]}{path.suffix}", content


def _read(name: str) -> bytes:
    return (theme_folder() / "static" / name).read_bytes()
