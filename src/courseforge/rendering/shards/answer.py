"""What a worker answers, as bytes: JSON, because whatever is unpickled can run code, and a worker may be hostile."""

import json
from collections.abc import Mapping
from typing import Any

from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.errors import OutputError
from courseforge.rendering.shards.job import ShardResult

LONGEST = 1 << 26  # bytes
BEGUN = b"behind walls"  # the first answer of a worker that is; any other one says why it is not


def encode_answer(answer: ShardResult | OutputError) -> bytes:
    """Write down what came of a shard."""
    if isinstance(answer, OutputError):
        return json.dumps({"error": [answer.message, answer.hint]}).encode()
    return json.dumps(
        {
            "diagnostics": [write_diagnostic(said) for said in answer.diagnostics],
            "read": sorted(answer.read),
            "written": sorted(answer.written),
            "alike": answer.alike,
        }
    ).encode()


def decode_answer(data: bytes, name: str) -> ShardResult | OutputError | None:
    """Read what came of the shard of this name; None where that is not what it says."""
    try:
        answer = json.loads(data)
        if "error" in answer:
            message, hint = map(str, answer["error"])
            return OutputError(message, hint)
        return ShardResult(
            name,
            tuple(read_diagnostic(item) for item in answer["diagnostics"]),
            read=frozenset(map(str, answer["read"])),
            written=frozenset(map(str, answer["written"])),
            alike=bool(answer["alike"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def write_diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    """Make a mapping of a diagnostic."""
    place = diagnostic.location
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "location": [place.path, place.line, place.cell],
        "hint": diagnostic.hint,
        "detail": diagnostic.detail,
    }


def read_diagnostic(item: Mapping[str, Any]) -> Diagnostic:
    """Make a diagnostic of a mapping.

    Raises:
        ValueError: it is none; or KeyError, or TypeError.
    """
    path, line, cell = item["location"]
    return Diagnostic(
        str(item["code"]),
        Severity(item["severity"]),
        str(item["message"]),
        Location(str(path), line and int(line), cell and int(cell)),
        str(item["hint"]),
        str(item["detail"]),
    )
