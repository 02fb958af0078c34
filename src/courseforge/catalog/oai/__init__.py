"""Records for harvesters (OAI-PMH 2.0): one file for a gateway, and answers laid out as files."""

from collections.abc import Iterator

from courseforge.catalog.collection import Collection
from courseforge.catalog.oai.entries import list_entries
from courseforge.catalog.oai.identity import describe_repository
from courseforge.catalog.oai.static_repository import write_static_repository
from courseforge.catalog.oai.verbs import write_verbs

__all__ = ["make_oai"]


def make_oai(collection: Collection) -> Iterator[tuple[str, bytes]]:
    """Return the static repository, while it is small enough to be one, and the answers to each verb."""
    repository = describe_repository(collection)
    entries = list_entries(collection, repository.domain) if repository else ()
    if repository and entries:
        yield from write_static_repository(repository, entries, collection)
        yield from write_verbs(repository, entries, collection)
