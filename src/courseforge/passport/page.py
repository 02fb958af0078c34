"""The page: one sheet to print or to keep, in the reader's language. It loads nothing and runs nothing."""

from collections.abc import Iterator
from html import escape
from itertools import groupby

from courseforge.model import Role
from courseforge.passport.contributions import Contribution
from courseforge.passport.document import Passport
from courseforge.records.addresses import web_address
from courseforge.rendering.interface import Interface

_STYLE = """
:root{color-scheme:light}
body{font:1rem/1.5 Georgia,serif;color:#1a1a1a;background:#fff;margin:0 auto;max-width:44rem;padding:2rem 1.25rem}
header{border-bottom:.35rem solid #1a1a1a;margin-bottom:1.5rem;padding-bottom:1rem}
h1{font-size:2rem;line-height:1.15;margin:.25rem 0}
h2{font-size:1.15rem;margin:1.75rem 0 .25rem}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0;border-bottom:1px solid #767676}
td.day,th.day{white-space:nowrap}
a{color:#0b3d91;overflow-wrap:anywhere}
footer{margin-top:2rem;font-size:.875rem}
th[scope=row]{width:42%}
@media(max-width:34rem){th,td{font-size:.875rem;padding-right:.4rem}td.day,th.day{white-space:normal}}
@media print{body{padding:0;max-width:none}tr{break-inside:avoid}h2{break-after:avoid}}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def write_page(passport: Passport, language: str, code: str) -> str:
    """Write the page.

    Args:
        code: of the signature, by which a printed page and the file are known to belong together.
    """
    ui = Interface(language)
    title = ui.text("Passport of {name}", name=passport.name)
    parts = (
        "<!doctype html>",
        f'<html lang="{escape(language)}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        '<meta name="robots" content="noindex">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">',
        f"<title>{escape(title)}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        f"<header><p>{escape(passport.library)}</p><h1>{escape(title)}</h1>",
        f"<p>{escape(_sum_up(passport, ui))}</p></header>",
        "<main>",
        *_write_roles(passport, ui),
        "</main>",
        f"<footer>{_write_foot(passport, code, ui)}</footer>",
        "</body>",
        "</html>",
    )
    return "\n".join((*parts, ""))


def _sum_up(passport: Passport, ui: Interface) -> str:
    days = sorted(one.first for one in passport.contributions)
    return ui.text(
        "What {name} has contributed to the open courses of {library}, from {first} to {issued}.",
        name=passport.name,
        library=passport.library,
        first=ui.date(days[0]),
        issued=ui.date(passport.issued),
    )


def _name_role(role: Role, ui: Interface) -> str:
    return {
        "author": ui.text("Lessons and courses"),
        "translator": ui.text("Translations"),
        "editor": ui.text("Editing"),
        "reviewer": ui.text("Reviews"),
        "tester": ui.text("Testing"),
        "mentor": ui.text("Mentoring"),
    }[role]


def _write_roles(passport: Passport, ui: Interface) -> Iterator[str]:
    for role, done in groupby(passport.contributions, key=lambda one: one.role):
        yield f"<section><h2>{escape(_name_role(role, ui))}</h2><table>"
        heads = (ui.text("Title"), ui.text("Language"), ui.text("Since"), ui.text("Last changed"))
        columns = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
        yield f"<thead><tr>{columns}</tr></thead><tbody>"
        yield from (_write_row(one, ui) for one in done)
        yield "</tbody></table></section>"


def _write_row(one: Contribution, ui: Interface) -> str:
    address = web_address(one.url)
    title = escape(one.title)
    named = f'<a href="{escape(address)}">{title}</a><br><small>{escape(address)}</small>' if address else title
    language = escape(ui.language_name(one.language))
    days = "".join(f'<td class="day">{escape(ui.date(day, "medium"))}</td>' for day in (one.first, one.last))
    return (
        f'<tr><th scope="row"><span lang="{escape(one.language)}">{named}</span></th><td>{language}</td>{days}</tr>'
    )


def _write_foot(passport: Passport, code: str, ui: Interface) -> str:
    told = (
        ui.text("Given out by {library} on {date}.", library=passport.library, date=ui.date(passport.issued)),
        ui.text("The name is one that the person chose; the library can say no more about who they are."),
        ui.text("The library can verify the file that belongs to this page. Its code is {code}.", code=code),
    )
    return "".join(f"<p>{escape(sentence)}</p>" for sentence in told)
