"""GitHub: pull requests, by its REST interface (version 2022-11-28)."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from courseforge.forge.answers import address_of, number_of, text_of
from courseforge.forge.connection import POLITE, Connection, HostError, Manners
from courseforge.forge.host import Annotation, Comment, Contribution, Verdict

API = "https://api.github.com"
_CHECK = "courseforge"
_ACTIONS = "github-actions[bot]"  # under whose name the token of a workflow writes
_MOST = 140  # characters of a status


class GitHub:
    """A repository on GitHub (``Host``)."""

    def __init__(self, repository: str, token: str, api: str = API, manners: Manners = POLITE) -> None:
        headers = {"Authorization": f"Bearer {token}", "X-GitHub-Api-Version": "2022-11-28"}
        self._connection = Connection(api.rstrip("/"), headers, manners)
        self._repository = repository

    def read_contribution(self, number: int) -> Contribution:
        """``Host.read_contribution``."""
        found = self._connection.get(self._path(f"pulls/{number}"))
        return Contribution(number, text_of(found, "head", "sha"), text_of(found, "state") == "open")

    def read_patches(self, number: int) -> Mapping[str, str]:
        """``Host.read_patches``. Of a large or binary file GitHub shows none."""
        files = self._connection.get_all(self._path(f"pulls/{number}/files"))
        return {text_of(file, "filename"): text_of(file, "patch") for file in files if "patch" in file}

    def find_comment(self, number: int, opening: str) -> Comment | None:
        """``Host.find_comment``."""
        for found in self._connection.get_all(self._path(f"issues/{number}/comments")):
            if self._is_ours(found) and text_of(found, "body").startswith(opening):
                return Comment(number_of(found, "id"), text_of(found, "body"))
        return None

    def write_comment(self, number: int, text: str, comment: Comment | None) -> None:
        """``Host.write_comment``."""
        if comment is None:
            self._connection.send("POST", self._path(f"issues/{number}/comments"), {"body": text})
        else:
            self._connection.send("PATCH", self._path(f"issues/comments/{comment.id}"), {"body": text})

    def list_annotations(self, number: int) -> Sequence[str]:
        """``Host.list_annotations``."""
        found = self._connection.get_all(self._path(f"pulls/{number}/comments"))
        return [text_of(one, "body") for one in found if self._is_ours(one)]

    def annotate(self, contribution: Contribution, opening: str, annotations: Sequence[Annotation]) -> None:
        """``Host.annotate``: all together as one review, so that nobody gets a letter for each."""
        comments = [_make_comment(annotation) for annotation in annotations]
        review = {"commit_id": contribution.head, "event": "COMMENT", "body": opening, "comments": comments}
        self._connection.send("POST", self._path(f"pulls/{contribution.number}/reviews"), review)

    def set_verdict(self, head: str, verdict: Verdict, address: str) -> None:
        """``Host.set_verdict``: a check run, or where the token cannot make one, a status."""
        check: dict[str, Any] = {
            "name": _CHECK,
            "head_sha": head,
            "status": "completed",
            "conclusion": verdict.state,
            "output": {"title": verdict.title, "summary": verdict.text or verdict.title},
        }
        target = {"details_url": address} if address else {}
        try:
            self._connection.send("POST", self._path("check-runs"), check | target)
        except HostError as error:
            if error.status not in (403, 404):
                raise
            status = {
                "state": "failure" if verdict.state == "failure" else "success",
                "context": _CHECK,
                "description": verdict.title[:_MOST],
            }
            target = {"target_url": address} if address else {}
            self._connection.send("POST", self._path(f"statuses/{head}"), status | target)

    def find_download(self, number: int, head: str) -> str:
        """``Host.find_download``: the newest run for the commit that has an artifact."""
        try:
            found = self._connection.get(self._path("actions/runs"), head_sha=head, event="pull_request", per_page=20)
            for run in found["workflow_runs"]:
                run_id = number_of(run, "id")
                artifacts = self._connection.get(self._path(f"actions/runs/{run_id}/artifacts"))["artifacts"]
                if artifacts:
                    return f"{address_of(run, 'html_url')}/artifacts/{number_of(artifacts[0], 'id')}"
        except HostError as error:
            if error.status not in (403, 404):
                raise
        return ""

    @cached_property
    def _name(self) -> str:
        """Under which name we write; a workflow's token cannot ask."""
        try:
            return text_of(self._connection.get("/user"), "login")
        except HostError as error:
            if error.status not in (401, 403, 404):
                raise
            return _ACTIONS

    def _is_ours(self, found: Any) -> bool:
        return text_of(found, "user", "login") == self._name

    def _path(self, rest: str) -> str:
        return f"/repos/{self._repository}/{rest}"


def _make_comment(annotation: Annotation) -> dict[str, Any]:
    comment: dict[str, Any] = {
        "path": annotation.path,
        "body": annotation.text,
        "line": annotation.last,
        "side": "RIGHT",
    }
    if annotation.first < annotation.last:
        comment |= {"start_line": annotation.first, "start_side": "RIGHT"}
    return comment
