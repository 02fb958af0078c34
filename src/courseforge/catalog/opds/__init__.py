"""The library's books as a catalog for programs that show e-books: OPDS 2.0 and OPDS 1.2.

Both need the site's address on the web. Lists are pages of fifty books; every page leads to the others, to the
entrance, and to the same books by interest, by language and by age.
"""

from collections.abc import Iterator

from courseforge.catalog.collection import Collection
from courseforge.catalog.opds.feed1 import make_feeds_1
from courseforge.catalog.opds.feed2 import make_feeds_2
from courseforge.catalog.opds.works import make_listings, open_shop


def make_opds(collection: Collection) -> Iterator[tuple[str, bytes]]:
    """Make every feed; none where there is no book, or no address."""
    shop = open_shop(collection)
    if shop is not None:
        listings = list(make_listings(shop))
        yield from make_feeds_2(shop, listings)
        yield from make_feeds_1(shop, listings)
