"""A statement to lines, every wrong cell of every row reported."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dunning_cli.domain.case.codes.money import Via
from dunning_cli.domain.incoming.line import Direction, LineState, StatementLine, with_refs
from dunning_cli.intake.files.grammar import ONE, plain, read_amount, read_recent_date
from dunning_cli.intake.payments.payers import payer_of
from dunning_cli.intake.payments.records import Statement
from dunning_cli.intake.payments.totals import Printed, disagreements, printed_in
from dunning_cli.intake.payments.usual_words import USUAL_DIRECTIONS, usual_state
from dunning_cli.intake.profiles.cells import Cells, RowProblem
from dunning_cli.intake.profiles.headers import header_name
from dunning_cli.intake.profiles.profile import Profile
from dunning_cli.intake.profiles.recognised import Found
from dunning_cli.intake.profiles.rows import rows_below
from dunning_cli.intake.profiles.usual_words import LEDGER_CURRENCY
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.pattern import pattern

_NOTHING = ("/", "-", "--", "—", "无")
_TIME = pattern(r"(?:^|[T ])([01]?[0-9]|2[0-3]):?([0-5][0-9])(?::?([0-5][0-9]))?(?:\.[0-9]+)?$")
_SIGN = pattern(r"^([¥￥]?)\s*([+\-−－＋])\s*")
_TAKES_BACK = ("冲正", "冲销", "抹账", "撤销", "退汇", "红字", "reversal")
_PAID_BACK = ("退款", "退汇", "refund")
"""Kinds of transaction by which money comes that was the office's own before."""
_BACKS = "back"
"""The code of a word for a line that takes another back."""
_HEADING = pattern(r"^(?:收款方|付款方|转账)?(?:备注|留言|附言)[:：]\s*")


def read_statement(found: Found, visible_only: bool = False) -> Statement:
    """The lines of a statement whose header was found.

    Raises Refused when the file as a whole cannot be read; what is wrong with a row is in `rejected`.
    """
    table = rows_below(found, visible_only)
    printed = printed_in(found, table)
    lines, rejected = [], list[RowProblem]()
    for row in table.rows:
        cells = Cells(found.profile, found.columns, row)
        line = _Row(cells, found.profile, printed).line()
        if line is None or cells.problems:
            rejected += cells.problems
        else:
            lines.append(line)
    referred = tuple(with_refs(lines))
    return Statement(
        found=found,
        table=table,
        rejected=tuple(rejected),
        lines=referred,
        disagreements=() if rejected else tuple(disagreements(printed, referred)),
    )


class _Row:
    """One row of a statement."""

    def __init__(self, cells: Cells, profile: Profile, printed: Printed) -> None:
        self._cells = cells
        self._profile = profile
        self._printed = printed

    def line(self) -> StatementLine | None:
        """What the row says; None where it has no date or amount, which is a problem of the row."""
        cells = self._cells
        day = cells.required("date", lambda text: read_recent_date(text, self._profile.keys.dates.value))
        moved = self._moved()
        if day is None or moved is None:
            return None
        amount, direction = moved
        kind = self._text("type")
        remarks = tuple(dict.fromkeys(filter(None, map(_bare, cells.lines("remark")))))
        takes_back = self._takes_back(direction, kind, remarks)
        payer, account = payer_of(self._text("payer"), self._text("payer_account"))
        currency = plain(self._text("currency"))
        status, state = self._state()
        return StatementLine(
            row=cells.number,
            day=day,
            time=self._time(),
            amount=amount,
            direction=direction,
            state=state,
            status=status,
            takes_back=takes_back,
            payer=payer,
            payer_account=account,
            remarks=remarks,
            kind=kind,
            number=self._number(),
            balance=self._cells.amount("balance", read_signed) if cells.has("balance") else None,
            account=self._text("account") or self._printed.account,
            foreign="" if not currency or currency.upper() in LEDGER_CURRENCY else currency,
            via=self._via(),
            given=self._text("case", nothing=()),
            decided=cells.has("question"),
        )

    _negative = False
    """Whether money that came in is written as less than nothing: a reversal in red figures."""

    def _text(self, fact: str, nothing: Sequence[str] = _NOTHING) -> str:
        text = self._cells.line(fact)
        return "" if text in nothing else text

    def _number(self) -> str:
        number = self._cells.identifier("number")
        return "" if number in _NOTHING else number

    def _moved(self) -> tuple[Decimal, Direction] | None:
        """How much went which way; None where the row does not say."""
        cells = self._cells
        if cells.offers("income") or cells.offers("expense"):
            income = cells.amount("income", read_signed) or ZERO
            expense = cells.amount("expense", read_signed) or ZERO
            if income and expense:
                cells.reject("income", msg("the row has money in and money out: {income}, {expense}", income=income,
                                           expense=expense))  # fmt: skip
                return None
            self._negative = income < ZERO
            net = income - expense
            return abs(net), Direction.OUT if net < ZERO or (expense and not net) else Direction.IN
        amount = cells.required("amount", lambda text: text)
        signed = cells.amount("amount", read_signed)
        if amount is None or signed is None:
            return None
        if not cells.offers("direction"):
            return abs(signed), Direction.OUT if signed < ZERO else Direction.IN
        return self._by_word(signed)

    def _by_word(self, signed: Decimal) -> tuple[Decimal, Direction] | None:
        cells = self._cells
        text, code = cells.word("direction")
        code = code or USUAL_DIRECTIONS.get(header_name(text).upper())
        if code is None:
            cells.reject("direction", msg("'{text}' says neither in nor out", text=text))
            return None
        if code == _BACKS:
            self._negative = True
            return abs(signed), Direction.OUT
        direction = Direction(code)
        if signed < ZERO and direction is Direction.IN:
            self._negative = True
            return -signed, Direction.OUT
        return abs(signed), direction

    def _takes_back(self, direction: Direction, kind: str, remarks: Sequence[str]) -> bool:
        """Whether the line takes back money that came in, or brings back money that went out."""
        said = " ".join((kind, *remarks)).casefold()
        taken = any(word in said for word in _TAKES_BACK)
        if direction is Direction.OUT:
            return self._negative or taken
        return taken or any(word in kind.casefold() for word in _PAID_BACK)

    def _state(self) -> tuple[str, LineState]:
        """How far the transaction has come: by the profile's words, else by what such words have in common."""
        if not self._cells.has("status"):
            return "", LineState.DONE
        text, code = self._cells.word("status")
        return text, LineState(code) if code is not None else usual_state(text)

    def _via(self) -> Via:
        text, code = self._cells.word("via")
        if code is None and text:
            if text in tuple(Via):
                return Via(text)
            self._cells.reject("via", msg("'{text}' is no way of paying", text=text))
        return Via(code) if code is not None else self._profile.keys.via or Via.BANK

    def _time(self) -> str:
        """The time of day, of its own column or behind the date; empty where there is none."""
        for fact in ("time", "date"):
            match = _TIME.search(plain(self._cells.line(fact)))
            if match is not None:
                return f"{int(match[1]):02}:{match[2]}:{match[3] or '00'}"
        return ""


def _bare(remark: str) -> str:
    """A remark without the heading that a service puts before it; empty for a mere stroke."""
    text = _HEADING.sub("", remark)
    return "" if text in _NOTHING else text


def read_signed(text: str, unit: Decimal = ONE) -> Decimal:
    """Yuan with a sign where one stands: `-500.00`, `+1,200.00`; without one as `read_amount`. Raises Unreadable."""
    value = plain(text)
    sign = _SIGN.match(value)
    if sign is None or value in _NOTHING:
        return read_amount(text, unit)
    amount = read_amount(sign[1] + value[sign.end() :], unit)
    return -amount if sign[2] in "-−－" else amount
