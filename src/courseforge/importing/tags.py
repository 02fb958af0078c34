"""What tags and settings of cells mean here."""

from collections.abc import Iterator, Mapping
from typing import Any

from courseforge.importing.draft import Remark

# Other programs' words for tags that Jupyter Book and courseforge know.
_TAGS: Mapping[str, str] = {
    **{f"{verb}_{part}": f"{verb}-{part}" for verb in ("hide", "remove") for part in ("cell", "input", "output")},
    "raises_exception": "raises-exception",
    "hidecode": "hide-input",
    "hide": "remove-cell",
    "exercise": "activity",
    "challenge": "activity",
    "task": "activity",
    "answer": "solution",
    "quiz": "checkpoint",
    "self-check": "checkpoint",
    "instructor": "facilitator",
}


def read_tags(cell: Mapping[str, Any], number: int) -> tuple[tuple[str, ...], tuple[Remark, ...]]:
    """Return the tags of a cell as a lesson has them, and what changed."""
    metadata = cell["metadata"]
    given = metadata.get("tags")
    tags = [tag for tag in given if isinstance(tag, str)] if isinstance(given, list) else []
    remarks = [
        Remark("changed", f"The tag {tag} is now {_TAGS[tag]}.", f"cell {number}", tag, _TAGS[tag])
        for tag in tags
        if tag in _TAGS
    ]
    found = [_TAGS.get(tag, tag) for tag in tags]
    for tag, setting in _read_settings(metadata):
        if tag not in found:
            found.append(tag)
            remarks.append(Remark("changed", f"{setting} is now the tag {tag}.", f"cell {number}", setting, tag))
    if "raises-exception" not in found and _stopped(cell):
        found.append("raises-exception")
        said = (
            "When it was saved, the code stopped with an error here. Perhaps it is meant to: the tag "
            "raises-exception lets it. If it is not, take the tag away and mend the code."
        )
        remarks.append(Remark("look", said, f"cell {number}", after="raises-exception"))
    return tuple(dict.fromkeys(found)), tuple(remarks)


def _stopped(cell: Mapping[str, Any]) -> bool:
    """Tell whether the last run of a cell that its author saved ended with an error."""
    outputs = cell.get("outputs") or ()
    return any(isinstance(output, Mapping) and output.get("output_type") == "error" for output in outputs)


def _read_settings(metadata: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Name what Colab, nbgrader, nbsphinx and JupyterLab set in other ways."""
    if metadata.get("cellView") == "form":
        yield "hide-input", "Colab's form"
    if metadata.get("hide_input") is True or _holds(metadata, "jupyter", "source_hidden"):
        yield "hide-input", "Jupyter's hidden code"
    if metadata.get("nbsphinx") == "hidden":
        yield "remove-cell", "nbsphinx's hidden cell"
    if _holds(metadata, "nbgrader", "solution"):
        yield "solution", "nbgrader's solution"


def _holds(metadata: Mapping[str, Any], key: str, name: str) -> bool:
    value = metadata.get(key)
    return isinstance(value, Mapping) and value.get(name) is True
