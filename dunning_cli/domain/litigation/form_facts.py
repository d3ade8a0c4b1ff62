"""How the facts of a court form are filled: the contract, what was agreed, demands with their proof, security, evidence."""

from __future__ import annotations

from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.entries import Contact
from dunning_cli.domain.case.people.roles import PersonSide, person_of
from dunning_cli.domain.contact.deliveries import letter_records
from dunning_cli.domain.limitation.letters import debtor_demands
from dunning_cli.domain.litigation.assets import assets_of
from dunning_cli.domain.litigation.checklist_items import SuitItem
from dunning_cli.domain.litigation.evidence_list import (
    PAPER_NAMES,
    numbered_papers,
    papers_outside,
    papers_without_rows,
    to_prove,
)
from dunning_cli.domain.litigation.form_claims import rate_in_force, rate_lines
from dunning_cli.domain.litigation.form_fields import (
    Field,
    FormScene,
    Gap,
    filled,
    from_head,
    joined,
    lacking,
)
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import Component
from dunning_cli.kernel.rate_words import rate_words
from dunning_cli.kernel.remedy import Placeholder, Setting, remedy


def product_name(scene: FormScene) -> str:
    """The creditor's own name of the product, else that of the rules."""
    title = scene.policy.keys.title
    named = title.zh if title is not None else None
    return scene.contract.product or named or scene.rules.name


def contract(scene: FormScene) -> Field:
    """The contract: its name, number, date and place."""
    gaps = scene.gap(SuitItem.CONTRACT)
    known = scene.contract
    if gaps:
        return joined(lacking(*gaps), contract_place(scene))
    said = msg(
        "{product}, contract {number} of {date}",
        product=product_name(scene),
        number=known.contract,
        date=known.contract_date,
    )
    return joined(filled([said], "account.contract", "account.contract_date"), contract_place(scene))


def contract_place(scene: FormScene) -> Field:
    """Where it was signed."""
    place = scene.contract.place
    return from_head(
        scene,
        "account.place",
        place,
        label("where the contract was signed"),
        msg("signed at {place}", place=place) if place else None,
    )


def contract_parties(scene: FormScene) -> Field:
    """Who signed it."""
    said = msg("{creditor} and {debtor}", creditor=scene.creditor, debtor=scene.case.head.debtor.name)
    return filled([said], "creditor", "debtor.name")


def premises(scene: FormScene) -> Field:
    """The flat: where it is, its area, who owns it."""
    known = scene.case.head.premises
    place, size, owner = (known.place, known.size, known.owner) if known is not None else (None, None, None)
    return joined(
        from_head(scene, "premises.place", place, label("where the flat is")),
        from_head(
            scene,
            "premises.size",
            size,
            label("floor area of the flat"),
            msg("floor area: {size}", size=size) if size else None,
        ),
        from_head(
            scene,
            "premises.owner",
            owner,
            label("owner of the flat"),
            msg("owner: {name}", name=owner) if owner else None,
        ),
    )


def fee_rate(scene: FormScene) -> Field:
    """What a period costs by contract."""
    return from_head(
        scene, "account.fee_rate", scene.contract.fee_rate, label("rate of the fee by the contract")
    )


def term(scene: FormScene) -> Field:
    """From when to when the contract runs."""
    first, last = scene.contract.service_from, scene.contract.service_until
    if first is not None and last is not None:
        said = msg("from {first} to {last}", first=first, last=last)
        return filled([said], "account.service_from", "account.service_until")
    wanted = [Setting("account.service_from", Placeholder("DATE"))] if first is None else []
    wanted += [Setting("account.service_until", Placeholder("DATE"))] if last is None else []
    do = remedy("set", case=scene.case.id, change=tuple(wanted))
    return lacking(Gap(label("first and last day by the contract"), do))


def payment_way(scene: FormScene) -> Field:
    """When and how is to be paid."""
    value = scene.contract.payment_way
    return from_head(scene, "account.payment_way", value, label("way of payment by the contract"))


def standard_terms(scene: FormScene) -> Field:
    """How, when and where the standard terms were pointed out."""
    value = scene.contract.standard_terms
    what = label("how, when and where the standard terms were pointed out")
    return from_head(scene, "account.standard_terms", value, what)


def card_opened(scene: FormScene) -> Field:
    """How the card was applied for and opened."""
    return from_head(
        scene, "account.opened", scene.contract.opened, label("how the card was applied for and opened")
    )


def termination(scene: FormScene) -> Field:
    """When the contract was terminated."""
    day = scene.contract.terminated
    said = msg("terminated on {date}", date=day) if day is not None else None
    return from_head(scene, "account.terminated", day, label("when the contract was terminated"), said)


def sum_lent(scene: FormScene) -> Field:
    """What was lent."""
    amount = scene.contract.lent
    if amount is not None:
        return filled([msg("{amount} yuan", amount=amount)], "account.lent")
    do = remedy("set", case=scene.case.id, change=Setting("account.lent", Placeholder("AMOUNT")))
    return lacking(Gap(label("the amount lent"), do))


def sums_drawn(scene: FormScene) -> Field:
    """What was drawn with a card: each charge."""
    lines: list[Message | str] = []
    origins = []
    for item in scene.account.items:
        if item.original.principal:
            amount = item.original.principal
            lines.append(msg("{amount} yuan on {date}", amount=amount, date=item.date))
            origins.append(item.id)
    if lines:
        return filled(lines, *origins)
    return lacking(Gap(label("no sum drawn is on record"), remedy("charge", case=scene.case.id)))


def penalty_rate(scene: FormScene) -> Field:
    """The rate of the penalty by the contract."""
    return _rates(scene, Component.PENALTY)


def rates(scene: FormScene) -> Field:
    """The rates of interest and penalty, with the contract rate they go by."""
    parts = [_rates(scene, component) for component in (Component.INTEREST, Component.PENALTY)]
    known = [part for part in parts if part.lines]
    agreed = scene.policy.keys.contract_rate
    rate = rate_in_force(agreed, scene.as_of)
    if rate is not None:
        said = msg("contract rate {rate}", rate=rate_words(rate.text))
        known.insert(0, filled([said], "terms.contract_rate"))
    return joined(*known) if known else parts[0]


def _rates(scene: FormScene, component: Component) -> Field:
    lines, origins = rate_lines(scene, component)
    fee = scene.policy.late_fee_on(scene.as_of)
    if component is Component.PENALTY and fee is not None:
        lines.append(label("late fee by the contract, see the calculation"))
        origins.append(f"policy {scene.rules.name}: late_fee")
    if lines:
        return filled(lines, *origins)
    setting = Setting("terms.accruals.late_penalty.rate", Placeholder("RATE"))
    return lacking(Gap(label("no rate is in the rules"), remedy("set", case=scene.case.id, change=setting)))


def ceiling(scene: FormScene) -> Field:
    """The ceiling that interest, penalty and fees are held to."""
    rows = scene.policy.caps_of(scene.case.contract_date)
    if rows:
        said = msg("interest, penalty and fees are held to {rate}", rate=rate_words(rows[-1].rate.text))
        return filled([said], f"policy {scene.rules.name}: cap.annual")
    do = remedy("set", case=scene.case.id, change=Setting("terms.cap.annual", "judicial"))
    return lacking(Gap(label("no ceiling of private lending is in the rules of the case"), do))


def demands(scene: FormScene) -> Field:
    """The demands, those by letter with the proof of their delivery, and recorded calls."""
    lines: list[Message | str] = []
    origins = []
    for record, arrived in debtor_demands(scene.case, scene.standing):
        if arrived is not None:
            lines.append(msg("on {date}, {proof}", date=arrived.date, proof=arrived.proof))
            origins += [record.letter.id, arrived.entry]
        else:
            lines.append(
                msg(
                    "letter {serial} of {date}, its delivery not proven",
                    serial=record.letter.serial,
                    date=record.letter.date,
                )
            )
            origins.append(record.letter.id)
    for entry in scene.standing:
        if isinstance(entry, Contact) and entry.recording and _with_debtor(scene, entry):
            lines.append(msg("recording {reference} of {date}", reference=entry.recording, date=entry.date))
            origins.append(entry.id)
    return Field(tuple(lines), tuple(dict.fromkeys(origins)), scene.gap(SuitItem.DEMAND))


def _with_debtor(scene: FormScene, entry: Contact) -> bool:
    return person_of(scene.case, entry.to).side is PersonSide.DEBTOR


def security(scene: FormScene) -> Field:
    """Guarantees with their papers, and collateral."""
    lines: list[Message | str] = []
    origins: list[str] = []
    guaranteed = False
    for place, party in enumerate(scene.case.head.parties):
        if party.role is not Role.GUARANTOR:
            continue
        kind = label_of(party.guarantee) if party.guarantee else label("guarantee")
        lines.append(msg("{name}: {kind}", name=party.name, kind=kind))
        origins.append(f"parties[{place}]")
        guaranteed = True
    for asset in assets_of(scene.standing):
        if asset.collateral is not None and not asset.gone:
            lines.append(msg("{asset}, {right}", asset=asset.what, right=label_of(asset.collateral)))
            origins.append(asset.id)
    if not lines:
        return filled([label("no security")], "parties", "asset list")
    papers = scene.contract.guarantee_papers
    said = msg("papers of the guarantees: {paper}", paper=papers) if papers else None
    shown = from_head(scene, "account.guarantee_papers", papers, label("papers of the guarantees"), said)
    return joined(filled(lines, *origins), shown) if guaranteed else filled(lines, *origins)


def other_facts(scene: FormScene) -> Field:
    """Whether the debt is disputed, as far as the ledger knows."""
    return Field((label("nothing else"),), ("entries",), scene.gap(SuitItem.DISPUTE))


def undisputed(scene: FormScene) -> Field:
    """That no dispute is open, as a payment order needs."""
    gaps = scene.gap(SuitItem.DISPUTE)
    if gaps:
        return lacking(*gaps)
    return filled(
        [label("as far as the applicant's records show, no other debt is in dispute between the two")],
        "entries",
    )


def legal_basis(scene: FormScene) -> Field:
    """The articles that the rules of the product name as their source."""
    source = scene.policy.keys.source
    if source:
        return filled([source], f"policy {scene.rules.name}: source")
    what = msg("write source in policies/{policy}.yaml, then commit", policy=scene.rules.name)
    return lacking(Gap(what, remedy("commit")))


def evidence(scene: FormScene) -> Field:
    """The papers of the evidence bundle by their numbers, and those to be attached."""
    lines: list[Message | str] = []
    empty = papers_without_rows(scene.standing)
    for first, last, paper in numbered_papers(scene.letters, scene.rule_files):
        name, proves = PAPER_NAMES[paper], to_prove(paper, empty=paper in empty)
        said = (
            msg("{number}. {name}: {proves}", number=first, name=name, proves=proves)
            if first == last
            else msg("{first} to {last}. {name}: {proves}", first=first, last=last, name=name, proves=proves)
        )
        lines.append(_with_pages(scene, said, first, last))
    contacts = [entry for entry in scene.standing if isinstance(entry, Contact)]
    records = letter_records(scene.standing)
    outside = papers_outside(scene.case.head, scene.office.office, scene.standing, contacts, records)
    lines += [msg("to be attached: {paper}", paper=paper) for paper in outside]
    return filled(lines, "evidence")


def _with_pages(scene: FormScene, said: Message, first: int, last: int) -> Message:
    """A paper of the list with the pages on which it stands, where it is printed."""
    if first not in scene.pages or last not in scene.pages:
        return said
    begin, end = scene.pages[first][0], scene.pages[last][1]
    if begin == end:
        return msg("{paper} (page {page})", paper=said, page=begin)
    return msg("{paper} (pages {first} to {last})", paper=said, first=begin, last=end)
