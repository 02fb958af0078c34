"""Single lines of an episode that another program understood: pictures with braces, code with a class, Liquid."""

import re
from collections.abc import Iterator, Sequence

from courseforge.importing.code_fences import mark_code
from courseforge.importing.draft import Remark

_PICTURE = re.compile(
    r"!\[(?P<caption>[^\[\]]{0,2000})\]\((?P<file>[^)\s(]{1,500})(?: {1,9}\"[^\"]{0,500}\")?\)"
    r"[ ]{0,9}\{:?(?P<words>[^{}]{0,2000})\}"
)
_ALT = re.compile(r"alt=(?:\"([^\"]*)\"|'([^']*)')")
_CLASS_LINE = re.compile(r"\s*\{:[^}]*\}\s*")
_CODE_CLASS = re.compile(r"\s*\{:\s*\.(?:language-)?([\w-]{1,60})(?![\w-])[^}]*\}\s*")
_LIQUID = re.compile(r"\s*\{%.*%\}\s*")
_ROOT = re.compile(r"\{\{\s*(?:page\.root|relative_root_path|site\.baseurl)\s*\}\}/?")
_TILDES = re.compile(r"([ >\t]*)~{3,}\s*")
_TEXTS = frozenset({"output", "error", "source", "code", "callout"})  # classes that are no language


def settle_lines(lines: Sequence[tuple[int, str]], remarks: list[Remark]) -> Iterator[str]:
    """Write each line as MyST has it; what another program would have made of a line is kept as a comment."""
    marked = list(mark_code(line for _, line in lines))
    for (number, line), (_, is_code) in zip(lines, marked, strict=True):
        if is_code:
            yield (new := _name_language(line))
            if new != line:
                said = "Outputs and errors are shown as plain text."
                remarks.append(Remark("changed", said, f"line {number}", line, new))
            continue
        yield from _settle(line)
        if (after := "\n".join(_settle(line))) != line:
            remarks.append(Remark("changed", _say(line), f"line {number}", line, after))


def _name_language(line: str) -> str:
    """Outputs and errors are no language that a page could color."""
    return re.sub(r"^([ >\t]*`{3,})\s*\{?\.?(?:output|error)\}?\s*$", r"\1text", line)


def _settle(line: str) -> list[str]:
    if _CLASS_LINE.fullmatch(line) or _LIQUID.fullmatch(line):
        return [f"% {line.strip()}"]
    line = _ROOT.sub("../", line)
    match = _PICTURE.search(line)
    if match is None:
        return [line]
    found = _ALT.search(match["words"])
    alt = (found[1] or found[2] or "") if found else match["caption"]
    if match[0] == line.strip() and match["caption"] and found:
        return [f"```{{figure}} {match['file']}", f":alt: {alt}", "", match["caption"], "```"]
    alt = alt.replace("[", "(").replace("]", ")")
    return _settle(f"{line[: match.start()]}![{alt}]({match['file']}){line[match.end() :]}")


def _say(line: str) -> str:
    if _LIQUID.fullmatch(line):
        return "A line for another program (Liquid) is now a comment."
    if _CLASS_LINE.fullmatch(line):
        return "A line that says how something looks is now a comment."
    return "A picture and its description are written as courseforge reads them."


def settle_tildes(lines: Sequence[tuple[int, str]], remarks: list[Remark]) -> list[tuple[int, str]]:
    """Turn code between tildes, with its language in the line below, into fences that name it."""
    found = list(lines)
    start: int | None = None  # where the example that is open begins
    for place, (_, line) in enumerate(lines):
        match = _TILDES.fullmatch(line)
        if match and start is None:
            start = place
        elif match and start is not None:
            following = lines[place + 1][1] if place + 1 < len(lines) else ""
            named = _CODE_CLASS.fullmatch(re.sub(r"^[ >\t]*", "", following))
            number, before = lines[start]
            if named:
                language = "text" if named[1] in _TEXTS else named[1]
                found[start] = (number, f"{match[1]}```{language}")
                found[place] = (lines[place][0], f"{match[1]}```")
                found[place + 1] = (lines[place + 1][0], "\0")
                said = "The language of an example stands in the line that opens it."
                lost = f"{before}\n{line}\n{following}"
                remarks.append(Remark("changed", said, f"line {number}", lost, found[start][1]))
            start = None
    return [entry for entry in found if entry[1] != "\0"]
