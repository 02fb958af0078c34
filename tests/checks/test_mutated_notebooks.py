"""Lessons with faults that nobody foresaw are read and held to every rule: nothing breaks, and nothing takes long.

Ten thousand of them: ``COURSEFORGE_MUTATIONS=10000 pytest tests/checks/test_mutated_notebooks.py -m slow``.
"""

import os
from pathlib import Path
from random import Random

import pytest
from tests.checks.effort import at_most
from tests.checks.held_lesson import hold, write_library
from tests.checks.mutation import list_originals, mutate

from courseforge.model import Mode

MOST = 5.0  # seconds of the processor for one lesson, a hundred times what the slowest needs


@pytest.mark.parametrize("seed", range(8))
def test_a_few(seed: int, tmp_path: Path) -> None:
    hold_all(range(seed * 25, seed * 25 + 25), tmp_path)


@pytest.mark.slow
def test_many(tmp_path: Path) -> None:
    first = int(os.environ.get("COURSEFORGE_MUTATIONS_FROM", "1000"))
    hold_all(range(first, first + int(os.environ.get("COURSEFORGE_MUTATIONS", "600"))), tmp_path)


def hold_all(seeds: range, folder: Path) -> None:
    """Hold a mutation for each seed to every rule; say which ones broke something."""
    originals, broken, library = list_originals(), list[str](), write_library(folder)
    for seed in seeds:
        original = originals[seed % len(originals)]
        lesson = library / "courses" / "lab" / f"one{original.suffix}"
        lesson.write_bytes(mutate(original, Random(seed)))
        try:
            with at_most(MOST):
                for said in hold(library, [*Mode][seed % len(Mode)]):
                    assert said.message.encode(errors="surrogatepass")
        except Exception as error:
            broken.append(f"seed {seed}, {original.name}: {error!r}, {_say_where(error)}")
        lesson.unlink()
    assert broken == []


def _say_where(error: BaseException) -> str:
    trace = error.__traceback__
    places = []
    while trace:
        places.append(f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " > ".join(places[-4:])
