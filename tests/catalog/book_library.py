"""A library whose lessons hold everything that a book has to cope with."""

import base64
from pathlib import Path

from tests.publishing.libraries import CONFIG, PNG, code, display, markdown, notebook, write_library

WAVE = base64.b64decode("UklGRiQAAABXQVZFZm10IBAAAAABAAEARKwAAIhYAQACABAAZGF0YQAAAAA=")
MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" + bytes(413)
MP4 = bytes.fromhex("00000018667479706d703432000000006d70343269736f6d") + bytes(64)
FIGURE = {
    "data": [{"type": "bar", "x": ["Mon", "Tue"], "y": [3, 5], "name": "Rain"}],
    "layout": {"title": {"text": "Rain & sun"}},
}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="9" height="9" fill="#123"/></svg>'
FORMULAS = r"""## Sums & roots

Inline $a^2 + b^2 = c^2$ and

$$
x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}, \quad \sum_{i=1}^{n} i = \begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}
$$

See [the other lesson](two.md#play-it), [its file](data/rain.csv), [the web](https://example.org/a b) and
<mailto:desk@library.example.org>. A note[^1].

[^1]: It stands at the end.

| Day | Rain |
|-----|-----:|
| Mon | 3 |

:::{activity} Try it
1. Do it.

:::{hint} Stuck?
Look again.
:::

:::{solution}
It is **four**.
:::
:::

:::{note}
Mind the gap.
:::

:::{dropdown} More about it
Long words.
:::
"""
SOUNDS = """---
title: "Play it < & >"
authors: [Maple]
license: CC-BY-SA-4.0
level: beginner
ages: 12-18
duration: 20 min
---

## Play it

![My song](sounds/song.mp3)

[My poem](sounds/poem.wav)

[My film](films/film.mp4)

## 2 numbers first

Back to [the sums](one.ipynb).
"""
FILES: dict[str, str | bytes] = {
    "lab/course.yml": "title: Lab & Co\ndescription: Sums and sounds.\ninterests: [music]\nlessons: [one, two]\n"
    "subjects: [{term: Mathematics, scheme: lcsh, uri: 'http://id.loc.gov/authorities/subjects/sh85082139'}]\n",
    "lab/course.es.yml": "title: Laboratorio\n",
    "lab/index.md": "Welcome to the [first lesson](one.ipynb).\n",
    "lab/media.yml": "sounds/song.mp3: {source: own, transcript: sounds/song.txt}\n"
    "images/drum.png: {title: Drum, source: 'https://example.org/d', license: CC-BY-4.0, author: Paper Moon}\n",
    "lab/images/drum.png": base64.b64decode(PNG),
    "lab/data/rain.csv": "day,rain\n1,2\n",
    "lab/sounds/poem.wav": WAVE,
    "lab/sounds/song.mp3": MP3,
    "lab/sounds/song.txt": "La la la.",
    "lab/films/film.mp4": MP4,
    "lab/one.ipynb": notebook(
        markdown(FORMULAS + "\n:::{figure} images/drum.png\n:alt: A drum\n\nA drum.\n:::\n"),
        code("# draw\nfor x in range(3):\n    print(x)", {"output_type": "stream", "name": "stdout", "text": "0\n1\n2\n"}),
        code("figure()", display(**{"application__vnd.plotly.v1+json": FIGURE})),
        code("svg()", display(image__svg_xml=SVG)),
        title="Sums", front="ages: 16+\nlevel: advanced\n",
    ),
    "lab/one.es.md": "---\ntitle: Sumas\n---\n\n## Oye\n\n![Mi poema](sounds/poem.wav)\n",
    "lab/two.md": SOUNDS,
    "noor/course.yml": "title: مختبر الصوت\nlanguage: ar\n",
    "noor/light.md": "---\ntitle: الضوء\n---\n\n## الجزء الأول\n\nكلمات و `code`.\n",
    "plain/three.md": "---\ntitle: Three\n---\n\nWords only, and [a lesson](../lab/one.ipynb).\n",
}  # fmt: skip


def write_book_library(root: Path, config: str = "html: {baseurl: 'https://learn.example.org/courses'}\n") -> Path:
    """Write the library."""
    return write_library(root, FILES, config + CONFIG.replace("languages: [en, es]", "languages: [en, es, ar]"))
