"""What the clients answered about their batches: one entry in every open case of a batch, at one moment."""

from __future__ import annotations

from collections.abc import Sequence

from dunning_cli.domain.case.entries import Close, ReturnDate
from sample.clients import STUDENTS_BANK, STUDENTS_BANK_EXTENDED
from sample.diary import Diary
from sample.post import CLERK
from sample.working_days import on

_ANSWERED = "05-28"


def bank_gives_more_time(diaries: Sequence[Diary]) -> None:
    """The bank leaves its student loans with the office for three more months, as its letter says."""
    open_cases = [
        diary
        for diary in diaries
        if diary.head.batch == STUDENTS_BANK and not any(isinstance(entry, Close) for entry in diary.entries)
    ]
    with open_cases[0].aside("more time"):
        moment = open_cases[0].moment_on(on(_ANSWERED))
    for diary in open_cases:
        with diary.aside("more time"):
            diary.enter(
                ReturnDate,
                on(_ANSWERED),
                CLERK,
                moment,
                granted=True,
                until=STUDENTS_BANK_EXTENDED,
                paper="白塔银行 2026 年 5 月 27 日复函",
                reason="借款人在陆续还款,同意延长委托三个月",
            )
