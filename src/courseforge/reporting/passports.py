"""What ``passport`` gave out, and what it says of one that was brought."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from courseforge.passport import Judgment
from courseforge.reporting.wording import count, indent, printable


def describe_issued(
    name: str, number: int, files: Sequence[str], new_key: str, *, width: int | None = None
) -> Iterator[Text]:
    """Say where the passport is, and of a new key how to keep it."""
    yield Text(f"The passport of {printable(name)} is there, with {count(number, 'contribution')}:", "bold green")
    yield from (Text(f"  {printable(file)}") for file in files)
    told = "Print the page or send both files to the person, and to nobody else. The site shows neither of them."
    yield from map(Text, indent(told, width, ""))
    if new_key:
        told = (
            f"A new key was made for your library: {printable(new_key)}. With it you can verify passports later. Git "
            f"leaves it alone. Keep a copy where your library keeps what must not be lost, and show it to nobody."
        )
        yield Text()
        yield from map(Text, indent(told, width, ""))


def describe_judgment(judgment: Judgment, *, width: int | None = None) -> Iterator[Text]:
    """Say what a verified passport proves; of any other, that nothing in it is to be believed."""
    if judgment.verdict == "genuine":
        yield Text("This passport is genuine.", "bold green")
        told = (
            f"Your library gave it to {printable(judgment.name)} on {printable(judgment.issued)}, with "
            f"{count(judgment.count, 'contribution')}, and not a letter has changed. It does not prove that whoever "
            f"brought it is that person."
        )
    elif judgment.verdict == "changed":
        yield Text("This passport was changed after your library signed it.", "bold red")
        told = "Do not believe what it says. Ask for the file as it was given out, or give out a new one."
    else:
        yield Text("This passport was not signed with your library's key.", "bold yellow")
        told = "It may come from another library, or from a time when yours had another key. Ask who gave it out."
    yield from map(Text, indent(told, width, "  "))
