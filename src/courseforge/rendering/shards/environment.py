"""What workers know of the environment: nothing that could be a secret."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

_KEPT = frozenset(
    "PATH LD_LIBRARY_PATH HOME USERPROFILE SYSTEMROOT TMPDIR TEMP TMP LANG LC_ALL LC_CTYPE TZ SOURCE_DATE_EPOCH "
    "VIRTUAL_ENV PYTHONPATH PYTHONUTF8 PYTHONHASHSEED PYTHONDONTWRITEBYTECODE "
    "LINES COLUMNS".split()  # the readline library sets them without asking
)
_MEASURING = "COVERAGE_"  # how our own tests see what workers do
# Nor do they import anything from the folder that courseforge was started in, which holds what somebody wrote.
_ADDED = {"PYTHONSAFEPATH": "1"}


def keep_harmless(environment: Mapping[str, str]) -> dict[str, str]:
    """Leave out every variable that workers do not need."""
    kept = {name: value for name, value in environment.items() if name in _KEPT or name.startswith(_MEASURING)}
    return kept | _ADDED


@contextmanager
def harmless_environment() -> Iterator[None]:
    """Have no other environment than that of workers, while one starts: what it is given stays in its memory."""
    before = dict(os.environ)
    _become(keep_harmless(before))
    try:
        yield
    finally:
        _become(before)


def _become(environment: Mapping[str, str]) -> None:
    for name in os.environ.keys() - environment.keys():
        del os.environ[name]
    os.environ.update(environment)
