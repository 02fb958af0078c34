"""The branch that previews lie in: one folder for each open contribution, one commit without a past.

It is written from a folder of our own in which nothing is checked out, and whatever was removed is in no earlier
commit either. Somebody may push at the same time: then everything is made again from what they have left.
"""

import base64
import os
import subprocess
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from courseforge.errors import CourseforgeError
from courseforge.rendering.hosting import HEADERS_FILE, make_headers
from courseforge.writing import write_atomically

_SECONDS = 120
_ATTEMPTS = 3
_NAME, _MAIL = "courseforge", "courseforge@localhost"
_DAY = "2000-01-01T00:00:00+0000"  # previews come and go; when, is nobody's business
_SAFE = (
    "-c", f"core.hooksPath={os.devnull}",
    "-c", "core.fsmonitor=false",
    "-c", "core.autocrlf=false",
    "-c", "core.symlinks=false",
    "-c", "commit.gpgSign=false",
    "-c", "push.gpgSign=false",
    "-c", "credential.helper=",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PreviewBranch:
    """Where it is.

    Attributes:
        url: of the repository; a folder of this machine, for trying.
        token: limited to that repository.
    """

    url: str
    branch: str
    token: str = field(default="", repr=False)

    def put(self, number: int, files: Iterable[tuple[str, bytes]]) -> int:
        """Put a preview into the folder of its number, instead of what is there; return how many files it has."""
        with _open_work(self) as work:
            names = [name for name, data in files if work.write(f"{number}/{name}", data)]
            work.change(lambda folders: folders - {str(number)}, add=(str(number),))
        return len(names)

    def keep(self, numbers: Collection[int]) -> tuple[str, ...]:
        """Remove every preview but those of these numbers; return which."""
        kept = {str(number) for number in numbers}
        with _open_work(self) as work:
            return work.change(lambda folders: folders & kept)


class _Work:
    """A folder with a repository of its own beside it."""

    def __init__(self, folder: Path, branch: PreviewBranch) -> None:
        self._files, self._repository, self._branch = folder / "files", folder / "repository", branch
        self._files.mkdir()
        self._git("init", "--quiet", "--template=")

    def write(self, name: str, data: bytes) -> bool:
        """Write a file that is to be put there."""
        write_atomically(self._files / name, data, durable=False)
        return True

    def change(self, choose: Callable[[set[str]], set[str]], add: Collection[str] = ()) -> tuple[str, ...]:
        """Leave the folders that are chosen, add others, and send it off; return what was removed."""
        for _ in range(_ATTEMPTS):
            before = self._fetch()
            folders = self._list_folders()
            gone = sorted(folders - choose(folders), key=int)
            if not gone and not add:
                return ()
            if gone:
                self._git("rm", "-r", "-f", "--cached", "--quiet", "--", *gone)
            self.write(HEADERS_FILE, _make_headers())
            self.write(".nojekyll", b"")
            self._git("add", "--force", "--", HEADERS_FILE, ".nojekyll", *add)
            if self._push(before):
                return tuple(folder for folder in gone if folder not in add)
        raise CourseforgeError("The previews could not be sent: somebody else sends some all the time.", "Try again.")

    def _fetch(self) -> str:
        """Begin with what is there; return its commit, or nothing where there is no such branch yet."""
        reference = f"refs/heads/{self._branch.branch}"
        listed = self._git("ls-remote", "--", self._branch.url, reference).split()
        self._git("read-tree", "--empty")
        if not listed:
            return ""
        self._git("fetch", "--quiet", "--depth=1", "--no-tags", "--", self._branch.url, reference)
        before = self._git("rev-parse", "FETCH_HEAD").strip()
        self._git("read-tree", before)
        return before

    def _list_folders(self) -> set[str]:
        paths = self._git("ls-files", "-z").split("\0")
        return {top for path in paths if (top := path.partition("/")[0]).isdecimal() and top.isascii()}

    def _push(self, before: str) -> bool:
        tree = self._git("write-tree").strip()
        commit = self._git("commit-tree", tree, "-m", "Previews of contributions").strip()
        reference = f"refs/heads/{self._branch.branch}"
        lease = f"--force-with-lease={reference}:{before}"
        done = self._run("push", "--quiet", lease, "--", self._branch.url, f"{commit}:{reference}")
        if done.returncode and "stale info" not in done.stderr:
            raise _say(done.stderr)
        return not done.returncode

    def _git(self, *words: str) -> str:
        done = self._run(*words)
        if done.returncode:
            raise _say(done.stderr)
        return done.stdout

    def _run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        command = ["git", f"--git-dir={self._repository}", f"--work-tree={self._files}", *_SAFE, *words]
        try:
            return subprocess.run(  # noqa: S603 - Git, with words of ours
                command, cwd=self._files, env=_make_environment(self._branch), capture_output=True, text=True,
                errors="replace", stdin=subprocess.DEVNULL, timeout=_SECONDS, check=False,
            )  # fmt: skip
        except FileNotFoundError as error:
            raise CourseforgeError(
                "Git is not on this computer.", "Install it; courseforge doctor says how."
            ) from error
        except subprocess.TimeoutExpired as error:
            raise CourseforgeError("The repository for previews does not answer.", "Try again later.") from error


@contextmanager
def _open_work(branch: PreviewBranch) -> Iterator[_Work]:
    with TemporaryDirectory(prefix="courseforge-previews-") as folder:
        yield _Work(Path(folder), branch)


def _make_headers() -> bytes:
    """Return the headers of the site, and one that keeps search engines away."""
    return make_headers().replace(b"/*\n", b"/*\n  X-Robots-Tag: noindex, nofollow\n", 1)


def _make_environment(branch: PreviewBranch) -> dict[str, str]:
    """Leave out what Git would take from whoever sits there; the token stands in no line that others can list."""
    address = urlsplit(branch.url)
    basic = base64.b64encode(f"x-access-token:{branch.token}".encode()).decode()
    login = {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.{address.scheme}://{address.netloc}/.extraHeader",
        "GIT_CONFIG_VALUE_0": f"Authorization: Basic {basic}",
    }
    identity = {
        f"GIT_{who}_{what}": value
        for who in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", _NAME), ("EMAIL", _MAIL), ("DATE", _DAY))
    }
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {
        **plain,
        **identity,
        **(login if branch.token and address.scheme == "https" else {}),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ALLOW_PROTOCOL": "https:file",
        "LC_ALL": "C",
    }


def _say(told: str) -> CourseforgeError:
    lines = [line for line in told.splitlines() if line.strip()]
    last = "".join(letter for letter in lines[-1][:200] if letter.isprintable()) if lines else "no reason"
    return CourseforgeError(
        f"The repository for previews cannot be used. Git says: {last}",
        "Is its name right, and may the token in COURSEFORGE_PREVIEW_TOKEN write its contents?",
    )
