"""What can be recorded of people: numbers and addresses, parties, consent, death."""

from __future__ import annotations

from typing import Any, ClassVar

from dunning_cli.domain.case.codes.people import DetailStatus, Guarantee, LawfulSource, Relation, Role
from dunning_cli.domain.case.codes.talk import Channel
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.values import Code, Day, FilledWords, Flag, Words
from dunning_cli.operations.declared.operation import CaseOperation, argument, flag, option


def _basis() -> Any:
    return option(
        "CODE",
        "Lawful source: contract, reserved, authorised, public, told or bureau; not said unless given.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDetail(CaseOperation):
    """Record a number, address or e-mail, or what is now known of one; what was known before stays on record.

    Examples:
      dunning detail PF-2026-0007 --phone 13800000017 --kind mobile --status valid --source "签收回执" --first
      dunning detail PF-2026-0007 --phone 13800000007 --status dead
      dunning detail PF-2026-0007 --of guarantor --address "青禾花园 5 栋 101" --kind home
    """

    op: ClassVar[str] = "detail"

    of: FilledWords | None = option("WHO", "debtor (unless given), guarantor, or a party's name.")
    phone: FilledWords | None = option("PHONE", "Telephone number.")
    address: FilledWords | None = option("TEXT", "Address as written on an envelope.")
    email: FilledWords | None = option("EMAIL", "E-mail address.")
    kind: Code | None = option(
        "PLACE",
        "Of a number: mobile, home, work, registered or other; of an address: home, registered, work, mailing or other.",
    )
    status: DetailStatus | None = option("CODE", "valid, unverified, wrong, dead or unreachable.")
    first: Flag | None = flag("Try it before the person's other numbers or addresses.")
    source: Words | None = option("TEXT", "Where it is from, or who said so.")
    basis: LawfulSource | None = _basis()
    text: Words | None = option("TEXT", "Anything else.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AddParty(CaseOperation):
    """Add somebody to a case: a guarantor, co-debtor, contact person, heir or lawyer.

    Examples:
      dunning party PF-2026-0007 周杰 --role guarantor --phone 13900000018 --guarantee joint
      dunning party PF-2026-0007 陈朋 --role contact --relation friend --phone 13700000009 --basis reserved
    """

    op: ClassVar[str] = "party"
    not_asked: ClassVar[tuple[str, ...]] = ("override",)

    name: FilledWords = argument("NAME", "Full name.", required=True)
    role: Role = option("CODE", "guarantor, co_debtor, contact, heir or lawyer.", required=True)
    relation: Relation | None = option(
        "CODE", "To the debtor: spouse, parent, child, sibling, relative, colleague, friend or other."
    )
    phone: tuple[FilledWords, ...] = option("PHONE", "Telephone number; may be repeated.", default=())
    address: FilledWords | None = option("TEXT", "Address as written on an envelope.")
    id_number: Words | None = option("NUMBER", "Identity document number.")
    guarantee: Guarantee | None = option("KIND", "joint or general, of a guarantor.")
    guaranteed_until: Day | None = option(
        "DATE", "End of the guarantee period, where one is agreed.", coming=True
    )
    source: Words | None = option("TEXT", "Where this is from.")
    basis: LawfulSource | None = _basis()
    on: Day | None = option(
        "DATE",
        "Value date; today unless given.",
        flags=(
            "--on",
            "--since",
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordConsent(CaseOperation):
    """Record that a person agrees to be contacted in a way or on a number, or takes that back.

    What was said last holds. A consent taken back is against the contact rule consent, whatever the rules; some rules
    use a way of contact only with consent on record. With --serve-at the person agrees that letters are served at that
    address (letter new --method electronic), until the way is taken back.

    Examples:
      dunning consent PF-2026-0007 --channel wechat --source "录音 LY202606011010-801"
      dunning consent PF-2026-0007 --channel sms --number 13800000007 --revoked --source "短信回复 T"
      dunning consent PF-2026-0007 --channel email --serve-at wang@example.com --source "送达地址确认书 2026-03-01"
    """

    op: ClassVar[str] = "consent"

    of: FilledWords | None = option("WHO", "debtor (unless given), guarantor, or a party's name.")
    channel: Channel | None = option(
        "WAY", "phone, visit, sms, email, wechat, video or ai_voice; every way unless given."
    )
    number: FilledWords | None = option("PHONE", "This number; every one unless given.")
    service: FilledWords | None = option(
        "ADDRESS",
        "Letters may be served electronically at this e-mail address or account.",
        flags=("--serve-at",),
    )
    revoked: Flag | None = flag("Taken back or refused, instead of given.")
    source: FilledWords = option(
        "TEXT", "Where and how it was said, such as a recording or a paper.", required=True
    )
    text: Words | None = option("TEXT", "Anything else.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDeath(CaseOperation):
    """Record a death with its proof and the heirs; nobody who has died is called, visited or written to.

    Examples:
      dunning death PF-2026-0007 --died 2026-05-20 --proof "死亡医学证明 2026-118" --heir 王晓:13700000021
    """

    op: ClassVar[str] = "death"

    died: Day = option("DATE", "Day of death.", required=True)
    proof: FilledWords = option(
        "TEXT", "What proves it, such as a death certificate with its number.", required=True
    )
    of: FilledWords | None = option("WHO", "debtor (unless given), guarantor, or a party's name.")
    heir: tuple[FilledWords, ...] = option("NAME[:PHONE]", "Heir; may be repeated.", default=())
    text: Words | None = option("TEXT", "Anything else.")
