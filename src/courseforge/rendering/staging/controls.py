"""Where a notebook has controls, a page says in words what they are and how they stand."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from courseforge.reading.widgets import Control, ControlKind, WidgetView

Text = Callable[..., str]


def describe_controls(view: WidgetView, text: Text) -> Mapping[str, Any] | None:
    """Make the output that stands for controls; None where there are none.

    Args:
        text: translates the page's own words.
    """
    said = [control.name for control in view.controls if control.kind is ControlKind.WORDS]
    moved = [_describe(control, text) for control in view.controls if control.kind is not ControlKind.WORDS]
    html = "".join(f"<p>{escape(words)}</p>" for words in said)
    if moved:
        title = escape(text("In the notebook this can be moved"))
        items = "".join(f"<li>{escape(words)}</li>" for words in moved)
        rest = escape(text("Download the notebook of this lesson to try it."))
        box = f'<p class="admonition-title">{title}</p><ul>{items}</ul><p>{rest}</p>'
        html += f'<div class="admonition note">{box}</div>'
    return {"output_type": "display_data", "data": {"text/html": html}, "metadata": {}} if html else None


def _describe(control: Control, text: Text) -> str:
    value = " – ".join(control.values) if control.kind is ControlKind.RANGE else ", ".join(control.values)
    match control.kind:
        case ControlKind.RANGE if len(control.choices) == 2 and value:
            name, (low, high) = control.name or text("A slider"), control.choices
            return text("{name}: from {low} to {high}, now {value}", name=name, low=low, high=high, value=value)
        case ControlKind.CHOICE if control.choices:
            name, choices = control.name or text("A choice"), ", ".join(control.choices)
            if not value:
                return text("{name}: {choices}", name=name, choices=choices)
            return text("{name}: {choices}; now {value}", name=name, choices=choices, value=value)
        case ControlKind.SWITCH:
            name = control.name or text("A switch")
            return (
                text("{name}: on or off, now on", name=name)
                if value
                else text("{name}: on or off, now off", name=name)
            )
        case ControlKind.FIELD:
            name = control.name or text("A field")
            if not value:
                return text("{name}: to be filled in", name=name)
            return text("{name}: to be filled in, now “{value}”", name=name, value=value)
        case ControlKind.BUTTON:
            return text("{name}: a button", name=control.name) if control.name else text("A button")
    return control.name or text("A control")
