"""What is installed on a machine.

Where two have the same, a lesson gives the same outputs and a course the same pages.
"""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import courseforge
from courseforge.execution.key import digest_environment


@dataclass(frozen=True, slots=True)
class Installation:
    """What outputs and pages depend on besides the sources.

    Attributes:
        version: of courseforge.
        code: digest of courseforge's own files.
        environment: digest of the interpreter and of the installed packages.
    """

    version: str
    code: str
    environment: str

    def __str__(self) -> str:
        return f"courseforge {self.version} (code {self.code[:8]}, Python and packages {self.environment[:8]})"


@cache
def describe_installation() -> Installation:
    """Describe this machine's; what is installed while we run does not count."""
    package = Path(courseforge.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(package).as_posix()}\0".encode() + path.read_bytes())
    return Installation(courseforge.__version__, digest.hexdigest(), digest_environment())
