"""Codes as a letter says them, by its language."""

from __future__ import annotations

from collections.abc import Mapping

from dunning_cli.domain.case.codes.agreements import CloseReason
from dunning_cli.domain.case.codes.money import Via
from dunning_cli.domain.case.codes.talk import Channel
from dunning_cli.kernel.money import Component

CLOSINGS: Mapping[str, Mapping[CloseReason, str]] = {
    "zh": {
        CloseReason.PAID: "全额付清",
        CloseReason.SETTLED: "协商结清",
        CloseReason.RETURNED: "退回委托方",
        CloseReason.WRITTEN_OFF: "核销",
        CloseReason.INVALID: "案件无效",
        CloseReason.DECEASED: "债务人死亡",
        CloseReason.OTHER: "其他",
    },
    "en": {
        CloseReason.PAID: "paid in full",
        CloseReason.SETTLED: "settled for less",
        CloseReason.RETURNED: "returned to the client",
        CloseReason.WRITTEN_OFF: "written off",
        CloseReason.INVALID: "invalid",
        CloseReason.DECEASED: "deceased",
        CloseReason.OTHER: "other",
    },
}
"""The reasons for which a case is closed."""
WAYS: Mapping[str, Mapping[Via, str]] = {
    "zh": {
        Via.CASH: "现金",
        Via.BANK: "银行转账",
        Via.WECHAT: "微信支付",
        Via.ALIPAY: "支付宝",
        Via.POS: "刷卡",
        Via.COURT: "法院执行款",
        Via.OTHER: "其他",
    },
    "en": {
        Via.CASH: "cash",
        Via.BANK: "bank transfer",
        Via.WECHAT: "WeChat Pay",
        Via.ALIPAY: "Alipay",
        Via.POS: "card",
        Via.COURT: "the court",
        Via.OTHER: "other",
    },
}
"""How money came."""
SERVICE: Mapping[str, Mapping[Channel, str]] = {
    "zh": {
        Channel.SMS: "电子送达（手机短信 {address}）",
        Channel.EMAIL: "电子送达（电子邮件 {address}）",
        Channel.WECHAT: "电子送达（微信 {address}）",
    },
    "en": {
        Channel.SMS: "by text message to {address} (electronic service)",
        Channel.EMAIL: "by e-mail to {address} (electronic service)",
        Channel.WECHAT: "by WeChat to {address} (electronic service)",
    },
}
"""The ways of electronic service, each with the address."""
COMPONENTS: Mapping[str, Mapping[Component, str]] = {
    "zh": {
        Component.PRINCIPAL: "本金",
        Component.INTEREST: "利息",
        Component.PENALTY: "罚息、违约金",
        Component.FEE: "费用",
    },
    "en": {
        Component.PRINCIPAL: "principal",
        Component.INTEREST: "interest",
        Component.PENALTY: "penalty",
        Component.FEE: "fees",
    },
}
"""The components as letters name them."""
