"""Built shards are kept: a course whose sources, outputs and neighbors did not change is not built again.

A kept shard states a digest of each of its files. One that does not hold is built anew; nothing is believed.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from courseforge.diagnostics import Diagnostic
from courseforge.execution.key import digest_environment
from courseforge.memory import NO_MEMORY, Memory
from courseforge.model import SiteFile
from courseforge.reading.at_rest import mark_folder
from courseforge.rendering.shards.answer import read_diagnostic, write_diagnostic
from courseforge.rendering.shards.job import ShardDocument, ShardJob, ShardResult
from courseforge.rendering.staging.book import StagedBook
from courseforge.writing import holds, write_atomically

_OF_LINKS = frozenset({"CF402", "CF403"})


@dataclass(frozen=True, slots=True)
class KeptShard:
    """A shard as it was built: its files (paths below the site's root) and what was said about it."""

    files: tuple[SiteFile, ...]
    diagnostics: tuple[Diagnostic, ...]


def shard_key(book: StagedBook, job: ShardJob, course_files: Mapping[str, str]) -> str:
    """Return the digest of everything that a shard's pages are made from.

    Args:
        course_files: SHA-256 of each of the course's own files.
    """
    digest = hashlib.sha256(ground_key(book, job).encode())
    for name, content in sorted(book.files.items()):
        digest.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\0".encode())
    for name, file_digest in sorted(course_files.items()):
        digest.update(f"{name}\0{file_digest}\0".encode())
    digest.update(repr([document_keys(job), document_keys(job, frames=True)]).encode())
    return digest.hexdigest()


def ground_key(book: StagedBook, job: ShardJob) -> str:
    """Return the digest of what all pages of a shard have in common: where it is another, all are made again."""
    digest = hashlib.sha256(renderer_digest().encode())
    pages = {document.file for document in book.documents}
    for name, content in sorted(book.files.items()):
        digest.update(f"{name}\0".encode() if name in pages else f"{name}\0{content!r}\0".encode())
    words = [
        job.prefix,
        sorted(job.links.items()),
        sorted(job.withheld),
        sorted(job.withdrawn),
        sorted(job.overrides.items()),
    ]
    words += [sorted(job.templates.items()), job.theme, sorted(job.titles.items())]
    words += [repr(job.contents), sorted(book.copied)]
    words += [sorted(job.media.recordings.items()), sorted(job.media.credits.items())]
    digest.update(repr(words).encode())
    return digest.hexdigest()


def document_keys(job: ShardJob, *, frames: bool = False) -> dict[str, str]:
    """Return for each document the digest of what is said around its body."""
    documents = job.frames if frames else job.documents
    return {
        name: hashlib.sha256(repr(_list_words(document)).encode()).hexdigest() for name, document in documents.items()
    }


def _list_words(document: ShardDocument) -> tuple[object, ...]:
    context = sorted(document.context.items())
    return (document.path, document.places, document.page, document.template, context)


def reopen_shard(
    folder: Path, book: StagedBook, job: ShardJob
) -> tuple[frozenset[str], tuple[Diagnostic, ...]] | None:
    """Prepare the last build of a Jupyter Book to have some of its pages made again; None where all have to be.

    Until it is kept again it counts for nothing: somebody may end the work halfway.

    Args:
        folder: where the shard is kept.

    Returns:
        The documents that are others than they were, and what was said at that build.
    """
    try:
        entry = json.loads((folder / "shard.json").read_bytes())
        if job.contents is None or job.theme or entry["alike"] or entry["ground"] != ground_key(book, job):
            return None
        before, now = entry["documents"], document_keys(job)
        earlier = tuple(read_diagnostic(item) for item in entry["diagnostics"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if before.keys() != now.keys():
        return None
    contents = {document.name: document.content for document in book.documents}
    files = {document.name: job.folder / document.file for document in book.documents}
    renewed = (name for name, key in now.items() if before[name] != key or not holds(files[name], contents[name]))
    found = frozenset(renewed)
    (folder / "shard.json").unlink()
    return found, earlier


def load_shard(folder: Path, key: str, prefix: str, memory: Memory = NO_MEMORY) -> KeptShard | None:
    """Return the kept shard if it was made from the same things and every file of it is whole."""
    of = (key, prefix, *sorted(mark_folder(folder).items()))
    return memory.recall(("shard", str(folder)), of, partial(_load_shard, folder, key, prefix))


def _load_shard(folder: Path, key: str, prefix: str) -> KeptShard | None:
    try:
        entry = json.loads((folder / "shard.json").read_bytes())
        if entry["key"] != key:
            return None
        files = collect_files(folder / "pages", prefix)
        if {file.path: file.sha256 for file in files} != entry["files"]:
            return None
        return KeptShard(files, tuple(read_diagnostic(item) for item in entry["diagnostics"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep_shard(
    folder: Path,
    key: str,
    book: StagedBook,
    job: ShardJob,
    result: ShardResult,
    *,
    earlier: tuple[Diagnostic, ...] = (),
) -> KeptShard:
    """Write down what a finished shard is made of.

    Args:
        earlier: what was said at the last build, of which only some pages were made again.
    """
    said = tuple(dict.fromkeys((*_list_lasting(earlier, job, result), *result.diagnostics)))
    kept = KeptShard(collect_files(folder / "pages", job.prefix), said)
    entry = {
        "key": key,
        "ground": ground_key(book, job),
        "alike": result.alike,
        "documents": document_keys(job),
        "files": {file.path: file.sha256 for file in kept.files},
        "diagnostics": [write_diagnostic(diagnostic) for diagnostic in kept.diagnostics],
    }
    # Should the disk lose some of it, what is left does not hold, and the shard is built again.
    write_atomically(folder / "shard.json", json.dumps(entry, indent=1).encode(), durable=False)
    return kept


def _list_lasting(earlier: Iterable[Diagnostic], job: ShardJob, result: ShardResult) -> Iterator[Diagnostic]:
    """Give what was said of pages that were not read again; of links it is said when a page is written."""
    read, written = (
        {job.documents[name].path for name in names if name in job.documents}
        for names in (result.read, result.written)
    )
    for diagnostic in earlier:
        path = diagnostic.location.path
        if path not in read and not (path in written and diagnostic.code in _OF_LINKS):
            yield diagnostic


def collect_files(folder: Path, prefix: str) -> tuple[SiteFile, ...]:
    """List a folder's files as they will lie in the site."""
    return tuple(
        SiteFile(
            f"{prefix}/{path.relative_to(folder).as_posix()}".lstrip("/"),
            hashlib.sha256(data).hexdigest(),
            len(data),
            source=path,
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
        for data in (path.read_bytes(),)
    )


@cache
def renderer_digest() -> str:
    """Return the digest of the code, templates and libraries that make pages."""
    digest = hashlib.sha256(digest_environment().encode())  # any of them may be an extension of the library's
    package = Path(__file__).parent.parent
    for path in sorted(package.rglob("*")):
        if path.suffix in (".py", ".html", ".po") and path.is_file():
            digest.update(path.relative_to(package).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()
