"""Which papers a court is handed, what each proves, and which are to be attached."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dunning_cli.domain.case.case import Contract, Debtor, Head
from dunning_cli.domain.contact.deliveries import letter_records
from dunning_cli.domain.litigation.evidence_list import EvidencePaper, papers_outside, to_prove

BARE = Head(case="T-1", policy="small-loan", debtor=Debtor(name="周明"))


def outside(scene, head=BARE, office="青禾"):
    entries = scene.case.standing(date.max)
    contacts = [entry for entry in entries if entry.kind == "contact"]
    return [str(each) for each in papers_outside(head, office, entries, contacts, letter_records(entries))]


@pytest.fixture
def scene(open_case):
    return open_case("small-loan", contract_date="2024-01-10")


def test_the_papers_stand_in_the_order_of_the_claim():
    assert [paper.value for paper in EvidencePaper] == [
        *("claim", "statement", "statement-tables", "contacts", "agreements", "letters", "letter-text"),
        *("deadlines", "entries", "history", "case-file", "rules"),
    ]
    for paper in EvidencePaper:
        assert str(to_prove(paper))


def test_an_empty_paper_does_not_claim_to_prove_what_did_not_happen():
    changed = [paper for paper in EvidencePaper if to_prove(paper, empty=True) != to_prove(paper)]
    assert changed == [EvidencePaper.CONTACTS, EvidencePaper.AGREEMENTS, EvidencePaper.LETTERS]
    assert str(to_prove(EvidencePaper.CONTACTS, empty=True)) == "that no contact is on record"


def test_a_bare_case_asks_for_nothing_more(scene):
    scene.add("charge", "2026-05-01", principal="100.00")
    scene.add("payment", "2026-05-02", amount="1.00")
    scene.add("contact", "2026-05-03", channel="phone", result="reached", text="x")
    scene.add("letter", "2026-05-04", serial="2026-A-0001", template="overdue-notice", to="debtor")
    instalments = [("2026-06-01", "99.00")]
    scene.add("plan", "2026-05-05", instalments=instalments, signed="none")
    scene.add("legal", "2026-05-06", step="file")
    assert outside(scene) == []


def test_what_the_contract_calls_for():
    head = Head(
        case="T-1",
        policy="small-loan",
        debtor=Debtor(name="周明"),
        creditor="江城银行",
        account=Contract(contract="JK-1", lent=Decimal("50000.00")),
    )
    assert [str(each) for each in papers_outside(head, "青禾", (), (), ())] == [
        "contract JK-1",
        "proof that 50,000.00 yuan were paid out",
        "authority of 青禾 to act for 江城银行",
    ]
    assert len(list(papers_outside(head, "江城银行", (), (), ()))) == 2


@pytest.mark.parametrize(
    ("kind", "values", "paper"),
    [
        (
            "opening",
            {"principal": "9.00"},
            "the creditor's own account up to the balance taken over on 2026-05-01",
        ),
        (
            "plan",
            {"instalments": [("2026-06-01", "9.00")], "signed": "debtor"},
            "the repayment plan of 2026-05-01, signed",
        ),
        (
            "contact",
            {"channel": "phone", "result": "promised", "recording": "R-7", "text": "x"},
            "recording R-7 of 2026-05-01",
        ),
        ("payment", {"amount": "9.00", "ref": "T-77"}, "proof of the payment of 2026-05-01, reference T-77"),
        (
            "death",
            {"of": "debtor", "died": "2026-04-01", "proof": "户籍注销证明"},
            "proof of a death: 户籍注销证明",
        ),
        ("legal", {"step": "file", "docket": "(2026)民初12号"}, "papers of the court, docket (2026)民初12号"),
    ],
)
def test_each_occasion_calls_for_its_paper(scene, kind, values, paper):
    scene.add(kind, "2026-05-01", **values)
    assert outside(scene) == [paper]


def test_a_letter_that_went_by_post_calls_for_the_proof_of_it(scene):
    scene.add("letter", "2026-05-04", serial="2026-A-0001", template="overdue-notice", to="debtor")
    scene.add("delivery", "2026-05-05", serial="2026-A-0001", posted="2026-05-05", tracking="XA1")
    assert outside(scene) == ["proof of posting and delivery of letter 2026-A-0001, tracking number XA1"]


def test_one_docket_is_named_once(scene):
    for step in ("preserve", "file"):
        scene.add("legal", "2026-05-06", step=step, docket="(2026)民初12号")
    assert outside(scene) == ["papers of the court, docket (2026)民初12号"]
