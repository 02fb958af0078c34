"""The wheel is enough: in an empty environment, away from the checkout, it makes and builds a library."""

import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PINS = ROOT / "requirements" / "site.txt"
SOMEBODY = ("-c", "user.name=somebody", "-c", "user.email=somebody@example.org")

pytestmark = pytest.mark.slow


#: What somebody does in the window that opens: puts their own words where the file asks for them.
WRITE = r"""sed -i 's/\[Write here[^]]*\]/a paper boat/g' courses/first-steps/my-lesson.ipynb"""


def run(*command: str | Path, folder: Path) -> str:
    """Run a command as a stranger would: nothing of this environment reaches it."""
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV", "COV_", "COVERAGE"))
    }
    result = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    assert result.returncode == 0, f"{command}:\n{result.stdout}\n{result.stderr}"
    return result.stdout + result.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel of this checkout, with the pinned build backend."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, folder=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    """Install the wheel into an empty environment; return its folder of programs."""
    home = tmp_path_factory.mktemp("stranger")
    venv.create(home / "env", with_pip=True, symlinks=os.name != "nt")
    programs = home / "env" / ("Scripts" if os.name == "nt" else "bin")
    pip: list[str | Path] = [programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(*pip, "--require-hashes", "--requirement", PINS, folder=home)
    run(*pip, "--no-deps", wheel, folder=home)
    run(programs / "python", "-m", "pip", "check", folder=home)
    return programs


def test_templates_and_theme_are_inside(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    templates = [
        path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").rglob("*") if path.is_file()
    ]
    assert templates
    assert {f"courseforge/_templates/{path}" for path in templates} <= inside
    assert "courseforge/_templates/pins.txt" in inside
    package = ROOT / "src" / "courseforge"
    ours = {
        f"courseforge/{path.relative_to(package).as_posix()}"
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert ours <= inside
    assert not any(name.split("/")[0] in ("tests", "courses", "benchmarks") for name in inside)


def test_init_and_build_work_there(stranger: Path, tmp_path: Path) -> None:
    courseforge = stranger / "courseforge"
    run(courseforge, "init", "mylib", folder=tmp_path)
    said = run(courseforge, "build", "mylib", folder=tmp_path)
    site = tmp_path / "mylib" / "_build" / "site"
    lessons = [page for page in site.rglob("*/*.html") if page.name != "index.html"]
    assert (site / "index.html").is_file()
    assert lessons
    assert "Traceback" not in said
    assert str(ROOT) not in "".join(page.read_text(encoding="utf-8") for page in lessons)


def test_a_newcomer_follows_the_guide_for_contributors_literally(wheel: Path, stranger: Path, tmp_path: Path) -> None:
    """From nothing to a lesson that passes and is sent: every line of a shell, but those that open a window."""
    courseforge, library, fork = stranger / "courseforge", tmp_path / "library", tmp_path / "fork.git"
    run(courseforge, "init", library, "--github", folder=tmp_path)
    run("git", "init", "--quiet", "--initial-branch=main", folder=library)
    run("git", "add", "--all", folder=library)
    run("git", *SOMEBODY, "commit", "--quiet", "--message=Begin", folder=library)
    run("git", "clone", "--quiet", "--bare", library, fork, folder=tmp_path)
    own_computer = (library / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## 4. On your computer")[2]
    lines = "".join(re.findall(r"```sh\n(.*?)```", own_computer, flags=re.DOTALL)).splitlines()
    assert len(lines) >= 14
    lines = [WRITE if line == "jupyter lab" else line for line in lines if "jupyterlab" not in line]
    typed = [line.replace("ADDRESS", str(fork)) for line in lines]
    pins = tmp_path / "pins.txt"  # what is newest today is no matter of ours
    pins.write_text("\n".join(re.findall(r"(?m)^\w[^\\]*", PINS.read_text(encoding="utf-8"))))
    home = tmp_path / "home"
    home.mkdir()
    script = "\n".join((f"export HOME={home} PIP_FIND_LINKS={wheel.parent} PIP_CONSTRAINT={pins}", "set -e", *typed))
    said = run("sh", "-c", script, folder=home)
    assert "The lesson is ready: courses/first-steps/my-lesson.ipynb" in said
    assert "There is nothing you must do." in said
    assert "courses/first-steps/my-lesson.ipynb" in run("git", "ls-tree", "-r", "my-lesson", folder=fork)
    assert "nobody@example.org" in run("git", "log", "-1", "--format=%an %ae", "my-lesson", folder=fork)


def test_an_empty_folder_is_refused_in_plain_words(stranger: Path, tmp_path: Path) -> None:
    result = subprocess.run(
        [stranger / "courseforge", "build"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert result.returncode == 2
    assert "Traceback" not in result.stderr + result.stdout
