"""Letters on paper: A4 pages of the same text, equal bytes for equal letters, clear words where it cannot be done."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pdf_reading import AMOUNT, installed, pages_in, standard_of, text_places, texts_of

from dunning_cli.documents.letter_blocks import Block, BlockKind, LetterParts, letter_parts
from dunning_cli.documents.page import LetterPage
from dunning_cli.domain.case.office.settings import Letterhead, Office
from dunning_cli.kernel.errors import Refused
from dunning_cli.views.letters.printed_pages import pages_pdf

Run = Callable[..., Any]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
OFFICE = Office(office="青禾物业", letterhead=Letterhead(address="江城市滨江路 18 号", phone="027-80000000"))
ACCOUNT = 'payment_account: {name: 青禾物业服务有限公司, bank: 云州银行, number: "0000 0000 0000 2026"}\n'
ZH = ("--letter-language", "zh")
TEMPLATES = (
    "payment-reminder", "overdue-notice", "final-demand", "lawyers-letter", "plan-agreement",
    "balance-confirmation", "statement-for-debtor", "settlement-certificate",
)  # fmt: skip


# --- the pages


def page_of(text: str, day: date = date(2026, 6, 1), serial: str | None = None) -> LetterPage:
    return LetterPage(parts=letter_parts(text), written=day, language="zh", serial=serial, office=OFFICE)


def letter_of(lines: int) -> str:
    return " " * 33 + "催收通知书\n\n" + "\n\n".join(f"　　第 {number} 行" for number in range(lines)) + "\n"


@pytest.fixture
def printed(worked: Path, run: Run, tmp_path: Path) -> Callable[..., bytes]:
    """The pages of a letter previewed by the command; the test ends where this machine cannot print."""
    if not installed():
        pytest.skip("no Chinese typeface here")

    def preview(case: str, template: str, *more: str) -> bytes:
        file = tmp_path / "preview.pdf"
        done = run("letter", "preview", case, template, *more, "--pdf", "-o", str(file))
        assert done.code == 0, done.err
        return file.read_bytes()

    return preview


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_amount_and_word_of_a_letter_can_be_searched_in_its_pages(
    template: str, language: str, printed: Callable[..., bytes], run: Run
) -> None:
    more = ("--letter-language", language)
    text = run("letter", "preview", LOAN, template, *more, "--json").json["text"]
    pdf = printed(LOAN, template, *more)
    pages = "\n".join(texts_of(pdf))
    assert Counter(AMOUNT.findall(pages)) == Counter(AMOUNT.findall(text))
    for word in re.findall(
        r"[A-Z]{2}-2026-\d{4}|0000 0000 0000 2026|人民币[零壹贰叁肆伍陆柒捌玖拾佰仟万元角分整]+", text
    ):
        assert word in pages.replace("\n", "")
    squeezed = "".join(pages.split())
    lines = [line for line in text.splitlines() if "____" not in line and "- - -" not in line]
    assert [
        line for line in lines if "".join(line.split()) not in squeezed and "  " not in line.strip()
    ] == []
    assert standard_of(pdf) == ("2", "B", True)
    assert pages_in(pdf) <= 2
    last = pages.rsplit("\n", 1)[-1]
    assert last == f"{pages_in(pdf)} / {pages_in(pdf)}"


@pytest.mark.parametrize("case", [CASE, LOAN])
def test_an_overdue_notice_and_its_slip_are_one_page(case: str, printed: Callable[..., bytes]) -> None:
    (page,) = texts_of(printed(case, "overdue-notice", *ZH))
    assert (
        page.index("逾期欠款催收通知书")
        < page.index("特此通知")
        < page.index("沿此线裁下")
        < page.index("签收日期")
    )


@pytest.mark.parametrize("bills", range(3, 40, 4))
def test_the_slip_is_on_the_last_page_whole_and_never_alone(
    bills: int, printed: Callable[..., bytes], run: Run
) -> None:
    for number in range(bills):
        day = f"2025-{1 + number % 12:02}-{1 + number // 12:02}"
        words = ("charge", CASE, "--on", day, "--due", day, "--principal", "88.00", "--ref", f"b{number}")
        assert run(*words).code == 0
    *before, last = texts_of(printed(CASE, "overdue-notice", *ZH))
    assert all("沿此线裁下" not in page for page in before)
    above, slip = last.split("沿此线裁下")
    assert len(above.splitlines()) >= 3, "the slip is not alone"
    assert "回 执" in " ".join(slip.split())
    assert "对金额有异议的，请注明" in slip
    for page in before[1:]:
        assert "到期日" in page.splitlines()[0], "the titles of a table that goes on are on its page too"


@pytest.mark.parametrize("lines", range(24, 44, 3))
def test_a_heading_stays_with_what_it_heads(lines: int) -> None:
    typefaces = installed()
    if not typefaces:
        pytest.skip("no Chinese typeface here")
    text = letter_of(lines) + "\n三、付款期限和账户\n\n" + "　　请于 2026 年 6 月 1 日前付款。" * 12 + "\n"
    for page in texts_of(pages_pdf([page_of(text + letter_of(60).partition("\n")[2])], None)):
        body = page.splitlines()[:-1]
        assert "三、付款期限和账户" not in body[-1]


@pytest.mark.parametrize("rows", range(28, 60, 3))
def test_a_table_that_goes_on_has_its_titles_on_every_page_and_its_total_begins_none(rows: int) -> None:
    if not installed():
        pytest.skip("no Chinese typeface here")
    table = Block(
        kind=BlockKind.TABLE,
        columns=["案件", "金额"],
        figures=[False, True],
        rows=[[f"PF-{n}", f"{n}.00"] for n in range(rows)],
        total=["合计", "999.00"],
    )
    page = LetterPage(parts=LetterParts((), "", [table]), written=date(2026, 6, 1), language="zh", wide=True)
    pages = texts_of(pages_pdf([page], None))
    for each in pages:
        titles, first, *_ = each.splitlines()
        assert titles.split() == ["案件", "金额"]
        assert first.startswith("PF-"), "no total begins a page"
    assert sum(each.count("PF-") for each in pages) == rows


def test_equal_letters_are_equal_bytes_wherever_they_are_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = letter_of(30) + "\n到期日           本金      合计\n2026-01-31    1065.40   1079.25\n\n“引号”—…·\n"
    if not installed():
        with pytest.raises(Refused, match="no Chinese typeface"):
            pages_pdf([page_of(text)], None)
        return
    pdf = pages_pdf([page_of(text, serial="2026-A-0001")], None)
    assert pdf.startswith(b"%PDF-")
    assert len(pdf) < 300_000, "only the characters used are embedded"
    monkeypatch.chdir(tmp_path)
    for zone, locale in (("America/New_York", "de_DE.UTF-8"), ("Asia/Shanghai", "C")):
        monkeypatch.setenv("TZ", zone)
        monkeypatch.setenv("LC_ALL", locale)
        assert pages_pdf([page_of(text, serial="2026-A-0001")], None) == pdf
    assert pages_pdf([page_of(text, date(2026, 6, 2), "2026-A-0001")], None) != pdf
    assert all(20 < x < 595 - 20 and 20 < y < 842 - 20 for x, y in text_places(pdf))


def test_every_typeface_found_can_print() -> None:
    for typeface in installed():
        pdf = pages_pdf([page_of("逾期欠款 RMB 1,409.50\n")], f"{typeface.file}#{typeface.face}")
        assert "逾期欠款 RMB 1,409.50" in texts_of(pdf)[0], typeface.family


def test_letters_of_a_batch_begin_on_pages_of_their_own_and_are_counted_each() -> None:
    if installed():
        letters = [page_of(letter_of(5), serial=f"2026-A-000{n}") for n in (1, 2, 3)]
        pages = texts_of(pages_pdf([*letters, page_of(letter_of(90))], None))
        assert [page.splitlines()[-1].split(" ", 1)[-1] for page in pages[:3]] == ["1 / 1"] * 3
        assert [page.splitlines()[-1] for page in pages[3:]] == [
            f"{n} / {len(pages) - 3}" for n in range(1, len(pages) - 2)
        ]


def test_a_character_that_no_typeface_has_is_named() -> None:
    if installed():
        with pytest.raises(Refused, match="no typeface found has the characters \U0010fffd"):
            pages_pdf([page_of("王\U0010fffd\n")], None)


def test_rare_characters_are_drawn() -> None:
    if installed():
        assert "𠮷𫖯㛃" in texts_of(pages_pdf([page_of("债务人：𠮷𫖯㛃\n")], None))[0]


# --- what the office asks for


def test_the_addressee_stands_in_the_window_and_nothing_of_the_debt(
    worked: Path, printed: Callable[..., bytes]
) -> None:
    settings = worked / "dunning.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + "printing: {window_envelope: true}\n", encoding="utf-8"
    )
    pdf = printed(CASE, "payment-reminder", *ZH)
    head = texts_of(pdf)[0].partition("编号：")[0]
    assert head.index("王建国") < head.index("青禾花园 3 栋 2 单元 501") < head.index("还款提醒函")
    # the window shows what lies between 53 and 95 millimetres from the upper edge
    window = [y for _, y in text_places(pdf) if 842 - 95 * 2.835 < y < 842 - 50 * 2.835]
    assert len(window) == 2, "name and address"


def test_a_code_with_the_account_is_drawn_where_it_is_asked_for(
    worked: Path, printed: Callable[..., bytes]
) -> None:
    settings = worked / "dunning.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + ACCOUNT, encoding="utf-8")
    plain = printed(CASE, "overdue-notice", *ZH)
    settings.write_text(
        settings.read_text(encoding="utf-8") + "printing: {payment_code: true}\n", encoding="utf-8"
    )
    coded = printed(CASE, "overdue-notice", *ZH)
    assert len(coded) > len(plain) + 1000
    assert AMOUNT.findall(texts_of(coded)[0]) == AMOUNT.findall(texts_of(plain)[0])


# --- the commands


def test_a_preview_is_printed(
    worked: Path, run: Run, state: Callable[[Path], object], tmp_path: Path
) -> None:
    file = tmp_path / "notice.pdf"
    before = state(worked)
    done = run("letter", "preview", CASE, "overdue-notice", *ZH, "--pdf", "-o", str(file))
    assert state(worked) == before
    if not installed():
        assert (done.code, file.exists()) == (1, False)
        assert "fonts-noto-cjk" in done.err
        return
    assert (done.code, done.out) == (0, f"printed: {file}\n")
    assert file.read_bytes().startswith(b"%PDF-")
    assert pages_in(file.read_bytes()) == 1


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


def test_the_same_letter_is_the_same_bytes_from_a_clone_in_another_zone_and_locale(
    worked: Path, run_process: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not installed():
        pytest.skip("no Chinese typeface here")
    done = run_process("letter", "new", CASE, "overdue-notice", "--pdf", "-o", str(tmp_path / "a.pdf"))
    assert done.code == 0, done.err
    subprocess.run(["git", "clone", "-q", str(worked), str(tmp_path / "clone")], check=True)
    monkeypatch.chdir(tmp_path / "clone")
    monkeypatch.setenv("TZ", "America/New_York")
    monkeypatch.setenv("LC_ALL", "zh_CN.GB18030")
    again = run_process("letter", "show", "2026-A-0001", "--pdf", "-o", str(tmp_path / "b.pdf"))
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
    for package in ("segno", "typst"):
        with monkeypatch.context() as patch:
            patch.setitem(sys.modules, package, None)
            done = run(*words)
        assert (done.code, len(done.errors), state(worked)) == (1, 1, before)
        assert f"needs the package {package}; install it with: pip install 'dunning[pdf]'" in done.err


def _path() -> list[str]:
    import os

    return os.environ["PATH"].split(os.pathsep)
