"""What the page of all lessons says: every lesson, by interest; what the chooser shows to those who cannot use it."""

from collections.abc import Sequence
from dataclasses import dataclass

from courseforge.model.vocabulary import localize
from courseforge.rendering.holdings import Holding
from courseforge.rendering.views.doors import door_href
from courseforge.rendering.views.newest import find_newest
from courseforge.rendering.views.shelf import Shelf
from courseforge.rendering.views.step import StepView

MOST_LISTED = 1_500  # lessons of one page; in larger libraries each interest has its own list
_NEWEST = 12


@dataclass(frozen=True, slots=True)
class GroupView:
    """Lessons that share an interest.

    Attributes:
        href: the page of the interest; empty for the lessons that have none.
        count: how many there are, in words.
        lessons: empty where the interest's own page has them.
    """

    name: str
    href: str
    count: str
    lessons: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class LessonsView:
    """All lessons.

    Attributes:
        summary: how many there are, in words.
        newest: the latest first; empty where home has them all.
        groups: in the order of interests.yml, those without an interest at the end.
    """

    summary: str
    newest: tuple[StepView, ...]
    groups: tuple[GroupView, ...]


def make_lessons_view(shelf: Shelf) -> LessonsView:
    """Make the view of all lessons."""
    newest = find_newest(shelf.sources, shelf.ui)
    return LessonsView(
        summary=shelf.ui.count("{n} lesson", "{n} lessons", len(shelf.sources.holdings)),
        newest=shelf.list(newest[:_NEWEST]) if len(newest) > _NEWEST else (),
        groups=make_groups(shelf),
    )


def make_groups(shelf: Shelf) -> tuple[GroupView, ...]:
    """Group every lesson by its interests; one with two of them is in two groups."""
    sources, ui = shelf.sources, shelf.ui
    known, members = sources.library.vocabulary.interests, dict[str, list[Holding]]()
    for holding in sources.holdings:
        for key in [key for key in holding.interests if key in known] or [""]:
            members.setdefault(key, []).append(holding)
    everything = len(sources.holdings) <= MOST_LISTED

    def group(key: str, name: str, href: str) -> GroupView:
        listed: Sequence[Holding] = members[key] if everything or not key else ()
        count = ui.count("{n} lesson", "{n} lessons", len(members[key]))
        return GroupView(name, href, count, shelf.list(listed))

    groups = [
        group(key, localize(known[key].name, ui.language), door_href("interest", key, shelf.path, sources, ui))
        for key in known
        if key in members
    ]
    rest = ui.text("More lessons") if groups else ui.text("All lessons")
    return (*groups, group("", rest, "")) if "" in members else tuple(groups)
