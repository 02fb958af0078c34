"""SCORM 1.2: a course as a package in which each lesson can be opened, and called done.

After the SCORM 1.2 Content Aggregation Model and Run-Time Environment (ADL, 2001). The schemas that the manifest
follows are IMS's and ADL's, whose terms do not let others hand them on; platforms have their own copies.
"""

from collections.abc import Iterator

from courseforge.catalog.collection import Collection
from courseforge.catalog.schools.launch_page import (
    SCRIPT_PATH,
    STYLE_PATH,
    read_script,
    write_launch_page,
    write_style,
)
from courseforge.catalog.schools.package import write_package
from courseforge.catalog.schools.school_course import SchoolCourse, list_school_courses, name_part, title_of
from courseforge.catalog.xml_text import DECLARATION, branch, leaf, legal
from courseforge.model import Record

_NAMES = {
    "xmlns": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
    "xmlns:adlcp": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
}
_LONGEST_TITLE = 200  # characters, says the schema


def make_scorm_packages(collection: Collection) -> Iterator[tuple[str, bytes]]:
    """Make a package of every course in every language."""
    style = write_style(collection.settings.courseforge.site)
    for course in list_school_courses(collection):
        yield f"catalog/scorm/{course.file_name}.zip", write_package(_list_files(course, style))


def _list_files(course: SchoolCourse, style: str) -> Iterator[tuple[str, str]]:
    yield "imsmanifest.xml", _write_manifest(course)
    yield STYLE_PATH, style
    yield SCRIPT_PATH, read_script()
    for lesson in course.lessons:
        yield _path(lesson), write_launch_page(lesson)


def _write_manifest(course: SchoolCourse) -> str:
    items = "\n".join(_write_item(lesson) for lesson in course.lessons)
    organization = branch("organization", _write_title(course.title) + items, {"identifier": "organization"})
    parts = (
        branch("metadata", leaf("schema", "ADL SCORM") + leaf("schemaversion", "1.2")),
        branch("organizations", organization, {"default": "organization"}),
        branch("resources", "\n".join((*map(_write_lesson, course.lessons), _write_shared()))),
    )
    names = {"identifier": name_part("package", course.record), **_NAMES}
    return DECLARATION + branch("manifest", "\n".join(parts), names) + "\n"


def _write_item(lesson: Record) -> str:
    names = {"identifier": name_part("item", lesson), "identifierref": name_part("lesson", lesson)}
    return branch("item", _write_title(title_of(lesson)), names)


def _write_title(title: str) -> str:
    title = legal(title)
    return leaf("title", title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…")


def _write_lesson(lesson: Record) -> str:
    inner = branch("file", "", {"href": _path(lesson)}) + branch("dependency", "", {"identifierref": "shared"})
    names = {"identifier": name_part("lesson", lesson), "type": "webcontent", "adlcp:scormtype": "sco"}
    return branch("resource", inner, {**names, "href": _path(lesson)})


def _write_shared() -> str:
    shared = "".join(branch("file", "", {"href": path}) for path in (STYLE_PATH, SCRIPT_PATH))
    return branch("resource", shared, {"identifier": "shared", "type": "webcontent", "adlcp:scormtype": "asset"})


def _path(lesson: Record) -> str:
    return f"lessons/{name_part('lesson', lesson)}.html"
