"""Who a repository for harvesters is, and where it is asked (OAI-PMH 2.0, ``Identify``)."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from courseforge.catalog.collection import Collection
from courseforge.catalog.xml_text import branch, leaf
from courseforge.config import CatalogSettings
from courseforge.records.addresses import absolute_url

STATIC_PATH = "catalog/oai/static-repository.xml"
VERBS_PATH = "catalog/oai/verbs"
# As http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd wants it.
_EMAIL = re.compile(r"[^\s@]+@([^\s@.]+\.)+[^\s@.]+")
# After http://www.openarchives.org/OAI/2.0/guidelines-oai-identifier.htm.
_DOMAIN = re.compile(r"[a-z][a-z0-9-]*(\.[a-z0-9-]+)+")
_STRICT_DOMAIN = re.compile(r"[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]+)+")
_IDENTIFIER = "http://www.openarchives.org/OAI/2.0/oai-identifier"


@dataclass(frozen=True, slots=True)
class Repository:
    """What harvesters are told of the whole.

    Attributes:
        domain: of the site; every identifier begins with it.
        static_url: address of the static repository, as its gateway answers it.
        verbs_url: address at which the files of ``catalog/oai/verbs`` are answered.
    """

    name: str
    domain: str
    email: str
    static_url: str
    verbs_url: str


def describe_repository(collection: Collection) -> Repository | None:
    """Return who the repository is; nothing where a fact is missing that every repository must state."""
    domain, email = find_domain(collection.baseurl), collection.catalog.email
    if not domain or not is_email(email):
        return None
    verbs_url = absolute_url(VERBS_PATH, collection.baseurl)
    return Repository(collection.title, domain, email, _static_url(collection), verbs_url)


def find_domain(baseurl: str) -> str:
    """Return the name of the site's computer; empty where it has none that holds for the whole web."""
    try:
        name = (urlsplit(baseurl).hostname or "").encode("idna").decode("ascii")
    except ValueError:
        return ""
    return name if _DOMAIN.fullmatch(name) else ""


def is_email(text: str) -> bool:
    """Tell whether a text is an address that a harvester can write to."""
    return bool(_EMAIL.fullmatch(text))


def _static_url(collection: Collection) -> str:
    """Return the gateway's address for the file; without a gateway the file speaks for itself."""
    own, gateway = absolute_url(STATIC_PATH, collection.baseurl), _gateway(collection.catalog)
    return f"{gateway}/{own.partition('://')[2]}" if gateway else own


def _gateway(settings: CatalogSettings) -> str:
    return settings.gateway.rstrip("/")


def write_identity(repository: Repository, url: str, first: str, *, deletions: str, prefix: str = "") -> str:
    """Write what stands in ``Identify``.

    Args:
        first: ISO 8601 date of the oldest record.
        deletions: ``persistent`` where what was withdrawn is told for ever, ``no`` where it is not told.
        prefix: of the names of elements.
    """
    facts = {
        "repositoryName": repository.name or repository.domain,
        "baseURL": url,
        "protocolVersion": "2.0",
        "adminEmail": repository.email,
        "earliestDatestamp": first,
        "deletedRecord": deletions,
        "granularity": "YYYY-MM-DD",
    }
    return "".join(leaf(prefix + name, words) for name, words in facts.items()) + _write_scheme(repository, prefix)


def _write_scheme(repository: Repository, prefix: str) -> str:
    """Say how identifiers are made, where the domain is one that this description allows."""
    if not _STRICT_DOMAIN.fullmatch(repository.domain):
        return ""
    facts = {
        "scheme": "oai",
        "repositoryIdentifier": repository.domain,
        "delimiter": ":",
        "sampleIdentifier": f"oai:{repository.domain}:sound-lab/first-beat",
    }
    scheme = "".join(leaf(name, words) for name, words in facts.items())
    return branch(f"{prefix}description", branch("oai-identifier", scheme, {"xmlns": _IDENTIFIER}))
