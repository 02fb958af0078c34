"""Films, recordings and frames (CF310, CF311)."""

import re
from collections.abc import Iterator
from posixpath import normpath
from urllib.parse import unquote

from courseforge.checks.rule import Finding
from courseforge.checks.subject import CellSubject


def find_frames_without_title(cell: CellSubject) -> Iterator[Finding]:
    """A frame has a title.

    ``<iframe>`` says in ``title=`` what is in it.

    Why: who listens is told “frame”, and must go inside to learn whether it is a film or an advertisement. (The
    site's own pages show a link in its place; other sites that use the lesson show the frame.)

    Fails::

        <iframe src="https://films.example.org/42"></iframe>

    Mended::

        <iframe src="https://films.example.org/42" title="Film: how a loop is built"></iframe>
    """
    for element in cell.prose.elements:
        if element.name == "iframe" and not element.attributes.get("title", "").strip():
            yield Finding(
                cell.at(element.line), "This frame has no title.", 'Write title="What is in it" into its tag.'
            )


_TRANSCRIPT = re.compile(r"transcript|transcripci[oó]n|lyrics|letra\b|in words|en palabras", re.IGNORECASE)


def find_media_without_words(cell: CellSubject) -> Iterator[Finding]:
    """A film has captions, and a recording a transcript.

    ``<video>`` holds a ``<track kind="captions">``, or a file of that name that ends in ``.vtt`` lies beside it; one
    without any sound says ``muted``. In the cell of an ``<audio>`` stands a transcript, or a link to one, with that
    word in it; or ``media.yml`` names the file with the words (``transcript:``).

    Why: some readers do not hear, many are in a library without headphones, and a transcript can be searched.

    Fails::

        <audio controls src="talk.mp3"></audio>

    Mended::

        <audio controls src="talk.mp3"></audio>

        [Transcript of the talk](talk.md)
    """
    elements = cell.prose.elements
    captions = sum(element.name == "track" for element in elements)
    for element in elements:
        if element.name in ("audio", "video") and _has_words_beside(cell, element.attributes.get("src", "")):
            continue
        if element.name == "video" and "muted" not in element.attributes and not captions:
            hint = 'Put captions beside it: <track kind="captions" src="film.vtt" srclang="en">'
            yield Finding(cell.at(element.line), "This film has no captions.", hint)
        elif element.name == "audio" and not _TRANSCRIPT.search(cell.source):
            hint = "Write below it what one hears, under the word “Transcript”, or link to a page with it."
            yield Finding(cell.at(element.line), "This recording has no transcript.", hint)


def _has_words_beside(cell: CellSubject, source: str) -> bool:
    """Tell whether the course itself says what one hears in a file."""
    course, name = cell.course.course, normpath(unquote(source))
    medium, stem = course.media.find(name), name.rpartition(".")[0]
    captions = any(file.startswith(f"{stem}.") and file.endswith(".vtt") for file in course.files)
    return captions or bool(medium and medium.transcript and not name.endswith((".mp4", ".webm")))
