"""What a branch's page says: what it owns, and which lessons that makes possible."""

from dataclasses import dataclass

from courseforge.model import Setting
from courseforge.model.vocabulary import localize
from courseforge.rendering.holdings import Holding
from courseforge.rendering.views.facts import equipment_names, web_address
from courseforge.rendering.views.shelf import Shelf
from courseforge.rendering.views.step import StepView


@dataclass(frozen=True, slots=True)
class BranchView:
    """A branch.

    Attributes:
        equipment: names, each with what it is (perhaps empty).
        possible: lessons for which it owns everything.
        anywhere: lessons that can be done at a library and need nothing.
    """

    name: str
    address: str
    url: str
    equipment: tuple[tuple[str, str], ...]
    possible: tuple[StepView, ...]
    anywhere: tuple[StepView, ...]


def make_branch_view(key: str, shelf: Shelf) -> BranchView:
    """Make the view of a branch."""
    vocabulary, language = shelf.sources.library.vocabulary, shelf.ui.language
    branch = vocabulary.branches[key]
    things = [vocabulary.equipment.get(thing) for thing in branch.equipment]
    names = equipment_names(branch.equipment, vocabulary, language)
    here = [holding for holding in shelf.sources.holdings if is_for_libraries(holding)]
    return BranchView(
        name=localize(branch.name, language),
        address=branch.address,
        url=web_address(branch.url),
        equipment=tuple(
            (name, localize(thing.description, language) if thing else "")
            for name, thing in zip(names, things, strict=True)
        ),
        possible=shelf.list(h for h in here if h.equipment and set(h.equipment) <= set(branch.equipment)),
        anywhere=shelf.list(holding for holding in here if not holding.equipment),
    )


def is_for_libraries(holding: Holding) -> bool:
    """Tell whether a lesson can be done at a library; one that says nothing about places can."""
    return not holding.settings or Setting.LIBRARY in holding.settings
