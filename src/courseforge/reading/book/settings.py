"""``_config.yml`` of a Jupyter Book: what it may say beside what a library's does, and in other words."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, get_type_hints

from courseforge.config import Settings
from courseforge.diagnostics import Severity
from courseforge.reading.book.known_settings import Fate, find_known
from courseforge.reading.book.stock_yaml import SWITCHES
from courseforge.reading.codes import Fault
from courseforge.reading.language_tag import is_language_tag

_TITLE = "My Jupyter Book"  # what Jupyter Book writes where a book has no title
STOCK_THEME = "sphinx_book_theme"  # of Jupyter Book, in whose place ours stands
_SECTIONS = ("html", "execute", "repository", "launch_buttons")
_THEME_OPTIONS = "html_theme_options"
#: What Sphinx (and MyST-NB, old names included) calls settings that Jupyter Book has names of its own for.
_SAME = {
    "html_title": ("title",), "html_logo": ("logo",), "author": ("author",), "copyright": ("copyright",),
    "exclude_patterns": ("exclude_patterns",), "external_toc_exclude_missing": ("only_build_toc_files",),
    "bibtex_bibfiles": ("bibtex_bibfiles",),
    "html_favicon": ("html", "favicon"), "html_baseurl": ("html", "baseurl"),
    "use_multitoc_numbering": ("html", "use_multitoc_numbering"),
    "jupyter_execute_notebooks": ("execute", "execute_notebooks"),
    "nb_execution_mode": ("execute", "execute_notebooks"),
    "nb_output_stderr": ("execute", "stderr_output"),
} | {
    f"{prefix}_{name}": ("execute", meant)
    for prefix in ("execution", "nb_execution")
    for name, meant in (
        ("timeout", "timeout"), ("excludepatterns", "exclude_patterns"), ("in_temp", "run_in_temp"),
        ("allow_errors", "allow_errors"),
    )
}  # fmt: skip
#: What sphinx-book-theme calls them.
_SAME_IN_THEME = {
    "repository_url": ("repository", "url"), "repository_branch": ("repository", "branch"),
    "path_to_docs": ("repository", "path_to_book"), "launch_buttons": ("launch_buttons",),
    "use_edit_page_button": ("html", "use_edit_page_button"), "use_issues_button": ("html", "use_issues_button"),
    "use_repository_button": ("html", "use_repository_button"), "announcement": ("html", "announcement"),
    "extra_footer": ("html", "extra_footer"),
}  # fmt: skip


def adapt_settings(stated: Mapping[str, Any]) -> dict[str, Any]:
    """Return a book's settings as a library would write them, with the language that its pages are in."""
    adapted: dict[str, Any] = {"title": _TITLE} | dict(stated)
    for section in _SECTIONS:
        if isinstance(adapted.get(section), Mapping):
            adapted[section] = dict(adapted[section])
    config = _take_mapping(_take_mapping(stated, "sphinx"), "config")
    _move(config, _SAME, adapted)
    _move(_take_mapping(config, _THEME_OPTIONS), _SAME_IN_THEME, adapted)
    _mend(adapted)
    adapted = _loosen(Settings, adapted)
    own = _take_mapping(stated, "courseforge")
    if "languages" not in own and (language := _find_language(config)):
        adapted["courseforge"] = {**own, "languages": [language]}
    return adapted


def keep_for_sphinx(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stands below ``sphinx: config:`` and is Sphinx's affair.

    What was taken over as a setting of ours is not, nor what only a theme could follow; a book that chose another
    theme keeps that.
    """
    theme = config.get("html_theme") or STOCK_THEME
    kept = {key: value for key, value in config.items() if key not in _SAME}
    if theme != STOCK_THEME:
        return kept
    known = {key: find_known(f"sphinx.config.{key}") for key in kept}
    return {key: kept[key] for key, one in known.items() if one is None or one.fate is Fate.SUPPORTED}


def soften(fault: Fault) -> Fault:
    """Let a setting that is not understood stop no book: it is left out, and said."""
    if fault.fact.severity is Severity.INFO:
        return fault
    return replace(fault, fact=replace(fault.fact, severity=Severity.WARNING))


def _take_mapping(value: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    inner = value.get(key)
    return inner if isinstance(inner, Mapping) else {}


def _move(stated: Mapping[str, Any], same: Mapping[str, tuple[str, ...]], adapted: dict[str, Any]) -> None:
    """Take over what stands in other words; for Jupyter Book, too, it counts more than its own."""
    for name, (*above, key) in same.items():
        if (value := stated.get(name)) is None:
            continue
        place = adapted
        for step in above:
            if not isinstance(place.get(step), dict):
                place[step] = {}
            place = place[step]
        place[key] = value


def _mend(adapted: dict[str, Any]) -> None:
    """Take values in the forms in which books have them, and Jupyter Book or Sphinx understands them."""
    execute, html = _take_mapping(adapted, "execute"), _take_mapping(adapted, "html")
    if execute.get("execute_notebooks") is False:  # what YAML makes of off
        adapted["execute"]["execute_notebooks"] = "off"
    if html.get("navbar_footer_text") and not html.get("extra_footer"):
        adapted["html"]["extra_footer"] = html["navbar_footer_text"]
    if isinstance(adapted.get("author"), list):
        adapted["author"] = ", ".join(map(str, adapted["author"]))
    if isinstance(adapted.get("bibtex_bibfiles"), str):
        adapted["bibtex_bibfiles"] = [adapted["bibtex_bibfiles"]]


def _loosen(kind: Any, stated: Mapping[str, Any]) -> dict[str, Any]:
    """Take ``title: 101`` for a text, ``timeout: "60"`` for a number, and ``use_…: "true"`` for true."""
    hints = get_type_hints(kind)
    known = {field.name: hints[field.name] for field in fields(kind)}
    return {key: _loosen_value(known[key], value) if key in known else value for key, value in stated.items()}


def _loosen_value(wanted: Any, value: Any) -> Any:
    if is_dataclass(wanted) and isinstance(value, Mapping):
        return _loosen(wanted, value)
    if wanted is str and value is False:  # as in binderhub_url: off
        return ""
    if wanted is str and isinstance(value, int | float):
        return str(value)
    if wanted is int and isinstance(value, float):
        return round(value)
    if wanted is int and isinstance(value, str) and value.strip().lstrip("-").isdecimal() and len(value) < 10:
        return int(value)
    if wanted is bool and isinstance(value, str):
        return {"true": True, "false": False, **SWITCHES}.get(value.lower(), value)
    return value


def _find_language(config: Mapping[str, Any]) -> str:
    """Return the language that Sphinx is told (``zh_CN``) as BCP 47 writes it; empty where it is told none."""
    tag = str(config.get("language") or "").replace("_", "-")
    return tag if is_language_tag(tag) else ""
