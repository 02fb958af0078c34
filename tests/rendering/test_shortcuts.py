"""Each shortcut gives what docutils' own way gives."""

import copyreg
from collections.abc import Iterator
from itertools import islice

import pytest
from docutils import frontend, nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Parser

from courseforge.rendering.sphinx_run.shortcuts import copy_default_settings, find_all, note_kind

TEXT = """
Title
=====

Words with *emphasis*, ``code`` and a `link <https://example.org>`_.

- one
- two, and

  1. three

.. note:: Look **here**.
"""


@pytest.fixture(scope="module", autouse=True)
def noted() -> Iterator[None]:
    nodes.Element.__new__ = staticmethod(note_kind)  # type: ignore[assignment]
    yield
    del nodes.Element.__new__


@pytest.fixture(scope="module")
def tree(noted: None) -> nodes.document:
    return publish_doctree(TEXT)


@pytest.mark.parametrize("condition", [nodes.Text, nodes.Element, nodes.list_item, lambda node: len(str(node)) > 20])
@pytest.mark.parametrize("include_self", [True, False])
def test_the_same_nodes_are_found_in_the_same_order(
    tree: nodes.document, condition: type, include_self: bool
) -> None:
    for node in nodes.Node.findall(tree):
        theirs = list(nodes.Node.findall(node, condition, include_self))
        assert list(map(id, find_all(node, condition, include_self))) == list(map(id, theirs))


class Rare(nodes.General, nodes.Element):
    """An element that nobody makes but these tests."""


class Thawed(Rare):
    """One that comes out of a pickle, which calls no ``__init__``."""

    children = ()


def test_a_kind_is_found_from_its_first_element_on(tree: nodes.document) -> None:
    assert list(find_all(tree, Rare)) == []
    walk = find_all(box := nodes.container(), Rare)
    box += (made := Rare())
    assert list(walk) == [made]
    box.children = [thawed := copyreg.__newobj__(Thawed)]  # type: ignore[attr-defined]
    assert list(find_all(box, Thawed)) == [thawed]


@pytest.mark.parametrize("options", [{}, {"descend": False}, {"siblings": True}, {"ascend": True}])
def test_other_ways_through_the_tree_are_docutils_own(tree: nodes.document, options: dict[str, bool]) -> None:
    for node in nodes.Node.findall(tree):
        assert list(find_all(node, **options)) == list(nodes.Node.findall(node, **options))


def test_a_tree_that_changes_meanwhile_is_walked_alike() -> None:
    def read(find: object) -> list[str]:
        tree, said = publish_doctree(TEXT), []
        for node in islice(find(tree, nodes.Element), 100):  # type: ignore[operator]
            said.append(node.tagname)
            if isinstance(node, nodes.emphasis):
                node.parent.replace(node, [nodes.strong("", "one"), nodes.strong("", "two")])
            if isinstance(node, nodes.bullet_list):
                node.append(nodes.list_item("", nodes.paragraph("", "four")))
                del node[0]
        return said

    assert read(find_all) == read(nodes.Node.findall)


def test_settings_are_the_same_and_each_askers_own() -> None:
    ours, theirs = copy_default_settings(Parser), frontend.get_default_settings(Parser)
    assert {**vars(ours), "record_dependencies": None} == {**vars(theirs), "record_dependencies": None}
    assert vars(ours).keys() == vars(theirs).keys()
    ours.ensure_value("strip_classes", []).append("mine")
    ours.smart_quotes = "changed"
    again = copy_default_settings(Parser)
    assert (again.strip_classes, again.smart_quotes) == (theirs.strip_classes, theirs.smart_quotes)
