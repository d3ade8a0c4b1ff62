"""How a letter names the judgment or other paper that decided a debt, and what goes with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dunning_cli.documents.letter_dates import long_date
from dunning_cli.documents.letter_fields import JudgedBy
from dunning_cli.domain.account import Account, ItemKind
from dunning_cli.domain.case.codes.legal import Instrument
from dunning_cli.domain.case.entries import Judgment

_INSTRUMENTS: Mapping[str, Mapping[Instrument, str]] = {
    "zh": {
        Instrument.JUDGMENT: "民事判决书",
        Instrument.MEDIATION: "调解书",
        Instrument.AWARD: "仲裁裁决书",
        Instrument.PAYMENT_ORDER: "支付令",
        Instrument.NOTARISED: "公证债权文书",
    },
    "en": {
        Instrument.JUDGMENT: "judgment",
        Instrument.MEDIATION: "mediation paper",
        Instrument.AWARD: "arbitral award",
        Instrument.PAYMENT_ORDER: "payment order",
        Instrument.NOTARISED: "notarised instrument",
    },
}


def judged_part(account: Account, *, payable_only: bool) -> str | None:
    """How much of what a letter states was decided: `all`, `some`, or None, in a case in which a judgment stands.

    A judgment that is paid decides nothing of a later bill. Costs of enforcing go with what was decided.
    """
    unpaid = [item for item in account.items if item.unpaid.total]
    stated = [item for item in unpaid if item.payable] if payable_only else unpaid
    stated = stated or unpaid
    open_ = [item for item in stated if not item.decided and item.kind is not ItemKind.LEGAL_COST]
    if not open_:
        return "all"
    return "some" if any(item.decided for item in stated) else None


def time_to_perform(judgment: Judgment, on: date) -> date | None:
    """The end of the performance period where it still runs on a day; parts have days of their own."""
    return judgment.perform_by if not judgment.parts and judgment.perform_by >= on else None


def judged_by(judgment: Judgment, language: str) -> JudgedBy:
    """The paper as a letter in that language names it."""
    instrument = _INSTRUMENTS[language][judgment.instrument or Instrument.JUDGMENT]
    return JudgedBy(
        title=_title(judgment, instrument, language),
        instrument=instrument,
        court=judgment.court,
        docket=judgment.docket,
        decided_on=judgment.date,
        perform_by=judgment.perform_by,
    )


def _title(judgment: Judgment, instrument: str, language: str) -> str:
    day = long_date(judgment.date, language)
    if language == "zh":
        return f"{day}{judgment.court or ''}{judgment.docket or ''}{instrument}"
    number = f" no. {judgment.docket}" if judgment.docket else ""
    court = f" of {judgment.court}" if judgment.court else ""
    return f"{instrument}{number}{court}, {day}"
