"""Which code cells draw a figure, as far as their source tells: matplotlib, seaborn, pandas, xarray and plotly.

Only what a cell does itself counts, or a function of the same lesson; what an imported function draws is seen in the
outputs.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from courseforge.checks.subject import CellSubject, LessonSubject

_LIBRARIES = ("matplotlib", "pylab", "seaborn", "plotly", "pandas", "xarray")
_FRAMES = frozenset({"pandas", "geopandas", "xarray"})  # what they make has a method "plot"
_PYPLOT = frozenset({"matplotlib.pyplot", "pylab", "matplotlib.pylab"})
_EXPRESS = "plotly.express"
_NEW_AXES = frozenset("subplots subplot axes subplot_mosaic add_subplot add_axes scatter_matrix".split())
_KINDS: Mapping[str, str] = {
    **dict.fromkeys("plot lineplot line step semilogx semilogy loglog errorbar".split(), "line"),
    **dict.fromkeys("bar barh barplot countplot".split(), "bar"),
    **dict.fromkeys("scatter scatterplot regplot lmplot stripplot swarmplot hexbin".split(), "scatter"),
    **dict.fromkeys("hist hist2d histplot displot histogram".split(), "histogram"),
    **dict.fromkeys("boxplot box violinplot violin".split(), "box"),
    **dict.fromkeys("imshow matshow pcolormesh pcolor spy heatmap clustermap".split(), "picture"),
    **dict.fromkeys("pie".split(), "pie"),
    **dict.fromkeys(
        "contour contourf fill fill_between stackplot stem quiver streamplot polar eventplot area kde density "
        "pairplot jointplot catplot relplot kdeplot ecdfplot pointplot boxenplot rugplot residplot".split(),
        "chart",
    ),
}
_DRAWN_OF_PLOTLY = frozenset("line bar scatter histogram pie".split())  # by courseforge, as pictures
_PANDAS = frozenset("plot hist boxplot".split())
_HIDING = frozenset({"remove-output", "remove-cell", "remove_output", "remove_cell", "skip-execution"})
_AXES = ("ax", "fig")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure that a cell draws.

    Attributes:
        kind: ``line``, ``bar``, ``scatter``, ``histogram``, ``box``, ``picture``, ``pie``, or ``chart`` for others.
        title: the words above it, where they stand in the code.
        is_program: it comes as a program (plotly) of a kind that no page draws; readers get words and numbers.
    """

    kind: str = "chart"
    title: str = ""
    is_program: bool = False


@dataclass(slots=True)
class _Scene:
    """What the names of a lesson stand for, as its cells are read from top to bottom."""

    modules: dict[str, str] = field(default_factory=dict)
    drawing: set[str] = field(default_factory=set)  # bare names that draw when they are called
    figures: set[str] = field(default_factory=set)  # names of figures, which are shown by being named last
    programs: set[str] = field(default_factory=set)  # of these, those of plotly that no page draws


def find_drawings(lesson: LessonSubject) -> Iterator[tuple[CellSubject, Drawing]]:
    """Give each code cell that draws a figure and shows it."""
    cells = [*lesson.code_cells]
    if not any(name in cell.source for cell in cells for name in _LIBRARIES) or draws_elsewhere(cells):
        return
    scene = _Scene()
    for cell in cells:
        if cell.code.tree is not None:
            drawing = _read_cell(cell.code.tree, scene)
            if drawing and shows_output(cell) and not cell.code.commands.get(1, "").startswith("%%capture"):
                yield cell, drawing


def draws_elsewhere(cells: Iterable[CellSubject]) -> bool:
    """Tell whether figures are drawn by a program in the page, or in a window (``%matplotlib notebook``)."""
    commands = (command.split() for cell in cells for command in cell.code.commands.values())
    return any(words[0] == "%matplotlib" and words[1:2] not in ([], ["inline"]) for words in commands if words)


def shows_output(cell: CellSubject) -> bool:
    """Tell whether readers see what a cell gives."""
    return not _HIDING & set(cell.cell.tags)


def _read_cell(tree: ast.Module, scene: _Scene) -> Drawing | None:
    running = [*_walk_running(tree.body)]
    _note_imports(running, scene)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and _draws([*_walk_running(node.body)], scene):
            scene.drawing.add(node.name)
    calls = [node for node in running if isinstance(node, ast.Call)]
    names = {name for call in calls if (name := _dotted(call.func))}
    if any(scene.modules.get(name.split(".")[0]) in _PYPLOT and name.endswith((".close", ".ioff")) for name in names):
        return None
    drawn, shown = _draws(running, scene), dict(_list_shown(tree, calls, scene))
    kinds = [*drawn, *shown]
    if not kinds or _brings_words(calls):
        return None
    kinds += [_KINDS.get(_dotted(call.func).rpartition(".")[2], "chart") for call in calls]
    kind = next((kind for kind in kinds if kind != "chart"), "chart")
    return Drawing(kind, next(_list_titles(calls), ""), is_program=not drawn and all(shown.values()))


def _walk_running(body: Iterable[ast.stmt]) -> Iterator[ast.AST]:
    """Give what runs when a cell runs, in the order of the code; what stands in a function waits for its call."""
    waiting: list[ast.AST] = list(reversed(list(body)))
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            waiting += [*ast.iter_child_nodes(node)][::-1]


def _note_imports(running: Iterable[ast.AST], scene: _Scene) -> None:
    for node in running:
        if isinstance(node, ast.Import):
            for name in node.names:
                scene.modules[name.asname or name.name.split(".")[0]] = name.name
                if name.asname is None:
                    scene.modules[name.name] = name.name
        elif isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                whole = f"{node.module}.{name.name}"
                scene.modules[name.asname or name.name] = whole
                if node.module in _PYPLOT:
                    scene.drawing |= {*_KINDS} - {"line", "box", "area"} if name.name == "*" else set()
                    scene.drawing |= {name.asname or name.name} & {*_KINDS, *_NEW_AXES}


def _draws(running: list[ast.AST], scene: _Scene) -> list[str]:
    """Name the kinds of what matplotlib, seaborn and pandas draw."""
    calls = [node for node in running if isinstance(node, ast.Call)]
    return [kind for call in calls if (kind := _draw_kind(call, scene))]


def _draw_kind(call: ast.Call, scene: _Scene) -> str | None:
    name = _dotted(call.func)
    root, _, rest = name.rpartition(".")
    module = scene.modules.get(root, "")
    if not root:
        return _KINDS.get(rest, "chart") if rest in scene.drawing else None
    if any(keyword.arg == "ax" for keyword in call.keywords):
        return None
    if module in _PYPLOT or rest == "scatter_matrix" or (rest in _NEW_AXES and root.startswith(_AXES)):
        return _KINDS.get(rest) or ("chart" if rest in _NEW_AXES else None)
    if module == "seaborn":
        return _KINDS.get(rest) or ("chart" if rest.endswith("Grid") else None)
    return _pandas_kind(root, rest, scene)


def _pandas_kind(root: str, rest: str, scene: _Scene) -> str | None:
    first = root.split(".", maxsplit=1)[0].removesuffix("[]")
    if _FRAMES.isdisjoint(scene.modules.values()) or first.startswith(_AXES) or first == "self":
        return None
    if first in scene.modules and "()" not in root:  # a module's function, not a frame's method
        return None
    if rest == "plot" and "xarray" in scene.modules.values():
        return "chart"  # a line or a map, as the data have one dimension or two
    return _KINDS[rest] if rest in _PANDAS or (root.endswith(".plot") and rest in _KINDS) else None


def _list_shown(tree: ast.Module, calls: Iterable[ast.Call], scene: _Scene) -> Iterator[tuple[str, bool]]:
    """Name the kinds of figures that are shown because the cell's last line, or a call of ``show``, names them.

    Each comes with whether it is a program.
    """
    for node in _walk_running(tree.body):
        if isinstance(node, ast.Assign) and _makes_figure(node.value, scene):
            first = node.targets[0].elts[0] if isinstance(node.targets[0], ast.Tuple) else node.targets[0]
            names = {first.id} if isinstance(first, ast.Name) else set()
            scene.figures |= names
            kind = _express_kind(node.value, scene)
            scene.programs |= names if kind and kind not in _DRAWN_OF_PLOTLY else set()
    shown = {name.removesuffix(".show") for call in calls if (name := _dotted(call.func)).endswith(".show")}
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr):
        shown |= {_dotted(last.value)}
        if kind := _express_kind(last.value, scene):
            yield kind, kind not in _DRAWN_OF_PLOTLY
    if own := shown & scene.figures:
        yield "chart", own <= scene.programs


def _makes_figure(node: ast.AST, scene: _Scene) -> bool:
    root, _, rest = _dotted(node.func).rpartition(".") if isinstance(node, ast.Call) else ("", "", "")
    is_pyplot = scene.modules.get(root) in _PYPLOT and rest in ("figure", "subplots")
    return is_pyplot or _express_kind(node, scene) is not None


def _express_kind(node: ast.AST, scene: _Scene) -> str | None:
    """Name the kind of figure that a call of ``plotly.express`` makes."""
    root, _, rest = _dotted(node.func).rpartition(".") if isinstance(node, ast.Call) else ("", "", "")
    return _KINDS.get(rest, "chart") if scene.modules.get(root) == _EXPRESS else None


def _dotted(node: ast.AST) -> str:
    """Write ``df["beats"].plot.bar`` as ``df[].plot.bar``; an empty text where it is something else."""
    parts: list[str] = []
    while not isinstance(node, ast.Name):
        if isinstance(node, ast.Attribute):
            parts.append(f".{node.attr}")
            node = node.value
        elif isinstance(node, ast.Subscript):
            parts.append("[]")
            node = node.value
        elif isinstance(node, ast.Call) and parts:
            parts.append("()")
            node = node.func
        else:
            return "".join(["()", *parts[::-1]]) if parts else ""
    return "".join([node.id, *parts[::-1]])


def _brings_words(calls: Iterable[ast.Call]) -> bool:
    """Tell whether the code itself gives metadata with what it displays."""
    return any(
        _dotted(call.func).endswith("display") and any(keyword.arg == "metadata" for keyword in call.keywords)
        for call in calls
    )


def _list_titles(calls: Iterable[ast.Call]) -> Iterator[str]:
    for call in calls:
        given = [keyword.value for keyword in call.keywords if keyword.arg == "title"]
        if _dotted(call.func).endswith((".title", ".set_title", ".suptitle")):
            given += call.args[:1]
        for value in given:
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield " ".join(value.value.split())[:80]
