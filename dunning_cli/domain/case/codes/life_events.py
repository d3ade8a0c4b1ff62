"""Fixed words of what befalls the people of a case: insolvency, and what hinders a claim from being brought."""

from __future__ import annotations

from enum import StrEnum

from dunning_cli.kernel.message import Message, label


class InsolvencyType(StrEnum):
    """Of whom a court has taken over the settling of all debts."""

    ENTERPRISE = "enterprise"
    """Bankruptcy of a firm (企业破产法): interest stops with the acceptance by law."""
    PERSONAL = "personal"
    """Personal bankruptcy or debt clearing by local rules: interest stops only where its court says so."""


class Obstacle(StrEnum):
    """What hinders a claim from being brought, so that its period is suspended (民法典 194)."""

    FORCE_MAJEURE = "force-majeure"
    INCAPACITY = "incapacity"
    """Somebody without capacity has no representative."""
    ESTATE = "estate"
    """Neither heirs nor an administrator of the estate are determined."""
    CONTROLLED = "controlled"
    """The creditor is in the power of the debtor or another person."""
    OTHER = "other"


LABELS: dict[type[StrEnum], dict[StrEnum, Message]] = {
    InsolvencyType: {
        InsolvencyType.ENTERPRISE: label("bankruptcy of a firm"),
        InsolvencyType.PERSONAL: label("personal bankruptcy or debt clearing"),
    },
    Obstacle: {
        Obstacle.FORCE_MAJEURE: label("force majeure"),
        Obstacle.INCAPACITY: label("no capacity and no representative"),
        Obstacle.ESTATE: label("heirs not determined"),
        Obstacle.CONTROLLED: label("creditor in the power of another"),
        Obstacle.OTHER: label("another obstacle"),
    },
}
