"""Facts about links (CF4xx)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from posixpath import relpath
from urllib.parse import unquote, urlsplit

from courseforge.checks.destinations import list_anchors, normalize_label, resolve
from courseforge.checks.prose import Image, Link, Role
from courseforge.checks.rule import ADVICE_IN_BOOKS, INFO, WARNING, Finding, Rule, replace_line
from courseforge.checks.subject import CellSubject, LessonSubject
from courseforge.diagnostics import ReplaceLines
from courseforge.reading.names import propose_name

_SCHEME = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]+:|//)")  # of one letter is a drive of Windows
_IN_THE_BOOK = re.compile(r"(?:project|path):")
_UNKNOWN = re.compile(r"[{}<>\n]")  # something is put in here later
_MEDIA = frozenset({"audio", "video", "source", "track"})
_TARGET_OF_ROLE = re.compile(r".*<([^<>]+)>\s*$", re.DOTALL)
_SPACED = re.compile(r"(!?)\[([^\]\n]{0,200})\]\(([^()\n<>\"']{0,200}[^()\n<>\"'\s]\s[^()\n<>\"']{0,200})\)")
_LOOKS_LIKE_A_FILE = re.compile(r"\w\.[A-Za-z][A-Za-z0-9]{1,4}(?:#[^\s#]*)?\s*$")
_SHOWN = 80
_MOST_NAMED = 5
_MOST_COMPARED = 500  # places of a lesson; a real one has fewer

# Servers of which everybody knows that they speak https, and that it shows the same.
_SECURE_HOSTS = frozenset(
    "archive.org arxiv.org creativecommons.org doi.org docs.python.org dx.doi.org github.com gutenberg.org "
    "jupyter.org loc.gov matplotlib.org nasa.gov numpy.org opensource.org pandas.pydata.org pypi.org python.org "
    "scikit-learn.org scipy.org unicode.org w3.org wikimedia.org wikipedia.org worldcat.org youtube.com".split()
)
# Where a document is shown only to who has an account, or is gone when its owner leaves.
_CLOUD = {
    "docs.google.com": "Google Docs",
    "drive.google.com": "Google Drive",
    "forms.gle": "Google Forms",
    "dropbox.com": "Dropbox",
    "notion.so": "Notion",
    "notion.site": "Notion",
    "onedrive.live.com": "OneDrive",
    "1drv.ms": "OneDrive",
    "sharepoint.com": "SharePoint",
    "padlet.com": "Padlet",
    "miro.com": "Miro",
    "canva.com": "Canva",
    "box.com": "Box",
    "airtable.com": "Airtable",
    "quizlet.com": "Quizlet",
}
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}\Z")
_PAGES = (".md", ".ipynb", ".html")
_FORMS = frozenset({"forms.gle", "quizlet.com"})  # nothing that one could save as a file


@dataclass(frozen=True, slots=True)
class _Reference:
    """Something that a cell names, as its author wrote it."""

    target: str
    line: int
    is_media: bool = False


def find_missing_files(cell: CellSubject) -> Iterator[Finding]:
    """A picture, sound or download that a lesson names is a file of its course.

    The file lies in the folder of the course and is named from there, letter by letter: ``Cat.PNG`` and ``cat.png``
    are two files on a web server, even if they are one on your computer.

    Why: readers would see a gap, or a link to nothing. A picture that lies on another computer tells that computer
    who reads what, and is gone one day.

    Fails, where the file is ``images/cat.png``::

        ![A gray cat asleep on a keyboard](Images/Cat.PNG)

    Mended::

        ![A gray cat asleep on a keyboard](images/cat.png)
    """
    for named in _list_files_named(cell):
        if problem := _find_problem(cell, named):
            hint, fix = _FOREIGN_HINT, None
            if "another computer" not in problem:
                hint, fix = _advise(cell, named.target, named.line, _FILE_HINT)
            message = f"A file of this lesson is left out: {problem}"
            yield Finding(cell.at(named.line), message, hint, fix)


_FOREIGN_HINT = (
    "If its license allows it, put a copy into the course's folder and say where it is from; or link to it."
)
_FILE_HINT = (
    "Put the file into the course's own folder and name it from there, with the right spelling and without spaces, "
    "such as images/my-zine.png. If nobody has it, take it out of the lesson."
)


def _list_files_named(cell: CellSubject) -> Iterator[_Reference]:
    for image in cell.prose.images:
        yield _Reference(_read_target(image), image.line)
    for role in cell.prose.roles:
        if role.name == "download" and not _is_lesson(cell, _read_role(role)):
            yield _Reference(_read_role(role), role.line)
    for element in cell.prose.elements:
        if element.name in _MEDIA and element.attributes.get("src"):
            yield _Reference(unquote(element.attributes["src"]), element.line, is_media=True)


def _is_lesson(cell: CellSubject, target: str) -> bool:
    """Tell whether a download is a lesson's source: readers are led to its page, which offers the notebook."""
    path = resolve(target, cell.path, cell.course.course.path)
    return cell.library.destinations.find_page(path) is not None


def _read_role(role: Role) -> str:
    """Return what a role names: ``words <target>``, or the target alone."""
    match = _TARGET_OF_ROLE.match(role.content)
    return (match[1] if match else role.content).strip()


def _find_problem(cell: CellSubject, named: _Reference) -> str:
    """Say what is wrong with a file that a lesson names."""
    target, shown = named.target, named.target[:_SHOWN]
    if not target or _UNKNOWN.search(target) or target.startswith("data:"):
        return ""
    if target.startswith("attachment:"):
        return "" if target[11:] in cell.cell.attachments else f"“{shown}” is not there."
    if _SCHEME.match(target):
        return f"“{shown}” lies on another computer; pages load nothing from elsewhere."
    path, course = resolve(target, cell.path, cell.course.course.path), cell.course.course.path
    if path in cell.library.destinations.files.get(course, ()):
        return ""
    if named.is_media:
        return f"“{shown}” is not a picture or sound of this course."
    is_inside = path.startswith(f"{course}/") and not re.match(r"[A-Za-z]:", target)
    return f"“{shown}” is not there." if is_inside else f"“{shown}” lies outside the course."


def find_dead_links(cell: CellSubject) -> Iterator[Finding]:
    """A link leads to a lesson, a file or a named place that is there.

    A lesson is linked by the name of its file, one of another course with the course's folder before it; a file of
    the course by its path. In HTML (``<a href=…>``) only links to other sites and to a place in the page are kept.

    Why: a reader who follows a link to nothing thinks that the lesson is broken, and often leaves.

    Fails::

        Next: [make it swing](make-it-swing.html)

    Mended::

        Next: [make it swing](make-it-swing.ipynb)
    """
    for link in (*cell.prose.links, *_list_documents(cell)):
        target = _IN_THE_BOOK.sub("", _read_target(link).partition("#")[0])
        if not _is_path(link, target) or (link.form != "html" and _leads_somewhere(cell, target)):
            continue
        shown = _read_target(link)
        hint, fix = "", None
        if not _leads_somewhere(cell, target):
            otherwise = f". If there is none, leave out the link and keep its words: {link.text}" if link.text else ""
            hint, fix = _advise(cell, target, link.line, f"{_LINK_HINT}{otherwise}")
        elif link.form == "html":
            hint = f"Links to lessons and files work in Markdown: [{link.text or 'words'}]({shown})"
        yield Finding(cell.at(link.line), f"The link to “{shown}” leads nowhere.", hint, fix)


def _list_documents(cell: CellSubject) -> Iterator[Link]:
    """Give ``{doc}`` as the link that it makes; ``./`` since its target is never a label."""
    for role in cell.prose.roles:
        if role.name == "doc":
            target = _read_role(role)
            yield Link(target if "/" in target else f"./{target}", "", role.line)


_LINK_HINT = (
    "Check the spelling. A lesson is linked by its file name, such as make-it-swing.ipynb, "
    "one of another course as ../zine-machine/fold-it.ipynb"
)


def _is_path(link: Link, target: str) -> bool:
    """Tell whether a link means a file: a word alone is a label, and an address somebody else's affair."""
    is_file = "." in target or "/" in target or link.form == "html"
    return link.form != "bare" and is_file and bool(target) and not _is_elsewhere(target)


def _is_elsewhere(target: str) -> bool:
    return bool(_SCHEME.match(target) or _UNKNOWN.search(target))


def _leads_somewhere(cell: CellSubject, target: str) -> bool:
    path, known = resolve(target, cell.path, cell.course.course.path), cell.library.destinations
    return (
        known.find_page(path) is not None
        or path in known.files.get(cell.course.course.path, ())
        or known.is_withheld(path)
        or normalize_label(target) in cell.course.labels
    )


def find_unknown_anchors(cell: CellSubject) -> Iterator[Finding]:
    """A link into a page leads to a heading or a label that is there.

    What stands after ``#`` is the heading in small letters with hyphens for spaces, or a label that stands above a
    place: ``(the-beat)=``. A label can be linked from every lesson of the course.

    Why: the page opens at its beginning, and the reader searches for what was promised.

    Fails::

        See [the part about swing](#swing).

        ## Make it swing

    Mended::

        See [the part about swing](#make-it-swing).

        ## Make it swing
    """
    for link in cell.prose.links:
        target, hash, name = _IN_THE_BOOK.sub("", _read_target(link)).partition("#")
        if link.form == "bare" or _is_elsewhere(target) or _UNKNOWN.search(name):
            continue
        if hash:
            anchors = _list_anchors(cell, target)
        else:  # a word alone: a label, or a lesson without its ending
            target, name = "", target
            anchors = None if _is_path(link, name) or _leads_somewhere(cell, name) else frozenset()
        labels = frozenset() if target else cell.course.labels
        if anchors is not None and name and not (_is_place(name, anchors) or _is_among(name, labels)):
            hint = _advise_place(cell, link, target, sorted(anchors | labels))
            yield Finding(cell.at(link.line), f"The link to “{_read_target(link)}” finds no such part.", hint)
    for role in cell.prose.roles:
        if role.name in ("ref", "numref", "eq") and not _is_among(_read_role(role), cell.course.labels):
            message = (
                f"{{{role.name}}} names “{_read_role(role)[:_SHOWN]}”, and no part of this course is called that."
            )
            yield Finding(cell.at(role.line), message, _LABEL_HINT)


_LABEL_HINT = "Write the label as it stands above the part, between brackets: (the-beat)= is named the-beat."


def _advise_place(cell: CellSubject, link: Link, page: str, places: Sequence[str]) -> str:
    """Name the place that was probably meant, or the headings that there are."""
    if near := get_close_matches(_read_target(link).rpartition("#")[2].casefold(), places[:_MOST_COMPARED], 1, 0.75):
        return f"Write {page}#{near[0]}"
    otherwise = f"If none is meant, leave out the link and keep its words: {link.text}" if link.text else ""
    lesson = _find_lesson(cell, page)
    headings = (
        [next(list_anchors(heading.text)) for _, heading in lesson.headings[1:_MOST_COMPARED]] if lesson else []
    )
    named = [f"{page}#{name}" for name in dict.fromkeys(headings) if name][:_MOST_NAMED]
    there = (
        f"Write one of the places that are there: {', '.join(named)}." if named else "Write a label that is there."
    )
    return f"{there} {otherwise}".strip()


def _list_anchors(cell: CellSubject, target: str) -> frozenset[str] | None:
    """Return the places of the page that is meant; None where it is another page than a lesson's."""
    lesson = _find_lesson(cell, target)
    return lesson.anchors | lesson.labels if lesson else None


def _find_lesson(cell: CellSubject, target: str) -> LessonSubject | None:
    """Return the lesson that a link means; an empty target means the cell's own."""
    if not target:
        return cell.lesson
    path = cell.library.destinations.find_page(resolve(target, cell.path, cell.course.course.path))
    return next((lesson for lesson in cell.course.lessons if lesson.lesson.path == path), None)


def _is_place(name: str, anchors: frozenset[str]) -> bool:
    """Look for a place, letter by letter; the second heading of the same words has a number."""
    return name in anchors or re.sub(r"-\d+$", "", name) in anchors or name == "top"


def _is_among(name: str, labels: frozenset[str]) -> bool:
    return normalize_label(name) in labels


def find_spaced_targets(cell: CellSubject) -> Iterator[Finding]:
    """The name of a linked file has no spaces.

    Neither in a picture nor in a link. A space ends the address, so readers see the brackets and the name as text.

    Why: in place of the picture stands something that looks like a mistake.

    Fails::

        ![A drum with two sticks](my drum.png)

    Mended, after the file was renamed::

        ![A drum with two sticks](my-drum.png)
    """
    for paragraph in cell.prose.paragraphs:
        for match in _SPACED.finditer(paragraph.text):
            if _is_name_of_a_file(match[3]) and not any(match[0] in code for code in paragraph.code):
                line = paragraph.line + paragraph.text.count("\n", 0, match.start())
                what = "picture" if match[1] else "link"
                message = f"The {what} “{match[3][:_SHOWN]}” is shown as text: its name has a space."
                yield Finding(cell.at(line), message, _advise_name(*match.groups()))


def _advise_name(mark: str, words: str, target: str) -> str:
    """Say what to call the file and what to write here; a picture without words gets some at once."""
    better = "/".join(propose_name(part) if " " in part else part for part in target.strip().split("/"))[:_SHOWN]
    own = ", in your own words" if mark and not words.strip() else ""
    return f"Rename the file to {better}, and write here{own}:\n{mark}[{words.strip() or 'What it shows'}]({better})"


def _is_name_of_a_file(target: str) -> bool:
    return bool(_LOOKS_LIKE_A_FILE.search(target)) and not _UNKNOWN.search(target)


def find_insecure_links(cell: CellSubject) -> Iterator[Finding]:
    """A link to another site begins with ``https``.

    Why: with ``http`` everybody on the way can read along and change the page, and browsers warn of it.

    Fails::

        [Drums](http://en.wikipedia.org/wiki/Drum)

    Mended::

        [Drums](https://en.wikipedia.org/wiki/Drum)
    """
    for link in cell.prose.links:
        if not link.target.startswith("http://") or not _is_public(link):
            continue
        secure = f"https://{link.target.removeprefix('http://')}"
        fix = _replace_once(cell, link.line, link.target, secure) if _is_one_of(link.target, _SECURE_HOSTS) else None
        hint = f"Write {secure[:_SHOWN]}" if fix else "Try it with https in your browser; if it opens, write that."
        yield Finding(cell.at(link.line), f"The link to {link.target[:_SHOWN]} is not encrypted.", hint, fix)


def _is_public(link: Link) -> bool:
    """Tell whether an address is one of the web: not this computer, and not a name without a dot."""
    host = _read_host(link.target)
    is_written = link.form != "bare" or link.text.startswith("http")  # “example.org” alone is only a name
    return is_written and "." in host and not host.startswith(("127.", "192.168.", "10.", "0."))


def find_own_addresses(cell: CellSubject) -> Iterator[Finding]:
    """A link to the library's own site is written as a link to a file.

    No link begins with the address in ``html: baseurl`` of ``_config.yml``.

    Why: a link to a file is checked, also works in a preview, in a downloaded copy and on a USB stick, and follows
    when the site moves.

    Fails::

        [Make it swing](https://lessons.example.org/sound-lab/make-it-swing.html)

    Mended::

        [Make it swing](../sound-lab/make-it-swing.ipynb)
    """
    own = cell.library.settings.html.baseurl.rstrip("/").partition("//")[2].casefold()
    for link in cell.prose.links if own else ():
        rest = link.target.partition("//")[2]
        if rest.casefold() == own or rest.casefold().startswith(f"{own}/"):
            hint = _find_own_file(cell, rest[len(own) :].strip("/"))
            message = f"This link goes to the library's own site by its whole address: {link.target[:_SHOWN]}"
            yield Finding(cell.at(link.line), message, hint)


def _find_own_file(cell: CellSubject, page: str) -> str:
    id = page.partition("#")[0].removesuffix(".html")
    lessons = cell.library.lessons_by_id.get(id, ())
    folder = cell.path.rpartition("/")[0]
    if lessons:
        return f"Write {relpath(lessons[0].lesson.path, folder)}"
    return "Write the name of the lesson's file, such as make-it-swing.ipynb or ../zine-machine/fold-it.ipynb"


def find_cloud_documents(cell: CellSubject) -> Iterator[Finding]:
    """What readers need lies in the course, not in somebody's cloud.

    No link leads to a document in Google Drive, Dropbox, Notion and the like.

    Why: many such documents ask for an account, which young people may not have; they tell a company who opened
    them; and they are gone when their owner tidies up.

    Fails::

        [The worksheet](https://docs.google.com/document/d/1a2b3c/edit)

    Mended::

        [The worksheet](worksheet.pdf)
    """
    for link in cell.prose.links:
        host = _read_host(link.target)
        name = next((_CLOUD[known] for known in _CLOUD if host == known or host.endswith(f".{known}")), "")
        if name and urlsplit(link.target).path.strip("/"):
            message = f"This link leads to {name}, where readers may need an account: {link.target[:_SHOWN]}"
            yield Finding(cell.at(link.line), message, _ASK_HERE if _is_form(link.target) else _SAVE_IT)


_SAVE_IT = (
    "Save it as PDF, CSV or text, put the file into the course's folder and link that. "
    "If it is somebody else's, ask them first."
)
_ASK_HERE = "Ask the questions in the lesson, as checkpoints or exercises with their answers."


def _is_form(target: str) -> bool:
    return _read_host(target) in _FORMS or "docs.google.com/forms/" in target


def _read_host(target: str) -> str:
    try:
        return (urlsplit(target).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _is_one_of(target: str, hosts: frozenset[str]) -> bool:
    host = _read_host(target)
    return any(host == known or host.endswith(f".{known}") for known in hosts)


def _read_target(named: Link | Image) -> str:
    """Return a target as its author sees it: the parser writes %20 for a space."""
    return unquote(named.target)


def _advise(cell: CellSubject, target: str, line: int, otherwise: str) -> tuple[str, ReplaceLines | None]:
    """Name what was probably meant; a fix where only the way of writing is wrong."""
    course, folder = cell.course.course.path, cell.path.rpartition("/")[0]
    wanted = resolve(target.replace("\\", "/"), cell.path, course)
    names = cell.library.destinations.find_candidates(wanted, course)
    same = [name for name in names if name.casefold() == wanted.casefold()]
    if len(same) == 1:
        written = relpath(same[0], folder)
        why = "write / instead of \\" if "\\" in target else "large and small letters count"
        return f"Write {written}: {why}.", _replace_once(cell, line, target, written)
    if "\\" in target:
        return "Put the file into the course's own folder and write / instead of \\, as in images/zine.png", None
    last = {name.rpartition("/")[2]: name for name in names if _may_be_meant(name, wanted)}
    near = [name for name in names if name.rpartition(".")[0] == wanted.removesuffix(".html")]
    near = near or [last[name] for name in get_close_matches(wanted.rpartition("/")[2], last, 1, 0.8)]
    return (f"Did you mean {relpath(near[0], folder)}?" if near else otherwise), None


def _may_be_meant(name: str, wanted: str) -> bool:
    """Tell whether both can be lessons, or both files: nobody means a lesson who writes of a picture."""
    ending = _ENDING.search(wanted)
    return ending is None or ending[0] in _PAGES or not name.endswith(_PAGES)


def _replace_once(cell: CellSubject, line: int, old: str, new: str) -> ReplaceLines | None:
    """Make a fix where the words stand in the line exactly once."""
    written = cell.lines[line - 1] if line <= len(cell.lines) else ""
    return replace_line(cell, line, written.replace(old, new)) if written.count(old) == 1 else None


RULES = (
    Rule("CF401", "files-of-a-lesson-are-there", CellSubject, WARNING, find_missing_files),
    Rule("CF402", "link-leads-somewhere", CellSubject, WARNING, find_dead_links),
    Rule("CF403", "part-of-a-page-is-there", CellSubject, WARNING, find_unknown_anchors),
    Rule("CF404", "linked-name-has-no-spaces", CellSubject, WARNING, find_spaced_targets),
    Rule("CF405", "link-is-encrypted", CellSubject, INFO, find_insecure_links),
    Rule("CF406", "own-pages-are-linked-by-file", CellSubject, WARNING, find_own_addresses),
    Rule("CF407", "material-lies-in-the-course", CellSubject, ADVICE_IN_BOOKS, find_cloud_documents),
)
