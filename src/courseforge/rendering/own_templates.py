"""Templates of a library's own: ``_templates/lesson.html`` stands in for the theme's template of that name."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import TemplateSyntaxError

from courseforge.config import TEMPLATES_FOLDER
from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.reading.wording import did_you_mean
from courseforge.rendering.pages import open_environment
from courseforge.rendering.theme import THEME_FOLDER

_LARGEST = 1 << 18  # bytes of a template
_CODE = "CF218"


def read_templates(root: Path) -> tuple[Mapping[str, str], tuple[Diagnostic, ...]]:
    """Read the templates of a library by their name, and say which of them cannot be used."""
    templates: dict[str, str] = {}
    said: list[Diagnostic] = []
    for path in _list_files(root / TEMPLATES_FOLDER):
        place = Location(f"{TEMPLATES_FOLDER}/{path.name}")
        text, fault = _read(path, place)
        if fault is None:
            templates[path.name] = text
            said += _doubt(path.name, place)
        else:
            said.append(fault)
    return templates, tuple(said)


def _list_files(folder: Path) -> Iterator[Path]:
    if folder.is_dir() and not folder.is_symlink():
        yield from sorted(path for path in folder.glob("*.html") if path.is_file() and not path.is_symlink())


def _read(path: Path, place: Location) -> tuple[str, Diagnostic | None]:
    use = "The theme's own is used until it is mended"
    try:
        data = path.read_bytes()[: _LARGEST + 1]
        if len(data) > _LARGEST:
            return "", _say(place, f"This template is larger than {_LARGEST // 1024} KB.", f"{use}.")
        text = data.decode("utf-8-sig")
        open_environment().parse(text)
    except UnicodeDecodeError:
        return "", _say(place, "This template is not UTF-8.", f"Save it as UTF-8. {use}.")
    except OSError as error:
        return "", _say(place, f"This template cannot be opened ({error.strerror}).", f"{use}.")
    except TemplateSyntaxError as error:
        line = Location(place.path, line=error.lineno)
        return "", _say(line, f"This template cannot be read: {error.message}.", f"Look at this line. {use}.")
    return text, None


def _doubt(name: str, place: Location) -> Iterator[Diagnostic]:
    """Doubt a name that no page asks for; parts that other templates of the library take in begin with ``_``."""
    known = sorted(path.name for path in THEME_FOLDER.glob("*.html"))
    if name not in known and not name.startswith("_"):
        hint = did_you_mean(name, known) or f"Its name should be one of these: {', '.join(known)}."
        yield _say(place, "No page is made from a template of this name.", hint)


def _say(place: Location, message: str, hint: str) -> Diagnostic:
    return Diagnostic(_CODE, Severity.WARNING, message, place, hint)
