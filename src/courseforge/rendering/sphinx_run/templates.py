"""Sphinx's way to the theme's templates: the same environment that makes the pages without Sphinx."""

from typing import Any

from sphinx.application import TemplateBridge

from courseforge.rendering.pages import render_page


class LessonTemplates(TemplateBridge):
    """Fills a lesson's or a course's template; these are compiled once, in the template process."""

    def init(self, *_args: Any, **_kwargs: Any) -> None:
        """Need nothing of the builder: every page brings its variables along."""

    def newest_template_mtime(self) -> float:
        """Leave deciding what is out of date to the shard's key."""
        return 0

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        """Return the finished page."""
        return render_page(template, context)
