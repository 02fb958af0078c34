"""How many may hand something in, one after another: counted together, so that nobody's address is kept."""

import time
from collections import deque
from collections.abc import Callable
from threading import Lock

_MINUTE, _HOUR = 60.0, 3600.0


class Pace:
    """Lets so many through in a minute, and so many in an hour."""

    def __init__(self, a_minute: int = 12, an_hour: int = 120, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = ((_MINUTE, a_minute), (_HOUR, an_hour))
        self._clock = clock
        self._moments: deque[float] = deque(maxlen=an_hour)
        self._lock = Lock()

    def allow(self) -> bool:
        """Tell whether one more may come, and count them."""
        now = self._clock()
        with self._lock:
            if any(sum(now - moment < span for moment in self._moments) >= most for span, most in self._limits):
                return False
            self._moments.append(now)
            return True
