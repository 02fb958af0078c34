"""Holds an RO-Crate against the profile of its version and prints what it misses, as a JSON list.

Runs in the environment of ``requirements/readers.txt``: ``python ro_crate.py FOLDER 1.3``. The context that crates name
is answered from the package ``rocrate``, in the version that it brings; any other request is refused.
"""

import json
import sys
from importlib.resources import files
from typing import Any

import requests
from rdflib.plugins.shared.jsonld.context import Context
from rocrate_validator import models, services
from rocrate_validator.utils import http

CONTEXT = files("rocrate").joinpath("data/ro-crate.jsonld").read_bytes()
ADDRESS = "https://w3id.org/ro/crate/"


class Answers(requests.adapters.BaseAdapter):
    """Answers a request for the context of RO-Crate, and fails every other."""

    def send(self, request: requests.PreparedRequest, **_: Any) -> requests.Response:
        answer = requests.Response()
        known = str(request.url).startswith(ADDRESS)
        answer.status_code = 200 if known else 404
        answer.url = str(request.url)
        answer._content = CONTEXT if known else b""
        answer.headers["Content-Type"] = "application/ld+json"
        return answer

    def close(self) -> None:
        pass


def fetch_context(self: Context, source: str, base: str | None, referenced_contexts: set[Any]) -> Any:
    """Stand in for rdflib's fetching of contexts."""
    if not source.startswith(ADDRESS):
        raise ValueError(f"the context {source} is not to be fetched")
    return json.loads(CONTEXT)["@context"]


Context._fetch_context = fetch_context  # type: ignore[method-assign]
settings = services.ValidationSettings(
    rocrate_uri=sys.argv[1],
    profile_identifier=f"ro-crate-{sys.argv[2]}",
    requirement_severity=models.Severity.REQUIRED,
    no_cache=True,
    skip_availability_check=True,
)
session = http.HttpRequester().session
session.mount("https://", Answers())
session.mount("http://", Answers())
result = services.validate(settings)
json.dump([f"{issue.check.identifier} {issue.message}" for issue in result.get_issues()], sys.stdout)
