"""Facts of a library's settings that some formats cannot do without, and what is said where one is missing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from courseforge.catalog.oai.identity import find_domain, is_email
from courseforge.config import CONFIG_FILE, Settings
from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.reading.wording import did_you_mean, list_words, show


@dataclass(frozen=True, slots=True)
class Need:
    """One fact.

    Attributes:
        message: what is missing; ``{formats}`` are those that wait for it.
        is_met: tells whether the library states it.
    """

    code: str
    message: str
    hint: str
    is_met: Callable[[Settings], bool]


ADDRESS = Need(
    "CF095",
    "Nothing is written for {formats}: the library's address on the web is not stated, so links would lead nowhere.",
    'Write it into _config.yml, below html: as baseurl: "https://…"',
    lambda settings: bool(settings.html.baseurl),
)
DOMAIN = Need(
    "CF095",
    "Nothing is written for {formats}: the library's address has to begin with a name that holds for the whole web.",
    "Write an address such as https://learn.your-library.org into _config.yml, below html: as baseurl",
    lambda settings: not settings.html.baseurl or bool(find_domain(settings.html.baseurl)),
)
EMAIL = Need(
    "CF096",
    "Nothing is written for {formats}: harvesters have to be told whom they can write to.",
    "Write the address of an office, never a person's, into _config.yml, below courseforge: and catalog: "
    "as email: catalog@your-library.org",
    lambda settings: is_email(settings.courseforge.catalog.email),
)


def name_missing(needs: Mapping[str, Iterable[Need]], settings: Settings) -> Iterator[Diagnostic]:
    """Say once of each fact that is missing which formats wait for it.

    Args:
        needs: name of a format -> what it cannot do without.
    """
    for need in (ADDRESS, DOMAIN, EMAIL):
        waiting = [name for name, needed in needs.items() if need in needed]
        if waiting and not need.is_met(settings):
            message = need.message.format(formats=list_words(waiting))
            yield Diagnostic(need.code, Severity.INFO, message, Location(CONFIG_FILE), need.hint)


def name_unknown(names: Iterable[str], known: Iterable[str], settings: Settings) -> Iterator[Diagnostic]:
    """Say which names in ``formats`` stand for nothing, and what was probably meant."""
    place = ("courseforge", "catalog", "formats")
    for name in names:
        location = Location(CONFIG_FILE, settings.lines.get(place))
        hint = did_you_mean(name, known) or f"It can be {list_words(sorted(known))}."
        yield Diagnostic("CF097", Severity.WARNING, f"There is no format {show(name)}.", location, hint)
