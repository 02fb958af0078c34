"""Whatever happens to the machine: the next build gives what a build on an untroubled machine gives."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from tests.publishing.libraries import PNG, code, notebook
from tests.publishing.machine import FILES, Lab, finish, open_lab

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="signals, and what is left of them, as Linux shows them"),
]


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    with open_lab(tmp_path / "library") as lab:
        yield lab


@pytest.fixture(scope="module")
def untroubled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is published of the same sources on a machine where nothing happens."""
    with open_lab(tmp_path_factory.mktemp("machine") / "library") as lab:
        assert lab.run("build").code == 0
        return lab.published()


# A lesson that takes longer than any test has patience for, while a file lies beside it.
SLOW = notebook(code("import time\ntime.sleep(120 if __import__('os').path.exists('wait') else 0)"), title="Slow")
WAITING = {**FILES, "slow/slow.ipynb": SLOW, "slow/wait": "x"}


def test_what_has_run_before_the_kill_is_not_run_again(tmp_path: Path) -> None:
    with open_lab(tmp_path / "library", WAITING) as lab:
        process = lab.start("build", "--verbose")
        await_words(process, "courses/trees/count.ipynb", "courses/sound/beat.ipynb")
        process.kill()
        finish(process)
        lab.await_end()
        (lab.root / "courses/slow/wait").unlink()
        assert "4 lessons: 1 ran, 2 unchanged" in lab.run("build").out


def test_two_at_once_take_turns(lab: Lab, untroubled: dict[str, str]) -> None:
    for words in (("build", "build"), ("run", "run"), ("run", "build")):
        lab.forget()
        started = [lab.start(word) for word in words]
        ended = [finish(process) for process in started]
        assert [one.code for one in ended] == [0, 0]
        assert sorted("Waiting until another courseforge is done" in one.err for one in ended) == [False, True]
        assert lab.run("build").code == 0
        assert lab.published() == untroubled


@pytest.mark.parametrize("moment", ["Running", "Making"])
def test_a_file_saved_meanwhile_is_in_the_site(lab: Lab, moment: str) -> None:
    beat, trees = lab.root / "courses/sound/beat.ipynb", lab.root / "courses/trees/data/trees.csv"
    process = lab.start("build")
    await_words(process, moment)
    beat.write_text(beat.read_text()[:100])  # an editor that writes into the file itself has got so far
    time.sleep(0.2)
    beat.write_text(FILES["sound/beat.ipynb"].replace("6 * 7", "6 * 8"))
    trees.write_text("oak\nelm\nash\n")
    ended = finish(process)
    assert ended.code == 0, ended.said
    assert "A file was saved: beginning again\n" in ended.words
    assert "the beat is 48" in (lab.site / "sound/beat.html").read_text()
    assert "trees 3" in (lab.site / "trees/count.html").read_text()
    published = lab.published()
    lab.forget()
    assert lab.run("build").code == 0
    assert lab.published() == published


def test_an_edit_is_seen_whatever_the_clock_says(lab: Lab) -> None:
    assert lab.run("build").code == 0
    data, prose = lab.root / "courses/trees/data/trees.csv", lab.root / "courses/zine/fold.md"
    for seen, file, text in (
        ("trees 3", data, "ok\nem\nah"),
        ("trees 1", data, "oakelmash"),
        ("Fold the sheet thrice.", prose, prose.read_text().replace("twice.\n", "thrice.")),
    ):
        before = file.stat()
        assert len(text) == before.st_size or file is data
        file.write_text(text)
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))  # as `touch -r`, or a clock that was set back
        assert lab.run("build").code == 0
        page = "zine/fold.html" if file is prose else "trees/count.html"
        assert seen in (lab.site / page).read_text()
    for path in lab.root.rglob("*"):
        os.utime(path, (4_000_000_000, 4_000_000_000))  # everything is from the future
    published = lab.published()
    assert "Nothing changed" in lab.run("build").out
    assert lab.published() == published


PATIENCE = 20  # seconds; a second is enough, but not on a machine that has other things to do
STOPPING = ((signal.SIGINT, 1), (signal.SIGTERM, 1), (signal.SIGHUP, 1), (signal.SIGINT, 2))  # sent so often


@pytest.mark.parametrize("moment", ["", "Reading", "Running", "Making", "Writing"])
def test_who_asks_a_build_to_stop_is_heard(tmp_path: Path, moment: str) -> None:
    with open_lab(tmp_path / "library", WAITING if moment == "Running" else FILES) as lab:
        for number, times in STOPPING:
            lab.forget()
            process = lab.start("build")
            await_words(process, moment) if moment else await_ears(process)
            for _ in range(times):
                if process.poll() is None:
                    (os.kill if times == 1 else os.killpg)(process.pid, number)
                    time.sleep(0.05)
            ended = finish(process, PATIENCE)
            assert "Traceback" not in ended.said
            lab.await_end()
            assert not list(lab.root.rglob("*.part"))
            if ended.code or moment == "Running":  # otherwise it may have been done already
                assert ended.code in (130, -signal.SIGINT), ended.said
                assert ended.words == "Stopped before the work was done.\n"
                assert list(lab.temporary.iterdir()) == []
        (lab.root / "courses/slow/wait").unlink(missing_ok=True)
        assert lab.run("build").code == 0


def test_what_shall_be_ignored_is(lab: Lab) -> None:
    process = lab.start("build", before=["nohup"])
    await_words(process, "Running")
    process.send_signal(signal.SIGHUP)
    assert finish(process).code == 0


def await_ears(process: "subprocess.Popen[str]") -> None:
    """Wait until a command listens to signals, long before it has said anything."""
    caught = 0
    while not caught >> (signal.SIGTERM - 1) & 1:
        assert process.poll() is None
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
        caught = int(status.partition("SigCgt:")[2].split()[0], 16)


def await_words(process: "subprocess.Popen[str]", *words: str) -> None:
    """Read what a command says until it has said all of it."""
    waiting = set(words)
    while waiting:
        line = process.stderr.readline()  # type: ignore[union-attr]
        assert line, waiting
        waiting -= {word for word in waiting if word in line}


@pytest.mark.parametrize(
    "name",
    ["two words", "🎵", "Bücherei", "Bu\u0308cherei", "$HOME %41 #1 'q\"", os.fsdecode(b"latin-\xe9"), "n" * 220],
)
def test_the_library_may_lie_anywhere(untroubled: dict[str, str], tmp_path: Path, name: str) -> None:
    with open_lab(tmp_path / name / "library") as elsewhere:
        assert elsewhere.run("build").code == 0
        assert elsewhere.published() == untroubled


def test_a_library_outside_the_folder_of_temporary_files(tmp_path: Path) -> None:
    """Behind walls that folder is another one, and what is made below it by mistake would go unseen."""
    picture = (
        f"#| fig-alt: A dot.\nimport base64, IPython.display as d\nd.display(d.Image(base64.b64decode('{PNG}')))"
    )
    files = {"sound/seen.ipynb": notebook(code(picture), title="Seen")}
    folder = Path(mkdtemp(prefix="cfl-", dir=Path.home()))
    try:
        with open_lab(folder, files) as lab, open_lab(tmp_path / "library", files) as usual:
            for one in (lab, usual):
                ended = one.run("build")
                assert (ended.code, ended.words) == (0, ""), ended.said
            assert lab.published() == usual.published()
            assert any(name.endswith(".png") for name in lab.published())
    finally:
        shutil.rmtree(folder)


def test_files_with_names_that_mean_trouble_stop_no_other(lab: Lab) -> None:
    folder = lab.root / "courses/trees"
    for name in ("caf\u00e9.csv", "cafe\u0301.csv", "Oak.csv", "oak.csv", os.fsdecode(b"latin-\xe9.csv"), "n" * 240):
        (folder / "data" / name).write_text("x")
    ended = lab.run("build")
    assert "courseforge itself" not in ended.said
    assert "Traceback" not in ended.said
    for words in ("latin-", "On Windows and macOS this is the same file as"):
        assert words in ended.out
    assert (lab.site / "sound/beat.html").is_file()
