"""Which lines of Markdown are an example of code, in which nothing means anything."""

import re
from collections.abc import Iterable, Iterator

_FENCE = re.compile(r"[ >\t]*(`{3,}|~{3,})(.*)")
_DIRECTIVE = re.compile(r"\s*\{[\w:-]+\}")
# Directives in backticks that hold code or data, and no Markdown.
_CODE = re.compile(r"\s*\{(?:code|code-block|code-cell|raw|raw-cell|sourcecode|math|mermaid|literalinclude)\}")


def mark_code(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Pair each line with whether it stands in an example of code, or opens or closes one."""
    open_fences: list[tuple[str, bool]] = []
    for line in lines:
        match = _FENCE.match(line)
        inside = bool(open_fences) and open_fences[-1][1]
        if match and open_fences and _closes(match, open_fences[-1][0]):
            yield line, open_fences.pop()[1]
        elif match and not inside:
            is_code = not _DIRECTIVE.match(match[2]) or bool(_CODE.match(match[2]))
            open_fences.append((match[1], is_code))
            yield line, is_code
        else:
            yield line, inside


def _closes(match: re.Match[str], fence: str) -> bool:
    return match[1].startswith(fence) and not match[2].strip()
