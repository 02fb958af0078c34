"""Every regular expression of the package is quick on text that was written to make it slow."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain
from types import SimpleNamespace

import pytest
from tests.checks.effort import TooSlowError, at_most, measure
from tests.checks.patterns import Use, list_held, list_hostile, list_modules, list_written

from courseforge.checks import metadata
from courseforge.checks.code import top_to_bottom
from courseforge.checks.privacy import secrets
from courseforge.execution.hints import wordings
from courseforge.rendering.sphinx_run import wording

pytestmark = pytest.mark.slow

SHORT, LONG = 5_000, 20_000  # characters
QUICK = (
    0.004  # seconds of the processor for the short text: even if this grows with the square, the long one takes 0.1
)
GROWTH = 8  # times the work for four times the text: 4 is a line, 16 a square
LONGEST_WORD = 2_000  # of what is searched for keys
MOST = 0.5  # seconds for the long text

# What a function knows when it makes a pattern, where that is more than a word.
SAMPLES: Mapping[str, list[Mapping[str, object]]] = {
    "courseforge.checks.metadata": [{"base": language} for language in metadata._THOUGHTS],
    "courseforge.checks.privacy.site": [{"id": "word"}],
    "courseforge.checks.code.top_to_bottom": [{"given": top_to_bottom._define("word").pattern}],
    "courseforge.execution.hints.attributes": [{"match": {"name": "word"}}],
    "courseforge.execution.hints.wordings": [
        {"pattern": pattern} for pattern, _ in (*wordings.SYNTAX, *wordings.TYPES, *wordings.VALUES)
    ],
    "courseforge.execution.run": [{"node": SimpleNamespace(execution_count=1)}],
    "courseforge.rendering.sphinx_run.wording": [{"pattern": pattern} for pattern, _ in wording._KNOWN],
}


def test_every_pattern_is_quick_on_hostile_text() -> None:
    modules = list_modules()
    held = list(list_held(modules))
    written = [use for module in modules for use in list_written(module, SAMPLES.get(module.__name__, ({},)))]
    assert len(held) > 250
    assert len(written) > 350
    uses = {(use.pattern, use.way): use for use in chain(written, held)}
    assert list(chain.from_iterable(map(find_slow_text, uses.values()))) == []


def test_borrowed_patterns_are_given_so_little_that_none_is_slow() -> None:
    for number, pattern in enumerate(secrets._load_patterns()):
        use = Use(f"detect-secrets {number}", pattern, "finditer")
        for text in list_hostile(pattern, LONGEST_WORD):
            with at_most(MOST):
                use.work(text)


@pytest.mark.parametrize(
    ("pattern", "way"),
    [
        (r"(a+)+$", "match"),
        (r"(?:\w+\s?)*:", "match"),
        (r"\s+$", "finditer"),
        (r"(?s)\s*(\w+)\s*(.*?)\s*", "fullmatch"),
        (r"(?s)<!--.*?-->", "finditer"),
        (r"[\w.]+\(\) missing", "finditer"),
        (r"(?=a*b*a*c)x?", "finditer"),
    ],
)
def test_a_slow_pattern_is_found(pattern: str, way: str) -> None:
    assert list(find_slow_text(Use("here", re.compile(pattern), way)))


def find_slow_text(use: Use) -> Iterator[str]:
    """Say for which text a pattern is slow, if any."""
    for short, long in zip(list_hostile(use.pattern, SHORT), list_hostile(use.pattern, LONG), strict=True):
        try:
            with at_most(MOST):
                if (quick := measure(partial(use.work, short))) < QUICK:
                    continue
            with at_most(MOST):
                slow = measure(partial(use.work, long))
        except TooSlowError:
            yield f"{use.where}, {use.way}: more than {MOST} s for {short[:40]!r}…{short[-4:]!r}"
            return
        if slow > GROWTH * quick:
            quick, slow = measure(partial(use.work, short), 5), measure(partial(use.work, long), 3)
        if slow > GROWTH * quick and quick >= QUICK:  # else the first time was a hiccup of the machine
            yield f"{use.where}, {use.way}: {quick:.3f} s, then {slow:.3f} s for {short[:40]!r}…{short[-4:]!r}"
            return
