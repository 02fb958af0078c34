"""Code highlighting that makes each lexer and formatter once: a lesson has many small blocks in one language.

Making them took more time than highlighting; Sphinx's own bridge makes both for every block.
"""

from typing import Any

from pygments.formatter import Formatter
from pygments.lexer import Lexer
from sphinx.highlighting import PygmentsBridge


class LessonHighlighter(PygmentsBridge):
    """Sphinx's bridge to Pygments with a memory."""

    def __init__(self) -> None:
        super().__init__("html", "none")
        self._formatters: dict[str, Formatter[str]] = {}
        self._lexers: dict[tuple[str, bool, bool], Lexer] = {}

    def get_formatter(self, **kwargs: Any) -> Formatter[str]:
        """Return the formatter for these options, made once."""
        key = repr(sorted(kwargs.items()))
        if key not in self._formatters:
            self._formatters[key] = super().get_formatter(**kwargs)
        return self._formatters[key]

    def get_lexer(
        self, source: str, lang: str, opts: dict[str, Any] | None = None, force: bool = False, location: Any = None
    ) -> Lexer:
        """Return the lexer for a language, made once; where the source itself decides, anew."""
        if opts or lang == "guess":
            return super().get_lexer(source, lang, opts, force, location)
        key = (lang, source.startswith(">>>"), force)
        if key not in self._lexers:
            self._lexers[key] = super().get_lexer(source, lang, opts, force, location)
        return self._lexers[key]
