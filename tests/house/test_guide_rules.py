"""The guide has every rule, by family, in the words with which its own page begins."""

import re
from itertools import groupby

from tests.house.guide_pages import GUIDE, read_page

from courseforge.checks import read_pages

PAGE = "every-rule.md"
_RULES = re.compile(r"(?<=<!-- rules -->\n).*?(?=<!-- end of rules -->)", re.DOTALL)


def list_rules() -> str:
    parts = []
    for family, pages in groupby(read_pages().values(), key=lambda page: page.family):
        rows = [f"| `{page.code}` | {page.text.splitlines()[0]} | {page.weight} |" for page in pages]
        parts.append(
            "\n".join(
                [
                    f"\n## {family[:1].upper()}{family[1:]}\n",
                    "| Code | What should be so | It weighs |",
                    "|---|---|---|",
                    *rows,
                    "",
                ]
            )
        )
    return "".join(parts) + "\n"


def test_every_rule(update: bool) -> None:
    page = read_page(PAGE)
    if update:
        page = _RULES.sub(lambda _: list_rules(), page)
        (GUIDE / PAGE).write_text(page, encoding="utf-8")
    assert _RULES.findall(page) == [list_rules()]
