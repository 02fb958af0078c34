"""The templates that come with courseforge, and how a folder of them is copied."""

from dataclasses import dataclass
from pathlib import Path

from courseforge.errors import CourseforgeError
from courseforge.scaffold.placeholders import Facts, fill_markdown, fill_notebook, fill_yaml
from courseforge.writing import write_atomically

_PACKAGE = Path(__file__).parent.parent
_FILL = {".yml": fill_yaml, ".yaml": fill_yaml, ".md": fill_markdown, ".ipynb": fill_notebook}


@dataclass(frozen=True, slots=True)
class Created:
    """What was made.

    Attributes:
        folder: in which it was made.
        written: POSIX paths below ``folder``.
        kept: files that would have been written, but were there already.
    """

    folder: Path
    written: tuple[str, ...]
    kept: tuple[str, ...] = ()


def templates_folder() -> Path:
    """Find the templates: inside the package where it is installed, beside ``src`` in a checkout.

    Raises:
        CourseforgeError: the installation is damaged.
    """
    for folder in (_PACKAGE / "_templates", _PACKAGE.parent.parent / "templates"):
        if (folder / "lesson").is_dir():
            return folder
    raise CourseforgeError("courseforge's templates are missing.", "Install courseforge again.")


def pins_file() -> Path:
    """Find the pinned versions of everything that courseforge needs: beside the templates, or in a checkout.

    Raises:
        CourseforgeError: the installation is damaged.
    """
    folder = templates_folder()
    for file in (folder / "pins.txt", folder.parent / "requirements" / "site.txt"):
        if file.is_file():
            return file
    raise CourseforgeError("courseforge's pinned versions are missing.", "Install courseforge again.")


def find_template(template: Path, language: str) -> tuple[Path, str]:
    """Find a template in a language, else the English one, and name the language it is in.

    ``library.es`` is for ``es-MX`` too.
    """
    for tag in (language, language.partition("-")[0]):
        translated = template.with_suffix(f".{tag}{template.suffix}")
        if translated.exists():
            return translated, tag
    return template, "en"


def copy_template(template: Path, folder: Path, facts: Facts) -> Created:
    """Copy a folder of templates, filled in; files that are there already stay as they are."""
    written, kept = [], []
    for source in sorted(path for path in template.rglob("*") if path.is_file()):
        name = source.relative_to(template).as_posix()
        if (folder / name).exists():
            kept.append(name)
        else:
            write_atomically(folder / name, fill_file(source, facts))
            written.append(name)
    return Created(folder, tuple(written), tuple(kept))


def fill_file(source: Path, facts: Facts) -> bytes:
    """Return a template's content with its placeholders filled; pictures and the like are as they were."""
    fill = _FILL.get(source.suffix)
    return fill(source.read_text("utf-8"), facts).encode() if fill else source.read_bytes()
