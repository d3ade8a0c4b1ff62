"""Who paid, as a cell of a statement names him: with the account beside the name, or without."""

from __future__ import annotations

from dunning_cli.kernel.pattern import pattern

_ACCOUNT_WITHIN = pattern(
    r"^(?P<name>.*?)[\s/|,，:：(（-]*(?P<account>[0-9][0-9*•●xX]{5,}|[*•●]{2,}[0-9]{4,})[)）\s]*$"
)


def payer_of(text: str, account: str) -> tuple[str, str]:
    """The payer's name and account; where one cell has both they are taken apart."""
    match = _ACCOUNT_WITHIN.match(text) if not account else None
    if match is None:
        return text, account
    return match["name"].strip(), match["account"]
