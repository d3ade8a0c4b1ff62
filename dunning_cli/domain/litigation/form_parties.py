"""How the elements on parties, service, jurisdiction and preservation of a court form are filled."""

from __future__ import annotations

from dunning_cli.domain.case.case import Address, Debtor, Party
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.entries import Judgment, Legal, NewParty
from dunning_cli.domain.case.paper_numbers import names_a_paper
from dunning_cli.domain.case.people.details import postal_address
from dunning_cli.domain.case.people.identity import birth_and_sex
from dunning_cli.domain.case.people.organisations import is_organisation
from dunning_cli.domain.case.people.plain_names import plain_name
from dunning_cli.domain.case.people.roles import DEAD_STATUS
from dunning_cli.domain.litigation.assets import assets_of
from dunning_cli.domain.litigation.checklist_items import SuitItem
from dunning_cli.domain.litigation.form_fields import (
    Field,
    FormScene,
    Gap,
    filled,
    from_settings,
    joined,
    lacking,
)
from dunning_cli.kernel.masking import Personal
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.personal_marks import Form
from dunning_cli.kernel.remedy import Placeholder, Setting, remedy


def creditor_name(scene: FormScene) -> Field:
    """Who sues."""
    return filled([scene.creditor], scene.creditor_origin)


def creditor_address(scene: FormScene) -> Field:
    """Its registered address; the letterhead's where the office claims for itself."""
    head = scene.office.letterhead
    if (
        not scene.client.address
        and scene.creditor == scene.office.office
        and head is not None
        and head.address
    ):
        return filled([head.address], "dunning.yaml letterhead.address")
    return from_settings(scene, "address", scene.client.address, label("registered address of who sues"))


def creditor_phone(scene: FormScene) -> Field:
    """Its telephone number; the letterhead's where the office claims for itself."""
    head = scene.office.letterhead
    if not scene.client.phone and scene.creditor == scene.office.office and head is not None and head.phone:
        return filled([head.phone], "dunning.yaml letterhead.phone")
    return from_settings(scene, "phone", scene.client.phone, label("telephone number of who sues"))


def creditor_code(scene: FormScene) -> Field:
    """Its credit code."""
    return from_settings(scene, "credit_code", scene.client.credit_code, label("credit code of who sues"))


def creditor_representative(scene: FormScene) -> Field:
    """Who represents it by law."""
    value = scene.client.representative
    return from_settings(scene, "representative", value, label("legal representative of who sues"))


def agent(scene: FormScene) -> Field:
    """Who acts for it before the court."""
    return from_settings(scene, "agent", scene.client.agent, label("agent before the court"))


def has_agent(scene: FormScene) -> bool:
    """Whether somebody acts for who sues; words such as 无 or none name nobody."""
    return names_a_paper(scene.client.agent)


def service_address(scene: FormScene) -> Field:
    """Where the court serves papers on who sues: its registered address, its name and number."""
    where, phone = creditor_address(scene), creditor_phone(scene)
    return joined(where, creditor_name(scene), phone)


def electronic_service(scene: FormScene) -> Field:
    """Whether papers may be served on it electronically."""
    value = scene.client.electronic_service
    return from_settings(scene, "electronic_service", value, label("whether electronic service is accepted"))


def mediation(scene: FormScene) -> Field:
    """Whether it is willing to mediate."""
    return from_settings(scene, "mediation", scene.client.mediation, label("willingness to mediate"))


def debtor_name(scene: FormScene) -> Field:
    """Who is sued: the debtor, or the heirs of one who has died."""
    heirs = scene.heirs
    if heirs:
        said: list[Message | str] = [
            msg("{name}, heir of {debtor}", name=heir.name, debtor=scene.case.head.debtor.name)
            for heir in heirs
        ]
        return filled(said, "parties", "debtor.name")
    return filled([scene.case.head.debtor.name], "debtor.name")


def debtor_identity(scene: FormScene) -> Field:
    """Number of the document, and what a resident identity number says of its holder."""
    if scene.heirs:
        return joined(*(_party_identity(scene, heir) for heir in scene.heirs))
    debtor = scene.case.head.debtor
    gaps = scene.gap(SuitItem.IDENTITY)
    if gaps:
        return lacking(*gaps)
    if is_organisation(debtor):
        return filled(
            [msg("organisation, unified social credit code {code}", code=debtor.credit_code or "")],
            "debtor.credit_code",
        )
    return filled([_identity_words(debtor.id_number or "")], "debtor.id_number")


def _party_identity(scene: FormScene, party: Party) -> Field:
    if party.id_number:
        return filled([_identity_words(party.id_number)], "parties")
    return lacking(_number_missing(scene, party))


def _number_missing(scene: FormScene, party: Party) -> Gap:
    """That a party's number is not on record: set in the head, else the entry that named them is made anew."""
    name = Personal(party.name, Form.NAME)
    filed = (scene.case.filed or scene.case.head).parties
    place = next((n for n, each in enumerate(filed) if plain_name(each.name) == plain_name(party.name)), None)
    if place is not None:
        change = Setting(f"parties[{place}].id_number", Placeholder("NUMBER"))
        return Gap(
            msg("identity number of {name}", name=name), remedy("set", case=scene.case.id, change=change)
        )
    made = next(
        (
            entry.id
            for entry in scene.standing
            if isinstance(entry, NewParty) and plain_name(entry.name) == plain_name(party.name)
        ),
        Placeholder("ENTRY"),
    )
    what = msg("identity number of {name}: take the entry back, then name them again with it", name=name)
    return Gap(what, remedy("reverse", case=scene.case.id, entry=made, reason=Placeholder("TEXT")))


def _identity_words(number: str) -> Message:
    known = birth_and_sex(number)
    if known is None:
        return msg("document number {number}", number=number)
    born, woman = known
    sex = label("female") if woman else label("male")
    return msg("{sex}, born on {date}, resident identity number {number}", sex=sex, date=born, number=number)


def debtor_phone(scene: FormScene) -> Field:
    """The numbers of who is sued, those left out on which nobody can be reached."""
    owners: tuple[Debtor | Party, ...] = scene.heirs or (scene.case.head.debtor,)
    numbers = [phone.number for owner in owners for phone in owner.phones if phone.status not in DEAD_STATUS]
    if numbers:
        return filled(numbers, "parties" if scene.heirs else "debtor.phones")
    do = remedy("detail", case=scene.case.id, phone=Placeholder("NUMBER"))
    return lacking(Gap(label("no telephone number of the defendant is on record"), do))


def debtor_address(scene: FormScene) -> Field:
    """Where papers can be served on who is sued."""
    gaps = scene.gap(SuitItem.ADDRESS)
    if gaps:
        return lacking(*gaps)
    owners: tuple[Debtor | Party, ...] = scene.heirs or (scene.case.head.debtor,)
    places = [place for owner in owners if (place := postal_address(owner.addresses)) is not None]
    return filled([_place(place) for place in places], "parties" if scene.heirs else "debtor.addresses")


def _place(place: Address) -> Message | str:
    if place.kind is None:
        return place.text
    return msg("{text} ({status})", text=place.text, status=label_of(place.kind))


def others_liable(scene: FormScene) -> Field:
    """Who else owes: co-debtors and guarantors, with their numbers and addresses."""
    others = [(key, party) for key, party in scene.owing if party not in scene.heirs]
    if not others:
        return filled([label("nobody else is sued; no third person")], "parties")
    said: list[Message | str] = []
    for _, party in others:
        address = postal_address(party.addresses)
        said.append(
            msg(
                "{name} ({role}), document number {number}, address {address}, telephone {phone}",
                name=party.name,
                role=label_of(party.role),
                number=party.id_number or label("(to be supplied)"),
                address=address.text if address is not None else label("(to be supplied)"),
                phone=party.phones[0].number if party.phones else label("(to be supplied)"),
            )
        )
    gaps = tuple(
        Gap(
            msg("address of {name}", name=Personal(party.name, Form.NAME)),
            remedy("detail", case=scene.case.id, of=party.name, address=Placeholder("ADDRESS")),
        )
        for _, party in others
        if postal_address(party.addresses) is None
    )
    gaps += tuple(_number_missing(scene, party) for _, party in others if not party.id_number)
    return Field(tuple(said), tuple(key for key, _ in others), gaps)


def jurisdiction(scene: FormScene) -> Field:
    """The court or arbitration body agreed, or the court a step already names."""
    gaps = scene.gap(SuitItem.JURISDICTION)
    if gaps:
        return lacking(*gaps)
    agreed = scene.contract.jurisdiction
    if agreed:
        return filled([agreed], "account.jurisdiction")
    step = next(
        entry for entry in reversed(scene.standing) if isinstance(entry, (Legal, Judgment)) and entry.court
    )
    return filled([step.court or ""], step.id)


def preservation(scene: FormScene) -> Field:
    """What is known to be worth preserving; where nothing is, no preservation is applied for."""
    known = [asset for asset in assets_of(scene.standing) if not asset.gone]
    if not known:
        return filled([label("no preservation is applied for: no asset is known")], "asset list")
    return filled(
        [
            label("preservation is applied for, of:"),
            *(
                msg("{what}, value {amount} yuan", what=asset.what, amount=asset.value)
                if asset.value is not None
                else asset.what
                for asset in known
            ),
        ],
        *(asset.id for asset in known),
    )
