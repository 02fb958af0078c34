"""A format that lacks a fact of the settings is not written, and the library hears once what to state."""

import io
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from courseforge.cli.commands import courseforge
from courseforge.publishing.building import publish
from courseforge.publishing.exporting import export

from .libraries import CONFIG, markdown, notebook, write_library

HOME = "html: {baseurl: 'https://learn.example.org/'}\n"
EMAIL = "  catalog: {email: records@larkfieldlibrary.org}\n"
NOTES = {"CF095", "CF096", "CF097"}


def library(root: Path, config: str) -> Path:
    return write_library(root, {"zine/fold.ipynb": notebook(markdown("# Fold"))}, config)


@pytest.mark.parametrize(
    ("config", "said"),
    [
        (CONFIG, set()),  # it is not on the web, and asked for nothing
        (CONFIG + "  catalog: {formats: [scorm]}\n", {"CF095"}),
        (CONFIG + HOME, {"CF096"}),
        (CONFIG + "  catalog: {formats: [json, scorm]}\n" + HOME, set()),
        (CONFIG + EMAIL + HOME, set()),
        (CONFIG + "  catalog: {formats: [json, marcx, bookshelf]}\n", {"CF097"}),
    ],
)
def test_a_build_says_what_is_missing(tmp_path: Path, config: str, said: set[str]) -> None:
    report = publish(library(tmp_path, config), execute=False)
    assert NOTES.intersection(diagnostic.code for diagnostic in report.diagnostics) == said


def test_a_build_writes_what_it_can(tmp_path: Path) -> None:
    report = publish(library(tmp_path, CONFIG + EMAIL + HOME), execute=False)
    written = {
        path.relative_to(report.site / "catalog").as_posix() for path in (report.site / "catalog").rglob("*.*")
    }
    assert {"oai/static-repository.xml", "oai/verbs/ListRecords/oai_dc.xml"} < written
    assert {"cartridge/zine.en.imscc", "scorm/zine.en.zip"} < written
    # The address in them is the library's own, and was stated to be public.
    assert [d for d in report.diagnostics if d.location.path.startswith("_build")] == []


def test_an_export_names_the_setting_and_is_no_failure(tmp_path: Path) -> None:
    result = CliRunner().invoke(courseforge, ["export", "oai", str(library(tmp_path, CONFIG))])
    assert result.exit_code == 0, result.output
    words = " ".join(result.output.split())
    assert "the library's address on the web is not stated" in words
    assert "email: catalog@your-library.org" in words
    assert "There was nothing to write: the note above says why." in words


def test_an_export_of_what_was_asked_for(tmp_path: Path) -> None:
    root = library(tmp_path / "library", CONFIG + HOME)
    report = export(root, "scorm", tmp_path / "out", lessons=["zine/fold"])
    assert report.diagnostics == ()
    assert report.files == ("scorm/zine.en.zip",)


def test_an_address_that_only_this_machine_knows(tmp_path: Path) -> None:
    config = CONFIG + EMAIL + "html: {baseurl: 'http://localhost:8000/'}\n"
    report = export(library(tmp_path / "library", config), "oai", tmp_path / "out")
    (said,) = report.diagnostics
    assert (said.code, report.files) == ("CF095", ())
    assert "holds for the whole web" in said.message


@pytest.mark.parametrize("name", ["json", "epub"])
def test_what_nobody_has_accepted_is_in_no_export(tmp_path: Path, name: str) -> None:
    root = library(tmp_path / "library", CONFIG)
    proposed = "---\ntitle: Zebra\nstate: proposed\n---\n\n# Zebra\n"
    (root / "courses/zine/zebra.md").write_text(proposed, encoding="utf-8")
    report = export(root, name, tmp_path / "out")
    assert report.files
    for file in report.files:
        data = (tmp_path / "out" / file).read_bytes()
        books = zipfile.ZipFile(io.BytesIO(data)) if file.endswith(".epub") else None
        held = b"".join(map(books.read, books.namelist())) if books else data
        assert b"zebra" not in held.lower(), file
