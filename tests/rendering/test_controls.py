"""Controls of a notebook: a page says what they are and how they stand, and never has a hole."""

from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from courseforge.diagnostics import Severity
from courseforge.reading.widgets import WIDGET

from .stand import figure, html, output, pictures, show

STATE = "application/vnd.jupyter.widget-state+json"


def view(model: Any = "a") -> dict[str, Any]:
    return output({WIDGET: {"model_id": model, "version_major": 2}, "text/plain": "VBox(…)"})


def keep(**models: Any) -> dict[str, Any]:
    """Write state as Jupyter keeps it: ``name=("IntSlider", {…})``."""
    kept = {key: {"model_name": f"{model}Model", "state": state} for key, (model, state) in models.items()}
    return {STATE: {"version_major": 2, "state": kept}}


SLIDER = ("IntSlider", {"description": "tempo", "min": 60, "max": 180, "value": 90, "layout": "IPY_MODEL_l"})


@pytest.mark.parametrize(
    ("model", "said"),
    [
        (SLIDER, "tempo: from 60 to 180, now 90"),
        (("FloatRangeSlider", {"min": 0.0, "max": 10.0, "value": [1.0, 2.5]}), "A slider: from 0 to 10, now 1 – 2.5"),
        (("FloatLogSlider", {"min": 0, "max": 4, "base": 10, "value": 10}), "A slider: from 1 to 10000, now 10"),
        (
            ("Dropdown", {"description": "style", "_options_labels": ["rock", "jazz"], "index": 1}),
            "style: rock, jazz; now jazz",
        ),
        (("SelectMultiple", {"_options_labels": ["a", "b", "c"], "index": [0, 2]}), "A choice: a, b, c; now a, c"),
        (("RadioButtons", {"_options_labels": ["a", "b"], "index": None}), "A choice: a, b"),
        (("Checkbox", {"description": "swing", "value": True}), "swing: on or off, now on"),
        (("ToggleButton", {"description": "swing", "value": False}), "swing: on or off, now off"),
        (("Text", {"description": "name", "value": "Nova"}), "name: to be filled in, now “Nova”"),
        (("Password", {"description": "key", "value": "secret"}), "key: to be filled in"),
        (("Button", {"description": "Play"}), "Play: a button"),
        (("Leaflet", {"description": ""}), "Leaflet"),
    ],
)
def test_each_control_is_told(model: tuple[str, Any], said: str) -> None:
    staged = show(view(), widgets=keep(a=model))
    box = LexborHTMLParser(html(staged)).css_first(".admonition")
    assert [item.text() for item in box.css("li")] == [said]
    assert box.css_first(".admonition-title").text() == "In the notebook this can be moved"
    assert [(d.code, d.severity) for d in staged.diagnostics] == [("CF741", Severity.INFO)]


def test_what_the_code_showed_for_the_controls_is_shown() -> None:
    """``interact`` keeps it: words, and a figure that is drawn like any other."""
    drawn = figure({"type": "bar", "x": ["a", "b"], "y": [1, 2]})
    outputs = [{"output_type": "stream", "name": "stdout", "text": "90 beats\n"}, drawn]
    state = keep(
        a=("VBox", {"children": ["IPY_MODEL_b", "IPY_MODEL_c"]}), b=SLIDER, c=("Output", {"outputs": outputs})
    )
    staged = show(view(), widgets=state)
    assert "tempo: from 60 to 180" in html(staged)
    assert staged.outputs[1]["text"] == "90 beats\n"
    assert len(pictures(staged.outputs)) == 1


def test_words_are_words_and_nothing_in_them_runs() -> None:
    evil = "<b>Listen</b> &amp; move<script>alert(1)</script><img src=x onerror=alert(1)>"
    state = keep(
        a=("HBox", {"children": ["IPY_MODEL_b", "IPY_MODEL_c"]}),
        b=("HTML", {"value": evil}),
        c=("Dropdown", {"description": evil, "_options_labels": [evil, 3, None, "fine"], "index": 0}),
    )
    page = LexborHTMLParser(html(show(view(), widgets=state)))
    assert page.css_first("p").text() == "Listen & move"
    assert page.css_first("script, img, b") is None


def test_a_gauge_says_how_far_it_is() -> None:
    state = keep(a=("IntProgress", {"description": "Loading", "value": 3, "max": 10}))
    assert html(show(view(), widgets=state)) == "<p>Loading 3 / 10</p>"


def test_without_its_state_the_plain_words_stay() -> None:
    staged = show(view())
    assert [one["data"] for one in staged.outputs] == [{"text/plain": "VBox(…)"}]
    assert [d.code for d in staged.diagnostics] == ["CF741"]


LOOP = ("VBox", {"children": ["IPY_MODEL_a", "IPY_MODEL_a"]})
HOSTILE: dict[str, Any] = {
    "no-state": {STATE: 1},
    "models-of-other-kinds": {STATE: {"state": {"a": 1}}},
    "state-of-other-kinds": {STATE: {"state": {"a": {"model_name": [], "state": []}}}},
    "a-box-in-itself": keep(a=LOOP),
    "a-long-chain": keep(**{f"m{n}": ("VBox", {"children": [f"IPY_MODEL_m{n + 1}"]}) for n in range(5000)}, a=LOOP),
    "many-children": keep(a=("VBox", {"children": ["IPY_MODEL_b", 3, None] * 50_000}), b=SLIDER),
    "many-choices": keep(a=("Dropdown", {"_options_labels": ["x" * 9999] * 9999, "index": 10**30})),
    "numbers": keep(a=("IntSlider", {"min": 10**5000, "max": float("nan"), "value": [[]]})),
    "logarithms": keep(a=("FloatLogSlider", {"min": -999, "max": 1e9, "base": -10, "value": 1})),
    "words": keep(a=("HTML", {"value": "<" * 200_000})),
    "a-choice-of-nothing": keep(a=("Dropdown", {"_options_labels": {"a": 1}, "index": "0"})),
    "outputs-of-other-kinds": keep(
        a=("Output", {"outputs": [1, {}, {"output_type": []}, {"output_type": "stream"}]})
    ),
    "a-control-in-an-output": keep(a=("Output", {"outputs": [view()]})),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_malformed_state_is_harmless(name: str) -> None:
    staged = show(view(), view(["a"]), view({}), widgets=HOSTILE[name])
    assert len(html(staged)) < 20_000
