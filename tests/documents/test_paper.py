"""Tables on paper: whatever their size, every cell is there and no line is wider than the sheet."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunning_cli.documents.page_layout import TURNED, UPRIGHT, RowKind, pages_of
from dunning_cli.documents.paper import PaperText, paper_text
from dunning_cli.documents.plain_text import PAGE_WIDTH, TURNED_WIDTH, display_width
from dunning_cli.kernel.answer import Column, Table
from dunning_cli.kernel.message import Message, label


def shown(message: Message) -> str:
    return str(message)


def paper(*tables: Table) -> PaperText:
    return paper_text(label("周报"), tables, shown)


def measures(count: int, title: str = "回款金额") -> Table:
    columns = (Column(label("催收员")), *(Column(label(f"{title}{n}"), figures=True) for n in range(count)))
    rows = [("wang", *(Decimal(n) for n in range(count))), ("li", *(None for _ in range(count)))]
    return Table(columns, rows, label("分催收员"), ("合计", *(Decimal(n) for n in range(count))))


def within(text: PaperText) -> bool:
    columns = TURNED_WIDTH if text.wide else PAGE_WIDTH
    return all(display_width(line) <= columns for line in text.text.splitlines())


@pytest.mark.parametrize(("count", "wide"), [(2, False), (8, False), (9, True), (13, True), (40, True)])
def test_the_sheet_is_turned_for_a_wide_table_and_columns_beyond_it_stand_below(
    count: int, wide: bool
) -> None:
    made = paper(measures(count))
    assert made.wide is wide
    assert within(made)
    squeezed = made.text.replace("\n", "").replace(" ", "")
    assert all(f"{n}.00" in made.text for n in range(count))
    assert squeezed.count("回款") == count
    # a part that stands below has its first column again
    assert made.text.count("wang") == made.text.count("合计") == (1 if count < 14 else 4)


def test_a_long_text_is_folded_within_its_column() -> None:
    why = "逾期三期未还，本人称月底发工资后一次付清，已两次失约，须上门核实住址与单位" * 4
    columns = (Column(label("案件")), Column(label("原因")), Column(label("金额"), figures=True))
    made = paper(Table(columns, [("PF-1", why, Decimal("12.30")), ("PF-2", "短", Decimal(1))]))
    assert (made.wide, within(made)) == (True, True)
    _, _, titles, rule, first, *more, last = made.text.splitlines()
    ends = {len(line.encode("gb18030")) for line in (titles, rule, first, last)}
    assert len(ends) == 1, "figures end where their title does"
    assert first.startswith("PF-1")
    assert first.endswith(" 12.30")
    assert all(line.startswith(" " * 6) for line in more)
    assert "".join(line.split()[-1] for line in more) in why


def test_the_title_stands_in_the_middle_of_the_sheet_it_is_on() -> None:
    for table, sheet in ((measures(2), UPRIGHT), (measures(12), TURNED)):
        (title, *_), *_ = pages_of(paper(table).text, letterhead=False, sheet=sheet)
        assert (title.kind, title.text) == (RowKind.TITLE, "周报")
    long = paper_text(label("衡信应收管理中心" * 12), [measures(2)], shown)
    assert within(long)


cells = st.one_of(
    st.none(),
    st.text(alphabet="ab 催收—，\t\u200b", max_size=90),
    st.decimals(min_value=-(10**15), max_value=10**15, places=2),
)


@given(st.data(), st.integers(1, 14), st.integers(0, 4))
def test_any_table_stays_on_its_sheet(data: st.DataObject, count: int, height: int) -> None:
    columns = tuple(
        Column(
            label(data.draw(st.text(alphabet="xy 回款率", min_size=1, max_size=40))), data.draw(st.booleans())
        )
        for _ in range(count)
    )
    rows = [data.draw(st.tuples(*(cells for _ in range(count)))) for _ in range(height)]
    made = paper(Table(columns, rows))
    assert within(made)
    letters = "".join(cell for row in rows for cell in row if isinstance(cell, str) for cell in cell.split())
    said = "".join(made.text.split()).replace("-", "")
    for letter in "ab催收":
        assert said.count(letter) >= letters.count(letter)
