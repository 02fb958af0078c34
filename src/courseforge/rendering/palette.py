"""Three colors in, a whole theme out: the sums that CSS ``color-mix()`` and relative ``oklch()`` would do.

Done here, so that old browsers see the same colors and contrast can be measured before anybody reads a page.
Mixing is linear in OKLab (https://bottosson.github.io/posts/oklab/); contrast is WCAG 2's.
"""

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from courseforge.config import SiteSettings

Palette = Mapping[str, str]  # token without its dashes -> "#rrggbb"

ON_ACCENT = "#14100f"  # text on the accent, in both themes

_LIGHT_CODE = {"code-word": "#7a2440", "code-text": "#08503f", "code-num": "#1d467c", "code-note": "#434c47"}
_DARK_CODE = {"code-word": "#f2a0b5", "code-text": "#9ad9b0", "code-num": "#9cc3f5", "code-note": "#a3ada6"}


class _Oklab(NamedTuple):
    lightness: float
    a: float
    b: float


def make_light_palette(colors: SiteSettings) -> Palette:
    """Return every token of the light theme."""
    brand, accent, paper = (color.lower() for color in (colors.brand, colors.accent, colors.paper))
    ink, card = mix(brand, "#120f0e", 0.22), mix(paper, "#ffffff", 0.25)
    tokens = {
        "brand": brand,
        "accent": accent,
        "paper": paper,
        "ink": ink,
        "ink-2": mix(ink, paper, 0.78),
        "rule": mix(ink, paper, 0.18),
        "edge": mix(ink, paper, 0.60),
        "card": card,
        "sunk": mix(brand, paper, 0.08),
        "tint": mix(accent, paper, 0.22),
        "link": mix(brand, "#000000", 0.90),
        "field": brand,
        "on-field": card,
        "on-field-2": mix(brand, card, 0.06),
        "focus": ink,
        "c2": turn(brand, chroma=0.1, hue=-155),
        "c3": turn(brand, chroma=0.09, hue=85),
        "c4": turn(brand, chroma=0.025, darker=0.13),
        "c5": turn(brand, chroma=0.065, hue=-80),
    }
    return MappingProxyType(tokens | _LIGHT_CODE)


def make_dark_palette(colors: SiteSettings) -> Palette:
    """Return the tokens that the dark theme changes."""
    brand, accent = colors.brand.lower(), colors.accent.lower()
    paper = turn(brand, lightness=0.2, chroma=0.016)
    tokens = {
        "paper": paper,
        "ink": "#eef0e6",
        "ink-2": "#bcc5be",
        "rule": turn(brand, lightness=0.36, chroma=0.02),
        "edge": turn(brand, lightness=0.67, chroma=0.015),
        "card": turn(brand, lightness=0.255, chroma=0.02),
        "sunk": turn(brand, lightness=0.17, chroma=0.014),
        "tint": mix(accent, paper, 0.11),
        "link": turn(brand, lightness=0.83, chroma=0.08),
        "field": turn(brand, lightness=0.325, chroma=0.06),
        "on-field": "#f7f8f0",
        "on-field-2": "#c4d9d0",
        "focus": accent,
        "c2": turn(brand, lightness=0.33, chroma=0.085, hue=-155),
        "c3": turn(brand, lightness=0.35, chroma=0.08, hue=85),
        "c4": turn(brand, lightness=0.32, chroma=0.02),
        "c5": turn(brand, lightness=0.35, chroma=0.055, hue=-80),
    }
    return MappingProxyType(tokens | _DARK_CODE)


def mix(color: str, other: str, share: float) -> str:
    """Mix two colors; ``share`` (0 to 1) is the first one's part."""
    one, two = _to_oklab(color), _to_oklab(other)
    return _to_hex(_Oklab(*(x * share + y * (1 - share) for x, y in zip(one, two, strict=True))))


def turn(color: str, *, chroma: float, lightness: float | None = None, darker: float = 0, hue: float = 0) -> str:
    """Return a relative of a color: its hue turned by degrees, with a chroma and perhaps a lightness (0 to 1)."""
    origin = _to_oklab(color)
    angle = math.atan2(origin.b, origin.a) + math.radians(hue)
    level = origin.lightness - darker if lightness is None else lightness
    return _to_hex(_Oklab(level, chroma * math.cos(angle), chroma * math.sin(angle)))


def contrast(color: str, other: str) -> float:
    """Return WCAG's contrast ratio, 1 to 21."""
    dark, light = sorted(_luminance(c) for c in (color, other))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = _to_linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _to_linear(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return _linear(red), _linear(green), _linear(blue)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _encoded(channel: float) -> float:
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _to_oklab(color: str) -> _Oklab:
    r, g, b = _to_linear(color)
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    medium = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return _Oklab(
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _to_hex(color: _Oklab) -> str:
    """Write a color as hexadecimal; channels outside what screens show are cut off, as browsers do."""
    lightness, a, b = color
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    channels = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(255 * _encoded(min(1.0, max(0.0, c)))):02x}" for c in channels)
