"""A repository on the web: which program serves it, and the addresses that it has for a file.

The addresses are those that sphinx-book-theme and pydata-sphinx-theme make.
"""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from courseforge.config import Settings
from courseforge.rendering.views.facts import web_address

_HOSTS = ("bitbucket", "github", "gitlab")
_BODY = "Your issue content here."


@dataclass(frozen=True, slots=True)
class Hosted:
    """Where a book's sources lie.

    Attributes:
        url: of the repository, without a slash at the end.
        host: ``github``, ``gitlab`` or ``bitbucket``; empty for one that is none of them.
        server: address of the host.
        folder: the book's folder in it; empty for the repository's own.
    """

    url: str
    host: str
    server: str
    owner: str
    name: str
    branch: str
    folder: str

    def place(self, path: str) -> str:
        """Return the path of a book's file in the repository."""
        return f"{self.folder}/{path}" if self.folder else path

    def edit(self, path: str) -> str:
        """Return where a file of the book can be changed; empty where nobody knows."""
        at = f"{quote(self.branch, safe='/')}/{quote(self.place(path))}"
        return {
            "github": f"{self.url}/edit/{at}",
            "gitlab": f"{self.url}/-/edit/{at}",
            "bitbucket": f"{self.url}/src/{at}?mode=edit",
        }.get(self.host, "")

    def report(self, page: str) -> str:
        """Return where a mistake on a page can be told; empty where nobody knows."""
        title = f"Issue on page /{page}"
        if self.host == "github":
            return f"{self.url}/issues/new?{urlencode({'title': title, 'body': _BODY}, quote_via=quote)}"
        if self.host == "gitlab":
            asked = {"issue[title]": title, "issue[description]": _BODY}
            return f"{self.url}/-/issues/new?{urlencode(asked, quote_via=quote)}"
        return ""


def find_repository(settings: Settings) -> Hosted | None:
    """Read what a book says about its repository; None where it names none."""
    stated = settings.repository
    url = web_address(stated.url).rstrip("/").removesuffix(".git")
    server, _, name = url.rpartition("/")
    server, _, owner = server.rpartition("/")
    if not (server.startswith(("http://", "https://")) and owner and name):
        return None
    folder = stated.path_to_book.strip("/")
    host = next((host for host in _HOSTS if host in server.lower()), "")
    return Hosted(url, host, server, owner, name, stated.branch or "master", "" if folder == "." else folder)
