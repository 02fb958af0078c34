"""The licenses that open courses use, by SPDX identifier."""

from courseforge.model import KeyPath
from courseforge.reading.codes import LICENSE_IS_SPDX, Fault
from courseforge.reading.wording import did_you_mean, show
from courseforge.reading.yaml_document import YamlDocument

LICENSES = frozenset(
    {
        *(
            f"CC-{terms}-{version}"
            for terms in ("BY", "BY-SA", "BY-NC", "BY-NC-SA", "BY-ND", "BY-NC-ND")
            for version in ("1.0", "2.0", "2.5", "3.0", "4.0")
        ),
        *(
            "CC0-1.0",
            "CC-PDDC",
            "PDDL-1.0",
            "ODbL-1.0",
            "ODC-By-1.0",
            "GFDL-1.3-only",
            "GFDL-1.3-or-later",
            "OFL-1.1",
        ),
        *("MIT", "MIT-0", "0BSD", "ISC", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MPL-2.0", "Unlicense"),
        *("GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only", "GPL-3.0-or-later", "AGPL-3.0-or-later"),
    }
)


def check_license(license: str, document: YamlDocument, at: KeyPath = ("license",)) -> tuple[Fault, ...]:
    """Hold a license to the list; an empty one is nobody's fault here."""
    if not license or license in LICENSES or license.startswith("LicenseRef-"):
        return ()
    hint = did_you_mean(license.replace(" ", "-"), LICENSES) or "Write for example: license: CC-BY-4.0"
    return (
        Fault(LICENSE_IS_SPDX, f"{show(license)} is not the short name of a license.", hint, line=document.line(at)),
    )
