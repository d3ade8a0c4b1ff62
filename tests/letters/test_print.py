"""Letters on paper: A4 pages of the same text, equal bytes for equal letters, clear words where it cannot be done."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pdf_reading import installed, pages_in, text_places

from dunning_cli.documents.page import LetterPage, letters_pdf
from dunning_cli.documents.page_layout import BOTTOM, HEIGHT, LEFT, TOP, WIDTH, RowKind, is_centred, pages_of
from dunning_cli.documents.plain_text import PAGE_WIDTH
from dunning_cli.domain.case.office.settings import Letterhead, Office
from dunning_cli.kernel.errors import Refused

Run = Callable[..., Any]
CASE = "PF-2026-0007"
OFFICE = Office(office="青禾物业", letterhead=Letterhead(address="江城市滨江路 18 号", phone="027-80000000"))


# --- the layout, which needs no typeface


def letter_of(lines: int) -> str:
    return " " * 33 + "催收通知书\n\n" + "\n".join(f"第 {number} 行" for number in range(lines)) + "\n"


def test_lines_flow_over_pages_within_the_margins() -> None:
    pages = pages_of(letter_of(120), letterhead=True)
    assert len(pages) > 2
    assert [row.text for page in pages for row in page if row.kind is RowKind.TEXT] == [
        f"第 {number} 行" for number in range(120)
    ]
    for page in pages:
        assert page[0].top >= TOP
        assert page[-1].top + page[-1].height <= HEIGHT - BOTTOM
        assert page[0].kind is not RowKind.BLANK
        assert len([row for row in page if row.kind is RowKind.TEXT]) > 1, "no line alone on a page"


def test_the_first_centred_line_is_the_title() -> None:
    title, *rest = pages_of(letter_of(3), letterhead=False)[0]
    assert (title.kind, title.text) == (RowKind.TITLE, "催收通知书")
    assert all(row.kind is not RowKind.TITLE for row in rest)
    assert is_centred(" " * 33 + "催收通知书")
    assert not is_centred("    缩进的一行")
    assert not is_centred("x" * PAGE_WIDTH)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_note_above_the_title_is_no_title(language: str, worked: Path, run: Run) -> None:
    words = ("letter", "preview", CASE, "lawyers-letter", "--letter-language", language, "--json")
    rows = pages_of(run(*words).json["text"], letterhead=False)[0]
    (title,) = [row.text for row in rows if row.kind is RowKind.TITLE]
    assert title in ("律师函（草稿）", "Lawyer's Letter (Draft)")


@pytest.mark.parametrize("lines", range(20, 45))
def test_the_receipt_to_cut_off_is_never_torn(lines: int) -> None:
    slip = "- - - - - - - - - - （沿此线裁下，签字后寄回） - - - - - - - - - -\n\n本人已收到。\n\n  签收人：____\n"
    pages = pages_of(letter_of(lines) + "\n" + slip, letterhead=True)
    holding = [page for page in pages if any(row.kind is RowKind.TEAR_OFF for row in page)]
    (last,) = holding
    assert last is pages[-1]
    texts = [row.text for row in last]
    assert texts[texts.index("沿此线裁下，签字后寄回") :] == [
        "沿此线裁下，签字后寄回",
        "",
        "本人已收到。",
        "",
        "  签收人：____",
    ]


@pytest.mark.parametrize("lines", range(30, 45))
def test_a_heading_stays_with_what_it_heads(lines: int) -> None:
    text = (
        letter_of(lines) + "\n三、付款期限和账户\n\n请于 2026 年 6 月 1 日前付款。\n户名：青禾\n账号：0000\n"
    )
    for page in pages_of(text, letterhead=False):
        assert page[-1].text != "三、付款期限和账户"


@pytest.mark.parametrize("rows", range(16, 40))
def test_a_table_that_goes_on_has_its_titles_on_every_page_and_no_row_is_torn(rows: int) -> None:
    rule = "--------  ------"
    body = [line for n in range(rows) for line in (f"行 {n}", "  其下一行")]
    text = "\n".join(["一、明细", "案件    金额", rule, *body, rule, "合计    1.00"]) + "\n"
    pages = [[row.text for row in page] for page in pages_of(text, letterhead=True)]
    for page in pages:
        assert page[:3] == ["一、明细", "案件    金额", rule]
        assert page[3].startswith("行"), "neither the total nor half a row begins a page"
    assert [line for page in pages for line in page[3:]] == [*body, rule, "合计    1.00"]
    assert all(len(page) > 4 for page in pages)


# --- the pages


def test_equal_letters_are_equal_bytes_and_text_keeps_to_its_columns() -> None:
    typefaces = installed()
    text = letter_of(60) + "\n到期日           本金      合计\n2026-01-31    1065.40   1079.25\n“引号”—…·\n"
    letter = LetterPage(text, date(2026, 6, 1), "2026-A-0001", OFFICE)
    if not typefaces:
        with pytest.raises(Refused, match="no typeface found"):
            letters_pdf([letter], ())
        return
    pdf = letters_pdf([letter], typefaces)
    assert pdf.startswith(b"%PDF-")
    assert letters_pdf([letter], typefaces) == pdf
    assert pages_in(pdf) == len(pages_of(text, letterhead=True))
    places = text_places(pdf)
    assert len(places) > 60
    assert all(LEFT - 7 <= x <= WIDTH - LEFT and 0 < y < HEIGHT for x, y in places)
    assert len(pdf) < 300_000, "only the characters used are embedded"
    assert letters_pdf([LetterPage(text, date(2026, 6, 2), "2026-A-0001", OFFICE)], typefaces) != pdf


def test_every_typeface_found_can_print() -> None:
    for typeface in installed():
        pdf = letters_pdf([LetterPage("   逾期欠款 RMB 1,409.50\n", date(2026, 6, 1))], [typeface])
        assert pages_in(pdf) == 1, typeface.family


def test_letters_of_a_batch_begin_on_pages_of_their_own() -> None:
    typefaces = installed()
    letters = [LetterPage(letter_of(5), date(2026, 6, 1), f"2026-A-000{n}", OFFICE) for n in (1, 2, 3)]
    if typefaces:
        assert pages_in(letters_pdf(letters, typefaces)) == 3


def test_a_character_that_no_typeface_has() -> None:
    typefaces = installed()
    letter = LetterPage("王\U0010fffd\n", date(2026, 6, 1))
    with pytest.raises(Refused, match="no typeface found has the characters"):
        letters_pdf([letter], typefaces)


# --- the commands


def test_a_preview_is_printed(
    worked: Path, run: Run, state: Callable[[Path], object], tmp_path: Path
) -> None:
    file = tmp_path / "notice.pdf"
    before = state(worked)
    done = run("letter", "preview", CASE, "overdue-notice", "--pdf", "-o", str(file))
    assert state(worked) == before
    if not installed():
        assert (done.code, file.exists()) == (1, False)
        assert "fonts-noto-cjk" in done.err
        return
    assert (done.code, done.out) == (0, f"printed: {file}\n")
    assert file.read_bytes().startswith(b"%PDF-")
    assert pages_in(file.read_bytes()) >= 2


def test_a_new_letter_and_the_one_sent_print_the_same(
    worked: Path, run: Run, state: Callable[[Path], object], tmp_path: Path
) -> None:
    before = state(worked)
    done = run("letter", "new", CASE, "overdue-notice", "--pdf", "-o", str(tmp_path / "a.pdf"), "--json")
    if not installed():
        assert (done.code, state(worked)) == (1, before), "nothing is registered that cannot be printed"
        return
    assert done.json["pdf"] == str(tmp_path / "a.pdf")
    again = run("letter", "show", "2026-A-0001", "--pdf", "-o", str(tmp_path / "b.pdf"))
    assert again.code == 0, again.err
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_without_a_file_name_it_is_named_after_the_letter(
    worked: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not installed():
        assert run("letter", "new", CASE, "overdue-notice", "--pdf").code == 1
        return
    (tmp_path / "print").mkdir()
    monkeypatch.chdir(tmp_path / "print")
    monkeypatch.setenv("DUNNING_LEDGER", str(worked))
    assert (
        run("letter", "batch", "--policy", "property-fee", "--template", "overdue-notice", "--pdf").code == 0
    )
    assert [path.name for path in (tmp_path / "print").iterdir()] == ["2026-A-0001.pdf"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("no/such/folder/x.pdf", "there is no folder"),
        ("keep.txt", "is no PDF and is not overwritten"),
        (".", "is a folder"),
    ],
)
def test_where_a_pdf_cannot_go(
    name: str, said: str, worked: Path, run: Run, state: Callable[[Path], object], tmp_path: Path
) -> None:
    kept = tmp_path / "keep.txt"
    kept.write_text("a shopping list", encoding="utf-8")
    before = state(worked)
    done = run("letter", "new", CASE, "overdue-notice", "--pdf", "-o", str(tmp_path / name))
    assert (done.code, len(done.errors), state(worked)) == (1, 1, before)
    assert said in done.err
    assert kept.read_text(encoding="utf-8") == "a shopping list"


def test_a_typeface_named_by_the_user(
    worked: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUNNING_FONT", str(tmp_path / "none.ttf"))
    done = run("letter", "preview", CASE, "overdue-notice", "--pdf", "-o", str(tmp_path / "x.pdf"))
    assert (done.code, len(done.errors)) == (1, 1)
    assert "DUNNING_FONT names no file" in done.err
    (tmp_path / "none.ttf").write_text("no font", encoding="utf-8")
    done = run("letter", "preview", CASE, "overdue-notice", "--pdf", "-o", str(tmp_path / "x.pdf"))
    assert (done.code, len(done.errors)) == (1, 1)
    assert "cannot be read as a font" in done.err
    for typeface in installed()[:1]:
        monkeypatch.setenv("DUNNING_FONT", f"{typeface.file}#{typeface.face}")
        assert (
            run("letter", "preview", CASE, "overdue-notice", "--pdf", "-o", str(tmp_path / "x.pdf")).code == 0
        )


def test_a_machine_without_fonts_or_without_the_package(
    worked: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: Callable[[Path], object]
) -> None:
    before = state(worked)
    words = ("letter", "new", CASE, "overdue-notice", "--pdf", "-o", str(tmp_path / "x.pdf"))
    with monkeypatch.context() as patch:
        patch.setattr("dunning_cli.store.machine.typefaces.KNOWN_PLACES", ())
        # git must still be found; fc-list must not
        (tmp_path / "bin").mkdir()
        git = next(Path(folder) / "git" for folder in _path() if (Path(folder) / "git").exists())
        (tmp_path / "bin/git").symlink_to(git)
        patch.setenv("PATH", str(tmp_path / "bin"))
        done = run(*words)
    assert (done.code, state(worked)) == (1, before)
    assert "no Chinese typeface was found on this machine; install one" in done.err
    monkeypatch.setitem(sys.modules, "fpdf", None)
    done = run(*words)
    assert (done.code, state(worked)) == (1, before)
    assert "pip install 'dunning[pdf]'" in done.err


def _path() -> list[str]:
    import os

    return os.environ["PATH"].split(os.pathsep)
