"""What was done on a case so far, in a sentence of a letter's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dunning_cli.documents.letter_dates import long_date
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.talk import CONNECTED, Channel
from dunning_cli.domain.case.entries import Contact, Payment
from dunning_cli.domain.contact.deliveries import LetterStage, letter_records
from dunning_cli.kernel.message import shown_amount
from dunning_cli.kernel.money import ZERO

_SENTENCES: Mapping[str, str] = {
    "zh": "自{since}至{until}：电话联系 {calls} 次（接通 {connected} 次），外访 {visits} 次，发出信函 {letters} 封，"
    "收到还款 {payments} 笔，共人民币 {paid} 元。",
    "en": "From {since} to {until}: calls {calls} (answered {connected}), visits {visits}, letters {letters}, "
    "payments {payments}, RMB {paid} in total.",
}


def work_done(cases: Sequence[Case], on: date, language: str) -> str:
    """Calls, visits, letters and payments of cases together, each from the day it was entrusted, or its first entry, up to `on`."""
    begun = [_begun(case, on) for case in cases]
    ours = [
        [entry for entry in case.standing(on) if entry.date >= since]
        for case, since in zip(cases, begun, strict=True)
    ]
    every = [entry for entries in ours for entry in entries]
    contacts = [entry for entry in every if isinstance(entry, Contact)]
    calls = [entry for entry in contacts if entry.channel is Channel.PHONE]
    payments = [entry.amount for entry in every if isinstance(entry, Payment)]
    letters = {
        record.letter.serial
        for entries in ours
        for record in letter_records(entries)
        if record.state is not LetterStage.SPOILED
    }
    since = min(begun)
    return _SENTENCES[language].format(
        since=long_date(since, language),
        until=long_date(on, language),
        calls=len(calls),
        connected=sum(call.result in CONNECTED for call in calls),
        visits=sum(entry.channel is Channel.VISIT for entry in contacts),
        letters=len(letters),
        payments=len(payments),
        paid=shown_amount(sum(payments, ZERO)),
    )


def _begun(case: Case, on: date) -> date:
    batch = case.head.batch
    return (batch.entrusted if batch else None) or min(
        (entry.date for entry in case.standing(on)), default=on
    )
