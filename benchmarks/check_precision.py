"""How often ``courseforge check`` is right: what each rule finds in a folder of lessons, with a sample to judge.

Take lessons that nobody here wrote. For every finding of the sample a person says whether it is true: is it so, and
would the lesson be better if the hint was followed? The same folder and seed give the same sample.
"""

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from courseforge.diagnostics import Diagnostic
from courseforge.model import Mode
from courseforge.publishing.checking import check


def group(diagnostics: Iterable[Diagnostic], prefix: str) -> Mapping[str, list[Diagnostic]]:
    """Gather findings by code, those alone whose code begins so."""
    found: dict[str, list[Diagnostic]] = defaultdict(list)
    for diagnostic in diagnostics:
        if diagnostic.code.startswith(prefix):
            found[diagnostic.code].append(diagnostic)
    return dict(sorted(found.items()))


def take_sample(code: str, found: list[Diagnostic], seed: int, size: int) -> list[Diagnostic]:
    """Draw some, in order; a rule's sample does not depend on what other rules find."""
    drawn = random.Random(f"{seed} {code}").sample(range(len(found)), min(size, len(found)))
    return [found[number] for number in sorted(drawn)]


@cache
def read_lines(path: Path, cell: int | None) -> tuple[str, ...]:
    """Read a text file, or one cell of a notebook; nothing where that cannot be."""
    try:
        text = path.read_text(encoding="utf-8")
        if cell is not None:
            text = "".join(json.loads(text)["cells"][cell - 1]["source"])
    except (OSError, ValueError, LookupError, TypeError):
        return ()
    return tuple(text.split("\n"))


def show(root: Path, found: Diagnostic, around: int) -> None:
    """Print what is said, and the lines of which it is said."""
    place = found.location
    print(f"\n  {place}\n    {found.message}\n    -> {found.hint.splitlines()[0] if found.hint else ''}")
    lines, line = read_lines(root / place.path, place.cell), place.line or 1
    for number in range(max(1, line - around), min(len(lines), line + around) + 1):
        print(f"    {'>' if number == line else ' '}{number:5} {lines[number - 1][:160]}")


def parse_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="a library")
    parser.add_argument("--rule", default="CF", metavar="CODE", help="only this rule, or those that begin so (CF3)")
    parser.add_argument("--sample", type=int, default=20, help="findings of each rule that are shown (20)")
    parser.add_argument("--seed", type=int, default=1, help="for another sample (1)")
    parser.add_argument("--around", type=int, default=2, help="lines before and after (2)")
    parser.add_argument("--mode", choices=[mode.value for mode in Mode], default=Mode.LIBRARY.value)
    return parser.parse_args()


def main() -> None:
    """Check, count, show."""
    options = parse_options()
    report = check(options.folder, mode=Mode(options.mode))
    rules = group(report.diagnostics, options.rule)
    print(f"{report.lessons} lessons")
    for code, found in rules.items():
        print(f"{code} {found[0].severity:8} {len(found):6}")
    for code, found in rules.items() if options.sample else ():
        print(f"\n{'=' * 20} {code}: {len(found)}")
        for diagnostic in take_sample(code, found, options.seed, options.sample):
            show(options.folder, diagnostic, options.around)


if __name__ == "__main__":
    main()
