"""Names of linked files that have a space (CF404)."""

import re
from collections.abc import Iterator

from courseforge.checks.links.targets import SHOWN, UNKNOWN
from courseforge.checks.rule import Finding
from courseforge.checks.subject import CellSubject
from courseforge.reading.names import propose_name

_SPACED = re.compile(r"(!?)\[([^\]\n]{0,200})\]\(([^()\n<>\"']{0,200}[^()\n<>\"'\s]\s[^()\n<>\"']{0,200})\)")
_LOOKS_LIKE_A_FILE = re.compile(r"\w\.[A-Za-z][A-Za-z0-9]{1,4}(?:#[^\s#]*)?\s*$")


def find_spaced_targets(cell: CellSubject) -> Iterator[Finding]:
    """The name of a linked file has no spaces.

    Neither in a picture nor in a link. A space ends the address, so readers see the brackets and the name as text.

    Why: in place of the picture stands something that looks like a mistake.

    Fails::

        ![A drum with two sticks](my drum.png)

    Mended, after the file was renamed::

        ![A drum with two sticks](my-drum.png)
    """
    for paragraph in cell.prose.paragraphs:
        for match in _SPACED.finditer(paragraph.text):
            if _is_name_of_a_file(match[3]) and not any(match[0] in code for code in paragraph.code):
                line = paragraph.line + paragraph.text.count("\n", 0, match.start())
                what = "picture" if match[1] else "link"
                message = f"The {what} “{match[3][:SHOWN]}” is shown as text: its name has a space."
                yield Finding(cell.at(line), message, _advise_name(*match.groups()))


def _advise_name(mark: str, words: str, target: str) -> str:
    """Say what to call the file and what to write here; a picture without words gets some at once."""
    better = "/".join(propose_name(part) if " " in part else part for part in target.strip().split("/"))[:SHOWN]
    own = ", in your own words" if mark and not words.strip() else ""
    return f"Rename the file to {better}, and write here{own}:\n{mark}[{words.strip() or 'What it shows'}]({better})"


def _is_name_of_a_file(target: str) -> bool:
    return bool(_LOOKS_LIKE_A_FILE.search(target)) and not UNKNOWN.search(target)
