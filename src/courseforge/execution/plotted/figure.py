"""A matplotlib figure -> the tables of what was plotted: bars, lines, points and pies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from courseforge.execution.plotted.values import has_names, show_values
from courseforge.model import DataTable, FigureData
from courseforge.model.figure_data import LONGEST, MOST_COLUMNS, MOST_ROWS, MOST_TABLES
from courseforge.model.plain_numbers import choose_evenly

_AREAS = frozenset({"FillBetweenPolyCollection", "PolyCollection"})
_MAPS = frozenset({"QuadMesh", "PolyQuadMesh", "QuadContourSet", "TriContourSet"})
_FLAT = "rectilinear"
_NO_NAME = "_nolegend_"  # a line that is a part of something else


@dataclass(frozen=True, slots=True)
class _Series:
    """Values and where they stand, as words.

    Attributes:
        places: of each value one word, or two for a range.
        size: how many there were.
    """

    name: str
    places: tuple[tuple[str, ...], ...]
    values: tuple[str, ...]
    size: int
    axis: str
    what: str


def read_figure(figure: Any) -> FigureData:
    """Read every pair of axes of a figure."""
    shown = [axes for axes in figure.axes if axes.get_visible() and axes.get_label() != "<colorbar>"]
    tables: list[DataTable] = []
    unread: list[str] = []
    for axes in shown:
        title = _read_title(axes)
        if not title and len(shown) == 1 and (whole := getattr(figure, "_suptitle", None)) is not None:
            title = _clean(whole.get_text())
        series = _take_names(axes, [*_list_series(axes)]) if axes.name == _FLAT else []
        tables += _make_tables(title, series, unread)
        unread += _list_unread(axes)
    if len(tables) > MOST_TABLES:
        unread.append("more")
    return FigureData(tuple(tables[:MOST_TABLES]), tuple(dict.fromkeys(unread)))


def _take_names(axes: Any, series: list[_Series]) -> list[_Series]:
    """Take names from the legend, where they were given to it alone."""
    legend = axes.get_legend()
    words = [_clean(text.get_text()) for text in legend.get_texts()] if legend else []
    if len(words) != len(series) or any(one.name for one in series):
        return series
    return [replace(one, name=name) for one, name in zip(series, words, strict=True)]


def _make_tables(title: str, series: list[_Series], unread: list[str]) -> Iterator[DataTable]:
    """Put values at the same places beside each other."""
    together: dict[tuple[object, ...], list[_Series]] = {}
    for one in series:
        together.setdefault((one.axis, one.size, one.places), []).append(one)
    for same in together.values():
        if len(same) > MOST_COLUMNS:
            unread.append("more")
            del same[MOST_COLUMNS:]
        first = same[0]
        names = tuple(one.name for one in same)
        if len(same) == 1:
            # One name says what this table is, where there are several; its column is what the axis says.
            title_here = " – ".join(filter(None, (title, first.name))) if len(together) > 1 else title
            names = (first.what or first.name,) if len(together) > 1 else (first.name or first.what,)
        else:
            title_here = title
        rows = tuple(
            (*place, *values) for place, *values in zip(first.places, *(one.values for one in same), strict=True)
        )
        has_ranges = any(len(place) == 2 for place in first.places)
        yield DataTable(title_here, first.axis, has_ranges, names, rows, first.size)


def _list_series(axes: Any) -> Iterator[_Series]:
    yield from _read_bars(axes, [container for container in axes.containers if hasattr(container, "patches")])
    for line, name in _list_lines(axes):
        yield from _make_series(axes, name, line.get_xdata(orig=True), line.get_ydata(orig=True))
    for collection in axes.collections:
        if type(collection).__name__ == "PathCollection" and _is_on(collection.get_offset_transform(), axes):
            offsets = collection.get_offsets()
            yield from _make_series(axes, _name(collection), offsets[:, 0], offsets[:, 1])
    yield from _read_pie(axes)


def _list_lines(axes: Any) -> Iterator[tuple[Any, str]]:
    """Give the lines that were plotted, each with its name.

    Lines without a name beside boxes or stacked areas are drawn around these, and say something else.
    """
    kinds = {*_list_unread(axes)}
    main = {_find_main(container): _name(container) for container in axes.containers}
    lines = [line for line in axes.lines if line.get_visible() and _is_on(line.get_transform(), axes)]
    needs_name = "boxes" in kinds or ("areas" in kinds and len(lines) > 1)
    for line in lines:
        name = main.get(line) or _name(line)
        if line in main or (line.get_label() != _NO_NAME and (name or not needs_name)):
            yield line, name


def _read_bars(axes: Any, containers: Sequence[Any]) -> Iterator[_Series]:
    groups = [[_find_bar(bar, container) for bar in container.patches] for container in containers]
    # Bars beside each other stand for the same place, and that is in their middle.
    middles = [[start + width / 2 for start, width, _ in bars] for bars in groups]
    if len({len(bars) for bars in groups}) == 1:
        middles = [[sum(those) / len(groups) for those in zip(*middles, strict=True)]] * len(groups)
    for container, bars, places in zip(containers, groups, middles, strict=True):
        across, along = (axes.yaxis, axes.xaxis) if _is_lying(container) else (axes.xaxis, axes.yaxis)
        kept = choose_evenly(len(bars), MOST_ROWS)
        starts, ends = [bar[0] for bar in bars], [bar[0] + bar[1] for bar in bars]
        columns = [show_values([places[i] for i in kept], across, is_bar=True)]
        if _touch(starts, ends) and not has_names(across):
            columns = [show_values([edges[i] for i in kept], across) for edges in (starts, ends)]
        values = show_values([bars[i][2] for i in kept], along)
        shown = tuple(zip(*columns, strict=True))
        yield _Series(_name(container), shown, tuple(values), len(bars), _label(across), _label(along))


def _find_bar(bar: Any, container: Any) -> tuple[float, float, float]:
    """Return where a bar begins, how wide it is, and how long."""
    if _is_lying(container):
        return bar.get_y(), bar.get_height(), bar.get_width()
    return bar.get_x(), bar.get_width(), bar.get_height()


def _is_lying(container: Any) -> bool:
    return getattr(container, "orientation", "vertical") == "horizontal"


def _touch(starts: Sequence[float], ends: Sequence[float]) -> bool:
    """Tell whether each bar begins where the one before it ends, as in a histogram."""
    gaps = [abs(start - end) for start, end in zip(starts[1:], ends, strict=False)]
    return bool(gaps) and max(gaps) <= 1e-6 * max(map(abs, (*starts, *ends)))


def _make_series(axes: Any, name: str, places: Sequence[Any], values: Sequence[Any]) -> Iterator[_Series]:
    places, values = list(places), list(values)
    if size := min(len(places), len(values)):
        kept = choose_evenly(size, MOST_ROWS)
        shown = zip(show_values([places[i] for i in kept], axes.xaxis), strict=True)
        heights = show_values([values[i] for i in kept], axes.yaxis)
        yield _Series(name, tuple(shown), tuple(heights), size, _label(axes.xaxis), _label(axes.yaxis))


def _read_pie(axes: Any) -> Iterator[_Series]:
    wedges = [patch for patch in axes.patches if type(patch).__name__ == "Wedge"]
    whole = sum(wedge.theta2 - wedge.theta1 for wedge in wedges)
    if whole:
        kept = choose_evenly(len(wedges), MOST_ROWS)
        shares = [100 * (wedges[i].theta2 - wedges[i].theta1) / whole for i in kept]
        names = [(_clean(wedges[i].get_label()),) for i in kept]
        yield _Series("%", tuple(names), tuple(f"{share:.1f}" for share in shares), len(wedges), "", "")


def _list_unread(axes: Any) -> Iterator[str]:
    """Name the kinds of what stands on the axes and in no table."""
    if axes.name != _FLAT:
        yield "shapes"
        return
    bars = {patch for container in axes.containers for patch in getattr(container, "patches", ())}
    marks = _list_marks(axes)
    if axes.images or any(type(part).__name__ in _MAPS for part in axes.collections):
        yield "maps"
    if any(type(part).__name__ in _AREAS for part in axes.collections):
        yield "areas"
    if any(line.get_label() == _NO_NAME and line not in marks for line in axes.lines):
        yield "boxes"
    patches = [patch for patch in axes.patches if patch not in bars and type(patch).__name__ != "Wedge"]
    others = [part for part in axes.collections if type(part).__name__ not in _AREAS | _MAPS | {"PathCollection"}]
    drawn = [
        *(patch.get_data_transform() for patch in patches),
        *(part.get_transform() for part in others if part not in marks),
    ]
    if any(_is_on(transform, axes) for transform in drawn):
        yield "shapes"


def _list_marks(axes: Any) -> list[Any]:
    """List what belongs to points with errors and to stems: caps, base lines, and the points themselves."""
    found: list[Any] = []
    for container in axes.containers:
        if hasattr(container, "has_xerr"):
            _, caps, errors = container.lines
            found += [*caps, *errors]
        elif hasattr(container, "stemlines"):
            found += [container.stemlines, container.baseline]
        found.append(_find_main(container))
    return found


def _find_main(container: Any) -> Any:
    """Return the line with the points of a container; None where it has none."""
    return getattr(container, "markerline", None) or (container.lines[0] if hasattr(container, "has_xerr") else None)


def _is_on(transform: Any, axes: Any) -> bool:
    return bool(transform == axes.transData)


def _read_title(axes: Any) -> str:
    titles = (_clean(axes.get_title(loc=side)) for side in ("center", "left", "right"))
    return next(filter(None, titles), "")


def _label(axis: Any) -> str:
    return _clean(axis.label.get_text())


def _name(artist: Any) -> str:
    return _clean(artist.get_label())


def _clean(text: object) -> str:
    """Return words in one line; names that begin with ``_`` are matplotlib's own."""
    words = " ".join(str(text or "").split())[:LONGEST]
    return "" if words.startswith("_") else words
