"""The report of a comparison of books, for people: one line for each book, then each by itself."""

from collections.abc import Iterator, Mapping
from typing import Any

from benchmark_script import Report

_HEAD = (
    "book", "pages", "lost", "addresses", "links", "console", "hosts", "theirs", "ours", "edit",
    "their work", "our work", "edit work",
)  # fmt: skip
_LEGEND = """\
lost: pieces of Jupyter Book's pages that ours do not have; addresses: of its pages at which we have none; links: of
ours that lead to nothing and are not broken in Jupyter Book's page; console: its errors; hosts: others that our pages
ask by themselves. Seconds of each build and of ours after an edit, then seconds of processors.
"""
_WIDE = 150


def describe(report: Report, *, shown: bool) -> str:
    """Write the table of all books, and of each what differs.

    Args:
        shown: say also where each lost piece stood, and what building said.
    """
    books = report["books"]
    assert isinstance(books, list)
    lines = [_LEGEND, _write_row(_HEAD), *(_write_row(_summarize(book)) for book in books)]
    for book in books:
        lines += _describe_book(book, shown)
    return "\n".join(lines) + "\n"


def _write_row(cells: tuple[object, ...]) -> str:
    return f"{cells[0]!s:22}" + "".join(
        f"{cell!s:>{max(9, len(str(head)) + 2)}}" for cell, head in zip(cells[1:], _HEAD[1:], strict=True)
    )


def _summarize(book: Mapping[str, Any]) -> tuple[object, ...]:
    """Give the numbers that are judged."""
    stock, own, visits = book["jupyter_book"], book["courseforge"], book.get("visits")
    again = own["after_an_edit"]
    return (
        book["book"],
        book.get("pages_compared", own.get("pages", "none")),
        sum(row["lost"] for row in book["table"]) if "table" in book else "?",
        len(book["addresses_missing"]) if "addresses_missing" in book else "?",
        len(book["broken_links"]) if "broken_links" in book else "?",
        len(visits["errors"]) if visits else "?",
        len(visits["elsewhere"]) if visits else "?",
        stock["seconds"] if stock["folder"] else "none",
        own["seconds"],
        again["seconds"] if again else "",
        stock["work"] if stock["folder"] else "none",
        own["work"],
        again["work"] if again else "",
    )


def _describe_book(book: Mapping[str, Any], shown: bool) -> Iterator[str]:
    stock, own = book["jupyter_book"], book["courseforge"]
    yield f"\n{book['book']} ({book['commit'] or 'no commit'})"
    yield f"  changed for Jupyter Book: {', '.join(stock['changed']) or 'nothing'}"
    yield from (
        f"  {name} made nothing: …{made['complaint'][-600:]}"
        for name, made in (("Jupyter Book", stock), ("courseforge", own))
        if made["complaint"]
    )
    if "first_load" in book:
        weights = book["first_load"]
        yield f"  first load: Jupyter Book {weights['jupyter_book']:,} bytes, courseforge {weights['courseforge']:,}"
    yield from _list_faults(book, shown)
    yield from _list_constructs(book, shown)
    if shown:
        yield from (f"  said: {said[: 2 * _WIDE]}" for said in own["said"])
    else:
        yield f"  said: {', '.join(f'{count} {code}' for code, count in own['codes'].items()) or 'nothing'}"


def _list_faults(book: Mapping[str, Any], shown: bool) -> Iterator[str]:
    visits = book.get("visits", {})
    kinds = {
        "no page at": book.get("addresses_missing", ()),
        "leads to nothing": [" → ".join(link) for link in book.get("broken_links", ())],
        "console": [": ".join(error) for error in visits.get("errors", ())],
        "asks another host": [": ".join(asked) for asked in visits.get("elsewhere", ())],
    }
    for kind, places in kinds.items():
        yield from (f"  {kind}: {place[:_WIDE]}" for place in (places if shown else places[:5]))
        if not shown and len(places) > 5:
            yield f"  {kind}: and {len(places) - 5} more"


def _list_constructs(book: Mapping[str, Any], shown: bool) -> Iterator[str]:
    if "table" not in book:
        return
    yield f"  {'construct':46}{'Jupyter Book':>14}{'courseforge':>13}{'lost':>7}"
    for row in book["table"]:
        yield f"  {row['construct']:46}{row['jupyter_book']:14}{row['courseforge']:13}{row['lost']:7}"
    for name, places in book["lost"].items() if shown else ():
        yield from (f"  lost: {name} | {page} | {words[:_WIDE]}" for page, words in places)
