"""Pictures that an author shows in the text (CF301 to CF303)."""

import re
from collections.abc import Iterator

from courseforge.checks.accessibility.alternative_text import find_boilerplate, is_file_name, is_placeholder
from courseforge.checks.prose import Image
from courseforge.checks.quotation import quote_line
from courseforge.checks.rule import Finding, replace_line
from courseforge.checks.subject import CellSubject
from courseforge.diagnostics import ReplaceLines


def find_pictures_without_words(cell: CellSubject) -> Iterator[Finding]:
    """A picture has alternative text.

    Every picture in a text cell says in words what it shows. A picture that only decorates says so: with the class
    ``decorative``, or with ``alt=""`` in HTML.

    Why: some readers do not see the picture. They listen to the page, or have switched pictures off to save data.
    Without words they are told “image”, and nothing else.

    Fails::

        ![](images/pattern.png)

    Mended::

        ![Three rows of sixteen boxes, every fourth one full](images/pattern.png)
    """
    for image in cell.prose.images:
        if match := _find_single_quotes(cell, image):
            message = f"{_name(image)} has its words between single quotes; they are shown, and nobody hears them."
            right = f'{{alt="{match[1].replace(chr(34), chr(39))}"'
            fix = replace_line(cell, image.line, cell.lines[image.line - 1].replace(match[0], right, 1))
            yield Finding(cell.at(image.line), message, f"Write double quotes: {quote_line(right)}}}", fix)
        elif not (image.alt or "").strip() and not _is_decorative(image):
            yield Finding(cell.at(image.line), f"{_name(image)} has no alternative text.", _say_where(cell, image))


_SINGLE_QUOTES = re.compile(r"\{alt='([^'\n]+)'(?=[\s}])")  # MyST knows double quotes only
_LONGEST_LINE = 2000


def _find_single_quotes(cell: CellSubject, image: Image) -> re.Match[str] | None:
    """Find words between single quotes right behind a picture, whether or not it has a caption."""
    line = cell.lines[image.line - 1][:_LONGEST_LINE] if image.form == "markdown" else ""
    return next((match for match in _SINGLE_QUOTES.finditer(line) if image.target in line[: match.start()]), None)


def _is_decorative(image: Image) -> bool:
    return "decorative" in image.classes or (image.form != "markdown" and image.alt == "")


def _name(image: Image) -> str:
    return f"The picture “{quote_line(image.target)}”" if image.target else "This picture"


def _say_where(cell: CellSubject, image: Image) -> str:
    file = quote_line(image.target)
    if image.form == "directive" and cell.lines[image.line : image.line + 1] == ("---",):
        return "Write between the two ---, with your own words: alt: What it shows (or class: decorative)"
    if image.form == "directive":
        return "Write below its first line, with your own words: :alt: What it shows (or :class: decorative)"
    if image.form == "html":
        return 'Write into the tag, with your own words: alt="What it shows" (alt="" if it only decorates)'
    return (
        f"Write, with your own words: ![What it shows]({file}) – or ![]({file}){{.decorative}} if it only decorates."
    )


_Text = tuple[int, str, str]  # line of the cell, the words, the picture's file


def _list_texts(cell: CellSubject) -> Iterator[_Text]:
    """Give every alternative text of a cell, written or for what its code draws."""
    for image in cell.prose.images:
        if image.alt:
            yield image.line, image.alt, image.target
    option = cell.code.options.get("fig-alt")
    for text in cell.cell.display.alts:
        if text:
            yield option.line if option else 1, text, ""


def find_words_that_say_nothing(cell: CellSubject) -> Iterator[Finding]:
    """Alternative text says what the picture shows.

    It is not the name of a file, not a word that stands for any picture (“image”, “Figure 1”), not the beginning of
    a sentence that nobody finished, and it does not begin with “image of”.

    Why: who listens to a page hears “image” before the words. “Image: image of a drum” says it twice, and “Image:
    IMG underscore 0042 dot jpg” says nothing.

    Fails::

        ![IMG_0042.jpg](images/IMG_0042.jpg)

    Mended::

        ![A drum, seen from above](images/IMG_0042.jpg)
    """
    for line, text, target in _list_texts(cell):
        shown = quote_line(text)
        if is_file_name(text, target):
            yield Finding(cell.at(line), f"“{shown}” is the name of a file; it says nothing.", "Say what one sees.")
        elif is_placeholder(text):
            yield Finding(cell.at(line), f"“{shown}” does not say what the picture shows.", "Say what one sees.")
        elif begins := find_boilerplate(text):
            rest = text[len(begins) :].strip()
            better = rest[:1].upper() + rest[1:]
            message = f"“{begins}” is said to listeners anyway, before the words."
            yield Finding(
                cell.at(line),
                message,
                f"Begin with what one sees: {quote_line(better)}",
                _replace_words(cell, line, text, better),
            )


def _replace_words(cell: CellSubject, line: int, old: str, new: str) -> ReplaceLines | None:
    written = cell.lines[line - 1]
    return replace_line(cell, line, written.replace(old, new)) if written.count(old) == 1 else None


def find_long_words(cell: CellSubject) -> Iterator[Finding]:
    """Alternative text is short.

    At most 125 characters: one or two sentences. The number is ``alt_characters`` in ``courseforge: check:
    thresholds:``. What needs more stands in the text beside the picture, where everybody reads it.

    Why: who listens cannot stop in the middle of an alternative text, go back a word, or jump to its end.

    Fails::

        ![The map shows the river, and on its left bank the old library of 1911, which has …](map.png)

    Mended::

        ![Map of the river with the old and the new library](map.png)

        On the left bank stands the old library of 1911, which has …
    """
    most = cell.library.thresholds.alt_characters
    for line, text, _ in _list_texts(cell):
        if len(text) > most:
            message = f"This alternative text has {len(text)} characters; {most} are easy to listen to."
            hint = "Say the most important thing here, and the rest in the text beside the picture."
            yield Finding(cell.at(line), message, hint)
