"""Facts about what those get who do not see, do not hear, or do not see colors (CF3xx)."""

import re
from collections.abc import Iterator
from itertools import groupby

from courseforge.checks.alternative_text import find_boilerplate, is_file_name, is_placeholder, suggest_option
from courseforge.checks.figures import Drawing, draws_elsewhere, find_drawings, shows_output
from courseforge.checks.markup import Element, read_elements
from courseforge.checks.prose import Image, Link
from courseforge.checks.rule import ADVICE_IN_BOOKS, INFO, WARNING, WARNING_IN_BOOKS, Finding, Rule, replace_line
from courseforge.checks.subject import CellSubject, LessonSubject, ResultSubject
from courseforge.diagnostics import ReplaceLines
from courseforge.model import CellOutputs, find_figure_data, find_picture, list_picture_alts

_SHOWN = 60


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
            yield Finding(cell.at(image.line), message, f"Write double quotes: {_shorten(right)}}}", fix)
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
    return f"The picture “{_shorten(image.target)}”" if image.target else "This picture"


def _say_where(cell: CellSubject, image: Image) -> str:
    file = _shorten(image.target)
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
        shown = _shorten(text)
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
                f"Begin with what one sees: {_shorten(better)}",
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


def find_figures_without_words(lesson: LessonSubject) -> Iterator[Finding]:
    """A figure that code draws has alternative text.

    A code cell that draws with matplotlib, seaborn or pandas says at its head what one sees. The line needs no
    import, and it stays in the notebook that readers take home. Several figures in one cell have a list:
    ``#| fig-alt: ["First", "Second"]``. A figure that only decorates says ``#| fig-alt: ""``. Readers do not see
    the line.

    Why: a chart is often the point of the lesson. Who listens to the page gets all the code, and then “image”.

    Fails::

        plt.plot(beats)

    Mended::

        #| fig-alt: A line that rises from 60 to 120 beats a minute
        plt.plot(beats)
    """
    for cell, drawing in find_drawings(lesson):
        if not drawing.is_program and not _has_words(cell) and _may_show_picture(cell, lesson):
            message = "This cell draws a figure, and nothing says what it shows."
            yield Finding(cell.at(_slot(cell)), message, _say_option(cell, drawing))


def _has_words(cell: CellSubject) -> bool:
    return bool(cell.cell.display.alts)


def _may_show_picture(cell: CellSubject, lesson: LessonSubject) -> bool:
    """Tell whether a cell shows a picture, where that is known; of a lesson without any outputs it is not."""
    known = cell.library.outputs.get((lesson.id, lesson.lesson.language), ())
    own = next((given for given in known if given.number == cell.cell.number), None)
    if own is None or not any(given.outputs for given in known):
        return True
    return bool(list_picture_alts(own.outputs, cell.cell.display))


def _slot(cell: CellSubject) -> int:
    """Return the line where ``#| fig-alt:`` stands or should stand: the first, or that below ``%%time``."""
    if option := cell.code.options.get("fig-alt"):
        return option.line
    return 2 if cell.source.startswith("%%") and len(cell.lines) > 1 else 1


def _say_option(cell: CellSubject, drawing: Drawing) -> str:
    line = suggest_option(drawing, cell.language)
    where = (
        f"Finish line {_slot(cell)} of the cell"
        if "fig-alt" in cell.code.options
        else f"Write this as line {_slot(cell)} of the cell, and finish the sentence"
    )
    return f'{where}:\n{line}\nIf it only decorates: #| fig-alt: ""'


def find_shown_pictures(result: ResultSubject) -> Iterator[Finding]:
    """A picture that code shows has alternative text.

    This rule looks at what the code gave: every picture among the outputs has words, from ``#| fig-alt:``, from the
    cell's metadata or from the output's own (``display(figure, metadata={"image/png": {"alt": "…"}})``).

    Why: a function from elsewhere may draw too, and a cell may draw three figures where one was expected. Who listens
    to the page gets “image”, and nothing else.

    Fails::

        from drums import draw_pattern
        draw_pattern("x...x...")

    Mended::

        #| fig-alt: Eight boxes, the first and the fifth are full
        from drums import draw_pattern
        draw_pattern("x...x...")
    """
    said = {
        cell.cell.number
        for cell, drawing in find_drawings(result.lesson)
        if not drawing.is_program and not _has_words(cell)
    }
    for cell, given in result.cells:
        if cell.cell.number in said or not shows_output(cell):
            continue
        alts = list_picture_alts(given.outputs, cell.cell.display)
        without = [place for place, alt in enumerate(alts, start=1) if alt is None]
        if without and _has_words(cell):
            message = f"This cell shows {len(alts)} pictures and has words for {len(alts) - len(without)} of them."
            slots = ", ".join(['"…"'] * len(alts))
            hint = f"Make a list of line {_slot(cell)} of the cell: #| fig-alt: [{slots}]"
            yield Finding(cell.at(_slot(cell)), message, hint)
        elif without:
            message = "This cell shows a picture, and nothing says what is on it."
            yield Finding(cell.at(_slot(cell)), message, _say_option(cell, Drawing("")))
        elif any(_lacks_words(element) for element in _list_elements(given)):
            message = "This cell shows HTML with a picture that has no alternative text."
            yield Finding(cell.at(1), message, _LIVE if draws_elsewhere(result.lesson.code_cells) else _IN_HTML)


_IN_HTML = 'Write alt="What it shows" into its tag <img …>, where the code makes it.'
_LIVE = "Write %matplotlib inline in the place of the other %matplotlib, and this at the cell's head: #| fig-alt: …"


def _list_elements(given: CellOutputs) -> Iterator[Element]:
    for output in given.outputs:
        html = output["data"].get("text/html") if "data" in output else None
        if isinstance(html, str) and "<" in html:
            yield from read_elements(html)


def _lacks_words(element: Element) -> bool:
    return element.name == "img" and "alt" not in element.attributes


def find_unexplained_figures(lesson: LessonSubject) -> Iterator[Finding]:
    """A figure is explained in text, or shown as a table too.

    Right above or below a cell that draws a figure stands a sentence about it, or the cell says ``#| fig-data: true``
    and so has the numbers below its figure.

    Why: an alternative text says what a chart looks like, in one sentence. The numbers, and what follows from them,
    are for everybody: also for those who see the chart and do not know how to read it.

    Fails::

        two code cells that draw, one after another, without a word between

    Mended::

        Below 80 beats a minute almost nobody dances; at 120 nearly everybody does.
    """
    cells = lesson.cells
    for cell, _ in find_drawings(lesson):
        place = cells.index(cell)
        if not cell.cell.display.data and not any(_explains(other) for other in cells[max(0, place - 1) : place + 2]):
            message = "No text stands above or below this figure."
            hint = "Say in a sentence what one learns from it, or show its numbers too: #| fig-data: true"
            yield Finding(cell.at(1), message, hint)


def _explains(cell: CellSubject) -> bool:
    return any(len(paragraph.text.split()) >= 5 for paragraph in cell.prose.paragraphs)


def find_unread_figures(result: ResultSubject) -> Iterator[Finding]:
    """The numbers of a figure can be read.

    A cell that says ``#| fig-data: true`` shows below its figure a table of what was plotted. It can be read of
    lines, bars, points, histograms and pies that matplotlib, pandas or seaborn draw while courseforge runs the
    lesson; of areas, boxes, pictures and maps it cannot, nor of outputs that were saved elsewhere.

    Why: who opens the table trusts that it holds what others see.

    Fails::

        #| fig-data: true
        plt.imshow(photo)

    Mended::

        #| fig-alt: A photo of a drum, made of 20 by 20 squares
        plt.imshow(photo)
    """
    for cell, given in result.cells:
        option = cell.code.options.get("fig-data")
        if option is None or not cell.cell.display.data or not shows_output(cell):
            continue
        figures = [find_figure_data(output) for output in given.outputs if find_picture(output)]
        unread = [_NUMBERLESS[kind] for data in figures if data for kind in data.unread if kind in _NUMBERLESS]
        if not figures:
            message, hint = "This cell shows no figure whose numbers could be read.", "Delete the line fig-data."
        elif None in figures:
            message, hint = "The numbers of this figure are not known.", f"{_OF_RUNS} Otherwise s{_BY_HAND}"
        elif not all(data.tables for data in figures if data):
            message, hint = "The numbers of this figure cannot be read.", f"S{_BY_HAND}"
        elif unread:
            message = f"The table below this figure leaves out {' and '.join(dict.fromkeys(unread))}."
            hint = f"S{_BY_HAND}"
        else:
            continue
        yield Finding(cell.at(option.line), message, hint)


_NUMBERLESS = {
    "areas": "areas",
    "boxes": "boxes",
    "maps": "a picture or map",
    "shapes": "shapes",
    "more": "some of its many parts",
}
_OF_RUNS = "They are read of what matplotlib draws while courseforge runs the lesson."
_BY_HAND = "how them in a table of your own, or say in a sentence what matters, and delete the line fig-data."


def find_tables_without_headers(cell: CellSubject) -> Iterator[Finding]:
    """A table has headers.

    The first row of a table says what stands in each column. In HTML these cells are ``<th>``; a ``list-table`` has
    the option ``:header-rows: 1``, a ``csv-table`` that or ``:header:``.

    Why: who listens to a table hears one cell after another. With headers each comes with its name: “Beats: 120”.

    Fails::

        |      |     |
        |------|-----|
        | Slow | 80  |

    Mended::

        | Song | Beats |
        |------|-------|
        | Slow | 80    |
    """
    hint = "Write into its first row what stands in each column."
    for table in cell.prose.tables:
        if not any(word.strip() for word in table.header):
            yield Finding(cell.at(table.line), "The first row of this table is empty.", hint)
    for directive in cell.prose.directives:
        if directive.name in ("list-table", "csv-table") and not _HEADERS & {*directive.options}:
            message = f"This {directive.name} has no headers."
            yield Finding(cell.at(directive.line), message, "Write below its first line: :header-rows: 1")
    for line in _list_bare_tables(cell.prose.elements):
        yield Finding(cell.at(line), "This table has no headers.", "Write <th> instead of <td> in its first row.")


_HEADERS = frozenset({"header", "header-rows", "stub-columns"})


def _list_bare_tables(elements: tuple[Element, ...]) -> Iterator[int]:
    """Give the lines of HTML tables of several rows and columns without any ``<th>``."""
    starts = [place for place, element in enumerate(elements) if element.name == "table"]
    for start, end in zip(starts, [*starts[1:], len(elements)], strict=False):
        table, names = elements[start], [element.name for element in elements[start + 1 : end]]
        rows, columns = names.count("tr"), names.count("td")
        if "th" not in names and rows > 1 and columns > rows and table.attributes.get("role") != "presentation":
            yield table.line


_NOWHERE = frozenset(
    "here|click here|click|this|this link|this page|link|the link|read more|more|more info|more information|see here|"
    "go here|download here|look here|"
    "aquí|aqui|haz clic aquí|haga clic aquí|clic aquí|pincha aquí|pinche aquí|pulsa aquí|este enlace|esta página|"
    "esta liga|este link|enlace|el enlace|liga|leer más|más|ver más|más información|acá|ver aquí".split("|")
)


_QUOTES = ("“", "«", '"', "'")  # the name of something


def find_links_that_say_nothing(cell: CellSubject) -> Iterator[Finding]:
    """The words of a link say where it leads.

    Not “here”, not “click here”, not “this link”: the words make sense when they are read alone.

    Why: who listens to a page lets its links be read as a list. “Here, here, more, here” is no help; and on a phone
    a longer link is easier to touch.

    Fails::

        You find the drum sounds [here](https://sounds.example.org/drums).

    Mended::

        You find them in the [library of drum sounds](https://sounds.example.org/drums).
    """
    for link in cell.prose.links:
        words = " ".join(re.sub(r"[^\w\s]", " ", link.text.lower()).split())
        if words in _NOWHERE and not link.text.startswith(_QUOTES):
            message = f"The link “{_shorten(link.text)}” does not say where it leads."
            yield Finding(cell.at(link.line), message, "Put the words into the link that name what one finds there.")
        elif _is_without_words(link):
            message = f"The link to {_shorten(link.target)} has no words."
            yield Finding(
                cell.at(link.line), message, "Write between the brackets what one finds there, or take the link out."
            )


def _is_without_words(link: Link) -> bool:
    # MyST writes the title of what an empty link to a file or a label leads to.
    return link.form == "markdown" and not link.text.strip() and not link.holds_image and _is_web(link.target)


def _is_web(target: str) -> bool:
    return target.startswith(("http://", "https://"))


def find_bare_addresses(cell: CellSubject) -> Iterator[Finding]:
    """A link is words, not an address.

    A long address stands behind words. A short one that people should remember or type, such as that of a site, may
    be seen. The number of characters from which it is long is ``address_characters`` in ``courseforge: check:
    thresholds:``.

    Why: who listens to the page hears the address letter by letter, or a jumble of words.

    Fails::

        https://sounds.example.org/drums/2026/list?sort=name

    Mended::

        [list of drum sounds](https://sounds.example.org/drums/2026/list?sort=name)
    """
    most = cell.library.thresholds.address_characters
    for link in cell.prose.links:
        if _is_web(link.text) and " " not in link.text and len(link.text) > most:
            message = f"Readers see the address {_shorten(link.text)} instead of words."
            yield Finding(cell.at(link.line), message, f"Write: [what one finds there]({_shorten(link.target)})")


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

    ``<video>`` holds a ``<track kind="captions">``; one without any sound says ``muted``. In the cell of an
    ``<audio>`` stands a transcript, or a link to one, with that word in it.

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
        if element.name == "video" and "muted" not in element.attributes and not captions:
            hint = 'Put captions beside it: <track kind="captions" src="film.vtt" srclang="en">'
            yield Finding(cell.at(element.line), "This film has no captions.", hint)
        elif element.name == "audio" and not _TRANSCRIPT.search(cell.source):
            hint = "Write below it what one hears, under the word “Transcript”, or link to a page with it."
            yield Finding(cell.at(element.line), "This recording has no transcript.", hint)


_COLORED = re.compile(r"\x1b\[((?:\d{1,3};){0,8}\d{1,3})m([^\x1b]{0,500})")
_COLORS = frozenset({*map(str, range(31, 38)), *map(str, range(41, 48)), *map(str, range(91, 98)), "38", "48"})


def find_color_alone(result: ResultSubject) -> Iterator[Finding]:
    r"""Color is not the only signal in what code prints.

    Printed text that is colored says the same without its colors: the same words do not stand there in two colors,
    and colored signs (█, ●) are not all there is.

    Why: one man in twelve sees red and green alike. A screen reader, a printer and many phones show no colors at all.

    Fails::

        print("\x1b[31m●\x1b[0m \x1b[32m●\x1b[0m")

    Mended::

        print("\x1b[31m● stop\x1b[0m \x1b[32m● go\x1b[0m")
    """
    for cell, given in result.cells:
        text = "".join(str(output.get("text", "")) for output in given.outputs if output.get("name") == "stdout")
        if "\x1b[" in text and _is_told_by_color(text):
            hint = "Print a word or another sign beside each color."
            yield Finding(cell.at(1), "In what this cell prints, only the color tells things apart.", hint)


def _is_told_by_color(text: str) -> bool:
    pieces = sorted(
        (words.strip(), code)
        for code, words in _COLORED.findall(text)
        if _COLORS & set(code.split(";")) and words.strip()
    )
    return any(len({code for _, code in group}) > 1 for _, group in groupby(pieces, key=lambda piece: piece[0]))


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


RULES = (
    Rule("CF301", "picture-has-alternative-text", CellSubject, WARNING_IN_BOOKS, find_pictures_without_words),
    Rule("CF302", "alternative-text-says-what-one-sees", CellSubject, WARNING, find_words_that_say_nothing),
    Rule("CF303", "alternative-text-is-short", CellSubject, ADVICE_IN_BOOKS, find_long_words),
    Rule("CF304", "drawn-figure-has-alternative-text", LessonSubject, WARNING_IN_BOOKS, find_figures_without_words),
    Rule(
        "CF305",
        "shown-picture-has-alternative-text",
        ResultSubject,
        WARNING_IN_BOOKS,
        find_shown_pictures,
    ),
    Rule("CF306", "figure-is-explained", LessonSubject, INFO, find_unexplained_figures),
    Rule("CF307", "table-has-headers", CellSubject, WARNING, find_tables_without_headers),
    Rule("CF308", "link-says-where-it-leads", CellSubject, WARNING, find_links_that_say_nothing),
    Rule("CF309", "link-is-words", CellSubject, INFO, find_bare_addresses),
    Rule("CF310", "frame-has-a-title", CellSubject, WARNING, find_frames_without_title),
    Rule("CF311", "media-have-captions-and-transcript", CellSubject, WARNING, find_media_without_words),
    Rule("CF312", "color-is-not-the-only-signal", ResultSubject, INFO, find_color_alone),
    Rule("CF313", "numbers-of-a-figure-can-be-read", ResultSubject, WARNING, find_unread_figures),
)
