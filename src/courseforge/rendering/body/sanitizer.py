"""The last hand on every lesson's body: an allow-list of HTML and MathML, kept by nh3 (the Ammonia library).

What passes cannot run, load from elsewhere, or stand for a part of the page's own frame.
"""

import re
from functools import cache
from urllib.parse import urlsplit

import nh3

_TEXT = (
    "a abbr aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption "
    "figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub "
    "summary sup table tbody td tfoot th thead time tr u ul var wbr audio video source track picture"
)
_MATH = (
    "math mi mn mo ms mtext mspace mrow mfrac msqrt mroot mstyle merror mpadded mphantom msub msup msubsup munder "
    "mover munderover mtable mtr mtd"
)
_MATH_ATTRIBUTES = frozenset(
    "display mathvariant mathsize linethickness lspace rspace stretchy fence separator accent accentunder largeop "
    "movablelimits form symmetric minsize maxsize width height depth voffset columnalign rowspacing columnspacing "
    "columnlines rowlines frame notation scriptlevel displaystyle columnspan rowspan class".split()
)
_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"class", "id", "lang", "dir", "title", "aria-label", "aria-labelledby", "aria-describedby", "role"},
    "a": {"href", "hreflang", "download"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "audio": {"src", "controls", "preload"},
    "video": {"src", "controls", "preload", "width", "height", "poster"},
    "source": {"src", "type", "srcset", "sizes"},
    "track": {"src", "kind", "srclang", "label", "default"},
    "col": {"span", "width"},
    "details": {"open"},
    "div": {"tabindex"},
    "li": {"value"},
    "ol": {"start", "type", "reversed"},
    "pre": {"tabindex"},
    "q": {"cite"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr"},
    "time": {"datetime"},
}
_ROLES = frozenset(
    "group region note img doc-noteref doc-backlink doc-footnote doc-biblioentry list listitem".split()
)
_NEEDLESS_ROLES = frozenset({("ol", "list"), ("ul", "list")})
_LOADING = frozenset({"src", "poster"})
#: Lighter copies of a picture, which nobody but ``lighter`` makes.
COPIES = re.compile(r"_media/[0-9a-f]{16}\.webp \d{1,4}w(?:, _media/[0-9a-f]{16}\.webp \d{1,4}w)*")

#: Ids and classes of the page's own frame begin so; nothing in a lesson may.
FRAME_PREFIX = "cf-"
#: Classes by which the stylesheet lays out the frame.
_FRAME_CLASSES = frozenset(
    "skip top mark field opening wrap foot crumbs motif label toc pager notice spine pile prose lesson hidden "
    "credits take slip button goals head place dek byline ask band lists voices labelled works exhibits "
    "facing".split()
)


def sanitize(html: str) -> str:
    """Return the HTML with everything taken out that is not on the list."""
    return _cleaner().clean(html)


@cache
def _cleaner() -> nh3.Cleaner:
    attributes = _ATTRIBUTES | {tag: set(_MATH_ATTRIBUTES) for tag in _MATH.split()}
    return nh3.Cleaner(
        tags={*_TEXT.split(), *_MATH.split()},
        clean_content_tags={"script", "style", "noscript", "template", "iframe", "object", "svg"},
        attributes=attributes,
        attribute_filter=_keep_attribute,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        strip_comments=True,
    )


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "class":
        kept = [word for word in value.split() if word not in _FRAME_CLASSES and not word.startswith(FRAME_PREFIX)]
        return " ".join(kept) or None
    if name == "id":
        return None if value.startswith(FRAME_PREFIX) else value
    if name == "role":
        return value if value in _ROLES and (tag, value) not in _NEEDLESS_ROLES else None
    if name == "tabindex":
        return value if value == "0" else None
    if name in _LOADING:
        return value if is_local(value) else None
    if name == "srcset":
        return value if COPIES.fullmatch(value) else None
    return value


def is_local(url: str) -> bool:
    """Tell whether a browser would load this from the site itself: no scheme, no host."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    # Browsers read "\" as "/", drop control characters before they look, and find a host after "///" too
    hidden = url.strip().startswith("//") or any(c == "\\" or ord(c) < 0x20 for c in url)
    return not parts.scheme and not parts.netloc and not hidden
