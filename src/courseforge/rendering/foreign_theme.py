"""Another Sphinx theme than ours, where ``_config.yml`` asks for one: then courses' pages are what that theme makes.

Reading stays confined and mathematics is still MathML, but nothing is known of what else such a page loads and runs.
So it is said, and a stranger's library does not get it.
"""

from collections.abc import Mapping
from importlib.metadata import entry_points

from courseforge.config import CONFIG_FILE, Settings
from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.model import Mode
from courseforge.reading.book.settings import STOCK_THEME

OWN_THEME = "courseforge"
_CODE = "CF749"
_BUILT_IN = frozenset("agogo basic bizstyle classic haiku nature nonav pyramid scrolls sphinxdoc traditional".split())
_KEY = ("sphinx", "config", "html_theme")


def choose_theme(settings: Settings, mode: Mode) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return the name of the theme that courses' pages get, empty for our own, and what has to be said about it."""
    sphinx = settings.book.get("sphinx")
    config = sphinx.get("config") if isinstance(sphinx, Mapping) else None
    asked = config.get("html_theme") if isinstance(config, Mapping) else None
    if not isinstance(asked, str) or asked in ("", OWN_THEME):
        return "", ()
    if mode is Mode.BOOK and asked == STOCK_THEME:  # which ours is there to replace
        return "", ()
    place = Location(CONFIG_FILE, line=settings.lines.get(_KEY))
    if mode is Mode.UNTRUSTED:
        message = f"The theme “{asked}” is not used: its pages could run and load anything."
        hint = "Take the line html_theme: out; courseforge's own theme is used meanwhile."
        return "", (Diagnostic(_CODE, Severity.ERROR, message, place, hint),)
    if asked not in _BUILT_IN and asked not in entry_points(group="sphinx.html_themes").names:
        message = f"The theme “{asked}” is not installed here, so courses' pages are made by courseforge's own."
        hint = f"Most themes are a package of the same name: pip install {asked.replace('_', '-')}"
        return "", (Diagnostic(_CODE, Severity.WARNING, message, place, hint),)
    message = (
        f"Courses' pages are made by the Sphinx theme “{asked}”. What courseforge promises of its pages (light, "
        "accessible, nothing runs or is loaded from elsewhere) is not checked there, and they have no lesson label, "
        "no language switch and no way to the library's other pages."
    )
    hint = "Take the line html_theme: out of _config.yml to have courseforge's own theme."
    return asked, (Diagnostic(_CODE, Severity.WARNING, message, place, hint),)
