"""What the flags of a judgment say: parts by their days, and what runs on from a day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.schema import fields_of
from dunning_cli.kernel.text import suggestion


def parts_of(given: Sequence[str] | None) -> list[dict[str, str]]:
    """Parts given as DATE:AMOUNT or DATE=AMOUNT. Raises WrongUsage."""
    return [_part(text) for text in given or ()]


def _part(text: str) -> dict[str, str]:
    due, sign, amount = text.replace("：", ":").replace("=", ":", 1).partition(":")
    if not sign:
        raise WrongUsage(msg("'{text}' is not a part: write it as 2026-08-30:30000.00", text=text))
    return {"due": due.strip(), "amount": amount.strip()}


def running_of(given: Sequence[str] | None) -> list[dict[str, Any]]:
    """What runs on, each as key=value with commas, or as JSON. Raises WrongUsage."""
    return [_award(text) for text in given or ()]


def _award(text: str) -> dict[str, Any]:
    from dunning_cli.domain.case.entries import RunningAward

    values = _from_json(text) if text.lstrip().startswith("{") else _from_words(text)
    known = [item.key for item in fields_of(RunningAward)]
    for name in values:
        if name not in known:
            raise WrongUsage(
                msg("--running: unknown key '{key}'; {hint}", key=name, hint=suggestion(name, known))
            )
    return values


def _from_words(text: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for part in text.split(","):
        name, sign, value = part.partition("=")
        if not sign or name.strip() in values:
            raise _unreadable(text)
        values[name.strip()] = value.strip()
    return values


def _from_json(text: str) -> dict[str, Any]:
    try:
        values = json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        raise _unreadable(text) from None
    if not isinstance(values, dict):
        raise _unreadable(text)
    base = values.get("base")
    if isinstance(base, list) and all(isinstance(each, str) for each in base):
        # as `legal --json` prints it
        values["base"] = "+".join(base)
    return values


def _unreadable(text: str) -> WrongUsage:
    return WrongUsage(
        msg(
            "'{text}' does not say what runs on: write it as component=penalty,rate=15.4%/year,from=2024-07-01",
            text=text,
        )
    )
