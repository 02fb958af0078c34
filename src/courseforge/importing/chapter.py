"""A chapter of a Jupyter Book, or any other Markdown: what MyST says stays as it is."""

from courseforge.importing.draft import Draft, Facts
from courseforge.importing.front_facts import FrontFacts, read_front_facts
from courseforge.importing.myst_text import translate_myst
from courseforge.importing.surroundings import Surroundings, without_address
from courseforge.importing.titles import find_heading
from courseforge.model import Original

#: Keys of which a lesson says the same in its own way.
TAKEN = frozenset({"title", "description", "author", "authors", "license", "duration", "objectives", "based_on"})


def read_chapter(text: str, around: Surroundings) -> Draft:
    """Read a chapter."""
    front = read_front_facts(text)
    body, remarks = translate_myst(front.rest, str(around.settings.get("language", "en")), front.rest_line)
    said = (*front.remarks, *front.refuse(TAKEN), *remarks)
    return Draft(take_facts(front, find_heading(body)), (body.strip("\n") + "\n",), said)


def take_facts(front: FrontFacts, heading: str) -> Facts:
    """Take over what front matter says of a work; who made it is the author of the original."""
    names = (*front.texts("authors"), *front.texts("author"))
    stated = front.value.get("based_on")
    earlier = {key: str(text) for key, text in stated.items()} if isinstance(stated, dict) else {}
    known = {key: earlier.get(key, "") for key in ("title", "author", "source", "license")}
    known["author"] = known["author"] or ", ".join(filter(None, map(without_address, names)))
    return Facts(
        title=front.text("title") or heading,
        description=front.text("description"),
        license=front.text("license"),
        duration=front.text("duration"),
        objectives=front.texts("objectives"),
        based_on=Original(**known),
        kept=front.keep(),
    )
