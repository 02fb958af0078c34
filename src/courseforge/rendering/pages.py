"""Pages that need no Sphinx: home, contributors, and the one that stands for missing pages."""

from collections.abc import Mapping
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from courseforge.rendering.theme import THEME_FOLDER


def render_page(template_name: str, context: Mapping[str, object]) -> str:
    """Fill a template of the theme, as Sphinx would."""
    return load_template(template_name).render(context)


def load_template(name: str) -> Template:
    """Return a compiled template; the environment keeps it."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(THEME_FOLDER), autoescape=True, undefined=StrictUndefined)
