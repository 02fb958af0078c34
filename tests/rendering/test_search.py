"""The index for searching: what is in it, what is not, and how little of it an edit changes."""

import json
import re
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courseforge.model import Record
from courseforge.rendering.assembly import make_file
from courseforge.rendering.firewall import inspect_file
from courseforge.rendering.search import make_search_files
from courseforge.rendering.search.entries import choose_keys, weigh_words
from courseforge.rendering.search.passages import Passage, read_page_text
from courseforge.rendering.search.scripts import read_script
from courseforge.rendering.search.shards import LIMIT, LONGEST_LIST, choose_known, cut, list_spoken
from courseforge.rendering.search.words import find_words

PAGE = """<!doctype html><main id="cf-main"><article>
<header class="opening"><nav class="crumbs">Home</nav><h1>Make your first beat</h1></header>
<section class="goals"><h2 id="cf-goals">By the end you can</h2><ul><li>Read a pattern</li><li>Write a loop</li></ul>
</section><aside class="label"><h2>Lesson label</h2>45 min</aside><nav class="toc">Boxes</nav>
<div class="prose"><div class="intro"><p>Nod your <em>he</em>ad.</p></div>
<section class="missing"><h2 id="new">Untranslated</h2></section>
<section class="part"><h2 id="boxes">Sixteen boxes</h2><p class="behind">Noteword</p><p>The snare cracks.</p>
<details class="hint"><summary>Hint</summary><p>Whisper</p></details>
<details class="solution"><summary>Solution</summary><p>Answerword</p><pre>answercode</pre></details>
<div class="cell"><div class="cell-bar">Code 1</div><pre><code>import numpy</code></pre>
<div class="out"><pre>outputword</pre></div></div></section>
<section class="made"><h2>Made with this lesson</h2>Somebody</section>
<section class="credits"><h2>Credits</h2>Somebody</section><p class="on-paper">Somebody</p></div></article></main><footer>Footerword</footer>"""


def record(item_id: str, language: str = "en", title: str = "A title", **facts: tuple[str, ...]) -> Record:
    return Record(item_id, "lesson", language, "", title, "A thump", "Library", **facts)  # type: ignore[arg-type]


def make_index(pages: dict[str, str], language: str = "en", build: Path | None = None) -> dict[str, bytes]:
    files = {f"{item_id}.html": make_file(f"{item_id}.html", html.encode()) for item_id, html in pages.items()}
    records = [record(item_id, language, title=item_id) for item_id in pages]
    with TemporaryDirectory() as elsewhere:
        made = make_search_files(files, records, language, build or Path(elsewhere))
        return {file.path: file.read_bytes() for file in made}


def list_words(index: dict[str, bytes]) -> set[str]:
    return {word for path, script in index.items() if "/t-" in path for word in read_script(script)}


def test_words_are_compared_without_accents_and_capitals():
    assert find_words("Canción, ÑANDÚ; l'été\tnaïve") == ["cancion", "nandu", "ete", "naive"]
    assert find_words("cancio\u0301n") == ["cancion"]
    assert find_words("16-step snake_case C++ x " + "a" * 33) == ["16", "step", "snake", "case"]
    assert find_words("ﷺ salam") == ["صلىاللهعليهوسلم", "salam"]
    assert find_words("Python入門です привет") == ["python", "入門", "門で", "です", "привет"]


def test_a_page_gives_what_readers_see_without_opening_anything():
    text = read_page_text(PAGE.encode())
    assert text.passages == (
        Passage("", "", "Nod your head."),
        Passage("boxes", "Sixteen boxes", "The snare cracks."),
    )
    assert text.goals == Passage("cf-goals", "By the end you can", "Read a pattern · Write a loop")
    assert text.code == "import numpy"


def test_answers_hints_outputs_and_furniture_are_not_searched():
    words = list_words(make_index({"lab/beat": PAGE}))
    assert {"snare", "numpy", "boxes", "pattern"} <= words
    furniture = "answerword answercode whisper outputword footerword credits somebody label home".split()
    assert not words & {*furniture, "noteword", "untranslated"}  # the last two: what a translation says of itself


def test_where_a_word_stands_counts_more_than_how_often():
    weights = weigh_words(
        record("lab/beat", title="Kick", objectives=("Hear a hat",), teaches=("rhythm",)),
        read_page_text(PAGE.replace("cracks", "cracks cracks cracks cracks cracks").encode()),
    )
    order = ["kick", "rhythm", "boxes", "hat", "cracks", "snare", "numpy"]
    assert all(weights[more] >= weights[less] for more, less in pairwise(order)), weights
    assert weights["kick"] > weights["boxes"] > weights["snare"] > weights["numpy"] == 1
    assert "your" not in weights


def test_a_key_stays_whatever_else_comes_or_goes():
    ids = [f"course-{n}/lesson-{n}" for n in range(3000)]
    keys = choose_keys(ids)
    assert len(set(keys.values())) == len(ids)
    fewer = choose_keys(ids[::2])
    assert sum(keys[item_id] != key for item_id, key in fewer.items()) <= 5


WORDS = st.dictionaries(st.text("abé你", min_size=2, max_size=6), st.integers(1, 3000), max_size=60)


@given(WORDS)
@settings(max_examples=200)
def test_every_word_is_in_the_file_whose_name_fits_it_best(sizes: dict[str, int]):
    words = {"a" + word: "aaaa1" * size for word, size in sorted(sizes.items())}
    files = dict(cut(words, "a"))
    for word, places in words.items():
        names = [word[:n] for n in range(len(word), 0, -1) if word[:n] in files]
        assert files[names[0]][word] == places
    assert sum(map(len, files.values())) == len(words)
    assert all(len(json.dumps(part)) < 4 * LIMIT or len(part) == 1 for part in files.values())


def spell(number: int) -> str:
    return "".join(
        "bdfgklmnprst"[number // 12**place % 12] + "aeiou"[number * 7 // 5**place % 5] for place in range(4)
    )


def write_lessons(count: int) -> dict[str, str]:
    """Write lessons of up to 300 words out of 4,000, every one with others."""
    texts = (" ".join(spell((n * 37 + k * k * 11) % 4000) for k in range(300)) for n in range(count))
    return {f"lab/n{n}": PAGE.replace("snare", text) for n, text in enumerate(texts)}


def test_an_edit_changes_only_the_files_of_its_words(tmp_path: Path):
    lessons = write_lessons(200)
    before = make_index(lessons, build=tmp_path)
    times = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.js")}
    lessons["lab/n7"] = lessons["lab/n7"].replace("cracks", "whispers thunder across seven rivers")
    after = make_index(lessons, build=tmp_path)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert 0 < len(changed) <= 20
    assert sum("/t-" in path for path in before) > 50
    assert sum("/d-" in path for path in changed) == 1
    assert len([path for path, time in times.items() if path.stat().st_mtime_ns != time]) <= len(changed)


EDITS = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from(["", "snare", "hat kick", "scarf snail hatch"])), max_size=5
)


@given(EDITS)
@settings(max_examples=12, deadline=None)
def test_what_is_kept_never_shows(edits: list[tuple[str, str]]):
    with TemporaryDirectory() as build:
        pages: dict[str, str] = {}
        for name, words in edits:
            pages = {item_id: page for item_id, page in pages.items() if item_id != f"lab/{name}"}
            if words:
                pages[f"lab/{name}"] = PAGE.replace("snare", words)
            assert make_index(pages, build=Path(build)) == make_index(pages)


@pytest.mark.parametrize("damage", [b"", b"{}", b"cfSearch(1,{});"])
def test_a_damaged_shelf_is_filled_anew(tmp_path: Path, damage: bytes):
    pages = {"lab/beat": PAGE, "lab/hat": PAGE.replace("snare", "hat")}
    whole = make_index(pages, build=tmp_path)
    kept = sorted(path for path in tmp_path.rglob("*.js*") if path.name[:2] in ("d-", "l-", "t-"))
    for path in kept:
        path.write_bytes(damage)
        assert make_index(pages, build=tmp_path) == whole, path.name


def test_a_list_to_guess_from_holds_the_best_known_words():
    words = {f"s{spell(n)}": "aaaa2" * (1 + n % 50) for n in range(4000)} | {"sheading": "aaaag", "scode": "aaaa1"}
    spoken = list_spoken(words)
    known = choose_known(spoken)
    assert len(" ".join(known)) <= LONGEST_LIST
    assert known == sorted(known)
    assert "sheading" in known
    assert "scode" not in spoken
    assert min(spoken[word] for word in known) >= max(spoken[word] for word in spoken.keys() - set(known))


def test_the_same_pages_give_the_same_bytes_in_any_order():
    pages = {f"lab/{name}": PAGE.replace("snare", name) for name in ("kick", "hat", "clap")}
    assert make_index(pages) == make_index(dict(reversed(pages.items())))


def test_a_text_that_looks_like_code_stays_a_text():
    hostile = '</script>"); alert(1); ("\u2028 &lt;script&gt;alert(2)&lt;/script&gt;'
    index = make_index({"lab/beat": PAGE.replace("Nod", hostile)})
    page = next(script for path, script in index.items() if "/d-" in path)
    written = page.decode()
    assert "<" not in written
    assert "\u2028" not in written
    assert "<script>alert(2)</script>" in read_script(page)[5][1][2]


def test_the_last_gate_knows_the_index_and_nothing_that_pretends_to_be_it():
    index = make_index({"lab/beat": PAGE, "lab/hat": PAGE.replace("snare", "schön привет 你好")})
    assert [fault for path, data in index.items() for fault in inspect_file(make_file(path, data), {}, ())] == []
    for content in (
        b"alert(1)",
        b'cfSearch("en/t-a",alert(1));\n',
        b'cfSearch("en/t-b",{});\n',
        b'cfSearch("en/t-a",{}',
    ):
        assert inspect_file(make_file("search/en/t-a.js", content), {}, ())


def test_names_of_files_are_good_for_every_disk():
    words = "CON aux com1 nul 你好 привет ﬁre"
    names = [path.rpartition("/")[2] for path in make_index({"lab/beat": PAGE.replace("snare", words)})]
    assert all(re.fullmatch(r"index\.js|(t|w1|w2|d)-[a-z0-9_]+\.js", name) for name in names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("language", ["es", "es-MX"])
def test_each_language_leaves_out_its_own_small_words(language: str):
    words = list_words(make_index({"lab/beat": PAGE.replace("Nod your", "El ritmo the")}, language))
    assert "ritmo" in words
    assert "the" in words
    assert "el" not in words


def test_a_library_without_lessons_has_an_empty_index():
    assert list(make_index({})) == ["search/en/index.js"]
