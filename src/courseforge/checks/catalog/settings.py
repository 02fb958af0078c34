"""What ``_config.yml`` says for catalogs (CF826)."""

import re
from collections.abc import Iterator

from courseforge.checks.rule import Finding
from courseforge.checks.subject import LibrarySubject
from courseforge.config import CONFIG_FILE, CatalogSettings
from courseforge.reading.vocabulary import is_http

_EMAIL = re.compile(r"(?P<name>[\w.+-]{1,64})@(?P<domain>(?:[\w-]{1,63}\.)+[A-Za-z]{2,18})")
_PERSON = re.compile(r"[a-z]{2,20}[._-][a-z]{2,20}\d{0,4}|[a-z][._][a-z]{2,20}")
_ROLES = frozenset(
    "catalog cataloging cataloguing catalogo catalogacion metadata digital repository oai library biblioteca web "
    "systems services service desk help info contact collection collections tech office team open learning youth "
    "teen adult reference admin support ask".split()
)
_WEBMAIL = ("gmail.", "hotmail.", "outlook.", "yahoo.", "icloud.", "proton", "live.", "gmx.", "aol.")
_SHELVES = ("isbn", "doi", "bib")


def find_strange_settings(library: LibrarySubject) -> Iterator[Finding]:
    """What the settings say for catalogs can be used.

    Below ``courseforge:`` and ``catalog:`` in ``_config.yml``: ``email`` is the address of a desk and not a person's;
    ``gateway`` is an address on the web; an address of ``shelves`` begins with ``https://`` and has its key in braces
    where the number goes.

    Why: the e-mail address goes out to programs that keep it for years. A link without a number leads every reader to
    the same page.

    Fails::

        courseforge:
          catalog:
            email: robin.garza@library.example.org
            shelves: {isbn: "https://catalog.example.org/search"}

    Mended::

        courseforge:
          catalog:
            email: cataloging@library.example.org
            shelves: {isbn: "https://catalog.example.org/search?isbn={isbn}"}
    """
    catalog = library.settings.courseforge.catalog
    for keys, message, hint in (*_check_facts(catalog), *_check_shelves(catalog)):
        yield Finding(library.at(CONFIG_FILE, "courseforge", "catalog", *keys), message, hint)


_Fault = tuple[tuple[str, ...], str, str]


def _check_facts(catalog: CatalogSettings) -> Iterator[_Fault]:
    if catalog.email and (fault := _doubt_email(catalog.email)):
        yield ("email",), *fault
    if catalog.gateway and not is_http(catalog.gateway):
        message = f"“{catalog.gateway}” is no address on the web."
        yield ("gateway",), message, "Write an address that begins with https://, or none."


def _doubt_email(email: str) -> tuple[str, str] | None:
    match = _EMAIL.fullmatch(email)
    if match is None:
        return f"“{email}” is no e-mail address.", "Write for example: email: cataloging@library.example.org"
    name = match["name"].lower()
    is_desk = not _ROLES.isdisjoint(re.split(r"[._+-]", name))
    if match["domain"].lower().startswith(_WEBMAIL) or (_PERSON.fullmatch(name) and not is_desk):
        hint = "Write that of a desk, which stays when people leave: email: cataloging@library.example.org"
        return "This e-mail address looks like a person's own.", hint
    return None


def _check_shelves(catalog: CatalogSettings) -> Iterator[_Fault]:
    for key, address in catalog.shelves.items():
        example = f"{key}: https://catalog.example.org/search?{key}={{{key}}}"
        if key not in _SHELVES:
            yield ("shelves", key), f"“{key}” is nothing by which works are found here.", "Write isbn, doi or bib."
        elif f"{{{key}}}" not in address:
            message = f"Nothing in this address says where the {key} goes."
            yield ("shelves", key), message, f"Write it in braces, for example: {example}"
        elif not address.startswith("https://") or not is_http(address.replace(f"{{{key}}}", "1")):
            message = f"“{address}” is no address that begins with https://"
            yield ("shelves", key), message, f"Write for example: {example}"
