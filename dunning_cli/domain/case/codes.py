"""The fixed words of the ledger: channels, results, roles, reasons; each with a label for people."""

from __future__ import annotations

from enum import StrEnum

from dunning_cli.kernel.message import Message, label


class Via(StrEnum):
    """How a payment came."""

    CASH = "cash"
    BANK = "bank"
    WECHAT = "wechat"
    ALIPAY = "alipay"
    POS = "pos"
    COURT = "court"
    OTHER = "other"


class Channel(StrEnum):
    """How a person was contacted."""

    PHONE = "phone"
    VISIT = "visit"
    LETTER = "letter"
    SMS = "sms"
    EMAIL = "email"
    WECHAT = "wechat"
    COUNTER = "counter"
    VIDEO = "video"
    AI_VOICE = "ai_voice"
    """A call in which a machine speaks: it counts with the calls people make."""


class Result(StrEnum):
    """What came of a contact."""

    NO_ANSWER = "no_answer"
    BUSY = "busy"
    OFF = "off"
    WRONG_NUMBER = "wrong_number"
    MESSAGE_LEFT = "message_left"
    REACHED = "reached"
    PROMISED = "promised"
    INTENDS = "intends"
    REFUSED = "refused"
    DISPUTED = "disputed"
    THIRD_PARTY = "third_party"
    OTHER = "other"


CONNECTED = frozenset(
    {
        Result.REACHED,
        Result.PROMISED,
        Result.INTENDS,
        Result.REFUSED,
        Result.DISPUTED,
        Result.THIRD_PARTY,
        Result.WRONG_NUMBER,
    }
)
"""Results in which somebody spoke: these count as connected calls."""
SPOKEN = CONNECTED - {Result.THIRD_PARTY, Result.WRONG_NUMBER}
"""Results in which the person asked for was spoken to."""


class Reason(StrEnum):
    """Why the debtor is in arrears."""

    CASH_FLOW = "cash_flow"
    MARKET = "market"
    FAMILY = "family"
    SHORT_DEPOSIT = "short_deposit"
    WRONG_DEPOSIT = "wrong_deposit"
    WILFUL = "wilful"
    DISPUTE = "dispute"
    DEATH = "death"
    INABILITY = "inability"
    OTHER = "other"


class CloseReason(StrEnum):
    """Why a case was closed."""

    PAID = "paid"
    SETTLED = "settled"
    RETURNED = "returned"
    WRITTEN_OFF = "written_off"
    INVALID = "invalid"
    DECEASED = "deceased"
    OTHER = "other"


class Role(StrEnum):
    """What a person other than the debtor is to the case."""

    GUARANTOR = "guarantor"
    CO_DEBTOR = "co_debtor"
    CONTACT = "contact"
    HEIR = "heir"
    LAWYER = "lawyer"


class Relation(StrEnum):
    """What a person is to the debtor."""

    SPOUSE = "spouse"
    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    RELATIVE = "relative"
    COLLEAGUE = "colleague"
    FRIEND = "friend"
    OTHER = "other"


class Guarantee(StrEnum):
    """Joint: the creditor may demand from the guarantor at once; general: only after enforcement (民法典 687, 688)."""

    JOINT = "joint"
    GENERAL = "general"


class PersonKind(StrEnum):
    """Who the debtor is in law."""

    PERSON = "person"
    ORGANISATION = "organisation"


class PhoneKind(StrEnum):
    """Which line a number is."""

    MOBILE = "mobile"
    HOME = "home"
    WORK = "work"
    REGISTERED = "registered"
    OTHER = "other"


class AddressKind(StrEnum):
    """Which place an address is."""

    HOME = "home"
    REGISTERED = "registered"
    WORK = "work"
    MAILING = "mailing"
    OTHER = "other"


class DetailStatus(StrEnum):
    """What is known of a number or address."""

    VALID = "valid"
    UNVERIFIED = "unverified"
    WRONG = "wrong"
    DEAD = "dead"
    UNREACHABLE = "unreachable"


class LawfulSource(StrEnum):
    """From where an office may lawfully have a contact detail (banking association, guideline of 2026-01-30)."""

    CONTRACT = "contract"
    RESERVED = "reserved"
    """Left with the client by the debtor."""
    AUTHORISED = "authorised"
    PUBLIC = "public"
    TOLD = "told"
    """Told by a contact the debtor had reserved."""
    BUREAU = "bureau"
    """A credit bureau, asked under authorisation."""


class HoldWhat(StrEnum):
    """What a hold stops."""

    CONTACT = "contact"
    ACCRUAL = "accrual"
    BOTH = "both"


class Method(StrEnum):
    """How a letter is delivered."""

    REGISTERED = "registered"
    EMS = "ems"
    HAND = "hand"
    NOTARY = "notary"
    NOTICE = "notice"


class Signed(StrEnum):
    """Who signed a repayment plan."""

    BOTH = "both"
    DEBTOR = "debtor"
    NONE = "none"


class PlanAccrual(StrEnum):
    """What accrual does while a plan is kept."""

    CONTINUE = "continue"
    STOP = "stop"


class OnBreak(StrEnum):
    """What a broken plan does to accrual that had stopped."""

    REINSTATE = "reinstate"
    FORGIVE = "forgive"


class LegalStep(StrEnum):
    """A step on the legal track."""

    NEGOTIATE = "negotiate"
    FILE = "file"
    ARBITRATE = "arbitrate"
    PRESERVE = "preserve"
    PAYMENT_ORDER = "payment-order"
    MEDIATE = "mediate"
    NOTARISE = "notarise"
    JUDGMENT = "judgment"
    ENFORCE = "enforce"
    IN_KIND = "in-kind"
    WITHDRAW = "withdraw"


class Instrument(StrEnum):
    """The paper from which enforcement can be applied for (民诉法 247–250)."""

    JUDGMENT = "judgment"
    MEDIATION = "mediation"
    AWARD = "award"
    PAYMENT_ORDER = "payment-order"
    NOTARISED = "notarised"


class AwardedUntil(StrEnum):
    """Until when what a court awarded keeps running."""

    PAID = "paid"
    PERFORM_BY = "perform_by"


class AssetType(StrEnum):
    """What kind of thing an asset is."""

    REAL_ESTATE = "real_estate"
    VEHICLE = "vehicle"
    DEPOSIT = "deposit"
    EQUIPMENT = "equipment"
    RECEIVABLE = "receivable"
    OTHER = "other"


class Collateral(StrEnum):
    """The creditor's own right in an asset (民法典 394, 425, 447)."""

    MORTGAGE = "mortgage"
    PLEDGE = "pledge"
    LIEN = "lien"


# The English labels stand in commit subjects too: rewording one splits the history in two.
LABELS: dict[StrEnum, Message] = {
    Via.CASH: label("cash"),
    Via.BANK: label("bank"),
    Via.WECHAT: label("WeChat"),
    Via.ALIPAY: label("Alipay"),
    Via.POS: label("card terminal"),
    Via.COURT: label("court"),
    Via.OTHER: label("other"),
    Channel.PHONE: label("phone"),
    Channel.VISIT: label("visit"),
    Channel.LETTER: label("letter"),
    Channel.SMS: label("text message"),
    Channel.EMAIL: label("e-mail"),
    Channel.WECHAT: label("WeChat"),
    Channel.COUNTER: label("counter"),
    Channel.VIDEO: label("video"),
    Channel.AI_VOICE: label("AI voice call"),
    Result.NO_ANSWER: label("no answer"),
    Result.BUSY: label("busy"),
    Result.OFF: label("switched off"),
    Result.WRONG_NUMBER: label("wrong number"),
    Result.MESSAGE_LEFT: label("message left"),
    Result.REACHED: label("reached"),
    Result.PROMISED: label("promised"),
    Result.INTENDS: label("intends to pay"),
    Result.REFUSED: label("refused to pay"),
    Result.DISPUTED: label("disputed"),
    Result.THIRD_PARTY: label("third party answered"),
    Result.OTHER: label("other"),
    Reason.CASH_FLOW: label("short of cash"),
    Reason.MARKET: label("market change"),
    Reason.FAMILY: label("family change"),
    Reason.SHORT_DEPOSIT: label("deposited too little"),
    Reason.WRONG_DEPOSIT: label("deposited to the wrong account"),
    Reason.WILFUL: label("unwilling to pay"),
    Reason.DISPUTE: label("dispute"),
    Reason.DEATH: label("death"),
    Reason.INABILITY: label("unable to pay"),
    Reason.OTHER: label("other"),
    CloseReason.PAID: label("paid in full"),
    CloseReason.SETTLED: label("settled for less"),
    CloseReason.RETURNED: label("returned to the client"),
    CloseReason.WRITTEN_OFF: label("written off"),
    CloseReason.INVALID: label("invalid"),
    CloseReason.DECEASED: label("deceased"),
    CloseReason.OTHER: label("other"),
    Relation.SPOUSE: label("spouse"),
    Relation.PARENT: label("parent"),
    Relation.CHILD: label("child"),
    Relation.SIBLING: label("sibling"),
    Relation.RELATIVE: label("relative"),
    Relation.COLLEAGUE: label("colleague"),
    Relation.FRIEND: label("friend"),
    Relation.OTHER: label("other"),
    Guarantee.JOINT: label("joint guarantee"),
    Guarantee.GENERAL: label("general guarantee"),
    PersonKind.PERSON: label("person"),
    PersonKind.ORGANISATION: label("organisation"),
    DetailStatus.VALID: label("valid"),
    DetailStatus.UNVERIFIED: label("unverified"),
    DetailStatus.WRONG: label("wrong"),
    DetailStatus.DEAD: label("out of use"),
    DetailStatus.UNREACHABLE: label("unreachable"),
    LawfulSource.CONTRACT: label("from the contract"),
    LawfulSource.RESERVED: label("reserved with the client"),
    LawfulSource.AUTHORISED: label("authorised by the person"),
    LawfulSource.PUBLIC: label("publicly known"),
    LawfulSource.TOLD: label("told by a reserved contact"),
    LawfulSource.BUREAU: label("credit bureau, authorised"),
    HoldWhat.CONTACT: label("contact"),
    HoldWhat.ACCRUAL: label("accrual"),
    HoldWhat.BOTH: label("contact and accrual"),
    Method.REGISTERED: label("registered mail"),
    Method.EMS: label("EMS"),
    Method.HAND: label("by hand"),
    Method.NOTARY: label("by notary"),
    Method.NOTICE: label("public notice"),
    LegalStep.NEGOTIATE: label("talks before a suit"),
    LegalStep.FILE: label("suit filed"),
    LegalStep.ARBITRATE: label("arbitration"),
    LegalStep.PRESERVE: label("preservation of property"),
    LegalStep.PAYMENT_ORDER: label("payment order"),
    LegalStep.MEDIATE: label("mediation"),
    LegalStep.NOTARISE: label("notary's enforcement certificate"),
    LegalStep.JUDGMENT: label("judgment"),
    LegalStep.ENFORCE: label("enforcement"),
    LegalStep.IN_KIND: label("payment in kind"),
    LegalStep.WITHDRAW: label("withdrawal"),
    AssetType.REAL_ESTATE: label("real estate"),
    AssetType.VEHICLE: label("vehicle"),
    AssetType.DEPOSIT: label("deposit"),
    AssetType.EQUIPMENT: label("equipment"),
    AssetType.RECEIVABLE: label("receivable"),
    Collateral.MORTGAGE: label("mortgage"),
    Collateral.PLEDGE: label("pledge"),
    Collateral.LIEN: label("lien"),
}
_LABELS_OF_KIND: dict[type[StrEnum], dict[StrEnum, Message]] = {
    Role: {
        Role.GUARANTOR: label("guarantor"),
        Role.CO_DEBTOR: label("co-debtor"),
        Role.CONTACT: label("contact person"),
        Role.HEIR: label("heir"),
        Role.LAWYER: label("lawyer"),
    },
    Instrument: {
        Instrument.JUDGMENT: label("judgment"),
        Instrument.MEDIATION: label("mediation paper"),
        Instrument.AWARD: label("arbitral award"),
        Instrument.PAYMENT_ORDER: label("payment order"),
        Instrument.NOTARISED: label("notarised instrument"),
    },
    PhoneKind: {
        PhoneKind.MOBILE: label("mobile"),
        PhoneKind.HOME: label("home phone"),
        PhoneKind.WORK: label("work phone"),
        PhoneKind.REGISTERED: label("registered phone"),
        PhoneKind.OTHER: label("other"),
    },
    AddressKind: {
        AddressKind.HOME: label("home"),
        AddressKind.REGISTERED: label("registered address"),
        AddressKind.WORK: label("place of work"),
        AddressKind.MAILING: label("mailing address"),
        AddressKind.OTHER: label("other"),
    },
}
"""Codes that are words of other kinds too, such as `registered`: members of two kinds with one value are equal."""


def label_of(code: StrEnum) -> Message:
    """The words for a code of any kind."""
    return _LABELS_OF_KIND.get(type(code), LABELS)[code]
