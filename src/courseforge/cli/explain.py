"""``courseforge explain``."""

from itertools import groupby

import click

from courseforge.checks import nearest_codes, read_pages
from courseforge.errors import CourseforgeError, ExitCode


@click.command()
@click.argument("codes", nargs=-1, metavar="[CODE]...")
def explain(codes: tuple[str, ...]) -> ExitCode:
    """Say what a code such as CF301 means and how to mend it.

    Without a code, all of them are listed.
    """
    click.echo("\n\n".join(map(_explain, codes)) if codes else _list_all())
    return ExitCode.CLEAN


def _explain(word: str) -> str:
    pages = read_pages()
    page = pages.get(word.upper()) or next((page for page in pages.values() if page.name == word.lower()), None)
    if page is None:
        near = ", ".join(nearest_codes(word))
        hint = f"Did you mean {near}?" if near else "See all of them: courseforge explain"
        raise CourseforgeError(f"There is no code “{word}”.", hint)
    return f"{page.code} {page.name} ({page.weight})\n\n{page.text}"


def _list_all() -> str:
    lines: list[str] = []
    for family, pages in groupby(read_pages().values(), key=lambda page: page.family):
        lines += ["", f"{family[:1].upper()}{family[1:]}"]
        lines += [f"  {page.code}  {page.name} ({page.weight})" for page in pages]
    return "\n".join(lines[1:])
