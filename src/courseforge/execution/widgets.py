"""The state of widgets, as Jupyter keeps it in the metadata of a notebook.

It comes from the kernel, so it is hostile until it was looked at, and it names its models at random.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from courseforge.execution.plain_text import steady_text

_STATE = "application/vnd.jupyter.widget-state+json"
_LARGEST = 5_000_000  # characters of the whole state; a part of it would be of no use to anybody
_RANDOM = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
_LONGEST = 200  # characters of a name


def name_models(models: Iterable[str]) -> dict[str, str]:
    """Name models in the order in which they were made, so that two runs give them the same names."""
    random = (model for model in models if _RANDOM.fullmatch(model))
    return {model: f"{number:032x}" for number, model in enumerate(random, 1)}


def replace_names(text: str, names: Mapping[str, str]) -> str:
    """Call the models in a text by their new names."""
    return _RANDOM.sub(lambda match: names.get(match[0], match[0]), text) if names else text


def keep_state(metadata: Mapping[str, Any], names: Mapping[str, str], places: Mapping[str, str]) -> Mapping[str, Any]:
    """Keep of a notebook's ``widgets`` metadata what has the form that Jupyter gives it.

    Args:
        metadata: what nbclient has put together.
        names: of the models (``name_models``).
        places: folders of this run, and the names that stand for them in every run.

    Returns:
        The same, or nothing where there are no widgets, or too much of them.
    """
    if _STATE not in metadata:
        return {}
    document = metadata[_STATE]
    models = dict(_list_sound(document["state"]))
    text = "{" + ",".join(f"{json.dumps(model)}:{state}" for model, state in models.items()) + "}"
    if not models or len(text) > _LARGEST:
        return {}
    state = json.loads(steady_text(replace_names(text, names), places))
    return {_STATE: {**document, "state": state}}


def _list_sound(state: Mapping[Any, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for model, values in state.items():
        if _is_name(model) and _is_sound(values):
            try:
                yield model, json.dumps(values, allow_nan=False)
            except (ValueError, RecursionError):
                continue


def _is_sound(values: Mapping[str, Any]) -> bool:
    return all(_is_name(values.get(key)) for key in ("model_name", "model_module", "model_module_version"))


def _is_name(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST
