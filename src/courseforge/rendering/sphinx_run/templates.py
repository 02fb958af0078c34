"""Sphinx's way to the theme's templates: the same environment that makes the pages without Sphinx."""

from collections.abc import Mapping
from typing import Any

from sphinx.application import TemplateBridge

from courseforge.rendering.pages import render_page


class LessonTemplates(TemplateBridge):
    """Fills a lesson's or a course's template; these are compiled once, in the template process."""

    def init(self, builder: Any, *_args: Any, **_kwargs: Any) -> None:
        """Take the library's own templates from the job; every page brings its variables along."""
        self._own: Mapping[str, str] = builder.config.courseforge_job.templates

    def newest_template_mtime(self) -> float:
        """Leave deciding what is out of date to the shard's key."""
        return 0

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        """Return the finished page."""
        return render_page(template, context, self._own)
