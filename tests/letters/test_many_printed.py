"""Many letters in one PDF: drawn in pieces and joined, they are what one piece would be, and take no more memory for it."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pdf_reading import installed, standard_of, texts_of
from pypdf import PdfReader

from dunning_cli.documents.letter_blocks import letter_parts
from dunning_cli.documents.page import LetterPage, measured_by
from dunning_cli.views.letters import printed_pages
from dunning_cli.views.letters.printed_pages import pages_pdf

pytestmark = pytest.mark.skipif(not installed(), reason="no Chinese typeface here")

ROOT = Path(__file__).parents[2]
SENT = sorted((ROOT / "letters").rglob("*.txt"))
TWO_PAGES = "\n".join(
    ["    关于欠款", "", *(f"第{number}项　欠款若干元，请于月底之前结清。\n" for number in range(60))]
)


def pages(count: int) -> list[LetterPage]:
    """Letters of the sample again and again, each with a number of its own; one that is two pages among them."""
    texts = [path.read_text(encoding="utf-8") for path in SENT]
    return [
        LetterPage(
            parts=letter_parts(TWO_PAGES if number == 17 else texts[number % len(texts)]),
            written=date(2026, 6, 15),
            language="zh",
            serial=f"S-{number:04d}",
        )
        for number in range(count)
    ]


@pytest.fixture(scope="module")
def both() -> tuple[bytes, bytes]:
    """Forty letters drawn in pieces, and drawn at once."""
    wanted = pages(40)
    in_pieces = pages_pdf(wanted, None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(printed_pages, "_PIECE", 1000)
        return in_pieces, pages_pdf(wanted, None)


def structure(pdf: bytes) -> tuple[int, int, int]:
    """How many elements, pages and named cells it has; each element knows its parent, each page its elements."""
    reader = PdfReader(io.BytesIO(pdf))
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    elements = 0

    def walk(element: Any, parent: Any) -> None:
        nonlocal elements
        elements += 1
        assert element["/P"] == parent
        for kid in element.get("/K", ()):
            inner = kid.get_object()
            if isinstance(inner, dict) and inner.get("/Type") == "/StructElem":
                walk(inner, element)

    for top in root["/K"]:
        walk(top.get_object(), root)
    numbers = root["/ParentTree"]["/Nums"]
    assert list(numbers[::2]) == list(range(len(reader.pages)))
    assert [page["/StructParents"] for page in reader.pages] == list(numbers[::2])
    for number, listed in zip(numbers[::2], numbers[1::2], strict=True):
        for each in listed.get_object():
            element = each.get_object()
            # what goes over to the next page names the one it begins on
            begun = reader.pages[max(number - 1, 0)], reader.pages[number]
            assert "/Pg" not in element or element["/Pg"] in begun
    names = [str(name) for name in root["/IDTree"]["/Names"][::2]]
    assert names == sorted(set(names))
    for name, cell in zip(names, root["/IDTree"]["/Names"][1::2], strict=True):
        assert str(cell.get_object()["/ID"]) == name
    return elements, len(reader.pages), len(names)


def test_in_pieces_it_is_what_it_would_be_at_once(both: tuple[bytes, bytes]) -> None:
    in_pieces, at_once = both
    assert texts_of(in_pieces) == texts_of(at_once)
    assert len(texts_of(in_pieces)) >= 41
    one, other = PdfReader(io.BytesIO(in_pieces)), PdfReader(io.BytesIO(at_once))
    assert one.metadata == other.metadata
    for page, same in zip(one.pages, other.pages, strict=True):
        assert page.mediabox == same.mediabox


def test_joined_it_keeps_its_standard_and_structure(both: tuple[bytes, bytes]) -> None:
    in_pieces, at_once = both
    assert standard_of(in_pieces) == standard_of(at_once) == ("2", "B", True)
    elements, count, names = structure(in_pieces)
    assert structure(at_once)[1:] == (count, names)
    assert elements == structure(at_once)[0] + 3, "each of the four pieces has a top of its own"
    told = PdfReader(io.BytesIO(in_pieces)).trailer["/Root"]["/Metadata"].get_data()
    assert f"NPages>{count}<".encode() in told
    assert in_pieces.count(b"/Type/Catalog") == in_pieces.count(b"/Type/OutputIntent") == 1


def test_the_table_of_objects_is_right(both: tuple[bytes, bytes]) -> None:
    pdf = both[0]
    at = int(pdf[pdf.rindex(b"startxref") :].split()[1])
    lines = pdf[at : pdf.index(b"trailer", at)].split(b"\n")[2:-1]
    for number, line in enumerate(lines):
        if number:
            assert pdf[int(line[:10]) :].startswith(b"%d 0 obj\n" % number)


def test_twice_the_same_bytes_and_another_id_for_other_letters(both: tuple[bytes, bytes]) -> None:
    assert pages_pdf(pages(40), None) == both[0]
    other = pages_pdf(pages(39), None)
    assert PdfReader(io.BytesIO(other)).trailer["/ID"] != PdfReader(io.BytesIO(both[0])).trailer["/ID"]


def test_letters_made_up_alike_are_measured_by_the_longest_of_all() -> None:
    long, short = (
        LetterPage(parts=letter_parts(text), written=date(2026, 6, 15), language="zh")
        for text in ("    通知\n\n请您尽快付清全部欠款\n", "    通知\n\n请付\n")
    )
    other = LetterPage(
        parts=letter_parts("    通知\n\n请付\n\n甲\n"), written=date(2026, 6, 15), language="zh"
    )
    assert measured_by([short, long, other, short]) == [1, 1, 2, 1]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is told otherwise elsewhere")
def test_three_hundred_letters_take_little_more_memory_than_thirty() -> None:
    program = (
        "import sys; sys.path[:0] = sys.argv[2:];"
        "from dunning_cli.store.machine import processors; processors._processors = lambda: 1;"
        "from test_many_printed import pages, pages_pdf; pages_pdf(pages(int(sys.argv[1])), None);"
        # not ru_maxrss, which begins at what the process had that started this one
        "print(*(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )

    def megabytes(count: int) -> int:
        words = [
            sys.executable,
            "-c",
            program,
            str(count),
            str(ROOT),
            str(ROOT / "tests"),
            str(Path(__file__).parent),
        ]
        return int(subprocess.run(words, capture_output=True, check=True, timeout=300).stdout) // 1024

    few, many = megabytes(30), megabytes(300)
    assert many < 400
    assert many - few < 150, "one process, of which each letter took five"
