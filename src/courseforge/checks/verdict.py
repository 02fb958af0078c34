"""What was found -> what is said: severities as the library sets them, suppressions with their reasons.

A suppression is held to rules itself: it has a reason, names a rule that there is, and still suppresses something.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from courseforge.checks.inspection import MOST
from courseforge.checks.page import known_codes, nearest_codes
from courseforge.checks.rules import RULES
from courseforge.checks.subject import LibrarySubject
from courseforge.checks.suppression import Suppression, list_suppressions
from courseforge.config import CONFIG_FILE
from courseforge.diagnostics import Diagnostic, Location, Severity
from courseforge.model import Mode
from courseforge.reading.codes import Fact, Fault

SUPPRESSION_HAS_A_REASON = Fact("CF080", "suppression-has-a-reason", Severity.WARNING)
SUPPRESSION_SUPPRESSES = Fact("CF081", "suppression-still-suppresses", Severity.WARNING)
CODE_IS_KNOWN = Fact("CF082", "code-is-known", Severity.WARNING)
SUPPRESSION_IS_ALLOWED = Fact("CF083", "suppression-is-allowed", Severity.WARNING)
PRIVACY_IS_DECIDED_BY_SOMEBODY = Fact("CF084", "privacy-suppression-says-who-and-when", Severity.WARNING)

_RULE_CODES = frozenset(rule.code for rule in RULES)
_PRIVACY = "CF7"
_DAY = re.compile(r"\b20\d\d-[01]\d-[0-3]\d\b")


def judge(
    diagnostics: Iterable[Diagnostic], library: LibrarySubject, looked_for: Collection[str] = ()
) -> tuple[Diagnostic, ...]:
    """Say what counts, and what is wrong with the suppressions.

    Args:
        diagnostics: what a stage found.
        library: with its settings and suppressions.
        looked_for: codes of the rules that were applied; only of these can be told that nothing is suppressed.
    """
    by_code: dict[str, list[Suppression]] = defaultdict(list)
    said: list[Diagnostic] = []
    faults: Counter[str] = Counter()
    for suppression in list_suppressions(library):  # after a hundred faults in one file nobody looks for more
        if faults[suppression.place.path] == MOST:
            continue
        fault = _find_fault(suppression, library.mode)
        if fault is None:
            by_code[suppression.code].append(suppression)
            continue
        faults[suppression.place.path] += 1
        if looked_for:
            said.append(_say(fault, suppression.place))
    used: set[Suppression] = set()
    for diagnostic in diagnostics:
        covering = [one for one in by_code[diagnostic.code] if one.covers(diagnostic)]
        used.update(covering)
        if not covering or not _is_suppressible(diagnostic):
            said.append(_weigh(diagnostic, library))
    unused = (one for code in looked_for for one in by_code[code] if one not in used)
    said += (_say(_unused(one), one.place) for one in unused)
    said += _check_severities(library) if looked_for else ()
    return tuple(said)


def list_doubtful(library: LibrarySubject, codes: Collection[str]) -> tuple[Suppression, ...]:
    """List the suppressions of these rules that are in order, and lie in one file."""
    own = (one for one in list_suppressions(library) if one.path and one.code in codes)
    return tuple(one for one in own if _find_fault(one, library.mode) is None)


def say_unused(suppressions: Iterable[Suppression], found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Name the suppressions that suppress nothing of all that was found."""
    by_code: dict[str, list[Diagnostic]] = defaultdict(list)
    for diagnostic in found:
        by_code[diagnostic.code].append(diagnostic)
    return tuple(_say(_unused(one), one.place) for one in suppressions if not any(map(one.covers, by_code[one.code])))


def _find_fault(suppression: Suppression, mode: Mode) -> Fault | None:
    code = suppression.code
    if code not in known_codes():
        return _unknown(code)
    if not suppression.reason:
        hint = f"Write why it does not count here, after the code: {code} the picture is explained in the text"
        return Fault(SUPPRESSION_HAS_A_REASON, f"{code} is ignored here without a reason; it still counts.", hint)
    if code.startswith(_PRIVACY) and mode is Mode.UNTRUSTED:
        return _not_allowed(code, "in somebody else's contribution")
    if code.startswith(_PRIVACY) and not _DAY.search(suppression.reason):
        message = f"{code} protects people's privacy; to ignore it, say who decided that, and when. It still counts."
        hint = f"Write a role and a day into the reason: {code} the library's own number (branch manager, 2027-01-31)"
        return Fault(PRIVACY_IS_DECIDED_BY_SOMEBODY, message, hint)
    return None


def _is_suppressible(diagnostic: Diagnostic) -> bool:
    """Tell whether a reason is enough: what cannot be read, run or shown is not there, whatever anybody says."""
    return diagnostic.code in _RULE_CODES or diagnostic.severity is not Severity.ERROR


def _weigh(diagnostic: Diagnostic, library: LibrarySubject) -> Diagnostic:
    severity = library.settings.courseforge.check.severity.get(diagnostic.code)
    if severity is None or diagnostic.code not in _RULE_CODES or _is_fixed(diagnostic.code, library.mode):
        return diagnostic
    return replace(diagnostic, severity=severity)


def _is_fixed(code: str, mode: Mode) -> bool:
    return mode is Mode.UNTRUSTED and code.startswith(_PRIVACY)


def _check_severities(library: LibrarySubject) -> Iterator[Diagnostic]:
    for code in library.settings.courseforge.check.severity:
        place = library.at(CONFIG_FILE, "courseforge", "check", "severity", code)
        if code not in known_codes():
            yield _say(_unknown(code), place)
        elif code not in _RULE_CODES:
            yield _say(_not_allowed(code, "for it is no rule about lessons"), place)


def _unknown(code: str) -> Fault:
    near = nearest_codes(code)
    hint = f"Did you mean {' or '.join(near[:2])}? All of them: courseforge explain" if near else ""
    return Fault(CODE_IS_KNOWN, f"There is no “{code}”.", hint or "See all of them: courseforge explain")


def _not_allowed(code: str, why: str) -> Fault:
    return Fault(SUPPRESSION_IS_ALLOWED, f"{code} cannot be changed here, {why}.", "Delete this line.")


def _unused(suppression: Suppression) -> Fault:
    message = f"{suppression.code} is ignored here, and nothing here breaks it."
    return Fault(SUPPRESSION_SUPPRESSES, message, "Delete this line; it would hide the next real mistake.")


def _say(fault: Fault, place: Location) -> Diagnostic:
    return Diagnostic(fault.fact.code, fault.fact.severity, fault.message, place, fault.hint)
