"""The library's bibliographies (Jupyter Book's ``bibtex_bibfiles``), which every staged book carries along."""

from pathlib import Path, PurePosixPath

from courseforge.config import Settings


def read_bibliographies(settings: Settings, root: Path) -> dict[str, bytes]:
    """Read the BibTeX files that lie in the library's folder; others, and missing ones, are Sphinx's to report."""
    stated = settings.book.get("bibtex_bibfiles")
    names = [name for name in stated if isinstance(name, str)] if isinstance(stated, (list, tuple)) else []
    return {name: (root / name).read_bytes() for name in sorted(names) if _lies_inside(name, root)}


def _lies_inside(name: str, root: Path) -> bool:
    path = root / name
    plain = ".." not in PurePosixPath(name).parts and path.resolve().is_relative_to(root.resolve())
    return path.suffix == ".bib" and plain and path.is_file() and not path.is_symlink()
