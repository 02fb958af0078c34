"""The facts at the head of a lesson that somebody from outside may state; all others are up to the library."""

import json
import re

from courseforge.intake.traces import shorten_paths
from courseforge.reading.front_matter import take_front_matter

#: Nothing here names a person, lets a rule not count, or asks for a right. What an author writes beyond these goes.
_ALLOWED = frozenset(
    "title description license level ages duration interests teaches needs objectives product equipment "
    "without_equipment settings opportunity template requirements".split()
)
_KEY = re.compile(r"([A-Za-z_][\w-]*)\s*:(?:\s|$)")
_COMMENT = re.compile(r"\s*#")


def has_facts(text: str) -> bool:
    """Tell whether a text begins with facts that can be read."""
    return take_front_matter(text).front is not None


def has_broken_facts(text: str) -> bool:
    """Tell whether a text begins with facts that nobody can read, so that nobody knows what they tell."""
    head = take_front_matter(text)
    return head.front is None and bool(head.faults)


def keep_facts(text: str) -> tuple[str, str]:
    """Part a text into the facts that stay, as lines of YAML, and what stands after them."""
    head = take_front_matter(text)
    if head.front is None:
        return "", head.rest
    kept = _keep_lines(head.front.text)
    again = take_front_matter(f"---\n{kept}---\n")
    whole = again.front is not None and not again.faults and set(again.front.document.value) <= _ALLOWED
    return (shorten_paths(kept) if whole else _keep_title(head.front.document.value)), head.rest


def state_facts(kept: str, title: str, key: str) -> str:
    """Write the facts of a proposed lesson: what its author stated, whose it is, and how far it has come."""
    told = "" if re.search(r"(?m)^title\s*:", kept) else f"title: {json.dumps(title, ensure_ascii=False)}\n"
    return f"---\n{told}{kept}authors: [{key}]\nstate: proposed\n---\n"


def _keep_lines(front: str) -> str:
    """Keep the lines of allowed keys; notes for oneself begin with # and go."""
    kept, allowed = [], False
    for line in front.split("\n"):
        if line[:1].strip() and not line.startswith("- "):
            match = _KEY.match(line)
            allowed = match is not None and match[1] in _ALLOWED
        if allowed and line.strip() and not _COMMENT.match(line):
            kept.append(_without_note(line))
    return "".join(f"{line}\n" for line in kept)


def _without_note(line: str) -> str:
    """Take a note off the end of a line where no quotation mark makes it doubtful what is one."""
    return line if "'" in line or '"' in line else re.sub(r"(?<!\s)\s+#.*", "", line)


def _keep_title(facts: object) -> str:
    title = facts.get("title") if isinstance(facts, dict) else None
    return f"title: {json.dumps(title, ensure_ascii=False)}\n" if isinstance(title, str) else ""
