"""What the pages of all skills and of all branches say."""

from dataclasses import dataclass

from courseforge.model.vocabulary import localize
from courseforge.rendering.views.branch import is_for_libraries
from courseforge.rendering.views.doors import door_href
from courseforge.rendering.views.facts import equipment_names
from courseforge.rendering.views.shelf import Shelf


@dataclass(frozen=True, slots=True)
class EntryView:
    """A skill or a branch in its list.

    Attributes:
        note: what there is, in words.
    """

    name: str
    href: str
    description: str
    note: str


@dataclass(frozen=True, slots=True)
class DirectoryView:
    """All skills, or all branches."""

    entries: tuple[EntryView, ...]


def make_skills_view(shelf: Shelf) -> DirectoryView:
    """List every skill that a lesson teaches or needs."""
    sources, ui = shelf.sources, shelf.ui
    known = sources.library.vocabulary.skills
    entries = []
    for key in sources.skills:
        count = len(sources.teachers.get(key, ()))
        taught = ui.count("{n} lesson teaches it.", "{n} lessons teach it.", count)
        entries.append(
            EntryView(
                name=localize(known[key].name, ui.language),
                href=door_href("skill", key, shelf.path, sources, ui),
                description=localize(known[key].description, ui.language),
                note=taught if count else ui.text("Readers bring it along.") if known[key].brought else "",
            )
        )
    return DirectoryView(tuple(entries))


def make_branches_view(shelf: Shelf) -> DirectoryView:
    """List every branch."""
    sources, ui = shelf.sources, shelf.ui
    vocabulary = sources.library.vocabulary
    here = [set(holding.equipment) for holding in sources.holdings if is_for_libraries(holding)]
    entries = []
    for key, branch in vocabulary.branches.items():
        possible = sum(needed <= set(branch.equipment) for needed in here)
        entries.append(
            EntryView(
                name=localize(branch.name, ui.language),
                href=door_href("branch", key, shelf.path, sources, ui),
                description=", ".join(equipment_names(branch.equipment, vocabulary, ui.language)),
                note=ui.count("You can do {n} lesson here.", "You can do {n} lessons here.", possible),
            )
        )
    return DirectoryView(tuple(entries))
