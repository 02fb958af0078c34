"""A passport for one of the contributors, made of what is published and of nothing else."""

from dataclasses import dataclass
from pathlib import Path

from courseforge.checks.privacy.consent import has_withdrawn
from courseforge.errors import CourseforgeError
from courseforge.model import Contributor, Library, Mode
from courseforge.passport import (
    Judgment,
    Passport,
    find_key,
    judge_passport,
    list_contributions,
    make_key,
    read_passport,
    write_page,
    write_passport,
)
from courseforge.publishing.sources import read_sources, today
from courseforge.publishing.withholding import hold_proposals, withhold
from courseforge.reading import read_published
from courseforge.reading.notebook_file import load_source
from courseforge.reading.wording import did_you_mean
from courseforge.records.library_records import make_records
from courseforge.writing import refuse_links, write_atomically

_MOST = 1_000_000  # bytes of a file that somebody brings


@dataclass(frozen=True, slots=True)
class Issued:
    """A passport that was given out.

    Attributes:
        count: of contributions.
        files: what was written.
        new_key: where the library's key lies, if it was made this time.
    """

    name: str
    count: int
    files: tuple[Path, ...]
    new_key: Path | None = None


def issue_passport(root: Path, key: str, folder: Path, language: str = "") -> Issued:
    """Write a contributor's passport as a page and as a signed file.

    Args:
        key: of ``contributors.yml``, or a plain name that lessons credit.
        folder: where the two files go.
        language: of the page; empty: the library's.

    Raises:
        CourseforgeError: nobody is called so, they have taken their consent back, or nothing of theirs is published.
    """
    settings, reading = read_sources(root, Mode.LIBRARY)
    person = _find_person(key, reading.library)
    library, _ = hold_proposals(withhold(reading.library, reading.diagnostics)[0])
    items = read_published(root)[0]
    urls = {
        (record.id, record.language): (record.url, record.license)
        for record in make_records(library, settings, items)
    }
    found = list_contributions(key, library, items, urls)
    if not found:
        raise CourseforgeError(
            f"Nothing that names {person.name} is published yet.",
            "A passport tells what readers can find. Build the site; courseforge status says what waits.",
        )
    secret, new_key = find_key(root), None
    if secret is None:
        secret, new_key = make_key(root)
    publisher = settings.publisher_name or settings.title
    url = settings.courseforge.publisher.url or settings.html.baseurl
    passport = Passport(person.name, publisher, url, today(), found)
    data = write_passport(passport, secret)
    code = read_passport(data)["signature"]["value"][:12]
    refuse_links(folder)
    files = (folder / "passport.html", folder / "passport.json")
    write_atomically(files[0], write_page(passport, language or settings.language, code).encode())
    write_atomically(files[1], data)
    return Issued(person.name, len(found), files, new_key)


def _find_person(key: str, library: Library) -> Contributor:
    known = library.vocabulary.contributors
    credited = {name for lesson in library.lessons for name in lesson.metadata.everybody}
    if key not in known and key not in credited:
        hint = did_you_mean(key, known.keys() | credited) or "Their keys stand in contributors.yml."
        raise CourseforgeError(f"No lesson names {key}.", hint)
    person = known.get(key, Contributor(key))
    if has_withdrawn(person, today()):
        raise CourseforgeError(
            "This person has taken their consent back, or it has ended: nothing of theirs is published.",
            "If they want a passport, ask them for a new consent first.",
        )
    return person


def verify_passport(root: Path, file: Path) -> Judgment:
    """Tell whether a file is a passport that this library gave out, unchanged.

    Raises:
        CourseforgeError: it cannot be read, is no passport, or the library has no key.
    """
    data, diagnostics = load_source(file, file.name, _MOST)
    if data is None:
        raise CourseforgeError(f"{file.name} cannot be read. {diagnostics[0].message}", diagnostics[0].hint)
    document, key = read_passport(data), find_key(root)
    if key is None:
        raise CourseforgeError(
            "This library has no key to verify with.",
            "Bring the key back from your copy of it: without it nobody can tell.",
        )
    return judge_passport(document, key)
