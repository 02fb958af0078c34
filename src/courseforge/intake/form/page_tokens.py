"""A token in each form, good for one use: another site cannot read it, so it cannot send the form."""

import hashlib
import hmac
import secrets
import time
from collections import OrderedDict
from threading import Lock

_SECONDS = 4 * 60 * 60
_MOST = 10_000  # of used ones to remember; older ones are over by then


class PageTokens:
    """Makes tokens and takes them back; they are of this process alone."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._used: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()

    def make(self) -> str:
        """Make one."""
        content = f"{int(time.monotonic())}.{secrets.token_hex(8)}"
        return f"{content}.{self._sign(content)}"

    def is_good(self, token: str) -> bool:
        """Tell whether a token is ours, not too old, and was not used."""
        content, _, signature = token.rpartition(".")
        moment = content.partition(".")[0]
        if not token.isascii() or not hmac.compare_digest(signature, self._sign(content)) or not moment.isdigit():
            return False
        return time.monotonic() - int(moment) <= _SECONDS and content not in self._used

    def use(self, token: str) -> bool:
        """Take a token back; False where it is none that is good, or another request was quicker."""
        with self._lock:
            if not self.is_good(token):
                return False
            self._used[token.rpartition(".")[0]] = None
            while len(self._used) > _MOST:
                self._used.popitem(last=False)
            return True

    def _sign(self, content: str) -> str:
        return hmac.new(self._key, content.encode(), hashlib.sha256).hexdigest()
