"""A lesson on the board: its title, who did what for it, and what it waits for."""

from collections.abc import Iterator
from html import escape

from courseforge.board.words import name_people, say_wait
from courseforge.model import Role
from courseforge.rendering.interface import Interface
from courseforge.reporting.standing import Standing
from courseforge.reporting.words import Words


def write_card(one: Standing, words: Words) -> str:
    """Write a lesson of which there is something to say."""
    return (
        f'<li><h3>{write_title(one)}</h3>\n<p class="id">{escape(one.id)}, {_name_language(one, words)}</p>\n'
        f"{_write_waits(one, words)}{_write_people(one, words)}</li>"
    )


def write_line(one: Standing, words: Words) -> str:
    """Write a lesson of which there is nothing to say but that it is there."""
    since = f", {words.text('since {day}', day=Interface(words.language).date(one.day))}" if one.day else ""
    return f'<li>{write_title(one)} <span class="id">{_name_language(one, words)}{escape(since)}</span></li>'


def write_title(one: Standing) -> str:
    """Write a lesson's title as its own language reads it aloud; its id where there is none to show."""
    return f'<span lang="{escape(one.language)}">{escape(one.title)}</span>' if one.title else escape(one.id)


def _name_language(one: Standing, words: Words) -> str:
    return escape(Interface(words.language).language_name(one.language))


def _write_waits(one: Standing, words: Words) -> str:
    items = "".join(f"<li>{escape(say_wait(wait, words))}</li>" for wait in one.waits)
    return f'<ul class="waits">{items}</ul>\n' if items else ""


def _write_people(one: Standing, words: Words) -> str:
    rows = "".join(_list_people(one, words))
    return f"<dl>{rows}</dl>\n" if rows else ""


def _list_people(one: Standing, words: Words) -> Iterator[str]:
    for role, names in one.people:
        yield f"<div><dt>{escape(name_role(role, words))}</dt><dd>{escape(name_people(names, words))}</dd></div>"


def name_role(role: Role, words: Words) -> str:
    """Name what people did, as a heading of their names."""
    return {
        "author": words.text("Made by"),
        "editor": words.text("Edited by"),
        "reviewer": words.text("Read by"),
        "translator": words.text("Translated by"),
        "tester": words.text("Tested by"),
        "mentor": words.text("Mentored by"),
    }[role]
