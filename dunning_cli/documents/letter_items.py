"""What a letter calls the unpaid items in its rows."""

from __future__ import annotations

from collections.abc import Mapping

from dunning_cli.domain.account.items import ItemKind
from dunning_cli.domain.account.result import ItemState
from dunning_cli.domain.case.references import schedule_kind

_NAMES: Mapping[str, Mapping[ItemKind, str]] = {
    "zh": {
        ItemKind.LATE_FEE: "逾期违约金",
        ItemKind.COURT_FEE: "案件受理费",
        ItemKind.AWARDED: "继续计算",
        ItemKind.DELAYED: "迟延履行利息",
        ItemKind.GIVEN_BACK: "应补还款",
        ItemKind.EARLY: "提前到期",
    },
    "en": {
        ItemKind.LATE_FEE: "late fee",
        ItemKind.COURT_FEE: "court fee",
        ItemKind.AWARDED: "runs on",
        ItemKind.DELAYED: "delay",
        ItemKind.GIVEN_BACK: "paid out",
        ItemKind.EARLY: "due early",
    },
}
"""What has no reference of its own, as the rows of a letter call it: a late fee, what goes with a judgment, credit given away."""
_SCHEDULES: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "equal-instalment": "等额本息",
        "equal-principal": "等额本金",
        "flat": "等本等息",
        "interest-first": "先息后本",
        "bullet": "一次还本付息",
        "as-before": "原分期",
    },
}
"""The kinds of schedules; in English they stand as in the reference."""


def item_name(item: ItemState, language: str) -> str | None:
    """An item by its reference, an instalment by its schedule and number; what has none by its kind."""
    own = _NAMES[language].get(item.kind)
    if own is not None or item.ref is None:
        return own
    kind = _SCHEDULES.get(language, {}).get(schedule_kind(item.ref) or "")
    return f"{kind}第 {item.ref.rpartition(' ')[2]} 期" if kind is not None else item.ref
