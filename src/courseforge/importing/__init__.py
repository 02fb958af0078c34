"""Other people's notebooks, chapters and episodes -> lessons: each kind is read into a draft; one writer writes it.

Nothing is run, no link is followed, and nothing is invented. What has no place in a lesson is kept beside it.
"""

from courseforge.importing.book import ImportedBook, find_book, import_book
from courseforge.importing.course_writer import Imported, import_source
from courseforge.importing.draft import Remark

__all__ = ["Imported", "ImportedBook", "Remark", "find_book", "import_book", "import_source"]
