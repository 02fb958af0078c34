"""Letters to authors: what they say, that nothing private is in them, and that their Spanish keeps up with the rules."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from tests.reporting.sentences import list_sentences

from courseforge.diagnostics import Diagnostic, Location, ReplaceLines, Severity, hide_private
from courseforge.reporting.excerpts import Excerpt
from courseforge.reporting.letter import Letter, write_letter
from courseforge.reporting.words import LOCALE_FOLDER, Words

CASES = Path(__file__).parents[1] / "checks" / "cases"
PATH = "courses/lab/one.md"


def found(code: str, line: int, message: str = "Something.", severity=Severity.WARNING, **facts) -> Diagnostic:
    return Diagnostic(code, severity, message, Location(PATH, line), **facts)


def letter(*diagnostics: Diagnostic, language: str = "en", excerpts=None) -> str:
    return write_letter(Letter(PATH, language, None, diagnostics), excerpts or {})


def test_three_things_come_first_and_what_stops_publication_before_them():
    said = [
        found("CF204", 9, "A bold line."),
        found("CF517", 2, "A long line.", Severity.INFO),
        found("CF602", 3, "Numbers are saved."),
        found("CF402", 4, "A link leads nowhere."),
        found("CF101", 5, "A description is missing.", Severity.ERROR),
        found("CF301", 6, "A picture has no words."),
        found("CF301", 7, "Another picture has no words."),
    ]
    text = letter(*said)
    headings = re.findall(r"^### (.*)$", text, re.MULTILINE)
    assert headings == ["1. A description is missing. ⛔", "2. A picture has no words.", "3. A link leads nowhere."]
    assert "Line 6, and 1 more place like this" in text
    folded = text[text.index("<details>") : text.index("</details>")]
    assert re.findall(r"\((CF\d+)", folded) == ["CF204", "CF602", "CF517"]


def test_the_line_is_shown_as_it_is_and_as_it_should_be():
    fix = ReplaceLines(PATH, None, 4, "[x](http://y)", "[x](https://y)")
    text = letter(found("CF405", 4, fix=fix, hint="Write https"))
    assert "Now:\n\n```text\n[x](http://y)\n```\n\nBetter:\n\n```text\n[x](https://y)\n```" in text
    hint = "Write this as line 1:\n#| fig-alt: What one sees …"
    text = letter(found("CF304", 4, hint=hint), excerpts={Location(PATH, 4): Excerpt("plot(`x`)")})
    assert "Now:\n\n```text\nplot(`x`)\n```" in text
    assert "What helps: Write this as line 1:\n\n```text\n#| fig-alt: What one sees …\n```" in text


def test_a_private_line_is_in_no_letter_whichever_rule_points_at_it():
    fix = ReplaceLines(PATH, None, 4, "call 555-0100 http://y", "call 555-0100 https://y")
    said = [found("CF701", 4, "A telephone number stands here.", Severity.ERROR), found("CF405", 4, fix=fix)]
    text = letter(*said)
    assert "A telephone number stands here." in text
    assert "555" not in text


def test_a_strangers_words_draw_no_picture_and_call_nobody():
    text = letter(found("CF402", 4, "The link to “![x](//evil)<img src=x> @somebody `” leads nowhere.\u202e"))
    assert "![x]" not in text
    assert "<img" not in text.replace("\\<img", "")
    assert "@somebody" not in text
    assert "\u202e" not in text
    text = letter(found("CF402", 4), excerpts={Location(PATH, 4): Excerpt("``` </details> ```")})
    assert "````text\n``` </details> ```\n````" in text


def test_a_file_without_a_problem_gets_no_promise():
    assert "no known problem was found. A person should still read it." in letter()


def test_a_spanish_letter_speaks_spanish():
    hint = 'Write this as line 1 of the cell, and finish the sentence (if it only decorates: #| fig-alt: ""):'
    hint += "\n#| fig-alt: Un gráfico …"
    said = [
        found("CF304", 4, "This cell draws a figure, and nothing says what it shows.", hint=hint),
        found("CF405", 5, "The link to http://{x}.org is not encrypted."),
        found("CF499", 5, "Nobody has translated this."),
        found("CF708", 6, "This picture says more than it shows: whose it is, when it was taken.", Severity.INFO),
        *hide_private(
            (found("CF701", 7, "A telephone number stands here."), found("CF204", 7, hint="Write: 555-0100"))
        ),
    ]
    text = letter(*said, language="es-MX")
    assert "Esta celda dibuja una figura, y nada dice lo que muestra." in text
    assert 'y termina la frase (si solo adorna: #| fig-alt: ""):\n\n```text\n#| fig-alt: Un gráfico …\n```' in text
    assert "El enlace a http://{x}.org no va cifrado." in text
    assert "Nobody has translated this." in text
    assert "En la misma línea hay algo privado" in text
    assert "Esta imagen dice más de lo que muestra: de quién es, cuándo se tomó." in text
    assert "What helps" not in text


def test_a_pattern_takes_no_time_with_a_long_text():
    said = "The link to " + "“ is not encrypted" * 100 + "."
    assert Words("es").rule("CF405", said).endswith("no va cifrado.") or Words("es").rule("CF405", said) == said


@cache
def catalog(name: str):
    with (LOCALE_FOLDER / "es" / "LC_MESSAGES" / name).open("rb") as file:
        return read_po(file)


def test_every_word_of_a_letter_is_there_in_spanish_and_no_other():
    keywords = {"text": None, "count": (1, 2)}
    found_words = extract_from_dir(LOCALE_FOLDER.parent, keywords=keywords)
    used = {m if isinstance(m, str) else m[0] for _, _, m, _, _ in found_words}
    there = {m.id if isinstance(m.id, str) else m.id[0] for m in catalog("letter.po") if m.id}
    assert used == there


@pytest.mark.parametrize("name", ["letter.po", "rules.po"])
def test_translations_keep_their_placeholders(name):
    for message in catalog(name):
        forms = [message.string] if isinstance(message.string, str) else message.string
        original = message.id if isinstance(message.id, str) else message.id and message.id[-1]
        for form in forms if message.id else ():
            named = set(re.findall(r"{\w+}", form))
            assert named <= set(re.findall(r"{\w+}", original)), message.id
            assert named or "{" not in original or not message.context, message.id


CODES = sorted(folder.name for folder in CASES.iterdir())


def told(code: str) -> tuple[list[str], list[str]]:
    """Read what the cases of a rule are told: its messages, and its hints with all their lines."""
    text = (CASES / code / "expected.txt").read_text("utf-8")
    messages = re.findall(r"^  \S.*: (?:error|warning|note|info)\n    (.*)$", text, re.MULTILINE)
    hints = re.findall(r"^    -> (.*(?:\n       .*)*)$", text, re.MULTILINE)
    return messages, [hint.replace("\n       ", "\n") for hint in hints]


@pytest.mark.parametrize("code", CODES)
def test_every_rule_says_everything_in_spanish(code):
    messages, hints = told(code)
    assert messages
    said = [*messages, *(hint.partition("\n")[0] for hint in hints)]
    assert [words for words in said if Words("es").rule(code, words) == words] == []


#: What these say is about files that only the library itself writes, or about its computer: no letter is about those.
FOR_THE_LIBRARY = frozenset(
    "reading/settings.py reading/site_pictures.py reading/published.py reading/withdrawn.py reading/marc_lines.py "
    "reading/library.py reading/showcase.py reading/vocabulary.py rendering/showcase/exhibits.py catalog/needs.py "
    "rendering/shards/confinement.py rendering/shards/workers.py rendering/foreign_theme.py execution/upkeep.py "
    "execution/isolation.py mending/cleaning.py "
    # A whole Jupyter Book is nobody's contribution; its settings and contents are for whoever keeps it.
    "reading/book/stock_yaml.py reading/book/project.py reading/book/contents.py rendering/staging/project.py "
    "rendering/staging/bibliographies.py rendering/sphinx_run/unknown.py".split()
)
#: Whose gap is “is not a key”, or another word of ours: known in Spanish as it is said.
IN_PARTS = "xyz xyz that courseforge knows."


def test_whatever_is_said_about_a_contribution_is_known_in_spanish():
    sentences = [one for one in list_sentences() if one.module not in FOR_THE_LIBRARY and one.text != IN_PARTS]
    assert len({one.code for one in sentences}) > 60
    words = Words("es")
    unknown = {one for one in sentences if words.rule(one.code, one.text) == one.text}
    assert sorted(unknown) == []


#: Files that the library alone writes; ``marc:`` and the list of countries are its cataloger's.
OF_THE_LIBRARY = ("_config.yml", "showcase.yml", "withdrawn.yml", "catalog/published.json")
READ = CASES.parents[1] / "reading" / "cases"


def read_told(case: str) -> Iterator[tuple[str, str]]:
    """Read what is said about the lessons and courses of a case of reading, with the codes."""
    place, code = "", ""
    for line in (READ / case / "expected.txt").read_text("utf-8").splitlines():
        if not line.startswith(" "):
            place = line
        elif found_code := re.match(r"  (?:error|warning|info|note) (CF\d{3}): (.*)", line):
            code = found_code[1]
            if not place.startswith(OF_THE_LIBRARY) and "MARC" not in line:
                yield code, found_code[2]
        elif line.startswith("  -> ") and not place.startswith(OF_THE_LIBRARY) and code:
            yield code, line.removeprefix("  -> ")


@pytest.mark.parametrize(
    "case", sorted(folder.name for folder in READ.iterdir() if (folder / "expected.txt").exists())
)
def test_what_is_wrong_with_a_file_is_said_in_spanish(case):
    assert [said for code, said in read_told(case) if Words("es").rule(code, said) == said] == []


@pytest.mark.parametrize("said", ["is not a key", "are not keys"])
def test_a_sentence_in_parts_is_known_too(said):
    assert Words("es").rule("CF042", f"“x” {said} that courseforge knows.").endswith("que courseforge conozca.")


@pytest.mark.parametrize("code", CODES)
def test_a_letter_puts_nothing_into_code_that_is_not_to_paste(code):
    several = [hint.splitlines() for hint in told(code)[1] if "\n" in hint]
    assert [first for first, *_ in several if not first.endswith(":")] == []
    lines = [line for _, *rest in several for line in rest if not line.startswith("- ")]  # sentences of the lesson
    assert [line for line in lines if re.match(r"(?:If|Or|Otherwise|Then)\b|[^:]*\w\.(?: [A-Z]|$)", line)] == []
