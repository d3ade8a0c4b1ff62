"""A letter with every field filled, about invented people, in either language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from dunning_cli.documents.letter_fields import (
    Entrusting,
    LetterAddressee,
    LetterBalance,
    LetterDebtor,
    LetterFields,
    LetterGuarantee,
    LetterOffice,
    LetterPaymentAccount,
    LetterSettlement,
    OpenItem,
    PlanInstalment,
    PlanTerms,
    PromiseMade,
    WaivedPart,
)


@pytest.fixture
def full_letter() -> Callable[[str], LetterFields]:
    """The fields of one letter, all set: owed 16,409.02 of 50,000.00 lent."""
    return _full_letter


def _full_letter(language: str) -> LetterFields:
    def said(zh: str, en: str) -> str:
        return zh if language == "zh" else en

    office = said("青禾小额贷款有限公司", "Qinghe Small Loan Co., Ltd.")
    return LetterFields(
        serial="2026-A-0012",
        letter_date=date(2026, 6, 1),
        office=LetterOffice(
            name=office,
            address=said("江城市滨江路 18 号", "18 Riverside Road, Jiangcheng"),
            phone="027-80000000",
            complaint_phone="027-80000001",
            letterhead=(said("青禾信函", "Qinghe Letters"),),
        ),
        account=LetterPaymentAccount(
            office, said("江城银行滨江支行", "Jiangcheng Bank"), "6200 0000 0000 0001"
        ),
        addressee=LetterAddressee(
            said("王建国", "Wang Jianguo"),
            "debtor",
            said("本人", "self"),
            said("江城市青禾花园 3 栋 2 单元 501", "Flat 501, Block 3, Qinghe Garden, Jiangcheng"),
            said("财务部", "Accounts Department"),
        ),
        debtor=LetterDebtor(said("王建国", "Wang Jianguo"), "110101********0011"),
        creditor=said("江城农商银行", "Jiangcheng Rural Bank"),
        case_id="SL-2026-0007",
        contract_number="XD-2025-0331",
        contract_date=date(2025, 3, 31),
        amount_lent=Decimal("50000.00"),
        product_title=said("小额贷款", "small loan"),
        as_of=date(2026, 5, 31),
        balance=LetterBalance(
            principal=Decimal("16000.00"),
            interest=Decimal("409.02"),
            penalty=Decimal("0.00"),
            fee=Decimal("50.00"),
            credit=Decimal("50.00"),
            total=Decimal("16409.02"),
        ),
        daily_amount=Decimal("7.25"),
        overdue_since=date(2026, 3, 20),
        days_past_due=72,
        items=(
            _item(date(2026, 3, 20), "12", "8000.00", "209.02", "50.00", "8259.02"),
            _item(date(2026, 4, 20), "13", "8000.00", "200.00", "0.00", "8200.00"),
        ),
        promise=PromiseMade(Decimal("2000.00"), date(2026, 5, 20), date(2026, 5, 5)),
        plan=PlanTerms(
            start=date(2026, 6, 1),
            total=Decimal("16409.02"),
            accrual="stop",
            grace_days=3,
            on_break="reinstate",
            instalments=(
                PlanInstalment(date(2026, 6, 20), Decimal("8204.51")),
                PlanInstalment(date(2026, 7, 20), Decimal("8204.51")),
            ),
        ),
        guarantee=LetterGuarantee("joint", date(2026, 9, 20)),
        closed_on=date(2026, 5, 31),
        closing_reason="paid",
        settlement=LetterSettlement(
            received=Decimal("40000.00"),
            waived=Decimal("50.00"),
            waived_parts=(WaivedPart(said("费用", "fees"), Decimal("50.00")),),
            owes_nothing=False,
        ),
        collector_name=said("陈晓", "Chen Xiao"),
        collector_phone="027-80000002",
        entrusting=Entrusting(
            batch="2026-05-A",
            entrusted_on=date(2026, 5, 4),
            return_by=date(2026, 8, 4),
            extend_to=date(2026, 11, 4),
            reason=said("债务人正在履行分期安排。", "The debtor is keeping a repayment plan."),
            work_done=said("电话 14 次，接通 6 次。", "14 calls, 6 answered."),
        ),
    )


def _item(due: date, ref: str, principal: str, interest: str, fee: str, total: str) -> OpenItem:
    amounts = [Decimal(text) for text in (principal, interest, "0.00", fee, total)]
    return OpenItem(due, ref, *amounts)
