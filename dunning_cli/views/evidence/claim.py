"""The claim: who owes whom how much under which contract, and who else has to do with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from dunning_cli.documents.capital_figures import capital_figures
from dunning_cli.documents.english_words import amount_in_words_en
from dunning_cli.documents.web_page import FactList, Heading, Lines, Part, WebPage
from dunning_cli.domain.case.case import Address, Party, Phone
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.legal import Instrument
from dunning_cli.domain.case.codes.people import DetailStatus, Role
from dunning_cli.domain.case.entries import Judgment
from dunning_cli.domain.case.people.deaths import debtor_death
from dunning_cli.domain.case.people.life_events import assignments, insolvencies
from dunning_cli.kernel.answer import Column, Table
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import COMPONENT_LABELS, ZERO, Component
from dunning_cli.views.evidence.dossier import Dossier
from dunning_cli.views.evidence.statement import item_kind, item_names
from dunning_cli.views.evidence.wording import foot_of, product_title

AMOUNT_COLUMNS = (
    Column(label("component")),
    Column(label("amount"), figures=True),
    Column(label("in words")),
)
ITEM_COLUMNS = (
    Column(label("item")),
    Column(label("what")),
    Column(label("from")),
    Column(label("due")),
    Column(label("at first"), figures=True),
    *(Column(COMPONENT_LABELS[component], figures=True) for component in Component),
    Column(label("unpaid"), figures=True),
)
PARTY_COLUMNS = (
    Column(label("name")),
    Column(label("role")),
    Column(label("relation")),
    Column(label("guarantee")),
    Column(label("identity number")),
    Column(label("telephone")),
    Column(label("address")),
)


def claim_page(dossier: Dossier) -> WebPage:
    """The claim as a page."""
    return WebPage(label("The claim and the parties"), list(_parts(dossier)), foot_of(dossier))


def _parts(dossier: Dossier) -> Iterator[Part]:
    yield from claim_sentences(dossier)
    yield amounts_table(dossier)
    yield Heading(label("Creditor and contract"))
    yield FactList(list(_contract(dossier)))
    yield Heading(label("Debtor"))
    yield FactList(list(_debtor(dossier)))
    if dossier.head.parties:
        yield Heading(label("Other people of the case"))
        yield Table(PARTY_COLUMNS, [_party(party) for party in dossier.head.parties])
    yield Heading(label("What the debt is made of"))
    yield items_table(dossier)


def claim_sentences(dossier: Dossier) -> Iterator[Message]:
    """The claim in a few sentences."""
    account, head = dossier.standing.account, dossier.head
    total = account.balance.total
    creditor = head.creditor or dossier.office.office
    if total <= ZERO:
        yield msg(
            "On {date} {debtor} owes {creditor} nothing.",
            date=dossier.as_of,
            debtor=head.debtor.name,
            creditor=creditor,
        )
    else:
        yield msg(
            "On {date} {debtor} owes {creditor} {amount} yuan ({words}).",
            date=dossier.as_of,
            debtor=head.debtor.name,
            creditor=creditor,
            amount=total,
            words=_in_words(total, dossier.language),
        )
    yield from _ground(dossier)
    yield from _death(dossier)
    yield from _life_events(dossier)
    enforcement = dossier.limitation.enforcement
    if enforcement is not None:
        yield from _decided(enforcement.judgment)
    elif total > ZERO and account.oldest_due is not None and account.days_past_due:
        yield msg(
            "The oldest unpaid item fell due on {due} and is {days} days past due; {overdue} yuan are overdue.",
            due=account.oldest_due,
            days=account.days_past_due,
            overdue=account.overdue,
        )
    if total > ZERO and account.not_yet_due.total > ZERO:
        yield msg(
            "Of it {later} yuan have not fallen due and are no part of a claim today.",
            later=account.not_yet_due.total,
        )
    # What a card grows by is uneven: interest billed each month, a late fee each missed due date.
    if total > ZERO and account.daily and not dossier.standing.policy.base.is_card:
        yield msg(
            "Each further day adds {amount} yuan.",
            amount=account.daily,
        )


def _ground(dossier: Dossier) -> Iterator[Message]:
    contract = dossier.head.account
    product = product_title(dossier)
    if contract is None or not contract.contract:
        yield msg("The claim rests on: {product}; no contract number is on record.", product=product)
    elif contract.contract_date is None:
        yield msg(
            "The claim rests on contract {number}: {product}.", number=contract.contract, product=product
        )
    else:
        yield msg(
            "The claim rests on contract {number} of {date}: {product}.",
            number=contract.contract,
            date=contract.contract_date,
            product=product,
        )


def _decided(judgment: Judgment) -> Iterator[Message]:
    """What was decided replaces what fell due before: its sums, its parts by their days, and what runs on."""
    yield msg(
        "By the {paper} of {date} ({court}), {amount} yuan are to be paid by {until}.",
        paper=label_of(judgment.instrument or Instrument.JUDGMENT),
        date=judgment.date,
        court=_court(judgment),
        amount=judgment.total,
        until=judgment.perform_by,
    )
    if judgment.parts:
        for due, amount in judgment.by_day.items():
            yield msg("Of it {amount} yuan are to be paid by {due}.", amount=amount, due=due)
    for award in judgment.running:
        yield msg("Beside these sums runs: {award}.", award=award.in_words())


def _court(judgment: Judgment) -> Message | str:
    if judgment.court and judgment.docket:
        return msg("{court}, docket {docket}", court=judgment.court, docket=judgment.docket)
    return judgment.court or judgment.docket or label("no court named")


def _death(dossier: Dossier) -> Iterator[Message]:
    """Whoever has died can't be sued: the heirs are, up to what they inherit."""
    death = debtor_death(dossier.case, dossier.as_of)
    if death is None:
        return
    yield msg(
        "{debtor} died on {date}; the claim is against the heirs, up to the value of what they inherit (民法典1161).",
        debtor=dossier.head.debtor.name,
        date=death.died,
    )
    if not any(party.role is Role.HEIR for party in dossier.head.parties):
        yield label("No heir is on record.")


def _life_events(dossier: Dossier) -> Iterator[Message]:
    """From when the claim is in an insolvency, and since when it is this creditor's."""
    for state in insolvencies(dossier.entries):
        if state.entry.of == "debtor":
            yield msg(
                "Insolvency of {debtor} was accepted on {date}; {papers}.",
                debtor=dossier.head.debtor.name,
                date=state.accepted,
                papers=state.entry.docket or label("no docket number on record"),
            )
            if state.entry.interest_stops:
                yield label("Nothing accrues from that day on.")
    for assignment in assignments(dossier.entries):
        notice = assignment.notice
        if notice is not None:
            yield msg(
                "The claim was assigned to {creditor} on {date}; the notice reached the debtor on {told} (民法典546).",
                creditor=assignment.entry.to,
                date=assignment.entry.agreed,
                told=notice.notified,
            )
        else:
            yield msg(
                "The claim was assigned to {creditor} on {date}; no notice to the debtor is on record (民法典546).",
                creditor=assignment.entry.to,
                date=assignment.entry.agreed,
            )


def _in_words(amount: Decimal, language: str) -> str:
    return capital_figures(amount) if language == "zh" else amount_in_words_en(amount)


def amounts_table(dossier: Dossier) -> Table:
    """The balance by component in figures and words."""
    balance = dossier.standing.account.balance

    def words(amount: Decimal) -> str | None:
        return _in_words(amount, dossier.language) if amount >= ZERO else None

    rows: list[Sequence[object]] = [
        (COMPONENT_LABELS[component], balance.of(component), words(balance.of(component)))
        for component in Component
    ]
    if balance.credit:
        rows.append((label("less credit"), -balance.credit, None))
    return Table(AMOUNT_COLUMNS, rows, total=(label("total"), balance.total, words(balance.total)))


def _contract(dossier: Dossier) -> Iterator[tuple[Message, object]]:
    head, office = dossier.head, dossier.office
    contract = head.account
    yield label("creditor"), head.creditor
    yield label("office that keeps this ledger"), office.office
    if office.letterhead is not None:
        yield label("address of the office"), office.letterhead.address
        yield label("telephone of the office"), office.letterhead.phone
    if contract is not None:
        yield label("contract number"), contract.contract
        yield label("date of the contract"), contract.contract_date
        yield label("product"), contract.product or product_title(dossier)
        yield label("card or loan account"), contract.number
        yield label("customer number"), contract.customer
        yield label("amount lent"), contract.lent
        yield label("number of instalments"), contract.periods
        yield label("area"), contract.area
        yield label("court that decides"), contract.jurisdiction
    if head.batch is not None:
        yield label("batch"), head.batch.id
        yield label("entrusted on"), head.batch.entrusted
    yield label("remark at intake"), head.remark


def _debtor(dossier: Dossier) -> Iterator[tuple[Message, object]]:
    debtor = dossier.head.debtor
    yield label("name"), debtor.name
    yield label("kind"), label_of(debtor.kind) if debtor.kind else None
    yield label("identity number"), debtor.id_number
    yield label("credit code"), debtor.credit_code
    yield label("telephone"), _phones(debtor.phones)
    yield label("address"), _addresses(debtor.addresses)
    yield label("e-mail"), debtor.email
    yield label("place of work"), debtor.employer
    yield label("department"), debtor.department


def _party(party: Party) -> tuple[object, ...]:
    guarantee: Message | None = label_of(party.guarantee) if party.guarantee else None
    if party.guaranteed_until:
        guarantee = msg(
            "{kind}, until {date}", kind=guarantee or label("guarantee"), date=party.guaranteed_until
        )
    return (
        party.name,
        label_of(party.role),
        label_of(party.relation) if party.relation else party.note,
        guarantee,
        party.id_number,
        _phones(party.phones),
        _addresses(party.addresses),
    )


def _phones(phones: Sequence[Phone]) -> Lines | None:
    shown = [_with_status(phone.number, phone.status) for phone in phones]
    return Lines(shown) if shown else None


def _addresses(addresses: Sequence[Address]) -> Lines | None:
    shown = [_with_status(address.text, address.status) for address in addresses]
    return Lines(shown) if shown else None


def _with_status(text: str, status: DetailStatus | None) -> Message | str:
    return msg("{text} ({status})", text=text, status=label_of(status)) if status else text


def items_table(dossier: Dossier) -> Table:
    """Every item of the debt, with what is unpaid of it; accrued amounts included."""
    account = dossier.standing.account
    names = item_names(dossier)
    rows = [
        (
            names[item.id],
            item_kind(dossier, item),
            item.date,
            item.due,
            item.original.total,
            *(item.unpaid.of(component) for component in Component),
            item.unpaid.total,
        )
        for item in account.items
    ]
    balance = account.balance
    sums = [balance.of(component) for component in Component]
    total = (label("total"), None, None, None, None, *sums, sum(sums, ZERO))
    return Table(ITEM_COLUMNS, rows, total=total)
