"""The page of a lesson inside a school's platform: what it is, a way to it, and a button to say that it is done.

The lesson is not shown in it: pages of the library's site do not let themselves be framed, and are read there as
everywhere, with no word about who reads.
"""

from functools import cache
from html import escape
from importlib.resources import files

from courseforge.catalog.schools.school_course import title_of
from courseforge.catalog.xml_text import legal
from courseforge.config import SiteSettings
from courseforge.model import Record
from courseforge.rendering.interface import Interface
from courseforge.rendering.palette import make_light_palette

STYLE_PATH, SCRIPT_PATH = "shared/lesson.css", "shared/lesson.js"
_PAGE = """<!DOCTYPE html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; script-src 'self'">
<title>{title}</title>
<link rel="stylesheet" href="../{style}">
<script src="../{script}" defer></script>
</head>
<body>
<main>
<h1>{title}</h1>
{facts}<p><a href="{url}" target="_blank" rel="noopener">{open}</a></p>
<p class="note">{where}</p>
<p><button type="button" id="done" data-said="{said}" hidden>{done}</button></p>
<p id="said" role="status"></p>
</main>
</body>
</html>
"""
_STYLE = """body {{ margin: 0; background: {paper}; color: {ink}; font: 1.125rem/1.55 system-ui, sans-serif }}
main {{ max-width: 38rem; margin: 0 auto; padding: 2rem 1.25rem }}
h1 {{ font-size: 1.75rem; line-height: 1.2; overflow-wrap: anywhere }}
p {{ overflow-wrap: anywhere }}
a, button {{ display: inline-block; padding: .75rem 1.25rem; border: 2px solid {brand}; border-radius: .5rem }}
button {{ font: inherit }}
a {{ background: {brand}; color: {on_field}; text-decoration: none }}
button {{ background: {paper}; color: {ink}; cursor: pointer }}
button[hidden] {{ display: none }}
button:disabled {{ border-style: dashed; cursor: default }}
a:focus-visible, button:focus-visible {{ outline: 3px solid {ink}; outline-offset: 3px }}
.note {{ font-size: 1rem; color: {ink_2} }}
"""


def write_launch_page(lesson: Record) -> str:
    """Write the page of one lesson, in the lesson's language."""
    ui = Interface(lesson.language)
    time = ui.duration(lesson.minutes) if lesson.minutes else ""
    facts = "".join(f"<p>{_text(words)}</p>\n" for words in (lesson.description, time) if words)
    return _PAGE.format(
        language=_text(lesson.language),
        direction=ui.direction,
        title=_text(title_of(lesson)),
        style=STYLE_PATH,
        script=SCRIPT_PATH,
        facts=facts,
        url=_text(lesson.url),
        open=_text(ui.text("Open the lesson")),
        where=_text(ui.text("It opens in a new window, on the website of {library}.", library=lesson.publisher)),
        done=_text(ui.text("I have done it")),
        said=_text(ui.text("Noted. You can close this page.")),
    )


def write_style(colors: SiteSettings) -> str:
    """Write the style sheet that all pages of a package share, in the library's colors."""
    tokens = {name.replace("-", "_"): color for name, color in make_light_palette(colors).items()}
    return _STYLE.format_map(tokens)


@cache
def read_script() -> str:
    """Return the script that all pages of a package share."""
    return files(__package__).joinpath("lesson.js").read_text("utf-8")


def _text(words: str) -> str:
    return escape(legal(words))
