"""Files for those who deliver the site: what search engines are told, and headers that only a server can send."""

from courseforge.records.addresses import absolute_url
from courseforge.rendering.firewall import POLICY
from courseforge.rendering.stylesheet import STATIC_FOLDER

#: Read by Netlify, Cloudflare Pages and others; elsewhere it is a text file that nobody asks for.
HEADERS_FILE = "_headers"

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
