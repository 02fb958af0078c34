"""The board as one page: for the staff's own screen or wall. It needs no script and loads nothing."""

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files

from courseforge.board.cards import write_card, write_line
from courseforge.board.reminders import write_reminders
from courseforge.board.words import choose_language, open_words
from courseforge.rendering.interface import Interface
from courseforge.reporting.standing import STAGES, Stage, Standing
from courseforge.reporting.upkeep import Upkeep
from courseforge.reporting.words import Words

_STYLE = files("courseforge.board").joinpath("board.css").read_text("utf-8")
_DIGEST = b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'"


def write_page(upkeep: Upkeep, language: str) -> str:
    """Write the page.

    Args:
        language: of its own words; titles stay in theirs.
    """
    language = choose_language(language)
    words = open_words(language)
    title = words.text("Board of {library}", library=upkeep.library)
    parts = (
        "<!doctype html>",
        f'<html lang="{escape(language)}" dir="{Interface(language).direction}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="robots" content="noindex">',
        '<meta name="referrer" content="no-referrer">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">',
        f"<title>{escape(title)}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        *_write_head(upkeep, title, words),
        "<main>",
        *_write_stages(upkeep.standings, words),
        *_write_reminders(upkeep, words),
        "</main>",
        "</body>",
        "</html>",
    )
    return "\n".join((*parts, ""))


def _write_head(upkeep: Upkeep, title: str, words: Words) -> Iterator[str]:
    day = Interface(words.language).date(upkeep.day)
    waiting = sum(bool(one.waits) for one in upkeep.standings)
    told = words.count("{n} lesson waits for something.", "{n} lessons wait for something.", waiting)
    yield f"<header><h1>{escape(title)}</h1>"
    yield f"<p>{escape(words.text('As of {day}.', day=day))} {escape(told)}</p>"
    yield f'<p class="screen">{escape(words.text("For the library’s own people. It is not part of the site."))}</p>'
    if upkeep.unreadable:
        said = words.text("These files cannot be read, so nobody knows how far they are:")
        yield f"<p><strong>{escape(said)}</strong> {escape(', '.join(upkeep.unreadable))}</p>"
    yield f'<nav class="screen" aria-label="{escape(words.text("Parts of this page"))}"><ul>'
    for stage, found in _part(upkeep.standings):
        yield f'<li><a href="#{_make_id(stage)}">{escape(name_stage(stage, words))}: {len(found)}</a></li>'
    yield f'<li><a href="#reminders">{escape(words.text("Reminders"))}</a></li>'
    yield "</ul></nav></header>"


def _part(standings: Sequence[Standing]) -> Iterator[tuple[Stage, list[Standing]]]:
    for stage in STAGES:
        if found := [one for one in standings if one.stage == stage]:
            yield stage, found


def _make_id(stage: Stage) -> str:
    return stage.replace(" ", "-")


def name_stage(stage: Stage, words: Words) -> str:
    """Name a state as the heading of the lessons in it."""
    return {
        "proposed": words.text("Proposed"),
        "in review": words.text("In review"),
        "accepted": words.text("Accepted"),
        "needs update": words.text("Needs an update"),
        "published": words.text("Published"),
        "withdrawn": words.text("Withdrawn"),
    }[stage]


def _write_stages(standings: Sequence[Standing], words: Words) -> Iterator[str]:
    for stage, found in _part(standings):
        heading = f"{escape(name_stage(stage, words))} <span>({len(found)})</span>"
        yield f'<section class="stage {_make_id(stage)}" id="{_make_id(stage)}"><h2>{heading}</h2>'
        quiet = stage in ("published", "withdrawn")
        cards = [one for one in found if one.waits or not quiet]
        if cards:
            yield f'<ul class="cards">{"".join(write_card(one, words) for one in cards)}</ul>'
        if lines := [one for one in found if one not in cards]:
            yield f'<ul class="lines">{"".join(write_line(one, words) for one in lines)}</ul>'
        yield "</section>"


def _write_reminders(upkeep: Upkeep, words: Words) -> Iterator[str]:
    reminders = write_reminders(upkeep.standings, words.language, upkeep.library)
    yield f'<section class="reminders" id="reminders"><h2>{escape(words.text("Reminders"))}</h2>'
    if not reminders:
        yield f"<p>{escape(words.text('Nothing waits, so there is nobody to remind.'))}</p>"
    else:
        told = words.text("A click on a text selects all of it. Copy it into a message, or print it.")
        yield f'<p class="screen">{escape(told)}</p>'
    yield '<div class="texts">'
    for one in reminders:
        heading = words.text("To: {names}", names=one.to)
        about = ", ".join(dict.fromkeys(id for id, _ in one.about))
        yield f'<article><h3>{escape(heading)}</h3><p class="id">{escape(about)}</p>'
        yield f'<p class="text">{escape(one.text)}</p></article>'
    yield "</div></section>"
