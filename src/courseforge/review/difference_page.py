"""The page that shows what is different in a lesson: the site's look, no script, nothing from elsewhere."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

from courseforge.rendering.compared_pictures import Comparison
from courseforge.rendering.firewall import POLICY
from courseforge.reporting.words import Words
from courseforge.review.differences import Difference
from courseforge.review.facts import say_level, say_seconds
from courseforge.review.report import ReviewedLesson

STYLE_NAME = "change.css"
_STYLE = Path(__file__).with_name(STYLE_NAME)
_SHOWN = 1  # blocks that are the same, on each side of a change; the others are folded
_PICTURE = re.compile(r'<img(?:[^<>"]|"[^"]*")*? src="([^"]+)"')

Compare = Callable[[str, str], Comparison | None]


@dataclass(frozen=True, slots=True)
class Place:
    """What a page is made with.

    Attributes:
        styles: addresses of the site's own style sheets, as seen from the page.
        page: address of the lesson's page; empty where it has none.
        compare: compares two pictures by their addresses.
    """

    styles: tuple[str, ...]
    page: str
    compare: Compare


def make_style() -> bytes:
    """Return the style sheet of these pages."""
    return _STYLE.read_bytes()


def make_page(lesson: ReviewedLesson, differences: Sequence[Difference], place: Place, words: Words) -> bytes:
    """Make the page."""
    title = escape(words.text("What is different: {title}", title=lesson.title or lesson.path))
    styles = "".join(f'<link rel="stylesheet" href="{escape(address)}">\n' for address in (*place.styles, STYLE_NAME))
    return (
        f'<!doctype html>\n<html lang="{escape(words.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="robots" content="noindex">\n{styles}</head>\n<body>\n<main class="review prose">\n'
        f"<h1>{title}</h1>\n{_head(lesson, place, words)}{''.join(_rows(differences, place, words))}"
        "</main>\n</body>\n</html>\n"
    ).encode()


def _head(lesson: ReviewedLesson, place: Place, words: Words) -> str:
    facts = [
        (words.text("File"), f"<code>{escape(lesson.path)}</code>"),
        (words.text("How long its code runs"), escape(say_seconds(lesson, words))),
        (words.text("How hard it is to read"), escape(say_level(lesson, words))),
    ]
    rows = "".join(f'<tr><th scope="row">{name}</th><td>{value}</td></tr>\n' for name, value in facts if value)
    seen = words.text("The page as readers will see it")
    link = f'<p><a href="{escape(place.page)}">{seen}</a></p>\n' if place.page else ""
    new, gone = words.text("New words"), words.text("Words that are gone")
    proposal = words.text("Nobody has let this in yet: it is a proposal.")
    return (
        f'<table class="facts">\n{rows}</table>\n{link}<p>{proposal}</p>\n'
        f'<ul class="legend"><li><ins>{new}</ins></li><li><del>{gone}</del></li></ul>\n'
    )


def _rows(differences: Sequence[Difference], place: Place, words: Words) -> Iterator[str]:
    if all(difference.kind == "same" for difference in differences):
        yield "<p>" + words.text("Readers see no difference.") + "</p>\n"
    for same, group in groupby(differences, lambda difference: difference.kind == "same"):
        found = list(group)
        yield from _fold(found, words) if same else (_show(difference, place, words) for difference in found)


def _fold(same: Sequence[Difference], words: Words) -> Iterator[str]:
    """Show what stands beside a change; fold the rest."""
    middle = same[_SHOWN:-_SHOWN] if len(same) > 2 * _SHOWN + 1 else ()
    before, after = (same[:_SHOWN], same[-_SHOWN:]) if middle else (same, ())
    yield from map(_show_same, before)
    if middle:
        told = words.count("{n} part is as it was", "{n} parts are as they were", len(middle))
        inside = "".join(map(_show_same, middle))
        yield f'<details class="same"><summary>{told}</summary>\n{inside}</details>\n'
    yield from map(_show_same, after)


def _show_same(difference: Difference) -> str:
    return f'<div class="row same">{difference.after}</div>\n'


def _show(difference: Difference, place: Place, words: Words) -> str:
    match difference.kind:
        case "new":
            told, inside = words.text("New"), difference.after
        case "gone":
            told, inside = words.text("No longer there"), difference.before
        case "marked":
            told, inside = words.text("Other words"), difference.after
        case _:
            told = ". ".join((words.text("Before and now"), *_say_pictures(difference, place.compare, words)))
            before, now = words.text("Before"), words.text("Now")
            inside = (
                f'<div class="pair"><div><p class="side">{before}</p>{difference.before}</div>'
                f'<div><p class="side">{now}</p>{difference.after}</div></div>'
            )
    return f'<div class="row {difference.kind}"><p class="what">{told}</p>{inside}</div>\n'


def _say_pictures(difference: Difference, compare: Compare, words: Words) -> Iterable[str]:
    pairs = zip(_PICTURE.findall(difference.before), _PICTURE.findall(difference.after), strict=False)
    for before, after in pairs:
        found = compare(before, after)
        if found is None:
            continue
        if found.share is None:
            (width, height), (new_width, new_height) = found.sizes
            yield words.text(
                "The picture has another size: {old} before, {new} now.",
                old=f"{width} × {height}",
                new=f"{new_width} × {new_height}",
            )
        elif found.share == 0:
            yield words.text("The picture looks the same.")
        else:
            yield words.text("{percent} % of the picture is different.", percent=max(1, round(100 * found.share)))
