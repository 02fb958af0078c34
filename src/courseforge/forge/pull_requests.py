"""Opening a pull request (GitHub) or merge request (GitLab), and letting Git send the branch with the same token."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Protocol
from urllib.parse import quote, urlsplit

from courseforge.forge.answers import address_of
from courseforge.forge.connection import POLITE, Connection, Manners
from courseforge.forge.github import API as GITHUB
from courseforge.forge.gitlab import API as GITLAB

_USERS = {"github": "x-access-token", "gitlab": "oauth2"}  # under whose name a token is a password
_HOSTS = {"github": "github.com", "gitlab": "gitlab.com"}


class PullRequests(Protocol):
    """Where pull requests are opened.

    Raises:
        HostError: the host refuses, or cannot be reached.
    """

    def open(self, branch: str, main: str, title: str, text: str) -> str:
        """Open one, from a branch that was sent; return its address."""


class GitHubPullRequests:
    """On GitHub (``PullRequests``)."""

    def __init__(self, repository: str, token: str, api: str = "", manners: Manners = POLITE) -> None:
        headers = {"Authorization": f"Bearer {token}", "X-GitHub-Api-Version": "2022-11-28"}
        self._connection = Connection((api or GITHUB).rstrip("/"), headers, manners)
        self._repository = repository

    def open(self, branch: str, main: str, title: str, text: str) -> str:
        """``PullRequests.open``."""
        content = {"title": title, "head": branch, "base": main, "body": text}
        return address_of(self._connection.send("POST", f"/repos/{self._repository}/pulls", content), "html_url")


class GitLabMergeRequests:
    """On GitLab (``PullRequests``)."""

    def __init__(self, repository: str, token: str, api: str = "", manners: Manners = POLITE) -> None:
        self._connection = Connection((api or GITLAB).rstrip("/"), {"PRIVATE-TOKEN": token}, manners)
        self._project = f"/projects/{quote(repository, safe='')}"

    def open(self, branch: str, main: str, title: str, text: str) -> str:
        """``PullRequests.open``."""
        content = {"title": title, "source_branch": branch, "target_branch": main, "description": text}
        return address_of(self._connection.send("POST", f"{self._project}/merge_requests", content), "web_url")


def lend_token(forge: str, token: str, address: str, api: str = "") -> Mapping[str, str]:
    """Give Git a token for a remote, in its environment: there no list of processes shows it.

    Nothing is lent where the remote is on another host than the interface that the token is for.
    """
    parts = urlsplit(address)
    host = urlsplit(api).hostname if api else _HOSTS[forge]
    if parts.scheme != "https" or parts.hostname != host:
        return {}
    port = f":{parts.port}" if parts.port else ""
    user = b64encode(f"{_USERS[forge]}:{token}".encode()).decode()
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.https://{parts.hostname}{port}/.extraHeader",
        "GIT_CONFIG_VALUE_0": f"Authorization: Basic {user}",
    }
