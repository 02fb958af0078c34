"""GitLab: merge requests, by its REST interface (version 4)."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import quote

from courseforge.forge.answers import address_of, number_of, text_of
from courseforge.forge.connection import POLITE, Connection, HostError, Manners
from courseforge.forge.host import Annotation, Comment, Contribution, Verdict

API = "https://gitlab.com/api/v4"
_CHECK = "courseforge"
_MOST = 140  # characters of a status


class GitLab:
    """A project on GitLab (``Host``)."""

    def __init__(self, repository: str, token: str, api: str = API, manners: Manners = POLITE) -> None:
        self._connection = Connection(api.rstrip("/"), {"PRIVATE-TOKEN": token}, manners)
        self._project = f"/projects/{quote(repository, safe='')}"

    def read_contribution(self, number: int) -> Contribution:
        """``Host.read_contribution``."""
        found = self._connection.get(self._path(number))
        # while GitLab still works out what a new merge request changes, there are no such commits
        references = found.get("diff_refs") or {"base_sha": "", "start_sha": ""}
        return Contribution(
            number,
            text_of(found, "sha"),
            text_of(found, "state") == "opened",
            text_of(references, "base_sha"),
            text_of(references, "start_sha"),
        )

    def read_patches(self, number: int) -> Mapping[str, str]:
        """``Host.read_patches``."""
        files = self._connection.get_all(self._path(number, "/diffs"))
        return {text_of(file, "new_path"): text_of(file, "diff") for file in files}

    def find_comment(self, number: int, opening: str) -> Comment | None:
        """``Host.find_comment``."""
        for found in self._connection.get_all(self._path(number, "/notes"), sort="asc", order_by="created_at"):
            if self._is_ours(found) and text_of(found, "body").startswith(opening):
                return Comment(number_of(found, "id"), text_of(found, "body"))
        return None

    def write_comment(self, number: int, text: str, comment: Comment | None) -> None:
        """``Host.write_comment``."""
        if comment is None:
            self._connection.send("POST", self._path(number, "/notes"), {"body": text})
        else:
            self._connection.send("PUT", self._path(number, f"/notes/{comment.id}"), {"body": text})

    def list_annotations(self, number: int) -> Sequence[str]:
        """``Host.list_annotations``: they are notes of discussions, and are listed with the others."""
        found = self._connection.get_all(self._path(number, "/notes"), sort="asc", order_by="created_at")
        return [text_of(one, "body") for one in found if self._is_ours(one)]

    def annotate(self, contribution: Contribution, opening: str, annotations: Sequence[Annotation]) -> None:
        """``Host.annotate``: each by itself, for GitLab has no words around them all."""
        for annotation in annotations:
            position = {
                "position_type": "text",
                "base_sha": contribution.base,
                "start_sha": contribution.start,
                "head_sha": contribution.head,
                "old_path": annotation.path,
                "new_path": annotation.path,
                "new_line": annotation.last,
            }
            # which lines a suggestion replaces is counted from the one that it stands beside
            text = annotation.text.replace(
                "```suggestion", f"```suggestion:-{annotation.last - annotation.first}+0", 1
            )
            content = {"body": text, "position": position}
            self._connection.send("POST", self._path(contribution.number, "/discussions"), content)

    def set_verdict(self, head: str, verdict: Verdict, address: str) -> None:
        """``Host.set_verdict``."""
        status: dict[str, Any] = {
            "state": "failed" if verdict.state == "failure" else "success",
            "name": _CHECK,
            "description": verdict.title[:_MOST],
        }
        target = {"target_url": address} if address else {}
        self._connection.send("POST", f"{self._project}/statuses/{head}", status | target)

    def find_download(self, number: int, head: str) -> str:
        """``Host.find_download``: the page of the newest pipeline for the commit."""
        try:
            pipelines = self._connection.get(self._path(number, "/pipelines"))
        except HostError as error:
            if error.status not in (403, 404):
                raise
            return ""
        return next((address_of(one, "web_url") for one in pipelines if text_of(one, "sha") == head), "")

    @cached_property
    def _name(self) -> str:
        return text_of(self._connection.get("/user"), "username")

    def _is_ours(self, found: Any) -> bool:
        return text_of(found, "author", "username") == self._name

    def _path(self, number: int, rest: str = "") -> str:
        return f"{self._project}/merge_requests/{number}{rest}"
