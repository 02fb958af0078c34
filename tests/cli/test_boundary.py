"""What stops a command: plain words, the right exit code, nothing personal."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from courseforge.cli.boundary import error_boundary
from courseforge.cli.bug_report import describe_bug, shorten_homes
from courseforge.cli.commands import COMMANDS, courseforge
from courseforge.errors import CourseforgeError


def stopped_by(error: BaseException, capsys) -> tuple[int, str]:
    with pytest.raises(SystemExit) as caught, error_boundary(click.Context(courseforge)):
        raise error
    return int(caught.value.code), capsys.readouterr().err


def test_what_cannot_go_on(capsys):
    code, said = stopped_by(CourseforgeError("There is no bread.", "Bake some."), capsys)
    assert (code, said) == (2, "There is no bread.\n  To mend: Bake some.\n")


def test_interrupted(capsys):
    assert stopped_by(KeyboardInterrupt(), capsys) == (130, "Stopped before the work was done.\n")


def test_a_full_disk_is_no_bug(capsys):
    code, said = stopped_by(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "site.html"), capsys)
    assert code == 2
    assert "site.html could not be opened or written: the disk is full." in said
    assert "Make room on the disk" in said


def test_a_bug(capsys):
    code, said = stopped_by(LookupError(f"no {Path.home()}/secret/file"), capsys)
    assert code == 3
    assert said.startswith("courseforge itself has failed. This is a fault in courseforge, not in your courses.\n")
    assert "LookupError: 'no ~/secret/file'" in said or "LookupError: no ~/secret/file" in said
    assert "Traceback" not in said
    assert str(Path.home()) not in said


def test_a_bug_in_full_has_a_traceback_without_the_home_folder():
    try:
        raise LookupError("x")
    except LookupError as error:
        said = describe_bug(error, verbose=True)
    assert "Traceback (most recent call last)" in said
    assert str(Path.home()) + os.sep not in said


@pytest.mark.parametrize(
    ("text", "shortened"),
    [
        ('File "/home/maria/library/x.py"', 'File "~/library/x.py"'),
        ("/Users/maria.lopez/Documents", "~/Documents"),
        ("C:\\Users\\Maria\\library\\x.ipynb", "~\\library\\x.ipynb"),
        ("C:\\Users\\Maria López\\library", "~\\library"),
        ("'C:\\\\Users\\\\Maria\\\\x'", "'~\\\\x'"),
        ("/usr/lib/python3", "/usr/lib/python3"),
    ],
)
def test_every_home_folder_is_shortened(text, shortened):
    assert shorten_homes(text) == shortened


def test_this_users_home_wherever_it_lies(monkeypatch):
    monkeypatch.setenv("HOME", "/srv/staff/maria")
    monkeypatch.setenv("USERPROFILE", "/srv/staff/maria")
    assert shorten_homes("/srv/staff/maria/x, /srv/staff/mariana") == "~/x, /srv/staff/mariana"


def test_each_command_says_of_itself_what_the_list_says(invoke):
    for name, summary in COMMANDS.items():
        text = invoke(name, "--help")
        assert text.exit_code == 0
        assert f"  {summary}\n" in text.stdout


def test_unknown_commands_and_options(invoke):
    assert invoke("bild").exit_code == 2
    assert invoke("check", "--formt", "json").exit_code == 2
    assert invoke("check", "--format", "xml").exit_code == 2


def test_version(shell):
    done = shell("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("courseforge ")


@pytest.mark.parametrize("command", ["check", "run", "build", "serve"])
def test_no_library(tmp_path, invoke, command):
    result = invoke(command, tmp_path / "nowhere")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"There is no folder {tmp_path / 'nowhere'}.")
    result = invoke(command, tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no _config.yml in it" in result.stderr


def test_a_part_of_a_library_names_the_whole(library, invoke):
    result = invoke("check", library / "courses" / "first-steps")
    assert result.exit_code == 2
    assert f"Name the library's folder instead: {library}" in result.stderr


def test_help_and_check_load_nothing_heavy(library):
    heavy = ["sphinx", "nbclient", "jupyter_client", "IPython", "jupyter_book", "docutils"]
    for arguments in (["--help"], ["check", str(library)]):
        program = (
            "import sys, courseforge.cli as cli\n"
            f"sys.argv = ['courseforge', *{arguments!r}]\n"
            "try: cli.main()\n"
            f"finally: print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
        )
        command = [sys.executable, "-c", program]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        assert (done.returncode, done.stderr) == (0, "[]\n")


def test_a_console_that_lacks_letters(library, shell):
    folder = library.rename(library.with_name("図書館"))
    (folder / "_config.yml").unlink()
    (folder / "_config.yml").mkdir()
    done = shell("doctor", folder, env={"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"})
    assert done.returncode == 0, done.stderr
    assert "\\u56f3\\u66f8\\u9928" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="pipes of this kind are of POSIX")
def test_a_reader_that_leaves_is_no_failure(library):
    command = [sys.executable, "-m", "courseforge", "check", str(library), "--format", "json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), said) == (130, b"")


@pytest.mark.skipif(os.name == "nt", reason="signals of this kind are of POSIX")
@pytest.mark.slow
def test_control_c(library):
    lesson = next((library / "courses").glob("*/*.ipynb"))
    text = lesson.read_text("utf-8").replace("who = [", "import time; time.sleep(60)\\nwho = [")
    assert "sleep" in text
    lesson.write_text(text, "utf-8")
    command = [sys.executable, "-m", "courseforge", "run", str(library)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not process.stderr.readline().startswith("Running"):
        assert process.poll() is None
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)  # half of what the lesson would take
    assert process.returncode == 130, (out, err)
    assert err.endswith("Stopped before the work was done.\n")
    assert "Traceback" not in err
