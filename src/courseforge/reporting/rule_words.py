"""What reports say about the rule behind a code. The table of rules is loaded when the first problem is told."""

from courseforge.diagnostics import Diagnostic


def name_rule(code: str) -> str:
    """Return the fact that should hold, such as ``heading-levels-do-not-skip``; empty for an unknown code."""
    from courseforge.checks.page import read_pages  # noqa: PLC0415 - most commands tell no problem

    page = read_pages().get(code)
    return page.name if page else ""


def explain_rule(code: str) -> str:
    """Return a rule's page, Markdown; the first line is the fact as a sentence. Empty for an unknown code."""
    from courseforge.checks.page import read_pages  # noqa: PLC0415 - as above

    page = read_pages().get(code)
    return page.text if page else ""


def name_explanation(code: str) -> str:
    """Return the command that prints a rule's page."""
    return f"courseforge explain {code}"


def is_fixable(diagnostic: Diagnostic) -> bool:
    """Tell whether ``check --fix`` mends it."""
    return diagnostic.fix is not None
