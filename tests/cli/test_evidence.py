"""`dunning evidence`: the papers of a case for a court, opened as a stranger would."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from copies import MadeOnce
from elsewhere import made_elsewhere

Run = Callable[..., Any]
CASE, LOAN = "PF-2026-0007", "XD-2026-0001"
ROOT = Path(__file__).parents[2]
PAGES = [
    "00-index.html",
    "01-claim.html",
    "02-statement.html",
    "03-contacts.html",
    "04-agreements.html",
    "05-letters.html",
    "06-limitation.html",
    "07-entries.html",
    "08-history.html",
]
WORK = (
    ("note", CASE, "客户说 <下周> & 付", "--channel", "phone", "--number", "13800000007", "--result", "promised",
     "--recording", "LY-0001", "--promise", "300.00", "--by", "2026-05-10", "--at", "2026-05-04T10:00",
     "--on", "2026-05-04", "--verified"),
    ("pay", CASE, "200.00", "--on", "2026-05-08", "--via", "bank", "--ref", "YH-77"),
    ("letter", "new", CASE, "overdue-notice", "--on", "2026-05-15", "--method", "ems"),
    ("letter", "deliver", CASE, "2026-A-0001", "--tracking", "EA555", "--posted", "2026-05-16",
     "--received", "2026-05-18", "--signed-by", "王建国"),
    ("waive", CASE, "penalty", "5.00", "--reason", "first time", "--on", "2026-05-20"),
    ("plan", "new", CASE, "--instalments", "2", "--amount", "400.00", "--first", "2026-07-01", "--every", "month",
     "--signed", "both", "--on", "2026-05-25"),
    ("complaint", CASE, "called too late", "--on", "2026-05-26"),
)  # fmt: skip


class PageReader(HTMLParser):
    """What a browser would show: tables of cells, words, links; tags that do not fit fail."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.words: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.language = ""
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        values = dict(attrs)
        if tag == "html":
            self.language = values["lang"] or ""
        if tag == "a":
            self.links.append(values["href"] or "")
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in ("td", "th"):
            self.tables[-1][-1].append("")
        if tag == "br":
            self.tables[-1][-1][-1] += " "
        if tag not in ("meta", "br"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self._open:
            return
        self.words.append(data)
        if "td" in self._open or "th" in self._open:
            self.tables[-1][-1][-1] += data

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def table(self, first: str, second: str) -> list[list[str]]:
        """The rows under the labels that begin so."""
        (found,) = [each for each in self.tables if each[0][:2] == [first, second]]
        return found[1:]


def page(folder: Path, name: str) -> PageReader:
    return PageReader((folder / name).read_text(encoding="utf-8"))


def csv_rows(file: Path) -> list[dict[str, str]]:
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def money(text: str) -> Decimal:
    return Decimal(text.replace(",", "") or "0")


def sums_hold(folder: Path) -> bool:
    listed = {}
    for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        listed[name] = digest
    found = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }
    return found == listed


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the bundle of the lively ledger is kept for the next test."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def lively(worked: Path, run: Run, made_once: MadeOnce) -> Path:
    """The ledger with a case on which everything was done that a bundle tells of."""

    def make() -> None:
        for words in WORK:
            done = run(*words)
            assert done.code == 0, done.err
        mistaken = run("pay", CASE, "50.00", "--on", "2026-05-28", "--json").json["entry"]
        assert run("reverse", CASE, mistaken, "--reason", "other debtor").code == 0

    made_once(worked, make)
    return worked


@pytest.fixture
def bundle(lively: Path, run: Run, kept: Path, tmp_path: Path) -> Path:
    """The bundle of that case, in English."""
    made = kept / "bundle"
    if not made.exists():
        done = run("evidence", CASE, "--lang", "en", "-o", str(made))
        assert done.code == 0, done.err
    shutil.copytree(made, tmp_path / "out")
    return tmp_path / "out"


def test_the_index_leads_to_every_paper_and_its_hash(bundle: Path) -> None:
    index = page(bundle, "00-index.html")
    listed = {row[3]: row[5] for row in index.table("running no.", "paper")}
    files = {path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if path.is_file()}
    assert set(listed) == files - {"00-index.html", "manifest.json", "SHA256SUMS"}
    assert set(PAGES) <= files
    assert index.links == list(listed)
    for name, digest in listed.items():
        assert hashlib.sha256((bundle / name).read_bytes()).hexdigest() == digest
    assert sums_hold(bundle)
    assert all(name.isascii() for name in files)


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum here")
def test_the_sums_pass_as_the_index_says(bundle: Path) -> None:
    assert subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=bundle, capture_output=True).returncode == 0
    (bundle / "01-claim.html").write_text("other", encoding="utf-8")
    assert subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=bundle, capture_output=True).returncode == 1


def test_the_manifest(bundle: Path, in_git: Callable[..., str]) -> None:
    manifest = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["case"], manifest["as_of"], manifest["language"]) == (CASE, "2026-06-01", "en")
    assert manifest["commit"] == in_git("rev-parse", "HEAD").strip()
    assert {each["file"] for each in manifest["files"]} >= set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_pages_stand_by_themselves(bundle: Path, name: str) -> None:
    text = (bundle / name).read_text(encoding="utf-8")
    found = PageReader(text)
    assert found.language == "en"
    assert not {"script", "img", "link", "iframe", "form", "object"} & set(found.tags)
    assert "http:" not in text
    assert "https:" not in text
    assert all((bundle / link).is_file() for link in found.links)
    assert found.tags.count("h1") == 1


def test_the_claim_is_told_in_a_paragraph(bundle: Path, run: Run) -> None:
    balance = run("fees", CASE, "--json").json["balance"]
    text = page(bundle, "00-index.html").text
    assert f"On 2026-06-01 王建国 owes 青禾物业服务有限公司 {money(balance['total']):,.2f} yuan (RMB " in text
    assert "contract WY-2019-0331 of 2019-03-31: Property fee" in text
    assert "fell due on 2026-01-31" in text
    amounts = page(bundle, "01-claim.html").table("component", "amount")
    told = {row[0]: money(row[1]) for row in amounts}
    assert told == {
        name: Decimal(balance[name]) for name in ("principal", "interest", "penalty", "fee", "total")
    }


def test_people_stand_in_full(bundle: Path) -> None:
    text = page(bundle, "01-claim.html").text
    for shown in (
        "王建国",
        "110101199003070011",
        "13800000007",
        "青禾花园 3 栋 2 单元 501",
        "李敏",
        "13900000008",
    ):
        assert shown in text
    assert "stand here in full" in page(bundle, "00-index.html").text


def test_nobody_else_is_in_it(bundle: Path) -> None:
    for path in bundle.rglob("*"):
        if path.is_file():
            assert "赵强" not in path.read_text(encoding="utf-8")
            assert LOAN not in path.read_text(encoding="utf-8")


def test_every_line_of_fees_stands_in_the_statement(bundle: Path, run: Run) -> None:
    data = run("fees", CASE, "--json").json
    rows = page(bundle, "02-statement.html").table("running no.", "what")
    assert len(rows) == len(data["lines"])
    for row, line in zip(rows, data["lines"], strict=True):
        assert (row[3], row[4], row[5]) == (line["component"], line["from"], line["to"])
        assert (row[6], row[8], row[9]) == (
            "" if line["days"] is None else str(line["days"]),
            line["rate"] or "",
            line["rule"] or "",
        )
        assert (money(row[7]), money(row[10])) == (Decimal(line["base"] or 0), Decimal(line["amount"]))
    lines = csv_rows(bundle / "02-statement-lines.csv")
    for component, owed in data["balance"].items():
        if component != "total":
            shown = sum(Decimal(row["amount"]) for row in lines if row["component"] == component)
            assert shown == Decimal(owed)


def test_the_course_of_the_account_ends_at_the_balance(bundle: Path, run: Run) -> None:
    balance = run("fees", CASE, "--json").json["balance"]
    rows = csv_rows(bundle / "02-statement-course.csv")
    parts = ("principal", "interest", "penalty", "fee")
    before = Decimal(0)
    for row in rows:
        total = Decimal(row["total"])
        assert total == sum(Decimal(row[part]) for part in parts) - Decimal(row["credit"])
        assert total == before + money(row["moved"]) + money(row["accrued since"])
        assert all(Decimal(row[part]) >= 0 for part in parts)
        before = total
    assert {part: rows[-1][part] for part in (*parts, "credit", "total")} == balance
    assert [row["date"] for row in rows] == ["2026-01-01", "2026-05-08", "2026-05-20", "2026-06-01"]
    assert rows[0]["what"] == "charge: principal 1,200.00, due 2026-01-31 (2026Q1)"
    # 1200.00 × 0.05 % × 97 days
    assert (rows[1]["accrued since"], rows[1]["moved"]) == ("58.20", "-200.00")


def test_the_rules_are_told_in_words(bundle: Path) -> None:
    statement = page(bundle, "02-statement.html")
    assert statement.table("rule", "component") == [
        ["late_penalty", "penalty", "unpaid principal past its due date", "0.05%/day", ""]
    ]
    for words in (
        "the later date less the earlier one",
        "divided by 365",
        "half up",
        "at most 100% of its original",
    ):
        assert words in statement.text


def test_reference_rates_are_shown_where_rules_name_them(worked: Path, run: Run, tmp_path: Path) -> None:
    run("set", LOAN, "account.contract_date=2024-08-01", "terms.cap.annual=lpr_1y * 4")
    assert run("evidence", LOAN, "--lang", "en", "-o", str(tmp_path / "out")).code == 0
    rows = page(tmp_path / "out", "02-statement.html").table("reference rate", "from")
    assert [row[1:3] for row in rows] == [
        ["2024-07-22", "3.35%"],
        ["2024-10-21", "3.1%"],
        ["2025-05-20", "3%"],
    ]
    rates = (worked / "policies" / "reference-rates.yaml").read_bytes()
    assert (tmp_path / "out" / "09-source" / "reference-rates.yaml").read_bytes() == rates


def test_what_each_payment_paid(bundle: Path) -> None:
    payment, total = page(bundle, "02-statement.html").table("date", "amount")
    assert payment[:9] == ["2026-05-08", "200.00", "bank", "YH-77", "", "141.80", "", "58.20", ""]
    assert total[:2] == ["total", "200.00"]


def test_contacts_promises_plans_and_concessions(bundle: Path) -> None:
    (contact,) = page(bundle, "03-contacts.html").table("running no.", "when")
    assert contact[1:6] == [
        "2026-05-04 10:00:00+08:00",
        "phone",
        "王建国 (debtor)",
        "13800000007",
        "promised",
    ]
    assert contact[6].startswith("客户说 <下周> & 付")
    assert contact[7] == "LY-0001"
    assert "called too late" in page(bundle, "03-contacts.html").text
    agreements = page(bundle, "04-agreements.html")
    (promise,) = agreements.table("promised on", "amount")
    assert promise[:6] == ["2026-05-04", "300.00", "2026-05-10", "partly kept", "2026-05-11", "200.00"]
    assert agreements.table("due", "amount")[0][:3] == ["2026-07-01", "400.00", "0.00"]
    assert "signed by both sides" in agreements.text
    assert "first time" in agreements.text


def test_letters_with_their_proofs_and_exact_text(bundle: Path, lively: Path) -> None:
    letters = page(bundle, "05-letters.html")
    (row,) = letters.table("serial", "letter")
    assert row[0] == "2026-A-0001"
    assert "EMS EA555 posted on 2026-05-16 received on 2026-05-18 signed for by 王建国" in row[6]
    (link,) = letters.links
    sent = (lively / "letters" / "2026" / "00" / "2026-A-0001.txt").read_bytes()
    assert (bundle / link).read_bytes() == sent
    assert row[10] == hashlib.sha256(sent).hexdigest()
    outside = page(bundle, "00-index.html").text
    assert "tracking number EA555" in outside
    assert "recording LY-0001 of 2026-05-04" in outside


def test_the_limitation_with_every_restart(bundle: Path, run: Run) -> None:
    told = run("limitation", CASE, "--json").json
    text = page(bundle, "06-limitation.html").text
    assert told["expires"] in text
    assert all(restart["entry"] in text for restart in told["restarts"])
    assert len(told["restarts"]) >= 3
    assert "李敏" in text


def test_weak_proof_is_stated_and_advice_to_the_clerk_is_not(lively: Path, run: Run, tmp_path: Path) -> None:
    assert run("promise", CASE, "100.00", "--by", "2026-06-20", "--on", "2026-05-30").code == 0
    done = run("evidence", CASE, "--lang", "en", "-o", str(tmp_path / "out"))
    text = page(tmp_path / "out", "06-limitation.html").text
    assert "the office's own record" in text
    assert "get it in writing" not in text
    assert "counting only what can be proven" not in text
    assert "counting only what can be proven" in done.err
    assert "wanted" not in text, "what would prove it is for the clerk"
    rows = page(tmp_path / "out", "06-limitation.html").table("date", "what")
    proven = {row[0]: row[3] for row in rows if row[1] == "promise to pay"}
    assert proven == {"2026-05-04": "proven", "2026-05-30": "not proven"}, (
        "of a recorded call, and of the clerk's word"
    )


def test_every_entry_with_its_commit(bundle: Path, run: Run, in_git: Callable[..., str]) -> None:
    entries = run("show", CASE, "--reveal", "--json").json["entries"]
    rows = page(bundle, "07-entries.html").table("date", "what")
    shown = {row[6]: row for row in rows}
    assert set(shown) == {entry["id"] for entry in entries}
    for entry in entries:
        commits = in_git("log", "--format=%H", f"--grep=Entry: {entry['id']}").split()
        assert commits[0].startswith(shown[entry["id"]][7])
        assert len(shown[entry["id"]][7]) == 10
    states = {entry["id"]: shown[entry["id"]][3] for entry in entries}
    (reversal,) = [entry for entry in entries if entry["kind"] == "reversal"]
    assert states.pop(reversal["entry"]) == "taken back"
    assert set(states.values()) == {"counts"}


def test_the_history_with_hashes(
    bundle: Path, lively: Path, in_git: Callable[..., str], file_of: Callable[[Path, str], Path]
) -> None:
    path = file_of(lively, CASE).relative_to(lively).as_posix()
    commits = in_git("log", "--reverse", "--format=%H", "--", path).split()
    rows = page(bundle, "08-history.html").table("running no.", "commit")
    assert [row[1] for row in rows] == commits
    assert [row[7] for row in rows] == [in_git("rev-parse", f"{id_}:{path}").strip() for id_ in commits]
    assert rows[0][5] == in_git("log", "-1", "--format=%s", commits[0]).strip()
    text = page(bundle, "08-history.html").text
    assert "Nothing was found that concerns this case." in text
    assert "An author is a claim unless commits are signed" in text


def test_the_sources_are_those_of_the_commit(
    bundle: Path, lively: Path, in_git: Callable[..., str], file_of: Callable[[Path, str], Path]
) -> None:
    assert (bundle / "09-source" / "case.yaml").read_bytes() == file_of(lively, CASE).read_bytes()
    policy = (lively / "policies" / "property-fee.yaml").read_bytes()
    assert (bundle / "09-source" / "property-fee.yaml").read_bytes() == policy
    command = next(
        line for line in page(bundle, "00-index.html").text.split("git show ")[1:] if "sha256sum" in line
    )
    named = command.split("'")[1]
    shown = in_git("show", named).encode("utf-8")
    assert hashlib.sha256(shown).hexdigest() in (bundle / "SHA256SUMS").read_text(encoding="utf-8")


def test_findings_of_the_audit_are_told(lively: Path, run: Run, tmp_path: Path, in_git: Callable[..., str],
                                        file_of: Callable[[Path, str], Path]) -> None:  # fmt: skip
    file = file_of(lively, CASE)
    file.write_text(file.read_text(encoding="utf-8").replace("200.00", "250.00"), encoding="utf-8")
    in_git("commit", "-qam", "quietly")
    done = run("evidence", CASE, "--lang", "en", "-o", str(tmp_path / "out"))
    assert done.code == 0
    assert "findings on this case" in done.err
    assert "findings on this case" in page(tmp_path / "out", "00-index.html").text
    found = page(tmp_path / "out", "08-history.html").table("commit", "when")
    assert any("200.00" in row[4] and "250.00" in row[4] for row in found)


def zip_of(run: Run, target: Path, *words: str) -> bytes:
    done = run("evidence", CASE, "-o", str(target), *words)
    assert done.code == 0, done.err
    return target.read_bytes()


def test_twice_the_same_bytes(lively: Path, run: Run, tmp_path: Path) -> None:
    first = zip_of(run, tmp_path / "a.zip")
    assert zip_of(run, tmp_path / "b.zip") == first
    assert run("evidence", CASE, "-o", str(tmp_path / "folder")).code == 0
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            path.relative_to(tmp_path / "folder").as_posix(): path.read_bytes()
            for path in (tmp_path / "folder").rglob("*")
            if path.is_file()
        }


def test_the_same_bytes_elsewhere(lively: Path, run: Run, tmp_path: Path) -> None:
    first = zip_of(run, tmp_path / "a.zip")
    made_elsewhere(lively, tmp_path / "clone", "evidence", CASE, "-o", str(tmp_path / "b.zip"))
    assert (tmp_path / "b.zip").read_bytes() == first


def test_the_same_bytes_of_an_earlier_commit(
    lively: Path, run: Run, tmp_path: Path, in_git: Callable[..., str]
) -> None:
    commit = in_git("rev-parse", "HEAD").strip()
    first = zip_of(run, tmp_path / "a.zip", "--as-of", "2026-05-31")
    assert run("pay", CASE, "100.00", "--on", "2026-05-30").code == 0
    policy = lively / "policies" / "property-fee.yaml"
    policy.write_text(policy.read_text(encoding="utf-8").replace("0.05%", "0.04%"), encoding="utf-8")
    assert zip_of(run, tmp_path / "b.zip", "--as-of", "2026-05-31", "--rev", commit) == first
    assert zip_of(run, tmp_path / "c.zip", "--as-of", "2026-05-31") != first


def test_uncommitted_rules_are_named(lively: Path, run: Run, tmp_path: Path) -> None:
    first = zip_of(run, tmp_path / "a.zip")
    policy = lively / "policies" / "property-fee.yaml"
    policy.write_text(policy.read_text(encoding="utf-8").replace("0.05%", "0.04%"), encoding="utf-8")
    done = run("evidence", CASE, "-o", str(tmp_path / "b.zip"))
    assert "policies/property-fee.yaml was edited by hand" in done.err
    assert (tmp_path / "b.zip").read_bytes() == first


def test_as_of_an_earlier_day(lively: Path, run: Run, tmp_path: Path) -> None:
    done = run(
        "evidence", CASE, "--as-of", "2026-05-09", "--lang", "en", "-o", str(tmp_path / "out"), "--json"
    )
    assert done.json["balance"] == run("fees", CASE, "--as-of", "2026-05-09", "--json").json["balance"]
    assert "dated after 2026-05-09" in page(tmp_path / "out", "00-index.html").text
    assert page(tmp_path / "out", "05-letters.html").tables == []
    states = {row[3] for row in page(tmp_path / "out", "07-entries.html").table("date", "what")}
    assert "later than this bundle" in states


def test_chinese(lively: Path, run: Run, tmp_path: Path) -> None:
    assert run("evidence", CASE, "--lang", "zh", "-o", str(tmp_path / "out")).code == 0
    index = page(tmp_path / "out", "00-index.html")
    assert index.language == "zh-CN"
    assert "人民币" in index.text
    assert "本金" in index.text
    assert "物业费" in index.text
    english = run("evidence", CASE, "--lang", "en", "-o", str(tmp_path / "en"), "--json").json
    chinese = run("evidence", CASE, "--lang", "zh", "-o", str(tmp_path / "zh"), "--json").json
    assert english["balance"] == chinese["balance"]
    assert english["files"] == chinese["files"]


def test_names_are_only_text(ledger: Path, run: Run, tmp_path: Path) -> None:
    name = '<script>alert("x")</script> & 王'
    run("open", "PF-9", "--policy", "property-fee", "--name", name, "--contract", "<&>'\"")
    run(
        "charge", "PF-9", "--on", "2026-01-01", "--due", "2026-01-31", "--principal", "10.00", "--ref", "=1+1"
    )
    run("note", "PF-9", "</td></table><b>", "--channel", "counter", "--on", "2026-05-04")
    assert run("evidence", "PF-9", "--lang", "en", "-o", str(tmp_path / "out")).code == 0
    for shown in PAGES:
        assert "script" not in page(tmp_path / "out", shown).tags
        assert "b" not in page(tmp_path / "out", shown).tags
    assert name in page(tmp_path / "out", "01-claim.html").text
    assert csv_rows(tmp_path / "out" / "02-statement-lines.csv")[0]["item"] == "'=1+1"


def test_what_is_sealed_stays_sealed(
    ledger: Path, run: Run, tmp_path: Path, in_git: Callable[..., str]
) -> None:
    run("open", "PF-9", "--policy", "property-fee", "--name", "甲", "--id-number", "乙")
    run("charge", "PF-9", "--on", "2026-01-01", "--due", "2026-01-31", "--principal", "10.00")
    run("note", "PF-9", "丙", "--channel", "counter", "--on", "2026-05-04")
    (file,) = ledger.glob("cases/**/PF-9.yaml")
    text = file.read_text(encoding="utf-8")
    for plain, sealed in (("甲", "enc1:abcdef"), ("乙", "enc1:123456"), ("丙", "enc1:secret")):
        text = text.replace(f": {plain}", f": {sealed}")
    file.write_text(text, encoding="utf-8")
    in_git("commit", "-qam", "seal PF-9")
    assert run("evidence", "PF-9", "--lang", "en", "-o", str(tmp_path / "out")).code == 0
    for shown in PAGES:
        assert "enc1:" not in (tmp_path / "out" / shown).read_text(encoding="utf-8")
    assert "●●●" in page(tmp_path / "out", "01-claim.html").text


def test_a_letter_whose_text_is_gone(
    lively: Path, run: Run, tmp_path: Path, in_git: Callable[..., str]
) -> None:
    in_git("rm", "-q", "letters/2026/00/2026-A-0001.txt")
    in_git("commit", "-qm", "lost")
    done = run("evidence", CASE, "--lang", "en", "-o", str(tmp_path / "out"))
    assert done.code == 0
    assert "the text of letter 2026-A-0001 is not in the ledger any more" in done.err
    assert (
        "the text of letter 2026-A-0001 is not in the ledger any more"
        in page(tmp_path / "out", "00-index.html").text
    )
    assert not (tmp_path / "out" / "05-letters").exists()
    assert sums_hold(tmp_path / "out")


def test_a_letter_that_is_not_the_one_sent(
    lively: Path, run: Run, tmp_path: Path, in_git: Callable[..., str]
) -> None:
    text = lively / "letters" / "2026" / "00" / "2026-A-0001.txt"
    text.write_text(text.read_text(encoding="utf-8") + "more\n", encoding="utf-8")
    in_git("commit", "-qam", "changed")
    done = run("evidence", CASE, "--lang", "en", "-o", str(tmp_path / "out"))
    assert done.code == 0
    assert "not the one its hash in the register names" in page(tmp_path / "out", "00-index.html").text
    assert not (tmp_path / "out" / "05-letters").exists()


def test_a_case_without_anything_but_a_debt(worked: Path, run: Run, tmp_path: Path) -> None:
    done = run("evidence", LOAN, "--lang", "en", "-o", str(tmp_path / "out"))
    assert (done.code, sums_hold(tmp_path / "out")) == (0, True)
    text = " ".join(page(tmp_path / "out", name).text for name in PAGES)
    for words in (
        "No contact is on record.",
        "No letter is on record.",
        "No plan is on record.",
        "no contract number",
    ):
        assert words in text


def test_a_case_on_which_nothing_is_owed(worked: Path, run: Run, tmp_path: Path) -> None:
    assert run("pay", LOAN, "20000.00", "--on", "2026-05-20").code == 0
    assert run("evidence", LOAN, "--lang", "en", "-o", str(tmp_path / "out")).code == 0
    index = page(tmp_path / "out", "00-index.html")
    assert "owes" in index.text
    assert "nothing" in index.text
    assert [row[0] for row in index.table("component", "amount")][-2:] == ["less credit", "total"]


def test_a_bundle_for_scripts(lively: Path, run: Run, tmp_path: Path) -> None:
    data = run("evidence", CASE, "-o", str(tmp_path / "x.zip"), "--json").json
    assert set(data) >= {"case", "as_of", "commit", "language", "balance", "files", "output", "warnings"}
    assert data["output"] == str(tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert sorted(archive.namelist()) == data["files"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((CASE,), 2),
        ((CASE, "-o", "{tmp}/x", "--as-of", "soon"), 2),
        (("PF-1999", "-o", "{tmp}/x"), 3),
        ((CASE, "-o", "{tmp}/x", "--rev", "nowhere"), 3),
        ((CASE, "-o", "{tmp}/none/x"), 1),
        ((CASE, "-o", "{tmp}/" + "x" * 300), 1),
        ((CASE, "-o", "evidence"), 1),
        ((CASE, "-o", "cases/evidence.zip"), 1),
        ((CASE, "-o", "."), 1),
        ((CASE, "-o", "{tmp}/full"), 1),
        ((CASE, "-o", "{tmp}/full", "--replace"), 1),
        ((CASE, "-o", "{tmp}/full/note.txt"), 1),
        ((CASE, "-o", "{tmp}/full/other.zip", "--replace"), 1),
    ],
)
def test_bad_input_writes_nothing(
    lively: Path, run: Run, tmp_path: Path, state: Any, words: tuple[str, ...], code: int
) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "note.txt").write_text("mine", encoding="utf-8")
    (full / "other.zip").write_text("mine", encoding="utf-8")
    run("list")  # the cache is made by looking, and what is proved of the history kept
    run("audit")
    before, ledger = sorted(tmp_path.rglob("*")), state(lively)
    done = run("evidence", *(word.format(tmp=tmp_path) for word in words))
    assert (done.code, done.out, len(done.errors)) == (code, "", 1)
    assert "Traceback" not in done.err
    assert sorted(tmp_path.rglob("*")) == before
    assert (full / "note.txt").read_text(encoding="utf-8") == "mine"
    assert state(lively) == ledger


def test_an_earlier_bundle_is_replaced_only_when_asked(lively: Path, run: Run, tmp_path: Path) -> None:
    for name in ("out", "out.zip"):
        target = tmp_path / name
        assert run("evidence", CASE, "-o", str(target), "--as-of", "2026-05-10").code == 0
        done = run("evidence", CASE, "-o", str(target))
        assert (done.code, len(done.errors)) == (1, 1)
        assert "--replace" in done.err
        assert run("evidence", CASE, "-o", str(target), "--replace").code == 0
    assert not (tmp_path / "out" / "05-letters" / "none").exists()
    assert (tmp_path / "out" / "05-letters").is_dir()
    assert sums_hold(tmp_path / "out")
    (tmp_path / "out" / "scan.pdf").write_bytes(b"a scan of the contract")
    done = run("evidence", CASE, "-o", str(tmp_path / "out"), "--replace")
    assert done.code == 1
    assert (tmp_path / "out" / "scan.pdf").read_bytes() == b"a scan of the contract"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".out")] == []


def test_an_empty_folder_is_filled(lively: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert run("evidence", CASE, "-o", str(tmp_path / "out")).code == 0
    assert sums_hold(tmp_path / "out")


def test_hand_edits_of_the_case_are_refused(
    lively: Path, run: Run, tmp_path: Path, file_of: Callable[[Path, str], Path]
) -> None:
    file = file_of(lively, CASE)
    file.write_text(file.read_text(encoding="utf-8").replace("王建国", "王建军"), encoding="utf-8")
    done = run("evidence", CASE, "-o", str(tmp_path / "out"))
    assert (done.code, len(done.errors)) == (1, 1)
    assert f"dunning commit {CASE}" in done.err
    assert run("evidence", CASE, "-o", str(tmp_path / "out"), "--rev", "HEAD").code == 0
    assert "王建军" not in page(tmp_path / "out", "01-claim.html").text


def test_figures_that_cannot_be_worked_out_are_refused(worked: Path, run: Run, tmp_path: Path) -> None:
    run("open", "XD-2", "--policy", "small-loan", "--name", "周丽")
    run("opening", "XD-2", "--on", "2026-05-01", "--principal", "100.00")
    done = run("evidence", "XD-2", "-o", str(tmp_path / "out"))
    assert (done.code, len(done.errors)) == (1, 1)
    assert "rate not known" in done.err
    run("set", LOAN, "terms.contract_rate=lpr_1y + 3%")
    done = run("evidence", LOAN, "--as-of", "2027-06-01", "-o", str(tmp_path / "out"))
    assert (done.code, len(done.errors)) == (1, 1)
    assert "dunning policy rate lpr_1y" in done.err
    assert not (tmp_path / "out").exists()


def test_what_git_was_told_to_hide_is_refused(lively: Path, run: Run, tmp_path: Path, in_git: Any) -> None:
    head, before = in_git("rev-parse", "HEAD").strip(), in_git("rev-parse", "HEAD~1").strip()
    in_git("replace", head, before)
    done = run("evidence", CASE, "-o", str(tmp_path / "out"))
    assert (done.code, len(done.errors)) == (1, 1)
    assert "git replace -d" in done.err


def test_a_card_with_interest_not_yet_billed(ledger: Path, run: Run, tmp_path: Path) -> None:
    run("open", "CC-1", "--policy", "credit-card", "--name", "钱勇", "--contract-date", "2024-01-01")
    run("charge", "CC-1", "--on", "2026-03-30", "--principal", "1000.00")
    run("pay", "CC-1", "100.00", "--on", "2026-04-23")
    assert run("evidence", "CC-1", "--lang", "en", "-o", str(tmp_path / "out")).code == 0
    balance = run("fees", "CC-1", "--json").json["balance"]
    rows = csv_rows(tmp_path / "out" / "02-statement-course.csv")
    assert {name: rows[-1][name] for name in balance} == balance
    lines = csv_rows(tmp_path / "out" / "02-statement-lines.csv")
    assert {row["billed"] for row in lines} == {"billed", "not billed yet"}
    statement = page(tmp_path / "out", "02-statement.html").text
    assert "no statement has billed yet" in statement
    assert "A statement is made on day 5 of each month and is due on day 23." in statement


def test_what_was_decided_takes_the_place_of_what_fell_due(lively: Path, run: Run, tmp_path: Path) -> None:
    words = ("legal", CASE, "mediate", "--principal", "1500.00", "--perform-by", "2026-12-31")
    assert run(*words, "--court", "North Court").code == 0
    assert run("evidence", CASE, "--lang", "en", "-o", str(tmp_path / "out")).code == 0
    claim = page(tmp_path / "out", "01-claim.html").text
    assert "(North Court), 1,500.00 yuan are to be paid by 2026-12-31." in claim
    assert "past due" not in claim
    (judged,) = [
        row for row in csv_rows(tmp_path / "out" / "02-statement-lines.csv") if row["amount"] == "1500.00"
    ]
    assert judged["item"].startswith("mediation paper of ")


def test_of_a_debtor_who_died_the_heirs_are_named(lively: Path, run: Run, tmp_path: Path) -> None:
    assert run("death", CASE, "--died", "2026-05-30", "--proof", "certificate 7").code == 0
    assert run("evidence", CASE, "--lang", "en", "-o", str(tmp_path / "out")).code == 0
    index = page(tmp_path / "out", "00-index.html").text
    assert "died on 2026-05-30; the claim is against the heirs" in index
    assert "No heir is on record." in index
    assert "proof of a death: certificate 7" in index


def test_an_empty_paper_does_not_claim_to_prove(worked: Path, run: Run, tmp_path: Path) -> None:
    assert run("evidence", LOAN, "--lang", "en", "-o", str(tmp_path / "out")).code == 0
    index = page(tmp_path / "out", "00-index.html").text
    assert "that no letter is on record" in index
    assert "that demands in writing were sent" not in index
