"""Runs the programs that judge: their answer as text, or a failure that says what they said."""

import subprocess
from collections.abc import Mapping
from pathlib import Path


def run(
    *command: str | Path,
    feed: bytes = b"",
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    good: tuple[int, ...] = (0,),
    seconds: float = 300,
) -> str:
    """Return what a program wrote to its output.

    Programs that judge often end with 1 to say "not valid": ``good`` lists the codes that are an answer. Any other is
    a broken program, and no judgment.
    """
    done = subprocess.run(
        list(map(str, command)), input=feed, capture_output=True, env=environment, cwd=folder, check=False,
        timeout=seconds,
    )  # fmt: skip
    answer = done.stdout.decode("utf-8", "replace")
    said = answer[-2000:] + done.stderr.decode("utf-8", "replace")[-2000:]
    assert done.returncode in good, f"{command[0]} ended with {done.returncode}:\n{said}"
    return answer
