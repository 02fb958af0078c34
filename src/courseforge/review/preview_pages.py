"""The pages of a contribution for an origin of their own: each file is parsed again, and no search engine shows one.

The job that wrote the artifact may be anybody's. So nothing of it is believed here: a page holds what the firewall of
the site lets pass, a script is one of this version of courseforge, byte by byte, and one fault refuses the whole.
"""

import hashlib
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path, PurePosixPath

from courseforge.config import Settings
from courseforge.model import SiteFile
from courseforge.rendering.firewall import POLICY, inspect_file, inspect_page
from courseforge.rendering.stylesheet import STATIC_FOLDER, make_static_files
from courseforge.review.artifact import read_artifact
from courseforge.review.difference_page import STYLE_NAME, make_style
from courseforge.review.hostile import HostileError
from courseforge.review.report import CHANGES_FOLDER, PAGES_FOLDER, Report
from courseforge.review.unpacking import read_files
from courseforge.review.words import open_words

_CHARSET = b'<meta charset="utf-8">'  # stands at the head of every page of ours
_NOINDEX = b'\n<meta name="robots" content="noindex, nofollow">'
_HEAD = 400  # bytes in which it must stand
_LEFT_OUT = (f"{PAGES_FOLDER}/catalog/", f"{PAGES_FOLDER}/feeds/")


def make_preview(artifact: Path) -> Iterator[tuple[str, bytes]]:
    """Give every file of a preview, by its path below the preview's own folder.

    Raises:
        HostileError: the artifact, or a file in it, is not what courseforge writes. What came before is no preview.
    """
    report, names = read_artifact(artifact)
    scripts = {f"{STATIC_FOLDER}/{name}": data for name, data in _list_scripts()}
    wanted = (name for name in names if "/" in name and not name.startswith(_LEFT_OUT) and _suffix(name) != ".xml")
    for name, data in read_files(artifact, wanted):
        marked = _hide(name, data) if _suffix(name) == ".html" else data
        _refuse(name, _list_faults(name, marked, scripts))
        yield name, marked
    yield "index.html", _make_index(report)


def _list_scripts() -> Iterator[tuple[str, bytes]]:
    yield from ((name, data) for name, data in make_static_files(Settings()).items() if name.endswith(".js"))


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _hide(name: str, data: bytes) -> bytes:
    """Have search engines pass a page by, also where the host sends no headers of ours."""
    place = data.find(_CHARSET, 0, _HEAD)
    if place < 0:
        raise HostileError(f"{name} does not begin as a page does")
    end = place + len(_CHARSET)
    return data[:end] + _NOINDEX + data[end:]


def _list_faults(name: str, data: bytes, scripts: Mapping[str, bytes]) -> list[str]:
    folder, _, path = name.partition("/")
    if folder == PAGES_FOLDER:
        if _suffix(name) == ".js" and path in scripts and data != scripts[path]:
            return ["it has the name of a script of ours, and is another one"]
        return inspect_file(_describe(path, data), (path,), scripts.keys())
    if name == f"{CHANGES_FOLDER}/{STYLE_NAME}":
        return [] if data == make_style() else ["it has the name of a style sheet of ours, and is another one"]
    if _suffix(name) == ".html":
        return inspect_page(data, name, ())
    return inspect_file(_describe(name, data), (), ())


def _describe(path: str, data: bytes) -> SiteFile:
    return SiteFile(path, hashlib.sha256(data).hexdigest(), len(data), source=data)


def _refuse(name: str, faults: list[str]) -> None:
    if faults:
        raise HostileError(f"{name} could not be shown, {faults[0]}")


def _make_index(report: Report) -> bytes:
    """Make the page that leads to the others."""
    words = open_words(report.language)
    title = escape(words.text("Your contribution"))
    pages = [
        (lesson.title or lesson.path, page) for lesson in report.lessons for page in (lesson.page, lesson.change)
    ]
    items = "".join(
        f'<li>{escape(named)}: <a href="{escape(page)}">{escape(page)}</a></li>\n' for named, page in pages if page
    )
    return (
        f'<!doctype html>\n<html lang="{escape(words.language)}">\n<head>\n{_CHARSET.decode()}{_NOINDEX.decode()}\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n</head>\n<body>\n<main>\n'
        f"<h1>{title}</h1>\n<ul>\n{items}</ul>\n</main>\n</body>\n</html>\n"
    ).encode()
