"""Previews at an address of their own: looked at again, in a folder for each contribution, and away when it is closed."""

import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.review.contributions import send_good
from tests.review.test_artifact import REPORT, dump_report

from courseforge.cli.commands import courseforge
from courseforge.errors import CourseforgeError
from courseforge.rendering.pages import render_page
from courseforge.rendering.stylesheet import make_static_files
from courseforge.review.difference_page import make_style
from courseforge.review.hostile import HostileError
from courseforge.review.preview_address import check_address
from courseforge.review.preview_branch import PreviewBranch
from courseforge.review.preview_pages import make_preview
from rendering.shelf import SETTINGS, make_site_views

ADDRESS = "https://previews.example.org"
PAGE = "pages/lab/one.html"


def make_page(body: str = "<p>Nod your head.</p>") -> bytes:
    view = make_site_views().lessons["sound-lab/first-beat", "en"]
    return render_page(view.template, view.context() | {"body": body, "toc": (), "sections": ()}).encode()


def make_artifact(path: Path, changed: Mapping[str, bytes] | None = None) -> Path:
    static = {f"pages/_static/{name}": data for name, data in make_static_files(SETTINGS).items()}
    files = {"report.json": dump_report(REPORT), PAGE: make_page(), **static, "changes/change.css": make_style()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (files | dict(changed or {})).items():
            archive.writestr(name, data)
    return path


@pytest.fixture
def branch(tmp_path: Path) -> PreviewBranch:
    """The branch of a repository in which nothing is yet."""
    repository = tmp_path / "previews.git"
    git(tmp_path, "init", "-q", "--bare", str(repository))
    return PreviewBranch(str(repository), "gh-pages")


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    folder = tmp_path / "ours"
    (folder / "courses").mkdir(parents=True)
    (folder / "_config.yml").write_text("title: Ours\nhtml: {baseurl: https://learn.example.org/courses/}\n")
    return folder


def git(folder: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=True).stdout


def list_files(branch: PreviewBranch) -> set[str]:
    return set(git(Path(branch.url), "ls-tree", "-r", "--name-only", branch.branch).split())


def read(branch: PreviewBranch, name: str) -> str:
    return git(Path(branch.url), "show", f"{branch.branch}:{name}")


def call(*words: object) -> Result:
    return CliRunner().invoke(courseforge, ["review", *map(str, words)], catch_exceptions=False)


def put(artifact: Path, branch: PreviewBranch, ours: Path, number: int = 7, address: str = ADDRESS) -> Result:
    where = ("--address", address, "--into", branch.url, "--library", ours)
    return call("preview", artifact, "--number", number, *where)


def test_a_preview_lies_in_the_folder_of_its_number(tmp_path, branch, ours):
    done = put(make_artifact(tmp_path / "a.zip"), branch, ours)
    assert done.exit_code == 0, done.output
    assert f"{ADDRESS}/7/" in done.output
    assert {f"7/{PAGE}", "7/index.html", "7/changes/change.css", "_headers", ".nojekyll"} <= list_files(branch)
    assert f'href="{PAGE}"' in read(branch, "7/index.html")


def test_no_search_engine_shows_it(tmp_path, branch, ours):
    put(make_artifact(tmp_path / "a.zip"), branch, ours)
    for page in (f"7/{PAGE}", "7/index.html"):
        assert '<meta name="robots" content="noindex, nofollow">' in read(branch, page)
    headers = read(branch, "_headers")
    assert headers.startswith("/*\n  X-Robots-Tag: noindex, nofollow\n  Content-Security-Policy: default-src 'none'")


def test_a_new_state_replaces_the_old_one_and_leaves_the_others(tmp_path, branch, ours):
    put(make_artifact(tmp_path / "a.zip", {"pages/lab/old.html": make_page()}), branch, ours)
    put(make_artifact(tmp_path / "b.zip"), branch, ours, number=12)
    put(make_artifact(tmp_path / "c.zip", {"pages/lab/new.html": make_page()}), branch, ours)
    files = list_files(branch)
    assert {"7/pages/lab/new.html", f"12/{PAGE}"} <= files
    assert "7/pages/lab/old.html" not in files


def test_what_is_closed_goes_and_no_commit_keeps_it(tmp_path, branch, ours):
    for number in (7, 12):
        put(make_artifact(tmp_path / "a.zip"), branch, ours, number)
    done = call("tidy", "--open", "12,31", "--into", branch.url)
    assert done.output == "Taken away: 7.\n"
    assert {name.partition("/")[0] for name in list_files(branch)} == {"12", "_headers", ".nojekyll"}
    assert git(Path(branch.url), "rev-list", "--count", branch.branch).strip() == "1"
    assert call("tidy", "--open", "12", "--into", branch.url).output == "Every preview is of an open contribution.\n"
    assert call("tidy", "--open", "", "--into", branch.url).output == "Taken away: 12.\n"


def test_what_else_the_library_keeps_there_stays(tmp_path, branch, ours):
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", branch.url, str(clone))
    (clone / "CNAME").write_text("previews.example.org\n")
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    git(clone, "checkout", "-q", "-b", branch.branch)
    git(clone, "add", ".")
    git(clone, *identity, "commit", "-q", "-m", "Name the host")
    git(clone, "push", "-q", "origin", branch.branch)
    put(make_artifact(tmp_path / "a.zip"), branch, ours)
    call("tidy", "--open", "", "--into", branch.url)
    assert read(branch, "CNAME") == "previews.example.org\n"


SCRIPT = next(name for name in make_static_files(SETTINGS) if name.startswith("site."))
HOSTILE = {
    "a script in a page": {PAGE: make_page("<script>alert(1)</script>")},
    "a handler": {PAGE: make_page('<p onclick="x()">x</p>')},
    "something from elsewhere": {PAGE: make_page('<img src="https://evil.example.org/x.png" alt="">')},
    "a page without a policy": {PAGE: b'<!doctype html><meta charset="utf-8"><p>x'},
    "a page with another beginning": {PAGE: b"<p>" * 400 + make_page()},
    "a script of ours, changed": {f"pages/_static/{SCRIPT}": b"alert(1)"},
    "a script of its own": {"pages/_static/site.00000000.js": b"alert(1)"},
    "a part of the index that is a program": {"pages/search/a.js": b"alert(1);\n"},
    "a page beside the differences": {"changes/x.html": b'<meta charset="utf-8"><script src="x.js"></script>'},
    "a script beside the differences": {"changes/x.js": b"alert(1)"},
    "a style sheet of ours, changed": {"changes/change.css": b"*{background:url(//evil.example.org)}"},
    "a drawing with a script": {"pages/lab/x.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'},
}


@pytest.mark.parametrize("changed", HOSTILE.values(), ids=HOSTILE.keys())
def test_one_fault_refuses_the_whole(changed, tmp_path, branch, ours):
    done = put(make_artifact(tmp_path / "a.zip", changed), branch, ours)
    assert done.exit_code == 2
    assert "is not believed" in done.output
    assert git(Path(branch.url), "branch", "--list") == ""


def test_names_that_leave_the_folder_are_refused(tmp_path, branch, ours):
    for name in ("pages/../../x.html", "pages/.git/config", "pages/.gitattributes", "/pages/x.html"):
        assert put(make_artifact(tmp_path / "a.zip", {name: b"x"}), branch, ours).exit_code == 2, name
    assert git(Path(branch.url), "branch", "--list") == ""


def test_a_link_in_a_folder_is_refused(tmp_path):
    folder = tmp_path / "artifact"
    with zipfile.ZipFile(make_artifact(tmp_path / "a.zip")) as archive:
        archive.extractall(folder)
    assert f"{PAGE}" in dict(make_preview(folder))
    (folder / "pages" / "passwd.txt").symlink_to("/etc/passwd")
    with pytest.raises(HostileError):
        tuple(make_preview(folder))


def test_what_is_for_harvesters_is_no_part_of_it(tmp_path):
    other = {"pages/sitemap.xml": b"<x/>", "pages/feed.xml": b"<x/>", "pages/catalog/lessons.json": b"{}"}
    names = dict(make_preview(make_artifact(tmp_path / "a.zip", other)))
    assert not names.keys() & other.keys()


@pytest.mark.parametrize(
    ("address", "site", "said"),
    [
        ("https://learn.example.org/previews", "https://learn.example.org/courses/", "your own site is there"),
        ("https://LEARN.example.org.:8443/", "http://learn.example.org/", "your own site is there"),
        ("https://town.github.io/previews", "https://town.github.io/courses", "your own site is there"),
        ("http://previews.example.org", "https://learn.example.org", "no address for previews"),
        ("previews", "https://learn.example.org", "no address for previews"),
        (ADDRESS, "", "Nobody knows"),
    ],
)
def test_an_address_that_is_not_their_own_is_refused(address, site, said):
    with pytest.raises(CourseforgeError, match=said):
        check_address(address, site)


def test_the_librarys_own_settings_say_where_its_site_is(tmp_path, branch, ours):
    done = put(make_artifact(tmp_path / "a.zip"), branch, ours, address="https://learn.example.org/previews")
    assert done.exit_code == 2
    assert "Give previews a host of their own." in done.output
    assert git(Path(branch.url), "branch", "--list") == ""


def test_a_folder_for_a_host_of_another_kind(tmp_path, ours):
    target = tmp_path / "out"
    done = call(
        "preview", make_artifact(tmp_path / "a.zip"), "--number", 7, "--address", ADDRESS, "--to", target,
        "--library", ours,
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert (target / "7" / PAGE).is_file()


def test_two_at_once_both_arrive(tmp_path, branch, ours, monkeypatch):
    put(make_artifact(tmp_path / "a.zip"), branch, ours)
    other = PreviewBranch(branch.url, branch.branch)

    def meanwhile():
        yield "one.txt", b"1"
        other.put(12, [("two.txt", b"2")])

    branch.put(8, meanwhile())
    assert {"8/one.txt", "12/two.txt", f"7/{PAGE}"} <= list_files(branch)


def test_the_token_is_in_no_argument_and_no_message(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSEFORGE_PREVIEW_TOKEN", "secret-token-42")
    done = call("tidy", "--open", "1", "--into", "https://localhost:1/town/previews.git")
    assert done.exit_code == 2
    assert "secret-token-42" not in done.output
    assert "cannot be used" in done.output
    assert "secret-token-42" not in repr(PreviewBranch("x", "y", "secret-token-42"))


@pytest.mark.slow
def test_from_a_contribution_to_its_preview(rehearsal, branch, ours):
    rehearsal.contribute("good", send_good)
    artifact = rehearsal.prepare("good")
    done = put(artifact, branch, ours, 17)
    assert done.exit_code == 0, done.output
    posted = rehearsal.post(artifact, "--preview", f"{ADDRESS}/17")
    assert posted.exit_code == 0, posted.output
    link = f"{ADDRESS}/17/pages/first-steps/way-map.html"
    assert f"]({link})" in rehearsal.host.comments[0]["body"]
    assert "17/pages/first-steps/way-map.html" in list_files(branch)
    assert any(name.startswith("17/changes/") for name in list_files(branch))
