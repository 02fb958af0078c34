"""A Jupyter Book 1 project laid out flat twice, from the same sources: as a book, and as a library of one course.

A course has its lessons in one folder. So every page gets a name of its own there, the files that pages name are
copied beside them under names that work everywhere, and what names either of them in a page is written anew.
"""

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import Any
from urllib.parse import quote, unquote

import yaml

from courseforge.checks import RULES
from courseforge.reading.wording import slugify

READ = (".md", ".ipynb")
_PAGES = (*READ, ".rst", ".Rmd", ".txt")
_OWN = frozenset({"index", "course"})  # names that mean something else in a course
#: What a page may name a file or another page by: a link's target, a directive's argument, an attribute.
_NAMED = re.compile(r"(?P<open>\]\(<?|[\s\"'`<(]|\A)(?P<path>[\w.+%@/~-]+)(?P<place>#[\w:.%-]*)?(?=[\s\"'`>)]|\Z)")
_DOC = re.compile(r"(\{doc\}`(?:[^`<]*<)?)([\w.+%@/~-]+)(>?`)")
#: Settings that fetch something, or lay out what the comparison does not look at.
_LEFT_OUT_OF_CONFIG = frozenset(
    "html_theme html_theme_options html_static_path html_extra_path html_js_files html_css_files html_favicon "
    "intersphinx_mapping mathjax_path rediraffe_redirects rediraffe_branch redirects".split()
)
_KEPT = frozenset({"title", "author", "parse", "sphinx", "bibtex_bibfiles"})


@dataclass(frozen=True, slots=True)
class LaidOutBook:
    """Where it lies.

    Attributes:
        book: a folder for ``jupyter-book build``.
        library: a folder for ``courseforge build``.
        course: name of the only course.
        pages: slug -> path of the page in the project.
        left_out: pages of the table of contents that are not laid out.
        without: Sphinx extensions that the project names and this environment does not have.
    """

    book: Path
    library: Path
    course: str
    pages: Mapping[str, str]
    left_out: tuple[str, ...]
    without: tuple[str, ...]


def lay_out_book(source: Path, work: Path) -> LaidOutBook:
    """Lay a project out below ``work``; the project itself is only read."""
    contents = yaml.safe_load((source / "_toc.yml").read_text(encoding="utf-8"))
    config = yaml.safe_load((source / "_config.yml").read_text(encoding="utf-8"))
    named = list(dict.fromkeys(_list_documents(contents)))
    found = {name: path for name in named if (path := _find_page(source, name))}
    slugs = _name_pages({name: path for name, path in found.items() if path.endswith(READ)})
    writer = _Writer(source, {found[name]: slug for name, slug in slugs.items()}, config.get("bibtex_bibfiles") or ())
    book, library = work / "book", work / "library"
    course = slugify(source.name) or "book"
    pages = {slug: found[name] for name, slug in slugs.items()}
    for slug, path in pages.items():
        text = writer.write_page(path)
        for folder in (book, library / "courses" / course):
            _write(folder / f"{slug}{PurePosixPath(path).suffix}", text)
    for folder in (book, library / "courses" / course):
        writer.copy_files(folder)
    settings, without = _adapt_config(config, source, (book, library))
    _write(book / "_config.yml", yaml.safe_dump(settings | {"only_build_toc_files": True}))
    _write(book / "_toc.yml", yaml.safe_dump(_adapt_contents(contents, slugs), sort_keys=False))
    _write(library / "_config.yml", yaml.safe_dump(settings | {"courseforge": _gentle()}))
    metadata = {"title": settings.get("title") or course, "lessons": list(pages)}
    _write(library / "courses" / course / "course.yml", yaml.safe_dump(metadata))
    left_out = tuple(f"{name}: {PurePosixPath(found.get(name, 'x.missing')).suffix[1:]}" for name in named)
    left_out = tuple(said for name, said in zip(named, left_out, strict=True) if name not in slugs)
    return LaidOutBook(book, library, course, pages, left_out, without)


class _Writer:
    """Writes pages anew, and remembers which files they name."""

    def __init__(self, source: Path, slugs: Mapping[str, str], bibliographies: Iterable[str]) -> None:
        self._source = source
        self._slugs = slugs  # path of a page -> its slug
        # path in the project -> path in the course; bibliographies lie beside the settings
        self._files = {normpath(path): PurePosixPath(path).name for path in bibliographies}

    def write_page(self, path: str) -> str:
        text = (self._source / path).read_text(encoding="utf-8")
        if not path.endswith(".ipynb"):
            return self._write_markdown(text, path)
        notebook = json.loads(text)
        for cell in notebook["cells"]:
            if cell["cell_type"] == "markdown":
                cell["source"] = self._write_markdown("".join(cell["source"]), path)
        return json.dumps(notebook, ensure_ascii=False, indent=1)

    def copy_files(self, folder: Path) -> None:
        for path, name in sorted(self._files.items()):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self._source / path, folder / name)

    def _write_markdown(self, text: str, page: str) -> str:
        text = _DOC.sub(lambda match: f"{match[1]}{self._rename(match[2], page, bare=True)}{match[3]}", text)
        return _NAMED.sub(lambda match: self._rename_match(match, page), text)

    def _rename_match(self, match: re.Match[str], page: str) -> str:
        linked = match["open"].startswith("](")
        if not linked and not {".", "/"} & set(match["path"]):
            return match[0]  # an ordinary word
        return f"{match['open']}{self._rename(match['path'], page, bare=linked)}{match['place'] or ''}"

    def _rename(self, written: str, page: str, *, bare: bool) -> str:
        """Return how the course calls what a page calls so; what is no file is left as it is written.

        Args:
            bare: a page may be named without its ending.
        """
        for path in self._places(unquote(written), page):
            for suffix in ("", *READ) if bare or "/" in written else ("",):
                if slug := self._slugs.get(path + suffix):
                    return slug if suffix else slug + PurePosixPath(path).suffix
            file = self._source / path
            if file.is_file() and file.resolve().is_relative_to(self._source.resolve()):
                return quote(self._files.setdefault(path, _portable(path)))
        return written

    def _places(self, written: str, page: str) -> Iterator[str]:
        folder = "" if written.startswith("/") else str(PurePosixPath(page).parent)
        path = normpath(f"{folder}/{written.lstrip('/')}").lstrip("/")
        if path and not path.startswith("."):
            yield path


def _portable(path: str) -> str:
    parts = [re.sub(r"[^A-Za-z0-9._+-]", "-", part).lstrip("_-.") for part in PurePosixPath(path).parts]
    return "/".join(part or "x" for part in parts)


def _list_documents(contents: Any) -> Iterator[str]:
    """List the documents of a table of contents of the form ``jb-book`` or ``jb-article``, in order."""
    if isinstance(contents, list):
        for item in contents:
            yield from _list_documents(item)
    elif isinstance(contents, dict):
        yield from (str(contents[key]) for key in ("root", "file") if key in contents)
        for key in ("parts", "chapters", "sections"):
            yield from _list_documents(contents.get(key))


def _find_page(source: Path, name: str) -> str | None:
    stem = name.removesuffix(PurePosixPath(name).suffix) if name.endswith(_PAGES) else name
    return next((f"{stem}{suffix}" for suffix in _PAGES if (source / f"{stem}{suffix}").is_file()), None)


def _name_pages(paths: Mapping[str, str]) -> dict[str, str]:
    slugs: dict[str, str] = {}
    for name, path in paths.items():
        parts = PurePosixPath(path).with_suffix("").parts
        choices = [slugify("-".join(parts[-count:])) for count in range(1, len(parts) + 1)]
        choices += [f"{choices[-1]}-page"]
        slugs[name] = next(slug for slug in choices if slug not in slugs.values() and slug not in _OWN)
    return slugs


def _adapt_contents(contents: Any, slugs: Mapping[str, str]) -> Any:
    """Name the pages anew; one that is not laid out leaves its place to those below it."""
    if isinstance(contents, list):
        return [adapted for item in contents for adapted in _adapt_item(item, slugs)]
    return next(iter(_adapt_item(contents, slugs)))


def _adapt_item(item: Mapping[str, Any], slugs: Mapping[str, str]) -> Iterable[Any]:
    adapted = {
        key: _adapt_contents(value, slugs) if isinstance(value, list) else value for key, value in item.items()
    }
    for key in ("root", "file"):
        if key in item and item[key] not in slugs:
            return list(adapted.get("sections", ()))
        if key in item:
            adapted[key] = slugs[item[key]]
    return [adapted] if "url" not in item else []


def _adapt_config(
    config: Mapping[str, Any], source: Path, folders: Iterable[Path]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Keep what pages are made by; return also the extensions that are not installed."""
    kept = {key: value for key, value in config.items() if key in _KEPT}
    sphinx = dict(kept.get("sphinx") or {})
    named = [str(name) for name in sphinx.get("extra_extensions") or ()]
    without = tuple(name for name in named if find_spec(name.partition(".")[0]) is None)
    stated = sphinx.get("config") or {}
    kept["sphinx"] = {
        "extra_extensions": [name for name in named if name not in without and "intersphinx" not in name],
        "config": {key: value for key, value in stated.items() if key not in _LEFT_OUT_OF_CONFIG},
    }
    kept["execute"] = {"execute_notebooks": "off"}
    names = [str(name) for name in kept.get("bibtex_bibfiles") or ()]
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            shutil.copyfile(source / name, folder / PurePosixPath(name).name)
    if names:  # without any, the extension for them refuses to begin
        kept["bibtex_bibfiles"] = [PurePosixPath(name).name for name in names]
    return kept, without


def _gentle() -> dict[str, Any]:
    """No rule about good lessons leaves a page out: they were written for other rules."""
    return {"check": {"severity": {rule.code: "info" for rule in RULES}}}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
