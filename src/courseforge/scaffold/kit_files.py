"""What a kit consists of, for each host."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from courseforge.scaffold.placeholders import Facts, fill_markdown
from courseforge.scaffold.templates import pins_file, templates_folder

_BOTH = "both"


@dataclass(frozen=True, slots=True)
class KitFacts:
    """What the kit says about a library.

    Attributes:
        course: the folder of a course, as an example.
        version: of courseforge.
    """

    title: str
    publisher: str
    license: str
    course: str
    version: str


# What people read on the screen of each host.
HOSTS: Mapping[str, Mapping[str, str]] = {
    "github": {
        "host": "GitHub",
        "issues": "Issues",
        "new_issue": "New issue",
        "clone_button": "Code",
        "edit_step": "Press the pencil. GitHub makes a copy for you.",
        "edit_step_es": "Pulsa el lápiz. GitHub hace una copia para ti.",
        "propose_step": "Press **Propose changes**, then **Create pull request**.",
        "propose_step_es": "Pulsa **Propose changes** y después **Create pull request**.",
        "open_request": "Go to your copy on GitHub. Above the files stands **Compare & pull request**. Press it, say "
        "in a sentence or two what your lesson is about, and press **Create pull request**.",
        "open_request_es": "Ve a tu copia en GitHub. Encima de los archivos dice **Compare & pull request**. "
        "Púlsalo, di en una o dos frases de qué trata tu lección y pulsa **Create pull request**.",
    },
    "gitlab": {
        "host": "GitLab",
        "issues": "Issues",
        "new_issue": "New issue",
        "clone_button": "Code",
        "edit_step": "Press **Edit**, then **Edit single file**. GitLab makes a copy for you.",
        "edit_step_es": "Pulsa **Edit** y después **Edit single file**. GitLab hace una copia para ti.",
        "propose_step": "Press **Create merge request**.",
        "propose_step_es": "Pulsa **Create merge request**.",
        "open_request": "Git now shows an address that ends with `merge_requests/new…`. Open it, say in a sentence "
        "or two what your lesson is about, and press **Create merge request**.",
        "open_request_es": "Git muestra ahora una dirección que termina en `merge_requests/new…`. Ábrela, di en "
        "una o dos frases de qué trata tu lección y pulsa **Create merge request**.",
    },
}


def make_kit(host: str, facts: KitFacts) -> dict[str, str]:
    """Return the texts of the kit's files by their POSIX paths in the library's folder."""
    words: Facts = {
        **HOSTS[host],
        "title": facts.title,
        "publisher": facts.publisher,
        "license": facts.license,
        "course": facts.course,
        "version": facts.version,
        "update": f"courseforge init --{host} .",
    }
    kit = {
        path: fill_markdown(source.read_text("utf-8"), words)
        for part in (_BOTH, host)
        for path, source in _list_files(templates_folder() / "kit" / part)
    }
    return kit | {f".{host}/pins.txt": _PINS_HEAD + pins_file().read_text("utf-8")}


_PINS_HEAD = """\
# What courseforge itself is made of: each version with its hash, so that nothing else is ever installed.
# Made by courseforge. Do not edit it; what your lessons need belongs into requirements.txt.
"""


def _list_files(folder: Path) -> list[tuple[str, Path]]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return [(path.relative_to(folder).as_posix(), path) for path in found]
