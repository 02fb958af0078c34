"""Code in which chance decides (CF509)."""

import re
from collections.abc import Iterator

from courseforge.checks.code.program import list_calls, list_programs, read_imports, spell_out
from courseforge.checks.rule import Finding
from courseforge.checks.subject import LessonSubject

_CHANCE = re.compile(
    r"random\.(?:random|randint|randrange|choice|choices|shuffle|sample|uniform|gauss|normalvariate|betavariate)"
    r"|numpy\.random\.(?!seed|default_rng|RandomState|Generator|SeedSequence|PCG64)\w+"
)
_SEEDED = re.compile(r"(?:\w+\.)*(?:seed|set_seed|manual_seed|set_random_seed|set_state|setstate)")
_SOURCES = re.compile(r"(?:\w+\.)*(?:default_rng|RandomState|Random)")


def find_unseeded_chance(lesson: LessonSubject) -> Iterator[Finding]:
    """Where chance decides, a seed stands first.

    A lesson that draws random numbers with ``random`` or NumPy calls ``random.seed(…)`` or
    ``np.random.default_rng(…)`` with a number, if its text speaks about what comes out.

    Why: the text says “six of ten”, and readers see three. With a seed everybody sees the same; without one every
    build of the site changes the page.

    Fails::

        import random
        random.choice(["kick", "snare"])

    Mended::

        import random
        random.seed(7)
        random.choice(["kick", "snare"])
    """
    imports = read_imports(lesson)
    calls = [
        (cell, call, name, spell_out(name, imports))
        for cell, nodes in list_programs(lesson)
        for call, name in list_calls(nodes)
    ]
    if any(_SEEDED.fullmatch(full) for _, _, _, full in calls):
        return
    for cell, call, name, full in calls:
        is_unseeded = _SOURCES.fullmatch(full) and not call.args and not call.keywords
        if _CHANCE.fullmatch(full) or (is_unseeded and full.startswith(("numpy.random.", "random."))):
            hint = f"Give it a number: {name}(7)" if is_unseeded else f"Write below the imports: {_seed(name, full)}"
            yield Finding(cell.at(call.lineno), "Chance decides here, and each run shows something else.", hint)
            return


def _seed(name: str, full: str) -> str:
    """Return the line that makes chance the same each time, with names that are imported; it must not be repeated."""
    module = name.rpartition(".")[0]
    return f"{module}.seed(7)" if module else f"from {full.rpartition('.')[0]} import seed; seed(7)"
