"""Facts about people's privacy, and young authors' safety (CF7xx).

One module for each thing that is looked for. No finding repeats what it found, and that none was found means only
that no known pattern was: a name or a face has no pattern, so a person has to look.

Held elsewhere, and their codes left free here: sources and licenses of files (CF727) by CF8xx, material in somebody's
cloud (CF730) by CF407. What editors leave in notebooks besides people is CF603's.
"""

from typing import Any

from courseforge.checks.privacy import (
    accounts,
    births,
    consent,
    contact,
    hidden,
    names,
    numbers,
    pictures,
    place,
    reach,
    routine,
    secrets,
    sensitive,
    site,
    tables,
    traces,
)
from courseforge.checks.rule import Rule

RULES: tuple[Rule[Any], ...] = (
    contact.CONTACTS,
    names.NAMES,
    births.BIRTHS,
    routine.ROUTINES,
    accounts.ACCOUNTS,
    numbers.NUMBERS,
    place.PLACES,
    pictures.TELLING,
    pictures.PEOPLE,
    pictures.VOICES,
    secrets.SECRETS,
    traces.TRACES,
    traces.METADATA,
    tables.TABLES,
    tables.ANSWERS,
    site.HISTORY,
    site.LOADS,
    site.COLLECTING,
    accounts.WALLS,
    consent.CONSENT,
    consent.HELD,
    consent.PSEUDONYMS,
    site.WITHDRAWN,
    sensitive.DANGER,
    sensitive.DISCLOSURES,
    contact.INVITATIONS,
    reach.REACHING,
    hidden.HIDDEN,
    tables.COUNTS,
    site.DRAFTS,
    consent.MAKERS,
)
