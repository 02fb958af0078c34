"""Two pictures of a page, compared point by point."""

import io
import warnings
from dataclasses import dataclass

_MOST_PIXELS = 20_000_000  # more would take too much memory
_ALIKE = 8  # of 255: what no eye tells apart


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two pictures have in common.

    Attributes:
        sizes: width and height of each, in pixels.
        share: of the points that are different, from 0 to 1; None where their sizes are.
    """

    sizes: tuple[tuple[int, int], tuple[int, int]]
    share: float | None


def compare_pictures(before: bytes, after: bytes) -> Comparison | None:
    """Compare two pictures; None where one of them is none, or too large to look at."""
    from PIL import Image, ImageChops  # noqa: PLC0415 - slow to import, and many lessons have no picture

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(before)) as one, Image.open(io.BytesIO(after)) as other:
                sizes = (one.size, other.size)
                if any(width * height > _MOST_PIXELS for width, height in sizes):
                    return None
                if one.size != other.size:
                    return Comparison(sizes, None)
                difference = ImageChops.difference(one.convert("RGBA"), other.convert("RGBA"))
                bands = [band.point(lambda value: 255 if value > _ALIKE else 0) for band in difference.split()]
                mask = bands[0]
                for band in bands[1:]:
                    mask = ImageChops.lighter(mask, band)
                return Comparison(sizes, mask.histogram()[255] / (one.width * one.height))
    except Exception:  # a damaged picture fails in many ways inside Pillow
        return None
