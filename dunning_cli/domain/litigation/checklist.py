"""What a case still lacks for a suit: who is sued, what is owed, what proves it, whether it is in time.

Sources: 民事诉讼法 (2023) 122, 124 (what a complaint must name), 103 (preservation); 诉讼时效规定 8; 民法典 692, 693.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from dunning_cli.domain.account import Account
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.codes.talk import Channel, Result
from dunning_cli.domain.case.entries import Contact, Entry, Judgment, Legal, Verify
from dunning_cli.domain.case.fraud import last_suspicion
from dunning_cli.domain.case.paper_numbers import names_a_paper
from dunning_cli.domain.case.people.deaths import debtor_death, heirs_of
from dunning_cli.domain.case.people.details import known_on, postal_address
from dunning_cli.domain.case.people.organisations import is_organisation
from dunning_cli.domain.contact.deliveries import NUMBERED, LetterRecord
from dunning_cli.domain.contact.history import verification
from dunning_cli.domain.contact.stops import DISPUTE_PHASES, unsettled_complaints
from dunning_cli.domain.limitation.grounds import Restart
from dunning_cli.domain.limitation.letters import debtor_demands
from dunning_cli.domain.limitation.state import LimitationState
from dunning_cli.domain.litigation.assets import assets_of
from dunning_cli.domain.litigation.checklist_guarantees import guarantor_lines
from dunning_cli.domain.litigation.checklist_items import (
    ChecklistLine,
    ChecklistState,
    SuitItem,
    done,
    lacking,
    not_needed,
)
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.remedy import Placeholder, Remedy, Setting, remedy


def suit_checklist(
    case: Case,
    as_of: date,
    account: Account | None,
    limitation: LimitationState,
    unknown: Message | None = None,
) -> tuple[ChecklistLine, ...]:
    """The checklist on `as_of`; account and limitation are of that day.

    `account` is None where it cannot be worked out, for the reason in `unknown`.
    """
    case = known_on(case, as_of)
    standing = case.standing(as_of)
    return (
        _open(case, as_of),
        _identity(case),
        *_heirs(case, as_of),
        _address(case, as_of),
        _contract(case),
        _amount(case, as_of, account, unknown),
        _verification(case, as_of),
        _dispute(case, as_of, standing),
        _demand(case, as_of, standing),
        _limitation(case, limitation),
        *guarantor_lines(case, as_of, limitation.guarantors),
        _recordings(standing),
        _jurisdiction(case, standing),
        _assets(case, standing),
    )


def _open(case: Case, as_of: date) -> ChecklistLine:
    closing = case.closing(as_of)
    if closing is None:
        return done(SuitItem.OPEN, label("the case is open"))
    return lacking(
        SuitItem.OPEN, msg("the case was closed on {date}", date=closing.date), remedy("reopen", case=case.id)
    )


def _identity(case: Case) -> ChecklistLine:
    debtor = case.head.debtor
    if is_organisation(debtor):
        if debtor.credit_code:
            return done(SuitItem.IDENTITY, label("the credit code is on record"))
        do = remedy("set", case=case.id, change=Setting("debtor.credit_code", Placeholder("CODE")))
        return lacking(SuitItem.IDENTITY, label("the organisation's credit code is not on record"), do)
    if debtor.id_number:
        return done(SuitItem.IDENTITY, label("the identity number is on record"))
    do = remedy("set", case=case.id, change=Setting("debtor.id_number", Placeholder("NUMBER")))
    return lacking(SuitItem.IDENTITY, label("the debtor's identity number is not on record"), do)


def _heirs(case: Case, as_of: date) -> Iterator[ChecklistLine]:
    """Only of a debtor who has died: the heirs are sued, up to what they inherit (民法典 1161)."""
    death = debtor_death(case, as_of)
    if death is None:
        return
    if heirs_of(case):
        yield done(SuitItem.HEIRS, label("the debtor has died; the heirs are on record"))
    else:
        why = msg("the debtor died on {date}; name the heirs, who are sued instead", date=death.died)
        yield lacking(
            SuitItem.HEIRS, why, remedy("party", case=case.id, name=Placeholder("NAME"), role=Role.HEIR)
        )


def _address(case: Case, as_of: date) -> ChecklistLine:
    if debtor_death(case, as_of) is not None:
        return _address_of_heirs(case)
    places = case.head.debtor.addresses
    if postal_address(places) is not None:
        return done(SuitItem.ADDRESS, label("an address for service is on record"))
    why = label("every address is marked as wrong") if places else label("no address is on record")
    return lacking(SuitItem.ADDRESS, why, remedy("detail", case=case.id, address=Placeholder("ADDRESS")))


def _address_of_heirs(case: Case) -> ChecklistLine:
    """Nothing can be served on the dead."""
    heirs = heirs_of(case)
    if heirs and all(postal_address(heir.addresses) is not None for heir in heirs):
        return done(SuitItem.ADDRESS, label("an address for service is on record for every heir"))
    do = remedy("detail", case=case.id, of=Placeholder("NAME"), address=Placeholder("ADDRESS"))
    return lacking(SuitItem.ADDRESS, label("no address for service is on record for an heir"), do)


def _contract(case: Case) -> ChecklistLine:
    contract = case.head.account
    number = contract.contract if contract is not None else None
    signed = contract.contract_date if contract is not None else None
    if number and signed:
        return done(SuitItem.CONTRACT, msg("contract {number} of {date}", number=number, date=signed))
    wanted = [] if number else [Setting("account.contract", Placeholder("NUMBER"))]
    wanted += [] if signed else [Setting("account.contract_date", Placeholder("DATE"))]
    do = remedy("set", case=case.id, change=tuple(wanted))
    if number:
        return lacking(SuitItem.CONTRACT, label("the contract's date is not on record"), do)
    if signed:
        return lacking(SuitItem.CONTRACT, label("the contract's number is not on record"), do)
    return lacking(SuitItem.CONTRACT, label("the contract's number and date are not on record"), do)


def _amount(case: Case, as_of: date, account: Account | None, unknown: Message | None) -> ChecklistLine:
    do = remedy("fees", case=case.id)
    if account is None:
        return lacking(SuitItem.AMOUNT, unknown or label("the account cannot be worked out"), do)
    if account.notes:
        return lacking(
            SuitItem.AMOUNT,
            account.notes[0],
            remedy("set", case=case.id, change=Setting("terms.contract_rate", Placeholder("RATE"))),
        )
    due, later = account.due.total, account.not_yet_due.total
    if due <= ZERO and later <= ZERO:
        return lacking(SuitItem.AMOUNT, msg("nothing is owed on {date}", date=as_of), do)
    figures = {"amount": due, "later": later, "date": as_of}
    if due <= ZERO:
        return lacking(SuitItem.AMOUNT, msg("{later} has not fallen due on {date}", **figures), do)
    if later > ZERO:
        return done(SuitItem.AMOUNT, msg("{amount} due on {date}, {later} not due yet", **figures))
    return done(SuitItem.AMOUNT, msg("{amount} owed on {date}", **figures))


def _verification(case: Case, as_of: date) -> ChecklistLine:
    known = verification(case, as_of)
    do = remedy("verify", case=case.id, reason=Placeholder("TEXT"))
    if known:
        return done(SuitItem.VERIFICATION, label("identity and debt were verified"))
    if known is None:
        return lacking(SuitItem.VERIFICATION, label("identity and debt were never verified"), do)
    return lacking(SuitItem.VERIFICATION, label("the case was found invalid when it was verified"), do)


def _dispute(case: Case, as_of: date, standing: Sequence[Entry]) -> ChecklistLine:
    suspicion = last_suspicion(standing)
    if suspicion is not None:
        why = msg(
            "suspected fraud was reported on {date}; a court may wait for the police", date=suspicion.date
        )
        return lacking(
            SuitItem.DISPUTE, why, remedy("fraud", case=case.id, cleared=True, reason=Placeholder("TEXT"))
        )
    complaints = unsettled_complaints(standing)
    if complaints:
        why = msg("the complaint of {date} is not settled", date=complaints[0].date)
        do = remedy("complaint", case=case.id, text=Placeholder("TEXT"), resolves=complaints[0].id)
        return lacking(SuitItem.DISPUTE, why, do)
    if case.phase(as_of) in DISPUTE_PHASES:
        why = label("the case is in the phase of a dispute")
        return lacking(SuitItem.DISPUTE, why, remedy("phase", case=case.id, phase=Placeholder("NAME")))
    disputed = _disputed(standing)
    if disputed is not None:
        why = msg("disputed on {date}, and not looked into since", date=disputed)
        return lacking(SuitItem.DISPUTE, why, remedy("verify", case=case.id, reason=Placeholder("TEXT")))
    return done(SuitItem.DISPUTE, label("no dispute is open"))


def _disputed(standing: Sequence[Entry]) -> date | None:
    """The day the debtor disputed the debt, where nobody verified it since."""
    day: date | None = None
    for entry in standing:
        if isinstance(entry, Contact) and entry.result is Result.DISPUTED:
            day = entry.date
        elif isinstance(entry, Verify) or (isinstance(entry, Contact) and entry.verified):
            day = None
    return day


def _demand(case: Case, as_of: date, standing: Sequence[Entry]) -> ChecklistLine:
    demands = list(debtor_demands(case, standing))
    arrived = [found for _, found in demands if found is not None and not found.weak]
    if arrived:
        return done(
            SuitItem.DEMAND, msg("on {date}, {proof}", date=arrived[-1].date, proof=arrived[-1].proof)
        )
    claimed = [(record.letter.serial, found) for record, found in demands if found is not None]
    if claimed:
        return _demand_claimed(case, *claimed[-1])
    to = {} if debtor_death(case, as_of) is None else {"to": Placeholder("NAME")}
    write = remedy("letter new", case=case.id, template="overdue-notice", **to)
    if not demands:
        return lacking(SuitItem.DEMAND, label("no demand was written"), write)
    last = demands[-1][0]
    if last.returned:
        why = msg("letter {serial} came back and was not refused: write again", serial=last.letter.serial)
        return lacking(SuitItem.DEMAND, why, write)
    why = msg("letter {serial}: no proof of its delivery is on record", serial=last.letter.serial)
    return lacking(SuitItem.DEMAND, why, _delivery(case, last))


def _delivery(case: Case, last: LetterRecord) -> Remedy:
    """What records that a letter arrived, and the number of the post where it went by post and has none."""
    unnumbered = last.method in NUMBERED and not names_a_paper(last.tracking)
    number = {"tracking": Placeholder("NUMBER")} if unnumbered else {}
    return remedy(
        "letter deliver",
        case=case.id,
        serial=last.letter.serial,
        received=Placeholder("DATE"),
        signed_by=Placeholder("NAME"),
        **number,
    )


def _demand_claimed(case: Case, serial: str, demand: Restart) -> ChecklistLine:
    """A demand of which the case says that it arrived, without the proof."""
    why = msg("on {date}, {proof}: that proves no delivery", date=demand.date, proof=demand.proof)
    do = remedy(
        "letter deliver",
        case=case.id,
        serial=serial,
        tracking=Placeholder("NUMBER"),
        signed_by=Placeholder("NAME"),
    )
    return lacking(SuitItem.DEMAND, why, do)


def _limitation(case: Case, state: LimitationState) -> ChecklistLine:
    if state.expires is None:
        return lacking(SuitItem.LIMITATION, label("no debt is on record"), remedy("charge", case=case.id))
    if state.pending_proven:
        return done(SuitItem.LIMITATION, label("proceedings are under way"))
    do = remedy("letter new", case=case.id, template="balance-confirmation")
    if state.lapsed:
        why = msg(
            "lapsed after {date}; a signed confirmation of the debt would revive it", date=state.expires
        )
        return lacking(SuitItem.LIMITATION, why, do)
    if state.proven_lapsed:
        why = msg(
            "in time through {date} only by what has no proof; what can be proven ended on {proven}",
            date=state.expires,
            proven=state.proven_until,
        )
        return lacking(SuitItem.LIMITATION, why, do)
    lapsed = sum(bill.lapsed for bill in state.bills)
    if lapsed:
        why = msg(
            "in time through {date}; taken bill by bill, {count} of {all} have lapsed",
            date=state.proven_until,
            count=lapsed,
            all=len(state.bills),
        )
        return done(SuitItem.LIMITATION, why)
    return done(SuitItem.LIMITATION, msg("in time through {date}", date=state.proven_until))


def _recordings(standing: Sequence[Entry]) -> ChecklistLine:
    cited = [
        entry
        for entry in standing
        if isinstance(entry, Contact)
        and entry.channel in (Channel.PHONE, Channel.VIDEO)
        and entry.result in (Result.PROMISED, Result.INTENDS)
    ]
    bare = [entry for entry in cited if not names_a_paper(entry.recording)]
    if not cited:
        return not_needed(SuitItem.RECORDINGS, label("no call acknowledges the debt"))
    if not bare:
        return done(SuitItem.RECORDINGS, msg("recordings named: {count}", count=len(cited)))
    why = msg(
        "calls that acknowledge the debt without a recording named: {count}, the last on {date}",
        count=len(bare),
        date=bare[-1].date,
    )
    # no command can add a recording to a call on record; the recording itself goes with the papers
    return replace(lacking(SuitItem.RECORDINGS, why, None), optional=True)


def _jurisdiction(case: Case, standing: Sequence[Entry]) -> ChecklistLine:
    contract = case.head.account
    courts = [entry.court for entry in standing if isinstance(entry, (Legal, Judgment)) and entry.court]
    named = (contract.jurisdiction if contract is not None else None) or (courts[-1] if courts else None)
    if named:
        return done(SuitItem.JURISDICTION, msg("{court}", court=named))
    return lacking(
        SuitItem.JURISDICTION,
        label("neither a competent court nor an arbitration clause is on record"),
        remedy("set", case=case.id, change=Setting("account.jurisdiction", Placeholder("NAME"))),
    )


def _assets(case: Case, standing: Sequence[Entry]) -> ChecklistLine:
    known = [asset for asset in assets_of(standing) if not asset.gone]
    if known:
        return done(SuitItem.ASSETS, msg("known for preservation: {count}", count=len(known)))
    why = label("no asset is known that could be preserved")
    return ChecklistLine(
        SuitItem.ASSETS,
        ChecklistState.MISSING,
        why,
        remedy("asset add", case=case.id, what=Placeholder("WHAT")),
        optional=True,
    )
