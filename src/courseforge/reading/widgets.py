"""Controls that a notebook shows (ipywidgets), as their kept state tells: what they are called and how they stand.

The state comes from a lesson's code, so nothing in it is believed.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from html.parser import HTMLParser
from typing import Any

from courseforge.model import Lesson
from courseforge.model.plain_numbers import show_numbers
from courseforge.reading.plotly.columns import find_mapping, read_values, read_words

WIDGET = "application/vnd.jupyter.widget-view+json"

_STATE = "application/vnd.jupyter.widget-state+json"
_REFERENCE = "IPY_MODEL_"
_MOST = 40  # controls, choices and captured outputs of one view
_DEEPEST = 12  # boxes within boxes
_LONGEST_HTML = 10_000  # characters


class ControlKind(StrEnum):
    """What one can do with a control."""

    RANGE = "range"
    CHOICE = "choice"
    SWITCH = "switch"
    FIELD = "field"
    BUTTON = "button"
    WORDS = "words"  # nothing; it says something
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Control:
    """One control.

    Attributes:
        name: the words beside it; of ``WORDS`` what they say.
        values: how it stands; for a switch, one value if it is on.
        choices: what one can choose; of a range the lowest and the highest.
    """

    kind: ControlKind
    name: str
    values: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WidgetView:
    """What stood where a notebook shows controls.

    Attributes:
        outputs: what the lesson's code showed for the controls as they stand (``interact``).
    """

    controls: tuple[Control, ...]
    outputs: tuple[Mapping[str, Any], ...]


_KINDS: Mapping[str, ControlKind] = {
    **dict.fromkeys("IntSlider FloatSlider IntRangeSlider FloatRangeSlider".split(), ControlKind.RANGE),
    **dict.fromkeys("FloatLogSlider BoundedIntText BoundedFloatText".split(), ControlKind.RANGE),
    **dict.fromkeys(
        "Dropdown Select RadioButtons ToggleButtons SelectionSlider SelectionRangeSlider SelectMultiple".split(),
        ControlKind.CHOICE,
    ),
    **dict.fromkeys("Checkbox ToggleButton Valid".split(), ControlKind.SWITCH),
    **dict.fromkeys("Text Textarea IntText FloatText ColorPicker Combobox".split(), ControlKind.FIELD),
    **dict.fromkeys("HTML HTMLMath Label".split(), ControlKind.WORDS),
    "Button": ControlKind.BUTTON,
}
_HIDDEN = frozenset("Password".split())  # what stands in it is nobody's business
_FIELDS = frozenset("Password DatePicker TimePicker NaiveDatetimePicker DatetimePicker FileUpload".split())
_GAUGES = frozenset("IntProgress FloatProgress".split())
_SILENT = frozenset("Output Play Layout Controller".split())


def find_widget(output: Mapping[str, Any], widgets: Mapping[str, Any]) -> WidgetView | None:
    """Read what an output shows of the kept state; None where it shows none, or nothing is kept of it.

    Args:
        widgets: ``ExecutionResult.widgets``, or what is saved.
    """
    view = find_mapping(output, "data", WIDGET)
    state = find_mapping(widgets, _STATE, "state")
    if not view or not state:
        return None
    models = [*_list_models(str(view.get("model_id")), state)]
    controls = [control for name, values in models if (control := _read_control(name, values))]
    outputs = [shown for name, values in models if name == "Output" for shown in _list_outputs(values)]
    return WidgetView(tuple(controls[:_MOST]), tuple(outputs[:_MOST])) if controls or outputs else None


def find_saved(lesson: Lesson) -> Mapping[str, Any]:
    """Return the state that is saved in the lesson's file, for controls that are saved there too."""
    return find_mapping(lesson.origin.metadata, "widgets")


def _list_models(first: str, state: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give the name and state of a model and of those inside it, in the order in which they are shown."""
    waiting, seen = [(first, 0)], set[str]()
    while waiting and len(seen) < 10 * _MOST:
        model, depth = waiting.pop()
        values = find_mapping(state, model, "state")
        if model in seen or not values or depth > _DEEPEST:
            continue
        seen.add(model)
        children = values.get("children")
        inside = [child for child in children if isinstance(child, str)] if isinstance(children, list) else []
        waiting += [(child.removeprefix(_REFERENCE), depth + 1) for child in reversed(inside[: 10 * _MOST])]
        if not isinstance(children, list):
            yield str(find_mapping(state, model).get("model_name"))[:80].removesuffix("Model"), values


def _read_control(name: str, state: Mapping[str, Any]) -> Control | None:
    if name in _SILENT:
        return None
    if name in _GAUGES:
        return Control(ControlKind.WORDS, _read_gauge(state))
    kind = _KINDS.get(name, ControlKind.FIELD if name in _FIELDS else ControlKind.OTHER)
    called = read_words(state.get("description"))
    value = state.get("value")
    match kind:
        case ControlKind.RANGE:
            return Control(kind, called, _show(value), _read_reach(name, state))
        case ControlKind.CHOICE:
            return Control(kind, called, *_read_choices(state))
        case ControlKind.SWITCH:
            return Control(kind, called, ("on",) if value is True else ())
        case ControlKind.FIELD:
            return Control(kind, called, () if name in _HIDDEN else _show(value))
        case ControlKind.WORDS:
            words = _strip(value) if isinstance(value, str) else ""
            return Control(kind, words) if words else None
    return Control(kind, called or read_words(name))


def _show(given: Any) -> tuple[str, ...]:
    """Write a value, or both ends of a range."""
    column = given[:2] if isinstance(given, list) else [given]
    values = [value for value in read_values(column, range(len(column))) if value is not None]
    return tuple(show_numbers([value])[0] if isinstance(value, float) else value for value in values)


def _read_reach(name: str, state: Mapping[str, Any]) -> tuple[str, ...]:
    numbers = read_values([state.get(key) for key in ("min", "max", "base")], range(3))
    low, high, base = (number if isinstance(number, float) else None for number in numbers)
    if low is None or high is None:
        return ()
    if name != "FloatLogSlider":
        return _show([low, high])
    try:
        return _show([math.pow(base or 10.0, end) for end in (low, high)])
    except (OverflowError, ValueError):
        return ()


def _read_gauge(state: Mapping[str, Any]) -> str:
    words = (read_words(state.get("description")), *_show(state.get("value")), "/", *_show(state.get("max")))
    return " ".join(filter(None, words))


def _read_choices(state: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what is chosen, and what there is."""
    labels = state.get("_options_labels")
    given = labels[: 10 * _MOST] if isinstance(labels, list) else []
    choices = tuple(read_words(label) or "…" for label in given)
    index = state.get("index")
    chosen = index if isinstance(index, list) else [index]
    places = [place for place in chosen[:_MOST] if type(place) is int and 0 <= place < len(choices)]
    shown = choices if len(choices) <= _MOST else (*choices[: _MOST - 1], "…")
    return tuple(choices[place] for place in places), shown


def _list_outputs(state: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Give what was captured, where it has the form that Jupyter gives it."""
    outputs = state.get("outputs")
    for output in outputs[:_MOST] if isinstance(outputs, list) else ():
        if not isinstance(output, Mapping):
            continue
        match output.get("output_type"), output.get("text"), output.get("data"):
            case "stream", str(text), _:
                yield {"output_type": "stream", "name": "stdout", "text": text}
            case "display_data" | "execute_result", _, dict(data):
                kept = {kind: value for kind, value in data.items() if kind != WIDGET}
                yield {"output_type": "display_data", "data": kept, "metadata": {}}


def _strip(html: str) -> str:
    reader = _Words()
    reader.feed(html[:_LONGEST_HTML])
    reader.close()
    return read_words(" ".join(reader.words))


class _Words(HTMLParser):
    """Collects the words of HTML, without those of scripts and style sheets."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._silent = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self._silent = tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)
