"""What a cell gave, before it may enter a page: an allow-list of MIME types, pictures verified, drawings cleaned."""

import base64
import binascii
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.model import FIGURE_DATA, Cell, Lesson
from courseforge.rendering.pictures import looks_like
from courseforge.rendering.svg import clean_svg

#: MIME types that a page can show, besides pictures.
_TEXTS = frozenset({"text/plain", "text/html", "text/markdown", "text/latex"})
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
#: What MyST-NB's ``glue(…, display=False)`` puts before the kinds of a value that is shown elsewhere in the book.
_GLUED = "application/papermill.record/"
_GLUE_NAME = re.compile(r"[^\x00-\x1f]{1,200}")


@dataclass(frozen=True, slots=True)
class StagedOutputs:
    """Outputs that are fit for a page, and what was said about the others."""

    outputs: tuple[Mapping[str, Any], ...]
    diagnostics: tuple[Diagnostic, ...]


def stage_outputs(outputs: Iterable[Mapping[str, Any]], lesson: Lesson, cell: Cell) -> StagedOutputs:
    """Keep of each output what a page can show."""
    kept: list[Mapping[str, Any]] = []
    diagnostics: list[Diagnostic] = []
    for output in outputs:
        if "data" not in output:
            kept.append(output)
            continue
        data = {kind: _fit(kind, value) for kind, value in output["data"].items()}
        fit = {kind: value for kind, value in data.items() if value is not None}
        if "text/latex" in fit:  # a formula can be listened to, its picture cannot
            fit = {kind: value for kind, value in fit.items() if not kind.startswith("image/")}
        if _lost_its_point(output["data"], fit):
            diagnostics.append(_left_out(lesson, cell, output["data"]))
        if fit:
            kept.append({**output, "data": fit, "metadata": _keep_metadata(output.get("metadata", {}))})
    return StagedOutputs(tuple(kept), tuple(diagnostics))


def _fit(kind: str, value: Any) -> Any:
    """Return the value a page may show, or None."""
    if kind == FIGURE_DATA:
        return value
    kind = kind.removeprefix(_GLUED)
    lines = value if isinstance(value, list) else [value]
    if not all(isinstance(line, str) for line in lines):
        return None
    text = "".join(lines)
    if kind in _TEXTS:
        return text
    if kind in _PICTURES:
        return text if _is_picture(kind, text) else None
    if kind == "image/svg+xml":
        cleaned = clean_svg(text.encode())
        return cleaned.decode() if cleaned else None
    return None


def _is_picture(kind: str, text: str) -> bool:
    try:
        data = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return False
    return looks_like(kind, data)


def _keep_metadata(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the alternative text and the size that an output states for its picture, and the name of a glued value."""
    kept: dict[str, Any] = _glue_metadata(metadata.get("scrapbook"))
    for kind, value in metadata.items():
        if kind.startswith("image/") and isinstance(value, Mapping):
            kept[kind] = {key: value[key] for key in ("alt", "width", "height") if key in value}
    return kept


def _glue_metadata(stated: Any) -> dict[str, Any]:
    if not isinstance(stated, Mapping) or not _GLUE_NAME.fullmatch(str(stated.get("name", ""))):
        return {}
    prefix = _GLUED if stated.get("mime_prefix") == _GLUED else ""
    return {"scrapbook": {"name": str(stated["name"]), "mime_prefix": prefix}}


def _lost_its_point(given: Mapping[str, Any], fit: Mapping[str, Any]) -> bool:
    """Tell whether nothing but a plain description is left of something richer."""
    return set(given) - {"text/plain"} != set() and set(fit) <= {"text/plain", FIGURE_DATA}


def _left_out(lesson: Lesson, cell: Cell, given: Mapping[str, Any]) -> Diagnostic:
    kinds = ", ".join(sorted(set(given) - {"text/plain"}))
    return Diagnostic(
        "CF741",
        Severity.WARNING,
        f"An output of the kind {kinds} cannot be shown on a page that runs no foreign program; "
        "readers see its plain description.",
        Location(lesson.path, cell=cell.number),
        "Show the result as a picture, a table or text.",
    )
