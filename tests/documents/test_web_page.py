"""Pages of HTML: every kind of part, escaped, in the language asked for; and tables as CSV."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from dunning_cli.documents.csv_table import table_csv
from dunning_cli.documents.web_page import (
    FactList,
    Fixed,
    Heading,
    Lines,
    Link,
    Points,
    WebPage,
    length_of,
    page_html,
)
from dunning_cli.kernel.answer import Column, Paragraph, Table
from dunning_cli.kernel.message import in_english, label, msg

EVIL = '<b onclick="x()">&\''
TABLE = Table(
    (Column(label("a<b")), Column(label("amount"), figures=True), Column(label("file"))),
    [
        (EVIL, Decimal("1234.5"), Link("x/y.txt", "there")),
        (Lines(["one", date(2026, 1, 2)]), None, Fixed("ab" * 20)),
    ],
    label("caption"),
    (label("total"), Decimal("-1234.50"), None),
)
PAGE = WebPage(
    msg("about {name}", name=EVIL),
    [
        Heading(label("part")),
        label("a sentence"),
        TABLE,
        FactList([(label("name"), EVIL), (label("unknown"), None)]),
        Points([msg("point {what}", what=EVIL)], grave=True),
        Paragraph("line 1\n  </pre><script>"),
    ],
    msg("foot {name}", name=EVIL),
)


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture(scope="module")
def html() -> str:
    return page_html(PAGE, "en", in_english).decode("utf-8")


def test_every_part_stands_on_the_page_as_text(html: str) -> None:
    found = Tags(html)
    assert {"b", "script"}.isdisjoint(tag for tag, _ in found.tags)
    assert found.words.count(EVIL) == 6
    for words in ("a sentence", "part", "caption", "1,234.50", "-1,234.50", "2026-01-02", "  </pre><script>"):
        assert words in found.words
    assert "unknown" not in found.words


def test_links_lead_beside_the_page(html: str) -> None:
    assert [attrs for tag, attrs in Tags(html).tags if tag == "a"] == [{"href": "x/y.txt"}]


def test_figures_stand_to_the_right_and_hashes_may_break(html: str) -> None:
    styles = [attrs.get("class") for tag, attrs in Tags(html).tags if tag == "td"]
    assert styles == [None, "figures", None, None, "figures", "fixed", None, "figures", None, None]


def test_a_word_too_long_for_the_paper_may_break() -> None:
    page = WebPage(label("x"), [Table((Column(label("a")),), [("w" * 25,), ("w" * 24,)])], label("f"))
    tags = Tags(page_html(page, "en", in_english).decode()).tags
    assert [attrs.get("class") for tag, attrs in tags if tag == "td"] == ["long", None]


@pytest.mark.parametrize(("language", "tag"), [("zh", "zh-CN"), ("en", "en")])
def test_the_page_says_its_language(language: str, tag: str) -> None:
    tags = Tags(page_html(PAGE, language, in_english).decode()).tags
    assert tags[0] == ("html", {"lang": tag})


def test_paper_is_turned_for_wide_tables(html: str) -> None:
    assert "size: A4;" in html
    wide = WebPage(label("x"), [], label("f"), wide=True)
    assert "size: A4 landscape;" in page_html(wide, "en", in_english).decode()


def test_how_many_rows_a_page_has() -> None:
    assert length_of(PAGE) == 2


def test_a_table_for_a_spreadsheet() -> None:
    table = Table(
        (Column(label("text")), Column(label("amount"), figures=True)),
        [
            ("=SUM(A1)", Decimal("-1234.5")),
            ('a "b", c\nd', None),
            ("物业", Decimal("0.10")),
            (Lines([label("one"), Decimal("1000")]), Fixed("ff")),
        ],
    )
    data = table_csv(table, in_english)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").split("\r\n") == [
        "text,amount",
        "'=SUM(A1),-1234.50",
        '"a ""b"", c d",',
        "物业,0.10",
        "one; 1000.00,ff",
        "",
    ]
