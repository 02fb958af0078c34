"""The code of a receipt: short, told apart by ear in English and Spanish, and no word in either."""

import re
import secrets

from courseforge.errors import CourseforgeError

# No vowels: no words. No letters that rhyme (B, D, P, T, V), none that look like a digit (O, I, L, S, Z), and of the
# digits none that look like a letter.
_SIGNS = "CFHJKMQRWXY34679"
_HALF = 3
_CODE = re.compile(rf"[{_SIGNS}]{{{_HALF}}}-[{_SIGNS}]{{{_HALF}}}")


def make_code() -> str:
    """Make a code that nobody can guess: ``K7M-4WX``."""
    first, second = ("".join(secrets.choice(_SIGNS) for _ in range(_HALF)) for _ in range(2))
    return f"{first}-{second}"


def is_code(text: str) -> bool:
    """Tell whether a text is a code as it is written."""
    return _CODE.fullmatch(text) is not None


def read_code(text: str) -> str:
    """Read a code as people type it: in small letters, without its dash, with spaces.

    Raises:
        CourseforgeError: it is none; what was typed may be a path, and is not repeated.
    """
    signs = re.sub(r"[\s-]", "", text[:40]).upper()
    code = f"{signs[:_HALF]}-{signs[_HALF:]}"
    if not is_code(code):
        raise CourseforgeError("This is not the code of a receipt.", "A code looks like this: K7M-4WX")
    return code
