"""Money that moves without being collected: transfers, refunds, goods in payment, what was not entrusted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from copies import MadeOnce

Run = Callable[..., Any]
CASE, OTHER = "PF-2026-0007", "PF-2026-0008"
HOLDER = "110101199003070011"


@pytest.fixture
def overpaid(worked: Path, run: Run, made_once: MadeOnce) -> Run:
    """1,500.00 paid on a bill of 1,200.00, and a second bill of the same debtor's."""

    def make() -> None:
        run(
            "open",
            OTHER,
            "--policy",
            "property-fee",
            "--name",
            "王建国",
            "--id-number",
            HOLDER,
            "--owner",
            "li",
        )
        run(
            "charge",
            OTHER,
            "--on",
            "2026-01-01",
            "--due",
            "2026-01-31",
            "--principal",
            "200",
            "--ref",
            "garage",
        )
        assert run("pay", CASE, "1500", "--on", "2026-01-31", "--via", "bank", "--ref", "T1").code == 0

    made_once(worked, make)
    return run


def collected(run: Run) -> dict[str, str]:
    month = {}
    for owner in run("workload", "--as-of", "2026-01-31", "--month", "2026-01", "--json").json["collectors"]:
        month[owner["owner"]] = owner["collected"]
    return month


def test_within_one_debtor(overpaid: Run, read_case: Run, worked: Path) -> None:
    before = collected(overpaid)
    done = overpaid("transfer", CASE, "200", "--into", OTHER, "--on", "2026-01-31")
    assert done.code == 0, done.err
    assert collected(overpaid) == before
    assert before["wang"] == "1500.00"
    balance = overpaid("status", OTHER, "--json").json["balance"]
    assert balance["total"] == "0.00"
    assert overpaid("status", CASE, "--json").json["balance"]["credit"] == "100.00"
    kinds = [read_case(worked, case)["entries"][-1]["kind"] for case in (CASE, OTHER)]
    assert kinds == ["transfer_out", "transfer_in"]
    lines = overpaid("fees", CASE, "--json").json["lines"]
    assert [line["amount"] for line in lines if line["kind"] == "transfer"] == ["-200.00"]
    assert (overpaid("check").code, overpaid("audit").code) == (0, 0)


def test_never_to_a_stranger_without_consent(overpaid: Run) -> None:
    done = overpaid("transfer", CASE, "100", "--into", "XD-2026-0001")
    assert (done.code, done.out) == (1, "")
    assert "--consent REF" in done.err
    before = overpaid("limitation", "XD-2026-0001", "--json").json
    agreed = overpaid("transfer", CASE, "100", "--into", "XD-2026-0001", "--consent", "letter of 2026-05-30")
    assert agreed.code == 0, agreed.err
    after = overpaid("limitation", "XD-2026-0001", "--json").json
    assert (after["expires"], after["restarts"]) == (before["expires"], before["restarts"])
    assert "letter of 2026-05-30" in overpaid("show", "XD-2026-0001").out


def test_not_beyond_the_credit(overpaid: Run) -> None:
    assert "holds a credit of 300.00" in overpaid("transfer", CASE, "300.01", "--into", OTHER).err
    assert "holds a credit of 300.00" in overpaid("refund", CASE, "300.01", "--via", "bank").err


def test_a_refund_ends_the_credit(overpaid: Run) -> None:
    done = overpaid("refund", CASE, "300", "--via", "bank", "--ref", "R1", "--on", "2026-03-01")
    assert done.code == 0, done.err
    assert overpaid("status", CASE, "--json").json["balance"]["total"] == "0.00"
    lines = overpaid("fees", CASE, "--json").json["lines"]
    assert [(line["component"], line["amount"]) for line in lines if line["kind"] == "refund"] == [
        ("credit", "-300.00")
    ]
    assert collected(overpaid)["wang"] == "1500.00"
    march = overpaid("workload", "--as-of", "2026-03-31", "--month", "2026-03", "--json").json["collectors"]
    assert [each["collected"] for each in march if each["owner"] == "wang"] == ["-300.00"]
    assert overpaid("refund", CASE, "0.01", "--via", "bank").code == 1


def test_a_payment_that_bounces_after_its_refund_is_owed_again(overpaid: Run) -> None:
    overpaid("refund", CASE, "300", "--via", "bank", "--on", "2026-03-01")
    (payment,) = [e["id"] for e in overpaid("show", CASE, "--json").json["entries"] if e["kind"] == "payment"]
    assert overpaid("reverse", CASE, payment).code == 0
    balance = overpaid("status", CASE, "--json").json["balance"]
    # the bill, its penalty of 121 days at 0.05 %, and the 300.00 that went back to the debtor
    assert (balance["principal"], balance["penalty"], balance["credit"]) == ("1500.00", "72.60", "0.00")
    assert overpaid("check").code == 0


@pytest.mark.parametrize(("language", "name"), [("en", "paid out"), ("zh", "应补还款")])
def test_papers_name_what_is_owed_again(overpaid: Run, tmp_path: Path, language: str, name: str) -> None:
    overpaid("refund", CASE, "300", "--via", "bank", "--ref", "R9", "--on", "2026-02-10")
    paid = overpaid("show", CASE, "--json").json["entries"][1]["id"]
    assert overpaid("reverse", CASE, paid, "--reason", "bounced").code == 0
    letter = overpaid("letter", "preview", CASE, "overdue-notice", "--letter-language", language)
    assert any("300.00" in line and line.endswith(name) for line in letter.out.splitlines()), letter.out
    done = overpaid("evidence", CASE, "-o", str(tmp_path / "bundle"))
    assert done.code == 0, done.err
    claim = (tmp_path / "bundle" / "01-claim.html").read_text("utf-8")
    assert "credit given away that had not come in, due 2026-02-10" in claim


def test_a_letter_on_a_credit_names_the_way_back(overpaid: Run) -> None:
    done = overpaid("letter", "new", CASE, "payment-reminder")
    assert done.code == 1
    assert f"dunning refund {CASE} 300.00" in done.err


def test_goods_taken_in_payment_are_no_money(worked: Path, run: Run) -> None:
    assert (
        run("legal", CASE, "in-kind", "--value", "500", "--text", "a lathe", "--on", "2026-01-31").code == 0
    )
    assert collected(run)["wang"] == "0.00"
    table = run("workload", "--as-of", "2026-01-31", "--month", "2026-01")
    assert "settled in kind, beside what was collected: 500.00" in table.err
    again = run("legal", "XD-2026-0001", "in-kind", "--value", "500", "--text", "a van", "--on", "2026-05-20")
    assert (again.code, again.err) == (0, "")


@pytest.fixture
def part(ledger: Path, run: Run) -> Run:
    """3,000.00 of a loan are overdue and entrusted; 60,000.00 more are outstanding."""
    run(
        "open",
        "L-1",
        "--policy",
        "small-loan",
        "--name",
        "赵强",
        "--address",
        "路 1",
        "--term",
        "contract_rate=0%/year",
    )
    run("set", "L-1", "account.not_entrusted=60000.00")
    run("opening", "L-1", "--on", "2026-05-01", "--principal", "3000", "--overdue-since", "2026-04-01")
    return run


def test_a_part_paid_is_no_whole_settled(part: Run) -> None:
    letter = part("letter", "preview", "L-1", "overdue-notice", "--letter-language", "zh").out.replace(
        "\n", ""
    )
    assert "另有未委托我方办理的未还本金人民币 60,000.00 元" in letter
    part("pay", "L-1", "3000")
    assert part("close", "L-1", "--reason", "paid").code == 0
    done = part("letter", "new", "L-1", "settlement-certificate", "--letter-language", "zh")
    assert done.code == 0, done.err
    (file,) = Path("letters").rglob("*.txt")
    text = file.read_text(encoding="utf-8").replace("\n", "")
    assert "委托部分结清证明" in text
    assert "本证明不表示该合同已经全部结清" in text
    assert "全部付清" not in text


def test_an_own_template_that_says_nothing_of_it_is_refused(part: Run) -> None:
    own = Path("templates/zh/settlement-certificate.txt")
    own.write_text(
        "---\ntitle: 结清证明\nlimits: none\n---\n兹证明{{ debtor.name }}已全部付清。\n", encoding="utf-8"
    )
    part("commit")
    part("pay", "L-1", "3000")
    part("close", "L-1", "--reason", "paid")
    done = part(
        "letter", "new", "L-1", "settlement-certificate", "--letter-language", "zh", "--method", "hand"
    )
    assert done.code == 1
    assert "60,000.00 outstanding under the contract was not entrusted" in done.err


def test_a_transfer_is_taken_back_in_both_cases(overpaid: Run) -> None:
    overpaid("transfer", CASE, "200", "--into", OTHER, "--on", "2026-01-31")
    for case in (CASE, OTHER):
        (entry,) = [
            e["id"]
            for e in overpaid("show", case, "--json").json["entries"]
            if e["kind"].startswith("transfer")
        ]
        break
    done = overpaid("reverse", CASE, entry)
    assert done.code == 0, done.err
    assert overpaid("status", CASE, "--json").json["balance"]["credit"] == "300.00"
    assert overpaid("status", OTHER, "--json").json["balance"]["principal"] == "200.00"
    assert (overpaid("check").code, overpaid("audit").code) == (0, 0)


def test_one_credit_is_spent_once_however_it_is_dated(overpaid: Run) -> None:
    assert overpaid("refund", CASE, "300", "--via", "bank", "--ref", "O1", "--on", "2026-03-01").code == 0
    assert overpaid("refund", CASE, "300", "--via", "bank", "--ref", "O2", "--on", "2026-02-01").code == 1
    assert overpaid("transfer", CASE, "300", "--into", OTHER, "--on", "2026-02-01").code == 1


def test_a_refund_is_booked_once(overpaid: Run) -> None:
    words = ("refund", CASE, "50", "--via", "bank", "--ref", "OUT1")
    assert overpaid(*words).code == 0
    again = overpaid(*words)
    assert again.code == 1
    assert "OUT1 is booked already" in again.err
