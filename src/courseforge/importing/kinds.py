"""The kinds of sources. A new one is a row."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from courseforge.errors import CourseforgeError
from courseforge.importing.chapter import read_chapter
from courseforge.importing.draft import Draft
from courseforge.importing.episode import is_episode, read_episode
from courseforge.importing.notebook import read_notebook_draft
from courseforge.importing.surroundings import Surroundings
from courseforge.reading.codes import FaultError
from courseforge.reading.myst import MAX_CHARACTERS, MAX_LINES
from courseforge.reading.notebook_file import load_source
from courseforge.reading.source_file import decode

MAX_BYTES = 100_000_000  # with its outputs; a lesson may have less
_MARKDOWN = (".md", ".markdown")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of source.

    Attributes:
        words: what it is called.
        fits: tells by the suffix and the content.
    """

    words: str
    fits: Callable[[str, bytes], bool]
    read: Callable[[bytes, str, Surroundings], Draft]


def _read_text(read: Callable[[str, Surroundings], Draft]) -> Callable[[bytes, str, Surroundings], Draft]:
    def read_data(data: bytes, name: str, around: Surroundings) -> Draft:
        return read(decode_text(data, name), around)

    return read_data


def decode_text(data: bytes, name: str) -> str:
    """Turn a file into a text of a length that a lesson may have.

    Raises:
        CourseforgeError: it is none, or too long.
    """
    try:
        text = decode(data)[0]
    except FaultError as error:
        fault = error.faults[0]
        raise CourseforgeError(f"{name} cannot be brought in. {fault.message}", fault.hint) from error
    if len(text) > MAX_CHARACTERS or text.count("\n") > MAX_LINES:
        raise CourseforgeError(
            f"{name} cannot be brought in. It has more than {MAX_LINES:,} lines or {MAX_CHARACTERS:,} characters.",
            "Divide it into several files, and bring in each of them.",
        )
    return text


KINDS: tuple[Kind, ...] = (
    Kind("notebook", lambda suffix, _data: suffix == ".ipynb", read_notebook_draft),
    Kind(
        "Carpentries episode",
        lambda suffix, data: suffix in _MARKDOWN and is_episode(data.decode("utf-8", "replace")),
        _read_text(read_episode),
    ),
    Kind("chapter", lambda suffix, _data: suffix in _MARKDOWN, _read_text(read_chapter)),
)


def read_draft(source: Path, around: Surroundings) -> tuple[str, Draft]:
    """Read a source as what it is, and say what that is.

    Raises:
        CourseforgeError: it is none of the kinds, or cannot be read.
    """
    suffix = source.suffix.lower()
    if suffix not in (".ipynb", *_MARKDOWN):
        raise CourseforgeError(
            f"{source.name} is neither a notebook (.ipynb) nor Markdown (.md).",
            "Name one notebook or one chapter. R Markdown and slides cannot be brought in.",
        )
    data, diagnostics = load_source(source, source.name, MAX_BYTES)
    if data is None:
        said = diagnostics[0]
        raise CourseforgeError(f"{source.name} cannot be brought in. {said.message}", said.hint)
    kind = next(kind for kind in KINDS if kind.fits(suffix, data))
    return kind.words, kind.read(data, source.name, around)
