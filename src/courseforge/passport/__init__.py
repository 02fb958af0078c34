"""What somebody has contributed, by chosen name, as a page to print and a file that the library can verify."""

from courseforge.passport.contributions import Contribution, list_contributions
from courseforge.passport.document import Passport, read_passport, write_passport
from courseforge.passport.page import write_page
from courseforge.passport.signing_key import find_key, make_key
from courseforge.passport.verifying import Judgment, judge_passport

__all__ = [
    "Contribution",
    "Judgment",
    "Passport",
    "find_key",
    "judge_passport",
    "list_contributions",
    "make_key",
    "read_passport",
    "write_page",
    "write_passport",
]
