"""A notebook as teenagers' computers write it: full of who, where and when, each with a word of its own."""

import base64
import io
import json
from pathlib import Path
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

#: Every word stands somewhere in what is sent, and nowhere in what a reader of the lesson sees.
CANARIES = (
    "okafor", "mila", "2011-03-04", "canary", "brackwater", "milas-laptop", "oktaviacell", "ghostwriter", "widgetsoul",
    "geheimtag", "exifsoul", "trailing-soul", "textsoul", "keynotesoul", "slideshowsoul", "grandma",
)  # fmt: skip


def make_jpeg(color: str = "teal") -> bytes:
    """Make a picture whose file says who took it, and something after its end."""
    exif = Image.Exif()
    exif[0x013B] = "Mila Okafor exifsoul"
    exif[0x9C9D] = "okafor".encode("utf-16-le")
    exif[0x8825] = {1: "N", 2: (30.0, 16.0, 2.0)}
    out = io.BytesIO()
    Image.new("RGB", (40, 30), color).save(out, "JPEG", exif=exif, comment=b"by Mila Okafor")
    return out.getvalue() + b"trailing-soul"


def make_png() -> bytes:
    """Make a picture with texts before and behind its pixels."""
    info = PngInfo()
    info.add_text("Author", "Mila Okafor textsoul")
    info.add_itxt("XML:com.adobe.xmp", "<x>okafor keynotesoul</x>", zip=True)
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "gold").save(out, "PNG", pnginfo=info)
    return out.getvalue() + b"trailing-soul"


FACTS = """\
---
title: Loops for everyone   # ghostwriter
# by Mila Okafor, 2011-03-04
description: Make a loop and change it.
author: Mila Okafor
authors: [Mila Okafor]
email: mila@canary.org
birthdate: 2011-03-04
school: Brackwater Middle
people: {reviewers: [Ghostwriter]}
reviewed: [{role: grandma, date: "2026-01-01"}]
check: {ignore: {CF701: grandma said so}}
level: beginner
---"""


def make_notebook() -> dict[str, Any]:
    picture = base64.b64encode(make_jpeg()).decode()
    return {
        "cells": [
            cell("raw", FACTS, id="mila-okafor", metadata={"canary": 1}),
            cell(
                "markdown",
                "# Loops for everyone\n\nLook: ![A teal box](attachment:mila-okafor.jpg) and "
                "![A golden box](C:\\Users\\Mila Okafor\\Pictures\\mila okafor.png)",
                attachments={"mila-okafor.jpg": {"image/jpeg": picture}},
                metadata={"slideshow": {"slide_type": "slideshowsoul"}, "name": "okafor"},
            ),
            cell(
                "code",
                "import os\nos.chdir('/home/mila.okafor/grandma')\nrows = open('/Users/mila/My stuff/loops okafor.csv').read()\n"
                'more = open("/content/drive/MyDrive/okafor/more.csv")',
                id="oktaviacell",
                metadata={"tags": ["activity", "Geheimtag Mila", "keep-output"], "colab": {"user": "okafor"}},
                outputs=[{"output_type": "stream", "name": "stdout", "text": "hello Mila Okafor /home/mila canary"}],
                execution_count=3,
            ),
        ],
        "metadata": {
            "authors": [{"name": "Mila Okafor", "email": "mila@canary.org"}],
            "kernelspec": {"name": "milas-laptop", "display_name": "Mila's laptop"},
            "language_info": {"name": "python", "version": "canary"},
            "title": "ghostwriter",
            "widgets": {"state": "widgetsoul"},
            "substitutions": {"who": "okafor"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def cell(kind: str, source: str, **more: Any) -> dict[str, Any]:
    code = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "metadata": {}, "source": source, **code, **more}


def write_parcel(folder: Path) -> list[Path]:
    """Write the notebook and what goes with it, under names that tell whose they are."""
    folder.mkdir(parents=True, exist_ok=True)
    contents = {
        "mila-okafor-brackwater.ipynb": json.dumps(make_notebook()).encode(),
        "mila okafor.png": make_png(),
        "loops okafor.csv": b"step,sound\n1,kick\n2,snare\n",
    }
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in contents]
