"""Thin Common Cartridge 1.3: a course as a list of links that a school's platform shows.

After https://www.imsglobal.org/cc/CCv1p0thin/ims_thinCC_impl-v1p0.html and the schemas it names.
"""

from collections.abc import Iterator

from courseforge.catalog.collection import Collection
from courseforge.catalog.schools import learning_object, standards
from courseforge.catalog.schools.package import write_package
from courseforge.catalog.schools.school_course import SchoolCourse, list_school_courses, name_part, title_of
from courseforge.catalog.xml_text import DECLARATION, branch, leaf
from courseforge.model import Record

_MANIFEST = "http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1"
_LINK = "http://www.imsglobal.org/xsd/imsccv1p3/imswl_v1p3"
_PROFILE = "http://www.imsglobal.org/profile/cc/ccv1p3"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMAS = {
    _MANIFEST: f"{_PROFILE}/ccv1p3_imscp_v1p2_v1p0.xsd",
    learning_object.MANIFEST: f"{_PROFILE}/LOM/ccv1p3_lommanifest_v1p0.xsd",
    learning_object.RESOURCE: f"{_PROFILE}/LOM/ccv1p3_lomresource_v1p0.xsd",
    standards.NAMESPACE: f"{_PROFILE}/ccv1p3_imscsmd_v1p0.xsd",
}


def make_cartridges(collection: Collection) -> Iterator[tuple[str, bytes]]:
    """Make a cartridge of every course in every language."""
    for course in list_school_courses(collection):
        yield f"catalog/cartridge/{course.file_name}.imscc", write_package(_list_files(course))


def _list_files(course: SchoolCourse) -> Iterator[tuple[str, str]]:
    yield "imsmanifest.xml", _write_manifest(course)
    for lesson in course.lessons:
        yield _path(lesson), _write_link(lesson)


def _write_manifest(course: SchoolCourse) -> str:
    schema = leaf("schema", "IMS Thin Common Cartridge") + leaf("schemaversion", "1.3.0")
    described = learning_object.write_learning_object(course.record, course.title, learning_object.MANIFEST)
    items = "\n".join(_write_item(lesson) for lesson in course.lessons)
    tree = branch("item", items, {"identifier": "root"})
    organization = {"identifier": "organization", "structure": "rooted-hierarchy"}
    parts = (
        branch("metadata", schema + described),
        branch("organizations", branch("organization", tree, organization)),
        branch("resources", "\n".join(_write_resource(lesson) for lesson in course.lessons)),
    )
    names = {"identifier": name_part("cartridge", course.record), "xmlns": _MANIFEST, "xmlns:xsi": _INSTANCE}
    names["xsi:schemaLocation"] = " ".join(f"{namespace} {schema}" for namespace, schema in _SCHEMAS.items())
    return DECLARATION + branch("manifest", "\n".join(parts), names) + "\n"


def _write_item(lesson: Record) -> str:
    names = {"identifier": name_part("item", lesson), "identifierref": name_part("link", lesson)}
    return branch("item", leaf("title", title_of(lesson)), names)


def _write_resource(lesson: Record) -> str:
    described = learning_object.write_learning_object(lesson, title_of(lesson), learning_object.RESOURCE)
    inner = branch("metadata", described + standards.write_standards(lesson)) + branch(
        "file", "", {"href": _path(lesson)}
    )
    return branch("resource", inner, {"identifier": name_part("link", lesson), "type": "imswl_xmlv1p3"})


def _write_link(lesson: Record) -> str:
    """Write the link itself. It opens in a window of its own: the library's pages do not let themselves be framed."""
    title = leaf("title", " ".join(title_of(lesson).split()))
    url = branch("url", "", {"href": lesson.url, "target": "_blank"})
    names = {
        "xmlns": _LINK,
        "xmlns:xsi": _INSTANCE,
        "xsi:schemaLocation": f"{_LINK} {_PROFILE}/ccv1p3_imswl_v1p3.xsd",
    }
    return DECLARATION + branch("webLink", title + url, names) + "\n"


def _path(lesson: Record) -> str:
    return f"links/{name_part('link', lesson)}.xml"
