"""Whatever is sent, either nothing of it is kept, or only what is a lesson; and the reader of forms never falls over."""

import io
import json
import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from courseforge.intake.answers import Answers, list_complaints, tidy
from courseforge.intake.complaint import NotTakenError
from courseforge.intake.contributors import choose_key, propose_key, read_contributors, write_entry
from courseforge.intake.facts import keep_facts, state_facts
from courseforge.intake.form.submission import Submission, TimedBody, UnreadableError, read_submission
from courseforge.intake.limits import LESSON_BYTES
from courseforge.intake.parcel import SentFile, sort_parcel
from courseforge.intake.receipt_code import is_code, make_code, read_code
from courseforge.intake.taking_in import prepare_files
from courseforge.intake.traces import shorten_paths
from courseforge.reading.front_matter import take_front_matter
from courseforge.reading.names import check_names

from .canaries import make_jpeg, make_notebook, make_png
from .sending import BOUNDARY, multipart

ANSWERS = Answers("Paper Moon", "c-0141", "en")
NAMES = [
    "../../etc/cron.d/x.ipynb", "/etc/passwd.md", "C:\\Windows\\x.md", "..\\..\\x.ipynb", "con.md", "nul.ipynb", ".md",
    "a" * 5000 + ".md", "x\0.md", "x\n\r.md", "\u202etxt.md", "lesson.MD", "é中🎵.ipynb", "-rf.md", "$(id).md", " .md",
    "images/../../x.png", "x.png/..", ".git/config.md", "a.ipynb.md", "x.md:stream",
]  # fmt: skip


def take(*files: SentFile) -> dict[str, bytes] | None:
    """Return what would be kept; None where it was refused in words for its sender."""
    try:
        return prepare_files(files, tidy(ANSWERS))[0].files
    except NotTakenError as error:
        assert error.complaints and all(complaint.message for complaint in error.complaints)
        return None


def hold_safe(kept: dict[str, bytes] | None) -> None:
    for path in kept or {}:
        parts = PurePosixPath(path).parts
        assert len(parts) <= 2 and ".." not in parts and not path.startswith("/"), path
        assert list(check_names([path])) == [], path
    assert sum(path.endswith((".md", ".ipynb")) for path in kept or ["x.md"]) == 1


@pytest.mark.parametrize("name", NAMES)
def test_names_lead_nowhere(name: str) -> None:
    lesson = SentFile(
        name, b"# Clap\n\nClap twice.\n" if name.lower().endswith(".md") else json.dumps(make_notebook()).encode()
    )
    hold_safe(take(lesson))
    hold_safe(take(SentFile("lesson.md", b"# Clap\n"), SentFile(name, make_png())))


@settings(max_examples=150)
@given(
    st.text(max_size=40),
    st.sampled_from([".ipynb", ".md"]),
    st.binary(max_size=600),
    st.text(max_size=30),
    st.binary(max_size=300),
)
def test_any_bytes_under_any_name(name: str, ending: str, data: bytes, other: str, more: bytes) -> None:
    hold_safe(take(SentFile(name + ending, data)))
    for kind in (".png", ".jpg", ".webp", ".csv", ".json", ""):
        hold_safe(take(SentFile(name + ending, b"# Clap\n"), SentFile(other + kind, more)))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
CELL = st.fixed_dictionaries(
    {"cell_type": st.sampled_from(["markdown", "code", "raw", "other"]), "source": st.text(max_size=60) | JSON},
    optional={"metadata": JSON, "outputs": JSON, "attachments": JSON, "id": JSON, "execution_count": JSON},
)


@settings(max_examples=200)
@given(st.lists(CELL, max_size=4), JSON, st.sampled_from([2, 3, 4, 99, "4", None]), st.integers(-1, 9))
def test_notebooks_of_any_shape(cells: list[object], metadata: object, major: object, minor: int) -> None:
    document = {"cells": cells, "metadata": metadata, "nbformat": major, "nbformat_minor": minor}
    hold_safe(take(SentFile("a.ipynb", json.dumps(document).encode())))


@settings(max_examples=200)
@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=8), st.sampled_from([make_jpeg, make_png]))
def test_a_damaged_picture_keeps_no_word(place: int, bytes_: bytes, make: object) -> None:
    data = make()  # type: ignore[operator]
    spoiled = data[: place % len(data)] + bytes_ + data[place % len(data) + len(bytes_) :]
    ending = ".jpg" if make is make_jpeg else ".png"
    kept = take(SentFile("a.md", b"# Clap\n"), SentFile(f"p{ending}", spoiled))
    for path, content in (kept or {}).items():
        if path.endswith(ending):
            assert b"Mila Okafor" not in content and b"trailing-soul" not in content


def test_pictures_are_drawn_anew_as_they_were_seen() -> None:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera lay on its side
    Image.new("RGB", (40, 30), "teal").save(out, "JPEG", exif=exif)
    glass = io.BytesIO()
    Image.new("RGBA", (8, 8), (10, 20, 30, 40)).save(glass, "PNG")
    kept = take(SentFile("a.md", b"# Clap\n"), SentFile("p.jpg", out.getvalue()), SentFile("q.png", glass.getvalue()))
    assert kept
    with Image.open(io.BytesIO(kept["images/clap-1.jpg"])) as upright:
        assert upright.size == (30, 40) and not upright.getexif()
        assert all(abs(a - b) < 4 for a, b in zip(upright.getpixel((9, 9)), (0, 128, 128), strict=True))
    with Image.open(io.BytesIO(kept["images/clap-2.png"])) as clear:
        assert clear.getpixel((3, 3)) == (10, 20, 30, 40)


def test_a_moving_picture_is_named() -> None:
    out = io.BytesIO()
    frames = [Image.new("RGB", (9, 9), color) for color in ("red", "blue")]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    with pytest.raises(NotTakenError, match="moves"):
        sort_parcel([SentFile("a.md", b"# Clap\n"), SentFile("p.png", out.getvalue())])


def png_of(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = zlib.compress(b"\0" * 20_000_000, 9)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_what_swells_when_it_is_opened_is_not_opened() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("lesson.md", b"0" * 200_000_000)
    bomb = out.getvalue()
    lesson = SentFile("lesson.md", b"# Clap\n")
    assert take(SentFile("lesson.zip", bomb)) is None
    for name in ("lesson.ipynb", "lesson.md"):
        assert take(SentFile(name, bomb)) is None
    for name in ("p.png", "p.webp", "data.csv"):
        assert take(lesson, SentFile(name, bomb)) is None
    assert take(lesson, SentFile("p.png", png_of(50_000, 50_000))) is None


def test_what_is_packed_is_named_with_what_to_do() -> None:
    with pytest.raises(NotTakenError, match=r"lesson\.zip is packed"):
        sort_parcel([SentFile("lesson.zip", b"PK")])


def test_a_picture_is_what_its_name_says() -> None:
    out = io.BytesIO()
    Image.new("RGB", (9, 9)).save(out, "GIF")
    lesson = SentFile("lesson.md", b"# Clap\n")
    assert take(lesson, SentFile("p.png", out.getvalue())) is None
    assert take(lesson, SentFile("p.png", make_jpeg())) is None
    assert take(lesson, SentFile("p.png", b"<svg onload=alert(1)>")) is None
    assert take(lesson, SentFile("p.svg", b"<svg onload=alert(1)>")) is None


def test_large_and_deep_and_many() -> None:
    deep = b'{"cells": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    assert take(SentFile("a.ipynb", deep)) is None
    assert take(SentFile("a.md", b"# Clap\n" + b"x" * LESSON_BYTES)) is None
    assert take(*[SentFile(f"{n}.csv", b"a\n") for n in range(40)], SentFile("a.md", b"# Clap\n")) is None
    assert take(SentFile("a.md", b"# One\n"), SentFile("b.md", b"# Two\n")) is None
    assert take(SentFile("a.csv", b"a\n")) is None
    assert take() is None


@settings(max_examples=300)
@given(st.binary(max_size=400), st.text(max_size=80))
def test_any_body_is_a_form_or_is_refused(body: bytes, content_type: str) -> None:
    for kind in (content_type, f"multipart/form-data; boundary={BOUNDARY}"):
        read_or_refuse(kind, body)


@settings(max_examples=300)
@given(st.integers(0, 10**6), st.binary(max_size=30), st.integers(0, 40))
@example(0, b"", 0)
def test_a_form_that_is_damaged_somewhere(place: int, noise: bytes, lost: int) -> None:
    body = multipart([("token", None, b"t"), ("name", None, b"Owl"), ("file", "a.md", b"# Clap\n" * 20)])
    at = place % (len(body) + 1)
    read = read_or_refuse(f"multipart/form-data; boundary={BOUNDARY}", body[:at] + noise + body[at + lost :])
    if not noise and not lost:
        assert read and read.fields == {"token": "t", "name": "Owl"} and read.files[0].data == b"# Clap\n" * 20


@pytest.mark.parametrize(
    "body",
    [
        multipart([("file", f"{n}.csv", b"a") for n in range(500)]),
        multipart([("n" * 5000, None, b"x")]),
        multipart([("file", "x" * 5000, b"x")]),
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=a\r\n".encode() + b"X: y\r\n" * 1000 + b"\r\nx",
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=a; name=b; filename*=utf-9''%ff\r\n\r\nx\r\n--{BOUNDARY}--".encode(),
        f"--{BOUNDARY}\r\n\r\nx\r\n--{BOUNDARY}--\r\n".encode(),
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=a\r\nContent-Type: text/plain; charset=rot13\r\n\r\nx\r\n--{BOUNDARY}--\r\n".encode(),
        f"--{BOUNDARY}--\r\n--{BOUNDARY}--\r\n".encode(),
        (f"--{BOUNDARY}\r\n" * 3000).encode(),
    ],
)
def test_forms_that_no_browser_sends(body: bytes) -> None:
    read = read_or_refuse(f"multipart/form-data; boundary={BOUNDARY}", body)
    assert read is None or len(read.files) + len(read.fields) <= 46


def read_or_refuse(content_type: str, body: bytes) -> Submission | None:
    try:
        return read_submission(content_type, len(body), TimedBody(BytesIO(body), len(body)))
    except UnreadableError:
        return None


def test_an_empty_field_for_files_is_no_file() -> None:
    body = multipart([("token", None, b"t"), ("file", "", b"")])
    read = read_or_refuse(f"multipart/form-data; boundary={BOUNDARY}", body)
    assert read and read.files == ()


# ---- what is asked


@pytest.mark.parametrize("name", ["Paper Moon", "DJ Nova", "Búho Nocturno", "Luz", "Team 7", "xX_Loop_Xx"[3:7], "月"])
def test_chosen_names_are_taken(name: str) -> None:
    assert list(list_complaints(tidy(Answers(name, "c-0141", "en")))) == []


@pytest.mark.parametrize(
    "name",
    ["", "   ", "mila@example.org", "www.mila.com", "Mila 2011", "Mila Okafor", "555 123 4567", "a" * 61, "<b>", "x\x1b[2J",
     "a\u202eb", "a\u200bb"],
)  # fmt: skip
def test_names_that_tell_too_much_are_asked_about(name: str) -> None:
    assert [complaint.field for complaint in list_complaints(tidy(Answers(name, "c-0141", "en")))] == ["name"]


@pytest.mark.parametrize("number", ["c-0141", "LPL-0014", "141", "2026/0112", "B-12/7", "c0141a"])
def test_numbers_of_papers(number: str) -> None:
    assert list(list_complaints(Answers("Luz", number, "en"))) == []


@pytest.mark.parametrize(
    "number",
    ["", "Mila Okafor", "2011-03-04", "20110304", "4/3/2011", "04-03-11", "mila-2011", "a@b.org", "c-1\nx", "c" * 50],
)
def test_what_is_no_number_of_a_paper(number: str) -> None:
    assert [complaint.field for complaint in list_complaints(Answers("Luz", number, "en"))] == ["consent"]


# ---- what is made of it


@settings(max_examples=300)
@given(st.text(alphabet="abc: -#'\"[]{}\n|>&*!%@author~éñ\\", max_size=120))
def test_facts_say_only_what_is_allowed(text: str) -> None:
    kept, rest = keep_facts(f"---\ntitle: Clap\n{text}\nauthor: Mila\n---\nAnd then")
    head = take_front_matter(state_facts(kept, "Clap", "paper-moon") + rest)
    if head.front is not None:
        value = head.front.document.value
        assert set(value) <= {"title", "authors", "state"} | {key for key in value if key in ("ages", "level")}
        assert value["authors"] == ["paper-moon"] and value["state"] == "proposed"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("open('/home/mila/x.csv')", "open('x.csv')"),
        ("open('/home/mila.okafor/My stuff/Okafor family/x.csv')", "open('x.csv')"),
        ('os.chdir("/Users/mila")', 'os.chdir(".")'),
        ("C:\\Users\\Mila Okafor\\Desktop\\x.csv", "x.csv"),
        (r'"C:\\Users\\Mila\\x.csv"', '"x.csv"'),
        ("![a](C:\\Users\\Mila Okafor\\a b.png)", "![a](a b.png)"),
        ("/content/drive/MyDrive/Okafor/x.csv", "x.csv"),
        ("file:///home/mila/x.csv", "x.csv"),
        ("open('~/Okafor family/x.csv')", "open('x.csv')"),
        ("open('~mila/x.csv')", "open('x.csv')"),
        ("/media/mila/STICK/x.csv", "x.csv"),
    ],
)
def test_of_a_path_only_the_file_is_left(text: str, left: str) -> None:
    assert shorten_paths(text) == left


@pytest.mark.parametrize(
    "text",
    ["https://example.org/home/page.html", "a/b/c.csv", "./media/x/y.png", "about ~5/10 of it", "~~gone~~/", "1/2",
     "data/home/x.csv", "I was at home / in the library", "images/Users/a.png"],
)  # fmt: skip
def test_other_slashes_stay(text: str) -> None:
    assert shorten_paths(text) == text


@settings(max_examples=100)
@given(st.text(alphabet="/home\\Users'\"( .~abc:", max_size=3000))
def test_paths_are_found_in_a_moment(text: str) -> None:
    assert len(shorten_paths(text)) <= len(text) + text.count("/") + text.count("\\")


@pytest.mark.parametrize(
    "text",
    ["", "# nobody yet\n", "a:\n  name: A\n", "a: A", "a: {name: A}\n", "a:\r\n  name: A\r\n", "\n\na: A\n\n# end"],
)
def test_somebody_is_added_to_any_list(text: str) -> None:
    before = read_contributors(text.replace("\r\n", "\n"))
    made = write_entry(text, choose_key(text.replace("\r\n", "\n"), ANSWERS, ""), ANSWERS, confirmed=False)
    assert made.startswith(text)
    after = read_contributors(made.replace("\r\n", "\n"))
    assert after == {**before, "paper-moon": after["paper-moon"]} and after["paper-moon"].consent == "c-0141"
    assert ("\r\n" in text) == ("\r\n" in made)


@given(st.text(min_size=1, max_size=60))
def test_any_name_has_a_key(name: str) -> None:
    answers = tidy(Answers(name, "c-1", "en"))
    if not list(list_complaints(answers)):
        assert write_entry("", propose_key(answers.name), answers, confirmed=False)


def test_codes_are_told_apart_by_ear() -> None:
    codes = {make_code() for _ in range(300)}
    assert len(codes) > 295 and all(map(is_code, codes))
    assert not set("".join(codes)) & set("O0I1LSZ5B8AEUDPTVGN2")
    code = codes.pop()
    assert read_code(f" {code.lower().replace('-', ' ')} ") == code
