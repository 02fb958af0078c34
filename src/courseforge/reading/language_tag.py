"""Language tags (BCP 47), as far as file names and settings use them."""

import re

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def is_language_tag(text: str) -> bool:
    """Tell whether a text has the form of a tag: ``es``, ``pt-BR``, ``zh-Hant``."""
    return _TAG.fullmatch(text) is not None
