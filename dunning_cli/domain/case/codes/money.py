"""Fixed words about money: how a payment came, what a card was used for."""

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


class CardUse(StrEnum):
    """What a card was used for, where it is no purchase."""

    CASH = "cash"
    INSTALMENT = "instalment"


# The English labels stand in commit subjects too: rewording one splits the history in two.
LABELS: dict[type[StrEnum], dict[StrEnum, Message]] = {
    Via: {
        Via.CASH: label("cash"),
        Via.BANK: label("bank"),
        Via.WECHAT: label("WeChat"),
        Via.ALIPAY: label("Alipay"),
        Via.POS: label("card terminal"),
        Via.COURT: label("court"),
        Via.OTHER: label("other"),
    },
    CardUse: {
        CardUse.CASH: label("cash advance"),
        CardUse.INSTALMENT: label("card instalment"),
    },
}
