"""The validators of packages let right packages pass and name what is wrong in wrong ones."""

import io
import zipfile
from collections.abc import Mapping

import pytest

from .validators.packages import validate_common_cartridge, validate_scorm

CARTRIDGE = {
    "imsmanifest.xml": """<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1" identifier="sound"
 xmlns:lom="http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest"><metadata>
<schema>IMS Thin Common Cartridge</schema><schemaversion>1.3.0</schemaversion>
<lom:lom><lom:general><lom:title><lom:string language="en">Sound</lom:string></lom:title></lom:general></lom:lom>
</metadata><organizations><organization identifier="all" structure="rooted-hierarchy"><item identifier="root">
<item identifier="i1" identifierref="r1"><title>Beat</title></item></item></organization></organizations>
<resources><resource identifier="r1" type="imswl_xmlv1p3"><file href="links/beat.xml"/></resource></resources>
</manifest>""",
    "links/beat.xml": """<?xml version="1.0" encoding="UTF-8"?>
<webLink xmlns="http://www.imsglobal.org/xsd/imsccv1p3/imswl_v1p3"><title>Beat</title>
<url href="https://learn.example.org/sound/beat.html" target="_blank"/></webLink>""",
}
SCORM = {
    "imsmanifest.xml": """<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" identifier="sound" version="1"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"><metadata><schema>ADL SCORM</schema>
<schemaversion>1.2</schemaversion></metadata><organizations default="all"><organization identifier="all">
<title>Sound</title><item identifier="i1" identifierref="r1"><title>Beat</title></item></organization></organizations>
<resources><resource identifier="r1" type="webcontent" adlcp:scormtype="sco" href="beat.html">
<file href="beat.html"/></resource></resources></manifest>""",
    "beat.html": "<!doctype html><title>Beat</title>",
}


def pack(files: Mapping[str, str], old: str = "", new: str = "", leave_out: str = "") -> bytes:
    assert not old or any(old in text for text in files.values())
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        for name, text in files.items():
            if name != leave_out:
                package.writestr(name, text.replace(old, new) if old else text)
    return data.getvalue()


def test_a_right_cartridge() -> None:
    assert validate_common_cartridge(pack(CARTRIDGE)) == []


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("1.3.0", "2.0", "schemaversion"),
        ("rooted-hierarchy", "flat", "Element organization"),
        ("imswl_xmlv1p3", "webcontent", "Element resource"),
        ('identifierref="r1"', 'identifierref="r2"', "r2"),
        ("<lom:string", "<lom:text", "not well-formed"),
        ("https://learn", "learn", "leads nowhere"),
        ('<item identifier="root">', '<item identifier="all">', "ID all redefined"),
        ("links/beat.xml", "links/tune.xml", "links/tune.xml is not in the package"),
    ],
)
def test_a_wrong_cartridge(old: str, new: str, finding: str) -> None:
    assert finding in "\n".join(validate_common_cartridge(pack(CARTRIDGE, old, new)))


@pytest.mark.slow
def test_a_right_scorm_package() -> None:
    assert validate_scorm(pack(SCORM)) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("<schemaversion>1.2", "<schemaversion>1.3", "ADL SCORM and 1.2"),
        ('scormtype="sco"', 'scormtype="page"', "scormtype"),
        ('default="all"', 'default="some"', "default"),
        ('identifierref="r1"', 'identifierref="r2"', "r2, which is no resource"),
        ("<title>Sound</title>", "<name>Sound</name>", "name"),
        ('<file href="beat.html"/>', "", "beat.html is not in the manifest"),
    ],
)
def test_a_wrong_scorm_package(old: str, new: str, finding: str) -> None:
    assert finding in "\n".join(validate_scorm(pack(SCORM, old, new)))


@pytest.mark.slow
def test_a_scorm_package_without_a_file_or_a_manifest() -> None:
    assert validate_scorm(pack(SCORM, leave_out="beat.html")) == ["beat.html is not in the package"]
    assert validate_scorm(pack(SCORM, leave_out="imsmanifest.xml"))[0].startswith("not a package")
    assert validate_scorm(b"PK")[0].startswith("not a package")
