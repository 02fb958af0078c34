"""The folder of an artifact while it is written: nothing else is in it afterwards."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from courseforge.errors import OutputError
from courseforge.model import SiteFile
from courseforge.review import limits
from courseforge.review.artifact_names import is_entry
from courseforge.review.report import LETTER_FILE, PAGES_FOLDER, REPORT_FILE, Report
from courseforge.review.report_file import dump_report
from courseforge.writing import refuse_links, remove_others, write_atomically

_LETTER_BYTES = 1_000_000


class Artifact:
    """A folder that is being filled, within the limits of an artifact."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: set[str] = set()
        self._bytes = 0

    @property
    def files(self) -> int:
        """How many there are."""
        return len(self.names)

    def add(self, name: str, data: bytes) -> bool:
        """Write a file; tell whether there was room for it, and whether an artifact may hold such a file."""
        if name in self.names:
            return True
        full = len(self.names) >= limits.ENTRIES - 2 or self._bytes + len(data) > limits.ARTIFACT_BYTES // 2
        if full or len(data) > limits.ENTRY_BYTES or not is_entry(name):
            return False
        write_atomically(self.folder / name, data, durable=False)
        self.names.add(name)
        self._bytes += len(data)
        return True

    def add_pages(self, files: Mapping[str, SiteFile]) -> None:
        """Write the files of a site."""
        for path, file in sorted(files.items()):
            if is_entry(f"{PAGES_FOLDER}/{path}"):
                self.add(f"{PAGES_FOLDER}/{path}", file.read_bytes())

    def write_report(self, report: Report, letter: str) -> None:
        """Write what the other program reads, and the letter."""
        written = letter.encode()[:_LETTER_BYTES].decode(errors="ignore").encode()
        for name, data in ((LETTER_FILE, written), (REPORT_FILE, dump_report(report))):
            write_atomically(self.folder / name, data)
            self.names.add(name)


@contextmanager
def open_artifact(folder: Path, contribution: Path) -> Iterator[Artifact]:
    """Fill a folder; what an earlier artifact left there is removed afterwards.

    Args:
        contribution: the folder of somebody else's work; no link in it leads our writing elsewhere.

    Raises:
        OutputError: the folder holds something else, or a link is on the way to it.
    """
    folder = folder.absolute()
    refuse_links(folder, *(above for above in folder.parents if above.is_relative_to(contribution)))
    if folder.exists() and not (folder / REPORT_FILE).is_file() and any(folder.iterdir()):
        raise OutputError(f"{folder} is not empty.", "Name a new folder with --to, or an empty one.")
    remove_others(folder, ())
    artifact = Artifact(folder)
    yield artifact
    remove_others(folder, artifact.names)
