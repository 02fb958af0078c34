"""How far each lesson has come: what its file says, what was published, and what the rules find."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from courseforge.checks import LibrarySubject
from courseforge.checks.acceptance import Missing, list_missing, list_readers
from courseforge.checks.privacy.consent import has_withdrawn, looks_like_full_name
from courseforge.checks.subject import LessonSubject
from courseforge.diagnostics import Diagnostic, Severity, hide_private
from courseforge.model import UNPUBLISHED, Contributor, PublishedItem, Role, is_day
from courseforge.model.people import NAME_TO_COME
from courseforge.rendering.translations import Translation
from courseforge.reporting.standing import UNNAMED, Stage, Standing, Wait

_ACCEPTANCE = "CF110"
_WAITS = "CF219"
_PRIVACY = "CF7"
_Key = tuple[str, str]  # id and language


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a library's lessons.

    Attributes:
        sources: all that can be read.
        said: by reading and by the rules, by the path of the file.
        published: which lessons nothing holds back, by id and language.
        items: what readers were given.
        translations: by id and language.
    """

    sources: LibrarySubject
    said: Mapping[str, tuple[Diagnostic, ...]]
    published: Collection[_Key]
    items: tuple[PublishedItem, ...]
    translations: Mapping[_Key, Translation]


def list_standings(evidence: Evidence) -> tuple[Standing, ...]:
    """Say of every lesson where it stands, in the order of the library; what was taken back comes last."""
    library = evidence.sources.library
    given = {(item.id, item.language) for item in evidence.items if not item.withdrawn}
    there = [one for one in evidence.sources.lessons if library.find_withdrawal(one.id) is None]
    gone = [item for item in evidence.items if "/" in item.id and library.find_withdrawal(item.id) is not None]
    return (
        *(_make(lesson, evidence, (lesson.id, lesson.lesson.language) in given) for lesson in there),
        *(Standing(item.id, item.language, "withdrawn", day=item.withdrawn) for item in gone),
    )


def sort_by_path(said: Iterable[Diagnostic]) -> dict[str, tuple[Diagnostic, ...]]:
    """Put together what is said of one file."""
    found: dict[str, list[Diagnostic]] = {}
    for diagnostic in said:
        found.setdefault(diagnostic.location.path, []).append(diagnostic)
    return {path: hide_private(group) for path, group in found.items()}


def _make(lesson: LessonSubject, evidence: Evidence, given: bool) -> Standing:
    metadata, said = lesson.lesson.metadata, evidence.said.get(lesson.lesson.path, ())
    private = any(one.code.startswith(_PRIVACY) and one.severity is Severity.ERROR for one in said)
    return Standing(
        id=lesson.id,
        language=lesson.lesson.language,
        stage=_find_stage(lesson, given),
        path=lesson.lesson.path,
        title="" if private else metadata.title,
        people=tuple(_list_people(lesson)),
        readers=tuple(_name(key, lesson) for key in list_readers(lesson)),
        waits=tuple(_list_waits(lesson, evidence, given)),
    )


def _find_stage(lesson: LessonSubject, given: bool) -> Stage:
    """Take the state that its file says; one that may be read is published, or will be with the next build."""
    state = lesson.lesson.metadata.state
    return state if state and state != "accepted" else "published" if given else "accepted"


def _list_people(lesson: LessonSubject) -> Iterator[tuple[Role, tuple[str, ...]]]:
    metadata = lesson.lesson.metadata
    roles: dict[Role, list[str]] = {"author": []} if metadata.authors else {}
    for role, key in (*(("author", key) for key in metadata.authors), *metadata.people.list_roles()):
        roles.setdefault(role, []).append(_name(key, lesson))
    yield from ((role, tuple(dict.fromkeys(names))) for role, names in roles.items())


def _name(key: str, lesson: LessonSubject) -> str:
    """Name somebody as they chose; not who took their name back, nor by what looks like a name nobody asked about."""
    person = lesson.library.vocabulary.contributors.get(key, Contributor(key))
    wanted = person.staff or person.credit == "confirmed" or not looks_like_full_name(person.name)
    gone = has_withdrawn(person, lesson.library.today)
    return UNNAMED if gone or not wanted or "@" in person.name or key == NAME_TO_COME else person.name


def _list_waits(lesson: LessonSubject, evidence: Evidence, given: bool) -> Iterator[Wait]:
    metadata, key = lesson.lesson.metadata, (lesson.id, lesson.lesson.language)
    mending = tuple(_list_errors(lesson, evidence))
    if metadata.state in UNPUBLISHED or metadata.state == "accepted":
        yield from _list_people_waited_for(lesson)
    yield from mending
    if metadata.state == "needs update":
        yield Wait("update")
    if is_day(metadata.review_by) and metadata.review_by < lesson.library.today:
        yield Wait("review", day=metadata.review_by)
    translation = evidence.translations.get(key)
    if translation is not None and translation.freshness.known and translation.freshness.behind:
        yield Wait("translation", number=len(translation.freshness.behind))
    if not given and metadata.state not in UNPUBLISHED and key in evidence.published:
        yield Wait("build")


def _list_people_waited_for(lesson: LessonSubject) -> Iterator[Wait]:
    state, missing = lesson.lesson.metadata.state, tuple(list_missing(lesson))
    code = _ACCEPTANCE if state == "accepted" else ""
    if Missing.NAME in missing:
        yield Wait("author", code=code)
    if Missing.PERSON in missing:
        yield Wait("second-reader" if list_readers(lesson) else "reader", code=code)
    elif Missing.STAFF in missing:
        yield Wait("own-reader", code=code)
    elif not missing and state in UNPUBLISHED:
        yield Wait("decision" if list_readers(lesson) else "reader")


def _list_errors(lesson: LessonSubject, evidence: Evidence) -> Iterator[Wait]:
    """Name the first error, or what it waits for; what is missing for CF110 is named in other words."""
    said = evidence.said.get(lesson.lesson.path, ())
    errors = [one for one in said if one.severity is Severity.ERROR or one.code == _WAITS]
    if others := [one for one in errors if one.code != _ACCEPTANCE]:
        yield Wait("error", number=len(others), code=others[0].code, note=others[0].message)
    elif not errors and (lesson.id, lesson.lesson.language) not in evidence.published:
        yield Wait("error-elsewhere")
