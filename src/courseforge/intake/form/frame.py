"""What every page of the form has around it."""

from html import escape
from importlib.resources import files

from courseforge.intake.words import LANGUAGES
from courseforge.reporting.words import Words

STYLE_PATH = "/style.css"
STYLE = files("courseforge.intake.form").joinpath("style.css").read_bytes()


def write_page(words: Words, library: str, title: str, body: str, *, switch: bool = True) -> str:
    """Write a page.

    Args:
        library: the name of the library's site.
        body: HTML.
        switch: offer the page in another language.
    """
    links = "".join(
        f'<li><a href="/{tag}" lang="{tag}" hreflang="{tag}">{name}</a></li>'
        for tag, name in LANGUAGES.items()
        if tag != words.language
    )
    languages = f'<nav aria-label="{escape(words.text("Language"))}"><ul>{links}</ul></nav>' if switch else ""
    return (
        f'<!doctype html>\n<html lang="{words.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{escape(title)} – {escape(library)}</title>\n<link rel="stylesheet" href="{STYLE_PATH}">\n'
        f'<link rel="icon" href="data:,">\n</head>\n<body>\n'
        f"<header><p>{escape(library)}</p>{languages}</header>\n"
        f"<main>\n{body}\n</main>\n</body>\n</html>\n"
    )
