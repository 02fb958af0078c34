"""Every pattern of the privacy rules is quick on text that was written to make it slow."""

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import courseforge.checks.privacy as package

LENGTH = 10_000
SECONDS = 0.5  # of the processor; what grows with the square of a text takes longer, and for a long text forever
_COMMON = (
    "a", "1", " ", "\n", "Aa ", "1 ", "1.", "-1.5, ", "a.", "a@", "a_", "-", "<", "<a href=", "<!--", "`", "\"", "\\", "[", "](",
    "| - ", "# ", "http://a", ":", "a=", "12-12-", "<p style=\"", "Ab de la ",
)  # fmt: skip


def list_patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        module = importlib.import_module(info.name)
        for name, value in sorted(vars(module).items()):
            for number, pattern in enumerate(value if isinstance(value, tuple) else (value,)):
                if isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str):
                    yield f"{info.name.removeprefix('courseforge.checks.')}.{name}-{number}", pattern


@pytest.mark.slow
@pytest.mark.parametrize("pattern", [pytest.param(p, id=name) for name, p in list_patterns()])
def test_a_pattern_is_quick_on_hostile_text(pattern: re.Pattern[str]) -> None:
    for piece in (*_COMMON, *_list_own_pieces(pattern)):
        text = (piece * (LENGTH // len(piece) + 1))[:LENGTH]
        started = time.process_time()
        for _ in pattern.finditer(text):
            pass
        took = time.process_time() - started
        assert took < SECONDS, f"{took:.1f} s for repeated {piece!r}"


def _list_own_pieces(pattern: re.Pattern[str]) -> Iterator[str]:
    """Give what nearly matches: the words of the pattern itself, alone and in a row."""
    words = list(
        dict.fromkeys(
            re.findall(r"[A-Za-zÁ-ú0-9@:/<=.]{2,20}", re.sub(r"\\.|\[[^\]]*\]|\{[^}]*\}", " ", pattern.pattern))
        )
    )[:8]
    yield from words
    yield from (f"{word} " for word in words)
    if words:
        yield " ".join(words) + " "
        yield " 12 ".join(words) + " "
