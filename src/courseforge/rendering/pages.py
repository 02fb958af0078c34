"""Templates -> pages: those of the theme, and those with which a library replaces them."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from courseforge.errors import OutputError
from courseforge.rendering.theme import THEME_FOLDER

_NONE: Mapping[str, str] = {}


def render_page(template_name: str, context: Mapping[str, object], own: Mapping[str, str] = _NONE) -> str:
    """Fill a template.

    Args:
        own: the library's templates by name; each may extend what it replaces as ``theme/lesson.html``.

    Raises:
        OutputError: one of the library's templates asks for what is not there.
    """
    try:
        return load_template(template_name, own).render(context)
    except Exception as error:
        if not own:
            raise
        raise OutputError(
            f"A page could not be made from {template_name} with the templates in _templates: {error}.",
            "Mend the template, or take it out of _templates; then the theme's own is used.",
        ) from error


def load_template(name: str, own: Mapping[str, str] = _NONE) -> Template:
    """Return a compiled template; the environment keeps it."""
    return open_environment(own.items()).get_template(name)


def open_environment(own: Iterable[tuple[str, str]] = ()) -> Environment:
    """Return the environment that all templates of a library share."""
    return _environment(tuple(sorted(own)))


@lru_cache(maxsize=4)
def _environment(own: tuple[tuple[str, str], ...]) -> Environment:
    theme = FileSystemLoader(THEME_FOLDER)
    if not own:
        return Environment(loader=theme, autoescape=True, undefined=StrictUndefined)
    # What a library writes there fills pages and does nothing else.
    loader = ChoiceLoader([DictLoader(dict(own)), PrefixLoader({"theme": theme}), theme])
    return ImmutableSandboxedEnvironment(loader=loader, autoescape=True, undefined=StrictUndefined)
