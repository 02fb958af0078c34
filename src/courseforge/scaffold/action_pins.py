"""Versions of actions in workflows, which GitHub's robot renews in a library while we renew them in the kit.

Both write on the same line. The newer one is taken for both sides before they are merged, so that nobody has to
decide between two commits.
"""

import re

_PIN = re.compile(r"(?<=uses: )(?P<action>[\w.-]+/[\w./-]+)@(?P<pin>[0-9a-f]{40} +# +v?(?P<version>\d+(?:\.\d+)*))")


def agree_on_pins(*texts: str) -> tuple[str, ...]:
    """Give each action the newest version that one of the texts names, in all of them."""
    newest: dict[str, tuple[tuple[int, ...], str]] = {}
    for text in texts:
        for found in _PIN.finditer(text):
            version = tuple(int(number) for number in found["version"].split("."))
            newest[found["action"]] = max(newest.get(found["action"], ((), "")), (version, found["pin"]))

    def renew(found: re.Match[str]) -> str:
        return f"{found['action']}@{newest[found['action']][1]}"

    return tuple(_PIN.sub(renew, text) for text in texts)
