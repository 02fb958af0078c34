"""The manifest of a release: whoever compares two of them learns what the change sets of those days say."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from courseforge.catalog import EXPORTERS, Collection, export_all
from courseforge.config import CourseforgeSettings, JupyterBookHtml, Settings
from courseforge.model import (
    Cell,
    CellKind,
    Course,
    CourseMetadata,
    Lesson,
    LessonMetadata,
    Library,
    PublishedItem,
    Withdrawal,
)
from courseforge.records import make_records, stamp_records, update_published

SETTINGS = Settings(
    title="Skills",
    html=JupyterBookHtml("https://learn.example.org"),
    courseforge=CourseforgeSettings(languages=("en", "es")),
)
DAYS = tuple(f"2027-0{month}-01" for month in range(1, 7))
EDITS = ("publish", "retitle", "rewrite", "move", "withdraw", "bring back", "translate")


@dataclass(frozen=True)
class Draft:
    """A lesson as it is on a day."""

    slug: str
    title: str = "A title"
    words: str = "words"
    was: tuple[str, ...] = ()
    withdrawn: bool = False
    translated: bool = False


def edit(drafts: dict[str, Draft], name: str, what: str, day: str) -> None:
    draft = drafts.get(name)
    if what == "publish" and draft is None:
        drafts[name] = Draft(name)
    elif draft is not None and draft.withdrawn:
        drafts[name] = replace(draft, withdrawn=what != "bring back")
    elif draft is not None:
        drafts[name] = {
            "retitle": replace(draft, title=f"{draft.title} {day}"),
            "rewrite": replace(draft, words=f"{draft.words} {day}"),
            "move": replace(draft, slug=f"{name}-{day}", was=(f"lab/{draft.slug}", *draft.was)),
            "withdraw": replace(draft, withdrawn=True),
            "translate": replace(draft, translated=True),
        }.get(what, draft)


def make_library(drafts: Mapping[str, Draft]) -> Library:
    courses = []
    for language in ("en", "es"):
        lessons = tuple(
            make_lesson(draft, language)
            for draft in drafts.values()
            if not draft.withdrawn and (draft.translated or language == "en")
        )
        anchor = make_lesson(Draft("always"), language)
        metadata, suffix = CourseMetadata("Lab"), "" if language == "en" else ".es"
        courses.append(Course("lab", language, "courses/lab", metadata, (anchor, *lessons), suffix=suffix))
    gone = {id for draft in drafts.values() if draft.withdrawn for id in (f"lab/{draft.slug}", *draft.was)}
    return Library(tuple(courses), withdrawn=dict.fromkeys(sorted(gone), Withdrawal()))


def make_lesson(draft: Draft, language: str) -> Lesson:
    cells = (Cell(1, CellKind.MARKDOWN, draft.words, "a"),)
    path = f"courses/lab/{draft.slug}.{language}.md"
    return Lesson(f"lab/{draft.slug}", language, path, LessonMetadata(draft.title, was=draft.was), cells)


def release(library: Library, items: tuple[PublishedItem, ...], day: str) -> Collection:
    items, lost = update_published(library, items, day)
    assert lost == ()
    records, items = stamp_records(make_records(library, SETTINGS, items), items, library.unreadable, day)
    return Collection(records, SETTINGS, items)


def read(collection: Collection) -> dict[str, Any]:
    [(path, data)] = EXPORTERS["manifest"].make(collection)
    assert path == "catalog/manifest.json"
    return json.loads(data)


def compare(before: dict[str, Any], after: dict[str, Any]) -> tuple[set[str], set[str], set[str]]:
    """Say what is new, changed and gone, as a harvester does that has both manifests and no clock."""
    known = {item["identifier"]: item for item in before["items"]}
    new, changed, gone = set(), set(), set()
    for item in after["items"]:
        old, name = known.get(item["identifier"], {}), item["identifier"]
        if item.get("withdrawn"):
            gone |= {name} if old.get("withdrawn") != item["withdrawn"] else set()
        elif not old:
            new.add(name)
        elif old.get("withdrawn") or old["recorded"] != item["recorded"]:
            changed.add(name)  # who has deleted it needs it again
        else:
            assert old["record"] == item["record"], "what says the same since the same day is the same"
    return new, changed, gone


def list_changes(collection: Collection, since: str) -> tuple[set[str], set[str], set[str]]:
    """Say what the change sets of a day hold."""
    there = [record for record in collection.records if record.identifier]
    return (
        {record.identifier for record in there if record.first > since},
        {record.identifier for record in there if record.first <= since < record.recorded},
        {collection.identify(item) for item in collection.withdrawn if item.withdrawn > since},
    )


STEPS = st.lists(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(EDITS)), max_size=5), min_size=2, max_size=len(DAYS)
)


@settings(max_examples=150, deadline=None)
@given(STEPS)
@example([[], [("a", "withdraw")], [("a", "bring back")]])
@example([[], [("b", "withdraw")], [("b", "bring back"), ("b", "move")], [("b", "withdraw")]])
@example([[], [("b", "move")], [("b", "move")], [("b", "retitle")]])
def test_two_manifests_and_the_change_sets_of_their_days_agree(steps: list[list[tuple[str, str]]]) -> None:
    drafts = {"a": Draft("a"), "b": Draft("b", translated=True)}
    items: tuple[PublishedItem, ...] = ()
    releases: list[tuple[str, Collection]] = []
    for day, edits in zip(DAYS, steps, strict=False):
        for name, what in edits:
            edit(drafts, name, what, day)
        releases.append((day, release(make_library(drafts), items, day)))
        items = tuple(releases[-1][1].items)
    for place, (day, before) in enumerate(releases):
        for _, after in releases[place + 1 :]:
            assert compare(read(before), read(after)) == list_changes(after, day)


def test_every_file_is_named_with_its_size_and_hash() -> None:
    formats = ("json", "atom", "holdings", "manifest")
    files = dict(export_all(release(make_library({"a": Draft("a")}), (), DAYS[0]), formats))
    named = json.loads(files.pop("catalog/manifest.json"))["files"]
    assert len(files) > 3
    assert {file["path"]: (file["size"], file["sha256"]) for file in named} == {
        path: (len(data), hashlib.sha256(data).hexdigest()) for path, data in files.items()
    }


def test_the_manifest_is_made_after_all_other_formats() -> None:
    assert [*EXPORTERS][-1] == "manifest"


def test_what_was_withdrawn_is_named_as_its_record_was_and_has_no_title() -> None:
    drafts = {"a": Draft("a", title="Zebra", translated=True)}
    first = release(make_library(drafts), (), DAYS[0])
    names = {record.identifier for record in first.records if record.title == "Zebra"}
    assert names == {"lab/a", "lab/a.es"}
    drafts["a"] = replace(drafts["a"], withdrawn=True)
    manifest = read(release(make_library(drafts), tuple(first.items), DAYS[1]))
    gone = [item for item in manifest["items"] if item.get("withdrawn")]
    assert {item["identifier"] for item in gone} == names
    assert {item["withdrawn"] for item in gone} == {DAYS[1]}
    assert "Zebra" not in json.dumps(manifest)
