"""``_config.yml`` -> ``Settings``."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from courseforge.config import CONFIG_FILE, COURSES_FOLDER, CourseforgeSettings, Settings, SiteSettings, parse_size
from courseforge.diagnostics import Diagnostic, sort_diagnostics
from courseforge.errors import NotALibraryError
from courseforge.reading.book.dropped_settings import say_dropped
from courseforge.reading.book.project import is_book
from courseforge.reading.book.redirects import list_redirects
from courseforge.reading.book.settings import adapt_settings, soften
from courseforge.reading.book.stock_yaml import read_stock_file
from courseforge.reading.codes import (
    ADDRESS_IS_HTTP,
    FACT_IS_UNDERSTOOD,
    FIELD_IS_OF_ITS_KIND,
    LANGUAGE_IS_DECLARED,
    SETTING_IS_IN_ITS_PLACE,
    YES_AND_NO_ARE_TRUE_AND_FALSE,
    Fault,
    at_most,
)
from courseforge.reading.fields import read_fields
from courseforge.reading.language_tag import is_language_tag
from courseforge.reading.library import no_courses
from courseforge.reading.licenses import check_license
from courseforge.reading.marc_lines import check_marc_lines
from courseforge.reading.site_pictures import check_site_pictures
from courseforge.reading.vocabulary import is_http, read_yaml_file
from courseforge.reading.wording import show
from courseforge.reading.yaml_document import YamlDocument

# What Jupyter Book 1 reads at the top of its file, besides what Settings names.
JUPYTER_BOOK_KEYS = frozenset(
    {
        "bibtex_bibfiles", "bibtex_reference_style", "binder", "comments_config", "copyright", "exclude_patterns",
        "execute", "html", "latex", "launch_buttons", "only_build_toc_files", "parse", "project", "repository",
        "sphinx",
    }
)  # fmt: skip
_LEAST_STORE = 1 << 20  # bytes
_PASSWORD = re.compile(r"://[^/@]*:[^/@]*@")
_LEAST_MEMORY = 256 << 20  # bytes; Python with its kernel takes half of that
_TIMEOUT = "Write for example timeout: 60, or -1 for no limit."
_WORDS_MEANT = (("execute_notebooks",), ("sandbox",))  # where on and off are no yes and no
_LOOSE = ("html", "execute", "launch_buttons", "repository")
_OF_BOOKS = frozenset({"exclude_patterns", "launch_buttons", "only_build_toc_files", "repository"})
_HTML_OF_LIBRARIES = frozenset({"baseurl", "favicon"})
_OWN_KEYS = frozenset(field.name for field in fields(CourseforgeSettings)) - JUPYTER_BOOK_KEYS
_COUNTRY = re.compile(r"[a-z]{2,3}")  # https://www.loc.gov/marc/countries/
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


def read_settings(root: Path) -> tuple[Settings, tuple[Diagnostic, ...]]:
    """Read the settings of the library at ``root``; with an error among the diagnostics they are not to be used.

    Raises:
        NotALibraryError: the folder, its ``_config.yml`` or its ``courses`` are not there.
    """
    _refuse_other_folders(root)
    in_book = is_book(root)
    path = root / CONFIG_FILE
    document, faults = read_stock_file(path, mapping=True, switches=True) if in_book else read_yaml_file(path)
    if in_book and document is not None:
        faults = tuple(map(soften, faults))
    settings = Settings()
    if document is not None:
        dropped = tuple(say_dropped(document)) if in_book else ()
        # what only a book's pages have is nobody's business in a library
        value = adapt_settings(document.value) if in_book else document.value
        document = replace(document, value=value)
        read = document if in_book else replace(document, value=_leave_to_books(document.value))
        made = read_fields(Settings, read, also_known=JUPYTER_BOOK_KEYS | _OWN_KEYS, loose=_LOOSE)
        settings = made.value or settings
        settings, more = _check(settings, document)
        settings, of_pictures = check_site_pictures(settings, root, document)
        settings = replace(settings, book=document.value, lines=document.lines)
        if in_book:
            settings = replace(settings, redirects=list_redirects(_find_sphinx(document.value), root))
        if in_book:  # what stands between quotes there is a word for Jupyter Book, too
            more = tuple(fault for fault in more if fault.fact is not YES_AND_NO_ARE_TRUE_AND_FALSE)
        found = (*made.faults, *more, *of_pictures, *dropped)
        faults = (*faults, *(map(soften, found) if in_book else found))
    return settings, sort_diagnostics(fault.at(CONFIG_FILE) for fault in faults)


def _find_sphinx(stated: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what stands below ``sphinx: config:``."""
    sphinx = stated.get("sphinx")
    config = sphinx.get("config") if isinstance(sphinx, Mapping) else None
    return config if isinstance(config, Mapping) else {}


def _leave_to_books(stated: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in stated.items() if key not in _OF_BOOKS}
    html = kept.get("html")
    if isinstance(html, Mapping):
        kept["html"] = {key: value for key, value in html.items() if key in _HTML_OF_LIBRARIES}
    return kept


def _refuse_other_folders(root: Path) -> None:
    hint = "Go to the folder of your library, or make a new one: courseforge init my-library"
    if not root.is_dir():
        raise NotALibraryError(f"There is no folder {root}.", hint)
    if is_book(root):
        return
    if not (root / CONFIG_FILE).is_file() or (root / CONFIG_FILE).is_symlink():
        raise NotALibraryError(f"{root} is not the folder of a library: it has no {CONFIG_FILE}.", hint)
    if (root / COURSES_FOLDER).is_symlink() or not (root / COURSES_FOLDER).is_dir():
        raise no_courses(root)


def _check(settings: Settings, document: YamlDocument) -> tuple[Settings, tuple[Fault, ...]]:
    faults = [*at_most(_check_words(document)), *_check_numbers(settings, document)]
    faults += (*_check_places(document), *_check_colors(settings.courseforge.site, document))
    own, more = _check_languages(settings.courseforge, document)
    faults += more
    faults += check_license(own.license, document, ("courseforge", "license"))
    faults += _check_store(own.execute.store, document)
    faults += check_marc_lines(own.catalog.fields, document, ("courseforge", "catalog", "fields"))
    faults += _check_country(own.catalog.country, document)
    publisher_url = own.publisher.url
    if publisher_url and not is_http(publisher_url):
        faults.append(_strange_address(publisher_url, document.line(("courseforge", "publisher", "url"))))
        own = replace(own, publisher=replace(own.publisher, url=""))
    if settings.html.baseurl and not is_http(settings.html.baseurl):
        faults.append(_strange_address(settings.html.baseurl, document.line(("html", "baseurl"))))
        settings = replace(settings, html=replace(settings.html, baseurl=""))
    return replace(settings, courseforge=own), tuple(faults)


def _check_places(document: YamlDocument) -> Iterator[Fault]:
    """Name our own keys that stand at the top of the file, where they say nothing."""
    for key in document.value:
        if key in _OWN_KEYS:
            message = f"{show(key)} has no effect at the top of this file."
            hint = "Move it, with the lines that belong to it, below courseforge: and indent it by two spaces."
            yield Fault(SETTING_IS_IN_ITS_PLACE, message, hint, line=document.line((key,)))


def _check_colors(site: SiteSettings, document: YamlDocument) -> Iterator[Fault]:
    section = document.value.get("courseforge")
    written = section.get("site") if isinstance(section, Mapping) else None
    for color in fields(SiteSettings):
        value, line = getattr(site, color.name), document.line(("courseforge", "site", color.name))
        hint = f'Write # and six digits in quotes: {color.name}: "{color.default}"'
        if isinstance(written, Mapping) and color.name in written and written[color.name] is None:
            message = f"“{color.name}” is empty: without quotes, # begins a remark."
            yield Fault(FIELD_IS_OF_ITS_KIND, message, hint, line=line)
        elif not _COLOR.fullmatch(value):
            message = f"“{color.name}” says {show(value)}, which is not a color that courseforge understands."
            yield Fault(FIELD_IS_OF_ITS_KIND, message, hint, line=line)


def _strange_address(url: str, line: int | None) -> Fault:
    message = f"{show(url)} is not the address of a web page; it is left out."
    return Fault(ADDRESS_IS_HTTP, message, "An address begins with https://", line=line)


def _check_languages(
    own: CourseforgeSettings, document: YamlDocument
) -> tuple[CourseforgeSettings, tuple[Fault, ...]]:
    at = ("courseforge", "languages")
    good = tuple(dict.fromkeys(tag for tag in own.languages if is_language_tag(tag)))
    faults = tuple(
        Fault(
            LANGUAGE_IS_DECLARED,
            f"{show(tag)} is not the short name of a language.",
            "Write for example en, es or pt-BR (BCP 47).",
            line=document.line((*at, number)),
        )
        for number, tag in enumerate(own.languages)
        if not is_language_tag(tag)
    )
    if not good and not faults:
        faults = (
            Fault(LANGUAGE_IS_DECLARED, "“languages” is empty.", "Write: languages: [en]", line=document.line(at)),
        )
    return replace(own, languages=good or CourseforgeSettings().languages), faults


def _check_store(store: str, document: YamlDocument) -> Iterator[Fault]:
    """Keep passwords out of a file that everybody can read."""
    if _PASSWORD.search(store):
        message = "The address of the “store” holds a password, and this file is there for everybody to read."
        hint = "Take the password out, and give it where fsspec looks for it, such as an environment variable."
        yield Fault(FIELD_IS_OF_ITS_KIND, message, hint, line=document.line(("courseforge", "execute", "store")))


def _check_country(country: str, document: YamlDocument) -> Iterator[Fault]:
    """Hold the publisher's country to the form of MARC's codes; which of them there are is not ours to say."""
    if country and not _COUNTRY.fullmatch(country):
        message = f"“country” says {show(country)}, which is not a code of MARC's list of countries; it is left out."
        hint = "Two or three small letters, such as txu for Texas, xxu for the United States, or mx for Mexico."
        line = document.line(("courseforge", "catalog", "country"))
        yield Fault(FACT_IS_UNDERSTOOD, message, hint, line=line)


def _check_numbers(settings: Settings, document: YamlDocument) -> Iterator[Fault]:
    """Hold the numbers to what can be meant (Jupyter Book: a timeout of -1 is none)."""
    own, timeout = settings.courseforge.execute, settings.execute.timeout

    def refuse_number(message: str, hint: str, *place: str) -> Fault:
        return Fault(FIELD_IS_OF_ITS_KIND, message, hint, line=document.line(place))

    ours = ("courseforge", "execute")
    if own.workers is not None and not 1 <= own.workers <= 256:
        message = f"“workers” is {own.workers}; it can be 1 to 256."
        yield refuse_number(message, "Leave it out to use every processor.", *ours, "workers")
    if (parse_size(own.memory) or 0) < _LEAST_MEMORY:
        message = f"“memory” says {show(own.memory)}; a size of at least 256 MB is wanted."
        yield refuse_number(message, "Write for example memory: 4 GB", *ours, "memory")
    if (parse_size(own.store_limit) or 0) < _LEAST_STORE:
        message = f"“store_limit” says {show(own.store_limit)}; a size of at least 1 MB is wanted."
        yield refuse_number(message, "Write for example store_limit: 1 GB", *ours, "store_limit")
    if own.lesson_timeout is not None and own.lesson_timeout < 1:
        message = f"“lesson_timeout” is {own.lesson_timeout}; a number of seconds is wanted."
        yield refuse_number(message, "Leave it out for no limit but those of the cells.", *ours, "lesson_timeout")
    if timeout < -1 or timeout == 0:
        message = f"“timeout” is {timeout}; a number of seconds is wanted."
        yield refuse_number(message, _TIMEOUT, "execute", "timeout")


def _check_words(document: YamlDocument) -> Iterator[Fault]:
    """Name words that other YAML readers take for true or false, where Jupyter Book wants one of these."""
    pending: list[tuple[tuple[str | int, ...], Any]] = [((), document.value)]
    while pending:
        path, value = pending.pop()
        if isinstance(value, Mapping):
            pending += (((*path, key), inner) for key, inner in value.items())
        elif value in ("yes", "no", "on", "off", "Yes", "No", "On", "Off") and path[-1:] not in _WORDS_MEANT:
            meant = "true" if str(value).lower() in ("yes", "on") else "false"
            message = f"{show(value)} is read as a word here, not as {meant}."
            hint = f"If that is meant, write {path[-1]}: {meant}"
            yield Fault(YES_AND_NO_ARE_TRUE_AND_FALSE, message, hint, line=document.line(path))
