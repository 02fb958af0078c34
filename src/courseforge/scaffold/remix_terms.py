"""Whether a lesson may be made into another, by its license, and what that license asks for in return."""

from courseforge.checks.rights.terms import read_terms
from courseforge.errors import CourseforgeError


def permit_remix(title: str, license: str, makers: str) -> tuple[str, ...]:
    """Return what whoever remixes a lesson must know of its license.

    Args:
        makers: the names of its authors.

    Raises:
        CourseforgeError: nothing says that it may be changed, or its license says that it may not.
    """
    terms = read_terms(license)
    asked = makers or "whoever made it"
    if terms is None:
        raise CourseforgeError(
            f"Nothing says what may be done with “{title}”{f' ({license})' if license else ''}.",
            f"Without a license it may be read, not changed. Ask {asked}, in words like these: “We would like "
            f"to make a lesson from yours and name you in it. May we, under CC-BY-SA-4.0?” When they have written "
            f"their license into the lesson, try again.",
        )
    if terms.forbids_change:
        raise CourseforgeError(
            f"“{title}” may be shared as it is, and its license ({license}) asks that nobody changes it.",
            f"Link to it from a lesson of your own, or ask {asked} whether they would allow a remix.",
        )
    return tuple(
        words
        for words, holds in (
            (f"Name {asked} and the original. The lesson's page does, from based_on.", terms.names_author),
            (f"The remix keeps the license {license}: the original asks for the same again.", terms.asks_same),
            ("Nobody may sell it, and neither may anybody sell the original.", terms.forbids_sale),
        )
        if holds
    )
