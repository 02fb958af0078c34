"""Archives among the files that are published: nothing lands outside the folder in which one is unpacked."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo


def inspect_archive(data: bytes) -> list[str]:
    """Name every fault of the names in an archive."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError):
        return ["it is no whole archive"]
    strange = [entry for entry in entries if not _lands_inside(entry)]
    return ["the archive would write outside of its folder, or through a link"] if strange else []


def _lands_inside(entry: ZipInfo) -> bool:
    name = entry.filename
    linked = (entry.external_attr >> 16) & 0o170000 == 0o120000
    return not (linked or name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"))
