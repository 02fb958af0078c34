"""Pages of the guide as readers see them, by parts."""

import re
from pathlib import Path

GUIDE = Path(__file__).parents[2] / "courses" / "using-courseforge"


def read_page(page: str) -> str:
    return (GUIDE / page).read_text(encoding="utf-8")


def words_of(text: str) -> set[str]:
    """Return what stands in backticks."""
    return set(re.findall(r"`([^`\n]+)`", text))


def part_of(page: str, heading: str) -> str:
    """Return what stands below a heading, up to the next one of any level."""
    parts = re.split(r"^(#{1,6} .*)\n", read_page(page), flags=re.MULTILINE)
    assert heading in parts, f"{page} has no heading “{heading}”"
    return parts[parts.index(heading) + 1]


def table_rows(text: str) -> dict[str, str]:
    """Return the rows of tables, by the word in backticks that they begin with."""
    return {match[1]: match[0] for match in re.finditer(r"^\| `([^`]+)` \|.*$", text, re.MULTILINE)}


def put_table(page: str, heading: str, table: str) -> None:
    """Write a table at the end of the part below a heading, in place of the one that is there."""
    part = part_of(page, heading)
    kept = re.sub(r"\n*^\|.*\n(?:^\|.*\n)*\n*\Z", "", part, flags=re.MULTILINE).rstrip("\n")
    text = read_page(page)
    start = text.index(part, text.index(f"{heading}\n") + len(heading))
    (GUIDE / page).write_text(f"{text[:start]}{kept}\n\n{table}\n{text[start + len(part) :]}", encoding="utf-8")
