"""The site's own words: Spanish is complete, other languages fall back, dates and counts read right."""

import re
from functools import cache
from itertools import chain
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from courseforge.rendering.interface import LOCALE_FOLDER, Interface, own_name
from courseforge.rendering.staging.roles import ROLE_TITLES

KEYWORDS = {"text": None, "count": (1, 2)}


@cache
def used_words() -> dict[str, str | tuple[str, ...]]:
    with (LOCALE_FOLDER / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    package = LOCALE_FOLDER.parent.parent
    found = chain.from_iterable(
        extract_from_dir(package / folder, methods, options, keywords=KEYWORDS)
        for folder in ("rendering", "catalog", "passport")
    )
    words = {m if isinstance(m, str) else m[0]: m for _, _, m, _, _ in found}
    return words | {title: title for title in ROLE_TITLES.values()}


def spanish() -> Catalog:
    with (LOCALE_FOLDER / "es" / "LC_MESSAGES" / "courseforge.po").open("rb") as file:
        return read_po(file)


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"{\w+}", text))


def test_words_are_found_in_templates_and_in_code():
    words = used_words()
    assert {"Next lesson", "Lesson label", "Some practice"} <= words.keys()
    assert words["{n} lesson"] == ("{n} lesson", "{n} lessons")


def test_spanish_says_every_word_of_the_site():
    catalog = spanish()
    missing = [word for word in used_words() if not catalog.get(word) or not all_forms(catalog, word)]
    assert missing == []


def all_forms(catalog: Catalog, word: str) -> bool:
    string = catalog[word].string
    return bool(string) if isinstance(string, str) else all(string)


def test_spanish_has_no_words_that_nothing_says():
    used = used_words()
    left_over = [m.id for m in spanish() if m.id and (m.id if isinstance(m.id, str) else m.id[0]) not in used]
    assert left_over == []


def test_translations_keep_their_placeholders():
    for message in spanish():
        if not message.id:
            continue
        forms = [message.string] if isinstance(message.string, str) else message.string
        original = message.id if isinstance(message.id, str) else message.id[0]
        assert all(placeholders(form) == placeholders(original) for form in forms), message.id


def test_a_regional_language_uses_its_base_language():
    assert Interface("es-MX").text("Next lesson") == "Lección siguiente"


def test_a_language_without_a_catalog_speaks_english_with_its_own_direction():
    ui = Interface("ar")
    assert ui.text("Next lesson") == "Next lesson"
    assert ui.direction == "rtl"


def test_a_nonsense_language_harms_nobody():
    ui = Interface("../../etc")
    assert ui.text("Time") == "Time"
    assert ui.date("2026-11-14") == "November 14, 2026"
    assert own_name("qqq-nowhere") == "qqq-nowhere"


def test_counts_dates_and_durations_read_as_people_write_them():
    english, spanish_ui = Interface("en"), Interface("es")
    assert english.count("{n} lesson", "{n} lessons", 1) == "1 lesson"
    assert spanish_ui.count("{n} lesson", "{n} lessons", 3) == "3 lecciones"
    assert spanish_ui.date("2026-11-14") == "14 de noviembre de 2026"
    assert english.date("soon") == "soon"
    assert [english.duration(m) for m in (45, 60, 90)] == ["45 min", "1 h", "1 h 30 min"]
    assert [english.size(n) for n in (12, 14_321, 2_100_000)] == ["1 KB", "14 KB", "2.1 MB"]
    assert spanish_ui.join(["Ana", "Luz"]) == "Ana y Luz"


def test_languages_go_by_their_names():
    assert own_name("es") == "Español"
    assert Interface("en").language_name("es") == "Spanish"


def test_a_value_with_braces_is_said_as_it_is():
    assert Interface("en").text("By {names}", names="{n} & <b>") == "By {n} & <b>"


def test_no_compiled_catalog_lies_in_the_package():
    assert list(Path(LOCALE_FOLDER).rglob("*.mo")) == []
