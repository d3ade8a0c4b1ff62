"""Papers that leave the office in Chinese: letters, evidence, court papers, reports, scripts of calls."""

from __future__ import annotations

import html
import io
import re
import string
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from latin import latin_words
from pdf_reading import installed, texts_of

Run = Callable[..., Any]
Told = Callable[..., str]
ROOT = Path(__file__).parents[2]
TEMPLATES = sorted(path.stem for path in (ROOT / "templates" / "zh").glob("*.txt"))
GIT = ("wang", "li", "zhou", "chen", "zhao", "sun", "clerk")
"""Who git says wrote a commit: a name of the machine's, told on the page of the history alone."""
EVIDENCE = ("PF-2026-0005", "XD-2026-0013", "CC-2026-0009")


def words_of(page: str) -> str:
    """What a browser shows of a page, a row of a table or a paragraph on a line."""
    page = re.sub(r"(?s)<style>.*?</style>|<head>.*?</head>", "", page)
    page = re.sub(r"\s+", " ", page)
    page = re.sub(r"</(?:tr|p|li|h\d|div|pre)>", "\n", page)
    return html.unescape(re.sub(r"<[^>]+>", "  ", page))


def cells_of(data: bytes) -> str:
    """The cells of a workbook and the names of its sheets, a row on a line."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    return "\n".join(
        [*book.sheetnames, *("  ".join(str(cell) for cell in row if cell is not None) for row in rows)]
    )


def latin_in(files: Iterator[tuple[str, bytes]]) -> list[str]:
    """The Latin words in the papers of a bundle; the files of the ledger it holds are as they are."""
    found = []
    for name, data in files:
        if name.startswith("09-source/") or name in ("SHA256SUMS", "manifest.json"):
            continue
        text = data.decode("utf-8-sig")
        shown = words_of(text) if name.endswith(".html") else text
        allowed = GIT if name == "08-history.html" else ()
        found += [f"{name}: {word}" for word in latin_words(shown, allowed)]
    return found


def bundle(told: Told, case: str, file: Path) -> Iterator[tuple[str, bytes]]:
    """The files of the evidence of a case, out of its ZIP file."""
    assert "evidence" in told("evidence", case, "-o", str(file))
    with zipfile.ZipFile(file) as packed:
        for name in packed.namelist():
            yield name, packed.read(name)


@pytest.mark.parametrize("template", TEMPLATES)
def test_letters_are_chinese(template: str, busy: Path, zh: Told, cases: Callable[[], Any]) -> None:
    told = "".join(zh("letter", "preview", case, template, "--reveal") for case in cases())
    assert len(told) > 500
    assert latin_words(told) == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_letters_of_the_sample_are_chinese(
    template: str, inside: Path, zh: Told, cases: Callable[[], Any]
) -> None:
    told = "".join(zh("letter", "preview", case, template, "--reveal") for case in cases()[::4])
    assert len(told) > 500
    assert latin_words(told) == []


@pytest.mark.parametrize("case", ["物-1", "物-2", "物-3", "贷-1", "贷-2", "学-1"])
def test_evidence_is_chinese(case: str, busy: Path, zh: Told, tmp_path: Path) -> None:
    assert latin_in(bundle(zh, case, tmp_path / "papers.zip")) == []


@pytest.mark.parametrize("case", EVIDENCE)
def test_evidence_of_the_sample_is_chinese(case: str, inside: Path, zh: Told, tmp_path: Path) -> None:
    assert latin_in(bundle(zh, case, tmp_path / "papers.zip")) == []


@pytest.mark.skipif(not installed(), reason="no Chinese typeface here")
@pytest.mark.parametrize(("where", "case"), [("busy", "物-1"), ("inside", EVIDENCE[1])])
def test_the_volume_of_the_evidence_is_chinese(
    where: str, case: str, request: pytest.FixtureRequest, zh: Told, tmp_path: Path
) -> None:
    request.getfixturevalue(where)
    file = tmp_path / "papers.pdf"
    zh("evidence", case, "-o", str(file))
    pages = texts_of(file.read_bytes())
    assert len(pages) >= 10
    # the end of a command that goes over two lines
    text = "\n".join(pages).replace("-o\n../again", "-o ../again")
    assert latin_words(text, GIT) == []


@pytest.mark.parametrize(("where", "batch"), [("busy", "批一"), ("inside", "2026-05-A")])
def test_the_report_to_the_client_is_chinese(
    where: str, batch: str, request: pytest.FixtureRequest, zh: Told, tmp_path: Path
) -> None:
    request.getfixturevalue(where)
    file = tmp_path / "report.xlsx"
    told = zh("report", "batch", batch, "-o", str(file), "--reveal")
    assert latin_words(told + "\n" + cells_of(file.read_bytes()), GIT) == []


def test_scripts_of_calls_are_chinese(inside: Path, zh: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("s\n" * 40 + "q\n"))
    told = zh("work", "--actor", "wang", "--limit", "20", "--reveal")
    assert told.count("您好") >= 5
    keys = string.ascii_lowercase
    assert latin_words(told, (*GIT, *keys)) == []
