"""``_config.yml`` of a Jupyter Book: what it may say beside what a library's does, and in other words."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from courseforge.diagnostics import Severity
from courseforge.reading.codes import Fault
from courseforge.reading.language_tag import is_language_tag

_WORDS = frozenset({"title", "author", "copyright", "logo"})


def adapt_settings(stated: Mapping[str, Any]) -> dict[str, Any]:
    """Return a book's settings as a library would write them, with the language that its pages are in."""
    adapted = {key: _read_words(value) if key in _WORDS else value for key, value in stated.items()}
    execute = stated.get("execute")
    if isinstance(execute, Mapping) and execute.get("execute_notebooks") is False:  # what YAML makes of off
        adapted["execute"] = {**execute, "execute_notebooks": "off"}
    if "courseforge" not in stated and (language := _find_language(stated)):
        adapted["courseforge"] = {"languages": [language]}
    return adapted


def soften(fault: Fault) -> Fault:
    """Let a setting that is not understood stop no book: it is left out, and said."""
    return replace(fault, fact=replace(fault.fact, severity=Severity.WARNING))


def _read_words(value: Any) -> Any:
    """Take a number for the text that it is meant as: ``title: 101``, ``copyright: 2023``."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _find_language(stated: Mapping[str, Any]) -> str:
    """Return the language that Sphinx is told (``zh_CN``) as BCP 47 writes it; empty where it is told none."""
    sphinx = stated.get("sphinx")
    config = sphinx.get("config") if isinstance(sphinx, Mapping) else None
    language = str(config.get("language") or "") if isinstance(config, Mapping) else ""
    tag = language.replace("_", "-")
    return tag if is_language_tag(tag) else ""
