"""Every regular expression of the package with the ways in which it is used, and text written to make it slow.

What a module holds is found by looking into its values, the rest by reading its source: no pattern is on a list that
somebody could forget to lengthen.
"""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from re import _compiler, _constants, _parser  # what Hypothesis makes matching text with, too
from string import printable
from types import ModuleType
from typing import Any

import courseforge

_WAYS = {"match": "match", "fullmatch": "fullmatch"}  # all others look for the pattern everywhere
_EVERYWHERE = "finditer"
_LONG = 30  # what repeats at most so often can't be made slow by the length of a text
_PIECES = (
    "a", "1", " ", "\n", "Aa ", "1 ", "1.", "-1.5, ", "a.", "a@", "a_", "-", "- ", "<", "</", "<a href=", "<a b=\"", "<!--", "`",
    "\"", "'", "\\", "[", "](", "[a](", "![", "{", "{a}`", "(", "((", "$", "*a ", "~", "|a", "| - ", "# ", "#", "> ", "http://a",
    ":", "a: ", "a=", "12-12-", "<p style=\"", "Ab de la ", "\t", " \n", "a\n", "&", "%", "?", "=", "{{ ", "#| a:", "= ", ";",
)  # fmt: skip
_LETTERS = printable + "éÁñ–—…“”’•\u200b" + "\x01"


@dataclass(frozen=True, slots=True)
class Use:
    """A pattern, where it stands, and how it is used: ``match``, ``fullmatch``, or ``finditer`` for every kind of search."""

    where: str
    pattern: re.Pattern[Any]
    way: str

    def work(self, text: Any) -> object:
        """Use it, and look at all that it finds."""
        found = getattr(self.pattern, self.way)(text)
        return sum(1 for _ in found) if self.way == _EVERYWHERE else found


def list_modules() -> list[ModuleType]:
    """Import the whole package."""
    found = pkgutil.walk_packages(courseforge.__path__, "courseforge.")
    return [importlib.import_module(info.name) for info in found if not info.name.endswith("__main__")]


def list_held(modules: Iterable[ModuleType]) -> Iterator[Use]:
    """List the patterns that modules hold, by themselves or inside another value."""
    trees = {module.__name__: _read(module) for module in modules}
    ways = {name: _list_ways(tree) for name, tree in trees.items()}
    for module in modules:
        for name, value in sorted(vars(module).items()):
            patterns = list(_look_into(value, set()))
            lent = [ways[other].get(name, set()) for other in ways if other == module.__name__ or name[0] != "_"]
            used = set.union(*lent) if patterns and isinstance(value, re.Pattern) else set()
            for number, pattern in enumerate(patterns):
                for way in sorted(used or {_EVERYWHERE}):
                    yield Use(f"{module.__name__}.{name}" + f"[{number}]" * (pattern is not value), pattern, way)


def list_written(module: ModuleType, samples: Iterable[Mapping[str, object]] = ({},)) -> Iterator[Use]:
    """List the patterns that are written where they are used; the samples stand for what a function knows."""
    tree = _read(module)
    ways = _list_ways(tree)
    targets = {node.value: node.targets[0] for node in ast.walk(tree) if isinstance(node, ast.Assign)}
    for node in ast.walk(tree):
        assert not isinstance(node, ast.ImportFrom) or node.module != "re", "patterns are found by the name of re"
        if not isinstance(node, ast.Call) or not _is_of_re(node.func) or node.func.attr == "escape":
            continue
        used = {_WAYS.get(node.func.attr, _EVERYWHERE)}
        if node.func.attr == "compile":
            target = targets.get(node)
            used = ways.get(target.id, used) if isinstance(target, ast.Name) else used
        flags = [given.value for given in node.keywords if given.arg == "flags"]
        flags += node.args[1:2] if node.func.attr == "compile" else []
        for sample in samples:
            known = {**vars(module), **sample}
            kind = _evaluate(flags[0], known) if flags else 0
            pattern = re.compile(_evaluate(node.args[0], known), kind)
            for way in sorted(used):
                yield Use(f"{module.__name__}, line {node.lineno}", pattern, way)


def list_hostile(pattern: re.Pattern[Any], length: int) -> Iterator[Any]:
    """Give text that nearly matches, of about this length."""
    parsed = _parser.parse(pattern.pattern, pattern.flags)
    starts = dict.fromkeys(("", piece) for piece in (*_PIECES, *_list_words(pattern)))
    for before, bodies in _list_repeats(parsed, ""):
        starts |= dict.fromkeys((before, body) for body in bodies)
        starts |= dict.fromkeys(("", before + body) for body in ("", *bodies) if before + body)
    for before, piece in starts:
        for after in ("", "\n\x01"):
            text = before + piece * (length // len(piece)) + after
            yield text if isinstance(pattern.pattern, str) else text.encode()


def _read(module: ModuleType) -> ast.Module:
    assert module.__file__
    return ast.parse(Path(module.__file__).read_text(encoding="utf-8"))


def _is_of_re(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "re"


def _evaluate(node: ast.expr, known: dict[str, Any]) -> Any:
    """Evaluate a pattern of this project's own source; what is put into it stands for a word."""
    try:
        return eval(compile(ast.Expression(node), "pattern", "eval"), known)
    except NameError as error:
        if isinstance(node, ast.Name):
            raise  # all of the pattern: it has to be known
        return _evaluate(node, {**known, error.name: "word"})


def _list_ways(tree: ast.Module) -> dict[str, set[str]]:
    """Tell for each name how its value is used."""
    called = {node.value: node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    ways = dict[str, set[str]]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            ways.setdefault(node.id, set()).add(_WAYS.get(called.get(node, ""), _EVERYWHERE))
    return ways


def _look_into(value: Any, seen: set[int]) -> Iterator[re.Pattern[Any]]:
    if id(value) in seen or isinstance(value, str | bytes | type | ModuleType):
        return
    seen.add(id(value))
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Mapping):
        yield from _look_into([*value.keys(), *value.values()], seen)
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _look_into(one, seen)
    elif is_dataclass(value):
        yield from _look_into([getattr(value, field.name) for field in fields(value)], seen)


def _list_words(pattern: re.Pattern[Any]) -> list[str]:
    """Give the words that stand in the pattern itself, alone and in a row."""
    written = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    plain = re.sub(r"\\.|\[[^\]]*\]|\{[^}]*\}", " ", written)
    words = list(dict.fromkeys(re.findall(r"[A-Za-zÁ-ú0-9@:/<=.]{2,20}", plain)))[:8]
    rows = [" ".join(words) + " ", " 12 ".join(words) + " "] if words else []
    return [*words, *(f"{word} " for word in words), *rows]


def _list_repeats(nodes: Iterable[Any], before: str) -> Iterator[tuple[str, list[str]]]:
    """Give, for each part that repeats without end, what leads to it and what it can repeat."""
    for node in nodes:
        kind, given = node
        for inner in _list_inner(node):
            yield from _list_repeats(inner, before)
        if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT) and given[1] > _LONG:
            bodies = [body for body in _list_examples(given[2]) if body]
            yield before, bodies
        before += _list_examples([node])[0]


def _list_inner(node: Any) -> list[Any]:
    kind, given = node
    if kind is _constants.BRANCH:
        return list(given[1])
    if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
        return [given[2]]
    if kind is _constants.SUBPATTERN:
        return [given[3]]
    if kind in (_constants.ASSERT, _constants.ASSERT_NOT):
        return [given[1]]
    return [given] if kind is _constants.ATOMIC_GROUP else []


def _list_examples(nodes: Iterable[Any]) -> list[str]:
    """Give a few texts that match, the likeliest first."""
    found = [""]
    for node in nodes:
        more = _list_examples_of(node)
        found = [found[0] + one for one in more] + [one + more[0] for one in found[1:3]]
    return list(dict.fromkeys(found))[:6]


def _list_examples_of(node: Any) -> list[str]:
    kind, given = node
    if kind in (_constants.LITERAL, _constants.NOT_LITERAL, _constants.IN, _constants.ANY):
        return _list_letters(node)
    if kind is _constants.BRANCH:
        return [example for inner in given[1] for example in _list_examples(inner)[:2]][:6]
    if kind in (_constants.ASSERT, _constants.ASSERT_NOT, _constants.AT):
        return [""]
    if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT):
        return [example * max(1, given[0]) for example in _list_examples(given[2])]
    return [example for inner in _list_inner(node) for example in _list_examples(inner)] or [""]


def _list_letters(node: Any) -> list[str]:
    """Give letters of different kinds that match a set."""
    if node[0] is _constants.LITERAL:
        return [chr(node[1])]
    one = _parser.SubPattern(_parser.State(), [node])
    one.state.str = ""
    matching = _compiler.compile(one, re.DOTALL)
    fits = [letter for letter in _LETTERS if matching.fullmatch(letter)]
    kinds = [
        str.isspace,
        str.isdigit,
        str.islower,
        str.isupper,
        lambda letter: not letter.isalnum() and not letter.isspace(),
    ]
    chosen = (next(filter(kind, fits), "") for kind in (kinds[2], kinds[0], kinds[1], kinds[3], kinds[4]))
    return [letter for letter in dict.fromkeys((*chosen, "\n" if "\n" in fits else "")) if letter] or ["￼"]
