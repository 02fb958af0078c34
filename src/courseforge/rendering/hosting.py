"""Files for those who deliver the site: what search engines are told, and what only a server can send."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from courseforge.records.addresses import absolute_url
from courseforge.rendering.firewall import POLICY
from courseforge.rendering.stylesheet import STATIC_FOLDER

#: Read by Netlify, Cloudflare Pages and others; elsewhere it is a text file that nobody asks for.
HEADERS_FILE = "_headers"
#: Likewise (https://docs.netlify.com/routing/redirects/, https://developers.cloudflare.com/pages/configuration/redirects/).
REDIRECTS_FILE = "_redirects"

_HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def make_headers() -> bytes:
    """Return headers for every page, and a long life for files whose name changes with their content."""
    everywhere = "".join(f"  {name}: {value}\n" for name, value in _HEADERS.items())
    return f"/*\n{everywhere}/{STATIC_FOLDER}/*\n  Cache-Control: public, max-age=31536000, immutable\n".encode()


def make_robots(baseurl: str) -> bytes:
    """Return ``robots.txt`` (RFC 9309): everything may be found. It is read only where the site has its own host."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {absolute_url('sitemap.xml', baseurl)}\n".encode()


def make_redirects(moves: Iterable[tuple[str, str]], baseurl: str) -> bytes:
    """Send readers on from where a page was; a server that does not read this shows the page that stands there.

    Args:
        moves: path of each page that has moved, below the site's root, and where it is now.
    """
    root = urlsplit(baseurl).path.rstrip("/")
    lines = (line for old, new in moves for line in _write_moves(f"{root}/{old}", f"{root}/{new}"))
    return "".join(f"{line}\n" for line in lines).encode()


def _write_moves(old: str, new: str) -> Iterator[str]:
    """Write a move for both ways in which servers name a page: with its ending and without.

    Netlify follows a line only with a ``!`` where a page stands at the address; others pass over such a line, and
    follow the next.
    """
    short = old.removesuffix("index.html") if old.endswith("/index.html") else old.removesuffix(".html")
    for address in (old, short):
        yield f"{address} {new} 301!"
        yield f"{address} {new} 301"
