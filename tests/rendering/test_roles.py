"""Teaching roles become stock admonitions, and examples stay examples."""

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.colon_fence import colon_fence_plugin

from courseforge.rendering.staging.roles import ROLE_TITLES, list_exercises, stage_roles, wrap_role


def titled(title: str) -> str:
    return f"<{title}>"


CASES = {
    "plain": (":::{activity}\nDo it\n:::", ":::{admonition} <Activity>\n:class: activity\nDo it\n:::"),
    "with an argument": (
        ":::{hint} Count\nOne\n:::",
        ":::{admonition} <Hint>: Count\n:class: hint dropdown\nOne\n:::",
    ),
    "a named solution": (":::{solution} Six\nx\n:::", ":::{admonition} Six\n:class: solution dropdown\nx\n:::"),
    "backticks": ("```{reflection}\nWhy?\n```", "```{admonition} <Think about it>\n:class: reflection\nWhy?\n```"),
    "in a list": (
        "- step\n  :::{hint}\n  x\n  :::",
        "- step\n  :::{admonition} <Hint>\n  :class: hint dropdown\n  x\n  :::",
    ),
    "in a quotation": ("> :::{hint}\n> x\n> :::", "> :::{admonition} <Hint>\n> :class: hint dropdown\n> x\n> :::"),
    "facilitators' words": ("a\n\n:::{facilitator}\nThe answer\n:::\n\nb", "a\n\n\nb"),
    "an example in a code block": ("````md\n:::{hint}\nx\n:::\n````", "````md\n:::{hint}\nx\n:::\n````"),
    "an example in a directive": (
        "````{code-block} md\n:::{hint}\nx\n:::\n````",
        "````{code-block} md\n:::{hint}\nx\n:::\n````",
    ),
    "in running words": ("Write `:::{hint}` or {hint}.", "Write `:::{hint}` or {hint}."),
    "an exercise with options": (
        "```{exercise} Twice as fast\n:label: fast\n:nonumber:\nx\n```",
        "```{admonition} <Exercise>: Twice as fast\n:class: exercise\n:name: fast\nx\n```",
    ),
    "the solution of an exercise": (
        ":::{solution} slow\n:class: dropdown wide\nx\n:::",
        ":::{admonition} <Solution>: Half as fast\n:class: solution dropdown wide\nx\n:::",
    ),
    "the solution of an exercise without a title": (
        ":::{solution} bare\nx\n:::",
        ":::{admonition} <Solution>\n:class: solution dropdown\nx\n:::",
    ),
    "an exercise without a title": (
        ":::{exercise}\n:label: third\nx\n:::",
        ":::{admonition} <Exercise> 3\n:class: exercise\n:name: third\nx\n:::",
    ),
    "its solution": (
        ":::{solution} third\nx\n:::",
        ":::{admonition} <Solution>: <Exercise> 3\n:class: solution dropdown\nx\n:::",
    ),
    "an exercise that is not shown": ("a\n\n:::{exercise}\n:hidden:\nx\n:::\n\nb", "a\n\n\nb"),
    "a role around cells begins": (
        "```{exercise-start} Faster\n:label: faster\n```",
        "```{rubric} <Exercise>: Faster\n:class: exercise-start\n:name: faster\n```",
    ),
    "a role around cells begins with words": (
        "- ````{exercise-start}\n  :label: faster\n\n  words\n  ````",
        "- ````{rubric} <Exercise>\n  :class: exercise-start\n  :name: faster\n  ````\n  ````{container}\n\n\n  words\n  ````",
    ),
    "a role around cells ends": ("```{exercise-end}\n```", "<!-- exercise-end -->"),
    "another directive": (":::{note}\nx\n:::", ":::{note}\nx\n:::"),
}


@pytest.mark.parametrize("case", CASES)
def test_directives(case: str) -> None:
    source, expected = CASES[case]
    assert stage_roles(source, titled, {"slow": "Half as fast", "bare": "", "third": "<Exercise> 3"}) == expected


def test_exercises_are_known_by_their_labels():
    sources = (":::{exercise} One\n:label: one\n:::", "x\n\n- y\n  ```{exercise-start}\n  :label: two\n  ```", "z")
    assert list_exercises(sources, str.title) == {"one": "One", "two": "Exercise 2"}


def test_nested_directives() -> None:
    source = "::::{activity} In pairs\n1. One\n\n:::{hint}\nx\n:::\n\n:::{facilitator}\ny\n:::\n::::"
    staged = stage_roles(source, titled)
    assert "<Activity>: In pairs" in staged
    assert ":class: hint dropdown" in staged
    assert "\ny\n" not in staged
    [fence] = [t for t in MarkdownIt().use(colon_fence_plugin).parse(staged) if t.type == "colon_fence"]
    assert fence.info.strip().startswith("{admonition}")


@pytest.mark.parametrize("role", ROLE_TITLES)
def test_a_tagged_cell_is_wrapped_whole(role: str) -> None:
    source = "## A heading\n\nWords\n\n:::::{note}\nx\n:::::"
    staged, added = wrap_role(source, role, titled)
    lines = staged.split("\n")
    assert lines[0] == "## A heading"  # stays a heading of the page
    blocks = [t for t in MarkdownIt().use(colon_fence_plugin).parse(staged) if t.type == "colon_fence"]
    assert len(blocks) == 1
    assert ":::::{note}" in blocks[0].content
    assert lines.index("Words") == source.split("\n").index("Words") + added + 1
