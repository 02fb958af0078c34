"""Saying something to the author from inside Sphinx: a warning that ``sphinx_build`` turns into a Diagnostic."""

from docutils import nodes
from sphinx.util import logging

from courseforge.diagnostics import Severity

_LOGGER = logging.getLogger(__name__)


def warn(
    code: str, severity: Severity, message: str, hint: str, location: nodes.Node | tuple[str, int | None] | None
) -> None:
    """Log a diagnostic's parts at a place in a document."""
    _LOGGER.warning("%s %s %s %s", code, severity.value, message, hint, location=location, type="courseforge")
