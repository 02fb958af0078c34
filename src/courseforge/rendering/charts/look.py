"""What a drawing looks like: the site's colors for light and dark, and signs by which series differ without them."""

from dataclasses import dataclass

from courseforge.config import SiteSettings
from courseforge.rendering.palette import Palette, make_dark_palette, make_light_palette

#: Colors of the site that can be told apart and have 7:1 on its cards, in light and in dark.
_INKS = ("code-num", "code-word", "code-text", "code-note")
_DASHES = ("", "7 4", "2 3", "10 3 2 3")
_PATTERNS = (
    '<rect width="8" height="8" fill="currentColor"/>',
    '<path d="M-2 2 2-2M0 8 8 0M6 10 10 6" stroke="currentColor" stroke-width="2"/>',
    '<circle cx="2" cy="2" r="1.5" fill="currentColor"/><circle cx="6" cy="6" r="1.5" fill="currentColor"/>',
    '<path d="M0 2H8M0 6H8" stroke="currentColor" stroke-width="1.5"/>',
)
_MARKERS = (
    "m-3.6 0a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0-7.2 0z",
    "m-3.3-3.3h6.6v6.6h-6.6z",
    "m0-4.4l4.2 7.7h-8.4z",
    "m0-4.8l4.8 4.8l-4.8 4.8l-4.8-4.8z",
)


@dataclass(frozen=True, slots=True)
class Sign:
    """How one series differs from the others, in color and otherwise.

    Attributes:
        ink: class that has its color.
        fill: reference to the pattern of its areas.
        marker: a path around the place where one is.
    """

    ink: str
    dash: str
    fill: str
    marker: str


def sign_of(number: int) -> Sign:
    """Return the sign of the series with a number; eight of them differ."""
    other = (number + number // len(_INKS)) % len(_INKS)
    return Sign(f"s{number % len(_INKS)}", _DASHES[other], f"url(#f{number})", _MARKERS[other])


def make_patterns(size: int) -> str:
    """Make the patterns for the areas of some series."""
    made = []
    for number in range(size):
        shape = _PATTERNS[(number + number // len(_INKS)) % len(_INKS)]
        frame = f'id="f{number}" width="8" height="8" patternUnits="userSpaceOnUse" class="{sign_of(number).ink}"'
        made.append(f"<pattern {frame}>{shape}</pattern>")
    return f"<defs>{''.join(made)}</defs>"


def make_style(colors: SiteSettings) -> str:
    """Make a style sheet with the site's colors; on paper they are the light ones."""
    light = make_light_palette(colors)
    dark = {**light, **make_dark_palette(colors)}
    return f"<style>{_list_rules(light)}@media screen and (prefers-color-scheme:dark){{{_list_rules(dark)}}}</style>"


def _list_rules(palette: Palette) -> str:
    inks = "".join(f".s{number}{{color:{palette[name]}}}" for number, name in enumerate(_INKS))
    plain = f".page{{fill:{palette['card']}}}.ink{{fill:{palette['ink']}}}.note{{fill:{palette['ink-2']}}}"
    lines = (("line", "rule"), ("edge", "edge"), ("gap", "card"))
    return inks + plain + "".join(f".{name}{{stroke:{palette[token]}}}" for name, token in lines)
