"""The reader's theme, for Sphinx and for the pages that need none.

Templates know only the variables of ``courseforge.rendering.views``, plus ``body`` and ``toc`` from Sphinx. Sphinx
does not escape by itself: every variable in a template says ``|e``, or ``|safe`` where it is HTML.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

THEME_FOLDER = Path(__file__).parent


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the theme; Sphinx calls this through the ``sphinx.html_themes`` entry point."""
    app.add_html_theme("courseforge", str(THEME_FOLDER))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
