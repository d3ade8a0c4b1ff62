"""What fields are called by people who do not read their keys: in errors and in what was understood."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import reduce

from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import FieldWords, Message, Problem, label, msg

_WORDS: dict[str, Message] = {
    "accrual": label("accrual"),
    "address": label("address"),
    "amount": label("amount"),
    "area": label("area"),
    "as_of": label("as-of day"),
    "at": label("time"),
    "basis": label("lawful source"),
    "by": label("pay by"),
    "callback": label("day to call again"),
    "case": label("case"),
    "channel": label("channel"),
    "checked": label("looked at on"),
    "collateral": label("collateral"),
    "component": label("component"),
    "contract_date": label("date of the contract"),
    "correct_by": label("to be corrected by"),
    "cost": label("cost"),
    "court_fee": label("court fee"),
    "died": label("day of death"),
    "due": label("due date"),
    "entrusted": label("entrusted on"),
    "every": label("length of a period"),
    "extend_to": label("extended to"),
    "fee": label("fee"),
    "first": label("first due date"),
    "for": label("day of the visit"),
    "from": label("from"),
    "guarantee": label("guarantee"),
    "guaranteed_until": label("guaranteed until"),
    "if_paid_by": label("if paid by"),
    "interest": label("interest"),
    "kind": label("kind"),
    "lent": label("amount lent"),
    "method": label("way of delivery"),
    "month": label("month"),
    "on": label("date"),
    "on_break": label("on a broken plan"),
    "overdue_since": label("overdue since"),
    "part": label("instalment"),
    "part_of": label("amount of the transfer"),
    "penalty": label("penalty"),
    "perform_by": label("last day to perform"),
    "period": label("period"),
    "phase": label("phase"),
    "phone": label("telephone number"),
    "policy": label("policy"),
    "posted": label("posted on"),
    "principal": label("principal"),
    "promise": label("amount promised"),
    "reason": label("reason"),
    "received": label("received on"),
    "relation": label("relation"),
    "result": label("result"),
    "return_by": label("to be returned by"),
    "rev": label("as known on"),
    "role": label("role"),
    "signed": label("signed by"),
    "since": label("since"),
    "start": label("start"),
    "status": label("status"),
    "step": label("step"),
    "template": label("template"),
    "time": label("time"),
    "to": label("to"),
    "total": label("total"),
    "type": label("kind"),
    "until": label("until"),
    "valid_through": label("holds until"),
    "value": label("value"),
    "valued": label("valued on"),
    "via": label("way of payment"),
    "waive": label("waiver"),
    "what": label("what"),
}


def field_words(key: str) -> Message:
    """What a field or option is called; its key where it has no words of its own."""
    words = _WORDS.get(key.lstrip("-").replace("-", "_"))
    return FieldWords(words.template, field=key) if words is not None else msg("{key}", key=key)


def in_one_line(understood: Sequence[tuple[str, str | Decimal]]) -> Message:
    """How values were understood, by field."""
    told = [msg("{field}: {value}", field=field_words(key), value=value) for key, value in understood]
    return reduce(lambda before, after: msg("{before}; {after}", before=before, after=after), told)


def said_in_words(error: WrongUsage) -> WrongUsage:
    """The same error with fields called by their words; for scripts they keep their keys."""
    problems = [
        Problem(each.code, _in_words(each.message), each.file, each.line, each.fix) for each in error.problems
    ]
    told = WrongUsage(_in_words(error.message), problems)
    told.hint = error.hint
    return told


def _in_words(message: Message) -> Message:
    values = dict(message.values)
    for name in ("key", "option"):
        if isinstance(values.get(name), str):
            values[name] = field_words(str(values[name]))
    if isinstance(values.get("what"), Message):
        values["what"] = _in_words(values["what"])  # type: ignore[arg-type]  # just asked
    return Message(message.template, values)
