"""From the box to a branch, a patch or a pull request."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.review.fake_host import FakeHost, _pattern

from courseforge.cli.commands import courseforge
from courseforge.forge.pull_requests import lend_token

from .conftest import git, write
from .test_nobody_in_git import add

Call = Callable[..., Result]
TOKEN = "secret-token-0123456789"


class PullHost(FakeHost):
    """A code host on which pull requests can be opened, as its documentation describes the call."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.opened: list[dict[str, Any]] = []
        fields, path, address = {
            "github": (("title", "head", "base", "body"), "/repos/{owner}/{repo}/pulls", "html_url"),
            "gitlab": (("title", "source_branch", "target_branch", "description"),
                       "/projects/{project}/merge_requests", "web_url"),
        }[kind]  # fmt: skip
        shape = {
            "name": "open-pull", "method": "POST", "path": path, "query": [], "status": 201,
            "request": {"type": "object", "required": list(fields), "additionalProperties": False,
                        "properties": {name: {"type": "string", "minLength": 1} for name in fields}},
            "answer": {"type": "object", "required": [address]},
        }  # fmt: skip
        self._shapes.append((shape, re.compile(_pattern(self._base + path))))
        self._address = address

    def _handlers(self) -> dict[str, Callable[..., Any]]:
        return {**super()._handlers(), "open-pull": self._open}

    def _open(self, content: Any, **_: str) -> Any:
        self.opened.append(content)
        return {self._address: "https://code.example/pull/7", "number": 7}


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    write(tmp_path / "stick" / "lesson.md", "# Clap a round\n\nClap twice, then wait.\n")
    return tmp_path / "stick" / "lesson.md"


def test_the_working_folder_stays_as_it_is(library: Path, intake: Call, lesson: Path, tmp_path: Path) -> None:
    write(library / "courses" / "sound-lab" / "first-beat.md", "Half a thought")
    status = git(library, "status", "--short")
    code = add(intake, lesson)
    assert git(library, "status", "--short") == status  # the box leaves itself out
    assert intake("submit", code, "--course", "sound-lab", "--to", tmp_path / "out").exit_code == 0
    assert git(library, "status", "--short") == status
    assert git(library, "log", "--format=%s", "main").split() == ["Begin"]
    assert git(library, "rev-parse", "--abbrev-ref", "HEAD").strip() == "main"


def test_the_branch_can_be_checked_as_any_work(library: Path, intake: Call, lesson: Path, tmp_path: Path) -> None:
    code = add(intake, lesson)
    intake("submit", code, "--course", "sound-lab", "--to", tmp_path / "out")
    git(library, "worktree", "add", "-q", str(tmp_path / "tree"), f"intake/{code.lower()}")
    done = subprocess.run(
        [sys.executable, "-m", "courseforge", "check", str(tmp_path / "tree")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "clap-a-round" in done.stdout  # which has no description yet
    assert "CF7" not in done.stdout and "contributors.yml" not in done.stdout, done.stdout


def test_notes_of_people_stay_in_the_list_of_contributors(
    library: Path, intake: Call, lesson: Path, tmp_path: Path
) -> None:
    code = add(intake, lesson, name="Búho & Luna", consent="LPL-0031")
    intake("submit", code, "--course", "sound-lab", "--to", tmp_path / "out")
    before = (library / "contributors.yml").read_text("utf-8")
    after = git(library, "show", f"intake/{code.lower()}:contributors.yml")
    assert after == f'{before}\nbuho-luna:\n  name: "Búho & Luna"\n  consent: "LPL-0031"\n'


def test_who_has_contributed_before_is_known_by_name_and_paper(
    library: Path, intake: Call, lesson: Path, tmp_path: Path
) -> None:
    code = add(intake, lesson, name="dj nova", consent="LPL-0014")
    assert intake("submit", code, "--course", "sound-lab", "--to", tmp_path / "out").exit_code == 0
    changed = git(library, "diff", "--name-only", "main", f"intake/{code.lower()}").split()
    assert changed == ["courses/sound-lab/clap-a-round.md"]
    assert "authors: [dj-nova]" in git(library, "show", f"intake/{code.lower()}:{changed[0]}")


def test_somebody_else_of_the_same_name_is_not_credited_for_it(
    library: Path, intake: Call, lesson: Path, tmp_path: Path
) -> None:
    code = add(intake, lesson, name="DJ Nova", consent="c-0200")
    result = intake("submit", code, "--course", "sound-lab")
    assert result.exit_code == 2 and "--contributor dj-nova" in result.output
    options = ("--course", "sound-lab", "--contributor", "dj-nova", "--to", tmp_path / "out")
    assert intake("submit", code, *options).exit_code == 0


def test_a_first_and_last_name_needs_two_who_want_it(
    library: Path, intake: Call, lesson: Path, tmp_path: Path
) -> None:
    refused = intake("add", lesson, "--name", "Ada Mirandez", "--consent", "c-0141")
    assert refused.exit_code == 2 and "A made-up name protects you" in refused.output
    assert "--name-agreed" in refused.output
    assert not list((library / "intake").glob("*-*"))
    result = intake("add", lesson, "--name", "Ada Mirandez", "--consent", "c-0141", "--name-agreed")
    assert result.exit_code == 0, result.output
    (code,) = (path.name for path in (library / "intake").glob("*-*"))
    assert "--name-confirmed" in intake("submit", code, "--course", "sound-lab").output
    assert git(library, "branch", "--list", "intake/*") == ""
    done = intake("submit", code, "--course", "sound-lab", "--name-confirmed", "--to", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert "credit: confirmed" in git(library, "show", f"intake/{code.lower()}:contributors.yml")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--course", "no-such"), "no course no-such"),
        (("--course", "../sound-lab"), "no course"),
        (("--course", "taller"), "Choose another course"),
        (("--course", "sound-lab", "--name", "first-beat"), "is there already"),
        (("--course", "sound-lab", "--name", "../../x"), "cannot be a part of an address"),
        (("--course", "sound-lab", "--base", "--help"), "There is no branch"),
        (("--course", "sound-lab", "--contributor", "nobody"), "has nobody with the key"),
    ],
)
def test_what_cannot_be_proposed_leaves_no_branch(
    words: tuple[str, ...], said: str, library: Path, intake: Call, lesson: Path
) -> None:
    result = intake("submit", add(intake, lesson), *words)
    assert result.exit_code == 2 and said in result.output, result.output
    assert git(library, "branch", "--list", "intake/*") == ""


@pytest.mark.parametrize("code", ["../../etc", "K7M", "AAA-AAA", "k7m4wx", "", "K7M-4WX/..", "K7M-4WX" * 1000])
def test_a_code_is_a_code_and_no_path(code: str, intake: Call) -> None:
    result = intake("show", code)
    assert result.exit_code == 2
    assert "This is not the code of a receipt" in result.output or "There is no contribution K7M-4WX" in result.output


def test_a_contribution_is_proposed_once(intake: Call, lesson: Path, tmp_path: Path) -> None:
    code = add(intake, lesson)
    options = ("--course", "sound-lab", "--to", tmp_path / "out")
    assert intake("submit", code.replace("-", " ").lower(), *options).exit_code == 0
    assert "proposed already" in intake("submit", code, *options).output
    assert f"proposed on intake/{code.lower()}" in intake("list").output


def test_the_patch_makes_the_same_files_elsewhere(library: Path, intake: Call, lesson: Path, tmp_path: Path) -> None:
    code = add(intake, lesson)
    intake("submit", code, "--course", "sound-lab", "--to", tmp_path / "out")
    git(tmp_path, "clone", "-q", "-b", "main", "--single-branch", str(library), "clone")
    (patch,) = (tmp_path / "out").iterdir()
    git(tmp_path / "clone", "-c", "commit.gpgsign=false", "am", "-q", str(patch))
    there = git(tmp_path / "clone", "rev-parse", "HEAD^{tree}")
    assert there == git(library, "rev-parse", f"intake/{code.lower()}^{{tree}}")
    author = git(tmp_path / "clone", "log", "-1", "--format=%an <%ae>")
    assert author == "Larkfield Public Library <noreply@library.example.org>\n"


def test_a_library_inside_a_larger_repository(machine: Path, library: Path, lesson: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    (whole / "site").mkdir(parents=True)
    for part in ("_config.yml", "contributors.yml", "courses"):
        (library / part).rename(whole / "site" / part)
    git(whole, "init", "-q", "-b", "main")
    git(whole, "-c", f"core.hooksPath={tmp_path}", "add", "-A")
    git(whole, "-c", f"core.hooksPath={tmp_path}", "-c", "commit.gpgsign=false", "commit", "-q", "-m", "Begin")

    def call(command: str, *words: object) -> Result:
        return CliRunner().invoke(
            courseforge, ["intake", command, *map(str, words), "--library", str(whole / "site")]
        )

    code = add(call, lesson)
    assert call("submit", code, "--course", "sound-lab", "--to", tmp_path / "out").exit_code == 0
    changed = git(whole, "diff", "--name-only", "main", f"intake/{code.lower()}").split()
    assert changed == ["site/contributors.yml", "site/courses/sound-lab/clap-a-round.md"]


@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_with_a_token_a_pull_request_is_opened(
    kind: str, *, library: Path, machine: Path, intake: Call, lesson: Path, tmp_path: Path
) -> None:
    git(tmp_path, "init", "-q", "--bare", "remote.git")
    git(tmp_path / "remote.git", "config", "core.hooksPath", str(tmp_path / "none"))  # a host has hooks of its own
    git(library, "remote", "add", "origin", str(tmp_path / "remote.git"))
    code = add(intake, lesson)
    host = PullHost(kind)
    with host.serve() as api:
        result = intake(
            "submit", code, "--course", "sound-lab", "--repository", "larkfield/skill", "--forge", kind, "--api", api,
            COURSEFORGE_TOKEN=TOKEN,
        )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "https://code.example/pull/7" in result.output and TOKEN not in result.output
    (opened,) = host.opened
    branch = f"intake/{code.lower()}"
    assert (opened.get("head") or opened.get("source_branch")) == branch
    assert (opened.get("base") or opened.get("target_branch")) == "main"
    assert "New lesson: sound-lab/clap-a-round" in opened["title"]
    sent = git(tmp_path / "remote.git", "rev-parse", f"refs/heads/{branch}")
    assert sent == git(library, "rev-parse", branch)
    assert not (machine / "hooks-ran").exists()


def test_where_the_branch_cannot_be_sent_it_can_be_tried_again(
    library: Path, intake: Call, lesson: Path, tmp_path: Path
) -> None:
    git(library, "remote", "add", "origin", str(tmp_path / "nowhere.git"))
    code = add(intake, lesson)
    words = ("--course", "sound-lab", "--repository", "larkfield/skill")
    result = intake("submit", code, *words, COURSEFORGE_TOKEN=TOKEN)
    assert result.exit_code == 2 and "could not be sent" in result.output
    assert git(library, "branch", "--list", "intake/*") == ""
    assert intake("submit", code, "--course", "sound-lab", "--to", tmp_path / "out").exit_code == 0


def test_a_token_is_lent_to_its_own_host_only() -> None:
    assert lend_token("github", TOKEN, "https://github.com/larkfield/skill.git")
    assert lend_token(
        "gitlab", TOKEN, "https://git.larkfield.example/a/b.git", "https://git.larkfield.example/api/v4"
    )
    for elsewhere in (
        "https://github.com.evil.example/a/b",
        "http://github.com/a/b",
        "ssh://github.com/a/b",
        "/tmp/x",
    ):
        assert lend_token("github", TOKEN, elsewhere) == {}


def test_a_course_that_was_not_pushed_is_found_where_one_says(
    library: Path, intake: Call, lesson: Path, tmp_path: Path
) -> None:
    git(library, "update-ref", "refs/remotes/origin/main", "main")
    git(library, "checkout", "-q", "-b", "work")
    write(library / "courses" / "new-lab" / "course.yml", "title: New Lab\n")
    plain = ("-c", "commit.gpgsign=false", "-c", f"core.hooksPath={tmp_path}")
    git(library, *plain, "add", "courses")
    git(library, *plain, "commit", "-q", "-m", "New")
    code = add(intake, lesson)
    assert "--base" in intake("submit", code, "--course", "new-lab").output
    options = ("--course", "new-lab", "--base", "work", "--to", tmp_path / "out")
    assert intake("submit", code, *options).exit_code == 0
    assert git(library, "merge-base", "work", f"intake/{code.lower()}") == git(library, "rev-parse", "work")
