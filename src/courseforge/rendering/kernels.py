"""What a notebook says about its kernel, so that its code is colored as what it is."""

import re
from collections.abc import Mapping

from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

PYTHON = "python3"
# Kernels whose name is not that of their language.
_LANGUAGES: Mapping[str, str] = {"ir": "r", "xcpp": "cpp", "xr": "r", "xsqlite": "sql", "deno": "typescript"}


def describe_kernel(name: str) -> dict[str, object]:
    """Make what stands about a kernel in a notebook's metadata."""
    if name == PYTHON:
        return {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": name},
            "language_info": {"name": "python", "pygments_lexer": "ipython3"},
        }
    language = _guess_language(name)
    return {
        "kernelspec": {"display_name": name, "language": language, "name": name},
        "language_info": {"name": language, "pygments_lexer": language},
    }


def _guess_language(kernel: str) -> str:
    """Guess from a kernel's name, such as ``julia-1.9``, what it speaks; ``text`` where that is not known."""
    word = re.split(r"[-_.\d]", kernel.lower(), maxsplit=1)[0]
    language = _LANGUAGES.get(word, word)
    try:
        get_lexer_by_name(language)
    except ClassNotFound:
        return "text"
    return language
