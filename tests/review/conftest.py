"""Both stages of a review, as the kit's workflows call them."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.review.contributions import COURSE, GOOD, SENTENCES, cell, draw, head, save
from tests.review.fake_host import FakeHost
from tests.review.repositories import Repositories

from courseforge.cli.commands import courseforge
from courseforge.execution.isolation import Level
from courseforge.execution.pool import examine_isolation

TOKEN = "secret-token-0123456789"
NUMBER = 17


def invoke(*words: object, token: str = TOKEN) -> Result:
    return CliRunner().invoke(courseforge, [str(word) for word in words], env={"COURSEFORGE_TOKEN": token})


@dataclass
class Rehearsal:
    """A library and its fork, and a code host that is not one."""

    repositories: Repositories
    host: FakeHost
    api: str

    def contribute(self, branch: str, change: Callable[[Path], None]) -> str:
        """Send something in, from the contributor's clone to the fork."""
        change(self.repositories.begin(branch))
        return self._send(branch)

    def go_on(self, branch: str, change: Callable[[Path], None]) -> str:
        """Send something more of the same contribution."""
        change(self.repositories.contributor)
        return self._send(branch)

    def _send(self, branch: str) -> str:
        self.host.head = self.repositories.push(branch)
        self.host.patches = self.repositories.read_patches(branch)
        return self.host.head

    def prepare(self, branch: str, *options: str) -> Path:
        """Stage one."""
        runner, to = self.repositories.check_out(branch), self.repositories.folder / f"artifact-{branch}"
        done = invoke("review", "prepare", runner, "--base", "origin/main", "--to", to, *options)
        assert done.exit_code == 0, done.output
        return to

    def post(self, artifact: Path, *options: str) -> Result:
        """Stage two, with a zip file as it comes from the host."""
        return invoke(
            "review", "post", pack(artifact), "--repository", "library/courses", "--number", NUMBER,
            "--head", self.host.head, "--forge", self.host.kind, "--api", self.api, *options,
        )  # fmt: skip

    def review(self, branch: str) -> str:
        """Both stages; return the comment that stands there then."""
        done = self.post(self.prepare(branch))
        assert done.exit_code == 0, done.output
        assert len(self.host.comments) == 1
        return self.host.comments[0]["body"]


def pack(folder: Path) -> Path:
    if folder.is_file():
        return folder
    target = folder.with_suffix(".zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, file.relative_to(folder).as_posix())
    return target


@pytest.fixture(scope="session")
def library(tmp_path_factory) -> Path:
    """A new library in two languages, with one more lesson."""
    folder = tmp_path_factory.mktemp("library") / "courses of ours"
    assert CliRunner().invoke(courseforge, ["init", str(folder)]).exit_code == 0
    config = folder / "_config.yml"
    config.write_text(config.read_text("utf-8").replace('languages: ["en"]', 'languages: ["en", "es"]'), "utf-8")
    (folder / COURSE / "images").mkdir()
    draw(folder / COURSE / "images" / "way.png", 7)
    (folder / COURSE / "media.yml").write_text('"images/way.png": own\n', "utf-8")
    facts = {**GOOD, "title": "Draw the way", "state": "accepted", "people": "{reviewers: [Fox], editors: [desk]}"}
    people = folder / "contributors.yml"
    people.write_text(people.read_text("utf-8") + "\ndesk:\n  name: The desk\n  staff: true\n", "utf-8")
    save(
        folder,
        "old-way.ipynb",
        (
            head(**facts),
            cell("# Draw the way\n\nA map tells others how you walk.\n\n![A colored way](images/way.png)"),
            cell(f"## Look around\n\n{SENTENCES}"),
            cell("steps = ['left', 'right']\nprint(len(steps))", "code"),
        ),
    )
    assert (folder / COURSE / "old-way.ipynb").is_file()
    return folder


@pytest.fixture(scope="session")
def walls() -> None:
    if examine_isolation().level is not Level.WALLS:
        pytest.skip("no walls on this machine")


@pytest.fixture(params=["github"])
def rehearsal(request, tmp_path, library, walls):
    host = FakeHost(request.param)
    with host.serve() as api:
        yield Rehearsal(Repositories(tmp_path, library), host, api)
    assert all(token.endswith(TOKEN) for token in host.tokens)
