"""What a page does behind the reader's back: every request, every complaint in the console, every broken policy."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError


@dataclass
class Watch:
    """Everything the pages of one browser context asked for and complained about."""

    home: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def strangers(self) -> list[str]:
        """Addresses that were asked for and are neither the site nor part of the page itself."""
        return [url for url in self.requests if not url.startswith(self.home) and urlsplit(url).scheme != "data"]


def watch(context: BrowserContext, home: str) -> Watch:
    """Keep the log of a context whose pages belong to the site at ``home``."""
    seen = Watch(home)

    def note_request(request: Request) -> None:
        seen.requests.append(request.url)

    def note_message(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            seen.complaints.append(f"{message.type}: {message.text}")

    def note_failure(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the reader went on before a picture had come
            seen.complaints.append(f"not loaded: {request.url} ({request.failure})")

    def note_error(error: WebError) -> None:
        seen.complaints.append(f"script error: {error.error}")

    context.on("request", note_request)
    context.on("console", note_message)
    context.on("requestfailed", note_failure)
    context.on("weberror", note_error)
    return seen


#: Resolves when what the page has asked for is there and shown: fonts, pictures in sight, two frames.
SETTLED = """document.fonts.ready
  .then(() => Promise.all([...document.images].map(i => i.complete || i.loading === "lazy" || new Promise(done => {
    i.addEventListener("load", done); i.addEventListener("error", done); }))))
  .then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done()))))"""
