"""A code host on this computer that knows a few calls, and holds every request and every answer to their shapes."""

import json
import re
from collections.abc import Callable
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from jsonschema import Draft202012Validator

SHAPES = Path(__file__).with_name("shapes")
HEAD = "c" * 40
OURS, OTHER = "courseforge-bot", "somebody-else"


class FakeHost:
    """What the host knows of one contribution, and what was written beside it."""

    def __init__(self, kind: str) -> None:
        shapes = json.loads((SHAPES / f"{kind}.json").read_text("utf-8"))
        self.kind = kind
        self.head, self.open = HEAD, True
        self.patches: dict[str, str] = {}
        self.comments: list[dict[str, Any]] = []
        self.beside: list[dict[str, Any]] = []
        self.verdicts: list[dict[str, Any]] = []
        self.calls: list[str] = []
        self.faults: list[str] = []
        self.tokens: set[str] = set()
        self.refuse: dict[str, list[tuple[int, dict[str, str]]]] = {}  # name of a call -> answers before the real one
        self.workflow_token = False
        self._headers, self._base = shapes["headers"], shapes["base"]
        self._shapes = [(shape, re.compile(_pattern(shapes["base"] + shape["path"]))) for shape in shapes["calls"]]
        self._next = 100

    @contextmanager
    def serve(self):
        """Give the address of the interface."""
        host = self

        class Handler(BaseHTTPRequestHandler):
            def _answer(self) -> None:
                status, headers, answer = host.answer(self)
                data = json.dumps(answer).encode()
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(data))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_PATCH = do_PUT = _answer  # noqa: N815 - http.server asks for these names

            def log_message(self, *_: object) -> None: ...

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{self._base}"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
        assert self.faults == []

    def answer(self, request: BaseHTTPRequestHandler) -> tuple[int, dict[str, str], Any]:
        parts = urlsplit(request.path)
        length = int(request.headers.get("Content-Length") or 0)
        data = request.rfile.read(length)
        for shape, pattern in self._shapes:
            match = pattern.fullmatch(parts.path)
            if match and shape["method"] == request.command:
                self.calls.append(shape["name"])
                self._hold_to_shape(shape, parts.query, request, data)
                if waiting := self.refuse.get(shape["name"]):
                    status, headers = waiting.pop(0)
                    return status, headers, {"message": "no"}
                groups = {name: unquote(value) for name, value in match.groupdict().items()}
                content = json.loads(data) if data else {}
                made = self._handlers()[shape["name"]](content, **groups)
                if isinstance(made, tuple):
                    return made[0], {}, made[1]
                self._validate(shape["answer"], made, f"the answer to {shape['name']}")
                return shape.get("status", 200), {}, made
        self.faults.append(f"no such call: {request.command} {request.path}")
        return 404, {}, {"message": "Not Found"}

    def _hold_to_shape(self, shape: dict[str, Any], query: str, request: BaseHTTPRequestHandler, data: bytes) -> None:
        for name, form in self._headers.items():
            if not re.fullmatch(form, request.headers.get(name, "")):
                self.faults.append(f"{shape['name']}: the header {name} is not right")
        self.tokens.add(request.headers.get("Authorization") or request.headers.get("PRIVATE-TOKEN") or "")
        unknown = {name for name, _ in parse_qsl(query)} - set(shape["query"])
        if unknown:
            self.faults.append(f"{shape['name']}: unknown in the query: {unknown}")
        if "request" in shape:
            self._validate(shape["request"], json.loads(data), f"the request {shape['name']}")
        elif data:
            self.faults.append(f"{shape['name']}: it takes no content")

    def _validate(self, schema: dict[str, Any], value: Any, what: str) -> None:
        self.faults += [f"{what}: {error.message}" for error in Draft202012Validator(schema).iter_errors(value)]

    def _number(self) -> int:
        self._next += 1
        return self._next

    def comment(self, body: str, login: str = OURS) -> dict[str, Any]:
        user = {"login": login, "username": login}
        made = {"id": self._number(), "body": body, "user": user, "author": user}
        self.comments.append(made)
        return made

    def _handlers(self) -> dict[str, Callable[..., Any]]:
        return {
            "get-user": lambda _: (403, {}) if self.workflow_token else {"id": 1, "login": OURS, "username": OURS},
            "get-pull": self._pull,
            "list-files": self._files,
            "list-comments": lambda _, **__: self.comments + (self.beside if self.kind == "gitlab" else []),
            "create-comment": lambda content, **_: self.comment(content["body"]),
            "update-comment": self._update,
            "list-review-comments": lambda _, **__: self.beside,
            "create-review": self._review,
            "create-discussion": self._discuss,
            "create-check-run": self._verdict,
            "create-status": self._verdict,
            "list-runs": self._runs,
            "list-artifacts": lambda _, **__: {"total_count": 1, "artifacts": [{"id": 9, "name": "review"}]},
            "list-pipelines": lambda _, **__: [
                {"id": 5, "sha": self.head, "status": "success", "web_url": "https://gitlab.example/run/5"}
            ],
        }

    def _pull(self, _: Any, number: str, **__: str) -> Any:
        state = {"github": ("open", "closed"), "gitlab": ("opened", "closed")}[self.kind][0 if self.open else 1]
        refs = {"base_sha": "a" * 40, "head_sha": self.head, "start_sha": "b" * 40}
        head = {"sha": self.head, "ref": "work"}
        base = {"sha": "a" * 40, "ref": "main"}
        return {
            "number": int(number), "iid": int(number), "state": state, "sha": self.head,
            "head": head, "base": base, "diff_refs": refs,
        }  # fmt: skip

    def _files(self, _: Any, **__: str) -> Any:
        counted = {"sha": "d" * 40, "additions": 1, "deletions": 0, "changes": 1, "status": "modified"}
        flags = {"new_file": False, "renamed_file": False, "deleted_file": False}
        return [
            {"filename": path, "old_path": path, "new_path": path, "patch": patch, "diff": patch, **counted, **flags}
            for path, patch in self.patches.items()
        ]

    def _update(self, content: Any, comment: str, **_: str) -> Any:
        found = next(one for one in self.comments if one["id"] == int(comment))
        found["body"] = content["body"]
        return found

    def _review(self, content: Any, **_: str) -> Any:
        assert content["commit_id"] == self.head
        for one in content["comments"]:
            self.beside.append({"id": self._number(), "user": {"login": OURS}, **one})
        return {"id": self._number(), "state": "COMMENTED"}

    def _discuss(self, content: Any, **_: str) -> Any:
        note = {"id": self._number(), "body": content["body"], "author": {"username": OURS}, **content["position"]}
        self.beside.append(note)
        return {"id": str(self._number()), "notes": [note]}

    def _verdict(self, content: Any, **groups: str) -> Any:
        self.verdicts.append({**content, **groups})
        return {"id": self._number(), "status": "completed", "state": "success"}

    def _runs(self, _: Any, owner: str, repo: str) -> Any:
        run = {"id": 7, "html_url": f"https://github.com/{owner}/{repo}/actions/runs/7", "head_sha": self.head}
        return {"total_count": 1, "workflow_runs": [{**run, "event": "pull_request"}]}


def _pattern(path: str) -> str:
    return re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(path))
