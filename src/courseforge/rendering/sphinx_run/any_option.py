"""Options of a directive of which nobody knows what they may be."""

from typing import Any

from docutils.parsers.rst import directives


class AnyOption(dict[str, Any]):
    """An option specification that takes whatever is written."""

    def __contains__(self, key: object) -> bool:
        return True

    def __getitem__(self, key: str) -> Any:
        return directives.unchanged

    def __bool__(self) -> bool:
        return True
