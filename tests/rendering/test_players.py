"""Sounds and films of a course: calm players with their words, whichever way a lesson brings them."""

import base64
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from courseforge.rendering.body.finish import finish_body
from courseforge.rendering.body.place import Place
from courseforge.rendering.interface import Interface
from courseforge.rendering.recordings import CourseMedia, Recording, Words

WAVE = base64.b64decode("UklGRiQAAABXQVZFZm10IBAAAAABAAEARKwAAIhYAQACABAAZGF0YQAAAAA=")
FILM = b"\0\0\0\x18ftypisom" + b"\0" * 1_500_000
POEM = Recording(title="A poem", credit="Paper Moon, CC BY 4.0", transcript=Words("sounds/poem.txt", "es"))


@pytest.fixture
def course(tmp_path: Path) -> Path:
    course = tmp_path / "course"
    (course / "sounds").mkdir(parents=True)
    (tmp_path / "page").mkdir()
    (course / "sounds/poem.wav").write_bytes(WAVE)
    (course / "sounds/poem.txt").write_text("¿Quién <b>llama</b>?\nLa lluvia.\n\nFin.", encoding="utf-8")
    (course / "fold.mp4").write_bytes(FILM)
    return course


def finish(course: Path, html: str, recording: Recording = POEM, name: str = "sounds/poem.wav") -> LexborHTMLParser:
    files = {"_downloads/1/fold.mp4": course / "fold.mp4", "_downloads/2/poem.wav": course / "sounds/poem.wav"}
    files["_images/poem.wav"] = course / "sounds/poem.wav"
    place = Place(course.parent / "page", course, files, CourseMedia({name: recording}))
    return LexborHTMLParser(finish_body(html, place, Interface("en")).html)


def only(tree: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    [found] = tree.css(selector)
    return found


@pytest.mark.parametrize(
    "html",
    [
        '<audio autoplay loop src="sounds/poem.wav">Your browser is old.</audio>',
        '<p><audio controls><source src="./sounds/poem.wav" type="audio/wav"></audio></p>',
        '<p><a class="download" download="" href="_downloads/2/poem.wav"><span>A poem</span></a></p>',
        '<p><img src="_images/poem.wav" alt="A poem"></p>',
        f'<audio controls><source src="data:audio/wav;base64,{base64.b64encode(WAVE).decode()}"></audio>',
    ],
    ids=["element", "source", "link", "picture", "copy"],
)
def test_however_a_lesson_brings_it_it_loads_when_asked_and_has_its_words(course: Path, html: str) -> None:
    player = only(finish(course, html), "div.player")
    assert (player.attributes["role"], player.attributes["aria-label"]) == ("group", "A poem")
    sound = only(player, "audio")
    assert sound.attributes.keys() == {"src", "controls", "preload", "aria-label"}
    assert sound.attributes["preload"] == "none"
    assert sound.text() == ""
    link = only(player, "a")
    assert link.attributes["download"] == "poem.wav"
    assert link.attributes["href"] == sound.attributes["src"]
    assert only(player, "p.quiet").text() == "Download WAV, 1 KB · Paper Moon, CC BY 4.0"
    words = only(player, "details.transcript > div")
    assert (words.attributes["lang"], words.attributes["dir"]) == ("es", "ltr")
    assert [p.text(separator="|") for p in words.css("p")] == ["¿Quién <b>llama</b>?|La lluvia.", "Fin."]


def test_the_words_of_the_lesson_name_it_first(course: Path) -> None:
    link = '<p><a href="_downloads/2/poem.wav">Mi poema</a></p>'
    assert only(finish(course, link), "div.player").attributes["aria-label"] == "Mi poema"
    nameless = finish(course, '<audio src="sounds/poem.wav"></audio>', Recording())
    assert only(nameless, "audio").attributes["aria-label"] == "Recording 1"
    assert nameless.css("p.kind") == []


def test_in_a_sentence_a_link_stays_a_link_and_a_player_stands_behind_it(course: Path) -> None:
    linked = finish(course, '<p>Take <a href="_downloads/2/poem.wav">the poem</a> home.</p>')
    assert linked.css("audio") == []
    assert only(linked, "p > a").text() == "the poem"
    two = finish(
        course,
        '<p>One <audio src="sounds/poem.wav"></audio> and <audio title="B" src="sounds/poem.wav"></audio>.</p>',
    )
    assert only(two, "div.intro > p").text() == "One  and ."
    assert [player.attributes["aria-label"] for player in two.css("p ~ div.player")] == ["A poem", "B"]


def test_a_film_has_captions_a_poster_and_a_place(course: Path) -> None:
    (course / "fold.vtt").write_text(
        "WEBVTT\n\nSTYLE\n::cue { background: url(https://example.org/x) }\n\n00:01.000 --> 00:02.000\n<v Luz>Fold it\n\n"
        "00:02.000 --> 00:03.000\nonce.\n\n00:03.000 --> 00:04.000\n<v Ana>Twice!\n",
        encoding="utf-8",
    )
    (course / "fold.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 20)
    words = Words("fold.vtt", "en")
    recording = Recording(transcript=words, captions=(words,), poster="fold.png")
    player = only(finish(course, '<video src="fold.mp4"></video>', recording, "fold.mp4"), "div.player")
    film = only(player, "video")
    assert (film.attributes["preload"], film.attributes["aria-label"]) == ("none", "Film 1")
    assert film.attributes["poster"].endswith(".png")
    track = only(film, "track")
    assert "default" not in track.attributes  # it would be loaded before anybody plays
    assert (track.attributes["kind"], track.attributes["srclang"], track.attributes["label"]) == (
        "captions",
        "en",
        "English",
    )
    captions = (course.parent / "page" / track.attributes["src"]).read_text()
    assert captions.startswith("WEBVTT\n\n00:01.000")
    assert "url(" not in captions
    assert [p.text() for p in player.css("details p")] == ["Luz: Fold it once.", "Ana: Twice!"]
    assert only(player, "p.quiet").text() == "Download MP4, 1.5 MB"


def test_nothing_outside_the_course_is_shown(course: Path) -> None:
    (course.parent / "secret.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (course / "fold.mp4").rename(course.parent / "fold.mp4")
    (course / "sounds/poem.wav").write_text("no sound")
    film = finish(course, '<p>x</p><video src="../fold.mp4"></video>', Recording(), "../fold.mp4")
    assert film.css("video, .player") == []
    assert finish(course, '<p>x</p><audio src="sounds/poem.wav"></audio>').css("audio, .player") == []
    (course / "sounds/poem.wav").write_bytes(WAVE)
    (course / "fold.mp4").write_bytes(FILM)
    film = finish(course, '<video src="fold.mp4" poster="../secret.png"></video>', Recording(), "fold.mp4")
    assert "poster" not in only(film, "video").attributes


def test_a_transcript_in_markdown_opens_no_section_and_runs_nothing(course: Path) -> None:
    (course / "sounds/poem.md").write_text(
        "# Ana\n\n*Hello* <script>alert(1)</script> [x](talk.md) ![p](https://example.org/p.png)\n",
        encoding="utf-8",
    )
    spoken = Recording(transcript=Words("sounds/poem.md", "en"))
    tree = finish(course, '<audio src="sounds/poem.wav"></audio>', spoken)
    text = only(tree, "details.transcript > div")
    assert text.css("h1, h2, script, img") == []
    assert [link.attributes["href"] for link in text.css("a")] == ["https://example.org/p.png"]
    assert [only(text, "p.kind").text(), only(text, "em").text()] == ["Ana", "Hello"]


def test_a_sound_that_code_made_is_as_it_was_but_calm(course: Path) -> None:
    data = base64.b64encode(WAVE + b"\0\0").decode()
    tree = finish(course, f'<audio controls="controls"><source src="data:audio/wav;base64,{data}"></audio>')
    assert tree.css("div.player") == []
    sound = only(tree, "audio")
    assert (sound.attributes["preload"], sound.attributes["aria-label"]) == ("none", "Recording 1")
    assert only(sound, "source").attributes["src"].startswith("_media/")


def test_a_figure_says_whose_picture_it_shows(course: Path) -> None:
    (course / "drum.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    credits = CourseMedia(credits={"drum.png": "Paper Moon, CC BY-SA 4.0"})
    place = Place(course.parent / "page", course, {"_images/drum.png": course / "drum.png"}, credits)
    html = '<figure><img src="_images/drum.png" alt="A drum"><figcaption><p>A drum.</p></figcaption></figure>'
    tree = LexborHTMLParser(finish_body(html, place, Interface("en")).html)
    assert [p.text() for p in tree.css("figcaption > p")] == ["A drum.", "Picture: Paper Moon, CC BY-SA 4.0"]
