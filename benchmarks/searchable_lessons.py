"""Lessons with as many words as real ones have: hundreds of different ones each, most of them rare in the library."""

import json
from collections.abc import Sequence
from pathlib import Path
from random import Random

from sample_library import Size, write_library

VOCABULARY = 30_000
_WORDS_OF_A_LESSON, _SECTIONS = 900, 6
_BEGINNINGS = "b bl br c c ch cl cr d d dr f fl g gr h h i j k l m m n p p pl pr qu r r s s s sh sp st t t tr u v w"
_MIDDLES = "a a e e e i i o o u ai ea ou"
_ENDS = "b ck d l ll m n n nd ng p r r rt s s st t t th"

#: What people type, and what they mean.
MISTYPED = {
    "algoritm": "algorithm", "rythm": "rhythm", "pyhton": "python", "grafics": "graphics", "machene": "machine",
    "learing": "learning", "vidoe": "video", "musci": "music", "telescop": "telescope", "fotography": "photography",
    "calender": "calendar", "enviroment": "environment", "tommorow": "tomorrow", "begining": "beginning",
    "wether": "weather", "libary": "library", "elefant": "elephant", "notbook": "notebook", "picutre": "picture",
    "spreadshet": "spreadsheet", "nowledge": "knowledge", "vateria": "bateria", "musika": "musica",
    "programasion": "programacion", "cansion": "cancion", "uerta": "huerta", "vicicleta": "bicicleta",
    "asucar": "azucar", "kimica": "quimica", "dibuijo": "dibujo",
}  # fmt: skip


def make_words() -> tuple[str, ...]:
    """Make words that nobody has used, the shortest first, as the most frequent ones are."""
    random, words = Random(1), dict.fromkeys(MISTYPED.values())
    while len(words) < VOCABULARY:
        syllables = 1 + (len(words) > 300) + (len(words) > 3_000 and random.random() < 0.6)
        words["".join(_make_syllable(random) for _ in range(syllables))] = None
    return tuple(words)


def write_searchable_library(folder: Path, size: Size, words: Sequence[str]) -> None:
    """Write a sample library and give each lesson prose of its own."""
    write_library(folder, size)
    for number, path in enumerate(sorted(folder.glob("courses/*/*.ipynb"))):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = ({"cell_type": "markdown", "metadata": {}, "source": text} for text in _write_sections(number, words))
        notebook["cells"] += [{"id": f"prose-{place}", **cell} for place, cell in enumerate(cells)]
        path.write_text(json.dumps(notebook, indent=1) + "\n", encoding="utf-8")


def _write_sections(number: int, words: Sequence[str]) -> list[str]:
    random, each = Random(number), _WORDS_OF_A_LESSON // _SECTIONS
    # the word of rank r comes r times as seldom as the first one, as in any language (Zipf)
    text = [words[int(len(words) ** random.random()) - 1] for _ in range(_WORDS_OF_A_LESSON)]
    parts = [text[place : place + each] for place in range(0, len(text), each)]
    return [f"## {' '.join(part[:3]).capitalize()}\n\n{_write_sentences(part[3:])}" for part in parts]


def _write_sentences(words: Sequence[str]) -> str:
    return " ".join(" ".join(words[place : place + 12]).capitalize() + "." for place in range(0, len(words), 12))


def _make_syllable(random: Random) -> str:
    return "".join(random.choice(parts.split()) for parts in (_BEGINNINGS, _MIDDLES, _ENDS))
