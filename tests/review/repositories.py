"""A library's repository, a contributor's fork of it, and what a code host's runner would check out."""

import os
import shutil
import subprocess
from pathlib import Path

SOMEBODY = {
    f"GIT_{who}_{what}": "someone@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
}


def git(folder: Path, *words: str) -> str:
    environment = {**os.environ, **SOMEBODY, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(
        ["git", "-c", "protocol.file.allow=always", *words],
        cwd=folder, env=environment, capture_output=True, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


class Repositories:
    """A bare remote, the maintainers' clone of it, a bare fork, and the contributor's clone of that."""

    def __init__(self, folder: Path, library: Path) -> None:
        self.folder = folder
        self.remote, self.fork = folder / "remote.git", folder / "fork.git"
        self.maintainers, self.contributor = folder / "maintainers", folder / "contributor"
        git(folder, "init", "-q", "--bare", "-b", "main", str(self.remote))
        git(folder, "clone", "-q", str(self.remote), str(self.maintainers))
        shutil.copytree(library, self.maintainers, dirs_exist_ok=True)
        self.commit(self.maintainers)
        git(self.maintainers, "push", "-q", "origin", "HEAD:main")
        git(folder, "clone", "-q", "--bare", str(self.remote), str(self.fork))
        git(folder, "clone", "-q", str(self.fork), str(self.contributor))

    def begin(self, branch: str) -> Path:
        """Begin a contribution."""
        git(self.contributor, "checkout", "-q", "-b", branch, "origin/main")
        return self.contributor

    def commit(self, clone: Path) -> str:
        git(clone, "add", "--all")
        git(clone, "commit", "-q", "-m", "Work")
        return git(clone, "rev-parse", "HEAD")

    def push(self, branch: str) -> str:
        """Send what was done to the fork; return the commit."""
        head = self.commit(self.contributor)
        git(self.contributor, "push", "-q", "origin", branch)
        return head

    def check_out(self, branch: str) -> Path:
        """Check out a contribution as a runner does, with the history of the library's own main branch."""
        place = self.folder / f"runner-{branch}"
        shutil.rmtree(place, ignore_errors=True)
        git(self.folder, "clone", "-q", str(self.remote), str(place))
        git(place, "fetch", "-q", str(self.fork), branch)
        git(place, "checkout", "-q", "FETCH_HEAD")
        return place

    def read_patches(self, branch: str) -> dict[str, str]:
        """Return what the contribution changes as a code host tells it: hunks without their heads."""
        names = git(self.contributor, "diff", "--name-only", "-z", f"origin/main...{branch}").split("\0")
        found = {}
        for name in filter(None, names):
            diff = git(self.contributor, "diff", f"origin/main...{branch}", "--", name)
            if "\n@@" in diff:
                found[name] = diff[diff.index("\n@@") + 1 :]
        return found
