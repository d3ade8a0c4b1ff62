"""The table of a terminal is, to the character, what tabulate makes of the same cells."""

from __future__ import annotations

from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from tabulate import tabulate

from dunning_cli.present.simple_table import simple_table

CELLS = st.text(alphabet="ab 1,.-*王建国，é●一", max_size=9)
TITLES = st.text(alphabet="ab王期，é", min_size=1, max_size=5)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[str]], list[bool]]:
    """Titles, rows and which columns are figures."""
    columns = draw(st.integers(1, 5))
    row = st.lists(CELLS, min_size=columns, max_size=columns)
    titles = draw(st.lists(TITLES, min_size=columns, max_size=columns))
    return (
        titles,
        draw(st.lists(row, max_size=6)),
        draw(st.lists(st.booleans(), min_size=columns, max_size=columns)),
    )


@given(tables())
@settings(max_examples=examples(300), deadline=None)
def test_it_is_what_tabulate_makes(table: tuple[list[str], list[list[str]], list[bool]]) -> None:
    titles, rows, figures = table
    aligned = ["right" if figure else "left" for figure in figures] if rows else None
    wanted = tabulate(rows, headers=titles, tablefmt="simple", colalign=aligned, disable_numparse=True)
    assert simple_table(titles, rows, figures) == wanted


def test_figures_stand_to_the_right_and_characters_take_two_columns() -> None:
    assert simple_table(["案件", "余额"], [["A-1", "5.00"], ["王", "1,200.00"]], [False, True]) == (
        "案件        余额\n------  --------\nA-1         5.00\n王      1,200.00"
    )
