"""Names that lead to the pages of those who bear them.

Whoever a published lesson, course or work of the showcase names has a page: so a link depends on the name and on
``contributors.yml`` alone.
"""

import hashlib
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from courseforge.model import Contributor, Vocabulary
from courseforge.model.people import NAME_TO_COME
from courseforge.reading.names import is_slug
from courseforge.reading.wording import slugify
from courseforge.records.addresses import page_path, relative_url
from courseforge.rendering.interface import Interface
from courseforge.rendering.views.page import Fact
from courseforge.rendering.views.sources import Sources

_LONGEST = 40  # characters of a name that its address repeats


def find_person(key: str, vocabulary: Vocabulary) -> Contributor:
    """Return somebody by their key, or by the plain name that a lesson has for them."""
    return vocabulary.contributors.get(key) or Contributor(key)


def address_person(key: str, vocabulary: Vocabulary) -> str:
    """Return what the address of somebody's page ends with; empty for those who have chosen no name.

    A key is an address already, and stays when the name changes. Of plain names two may look alike in an address, so
    a few letters tell them apart, which depend on nothing but the name.
    """
    person = vocabulary.contributors.get(key)
    return _address(key, person.name if person else key, is_key=person is not None)


@lru_cache(maxsize=4096)
def _address(key: str, name: str, *, is_key: bool) -> str:
    if not name.strip() or name == NAME_TO_COME:
        return ""
    if is_key and is_slug(key):
        return key
    mark = hashlib.sha256(unicodedata.normalize("NFC", key).encode()).hexdigest()[:8]
    return "-".join(part for part in (slugify(key)[:_LONGEST].strip("-"), mark) if part)


def link_people(keys: Iterable[str], path: str, sources: Sources, ui: Interface) -> tuple[Fact, ...]:
    """Credit people by the names they chose, with links from the page at ``path`` to their own."""
    return tuple(_link(key, path, sources, ui) for key in dict.fromkeys(keys))


def _link(key: str, path: str, sources: Sources, ui: Interface) -> Fact:
    vocabulary = sources.library.vocabulary
    name, address = find_person(key, vocabulary).name, address_person(key, vocabulary)
    target = page_path("contributor", address, ui.language, sources.default_language)
    return Fact(name, relative_url(target, path) if address else "")
