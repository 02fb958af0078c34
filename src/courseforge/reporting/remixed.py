"""What ``remix`` made, and what its new authors must know."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from courseforge.reporting.wording import indent, join_words, printable


def describe_remix(
    path: str, title: str, files: Sequence[str], terms: Sequence[str], *, width: int | None = None
) -> Iterator[Text]:
    """Say it for the person who will make it a lesson of their own."""
    yield Text(f"The remix is there: {printable(path)}", "bold green")
    if files:
        yield from map(Text, indent(f"Beside it: {join_words(map(printable, files))}.", width, "  "))
    for term in terms:
        yield from map(Text, indent(term, width, "  "))
    told = (
        f"Now make it yours. Put your chosen name and a title of your own at its top, and change what you like. "
        f"Its page says that it is based on “{printable(title)}”, and the original's page, where it is in this "
        f"library, shows your remix. It is not published before two people have looked at it."
    )
    yield Text()
    yield from map(Text, indent(told, width, ""))
