"""`dunning legal batch`: a folder a case with complaint and evidence, a sheet over all, errors that stop no other case."""

from __future__ import annotations

import csv
import io
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from copies import copy_folder
from pdf_reading import installed, pages_in, texts_of

Run = Callable[..., Any]
ROOT = Path(__file__).parents[2]
CASE, OTHER = "PF-2026-0007", "PF-2026-0012"
PROPERTY = ("legal", "batch", "--policy", "property-fee", "--template", "complaint-property")
prints = pytest.mark.skipif(not installed(), reason="no Chinese typeface here")


@pytest.fixture
def office(sample: Path, git_identity: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sample ledger, the working directory in it, sun at work."""
    folder = tmp_path / "ledger"
    copy_folder(sample, folder)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("DUNNING_TODAY")
    monkeypatch.setenv("DUNNING_ACTOR", "sun")
    return folder


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def court(office: Path, kept: Path) -> Path:
    """The folders of the property cases of the sample, made once by a process of its own, on all processors."""
    place = kept / "court"
    if not place.exists():
        words = [sys.executable, "-m", "dunning_cli", *PROPERTY, "-o", str(place)]
        done = subprocess.run(
            words, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, timeout=300
        )
        assert done.returncode == 0, done.stderr
    return place


def rows_of(file: Path) -> list[dict[str, str]]:
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@prints
def test_every_case_has_a_folder_or_its_error_in_the_sheet(court: Path, run: Run) -> None:
    listed = [row["case"] for row in run("list", "--policy", "property-fee", "--json").json["cases"]]
    rows = rows_of(court / "summary.csv")
    assert [row["案件"] for row in rows] == [*listed, "合计"]
    folders = {path.name for path in court.iterdir() if path.is_dir()}
    done = {row["案件"] for row in rows[:-1] if not row["未制作原因"]}
    assert folders == done
    assert len(done) == 14
    assert len(listed) == 18
    failed = {row["案件"]: row for row in rows[:-1] if row["未制作原因"]}
    assert "没有到期应付款" in failed[OTHER]["未制作原因"]
    assert failed[OTHER]["债务人"] == "冯丽"
    assert failed[OTHER]["主张金额"] == failed[OTHER]["缺少"] == ""
    claimed = [Decimal(row["主张金额"]) for row in rows[:-1] if row["主张金额"]]
    assert Decimal(rows[-1]["主张金额"]) == sum(claimed)


@prints
def test_a_row_says_what_the_form_alone_says(court: Path, run: Run) -> None:
    (row,) = [row for row in rows_of(court / "summary.csv") if row["案件"] == CASE]
    form = run("legal", "form", CASE, "--template", "complaint-property", "--json").json
    gaps = sum(len(each["missing"]) for each in form["elements"])
    assert (row["债务人"], Decimal(row["主张金额"])) == ("王建国", Decimal(str(form["total"])))
    assert (int(row["已填要素"]), int(row["要素总数"]), int(row["缺少"])) == (form["filled"], 34, gaps)
    missing = rows_of(court / CASE / f"{CASE}-missing.csv")
    assert len(missing) == gaps
    assert {each["处理办法"].split()[0] for each in missing} == {"dunning"}
    assert int(row["证据页数"]) == pages_in((court / CASE / f"{CASE}-evidence.pdf").read_bytes())


@prints
def test_a_folder_holds_the_paper_the_evidence_and_what_is_missing(court: Path) -> None:
    assert sorted(path.name for path in (court / CASE).iterdir()) == [
        f"{CASE}-complaint-property-sources.csv",
        f"{CASE}-complaint-property.pdf",
        f"{CASE}-complaint-property.txt",
        f"{CASE}-evidence.pdf",
        f"{CASE}-evidence.zip",
        f"{CASE}-missing.csv",
    ]
    for path in court.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


@prints
def test_the_evidence_is_that_of_the_command_evidence(court: Path, run: Run, tmp_path: Path) -> None:
    for kind in ("zip", "pdf"):
        done = run("--lang", "zh", "evidence", CASE, "-o", str(tmp_path / f"e.{kind}"))
        assert done.code == 0, done.err
        assert (court / CASE / f"{CASE}-evidence.{kind}").read_bytes() == (
            tmp_path / f"e.{kind}"
        ).read_bytes()


@prints
def test_the_list_of_evidence_names_the_pages_on_which_the_papers_stand(court: Path) -> None:
    looked = 0
    for folder in sorted(path for path in court.iterdir() if path.is_dir()):
        text = (folder / f"{folder.name}-complaint-property.txt").read_text(encoding="utf-8")
        pages = [
            "".join(each.split()) for each in texts_of((folder / f"{folder.name}-evidence.pdf").read_bytes())
        ]
        listed = "".join(text.split())
        for number, first, last in re.findall(r"证据(\d+)：[^（]*?（第(\d+)(?:至(\d+))?页）", listed):
            begin, end = int(first), int(last or first)
            assert f"{number}." in pages[begin - 1]
            assert "SHA-256" in pages[begin - 1]
            following = pages[end]
            assert re.match(r"\d+\.|核验方法", following), (folder.name, number)
            looked += 1
    assert looked >= 14 * 7


@prints
def test_the_printed_complaint_has_every_word_and_amount_of_its_text(court: Path) -> None:
    text = (court / CASE / f"{CASE}-complaint-property.txt").read_text(encoding="utf-8")
    pages = [
        "".join(each.split())
        for each in texts_of((court / CASE / f"{CASE}-complaint-property.pdf").read_bytes())
    ]
    ends = [f"{number}/{len(pages)}" for number in range(1, len(pages) + 1)]
    assert all(page.endswith(end) for page, end in zip(pages, ends, strict=True))
    printed = "".join(page.removesuffix(end) for page, end in zip(pages, ends, strict=True))
    for amount in re.findall(r"\d[\d,]*\.\d\d", text):
        assert amount in printed
    assert "".join(text.split()) == printed


@prints
def test_one_process_gives_the_same_bytes(
    court: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dunning_cli.store.machine.processors._processors", lambda: 1)
    done = run(*PROPERTY, "--owner", "wang", "-o", str(tmp_path / "again"))
    assert done.code == 0, done.err
    again = files_in(tmp_path / "again")
    again.pop("summary.csv")
    assert len(again) >= 6
    assert again.items() <= files_in(court).items()


@prints
def test_who_wrote_it_is_noted_case_by_case(office: Path, run: Run, tmp_path: Path) -> None:
    done = run(*PROPERTY, "--owner", "wang", "-o", str(tmp_path / "out"), "--json")
    assert done.code == 0, done.err
    noted = (office / "access.log").read_text(encoding="utf-8").splitlines()
    for case in (each["case"] for each in done.json["cases"]):
        assert sum(case in line for line in noted) == 2, "its folder, and the sheet"
    assert all("legal batch" in line for line in noted)


@prints
def test_nothing_is_overwritten(court: Path, run: Run) -> None:
    before = files_in(court)
    done = run("--lang", "en", *PROPERTY, "-o", str(court))
    assert done.code == 1
    assert "summary.csv is there already and is not overwritten" in done.err
    assert files_in(court) == before


def test_which_cases_has_to_be_said(office: Path, run: Run, tmp_path: Path) -> None:
    done = run("--lang", "en", "legal", "batch", "--template", "payment-order", "-o", str(tmp_path / "out"))
    assert (done.code, done.errors[0]) == (
        2,
        "error: say which cases: --stage, --owner, --policy, --batch, --area or --client",
    )
    assert not (tmp_path / "out").exists()


def test_where_no_case_can_be_done_nothing_is_written(office: Path, run: Run, tmp_path: Path) -> None:
    words = ("--lang", "en", "legal", "batch", "--policy", "credit-card", "--template", "complaint-property")
    done = run(*words, "-o", str(tmp_path / "out"))
    assert done.code == 1
    assert done.errors[0] == "error: none of 13 cases gets a complaint-property"
    assert "CC-2026-0001: no complaint-property: 3,234.17 has not fallen due on 2026-06-15" in done.err
    assert "is not the form of this product; use complaint-card (the same in 12 cases" in done.err
    assert not (tmp_path / "out").exists()
    assert not (office / "access.log").exists()


def test_a_place_within_the_ledger_is_refused(office: Path, run: Run) -> None:
    done = run(*PROPERTY, "-o", "court")
    assert done.code == 1
    assert not (office / "court").exists()


@prints
def test_a_case_edited_by_hand_stops_no_other(
    office: Path, run: Run, tmp_path: Path, file_of: Callable[[Path, str], Path]
) -> None:
    file = file_of(office, CASE)
    file.write_text(file.read_text(encoding="utf-8") + "\n# looked at\n", encoding="utf-8")
    done = run("--lang", "en", *PROPERTY, "-o", str(tmp_path / "out"))
    assert done.code == 0, done.err
    assert f"{CASE} was edited by hand and no commit holds that" in done.err
    assert not (tmp_path / "out" / CASE).exists()
    assert len([path for path in (tmp_path / "out").iterdir() if path.is_dir()]) == 13


def test_without_the_extra_all_but_the_pages_is_written(
    office: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dunning_cli.store.machine.typesetter.find_spec", lambda _: None)
    done = run("--lang", "en", *PROPERTY, "--owner", "wang", "-o", str(tmp_path / "out"), "--json")
    assert done.code == 0, done.err
    assert "nothing is printed, all else is written: printing needs the package typst, segno" in done.err
    names = {path.suffix for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert names == {".txt", ".csv", ".zip"}
    assert {each["pages"] for each in done.json["cases"]} == {None}


def test_a_typeface_that_is_none_is_refused(
    office: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUNNING_FONT", "/nowhere/font.ttf")
    assert run(*PROPERTY, "-o", str(tmp_path / "out")).code == 1
    assert not (tmp_path / "out").exists()
