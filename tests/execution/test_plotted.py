"""The numbers behind a figure come with it, in cells that ask for them, in either room."""

import pytest
from tests.execution.shelf import Shelf, lesson

from courseforge.model import FIGURE_DATA, CellOutputs, DataTable, ExecutionResult, FigureData, find_figure_data

ASK = "#| fig-data: true\n"
PLOT = "import matplotlib.pyplot as plt, datetime, math\n"


def read(cell: CellOutputs) -> FigureData:
    (found,) = filter(None, map(find_figure_data, cell.outputs))
    return found


def table(result: ExecutionResult, number: int) -> DataTable:
    found = read(result.cells[number])
    assert found.unread == ()
    (only,) = found.tables
    return only


@pytest.mark.slow
def test_only_a_cell_that_asks_gets_the_numbers_of_its_figure(shelf: Shelf) -> None:
    beats = "plt.plot([1, 2], [60, 90.5])\nplt.title('Faster')\nplt.xlabel('Bar')\nplt.ylabel('Beats')"
    (result,) = shelf.run(
        lesson("one", PLOT, ASK + beats, beats, f"{ASK}{beats}\nplt.show()", ASK.replace("true", "false") + beats)
    )
    expected = DataTable("Faster", "Bar", False, ("Beats",), (("1", "60"), ("2", "90.5")), 2)
    assert table(result, 1) == table(result, 3) == expected
    assert [FIGURE_DATA in str(result.cells[number].outputs) for number in (2, 4)] == [False, False]
    pictures = [[o["data"]["image/png"] for o in result.cells[n].outputs if "image/png" in o["data"]] for n in (1, 2)]
    assert pictures[0] == pictures[1]


@pytest.mark.slow
def test_what_is_plotted_becomes_words(open_shelf: Shelf) -> None:
    days = "[datetime.date(2027, 1, 1), datetime.date(2027, 2, 1)]"
    (result,) = open_shelf.run(
        lesson(
            "one",
            PLOT,
            f"{ASK}plt.bar(['Mon', 'Tue'], [3, 4.25])",
            f"{ASK}for n, name in (-1, 'a'), (1, 'b'):\n"
            "    plt.bar([n * .2, 1 + n * .2], [n, 2], .4, label=name)\nplt.xticks([0, 1], ['Low', 'High']);",
            f"{ASK}plt.hist([60, 61, 70, 80], bins=2);",
            f"{ASK}plt.scatter({days}, [1, 2])",
            f"{ASK}plt.plot(range(1000), [math.nan] + [1 / 3] * 999)",
            f"{ASK}plt.pie([1, 3], labels=['Drums', 'Bass']);",
            f"{ASK}plt.barh(['Mon', 'Tue'], [3, 4]); plt.plot([1, 2], [0, 1], label='Limit'); plt.axvline(2);",
            f"{ASK}plt.plot([1, 2]); plt.plot([3, 4]); plt.legend(['One', 'Two']);",
        )
    )
    assert [(table(result, n).series, table(result, n).rows) for n in (1, 2, 3, 4, 6, 8)] == [
        (("",), (("Mon", "3"), ("Tue", "4.25"))),
        (("a", "b"), (("Low", "-1", "1"), ("High", "2", "2"))),
        (("",), (("60", "70", "2"), ("70", "80", "2"))),
        (("",), (("2027-01-01", "1"), ("2027-02-01", "2"))),
        (("%",), (("Drums", "25.0"), ("Bass", "75.0"))),
        (("One", "Two"), (("0", "1", "3"), ("1", "2", "4"))),
    ]
    assert table(result, 3).has_ranges
    long = table(result, 5)
    assert (len(long.rows), long.rows_in_all, long.rows[0], long.rows[-1]) == (
        50,
        1000,
        ("0", ""),
        ("999", "0.33333"),
    )
    assert [part.title for part in read(result.cells[7]).tables] == ["", "Limit"]


@pytest.mark.slow
def test_what_cannot_be_read_is_named_and_stops_nobody(open_shelf: Shelf) -> None:
    (result,) = open_shelf.run(
        lesson(
            "one",
            PLOT,
            f"{ASK}plt.imshow([[1, 2], [3, 4]]); plt.colorbar();",
            f"{ASK}plt.boxplot([[1, 2, 3]]);",
            f"{ASK}plt.plot([1, 2]); plt.fill_between([0, 1], [1, 2]);",
            f"{ASK}plt.plot([1, 2]); plt.gca().get_label = None",
            f"{ASK}1 + 1",
        )
    )
    found = [read(result.cells[number]) for number in (1, 2, 3, 4)]
    assert [(len(data.tables), data.unread) for data in found] == [
        (0, ("maps",)),
        (0, ("boxes",)),
        (1, ("areas",)),
        (0, ("shapes",)),
    ]
    assert result.cells[5].outputs[0]["data"] == {"text/plain": "2"}
