"""Who made a lesson or a work: that they agreed, and that their name keeps its secret (CF720 to CF722, CF733)."""

import re
from collections.abc import Iterator

from courseforge.checks.privacy.looking import is_own
from courseforge.checks.rule import ERROR, WARNING, Finding, Rule
from courseforge.checks.subject import LessonSubject, LibrarySubject, point_at
from courseforge.diagnostics import Location
from courseforge.model import SHOWCASE_FILE, Contributor

FILE = "contributors.yml"
_OPAQUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{1,39}")
_GONE = re.compile(r"withdrawn|revoked|expired|no|none|retirad[oa]|revocad[oa]|vencid[oa]|caducad[oa]", re.IGNORECASE)
_WORD = r"[A-ZÁÉÍÓÚÑ][a-záéíóúñü'’-]{1,20}"
_FULL_NAME = re.compile(rf"{_WORD}(?: (?:de|del|la|los|van|von|[A-Z]\.|{_WORD})){{0,3}} {_WORD}")
_PEN_NAME = re.compile(
    r"\b(?:dj|mc|the|el|la|los|las|team|equipo|club|studio|estudio|library|biblioteca|branch|sala|room|"
    r"group|grupo|moon|luna|sun|sol|owl|"
    r"b[uú]ho|night|noche|nocturna|red|roj[oa]|blue|azul|green|verde|black|paper|papel|fox|cat|bee|wolf|"
    r"star|estrella|"
    r"lab|laboratorio|community|comunidad|friends|amig[oa]s|school|city|ciudad|public|project|proyecto|"
    r"reading|lectura)\b",
    re.IGNORECASE,
)
_FORBIDDEN = (
    "age",
    "ages",
    "birth",
    "birthdate",
    "dob",
    "school",
    "grade",
    "email",
    "phone",
    "address",
    "edad",
    "escuela",
    "correo",
    "nacimiento",
)


def looks_like_full_name(name: str) -> bool:
    """Tell whether a name looks like the first and last name of a person, and not like one that was made up."""
    return _FULL_NAME.fullmatch(name) is not None and not _PEN_NAME.search(name)


def find_contributors_without_consent(lesson: LessonSubject) -> Iterator[Finding]:
    """Whoever made a lesson has agreed, under a name they chose.

    Each of a lesson's authors who stands in ``contributors.yml`` has ``consent:`` with the number of a signed paper,
    or ``staff: true`` (who works for the library, and groups of it). The number tells nothing: no names, no reasons,
    no age. A name that looks like first and last name has ``credit: confirmed``: somebody has asked, and they want
    it so.

    Why: a license cannot be taken back, and neither can a name from the web. The paper itself stays in the office.

    Fails::

        owl-and-bee:
          name: Owl & Bee

    Mended::

        owl-and-bee:
          name: Owl & Bee
          consent: c-0141
    """
    vocabulary = lesson.library.vocabulary
    for key in lesson.lesson.metadata.everybody:
        person = vocabulary.contributors.get(key)
        if person is not None:
            for message, hint in _list_faults(person, person.name, lesson.library.today):
                yield Finding(_point(lesson, key), message, hint)
            yield from _find_forbidden(lesson, key)


def _point(lesson: LessonSubject, key: str) -> Location:
    """Point at the author in the lesson: it is the lesson that waits."""
    authors = lesson.lesson.metadata.authors
    return lesson.at("authors", authors.index(key)) if key in authors else lesson.at("people")


def has_withdrawn(person: Contributor, today: str) -> bool:
    """Tell whether somebody has taken their consent back, or it has ended. The library's own people need none."""
    ended = bool(person.consent_until) and person.consent_until < today
    return not person.staff and (bool(_GONE.fullmatch(person.consent)) or ended)


def _list_faults(person: Contributor, name: str, today: str) -> Iterator[tuple[str, str]]:
    if person.staff:
        return
    if has_withdrawn(person, today):
        yield (
            "One of the contributors has taken their consent back, or it has ended.",
            "Take back the lesson (withdrawn.yml), or ask again and write down the new number.",
        )
    elif not person.consent:
        yield (
            "One of the contributors has no consent: in contributors.yml.",
            "Add the number of the signed paper, such as consent: c-0141. For the library's own people: staff: true",
        )
    elif not _OPAQUE.fullmatch(person.consent):
        yield (
            "The consent: of one of the contributors says more than a number.",
            "Write only the number under which the paper can be found, such as consent: c-0141",
        )
    if person.credit != "confirmed" and looks_like_full_name(name):
        yield (
            "One of the contributors is named by what looks like first and last name.",
            "Ask whether they want that; a chosen name is enough. If they do, write credit: confirmed in "
            "contributors.yml.",
        )


def _find_forbidden(lesson: LessonSubject, key: str) -> Iterator[Finding]:
    lines = lesson.library.vocabulary.lines.get(FILE, {})
    for name in _FORBIDDEN:
        if (key, name) in lines:
            said = f"contributors.yml says “{name}” of one of the contributors."
            yield Finding(lesson.library.at(FILE, key, name), said, "Delete the line; nothing is made of it.")


def find_missing_consent(library: LibrarySubject) -> Iterator[Finding]:
    """Consent is there, still holds, and its paper lies elsewhere.

    No ``consent:`` in ``contributors.yml`` is empty or says that it was withdrawn, no ``consent_until:`` is past,
    and no file of a course is called like a signed form.

    Why: people may change their mind, and a paper with the names of a family does not belong on the web.

    Fails::

        bee:
          name: Bee
          consent: withdrawn

    Mended: their lessons are taken back (``withdrawn.yml``), or there is a new paper ::

        bee:
          name: Bee
          consent: c-0190
    """
    lines = library.vocabulary.lines.get(FILE, {})
    for key, person in library.vocabulary.contributors.items():
        if (key, "consent") in lines and (not person.consent.strip() or _GONE.fullmatch(person.consent.strip())):
            said = "This consent is empty, or was withdrawn."
            yield Finding(
                library.at(FILE, key, "consent"), said, "Take back the lessons of this person, or ask again."
            )
        if person.consent_until and library.today and person.consent_until < library.today:
            said = "This consent has ended."
            yield Finding(library.at(FILE, key, "consent_until"), said, "Ask again, and write down the new day.")
    for asset in library.assets.values():
        if _FORM.search(asset.path.rpartition("/")[2]):
            said = "This file seems to be a signed form."
            yield Finding(point_at(asset), said, "Move it out of the library's folder; keep only its number here.")


_FORM = re.compile(
    r"(?:consent|release|permission|autorizaci[oó]n|consentimiento|permiso|cesi[oó]n)[\w-]{0,40}(?:signed|"
    r"firmad[oa]|form|scan|formulario)"
    r"|(?:signed|firmad[oa])[\w-]{0,20}(?:consent|release|permission|autorizaci|consentimiento|permiso)"
    r"|(?:photo|image|media)[-_]release",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"[\w.-]{3,40}")
_SCHOOL = re.compile(
    r"(?:[A-Z]{2,3}|[A-Z]\. ?[A-Z]\.)\b.{0,12}\b(?:School|Middle|High|Elementary|Academy|Junior|instituto|"
    r"colegio|escuela|secundaria|IES|CEIP)\b"
    r"|\b[A-Z]{2,3} (?:\w+ ){1,2}(?:Middle|High|Elementary|School)\b|\b[A-Z]{2,3} (?:del?|de la) "
    r"(?:instituto|colegio|escuela|secundaria|IES)\b"
)


def find_open_pseudonyms(library: LibrarySubject) -> Iterator[Finding]:
    """A chosen name does not lead back to the person.

    No name in ``contributors.yml`` is also the name of an account that a lesson shows, and none is made of initials
    and a school.

    Why: a pen name protects only as long as nobody can look it up.

    Fails::

        jp:
          name: JP Brackwater Middle

    Mended::

        jp:
          name: Paper Moon
    """
    for key, person in library.vocabulary.contributors.items():
        name = person.name
        if is_own(name, library):
            continue
        if _SCHOOL.search(name):
            yield _open(library, key, "This name is made of initials and a school.")
        elif _HANDLE.fullmatch(name) and re.search(r"[._0-9]", name) and _is_account(name, library):
            yield _open(library, key, "This name is also the name of an account.")


def _is_account(name: str, library: LibrarySubject) -> bool:
    return any(
        f"@{name}" in passage.text or f"/{name}" in passage.text
        for course in library.courses
        for passage in course.passages
    )


def _open(library: LibrarySubject, key: str, message: str) -> Finding:
    return Finding(library.at(FILE, key, "name"), message, "Ask for another name, one that is used nowhere else.")


def find_makers_named_in_full(library: LibrarySubject) -> Iterator[Finding]:
    """Whoever made a work of the showcase is named as they chose.

    No ``by:`` in ``showcase.yml`` looks like first and last name. Whoever wants to be named so stands in
    ``contributors.yml`` with ``credit: confirmed``, and ``by:`` has their key.

    Why: a name on the web stays there for longer than anybody thinks at fourteen.

    Fails::

        rain-loop:
          by: Mila Okafor

    Mended::

        rain-loop:
          by: Paper Moon
    """
    people = library.vocabulary.contributors
    for key, work in library.library.showcase.items():
        name = people[work.by].name if work.by in people else work.by
        confirmed = work.by in people and (people[work.by].credit == "confirmed" or people[work.by].staff)
        if not confirmed and looks_like_full_name(name):
            said = "Whoever made this is named by what looks like first and last name."
            hint = (
                "Ask for a chosen name. If they want this one, add them to contributors.yml with credit: confirmed."
            )
            yield Finding(library.at(SHOWCASE_FILE, key, "by"), said, hint)


CONSENT = Rule("CF720", "authors-have-agreed", LessonSubject, ERROR, find_contributors_without_consent)
HELD = Rule("CF721", "consent-still-holds", LibrarySubject, ERROR, find_missing_consent)
PSEUDONYMS = Rule("CF722", "chosen-names-keep-their-secret", LibrarySubject, WARNING, find_open_pseudonyms)
MAKERS = Rule("CF733", "makers-are-named-as-they-chose", LibrarySubject, WARNING, find_makers_named_in_full)
