"""What was done on a case so far, in a sentence of a letter's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dunning_cli.documents.letter_dates import long_date
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.talk import CONNECTED, Channel
from dunning_cli.domain.case.entries import Contact, Payment
from dunning_cli.domain.contact.deliveries import LetterStage, letter_records
from dunning_cli.kernel.money import ZERO

_SENTENCES: Mapping[str, str] = {
    "zh": "自{since}至{until}：电话联系 {calls} 次（接通 {connected} 次），外访 {visits} 次，发出信函 {letters} 封，"
    "收到还款 {payments} 笔，共人民币 {paid} 元。",
    "en": "From {since} to {until}: calls {calls} (answered {connected}), visits {visits}, letters {letters}, "
    "payments {payments}, RMB {paid} in total.",
}


def work_done(case: Case, on: date, language: str) -> str:
    """Calls, visits, letters and payments from the day the case was entrusted, or its first entry, up to `on`."""
    batch = case.head.batch
    standing = case.standing(on)
    since = (batch.entrusted if batch else None) or min((entry.date for entry in standing), default=on)
    ours = [entry for entry in standing if entry.date >= since]
    contacts = [entry for entry in ours if isinstance(entry, Contact)]
    calls = [entry for entry in contacts if entry.channel is Channel.PHONE]
    payments = [entry.amount for entry in ours if isinstance(entry, Payment)]
    return _SENTENCES[language].format(
        since=long_date(since, language),
        until=long_date(on, language),
        calls=len(calls),
        connected=sum(call.result in CONNECTED for call in calls),
        visits=sum(entry.channel is Channel.VISIT for entry in contacts),
        letters=sum(record.state is not LetterStage.SPOILED for record in letter_records(ours)),
        payments=len(payments),
        paid=f"{sum(payments, ZERO):,.2f}",
    )
