"""Fixed words of the legal track and of assets."""

from __future__ import annotations

from enum import StrEnum

from dunning_cli.kernel.message import Message, label


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
    SERVE = "serve"
    """The papers of a suit reached somebody."""
    POLICE = "police"
    """The police or the like were asked to protect the claim (诉讼时效规定 13)."""
    POLICE_END = "police-end"
    """It became known that they take no case up or have ended it, or their judgment took effect."""


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


class CourtPaper(StrEnum):
    """A paper that begins proceedings or goes with them."""

    PROPERTY = "complaint-property"
    CARD = "complaint-card"
    LOAN = "complaint-loan"
    PRIVATE = "complaint-private"
    PAYMENT_ORDER = "payment-order"
    ENFORCEMENT = "enforcement"
    PRESERVATION = "preservation"
    POWER = "power-of-attorney"
    EVIDENCE = "evidence-list"
    ASSIGNMENT = "assignment-notice"
    INSOLVENCY = "bankruptcy-claim"


# The English labels stand in commit subjects too: rewording one splits the history in two.
LABELS: dict[type[StrEnum], dict[StrEnum, Message]] = {
    LegalStep: {
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
        LegalStep.SERVE: label("papers served"),
        LegalStep.POLICE: label("report to the police"),
        LegalStep.POLICE_END: label("end of the police case"),
    },
    Instrument: {
        Instrument.JUDGMENT: label("judgment"),
        Instrument.MEDIATION: label("mediation paper"),
        Instrument.AWARD: label("arbitral award"),
        Instrument.PAYMENT_ORDER: label("payment order"),
        Instrument.NOTARISED: label("notarised instrument"),
    },
    AwardedUntil: {
        AwardedUntil.PAID: label("until it is paid"),
        AwardedUntil.PERFORM_BY: label("until the end of the performance period"),
    },
    AssetType: {
        AssetType.REAL_ESTATE: label("real estate"),
        AssetType.VEHICLE: label("vehicle"),
        AssetType.DEPOSIT: label("deposit"),
        AssetType.EQUIPMENT: label("equipment"),
        AssetType.RECEIVABLE: label("receivable"),
        AssetType.OTHER: label("other"),
    },
    CourtPaper: {
        CourtPaper.PROPERTY: label("Civil complaint (dispute over a property service contract)"),
        CourtPaper.CARD: label("Civil complaint (dispute over a credit card)"),
        CourtPaper.LOAN: label("Civil complaint (dispute over a financial loan)"),
        CourtPaper.PRIVATE: label("Civil complaint (dispute over private lending)"),
        CourtPaper.PAYMENT_ORDER: label("Application for a payment order"),
        CourtPaper.ENFORCEMENT: label("Application for enforcement"),
        CourtPaper.PRESERVATION: label("Application for preservation of property"),
        CourtPaper.POWER: label("Power of attorney"),
        CourtPaper.EVIDENCE: label("List of evidence"),
        CourtPaper.ASSIGNMENT: label("Notice of assignment"),
        CourtPaper.INSOLVENCY: label("Filing of a claim in a bankruptcy"),
    },
    Collateral: {
        Collateral.MORTGAGE: label("mortgage"),
        Collateral.PLEDGE: label("pledge"),
        Collateral.LIEN: label("lien"),
    },
}
