"""The code on a letter that a telephone reads: whom to pay, where, and what to write into the transfer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dunning_cli.domain.case.office.settings import PaymentAccount

_WORDS: Mapping[str, tuple[str, str, str, str]] = {
    "zh": ("户名：", "开户行：", "账号：", "付款附言："),
    "en": ("Account name: ", "Bank: ", "Account no.: ", "Reference: "),
}


def payment_code(account: PaymentAccount, reference: str, language: str) -> Sequence[str]:
    """The rows of a QR code with the account and the reference as text, 0 for white and 1 for black, no border.

    It is text to be copied: banks have no common code for a transfer between accounts.
    """
    from segno import make

    told = (account.name, account.bank, account.number, reference)
    lines = [word + value for word, value in zip(_WORDS[language], told, strict=True) if value]
    return ["".join(map(str, row)) for row in make("\n".join(lines), error="m", micro=False).matrix]
