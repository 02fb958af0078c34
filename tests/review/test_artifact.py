"""Artifacts that somebody else has made: what is not what courseforge writes is refused, and nothing is written."""

import json
import os
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.review.conftest import invoke
from tests.review.fake_host import HEAD, FakeHost

from courseforge.diagnostics import Severity
from courseforge.review import limits
from courseforge.review.artifact import read_artifact
from courseforge.review.artifact_names import is_entry
from courseforge.review.hostile import HostileError
from courseforge.review.report import Flag, Report, ReviewedLesson, Said, Suggestion
from courseforge.review.report_file import dump_report, read_report

LESSON = ReviewedLesson(
    "courses/lab/one.ipynb", "new", "One", seconds=1.5, level=6.0, strengths=(("code", 1),), page="pages/lab/one.html"
)
SAID = Said("courses/lab/one.ipynb", "CF301", Severity.ERROR, "A picture.", "Say it.", 2, 3, "![](x)", None)
REPORT = Report(
    "en", (LESSON,), (SAID,), (Suggestion("courses/lab/one.ipynb", "CF202", 4, "## a", "# a"),),
    (Flag("workflow", ".github/workflows/x.yml"),), 1, 1, 1,
)  # fmt: skip


def zip_with(path: Path, *entries: tuple[zipfile.ZipInfo | str, bytes], report: bytes = dump_report(REPORT)) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("report.json", report)
        archive.writestr("pages/lab/one.html", "<p>one</p>")
        for name, data in entries:
            archive.writestr(name, data)
    return path


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


def test_a_report_comes_back_as_it_went(tmp_path):
    assert read_report(dump_report(REPORT)) == REPORT
    report, names = read_artifact(zip_with(tmp_path / "a.zip"))
    assert report == REPORT
    assert names == {"report.json", "pages/lab/one.html"}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../../evil.html", "name"),
        ("pages/../../evil.html", "name"),
        ("/etc/cron.d/evil.html", "name"),
        ("C:\\evil.html", "name"),
        ("pages\\..\\evil.html", "name"),
        ("pages/.git/config.txt", "name"),
        (".git/config", "name"),
        ("pages/evil.exe", "name"),
        ("pages/a\0.html", "name"),
        ("pages/con.html", "name"),
        ("pages/LAB/one.html", "one name"),
        ("report.json", "one name"),
        ("elsewhere/a.html", "name"),
        ("pages/a\u202e.html", "name"),
        ("pages/" + "a/" * 20 + "a.html", "name"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_leads_elsewhere(tmp_path, name, reason):
    with pytest.raises(HostileError, match=reason):
        read_artifact(zip_with(tmp_path / "a.zip", (name, b"x")))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip"]


def test_a_link_in_a_zip_file_and_in_a_folder(tmp_path):
    with pytest.raises(HostileError, match="link"):
        read_artifact(zip_with(tmp_path / "a.zip", (link("pages/passwd.html"), b"/etc/passwd")))
    folder = tmp_path / "artifact"
    folder.mkdir()
    (folder / "report.json").symlink_to("/etc/passwd")
    with pytest.raises(HostileError, match="link"):
        read_artifact(folder)
    (folder / "report.json").unlink()
    (folder / "report.json").write_bytes(dump_report(Report("en")))
    os.mkfifo(folder / "pages.html")
    with pytest.raises(HostileError, match="link, or another thing"):
        read_artifact(folder)
    (folder / "pages.html").unlink()
    assert read_artifact(folder)[0] == Report("en")
    whole = tmp_path / "linked"
    whole.symlink_to(folder)
    with pytest.raises(HostileError, match="neither"):
        read_artifact(whole)


def test_a_bomb_is_never_unpacked(tmp_path):
    with pytest.raises(HostileError, match="too large when unpacked"):
        read_artifact(zip_with(tmp_path / "a.zip", ("pages/bomb.txt", bytes(50_000_000))))
    with pytest.raises(HostileError, match="too large when unpacked"):
        read_artifact(zip_with(tmp_path / "b.zip", ("pages/bomb.txt", bytes(limits.ENTRY_BYTES + 1))))


def test_a_size_that_is_a_lie_unpacks_no_more_than_a_report_may_have(tmp_path):
    file = zip_with(tmp_path / "a.zip", report=b" " * 5_000_000 + dump_report(REPORT))
    with pytest.raises(HostileError):
        read_artifact(file)
    data = file.read_bytes()
    size = (5_000_000 + len(dump_report(REPORT))).to_bytes(4, "little")
    assert data.count(size) == 2
    file.write_bytes(data.replace(size, (2_000).to_bytes(4, "little")))
    with pytest.raises(HostileError):
        read_artifact(file)


def test_too_many_files_are_refused_before_they_are_listed(tmp_path):
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(limits.ENTRIES + 1):
            archive.writestr(f"pages/{number}.txt", b"")
    with pytest.raises(HostileError, match="too many"):
        read_artifact(file)


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\5\6" + bytes(18), b"not a zip file", b"PK\3\4" + bytes(4000)])
def test_what_is_no_zip_file(tmp_path, data):
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(HostileError):
        read_artifact(tmp_path / "a.zip")
    with pytest.raises(HostileError, match="not there"):
        read_artifact(tmp_path / "b.zip")


def change(**facts: Any) -> bytes:
    return json.dumps({**json.loads(dump_report(REPORT)), **facts}).encode()


def change_part(name: str, **facts: Any) -> bytes:
    parts = json.loads(dump_report(REPORT))[name]
    return change(**{name: [{**parts[0], **facts}]})


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"null",
        b'{"courseforge": 1}',
        b"\xff\xfe",
        b'{"courseforge": 1, "courseforge": 1}',
        b"[" * 100_000,
        change(courseforge=2),
        change(courseforge=True),
        change(number=1),  # which contribution it is about, no artifact may say
        change(language="../../etc"),
        change(language="en\n@all"),
        change(lessons=[]) + b"x",
        change(lessons=[{}]),
        change(lessons="many"),
        change(lessons_in_all=-1),
        change(lessons_in_all=1.5),
        change(said=json.loads(dump_report(REPORT))["said"] * (limits.SAID + 1)),
        change_part("said", code="CF30"),
        change_part("said", code="<b>xx"),
        change_part("said", severity="fatal"),
        change_part("said", message="x" * (limits.TEXT + 1)),
        change_part("said", message=None),
        change_part("said", path="../x"),
        change_part("said", path="/etc/passwd"),
        change_part("said", path="a\nb"),
        change_part("said", cell="1"),
        change_part("said", cell=True),
        change_part("said", more="x"),
        change_part("lessons", page="https://evil.example/x.html"),
        change_part("lessons", page="pages/../x.html"),
        change_part("lessons", page="pages/x.js"),
        change_part("lessons", kind="deleted"),
        change_part("lessons", seconds=1e99),
        change_part("lessons", seconds="1"),
        change_part("lessons", strengths=[["evil", 1]]),
        change_part("lessons", strengths=[["code", "1"]]),
        change_part("lessons", strengths=[["code", 1, 2]]),
        change_part("flags", matter="merge"),
        b'{"courseforge": NaN}',
    ],
)
def test_a_report_that_courseforge_does_not_write(data):
    with pytest.raises(HostileError):
        read_report(data)


def test_a_report_names_only_pages_that_are_there(tmp_path):
    report = dump_report(Report("en", (ReviewedLesson("a.md", "new", change="changes/a.html"),)))
    with pytest.raises(HostileError, match="not there"):
        read_artifact(zip_with(tmp_path / "a.zip", report=report))


@given(some.text(max_size=40))
def test_no_name_leaves_the_folder(name):
    for path in (name, f"pages/{name}", f"pages/{name}.html", f"changes/{name}/x.png"):
        if is_entry(path):
            assert os.path.normpath(path) == path
            assert not path.startswith(("/", "."))
            assert "\\" not in path
            assert ":" not in path
            assert path.isascii()


@pytest.mark.parametrize("entry", ["../../evil.html", "link", "bomb"])
def test_of_a_hostile_artifact_nothing_is_posted(tmp_path, entry):
    entries = {"link": (link("pages/x.html"), b"/etc/passwd"), "bomb": ("pages/x.txt", bytes(50_000_000))}
    file = zip_with(tmp_path / "a.zip", entries.get(entry, (entry, b"x")))
    host = FakeHost("github")
    with host.serve() as api:
        done = invoke(
            "review", "post", file, "--repository", "library/courses", "--number", 1, "--head", HEAD, "--api", api
        )
    assert done.exit_code == 2
    assert "This artifact is not believed" in done.output
    assert host.calls == []
