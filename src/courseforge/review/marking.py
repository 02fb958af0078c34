"""The words of a paragraph that are new, and those that are gone, marked in its HTML."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

_TOKEN = re.compile(r'<(?:[^<>"]|"[^"]*")*>|[^\s<]+\s*|\s+|<')
_SEAM = re.compile(r"</ins>(\s+)<ins>")
_MOST = 3_000  # words: comparing takes a time that grows with their square


def mark_words(before: str, after: str) -> str | None:
    """Return the later HTML with ``<ins>`` and ``<del>`` in it; None where there is too much to compare.

    Both are as a serializer writes them: signs in texts are escaped, attributes stand in double quotation marks. Only
    text is put in or marked, so that no tag is ever changed.
    """
    old = [token for token in _TOKEN.findall(before) if _is_word(token)]
    tokens = _TOKEN.findall(after)
    new = [token for token in tokens if _is_word(token)]
    if len(old) > _MOST or len(new) > _MOST:
        return None
    matcher = SequenceMatcher(None, _trim(old), _trim(new), autojunk=False)
    put_in: set[int] = set()
    taken_out: dict[int, str] = {}
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind != "equal":
            put_in.update(range(j1, j2))
            if i2 > i1:
                taken_out[j1] = f"<del>{''.join(old[i1:i2]).rstrip()}</del> "
    return _SEAM.sub(r"\1", "".join(_write(tokens, put_in, taken_out, len(new))))


def _write(tokens: list[str], put_in: set[int], taken_out: dict[int, str], words: int) -> Iterator[str]:
    """Write the tokens; what is gone stands before the word in whose place it was, at the end after the last one."""
    number = 0
    if not words:
        yield taken_out.get(0, "")
    for token in tokens:
        if not _is_word(token):
            yield token
            continue
        yield taken_out.get(number, "")
        yield f"<ins>{token.rstrip()}</ins>{token[len(token.rstrip()) :]}" if number in put_in else token
        number += 1
        if number == words and words in taken_out:
            yield f" {taken_out[words]}"


def _is_word(token: str) -> bool:
    return not token.startswith("<") and not token.isspace()


def _trim(tokens: list[str]) -> list[str]:
    return [token.rstrip() for token in tokens]
