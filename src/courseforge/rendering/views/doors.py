"""Links to the pages by interest, skill and branch, wherever one of them is named.

Whatever a published lesson names has a page, if its vocabulary has it: so a link depends on the lesson alone.
"""

from collections.abc import Iterable, Mapping, Sequence

from courseforge.model import Interest, Skill
from courseforge.model.vocabulary import localize
from courseforge.records.addresses import PageKind, page_path, relative_url
from courseforge.rendering.interface import Interface, capitalize
from courseforge.rendering.views.facts import equipment_names
from courseforge.rendering.views.page import Fact
from courseforge.rendering.views.sources import Sources


def door_href(kind: PageKind, key: str, path: str, sources: Sources, ui: Interface) -> str:
    """Return the link from the page at ``path`` to a page of the site in the same language."""
    return relative_url(page_path(kind, key, ui.language, sources.default_language), path)


def interest_facts(keys: Iterable[str], path: str, sources: Sources, ui: Interface) -> tuple[Fact, ...]:
    """Name interests, each with a link to its page."""
    return _link("interest", keys, sources.library.vocabulary.interests, path=path, sources=sources, ui=ui)


def skill_facts(keys: Iterable[str], path: str, sources: Sources, ui: Interface) -> tuple[Fact, ...]:
    """Name skills, each with a link to its page."""
    return _link("skill", keys, sources.library.vocabulary.skills, path=path, sources=sources, ui=ui)


def lender_facts(equipment: Sequence[str], path: str, sources: Sources, ui: Interface) -> tuple[Fact, ...]:
    """Name the branches that own all of the equipment, then those that own some of it and what that is."""
    vocabulary = sources.library.vocabulary
    needed = list(dict.fromkeys(equipment))
    whole, some = [], []
    for key, branch in vocabulary.branches.items():
        owned = [thing for thing in needed if thing in branch.equipment]
        name, href = localize(branch.name, ui.language), door_href("branch", key, path, sources, ui)
        if owned and len(owned) == len(needed):
            whole.append(Fact(name, href))
        elif owned:
            things = ", ".join(equipment_names(owned, vocabulary, ui.language))
            some.append(Fact(f"{name} ({things})", href))
    return (*whole, *some)


def _link(
    kind: PageKind,
    keys: Iterable[str],
    known: Mapping[str, Skill] | Mapping[str, Interest],
    *,
    path: str,
    sources: Sources,
    ui: Interface,
) -> tuple[Fact, ...]:
    """Write names as one enumeration that starts with a capital; a word the vocabulary lacks stands for itself."""
    named = [(localize(known[key].name, ui.language), key) if key in known else (key, "") for key in keys]
    facts = [Fact(name, door_href(kind, key, path, sources, ui) if key else "") for name, key in named]
    return (Fact(capitalize(facts[0].text), facts[0].href), *facts[1:]) if facts else ()
