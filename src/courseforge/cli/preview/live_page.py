"""A page as it is shown while the author writes: the file's own bytes, and a script that reloads it.

The published page forbids itself every connection. What the script needs is allowed in the copy that is shown; the
file stays as it is.
"""

import html
import re

RELOAD_SCRIPT_PATH = "/_courseforge/reload.js"
CHANGES_PATH = "/_courseforge/changes"

# A browser keeps few connections to one server, and an author many tabs: only a page that is seen listens.
RELOAD_SCRIPT = f"""\
"use strict";
{{
  const shown = new URL(document.currentScript.src).searchParams.get("edition");
  let changes = null;
  const listen = () => {{
    if (document.hidden) {{
      changes?.close();
      changes = null;
    }} else if (!changes) {{
      changes = new EventSource("{CHANGES_PATH}");
      changes.onmessage = (event) => {{
        if (event.data !== shown) location.reload();
      }};
    }}
  }};
  document.addEventListener("visibilitychange", listen);
  window.addEventListener("pagehide", () => changes?.close());
  listen();
}}
"""

#: What leads to files that only ``build`` makes.
_LATER = re.compile(rb'<(p|li) [^<>]*\bdata-made="build"[^<>]*>.*?</\1>\n?', re.DOTALL)
_META = re.compile(rb"<meta\b[^<>]*\bhttp-equiv=[\"']?content-security-policy\b[^>]*>", re.IGNORECASE)
_CONTENT = re.compile(rb"\bcontent=(\"[^\"]*\"|'[^']*')", re.IGNORECASE)
_HEAD_END = re.compile(rb"</head\s*>", re.IGNORECASE)


def make_live(page: bytes, edition: str) -> bytes:
    """Return the page with the script that reloads it when there is another edition, and without dead links."""
    page = _LATER.sub(b"", page)
    page = _META.sub(lambda meta: _CONTENT.sub(_open_policy, meta[0], count=1), page)
    tag = f'<script src="{RELOAD_SCRIPT_PATH}?edition={edition}" defer></script>'.encode()
    end = _HEAD_END.search(page)
    position = end.start() if end else len(page)
    return page[:position] + tag + page[position:]


def allow_reload(policy: str) -> str:
    """Add this server to a Content-Security-Policy as a source of scripts and a place to connect to."""
    directives = {name: sources for name, *sources in (part.split() for part in policy.split(";") if part.strip())}
    for name in ("script-src", "connect-src"):
        sources = directives.get(name, directives.get("default-src"))
        if sources is not None and "'self'" not in sources:
            directives[name] = [*(source for source in sources if source != "'none'"), "'self'"]
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())


def _open_policy(content: re.Match[bytes]) -> bytes:
    policy = html.unescape(content[1][1:-1].decode("utf-8", "replace"))
    return f'content="{html.escape(allow_reload(policy)).replace("&#x27;", chr(39))}"'.encode()
