"""Facts about whose work it is (CF8xx)."""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from courseforge.checks.license_terms import Terms, read_terms
from courseforge.checks.prose import Paragraph
from courseforge.checks.rule import ADVICE_IN_BOOKS, WARNING_IN_BOOKS, Finding, Rule
from courseforge.checks.subject import CellSubject, CourseSubject, LessonSubject
from courseforge.diagnostics import Location
from courseforge.model import Medium, Original

_PICTURES = "png jpg jpeg gif webp svg tif tiff bmp heic avif"
_RECORDINGS = "mp3 wav ogg oga opus flac m4a aac mp4 m4v webm ogv mov avi mkv"
_DATA = "csv tsv xls xlsx ods json geojson gpx kml parquet sqlite db npy npz rds"
_CREDITED = frozenset(f".{ending}" for ending in f"{_PICTURES} {_RECORDINGS} {_DATA}".split())
_NOWHERE = frozenset("google internet web online unknown n/a tbd ? desconocido desconocida".split())
_FEW = 5  # names in a message
_BELOW = 2  # lines from a picture to its caption


def find_media_without_source(course: CourseSubject) -> Iterator[Finding]:
    """Every picture, data file and recording of a course says where it comes from and what may be done with it.

    It is said in ``media.yml`` in the course's folder: on the left a file, or several with a ``*``; on the right
    ``own`` for what you made, which then has the course's license, or the source, the license and the author.

    Why: what is on the web is not free to use because it was easy to find. Whoever builds on your lesson must know
    what they may take along, and those who made the picture want their names on it.

    Fails::

        images/kick.jpg:
          source: internet

    Mended::

        images/kick.jpg:
          source: "https://commons.example.org/kick-drum"
          license: CC-BY-SA-4.0
          author: Paper Moon
        images/steps-*.svg: own
    """
    if course.is_translation:
        return
    media, open_names = course.course.media, []
    for name in course.course.files:
        if PurePosixPath(name).suffix.lower() in _CREDITED and media.find_key(name) is None:
            open_names.append(name)
    if open_names:
        yield _say_open(course, open_names)
    for key, medium in media.entries.items():
        if medium.source.strip().casefold() in {"", *_NOWHERE}:
            message = f"Nothing says where “{key}” comes from."
            yield Finding(
                _at(course, key), message, "Write source: own if you made it, else the address of its page."
            )
        elif not medium.is_own and not medium.license:
            message = f"Nothing says what may be done with “{key}”."
            hint = f"Look for the license where you found it, for example: license: CC-BY-4.0\n{_NO_LICENSE}"
            yield Finding(_at(course, key), message, hint)


_NO_LICENSE = "If there is none, ask its author, or take something that is free to use."


def _say_open(course: CourseSubject, names: Sequence[str]) -> Finding:
    shown = ", ".join(names[:_FEW]) + (f" and {len(names) - _FEW} more" if len(names) > _FEW else "")
    these = "this file comes" if len(names) == 1 else f"these {len(names)} files come"
    patterns = dict.fromkeys(_pattern(name) if len(names) > 1 else name for name in names)
    lines = "\n".join(f'"{pattern}": own' for pattern in list(patterns)[:_FEW])
    hint = (
        f"If an author of this course made it, write into {course.course.media_path}:\n{lines}\n"
        "If not, say its source, license and author"
    )
    hint += f" there; courseforge explain CF801 shows how. {_NO_LICENSE}"
    # Where nothing is said yet, no line is wrong
    place = course.course.media_path if course.course.media.lines else course.course.metadata_path
    return Finding(Location(place), f"Nothing says where {these} from: {shown}.", hint)


def _pattern(name: str) -> str:
    path = PurePosixPath(name)
    return str(path.with_name(f"*{path.suffix}"))


def _at(course: CourseSubject, key: str, *more: str) -> Location:
    lines = course.course.media.lines
    return Location(course.course.media_path, lines.get((key, *more), lines.get((key,))))


def find_media_without_author(course: CourseSubject) -> Iterator[Finding]:
    """What somebody else made names its author.

    With the source and the license that makes a whole line of credit. What is in the public domain may go without.

    Why: to be named is what nearly every open license asks for in return.

    Fails::

        images/kick.jpg:
          source: "https://commons.example.org/kick-drum"
          license: CC-BY-SA-4.0

    Mended::

        images/kick.jpg:
          source: "https://commons.example.org/kick-drum"
          license: CC-BY-SA-4.0
          author: Paper Moon
    """
    for key, medium in _list_foreign(course):
        terms = read_terms(medium.license)
        if not medium.author and terms and terms.names_author:
            message = f"“{key}” is under {medium.license}, which asks you to name its author, and nobody is named."
            yield Finding(_at(course, key), message, "Add a line below it: author: the name as its author writes it")


def _list_foreign(course: CourseSubject) -> Iterator[tuple[str, Medium]]:
    if not course.is_translation:
        yield from (entry for entry in course.course.media.entries.items() if not entry[1].is_own)


def find_forbidden_changes(course: CourseSubject) -> Iterator[Finding]:
    """What must not be changed is not changed.

    A license with ND (no derivatives) allows to pass a work on as it is. Cutting, recoloring or translating it needs
    its author's permission.

    Why: without permission the library would publish something it has no right to.

    Fails::

        images/poster.png: {source: "https://example.org/p", license: CC-BY-ND-4.0, author: Luz, changed: true}

    Mended::

        images/poster.png: {source: "https://example.org/p", license: CC-BY-ND-4.0, author: Luz}
    """
    for key, medium in _list_foreign(course):
        terms = read_terms(medium.license)
        if medium.changed and terms and terms.forbids_change:
            message = f"“{key}” was changed, and {medium.license} does not allow that."
            yield Finding(_at(course, key, "changed"), message, "Show it as it was, or ask its author.")


def find_media_less_free(course: CourseSubject) -> Iterator[Finding]:
    """Readers may do with a course's media what its license allows them to do with the course.

    A picture that must not be sold (NC), or not be changed (ND), does not fit into a lesson that allows both.

    Why: whoever prints the lesson for a paid workshop, or translates it, relies on the license at its foot and would
    break that of the picture.

    Fails::

        images/kick.jpg: {source: "https://example.org/k", license: CC-BY-NC-4.0, author: Luz}   # in a CC-BY course

    Mended::

        images/kick.jpg: {source: "https://example.org/d", license: CC-BY-4.0, author: Paper Moon}
    """
    licenses = sorted({lesson.license for lesson in course.lessons})
    for key, medium in _list_foreign(course):
        inner = read_terms(medium.license)
        for license in licenses:
            outer = read_terms(license)
            if inner and outer and (lacks := _find_loss(inner, outer)):
                message = f"“{key}” ({medium.license}) {lacks}; lessons around it ({license}) may."
                hint = f"Take something freer, or give the lessons that show it the license {medium.license}."
                yield Finding(_at(course, key, "license"), message, hint)
                break


def _find_loss(inner: Terms, outer: Terms) -> str:
    if inner.forbids_sale and not outer.forbids_sale:
        return "must not be used for money"
    return "must not be changed" if inner.forbids_change and not outer.forbids_change else ""


def find_broken_terms(lesson: LessonSubject) -> Iterator[Finding]:
    """A lesson made from somebody else's work has a license that the work allows.

    ND allows no lesson to be made from it; SA asks for the same license; NC for one with NC.

    Why: the license at the foot of the lesson is a promise to readers, and it can only be given by those who may.

    Fails::

        license: CC-BY-4.0
        based_on: {title: Beats, author: Luz, source: "https://example.org/beats", license: CC-BY-SA-4.0}

    Mended::

        license: CC-BY-SA-4.0
        based_on: {title: Beats, author: Luz, source: "https://example.org/beats", license: CC-BY-SA-4.0}
    """
    original = _find_original(lesson)
    before, now = read_terms(original.license), read_terms(lesson.license)
    if before is None or now is None:
        return
    place = lesson.at("based_on", "license")
    if before.forbids_change:
        message = f"The original's license ({original.license}) allows nobody to make a lesson from it."
        yield Finding(place, message, "Ask its author for permission, or leave the lesson out.")
    elif before.asks_same and before.family != now.family:
        message = (
            f"The original's license ({original.license}) asks for the same again; this lesson has {lesson.license}."
        )
        yield Finding(place, message, f"Write between the --- lines at the top: license: {original.license}")
    elif before.forbids_sale and not now.forbids_sale:
        message = f"The original ({original.license}) must not be used for money; this lesson ({lesson.license}) may."
        yield Finding(place, message, f"Write between the --- lines at the top: license: {original.license}")


def _find_original(lesson: LessonSubject) -> Original:
    own = lesson.lesson.metadata.based_on
    return own if own != Original() else lesson.course.course.metadata.based_on


def find_half_named_originals(lesson: LessonSubject) -> Iterator[Finding]:
    """The original of a lesson is named with title, author, source and license.

    Why: these four are the line of credit that nearly every open license asks for, and with them readers find it.

    Fails::

        based_on: {title: Beats for everyone}

    Mended::

        based_on:
          title: Beats for everyone
          author: Luz
          source: "https://example.org/beats"
          license: CC-BY-4.0
    """
    original = lesson.lesson.metadata.based_on
    missing = [name for name in ("title", "author", "source", "license") if not getattr(original, name)]
    if original != Original() and missing:
        lines = "\n".join(f"  {name}: …" for name in missing)
        message = f"The original is named without {', '.join(missing)}."
        yield Finding(lesson.at("based_on"), message, f"Add below based_on:\n{lines}")


_ADAPTED = re.compile(
    r"\bth(?:is|ese) (?:lesson|tutorial|notebook|course|chapter|page|workshop|section|material|activity)s?"
    r"(?:['’]s \w+)?(?: (?:is|are|was|were|ha(?:s|ve) been))?(?: \w+ly)?"
    r" (?:(?:adapted|derived|modified|translated) from|an? (?:adaptation|translation|remix) of)\b"
    r"|\best[aeo]s? (?:lección|tutorial|cuaderno|curso|capítulo|página|taller|materiale?s?|actividad)"
    r"(?: (?:es|está|son|están|fue|ha sido))?(?: \w+mente)?"
    r" (?:(?:adaptad|traducid|derivad)[oa]s? del?|una (?:adaptación|traducción) del?)\b"
    r"|^(?:\w+ly )?(?:adapted|translated|remixed) from\b|^(?:\w+mente )?(?:adaptad|traducid)[oa]s? del?\b",
    re.IGNORECASE,
)


def find_unnamed_originals(cell: CellSubject) -> Iterator[Finding]:
    """A lesson that says it was adapted names its original at its top.

    Why: words in the text are seen by readers of the page only. Facts are there for whoever takes the lesson further,
    and rules hold the lesson's license to them.

    Fails::

        This lesson was adapted from a workshop for adults.

    Mended::

        based_on:
          title: Beats for everyone
          author: Luz
          source: "https://example.org/beats"
          license: CC-BY-4.0
    """
    if cell.lesson is not None and _find_original(cell.lesson) != Original():
        return
    if cell.lesson is None and cell.course.course.metadata.based_on != Original():
        return
    for paragraph in cell.prose.paragraphs:
        if (match := _ADAPTED.search(paragraph.text.replace("\n", " "))) and not _is_caption(cell, paragraph):
            message = f"The text says “{match[0][:80]}”, and nothing at the lesson's top names the original."
            yield Finding(cell.at(paragraph.line), message, _tell_original(cell, paragraph))
            return


_CREATIVE_COMMONS = re.compile(r"\bCC[ -](BY(?:[ -](?:NC|SA|ND)){0,2})[ -](\d\.\d)\b")


def _tell_original(cell: CellSubject, paragraph: Paragraph) -> str:
    """Give the lines that name an original, with what the text says of it."""
    links = (link for link in cell.prose.links if paragraph.line <= link.line <= paragraph.last_line)
    link = next((link for link in links if link.target.startswith("http")), None)
    named = _CREATIVE_COMMONS.search(paragraph.text)
    license = f"CC-{named[1].replace(' ', '-')}-{named[2]}" if named else ""
    title, source = (f'"{link.text}"', f'"{link.target}"') if link and '"' not in link.text else ("…", "…")
    told = "Add between the --- lines at the top, and fill in what is missing:"
    before, now = read_terms(license), read_terms(cell.lesson.license) if cell.lesson else None
    if before and now and before.asks_same and before.family != now.family:
        told = f"The lesson itself needs license: {license}, as the original asks. {told}"
    return f"{told}\nbased_on:\n  title: {title}\n  author: …\n  source: {source}\n  license: {license or '…'}"


def _is_caption(cell: CellSubject, paragraph: Paragraph) -> bool:
    """Tell whether a picture stands right above, or around: then the words are about that."""
    figures = (part for part in cell.prose.directives if part.name in ("figure", "image", "table"))
    return any(0 <= paragraph.line - image.line <= _BELOW for image in cell.prose.images) or any(
        part.line <= paragraph.line <= part.last_line for part in figures
    )


RULES = (
    Rule("CF801", "media-have-a-source-and-a-license", CourseSubject, ADVICE_IN_BOOKS, find_media_without_source),
    Rule("CF802", "media-name-their-authors", CourseSubject, ADVICE_IN_BOOKS, find_media_without_author),
    Rule("CF803", "media-are-changed-only-where-allowed", CourseSubject, WARNING_IN_BOOKS, find_forbidden_changes),
    Rule("CF804", "media-are-as-free-as-the-lessons", CourseSubject, ADVICE_IN_BOOKS, find_media_less_free),
    Rule("CF805", "license-is-allowed-by-the-original", LessonSubject, WARNING_IN_BOOKS, find_broken_terms),
    Rule("CF806", "original-is-named-in-full", LessonSubject, ADVICE_IN_BOOKS, find_half_named_originals),
    Rule("CF807", "adapted-lesson-names-its-original", CellSubject, ADVICE_IN_BOOKS, find_unnamed_originals),
)
