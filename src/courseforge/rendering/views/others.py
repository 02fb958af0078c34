"""The pages that belong to no course: home, those that help to find something, and those about the library."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from courseforge.model import Branch, Interest, Skill
from courseforge.model.vocabulary import localize
from courseforge.records.addresses import PageKind, page_path
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.branch import make_branch_view
from courseforge.rendering.views.chooser import make_chooser_view
from courseforge.rendering.views.contributors import ContributorView, make_contributor_views, make_contributors_view
from courseforge.rendering.views.directory import make_branches_view, make_skills_view
from courseforge.rendering.views.figures import make_holdings_view
from courseforge.rendering.views.home import make_home_view
from courseforge.rendering.views.interest import make_interest_view
from courseforge.rendering.views.lessons import make_lessons_view
from courseforge.rendering.views.linked_data import add_list_data
from courseforge.rendering.views.links import canonical_address, make_crumbs, make_languages, root_of
from courseforge.rendering.views.newest import make_newest_view
from courseforge.rendering.views.page import PageView, SiteView, View
from courseforge.rendering.views.search import make_search_view
from courseforge.rendering.views.shelf import Shelf, make_shelf
from courseforge.rendering.views.showcase import make_showcase_view
from courseforge.rendering.views.skill import make_skill_view
from courseforge.rendering.views.sources import Sources

_MakeContent = Callable[[Shelf], object]


@dataclass(frozen=True, slots=True)
class _Head:
    """What a page is about.

    Attributes:
        under: names and paths of the pages that lead to it.
    """

    kind: PageKind
    title: str
    description: str = ""
    key: str = ""
    under: tuple[tuple[str, str], ...] = ()


def make_other_pages(site: SiteView, sources: Sources) -> Iterator[View]:
    """Make the pages of no course in one language."""
    shelf = make_shelf(site, sources)
    for head, make in (
        *_pages_of_the_library(site, sources, shelf.ui),
        *_pages_for_choosing(site, sources, shelf.ui),
    ):
        yield _page(head, make(shelf), site, sources)


def _pages_of_the_library(site: SiteView, sources: Sources, ui: Interface) -> Iterator[tuple[_Head, _MakeContent]]:
    about = ui.text("Free lessons from {publisher}. No account needed.", publisher=site.publisher)
    yield _Head("home", site.title, about), lambda _shelf: make_home_view(site, sources)
    about = ui.text("Everybody who wrote these lessons, by the name they chose.")
    people, everybody = make_contributor_views(site, sources), ui.text("Contributors")
    yield _Head("contributors", everybody, about), lambda _shelf: make_contributors_view(people, site, sources)
    for person in people:
        head = _Head("contributor", person.name, person.note, person.address, ((everybody, site.contributors),))
        yield head, partial(_give, person)
    yield _Head("search", ui.text("Search")), lambda _shelf: make_search_view(sources)
    if site.holdings:
        about = ui.text("How much there is, and what happened each year.")
        yield _Head("holdings", ui.text("Our lessons in numbers"), about), make_holdings_view
    if site.showcase:
        about = ui.text("What learners made here, shown with their permission and under the names they chose.")
        yield _Head("showcase", ui.text("Made by learners"), about), make_showcase_view


def _give(content: ContributorView, _shelf: Shelf) -> ContributorView:
    return content


def _pages_for_choosing(site: SiteView, sources: Sources, ui: Interface) -> Iterator[tuple[_Head, _MakeContent]]:
    known = sources.library.vocabulary
    about = ui.text("Choose by what you like, the time and kit you have, and where you are.")
    yield _Head("chooser", ui.text("What do you want to learn next?"), about), make_chooser_view
    lessons, skills, branches = ui.text("All lessons"), ui.text("Skills"), ui.text("Branches")
    yield _Head("lessons", lessons, ui.text("Every lesson, by what it is about.")), make_lessons_view
    if site.newest:
        yield _Head("newest", ui.text("New lessons"), ui.text("What came last, and when.")), make_newest_view
    for key in sources.interests:
        head = _head("interest", key, known.interests[key], (lessons, site.lessons), ui)
        yield head, partial(make_interest_view, key)
    if site.skills:
        yield (
            _Head("skills", skills, ui.text("What you can learn here, and the way to each skill.")),
            make_skills_view,
        )
    for key in sources.skills:
        yield _head("skill", key, known.skills[key], (skills, site.skills), ui), partial(make_skill_view, key)
    if site.branches:
        yield (
            _Head("branches", branches, ui.text("What each branch has, and what you can do there.")),
            make_branches_view,
        )
    for key in sources.branches:
        yield _head("branch", key, known.branches[key], (branches, site.branches), ui), partial(make_branch_view, key)


def _head(kind: PageKind, key: str, entry: Interest | Skill | Branch, under: tuple[str, str], ui: Interface) -> _Head:
    description = "" if isinstance(entry, Branch) else localize(entry.description, ui.language)
    return _Head(kind, localize(entry.name, ui.language), description, key, (under,))


def _page(head: _Head, content: object, site: SiteView, sources: Sources) -> View:
    path = page_path(head.kind, head.key, site.language, sources.default_language)
    where = site.publisher if head.kind == "home" else site.title
    page = PageView(
        kind=head.kind,
        path=path,
        root=root_of(path),
        title=head.title,
        window_title=" | ".join(dict.fromkeys((head.title, *(name for name, _ in head.under), where))),
        description=head.description,
        language=site.language,
        canonical=canonical_address(path, sources.settings),
        languages=make_languages(head.kind, head.key, site.language, sources),
        crumbs=() if head.kind == "home" else make_crumbs(path, site, *head.under, (head.title, path)),
    )
    return View(site, add_list_data(page, site, content), content)
