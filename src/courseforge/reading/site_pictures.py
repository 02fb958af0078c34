"""The pictures of a library's own at the head of its site: ``logo`` and ``html: favicon`` of ``_config.yml``."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from courseforge.config import Settings
from courseforge.model import KeyPath
from courseforge.reading.codes import DRAWING_CAN_BE_SHOWN, REFERENCE_EXISTS, Fault, FaultError
from courseforge.reading.picture import read_picture
from courseforge.reading.source_file import read_bytes
from courseforge.reading.wording import did_you_mean, list_words, show
from courseforge.reading.yaml_document import YamlDocument

LARGEST = 5_000_000  # bytes
_HEAD = 4096  # bytes of a drawing before which it says what it is
_KINDS = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico")


def check_site_pictures(settings: Settings, root: Path, document: YamlDocument) -> tuple[Settings, tuple[Fault, ...]]:
    """Take out of the settings what is no picture; the site is made without it, and the fault says so."""
    of_logo = tuple(_check(settings.logo, root, document, ("logo",)))
    of_icon = tuple(_check(settings.html.favicon, root, document, ("html", "favicon")))
    settings = replace(settings, logo="") if of_logo else settings
    settings = replace(settings, html=replace(settings.html, favicon="")) if of_icon else settings
    return settings, (*of_logo, *of_icon)


def _check(name: str, root: Path, document: YamlDocument, key: KeyPath) -> Iterator[Fault]:
    """Name the first thing that is wrong with a picture."""
    if not name:
        return
    what, line, path = f"“{key[-1]}”", document.line(key), root / name
    if "\0" in name or PurePosixPath(name).is_absolute() or not path.resolve().is_relative_to(root.resolve()):
        message = f"{what} names {show(name)}, which is not in the library's folder."
        hint = "Put a copy into the library's folder and name it from there, such as images/logo.svg"
        yield Fault(REFERENCE_EXISTS, message, hint, line=line)
    elif not path.is_file():
        near = did_you_mean(name, _list_pictures(root, path.parent))
        yield Fault(
            REFERENCE_EXISTS,
            f"{what} names {show(name)}, and there is no such file in the library's folder.",
            near or "Put the file there, or correct the name. Without it the site shows courseforge's own sign.",
            line=line,
        )
    elif fault := _find_fault(path):
        hint = "Save it again as SVG or PNG. Until then the site shows courseforge's own sign."
        yield Fault(DRAWING_CAN_BE_SHOWN, f"{what} names {show(name)}: {fault}", hint, line=line)


def _list_pictures(root: Path, folder: Path) -> list[str]:
    found = [*root.glob("*"), *(folder.glob("*") if folder.is_dir() else ())]
    return sorted(path.relative_to(root).as_posix() for path in found if path.suffix.lower() in _KINDS)


def _find_fault(path: Path) -> str:
    """Say in the rest of a sentence why a file is no picture for a page."""
    if path.suffix.lower() not in _KINDS:
        return f"a picture here is one of {list_words([kind.removeprefix('.').upper() for kind in _KINDS])}."
    try:
        data = read_bytes(path, LARGEST)
    except FaultError as error:
        return error.faults[0].message
    is_picture = b"<svg" in data[:_HEAD] if path.suffix.lower() == ".svg" else read_picture(data) is not None
    return "" if is_picture else "there is no picture in this file."
