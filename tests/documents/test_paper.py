"""Tables on paper: whatever their size, every cell is there, and columns that do not fit stand below the others."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunning_cli.documents.letter_blocks import BlockKind, LetterParts
from dunning_cli.documents.paper import paper_parts
from dunning_cli.kernel.answer import Column, Table
from dunning_cli.kernel.message import Message, label


def shown(message: Message) -> str:
    return str(message)


def paper(*tables: Table) -> tuple[LetterParts, bool]:
    return paper_parts(label("周报"), tables, shown)


def measures(count: int, title: str = "回款金额") -> Table:
    columns = (Column(label("催收员")), *(Column(label(f"{title}{n}"), figures=True) for n in range(count)))
    rows = [("wang", *(Decimal(n) for n in range(count))), ("li", *(None for _ in range(count)))]
    return Table(columns, rows, label("分催收员"), ("合计", *(Decimal(n) for n in range(count))))


@pytest.mark.parametrize(
    ("count", "wide", "tables"), [(2, False, 1), (8, False, 1), (9, True, 1), (13, True, 1), (40, True, 4)]
)
def test_the_sheet_is_turned_for_a_wide_table_and_columns_beyond_it_stand_below(
    count: int, wide: bool, tables: int
) -> None:
    parts, turned = paper(measures(count))
    assert (turned, len(parts.body)) == (wide, tables)
    assert [block.text for block in parts.body] == ["分催收员", *[""] * (tables - 1)]
    titles = [title for block in parts.body for title in block.columns[1:]]
    assert titles == [f"回款金额{n}" for n in range(count)]
    for block in parts.body:
        # a part that stands below has its first column again
        assert [row[0] for row in (*block.rows, block.total)] == ["wang", "li", "合计"]
    figures = [cell for block in parts.body for cell in block.total[1:]]
    assert figures == [f"{n}.00" for n in range(count)]


def test_sentences_and_tables_keep_their_order() -> None:
    parts, _ = paper_parts(label("周报"), [label("先说"), measures(1), label("后说")], shown)
    assert [block.kind for block in parts.body] == [
        BlockKind.PARAGRAPH,
        BlockKind.TABLE,
        BlockKind.PARAGRAPH,
    ]
    assert (parts.title, parts.body[0].text, parts.body[2].text) == ("周报", "先说", "后说")


LETTERS = "ab催收—，"
cells = st.one_of(
    st.none(),
    st.text(alphabet="ab 催收—，\t", max_size=90),
    st.decimals(min_value=-(10**15), max_value=10**15, places=2),
)


@given(st.data(), st.integers(1, 14), st.integers(0, 4))
def test_no_cell_of_any_table_is_lost(data: st.DataObject, count: int, height: int) -> None:
    columns = tuple(
        Column(
            label(data.draw(st.text(alphabet="xy 回款率", min_size=1, max_size=40))), data.draw(st.booleans())
        )
        for _ in range(count)
    )
    rows = [data.draw(st.tuples(*(cells for _ in range(count)))) for _ in range(height)]
    parts, _ = paper(Table(columns, rows))
    for number, row in enumerate(rows):
        got = [
            block.rows[number][1:] if place else block.rows[number] for place, block in enumerate(parts.body)
        ]
        flat = [cell for part in got for cell in part]
        assert len(flat) == count
        for cell, text in zip(row, flat, strict=True):
            if isinstance(cell, str):
                assert [each for each in text if each in LETTERS] == [
                    each for each in cell if each in LETTERS
                ]
