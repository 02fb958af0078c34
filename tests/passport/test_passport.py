"""A passport says what is published, and the library that gave it out can tell a changed one from its own."""

import json
import os
import stat
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from tests.publishing.libraries import write_library

from courseforge.cli.commands import courseforge
from courseforge.errors import CourseforgeError
from courseforge.passport import Contribution, Passport, judge_passport, read_passport, write_page, write_passport
from courseforge.passport.signing_key import VARIABLE

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
DONE = Contribution("author", "lesson", "lab/one", "en", "One", "https://x.example.org/lab/one.html", "2027-01-01",
                    "2027-02-01", "CC-BY-4.0")  # fmt: skip
PASSPORT = Passport("Paper Moon", "Larkfield", "https://x.example.org/", "2027-03-01", (DONE,))
PEOPLE = "moon: {name: Paper Moon, consent: c-0141}\nluz: {name: Luz, consent: c-0142}\n"
PUBLISHED = {
    "format": 1,
    "items": [
        {"id": id, "language": "en", "first": "2027-01-01", "last": "2027-02-01", "hash": "0" * 64}
        for id in ("lab", "lab/one", "lab/two", "lab/three")
    ],
}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    lesson = "---\ntitle: {0}\nauthors: [{1}]\nlicense: CC-BY-4.0\n{2}---\n\n# {0}\n\nWords.\n"
    files = {
        "lab/one.md": lesson.format("One", "moon", ""),
        "lab/two.md": lesson.format("Two", "luz", "people: {reviewers: [moon], testers: [moon]}\n"),
        "lab/three.md": lesson.format("Three", "moon", "state: proposed\n"),
        "lab/four.md": lesson.format("Four", "moon", ""),
    }
    root = write_library(tmp_path / "library", files)
    (root / "contributors.yml").write_text(PEOPLE)
    (root / "catalog").mkdir()
    (root / "catalog" / "published.json").write_text(json.dumps(PUBLISHED))
    return root


@pytest.fixture
def call(library: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.delenv(VARIABLE, raising=False)
    return lambda *words: CliRunner().invoke(
        courseforge, ["passport", *map(str, words), "--library", str(library)], catch_exceptions=False
    )


def test_it_lists_what_is_published_and_no_more(library: Path, call: Callable[..., Result]) -> None:
    assert call("moon", "--to", library / "out").exit_code == 0
    document = json.loads((library / "out" / "passport.json").read_text())
    done = [(one["role"], one["id"], one["first"]) for one in document["contributions"]]
    # three is proposed, and four was never published
    assert done == [(role, id, "2027-01-01") for role, id in
                    (("author", "lab/one"), ("reviewer", "lab/two"), ("tester", "lab/two"))]  # fmt: skip
    assert document["name"] == "Paper Moon"
    assert b"c-014" not in (library / "out" / "passport.json").read_bytes()
    page = (library / "out" / "passport.html").read_text()
    assert "Passport of Paper Moon" in page
    assert document["signature"]["value"][:12] in page


def test_the_library_knows_its_own(library: Path, call: Callable[..., Result]) -> None:
    call("moon", "--to", library / "out")
    told = call("--verify", library / "out" / "passport.json")
    assert told.exit_code == 0
    assert "genuine" in told.output
    assert "Paper Moon" in told.output


def test_it_knows_a_changed_one(library: Path, call: Callable[..., Result]) -> None:
    call("moon", "--to", library / "out")
    file = library / "out" / "passport.json"
    file.write_text(file.read_text().replace("Paper Moon", "Silver Moon"))
    told = call("--verify", file)
    assert told.exit_code == 1
    assert "was changed" in told.output
    assert "Silver Moon" not in told.output  # nothing of it is believed


def test_the_key_is_the_owners_alone_and_not_for_git(library: Path, call: Callable[..., Result]) -> None:
    subprocess.run(["git", "init", "-q", library], check=True)
    call("moon")
    key = library / "_private" / "passport.key"
    assert os.name != "posix" or stat.S_IMODE(key.stat().st_mode) == 0o600
    listed = ["git", "-C", library, "ls-files", "--others", "--exclude-standard"]
    assert "_private" not in subprocess.run(listed, capture_output=True, text=True, check=True).stdout
    before = key.read_bytes()
    call("luz")
    assert key.read_bytes() == before
    subprocess.run(["git", "-C", library, "add", "-f", key], check=True)
    told = call("moon")
    assert told.exit_code == 2
    assert "is in Git" in told.output


def test_the_key_may_lie_elsewhere(
    library: Path, call: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "safe" / "key"))
    assert call("moon").exit_code == 0
    assert (tmp_path / "safe" / "key").exists()
    assert not (library / "_private").exists()


@pytest.mark.parametrize("content", ["", "00", "zz" * 32])
def test_a_damaged_key_is_said_and_never_replaced(content: str, library: Path, call: Callable[..., Result]) -> None:
    key = library / "_private" / "passport.key"
    key.parent.mkdir()
    key.write_text(content)
    told = call("moon")
    assert told.exit_code == 2
    assert "Bring it back" in told.output
    assert key.read_text() == content


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["mooon"], "No lesson names mooon"),
        ([], "Name one contributor"),
        (["--verify", "nowhere.json"], "cannot be read"),
    ],
)
def test_what_cannot_be_done_is_said(words: list[str], said: str, call: Callable[..., Result]) -> None:
    told = call(*words)
    assert told.exit_code == 2
    assert said in told.output


@pytest.mark.parametrize("consent", ["withdrawn", "retirado", "c-1, consent_until: 2020-01-01"])
def test_nobody_is_named_who_has_taken_it_back(consent: str, library: Path, call: Callable[..., Result]) -> None:
    (library / "contributors.yml").write_text(f"moon: {{name: Paper Moon, consent: {consent}}}\n")
    told = call("moon")
    assert told.exit_code == 2
    assert "taken their consent back" in told.output
    assert not (library / "_build").exists()


def _list_places(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from _list_places(inner, (*place, key))
    if place:
        yield place


def test_any_change_is_found() -> None:
    places = list(_list_places(json.loads(write_passport(PASSPORT, KEY))))
    assert len(places) > 15
    for place in places:
        document = json.loads(write_passport(PASSPORT, KEY))
        holder = document
        for key in place[:-1]:
            holder = holder[key]
        del holder[place[-1]]
        if "signature" not in document or set(document["signature"]) != {"method", "key", "value"}:
            continue  # no passport any more
        if document.get("format"):
            assert judge_passport(document, KEY).verdict == "changed", place


@given(st.text(), st.text())
def test_another_name_needs_another_signature(name: str, other: str) -> None:
    document = json.loads(write_passport(Passport(name, "L", "", "2027-01-01", (DONE,)), KEY))
    assert judge_passport(document, KEY).verdict == "genuine"
    assert judge_passport(document, OTHER).verdict == "another key"
    assert judge_passport({**document, "name": other}, KEY).verdict == ("genuine" if other == name else "changed")


def test_it_cannot_be_signed_with_the_name_of_the_key() -> None:
    document = json.loads(write_passport(PASSPORT, OTHER))
    document["signature"]["key"] = json.loads(write_passport(PASSPORT, KEY))["signature"]["key"]
    assert judge_passport(document, KEY).verdict == "changed"


def test_layout_means_nothing() -> None:
    document = json.loads(write_passport(PASSPORT, KEY))
    turned = json.dumps(dict(reversed(document.items()))).encode()
    assert judge_passport(read_passport(turned), KEY).verdict == "genuine"


def test_a_value_that_stands_twice_is_refused() -> None:
    text = write_passport(PASSPORT, KEY).decode()
    with pytest.raises(CourseforgeError, match="not a passport"):
        read_passport(text.replace('"name": "Paper Moon"', '"name": "X", "name": "Paper Moon"').encode())


def test_the_page_is_harmless_and_in_spanish_too() -> None:
    hostile = Passport("<script>x</script>", "L & L", "", "2027-03-01", (DONE,))
    page = write_page(hostile, "es", "abc")
    assert "<script" not in page
    assert "Pasaporte de &lt;script&gt;" in page
    assert "1 de marzo de 2027" in page
    assert "default-src &#x27;none&#x27;" in page
