"""A finished page of the site -> what of it belongs into a book."""

import re

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

#: What the parser does not know to be empty; it would put what follows inside.
_EMPTY = re.compile(r"""<(source|track|wbr)((?:[^<>"']|"[^"]*"|'[^']*')*)>""")
#: Words of code, as Pygments marks them (https://pygments.org/docs/tokens/). A book keeps keywords and comments,
#: which it shows bold and italic; the rest is told apart by color alone.
_TOKEN = re.compile(r'<span class="([a-z][a-z0-9]?|pre|fm|vm)">([^<]*)</span>')
_KEPT = frozenset("k kc kd kn kp kr kt ow c ch cm cp cpf c1 cs".split())
#: Characters that XML cannot hold.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FURNITURE = etree.XPath(
    "descendant::nav|descendant::script|descendant::style|descendant::link|descendant::meta|descendant::form|"
    "descendant::input|descendant::button|descendant::select|descendant::textarea|descendant::iframe|"
    "descendant::object|descendant::embed|descendant::template|descendant::noscript|descendant::svg|"
    "descendant::canvas|descendant::comment()|descendant::processing-instruction()|"
    "descendant::*[@class and (contains(concat(' ', @class, ' '), ' take ') "
    "or contains(concat(' ', @class, ' '), ' made ') or contains(concat(' ', @class, ' '), ' on-paper ') "
    "or contains(concat(' ', @class, ' '), ' headerlink '))]"
)
_GOALS = etree.XPath("descendant::section[contains(concat(' ', @class, ' '), ' goals ')]")
_TEXT = etree.XPath("descendant::div[@class='prose']")
_LESSONS = etree.XPath("descendant::section[@aria-labelledby='cf-lessons']")
_PARSER = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)


def visible(words: str) -> str:
    """Return words as XML can hold them, without what surrounds them."""
    return FORBIDDEN.sub("", words).strip()


def read_page(data: bytes) -> HtmlElement:
    """Return the main part of a page as one element: goals and text, without what leads around on the site."""
    begin, end = data.find(b"<main"), data.rfind(b"</main>")
    part = data[begin:end] if 0 <= begin < end else data
    text = _EMPTY.sub(r"<\1\2></\1>", part.decode("utf-8", "replace"))
    text = FORBIDDEN.sub("", _TOKEN.sub(_unwrap, text))
    main = lxml_html.document_fromstring(f"<body>{text}</body>".encode(), parser=_PARSER).body
    content = lxml_html.Element("div")
    for piece in (*_GOALS(main), *(_TEXT(main) or _find_article(main))):
        for useless in (*_FURNITURE(piece), *_LESSONS(piece)):
            useless.drop_tree()
        content.extend(list(piece) if piece.tag != "section" else [piece])
    return content


def _find_article(main: HtmlElement) -> list[HtmlElement]:
    """Find the text in a page of another theme than ours, which has its title in it."""
    article = next((found for tag in ("article", "main") for found in main.iter(tag)), main)
    for title in list(article.iter("h1")):
        title.drop_tree()
    return [article]


def _unwrap(token: re.Match[str]) -> str:
    return token[0] if token[1] in _KEPT else token[2]
