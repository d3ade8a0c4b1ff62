"""The cells of one row read as facts; what cannot be read is collected, so that a person mends a row once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from dunning_cli.intake.files.grammar import (
    ONE,
    read_amount,
    read_date,
    read_identifier,
    read_line,
)
from dunning_cli.intake.profiles.headers import header_name
from dunning_cli.intake.profiles.profile import Profile
from dunning_cli.intake.profiles.recognised import Columns
from dunning_cli.intake.profiles.rows import FileRow
from dunning_cli.kernel.errors import Unreadable
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row was rejected: `row` as the person sees it, `column` as the client names it."""

    row: int
    column: str
    reason: Message


class Cells:
    """One row by the facts of a profile."""

    def __init__(self, profile: Profile, columns: Columns, row: FileRow) -> None:
        self._profile = profile
        self._columns = columns
        self._row = row
        self.problems: list[RowProblem] = []
        self.doubts: list[RowProblem] = []
        """What is doubtful about cells that were taken all the same."""
        if row.surplus:
            self.reject(
                "", msg("'{text}' stands beyond the last column: the row is shifted", text=row.surplus)
            )

    @property
    def number(self) -> int:
        """The row's number as the person sees it."""
        return self._row.number

    def reject(self, fact: str, reason: Message, number: int = 0) -> None:
        """Notes that the cell of a fact is wrong."""
        self.problems.append(RowProblem(self.number, self.column_name(fact, number), reason))

    def doubt(self, fact: str, reason: Message, number: int = 0) -> None:
        """Notes that the cell of a fact is doubtful."""
        self.doubts.append(RowProblem(self.number, self.column_name(fact, number), reason))

    def column_name(self, fact: str, number: int = 0) -> str:
        """The column of a fact as the client names it: the one that is filled, else the first."""
        if not fact:
            return ""
        columns = self._columns.of(fact, number)
        filled = [at for at in columns if self._filled(at)]
        if columns:
            return self._columns.label((filled or columns)[0])
        if fact == "case" and self._profile.keys.case_id:
            # no column has the number: it is made of others, and the last tells the case
            return self.column_name(self._profile.keys.case_id[-1])
        headers = self._profile.columns.get(fact) or self._profile.adds.get(fact) or (fact,)
        return headers[0].replace("{n}", str(number))

    def _filled(self, at: int) -> bool:
        return at in self._row.cells or at in self._row.doubts

    def _column(self, fact: str, number: int = 0) -> int | None:
        """The first filled column of a fact."""
        return next(filter(self._filled, self._columns.of(fact, number)), None)

    def numbers(self, facts: Iterable[str]) -> list[int]:
        """The numbers under which the file has columns for any of the facts."""
        return self._columns.numbers(tuple(facts))

    def offers(self, fact: str, number: int = 0) -> bool:
        """Whether the file has a column for a fact."""
        return bool(self._columns.of(fact, number))

    def has(self, fact: str, number: int = 0) -> bool:
        """Whether the row says anything of a fact."""
        return self._column(fact, number) is not None

    def value(self, fact: str, read: Callable[[str], T], empty: U, number: int = 0) -> T | U:
        """A fact read by a grammar; `empty` where its cells are blank, cannot be believed or cannot be read."""
        at = self._column(fact, number)
        return empty if at is None else self._read(at, read, empty)

    def _read(self, at: int, read: Callable[[str], T], empty: U) -> T | U:
        doubt = self._row.doubts.get(at)
        try:
            if doubt is not None:
                raise Unreadable(doubt)
            return read(self._row.cells[at])
        except Unreadable as error:
            self.problems.append(RowProblem(self.number, self._columns.label(at), error.message))
            return empty

    def required(self, fact: str, read: Callable[[str], T], number: int = 0) -> T | None:
        """As `value`, and a blank cell is a problem."""
        if not self.has(fact, number):
            column = self.column_name(fact, number)
            self.reject(fact, msg("{column} is missing", column=column), number)
            return None
        return self.value(fact, read, None, number)

    def line(self, fact: str, number: int = 0) -> str:
        """A text of one line, `""` where blank."""
        return self.value(fact, read_line, "", number)

    def identifier(self, fact: str, number: int = 0) -> str:
        """A number kept as text, `""` where blank."""
        return self.value(fact, read_identifier, "", number)

    def day(self, fact: str, read: Callable[..., date] = read_date) -> date | None:
        """A day in the profile's order of year, month and day, None where blank."""
        return self.value(fact, lambda text: read(text, self._profile.keys.dates.value), None)

    def lines(self, fact: str) -> tuple[str, ...]:
        """The texts of all filled columns of a fact, the one that counts first first."""
        return tuple(self._read(at, read_line, "") for at in self._columns.of(fact) if self._filled(at))

    def amount(self, fact: str, read: Callable[[str, Decimal], Decimal] = read_amount) -> Decimal | None:
        """Yuan, None where blank: of columns that are added up their sum, of others the first that is filled."""
        added = [at for at in self._columns.of(fact) if self._columns.facts[at].added and self._filled(at)]
        if added:
            return sum((self._money(at, read) for at in added), ZERO)
        at = self._column(fact)
        return None if at is None else self._money(at, read)

    def amounts_by_column(
        self, fact: str, read: Callable[[str, Decimal], Decimal] = read_amount
    ) -> dict[int, Decimal]:
        """Yuan by position, of each filled column of a fact."""
        return {at: self._money(at, read) for at in self._columns.of(fact) if self._filled(at)}

    def _money(self, at: int, read: Callable[[str, Decimal], Decimal]) -> Decimal:
        if at in self._row.merged:
            reason = msg("the amount stands in a cell merged over several rows: say what each row's is")
            self.problems.append(RowProblem(self.number, self._columns.label(at), reason))
            return ZERO
        unit = self._columns.units.get(at, ONE)
        return self._read(at, lambda text: read(text, unit), ZERO)

    def word(self, fact: str, number: int = 0) -> tuple[str, str | None]:
        """What a cell says and the code that the profile gives to it, None for a word it does not know."""
        text = self.line(fact, number)
        return text, self._profile.words.get(fact, {}).get(header_name(text))

    def unknown_money(self) -> None:
        """Rejects amounts in columns that the profile does not know: money is never dropped in silence."""
        for at in self._columns.unknown:
            header = self._columns.headers[at]
            text = self._row.cells.get(at, "")
            if not text or not is_money_header(header):
                continue
            try:
                amount = read_amount(text)
            except Unreadable:
                continue
            if amount:
                reason = msg(
                    "{amount} in a column that the profile {profile} does not know: name the column in a profile, as a part "
                    "of the debt or under ignored (--learn NAME)",
                    amount=amount,
                    profile=self._profile.name,
                )
                self.problems.append(RowProblem(self.number, header, reason))


def is_money_header(header: str) -> bool:
    """Whether a column's name says that it holds a part of a debt."""
    return header.endswith(_MONEY_ENDS) and not any(word in header for word in _NO_DEBT)


_MONEY_ENDS = (
    "费",
    "费用",
    "罚息",
    "利息",
    "复利",
    "违约金",
    "滞纳金",
    "本金",
    "欠款",
    "金额",
    "应还",
    "应收",
    "欠费",
)
_NO_DEBT = ("授信", "额度", "最低", "放款", "贷款金额", "首付", "月供", "期供", "收入", "工资", "保证金额")
