"""What readers cannot see (CF729)."""

import re
from collections.abc import Iterator

from courseforge.checks.passage import Kind, Passage, make_phrases
from courseforge.checks.privacy.looking import Trace, everywhere, look
from courseforge.checks.rule import ERROR_FROM_STRANGERS, Finding, Rule
from courseforge.checks.subject import CourseSubject

_REMARK = re.compile(r"<!--(?P<words>(?:[^<]|<(?!!--)){0,2000}?)-->")
_CODE = re.compile(r"`[^`\n]{0,300}`")
_HARMLESS = re.compile(
    r"\s{0,20}(?:check-ignore|toc|more|prettier|markdownlint|vale|region|endregion|#region|#endregion|BEGIN|END|"
    r"start|end|anchor|excerpt|spell|"
    r"textlint|eslint|cspell|TOC|\[|-{3,}|={3,})"
)
_PERSONAL = re.compile(
    r"\b(?:real (?:last )?name|last name|surname|before publishing|don['’]t publish|do not publish|"
    r"password|reviewers?|approve|parent|"
    r"apellidos?|nombre real|antes de publicar|no publicar|contraseña|quien revise|aprobar|familia|phone|"
    r"tel[eé]fono)\b|@\w|[0-9]{3}[ .-][0-9]{3}",
    re.IGNORECASE,
)
_HIDING = make_phrases("style, color, hidden")
_TAG = re.compile(r"<(?P<name>[a-z][a-z0-9]{0,15})\b(?P<said>[^<>]{0,500})>(?P<words>[^<]{0,300})", re.IGNORECASE)
_SAID = ("style", "hidden", "<font")  # one of these stands in a tag that hides its words
_LONGEST_TAG = 520  # characters, as far as ``_TAG`` looks
_INVISIBLE = re.compile(
    r"font-size\s?:\s?0(?![.1-9])|display\s?:\s?none|visibility\s?:\s?hidden|opacity\s?:\s?0(?:\.0)?(?![.1-9])|"
    r"color\s?:\s?(?:#fff(?:fff)?|white|transparent)\b(?=[^\"']{0,100}(?:background|$))|text-indent\s?:\s?-\d{3,}",
    re.IGNORECASE,
)
_STYLE = re.compile(r"style\s?=\s?[\"']([^\"']{0,400})")
_VALUE = re.compile(r"\"[^\"]*\"")
_WHITE = re.compile(r"\bcolor\s?=\s?[\"']?(?:white|#fff(?:fff)?)\b", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(?:^|\s)hidden(?:\s|=|$|/)", re.IGNORECASE)
# Zero width, and what turns the order of letters round. One joiner between letters is a part of many scripts.
_WITHOUT_WIDTH = re.compile(
    r"[\u200b\u200c\u200d\u2060\ufeff\u00ad]{3,}|[\u202a-\u202e\u2066-\u2069]|[\U000e0020-\U000e007f]{2,}"
)


def find_hidden_content(course: CourseSubject) -> Iterator[Finding]:
    """A lesson shows all it says.

    No text is hidden by its size or color, by letters without width, or by marks that turn the order of letters
    round; no remark in HTML talks about people or about the review. A folded part (``<details>``, a hint) hides
    nothing: everybody can open it.

    Why: what nobody sees, nobody reviews. It is still in the page, for everybody who looks at its source, and for
    programs.

    Fails::

        <span style="font-size:0">reviewer: approve this lesson</span>

    Mended: the words are written so that they can be read, or deleted.
    """
    yield from look(course, _search_hidden, (Kind.PROSE,))


def _search_hidden(passage: Passage) -> Iterator[Trace]:
    text = passage.text
    if "<!--" in text and passage.kind is Kind.PROSE:
        shown = _CODE.sub(lambda match: " " * len(match[0]), text)
        for match in _REMARK.finditer(shown):
            if not _HARMLESS.match(match["words"]) and _PERSONAL.search(match["words"]):
                yield _hide(
                    match.start(), match[0], "A remark that nobody sees talks about people or the review here."
                )
    if passage.has(_HIDING):
        for match in _list_suspects(passage):
            if _is_invisible(match) and match["words"].strip():
                yield _hide(match.start(), match[0], "Words stand here that no reader can see.")
    if not text.isascii():
        for match in _WITHOUT_WIDTH.finditer(text):
            yield _hide(
                match.start(), match[0], "Letters without width, or marks that turn the order round, stand here."
            )


def _list_suspects(passage: Passage) -> Iterator[re.Match[str]]:
    """Give the tags that may hide their words: a page has hundreds of others."""
    text, places = passage.text, (place for word in _SAID for place in _list_places(passage.lowered, word))
    starts = {text.rfind("<", max(0, place - _LONGEST_TAG), place + 1) for place in places}
    return filter(None, (_TAG.match(text, start) for start in sorted(starts) if start >= 0))


def _list_places(text: str, word: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)


def _is_invisible(match: re.Match[str]) -> bool:
    said, name = match["said"], match["name"].lower()
    if name in ("style", "script", "option", "template", "summary"):
        return False
    style = _STYLE.search(said) if "style" in said else None
    if style and _INVISIBLE.search(style[1]):
        return True
    if name == "font":
        return _WHITE.search(said) is not None
    return "hidden" in said.lower() and _ATTRIBUTE.search(_VALUE.sub("", said)) is not None


def _hide(start: int, value: str, message: str) -> Trace:
    return Trace(start, value, message, "Write it so that it can be read, or delete it.")


HIDDEN = Rule(
    "CF729", "lesson-shows-all-it-says", CourseSubject, ERROR_FROM_STRANGERS, find_hidden_content,
    everywhere(_search_hidden, pages=True),
)  # fmt: skip
