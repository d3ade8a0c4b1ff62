"""What speaks for a case as the one a line is of: each fact by itself, never one score."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import IntEnum

from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.people.same_debtor import as_called
from dunning_cli.domain.incoming.index import TAIL, CaseIndex, NumberOf
from dunning_cli.domain.incoming.line import StatementLine, is_masked
from dunning_cli.domain.incoming.mentions import names_in, plain_key
from dunning_cli.domain.incoming.on_record import same_payment
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.record import dataclass

MOST_CANDIDATES = 5
MOST_WORKED_OUT = 12
"""Accounts worked out for one line; of more cases only those with the very amount somewhere in their entries."""
_TAILS = pattern(
    r"(?:尾号|尾数|末四位|后四位|手机尾|电话尾)[^0-9]{0,4}([0-9]{4})(?![0-9])|(?<![0-9])([0-9]{4})(?:机主|尾号)"
)
_MOBILE = pattern(r"(?<![0-9])(1[3-9][0-9]{9})(?![0-9])")
_SHOWN = pattern(r"([0-9]{0,11})[*•●xX]{2,}([0-9]{4,})")


class Fits(IntEnum):
    """What of a case an amount is, the most telling first."""

    INSTALMENT = 0
    OVERDUE = 1
    PROMISED = 2
    OWED = 3
    NOTHING = 4


AMOUNT_WORDS = {
    Fits.INSTALMENT: label("the amount is that of an open bill or instalment"),
    Fits.OVERDUE: label("the amount is all that is overdue"),
    Fits.PROMISED: label("the amount was promised"),
    Fits.OWED: label("the amount is all that is owed"),
}
NUMBER_WORDS = {
    NumberOf.CASE: label("the remark names the case"),
    NumberOf.CONTRACT: label("the remark names its contract"),
    NumberOf.BILL: label("the remark names a bill of it"),
    NumberOf.ACCOUNT: label("it was paid into the account of this case alone"),
    NumberOf.ROOM: label("the remark names its home"),
}


@dataclass(frozen=True, slots=True)
class Dues:
    """Amounts that a case may be paid: of open instalments, all overdue, promised, all owed; yuan."""

    instalments: frozenset[Decimal] = frozenset()
    overdue: Decimal | None = None
    promised: frozenset[Decimal] = frozenset()
    owed: Decimal | None = None

    def fits(self, amount: Decimal) -> Fits:
        """What of them an amount is."""
        if amount in self.instalments:
            return Fits.INSTALMENT
        if amount == self.overdue:
            return Fits.OVERDUE
        if amount in self.promised:
            return Fits.PROMISED
        return Fits.OWED if amount == self.owed else Fits.NOTHING


DuesOf = Callable[[str, date], Dues]


@dataclass(slots=True)
class Evidence:
    """All that speaks for one case."""

    number: NumberOf | None = None
    doubtful: bool = False
    """Whether the number stands in a way that may mean something else."""
    on_record: bool = False
    """Whether the number of the line is on it."""
    named: bool = False
    named_in_remark: bool = False
    tail: bool = False
    account: bool = False
    paid_before: date | None = None
    party: Role | None = None
    own_way: bool = False
    """Whether the debtor paid on it by the same way before."""
    recorded: date | None = None
    """The day of a payment on it that may be the line."""
    amount: Fits = Fits.NOTHING
    closed: bool = False

    @property
    def told_by_number(self) -> bool:
        """Whether the end of one of its numbers is given."""
        return self.tail or self.account

    @property
    def group(self) -> int:
        """The place among suggestions, smaller first (docs/payments.md)."""
        fits = self.amount is not Fits.NOTHING
        groups = (
            self.on_record or (self.number is not None and not self.doubtful),
            self.named and self.told_by_number,
            self.named and fits,
            self.number is not None,
            self.paid_before is not None,
            self.told_by_number,
            self.named,
        )
        return groups.index(True) if any(groups) else len(groups)

    def order(self, case_id: str) -> tuple[object, ...]:
        """How suggestions are put in order: by group; open ones first; by amount; by who paid before; by id."""
        beside = (self.party is None, not self.own_way, self.paid_before is None, not self.told_by_number)
        return self.group, self.closed, self.amount, *beside, case_id

    @property
    def facts(self) -> tuple[object, ...]:
        """What a rival must have too, to be as good."""
        return self.group, self.closed, self.amount, self.party is None, self.own_way

    def reasons(self) -> Iterator[Message]:
        """Each fact in words, without names."""
        if self.on_record:
            yield label("the transaction number is on it")
        if self.number is not None:
            yield NUMBER_WORDS[self.number]
            if self.doubtful:
                yield label("in a way that may mean something else")
        if self.named:
            yield (
                label("the remark has the debtor's name")
                if self.named_in_remark
                else label("the payer has the debtor's name")
            )
        if self.tail:
            yield label("the end of a telephone number of the case is given")
        if self.account:
            yield label("the end of the debtor's account is given")
        if self.paid_before is not None:
            yield msg("the payer paid on it before, last on {date}", date=self.paid_before)
        if self.party is not None:
            yield msg("the payer has the name of its {role}", role=label_of(self.party))
        if self.amount is not Fits.NOTHING:
            yield AMOUNT_WORDS[self.amount]
        if self.own_way:
            yield label("the debtor paid this way before")
        if self.recorded is not None:
            yield msg("a payment of this amount of {date} is on it", date=self.recorded)
        if self.closed:
            yield label("the case is closed")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case that a line may be of, why, and how many others are as good."""

    case_id: str
    reasons: tuple[Message, ...]
    rivals: int = 0

    @property
    def why(self) -> Message:
        """The reasons in one line, and the rivals."""
        reasons = self.reasons
        if self.rivals:
            reasons = (*reasons, msg("as good for {count} others", count=self.rivals))
        return joined(reasons)


def joined(messages: Iterable[Message]) -> Message:
    """Several in one line."""
    first, *rest = messages
    for each in rest:
        first = msg("{before}; {more}", before=first, more=each)
    return first


class Witness:
    """Looks up what a line says of cases."""

    def __init__(self, index: CaseIndex, dues: DuesOf, today: date) -> None:
        self._index = index
        self._dues = dues
        self._today = today

    def of_line(self, line: StatementLine) -> dict[str, Evidence]:
        """By case, what speaks for it but for numbers of cases and amounts; no case for a line that says nothing."""
        found: dict[str, Evidence] = {}
        index = self._index
        payer = "" if is_masked(line.payer) else as_called(line.payer)
        for case_id in index.debtors.get(payer, ()):
            self.of(found, case_id).named = True
        for text in line.texts:
            for name in names_in(text, index.names):
                for case_id in index.debtors[name]:
                    evidence = self.of(found, case_id)
                    evidence.named_in_remark = evidence.named_in_remark or not evidence.named
                    evidence.named = True
        for case_id, role in index.parties.get(payer, {}).items():
            self.of(found, case_id).party = role
        for case_id, day in index.payers.get(payer, {}).items():
            self.of(found, case_id).paid_before = day
        for start, digits in self._numbers(line):
            for known, case_id in index.phones.get(digits[-TAIL:], ()):
                if known.startswith(start) and known.endswith(digits):
                    self.of(found, case_id).tail = True
            for known, case_id in index.accounts.get(digits[-TAIL:], ()):
                if known.startswith(start) and known.endswith(digits):
                    self.of(found, case_id).account = True
        return found

    def of(self, found: dict[str, Evidence], case_id: str) -> Evidence:
        """The evidence of a case, begun where there is none."""
        if case_id not in found:
            closed = self._index.cases[case_id].closing(self._today) is not None
            found[case_id] = Evidence(closed=closed)
        return found[case_id]

    def _numbers(self, line: StatementLine) -> Iterator[tuple[str, str]]:
        """Telephone and account numbers that the line gives, in part or whole: how they begin, how they end."""
        for text in line.texts:
            bare = plain_key(text)
            for match in _TAILS.finditer(bare):
                yield "", match[1] or match[2]
            for match in _MOBILE.finditer(bare):
                yield "", match[1]
        bare = plain_key(line.payer_account)
        shown = _SHOWN.fullmatch(bare)
        if shown is not None and bare != plain_key(line.account):
            yield shown[1], shown[2]
        elif bare.isdigit() and len(bare) > TAIL:
            yield "", bare

    def suggestions(self, line: StatementLine, found: dict[str, Evidence]) -> tuple[Candidate, ...]:
        """The cases in the order in which they are suggested, each with its reasons and rivals; at most five."""
        for case_id in self._worked_out(line, found):
            found[case_id].amount = self._dues(case_id, line.day).fits(line.amount)
        for case_id, evidence in found.items():
            before = same_payment(self._index, case_id, line)
            evidence.recorded = before.date if before is not None else None
            evidence.own_way = evidence.named and line.via in self._index.paid_by_debtor.get(case_id, ())
        ordered = sorted(found, key=lambda case_id: found[case_id].order(case_id))
        counted: dict[tuple[object, ...], int] = {}
        for evidence in found.values():
            counted[evidence.facts] = counted.get(evidence.facts, 0) + 1
        return tuple(
            Candidate(case_id, tuple(found[case_id].reasons()), counted[found[case_id].facts] - 1)
            for case_id in ordered[:MOST_CANDIDATES]
        )

    def _worked_out(self, line: StatementLine, found: dict[str, Evidence]) -> list[str]:
        """The cases whose accounts are worked out: all of a few, of many those told by more than a name."""
        if len(found) <= MOST_WORKED_OUT:
            return list(found)
        told = [
            case_id
            for case_id, evidence in found.items()
            if evidence.group < Evidence(named=True).group or line.amount in self._index.amounts_of(case_id)
        ]
        return told[:MOST_WORKED_OUT]
