"""``course.yml`` and its translations: what a course says about itself."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from courseforge.diagnostics import Diagnostic
from courseforge.model import CourseMetadata, Original
from courseforge.reading.codes import (
    COURSE_SAYS_WHAT_IT_IS,
    DRAWING_CAN_BE_SHOWN,
    FIELD_IS_OF_ITS_KIND,
    LANGUAGE_IS_DECLARED,
    REFERENCE_EXISTS,
    TITLE_IS_THERE,
    Fault,
    at_most,
)
from courseforge.reading.fact_values import check_authors
from courseforge.reading.fields import read_fields
from courseforge.reading.folder import Listing
from courseforge.reading.lesson import Surroundings
from courseforge.reading.lesson_file import course_language, undeclared
from courseforge.reading.licenses import check_license
from courseforge.reading.marc_lines import check_marc_lines
from courseforge.reading.names import check_id, is_id
from courseforge.reading.vocabulary import check_references, read_yaml_file
from courseforge.reading.wording import did_you_mean, show
from courseforge.reading.yaml_document import YamlDocument

COURSE_FILE = "course.yml"
COVERS = range(1, 7)


@dataclass(frozen=True, slots=True)
class CourseFile:
    """One file; ``document`` is None where it cannot be read."""

    path: str
    metadata: CourseMetadata
    document: YamlDocument | None


def read_course_files(
    surroundings: Surroundings, folder: str, listing: Listing
) -> tuple[Mapping[str, CourseFile], tuple[Diagnostic, ...]]:
    """Read ``course.yml`` and its translations, by the language in their names (empty for the original)."""
    languages = surroundings.settings.courseforge.languages
    found: dict[str, CourseFile] = {}
    diagnostics: list[Diagnostic] = []
    for name in listing.files:
        suffix = course_language(name)
        if suffix is None:
            continue
        if suffix and suffix not in languages:
            diagnostics.append(undeclared(suffix, languages).at(f"{folder}/{name}"))
            continue
        found[suffix], faults = _read_course_file(surroundings, f"{folder}/{name}", suffix, listing)
        diagnostics += (fault.at(f"{folder}/{name}") for fault in faults)
    if "" not in found and COURSE_FILE not in listing.refused:
        message = f"This folder has no {COURSE_FILE}, so it is not published."
        other = next((name for name in listing.files if name.lower() in ("course.yaml", COURSE_FILE)), "")
        hint = f"Write {COURSE_FILE} with at least one line: title: The name of the course"
        hint = f"Rename {other} to {COURSE_FILE}" if other else hint
        diagnostics.append(Fault(COURSE_SAYS_WHAT_IT_IS, message, hint).at(folder))
    return found, tuple(diagnostics)


def fill_translation(metadata: CourseMetadata, original: CourseMetadata, language: str) -> CourseMetadata:
    """Take from the original what a translation does not say; the order of the lessons is always the original's."""
    missing = {
        field.name: getattr(original, field.name)
        for field in fields(metadata)
        if getattr(metadata, field.name) in ("", (), None, Original())
    }
    return replace(metadata, **missing | {"language": language, "lessons": original.lessons})


def _read_course_file(
    surroundings: Surroundings, path: str, suffix: str, listing: Listing
) -> tuple[CourseFile, tuple[Fault, ...]]:
    document, faults = read_yaml_file(surroundings.root / path)
    if document is None:
        return CourseFile(path, CourseMetadata(), None), faults
    made = read_fields(CourseMetadata, document)
    metadata = made.value or CourseMetadata()
    no_motif = _check_motif(metadata, document, listing)
    more = (
        *no_motif,
        *check_license(metadata.license, document),
        *check_license(metadata.based_on.license, document, ("based_on", "license")),
        *_check_interests(metadata, document, surroundings),
        *check_authors(metadata.authors, surroundings.vocabulary.vocabulary.contributors, document),
        *check_marc_lines(metadata.catalog.fields, document, ("catalog", "fields")),
        *_check_title(metadata, suffix),
        *_check_cover(metadata, document),
        *_check_language(metadata, document, (suffix,) if suffix else surroundings.settings.courseforge.languages),
    )
    strange = at_most(fault for id in metadata.was for fault in check_id(id, document.line(("was",))))
    metadata = replace(metadata, was=tuple(filter(is_id, metadata.was)), motif="" if no_motif else metadata.motif)
    return CourseFile(path, metadata, document), (*faults, *made.faults, *more, *strange)


def _check_interests(
    metadata: CourseMetadata, document: YamlDocument, surroundings: Surroundings
) -> tuple[Fault, ...]:
    if "interests" not in surroundings.vocabulary.kinds:
        return ()
    known = surroundings.vocabulary.vocabulary.interests
    return check_references(metadata.interests, known, "interests", document, ("interests",))


def _check_title(metadata: CourseMetadata, suffix: str) -> tuple[Fault, ...]:
    if metadata.title or suffix:
        return ()
    return (Fault(TITLE_IS_THERE, "This course has no title.", "Add a line: title: The name of the course", line=1),)


def _check_cover(metadata: CourseMetadata, document: YamlDocument) -> tuple[Fault, ...]:
    if metadata.cover is None or metadata.cover in COVERS:
        return ()
    message = f"“cover” is {metadata.cover}; there are covers 1 to 6."
    return (Fault(FIELD_IS_OF_ITS_KIND, message, "Write for example: cover: 1", line=document.line(("cover",))),)


def _check_motif(metadata: CourseMetadata, document: YamlDocument, listing: Listing) -> tuple[Fault, ...]:
    """Look for the drawing of a course; what it holds is seen when it is drawn."""
    motif, line = metadata.motif, document.line(("motif",))
    otherwise = "Or leave the line out: courseforge draws something for every course."
    if not motif:
        return ()
    if motif not in listing.files:
        hint = did_you_mean(motif, listing.files) or f"Put the file there, or correct the name. {otherwise}"
        return (Fault(REFERENCE_EXISTS, f"The motif {show(motif)} is not in this course.", hint, line=line),)
    if not motif.lower().endswith(".svg"):
        message = f"The motif {show(motif)} is not a drawing that takes the colors of the page."
        hint = f"Save it as a plain SVG and write its name here. {otherwise}"
        return (Fault(DRAWING_CAN_BE_SHOWN, message, hint, line=line),)
    return ()


def _check_language(metadata: CourseMetadata, document: YamlDocument, allowed: tuple[str, ...]) -> tuple[Fault, ...]:
    if not metadata.language or metadata.language in allowed:
        return ()
    message = f"“language” is {show(metadata.language)}; it can be {' or '.join(allowed)} here."
    hint = "Languages of the library stand in _config.yml, below courseforge: languages."
    return (Fault(LANGUAGE_IS_DECLARED, message, hint, line=document.line(("language",))),)
