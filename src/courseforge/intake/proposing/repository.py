"""A branch made beside the working tree: no file there changes, no hook runs, and nobody's name is in it but ours.

Git takes a name and an address from the settings of whoever sits at the computer, and the zone of its clock. So both
are given for every object, a day in UTC stands for the time, and a log of the branch is in the same name.
"""

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from courseforge.errors import CourseforgeError

_MAIN = ("origin/main", "main", "origin/master", "master", "HEAD")
_SAFE = (
    "--literal-pathspecs",
    "-c", "core.fsmonitor=false",
    "-c", f"core.hooksPath={os.devnull}",
    "-c", "commit.gpgSign=false",
    "-c", "push.gpgSign=false",
    "-c", "gc.auto=0",
    "-c", "maintenance.auto=false",
)  # fmt: skip
_PATCH = (
    "-c", "format.from=false", "-c", "format.signOff=false", "-c", "format.notes=false", "-c", "diff.noprefix=false",
    "format-patch", "--stdout", "-1", "--no-add-header", "--no-to", "--no-cc", "--no-signature",
    "--no-attach", "--no-thread", "--no-base", "--no-ext-diff", "--no-textconv", "--binary", "--full-index",
    "--no-renames", "--subject-prefix=PATCH",
)  # fmt: skip
_SECONDS = 120
_FILE = "100644"


@dataclass(frozen=True, slots=True)
class Signature:
    """In whose name, and on which day (ISO 8601)."""

    name: str
    email: str
    day: str

    @property
    def environment(self) -> Mapping[str, str]:
        """What tells Git."""
        moment = f"{self.day}T00:00:00+0000"
        return {
            f"GIT_{who}_{what}": value
            for who in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", self.name), ("EMAIL", self.email), ("DATE", moment))
        }


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository that a library lies in."""

    folder: Path
    signature: Signature
    secret: Mapping[str, str] = field(default_factory=dict, repr=False)

    def find_base(self, wanted: str = "") -> tuple[str, str]:
        """Return the name and the commit that a branch begins at: of what was named, else of the main branch.

        Raises:
            CourseforgeError: there is none.
        """
        for name in (wanted,) if wanted else _MAIN:
            if not name.startswith("-") and (
                sha := self._try("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
            ):
                return self._name_branch(name), sha.decode().strip()
        raise CourseforgeError(
            f"There is no branch {wanted} here." if wanted else "This library has no commit in Git yet.",
            "Name a branch with --base." if wanted else "Begin with: git init, git add . and git commit",
        )

    def _name_branch(self, name: str) -> str:
        """Return what HEAD stands for; any other name as it is."""
        return self._ask("rev-parse", "--abbrev-ref", "HEAD").decode().strip() if name == "HEAD" else name

    def read(self, commit: str, path: str) -> bytes | None:
        """Return a file of the library as a commit has it; None where there is none."""
        return self._try("cat-file", "blob", f"{commit}:./{path}")

    def has(self, commit: str, path: str) -> bool:
        """Tell whether a commit has a file or a folder."""
        return self._try("cat-file", "-t", f"{commit}:./{path}") is not None

    def make_branch(self, branch: str, base: str, files: Mapping[str, bytes], message: str) -> str:
        """Make a branch with one commit that writes these files of the library; return the commit.

        Raises:
            CourseforgeError: there is such a branch already.
        """
        prefix = self._ask("rev-parse", "--show-prefix").decode().rstrip("\n")
        with TemporaryDirectory() as place:
            index = {"GIT_INDEX_FILE": str(Path(place, "index"))}
            self._ask("read-tree", base, extra=index)
            for path, data in files.items():
                blob = self._ask("hash-object", "-w", "--no-filters", "--stdin", data=data).decode().strip()
                entry = f"{_FILE},{blob},{prefix}{path}"
                self._ask("update-index", "--add", "--cacheinfo", entry, extra=index)
            tree = self._ask("write-tree", extra=index).decode().strip()
        commit = self._ask("commit-tree", "--no-gpg-sign", "-p", base, "-F", "-", tree, data=message.encode())
        sha = commit.decode().strip()
        if self._try("update-ref", "-m", "intake", f"refs/heads/{branch}", sha, "0" * len(sha)) is None:
            raise CourseforgeError(f"There is a branch {branch} already.", f"See it: git log {branch}")
        return sha

    def write_patch(self, commit: str) -> bytes:
        """Return a commit as a file that can be sent to whoever looks after the repository."""
        return self._ask(*_PATCH, commit)

    def find_address(self, remote: str) -> str:
        """Return the address of a remote; empty where there is none of this name."""
        return (self._try("remote", "get-url", "--push", "--", remote) or b"").decode().strip()

    def forget_branch(self, branch: str, commit: str) -> None:
        """Take a branch away that came to nothing."""
        self._try("update-ref", "-d", f"refs/heads/{branch}", commit)

    def push(self, remote: str, branch: str) -> None:
        """Send a branch.

        Raises:
            CourseforgeError: it was refused, or the remote cannot be reached.
        """
        reference = f"refs/heads/{branch}:refs/heads/{branch}"
        if self._try("push", "--quiet", "--no-verify", "--no-follow-tags", "--", remote, reference) is None:
            raise CourseforgeError(
                f"The branch {branch} could not be sent to {remote}.",
                "Is the token still valid, and may it write there? Without a token, a patch is written instead.",
            )

    def _ask(self, *words: str, data: bytes = b"", extra: Mapping[str, str] | None = None) -> bytes:
        answer = self._try(*words, data=data, extra=extra)
        if answer is None:
            raise CourseforgeError(
                f"Git cannot do this here ({words[0]}).", "Is this folder a repository, and may you write in it?"
            )
        return answer

    def _try(self, *words: str, data: bytes = b"", extra: Mapping[str, str] | None = None) -> bytes | None:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        environment |= {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", "TZ": "UTC"}
        environment |= {**self.signature.environment, **self.secret, **(extra or {})}
        command: Sequence[str] = ("git", *_SAFE, *words)
        try:
            done = subprocess.run(  # noqa: S603 - fixed words, and names that no option can be
                command,
                cwd=self.folder, env=environment, input=data, capture_output=True, check=False, timeout=_SECONDS,
            )  # fmt: skip
        except FileNotFoundError:
            raise CourseforgeError("There is no Git on this computer.", "Install it from git-scm.com.") from None
        except subprocess.TimeoutExpired:
            raise CourseforgeError("Git gives no answer.", "Try again.") from None
        return None if done.returncode else done.stdout
