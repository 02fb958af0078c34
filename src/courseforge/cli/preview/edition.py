"""Which build of the site is the latest, and waiting for the next one."""

import secrets
import threading


class Edition:
    """A number that grows with every change of the site; many browsers wait for it at the same time.

    Its name is of this server alone: a page of a server that was stopped reloads when the next one starts.
    """

    def __init__(self) -> None:
        self._server = secrets.token_hex(4)
        self._number = 0
        self._changed = threading.Condition()

    @property
    def name(self) -> str:
        """The latest edition's name."""
        return f"{self._server}-{self._number}"

    def advance(self) -> None:
        """Tell everybody who waits that there is a new edition."""
        with self._changed:
            self._number += 1
            self._changed.notify_all()

    def wait_for_next(self, known: str, seconds: float) -> str:
        """Wait until the latest edition is another than ``known``, or the time is over; return its name."""
        with self._changed:
            self._changed.wait_for(lambda: self.name != known, seconds)
            return self.name
