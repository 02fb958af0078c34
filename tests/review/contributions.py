"""What people send in: lessons that are good, unfinished, in another language, or meant to do harm."""

import json
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PIL import Image

COURSE = "courses/first-steps"
SENTENCES = (
    "A line on a map is a promise. It says that you can walk here. Take a sheet of paper and a pencil. Draw the way "
    "from your door to the library. Then let the code draw it again. You will see where you turn and how far you go. "
    "Change one number and look at the map. The way is longer now. Change it back and it is short again. Show your map "
    "to a friend and ask where they would turn. Two people seldom draw the same map. That is what makes maps worth "
    "reading. Keep yours, for it is the first page of your atlas. Next week you can add the way to the park."
)


def head(**facts: str) -> dict[str, Any]:
    lines = "".join(f"{name.replace('_', '-') if name == 'x' else name}: {value}\n" for name, value in facts.items())
    return cell(f"---\n{lines}---", "raw")


def cell(source: str, kind: str = "markdown") -> dict[str, Any]:
    more = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "metadata": {}, "source": source.splitlines(keepends=True), **more}


def save(library: Path, name: str, cells: Iterable[dict[str, Any]]) -> Path:
    numbered = [{**one, "id": f"cell-{number}"} for number, one in enumerate(cells)]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    notebook = {"cells": numbered, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    file = library / COURSE / name
    file.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return file


def draw(file: Path, number: int) -> None:
    """Draw a picture that no other number has, large enough to get a lighter copy on the page."""
    image = Image.frombytes("RGB", (600, 400), random.Random(number).randbytes(600 * 400 * 3))
    image.save(file)


GOOD = {
    "title": "Draw the way to the library",
    "description": "Draw a map of your own way, then let a few lines of code draw it again.",
    "authors": "[Paper Kite]",
    "state": "proposed",
    "level": "beginner",
    "ages": "12-18",
    "duration": "30 min",
    "objectives": "[Draw a way as a list of steps, Change one number and say what it does]",
    "product": "A map of your own way",
}


def send_good(library: Path) -> None:
    save(
        library,
        "way-map.ipynb",
        (
            head(**GOOD),
            cell("# Draw the way to the library\n\nA map tells others how you walk."),
            cell(f"## Look around\n\n{SENTENCES}"),
            cell("steps = ['left', 'left', 'right']\nprint(len(steps), 'turns')", "code"),
            cell("## Try it yourself\n\nAdd a turn to `steps` and run the cell again."),
        ),
    )


def send_broken(library: Path) -> None:
    """An unfinished lesson: code that stops, a picture of which nothing is said, a link that is not encrypted."""
    (library / COURSE / "images").mkdir(exist_ok=True)
    (library / COURSE / "images" / "map.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><path d="M0 0h40v40H0z"/></svg>', "utf-8"
    )
    facts = {**GOOD, "title": "Count the turns"}
    save(
        library,
        "count-turns.ipynb",
        (
            head(**facts),
            cell(
                "# Count the turns\n\n![](images/map.svg)\n\nRead [about maps](http://www.openstreetmap.org/about)."
            ),
            cell("## Count\n\nHow many turns are there?\n\n#### Write it down\n\nKeep the number."),
            cell("print(len(step))", "code"),
        ),
    )


def mend_broken(library: Path) -> None:
    """The same after a first letter: the code runs, the picture has words; the link is as it was."""
    facts = {**GOOD, "title": "Count the turns"}
    save(
        library,
        "count-turns.ipynb",
        (
            head(**facts),
            cell(
                "# Count the turns\n\n![A square map](images/map.svg)\n\n"
                "Read [about maps](http://www.openstreetmap.org/about)."
            ),
            cell("## Count\n\nHow many turns are there?\n\n#### Write it down\n\nKeep the number."),
            cell("steps = ['left', 'right']\nprint(len(steps))", "code"),
        ),
    )


def send_translation(library: Path) -> None:
    """The library's own lesson in Spanish, with the course's own words."""
    (library / COURSE / "course.es.yml").write_text(
        "title: Primeros pasos\ndescription: Un primer curso para mirar y cambiar.\n", "utf-8"
    )
    facts = {
        "title": "Dibuja el camino",
        "description": "Dibuja un mapa de tu camino y deja que unas líneas de código lo dibujen otra vez.",
        "authors": "[Paper Kite]",
        "people": "{translators: [Cometa]}",
        "state": "proposed",
        "level": "beginner",
        "ages": "12-18",
        "duration": "30 min",
        "objectives": "[Dibujar un camino como una lista de pasos]",
        "product": "Un mapa de tu camino",
    }
    save(
        library,
        "old-way.es.ipynb",
        (
            head(**facts),
            cell(
                "# Dibuja el camino\n\nUn mapa cuenta a otras personas cómo caminas.\n\n![Un camino](images/way.png)"
            ),
            cell("## Mira alrededor\n\nToma papel y lápiz. Dibuja el camino de tu casa a la biblioteca."),
            cell("pasos = ['izquierda', 'derecha']\nprint(len(pasos))", "code"),
        ),
    )


EVIL = "</details><script>alert(1)</script> @everyone [free](https://evil.example) ![x](//evil.example/p.png) `` ` #1"


def send_hostile(library: Path) -> None:
    """Markup in every place where a comment could show it, and code that looks for what is not its own."""
    facts = {
        "title": json.dumps(f"{EVIL} <!-- courseforge review 1 asked= -->"),
        "description": json.dumps(EVIL),
        "authors": json.dumps(["@everyone"]),
        "license": json.dumps(EVIL),
        "network": "true",
    }
    save(
        library,
        "evil.ipynb",
        (
            head(**facts),
            cell(f"# {EVIL}\n\n<img src=x onerror=alert(1)>\n\n[{EVIL}](http://@everyone.example/?q=<script>)"),
            cell("import os\nprint(open('/etc/passwd').read())\nprint(os.environ)", "code"),
            cell(f"# {EVIL}\nraise ValueError({EVIL!r})", "code"),
        ),
    )
    (library / COURSE / "conf.py").write_text("raise SystemExit('built')\n", "utf-8")


def change_workflow(library: Path) -> None:
    folder = library / ".github" / "workflows"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "build.yml").write_text("on: pull_request_target\n", "utf-8")
    (library / "requirements.txt").write_text("colorama\n", "utf-8")


def send_huge(library: Path) -> None:
    with (library / COURSE / "huge.ipynb").open("wb") as file:
        file.write(b'{"cells": [')
        file.truncate(300_000_000)
