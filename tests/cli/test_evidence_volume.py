"""`dunning evidence -o FILE.pdf`: all papers of a case in one volume, opened as a stranger would."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from copies import MadeOnce
from elsewhere import made_elsewhere
from pdf_reading import AMOUNT, installed, pages_in, standard_of, texts_of
from pypdf import PdfReader

pytestmark = pytest.mark.skipif(not installed(), reason="no Chinese typeface here")

Run = Callable[..., Any]
CASE = "PF-2026-0007"
ROOT = Path(__file__).parents[2]
PRINTED = (
    "The claim and the parties",
    "Statement of account to 2026-06-01",
    "Contacts",
    "Promises, plans and concessions",
    "Letters and their delivery",
    "Letter 2026-A-0001 of 2026-05-15",
    "Limitation, guarantors and legal steps",
    "All entries",
    "History and audit",
)
WORK = (
    ("note", CASE, "客户说下周付", "--channel", "phone", "--number", "13800000007", "--result", "promised",
     "--recording", "LY-0001", "--promise", "300.00", "--by", "2026-05-10", "--at", "2026-05-04T10:00",
     "--on", "2026-05-04"),
    ("letter", "new", CASE, "overdue-notice", "--on", "2026-05-15", "--method", "ems"),
    ("letter", "deliver", CASE, "2026-A-0001", "--tracking", "EA555", "--posted", "2026-05-16",
     "--received", "2026-05-18", "--signed-by", "王建国"),
    ("pay", CASE, "200.00", "--on", "2026-05-08", "--via", "bank", "--ref", "YH-77"),
)  # fmt: skip


@pytest.fixture
def lively(worked: Path, run: Run, made_once: MadeOnce) -> Path:
    """A ledger whose case has a letter, and a payment that was recorded after it and counts from before it."""

    def make() -> None:
        for words in WORK:
            done = run(*words)
            assert done.code == 0, done.err

    made_once(worked, make)
    return worked


def volume(run: Run, target: Path, *words: str, case: str = CASE) -> bytes:
    done = run("evidence", case, "-o", str(target), *words)
    assert done.code == 0, done.err
    return target.read_bytes()


@pytest.fixture
def english(lively: Path, run: Run, tmp_path: Path) -> bytes:
    return volume(run, tmp_path / "papers.pdf", "--lang", "en")


def bookmarks(reader: PdfReader) -> Iterator[tuple[int, str, int]]:
    """Depth, title and page, from 1, of each."""

    def walk(listed: Any, depth: int) -> Iterator[tuple[int, str, int]]:
        for each in listed:
            if isinstance(each, list):
                yield from walk(each, depth + 1)
            else:
                yield depth, each.title, reader.get_destination_page_number(each) + 1

    return walk(reader.outline, 1)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_it_is_one_archival_pdf_with_its_structure(english: bytes) -> None:
    assert standard_of(english) == ("2", "B", True)
    assert pages_in(english) >= 12


def test_every_page_bears_its_number_and_all_of_them(english: bytes) -> None:
    texts = texts_of(english)
    for number, text in enumerate(texts, start=1):
        assert f"{CASE} {number:04d} / {len(texts):04d}" in " ".join(text.split())


def test_the_contents_name_the_pages_on_which_the_papers_stand(english: bytes) -> None:
    reader = PdfReader(io.BytesIO(english))
    texts = texts_of(english)
    marks = {title: page for depth, title, page in bookmarks(reader) if depth == 1}
    assert list(marks)[-1] == "How to verify it"
    contents = " ".join(texts[marks["List of evidence"] - 1].split())
    begins = [page for title, page in marks.items() if title[0].isdigit()]
    named = [title.partition(". ")[2] for title in marks if title[0].isdigit()]
    assert named == list(PRINTED)
    ends = [following - 1 for following in [*begins[1:], marks["How to verify it"]]]
    for title, first, last in zip(named, begins, ends, strict=True):
        shown = f"{first:04d}" if first == last else f"{first:04d}–{last:04d}"
        assert re.search(rf"{re.escape(title)}.*?[0-9a-f]{{64}} {shown}\b", contents), title
        assert title in " ".join(texts[first - 1].split())


def test_the_hashes_are_those_of_the_bundle(english: bytes, run: Run, tmp_path: Path) -> None:
    assert run("evidence", CASE, "-o", str(tmp_path / "b.zip"), "--lang", "en").code == 0
    text = squeezed("".join(texts_of(english)))
    with zipfile.ZipFile(tmp_path / "b.zip") as bundle:
        names = [name for name in bundle.namelist() if name not in ("00-index.html", "manifest.json")]
        assert len(names) == 14
        for name in names:
            assert hashlib.sha256(bundle.read(name)).hexdigest() in text, name


def test_the_commands_that_verify_it_can_be_copied(
    english: bytes, lively: Path, in_git: Callable[..., str]
) -> None:
    text = " ".join(texts_of(english)[-1].split())
    named = re.search(r"git show '([^']+)' \| sha256sum", text)
    assert named is not None
    shown = in_git("show", named[1]).encode("utf-8")
    assert hashlib.sha256(shown).hexdigest() in squeezed("".join(texts_of(english)))
    assert f"dunning evidence {CASE} --rev {named[1].partition(':')[0]} --as-of 2026-06-01 --lang en" in text


def test_what_the_audit_proves_and_does_not(english: bytes) -> None:
    text = " ".join(" ".join(texts_of(english)).split())
    assert "Nothing was found that concerns this case." in text
    assert "An author is a claim unless commits are signed" in text


def test_a_payment_recorded_after_a_letter_explains_its_figure(english: bytes, run: Run) -> None:
    entry = next(each for each in run("show", CASE, "--json").json["entries"] if each["kind"] == "payment")
    texts = [" ".join(text.split()) for text in texts_of(english)]
    (register,) = [text for text in texts if "Recorded after a letter" in text]
    told = register.partition("Recorded after a letter")[2]
    assert "these entries are why" in register
    recorded = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+08:00"
    assert re.search(
        rf"2026-A-0001 2026-05-15 1,262\.40 payment: 200\.00 by bank[^:]*? 2026-05-08 {recorded} \w+ {entry['id']}",
        told,
    )
    statement = next(text for text in texts if "Payments and what each of them paid" in text)
    paid = statement.partition("Payments and what each of them paid")[2]
    assert re.search(rf"2026-05-08 200\.00 bank YH-77 .*?{recorded} \w+ {entry['id']}", paid)


def test_nothing_is_said_where_nothing_was_recorded_later(worked: Path, run: Run, tmp_path: Path) -> None:
    assert run("pay", CASE, "200.00", "--on", "2026-05-08", "--via", "bank").code == 0
    assert run("letter", "new", CASE, "overdue-notice", "--on", "2026-06-01").code == 0
    assert run("pay", CASE, "1.00", "--on", "2026-06-01", "--via", "bank").code == 0
    text = "".join(texts_of(volume(run, tmp_path / "a.pdf", "--lang", "en")))
    assert "payment: 200.00 by bank" not in text.partition("Recorded after a letter")[2]
    assert "payment: 1.00 by bank" in text.partition("Recorded after a letter")[2]


def test_the_letter_stands_in_it_with_every_amount(english: bytes, lively: Path) -> None:
    sent = (lively / "letters" / "2026" / "00" / "2026-A-0001.txt").read_text(encoding="utf-8")
    shown = squeezed("".join(texts_of(english)))
    amounts = AMOUNT.findall(sent)
    assert len(amounts) >= 5
    assert all(amount in shown for amount in amounts)
    assert squeezed(sent)[:40] in shown


def test_twice_and_elsewhere_the_same_bytes(lively: Path, run: Run, tmp_path: Path) -> None:
    first = volume(run, tmp_path / "a.pdf")
    assert volume(run, tmp_path / "b.pdf") == first
    made_elsewhere(lively, tmp_path / "clone", "evidence", CASE, "-o", str(tmp_path / "c.pdf"))
    assert (tmp_path / "c.pdf").read_bytes() == first


def test_an_earlier_volume_is_replaced_only_where_asked(lively: Path, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    first = volume(run, target)
    done = run("evidence", CASE, "-o", str(target))
    assert (done.code, target.read_bytes()) == (1, first)
    assert "--replace puts the new bundle in its place" in done.err
    assert volume(run, target, "--lang", "zh", "--replace") != first
    target.write_text("a list of mine", encoding="utf-8")
    assert run("evidence", CASE, "-o", str(target), "--replace").code == 1
    assert target.read_text(encoding="utf-8") == "a list of mine"


def test_a_typeface_that_is_none_is_refused_before_anything_is_written(
    lively: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUNNING_FONT", str(tmp_path / "none.ttf"))
    done = run("evidence", CASE, "-o", str(tmp_path / "a.pdf"))
    assert done.code == 1
    assert "DUNNING_FONT names no file" in done.err
    assert not (tmp_path / "a.pdf").exists()
    assert not (lively / "access.log").exists()


def test_scripts_are_told_what_is_in_it(lively: Path, run: Run, tmp_path: Path) -> None:
    data = run("evidence", CASE, "-o", str(tmp_path / "a.pdf"), "--json").json
    assert data["output"] == str(tmp_path / "a.pdf")
    assert {"01-claim.html", "02-statement-lines.csv", "09-source/case.yaml"} <= set(data["files"])


def test_who_made_it_is_noted(lively: Path, run: Run, tmp_path: Path) -> None:
    made = volume(run, tmp_path / "a.pdf")
    noted = (lively / "access.log").read_text(encoding="utf-8")
    assert hashlib.sha256(made).hexdigest() in noted
    assert CASE in noted
