"""The validators of MARC let a right record pass and name what is wrong in a wrong one."""

from collections.abc import Callable
from pathlib import Path

import pymarc
import pytest

from .validators.marc_tags import lint_marc, validate_marc_tags
from .validators.marcxml import read_marcxml, validate_marcxml

pytestmark = pytest.mark.slow

Change = Callable[[pymarc.Record], object]


def field(tag: str, indicators: str, **subfields: str) -> pymarc.Field:
    """Make a field; a subfield whose code is a number is written with an underscore before it."""
    pairs = [pymarc.Subfield(code.lstrip("_"), value) for code, value in subfields.items()]
    return pymarc.Field(tag, indicators=pymarc.Indicators(*indicators), subfields=pairs)


def make_record() -> pymarc.Record:
    record = pymarc.Record(leader="00000nam a22000003i 4500", force_utf8=True)
    record.add_field(
        pymarc.Field("001", data="sound-lab/first-beat"),
        pymarc.Field("003", data="XXX"),
        pymarc.Field("005", data="20270102000000.0"),
        pymarc.Field("006", data="m    do  d        "),
        pymarc.Field("007", data="cr cnu|||uuuuu"),
        pymarc.Field("008", data="270102s2027    xxu    do    l000 0 eng d"),
        field("040", "  ", a="XXX", b="eng", e="rda", c="XXX"),
        field("245", "00", a="Make your first beat."),
        field("264", " 1", b="Larkfield Public Library,", c="2027."),
        field("341", "0 ", a="textual", b="structuralNavigation", _2="sapdv"),
        field("506", "0 ", a="Free.", f="Unrestricted online access", _2="star"),
        field("532", "1 ", a="Every picture has a text."),
        field("856", "40", u="https://learn.example.org/sound/beat.html", _7="0"),
        field("907", "  ", a="local"),
    )
    return record


def set_data(record: pymarc.Record, tag: str, data: str) -> None:
    record[tag].data = data


WRONG: dict[str, tuple[Change, str]] = {
    "a tag that is none": (lambda record: record.add_field(field("012", "  ", a="x")), "012 is not a tag"),
    "an indicator": (lambda record: record.add_field(field("653", "9 ", a="x")), "653 indicator 1 cannot be '9'"),
    "a subfield": (lambda record: record.add_field(field("520", "  ", z="x")), "520 has no subfield $z"),
    "a second title": (lambda record: record.add_field(field("245", "00", a="x")), "245 is not repeatable"),
    "a subfield twice": (
        lambda record: record["856"].add_subfield("7", "1"),
        "856 $7 is not repeatable",
    ),
    "a short 008": (lambda record: set_data(record, "008", "270102"), "008 has 6 characters, not 40"),
    "no such audience": (
        lambda record: set_data(record, "008", "270102s2027    xxu    xo    l000 0 eng d"),
        "008/22 (Target audience) cannot be 'x'",
    ),
    "no such kind": (lambda record: setattr(record, "leader", "00000nxm a22000003i 4500"), "LDR/06"),
}


def test_the_table_accepts_a_right_record() -> None:
    assert validate_marc_tags(make_record()) == []


@pytest.mark.parametrize("name", WRONG)
def test_the_table_names_what_is_wrong(name: str) -> None:
    change, finding = WRONG[name]
    record = make_record()
    change(record)
    assert any(said.startswith(finding) for said in validate_marc_tags(record)), validate_marc_tags(record)


def test_perls_lint_accepts_a_right_record(tmp_path: Path) -> None:
    assert lint_marc(make_record().as_marc(), tmp_path) == []


def test_perls_lint_names_what_is_wrong(tmp_path: Path) -> None:
    record = make_record()
    record.add_field(field("260", "99", r="x"))
    record["245"].add_subfield("a", "again")
    said = "\n".join(lint_marc(make_record().as_marc() + record.as_marc(), tmp_path))
    assert "sound-lab/first-beat: 260: Subfield _r is not allowed." in said
    assert "245: Subfield _a is not repeatable." in said


def test_perls_lint_sees_a_broken_directory(tmp_path: Path) -> None:
    assert lint_marc(make_record().as_marc()[:-20], tmp_path)


def write_marcxml(*records: pymarc.Record) -> bytes:
    inner = b"".join(pymarc.record_to_xml(record) for record in records)
    return b'<collection xmlns="http://www.loc.gov/MARC21/slim">' + inner + b"</collection>"


def test_marcxml_that_is_right() -> None:
    data = write_marcxml(make_record(), make_record())
    assert validate_marcxml(data) == []
    assert [record.as_marc() for record in read_marcxml(data)] == [make_record().as_marc()] * 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'tag="245"', b'tag="24"'),
        (b'ind1="0"', b'ind1="00"'),
        (b'code="u"', b'code=""'),
        (b"00000nam a22", b"00000nam 22"),
        (b"<leader>", b"<title/><leader>"),
        (b"<collection xmlns=", b"<collection xmlns:other="),
        (b"</collection>", b""),
    ],
)
def test_marcxml_that_is_wrong(old: bytes, new: bytes) -> None:
    data = write_marcxml(make_record())
    assert old in data
    assert validate_marcxml(data.replace(old, new))
