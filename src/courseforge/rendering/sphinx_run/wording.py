"""Sphinx's and MyST's warnings in words for the people who write lessons."""

import re
from collections.abc import Callable
from difflib import get_close_matches

from courseforge.rendering.staging.roles import ROLE_TITLES

_DIRECTIVES = (
    *ROLE_TITLES,
    *"admonition note tip hint important warning caution danger seealso dropdown card grid tab-set figure".split(),
    *"image math code-block table list-table bibliography margin toggle epigraph glossary".split(),
)


def explain(message: str) -> tuple[str, str, str]:
    """Return the code, what is wrong and how to mend it, for a warning as Sphinx words it."""
    for pattern, words in _KNOWN:
        if match := re.search(pattern, message):
            return words(match)
    return (
        "CF210",
        f"The page could not be made exactly as written: {message.rstrip('.')}.",
        "Look at this place in the lesson; the words in the message name what was not understood.",
    )


def _unknown_directive(match: re.Match[str]) -> tuple[str, str, str]:
    name = match[1]
    near = get_close_matches(name, _DIRECTIVES, 1)
    mend = f"Did you mean {{{near[0]}}}?" if near else "Write it as ordinary text, or look up the name in the guide."
    return "CF210", f"There is no part called {{{name}}}, so it is left out of the page.", mend


def _missing_link(match: re.Match[str]) -> tuple[str, str, str]:
    return (
        "CF402" if "." in match[1] or "/" in match[1] else "CF403",  # a word alone is the label of a part
        f"The link to “{match[1]}” leads nowhere.",
        "Check the spelling. A lesson is linked by its file name, such as make-it-swing.ipynb, "
        "one of another course as ../zine-machine/fold-it.ipynb",
    )


def _missing_document(match: re.Match[str]) -> tuple[str, str, str]:
    return "CF402", *_missing_link(match)[1:]


def _missing_part(match: re.Match[str]) -> tuple[str, str, str]:
    message = f"The link to “{match[1]}” finds no such part."
    return "CF403", message, "Compare the words with the heading, or with the label above the part."


def _unknown_role(match: re.Match[str]) -> tuple[str, str, str]:
    return (
        "CF210",
        f"Nothing is known by the name {{{match[1]}}}; readers see it as it is written.",
        "For code in a sentence, write `code` between backticks, without braces before them.",
    )


def _unknown_language(match: re.Match[str]) -> tuple[str, str, str]:
    return (
        "CF210",
        f"The language “{match[1]}” after ``` is not known, so the code is shown without colors.",
        "Write the language's usual name, such as python or text.",
    )


def _missing_glue(match: re.Match[str]) -> tuple[str, str, str]:
    return (
        "CF210",
        f"A value named “{match[1]}” is wanted here, and no cell of the page has stored one (glue).",
        "Build once with the code run, or save the notebook with its outputs; then compare the names.",
    )


def _missing_inventory(match: re.Match[str]) -> tuple[str, str, str]:
    return (
        "CF402",
        f"The link to “{match[1]}” means a place in another project's pages, and nothing is fetched from there.",
        "Write the web address of what you mean: [words](https://…)",
    )


_KNOWN: tuple[tuple[str, Callable[[re.Match[str]], tuple[str, str, str]]], ...] = (
    (r"Unknown directive type:? ['\"]([\w:.-]+)['\"]", _unknown_directive),
    (r"'myst' cross-reference target not found: ['\"]([^'\"]+)['\"]", _missing_link),
    (r"Unknown source document ['\"]([^'\"]+)['\"]", _missing_link),
    (r"unknown document: ['\"]([^'\"]+)['\"]", _missing_document),
    (r"undefined label: ['\"]([^'\"]+)['\"]", _missing_part),
    (r"local id not found in doc .{1,300}: ['\"]([^'\"]+)['\"]", _missing_part),
    (r"No key ['\"]([^'\"]{1,300})['\"] found in glue data", _missing_glue),
    (r"No matches for ['\"]([\w.-]{1,100}:[^'\"]{1,300})['\"]", _missing_inventory),
    (r"Unknown interpreted text role ['\"]([\w:.-]+)['\"]", _unknown_role),
    (r"Pygments lexer name ['\"]([^'\"]+)['\"] is not known", _unknown_language),
)
