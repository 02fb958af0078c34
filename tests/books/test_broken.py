"""Every broken book ends in words that a librarian can act on: where it is, what is wrong, how to mend it.

A case is a folder ``broken/NAME`` with ``expected.txt``, what ``courseforge build`` says of it. Accept new words with
``pytest --update``.
"""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from courseforge.cli.commands import courseforge

BROKEN = Path(__file__).parent / "broken"
CASES = sorted(path.name for path in BROKEN.iterdir())
#: What is said of the work, and not of what is wrong with the book.
_PROGRESS = re.compile(
    r"^(?:Reading the .*|Making the pages.*|Writing the site.*|\d+ files? written\.|Look at it: .*"
    r"|The site is ready: .*|What would make its pages better: .*)\n",
    re.MULTILINE,
)


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_a_broken_book_says_how_to_mend_it(name: str, tmp_path: Path, update: bool) -> None:
    book = tmp_path / "book"
    shutil.copytree(BROKEN / name, book, ignore=shutil.ignore_patterns("expected.txt"))
    result = CliRunner().invoke(courseforge, ["build", str(book), "--no-execute"])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    pages = sorted(
        path.relative_to(book / "_build/site").as_posix() for path in (book / "_build/site").glob("*.html")
    )
    told = _PROGRESS.sub("", result.output).replace(str(book), "book").strip()
    told += f"\n\nexit code {result.exit_code}; pages: {', '.join(pages) or 'none'}\n"
    expected = BROKEN / name / "expected.txt"
    if update:
        expected.write_text(told, encoding="utf-8")
    assert told == expected.read_text(encoding="utf-8")
