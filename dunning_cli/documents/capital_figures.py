"""Amounts in Chinese capital figures (大写), as the central bank prescribes for payment documents."""

from __future__ import annotations

from decimal import Decimal

from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.money import CENT, LARGEST, ZERO

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_SECTIONS = ("亿", "万", "")
_SECTION_LENGTH = 4


def capital_figures(amount: Decimal) -> str:
    """Yuan in capital figures: 1409.50 is 人民币壹仟肆佰零玖元伍角.

    Source: 支付结算办法, annex 正确填写票据和结算凭证的基本规定. Where it allows two forms, this one is used:

    - 整 stands after 元 only, never after 角 (伍角, not 伍角整);
    - the yuan digit is 0 and jiao follow: 零 is written (1680.32: 壹仟陆佰捌拾元零叁角贰分);
    - the last digit of 万 or 亿 is 0 and the thousands of the next section follow: no 零
      (107000.53: 壹拾万柒仟元零伍角叁分). A section that is 0 as a whole is one 零 (100001000: 壹亿零壹仟元整).

    Nothing but cents has no 元 (0.05: 人民币伍分); nothing at all is 人民币零元整.

    `amount` is 0.00 to 999,999,999,999.99 with at most two decimals; Refused otherwise.
    """
    yuan, cents = whole_and_cents(amount)
    jiao, fen = divmod(cents, 10)
    if not yuan and not cents:
        return "人民币零元整"
    text = "人民币"
    if yuan:
        text += _yuan_in_capitals(yuan) + "元"
        if not cents:
            return text + "整"
        if not jiao or yuan % 10 == 0:
            text += "零"
    if jiao:
        text += _DIGITS[jiao] + "角"
    if fen:
        text += _DIGITS[fen] + "分"
    return text


def whole_and_cents(amount: Decimal) -> tuple[int, int]:
    """The yuan and the cents of an amount that can be written in words, each as a whole number.

    Refused for less than zero, more than twelve digits of yuan, or a part of a cent.
    """
    if not amount.is_finite() or not ZERO <= amount <= LARGEST:
        raise Refused(
            msg(
                "{amount} can't be written in words: amounts from {least} to {most} can",
                amount=amount,
                least=ZERO,
                most=LARGEST,
            )
        )
    exact = amount.quantize(CENT)
    if exact != amount:
        raise Refused(msg("{amount} can't be written in words: it has parts of a cent", amount=amount))
    yuan, cents = divmod(int(exact.scaleb(2)), 100)
    return yuan, cents


def _yuan_in_capitals(yuan: int) -> str:
    """Yuan above zero, in sections of four digits: 亿, 万 and units."""
    digits = str(yuan).zfill(_SECTION_LENGTH * len(_SECTIONS))
    text = ""
    section_skipped = False
    for index, name in enumerate(_SECTIONS):
        section = digits[index * _SECTION_LENGTH : (index + 1) * _SECTION_LENGTH]
        if not int(section):
            section_skipped = True
            continue
        if text and (section_skipped or section[0] == "0"):
            text += "零"
        text += _section_in_capitals(section) + name
        section_skipped = False
    return text


def _section_in_capitals(section: str) -> str:
    """Four digits, not all zero; zeros at either end are left to the caller."""
    text = ""
    zeros = False
    for digit, place in zip(section, _PLACES, strict=True):
        if digit == "0":
            zeros = True
            continue
        if zeros and text:
            text += "零"
        text += _DIGITS[int(digit)] + place
        zeros = False
    return text
