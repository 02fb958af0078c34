"""What a cartridge says of a course or a lesson: Learning Object Metadata (IEEE 1484.12.1)."""

from collections.abc import Iterator

from courseforge.catalog.xml_text import branch, leaf, legal
from courseforge.model import Record

MANIFEST = "http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest"
RESOURCE = "http://ltsc.ieee.org/xsd/imsccv1p3/LOM/resource"


def write_learning_object(record: Record, title: str, namespace: str) -> str:
    """Write ``lom``, in the namespace of what it describes; what is not known is left out."""
    inner = (
        branch("general", "".join(_list_general(record, title))),
        _write_makers(record),
        _write_learning(record),
        _write_rights(record),
    )
    return branch("lom", "".join(inner), {"xmlns": namespace})


def _list_general(record: Record, title: str) -> Iterator[str]:
    yield branch("identifier", leaf("catalog", "URI") + leaf("entry", record.url))
    yield _say("title", title, record.language)
    yield leaf("language", record.language)
    yield _say("description", record.description, record.language)
    words = dict.fromkeys((*record.interests, *record.teaches))
    yield from (_say("keyword", word, record.language) for word in words)


def _write_makers(record: Record) -> str:
    makers = [("author", credit.name) for credit in record.authors] + [("publisher", record.publisher)]
    return _around("lifeCycle", "".join(_write_maker(role, name) for role, name in makers if name))


def _write_maker(role: str, name: str) -> str:
    """Write a name as a card (RFC 2426), which is what this standard asks for."""
    line = " ".join(legal(name).split())
    for sign in "\\,;":
        line = line.replace(sign, f"\\{sign}")
    card = f"BEGIN:VCARD\nVERSION:3.0\nN:{line};;;;\nFN:{line}\nEND:VCARD"
    return branch("contribute", _choose("role", role) + leaf("entity", card))


def _write_learning(record: Record) -> str:
    ages = _say("typicalAgeRange", record.ages, record.language)
    time = branch("typicalLearningTime", leaf("duration", f"PT{record.minutes}M")) if record.minutes else ""
    return _around("educational", ages + time)


def _write_rights(record: Record) -> str:
    license = record.license_url or record.license
    said = _say("description", license, "x-none")
    return branch("rights", _choose("copyrightAndOtherRestrictions", "yes") + said) if said else ""


def _choose(name: str, value: str) -> str:
    return branch(name, leaf("source", "LOMv1.0") + leaf("value", value))


def _say(name: str, words: str, language: str) -> str:
    return _around(name, leaf("string", words, {"language": language}))


def _around(name: str, inner: str) -> str:
    return branch(name, inner) if inner else ""
