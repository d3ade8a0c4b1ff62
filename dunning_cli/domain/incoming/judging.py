"""Whose each line of a statement is: booked on certainty, asked where there is doubt, left where it is nobody's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from datetime import date
from enum import StrEnum

from dunning_cli.domain.case.people.same_debtor import as_called
from dunning_cli.domain.incoming.evidence import (
    NUMBER_WORDS,
    Candidate,
    DuesOf,
    Evidence,
    Witness,
    joined,
)
from dunning_cli.domain.incoming.given import Parts, is_nobodys, parts_given
from dunning_cli.domain.incoming.index import CaseIndex, NumberOf
from dunning_cli.domain.incoming.line import Direction, LineState, StatementLine, is_masked
from dunning_cli.domain.incoming.mentions import Mention, numbers_in, numbers_like
from dunning_cli.domain.incoming.on_record import KnownLine, booked_before, same_payment
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.record import dataclass


class Verdict(StrEnum):
    """What becomes of a line."""

    BOOKED = "booked"
    ASKED = "asked"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Judged:
    """A line with what becomes of it and why; of a booked one the cases with their parts, of an asked one candidates."""

    line: StatementLine
    verdict: Verdict
    why: Message
    parts: Parts = ()
    candidates: tuple[Candidate, ...] = ()
    doubtful: bool = False
    """Whether something speaks against it, beside that nothing is certain."""
    booked_before: bool = False
    """Whether it was left because the ledger has it."""


@dataclass(slots=True)
class _Named:
    """What the remarks of a line name: cases by sure numbers, by doubtful ones, and numbers that no case has."""

    sure: dict[str, NumberOf] = field(default_factory=dict)
    groups: list[frozenset[str]] = field(default_factory=list)
    """Of each sure number the cases that have it."""
    doubtful: dict[str, NumberOf] = field(default_factory=dict)
    blurred: bool = False
    """Whether a sure number and a doubtful one lie over each other."""
    unknown: str = ""

    @property
    def certain(self) -> str | None:
        """The one case that every sure number fits, where there is one and nothing speaks against it."""
        if not self.groups or self.blurred or self.unknown:
            return None
        common = frozenset.intersection(*self.groups)
        return next(iter(common)) if len(common) == 1 else None


class Judge:
    """Judges the lines of one statement after each other."""

    def __init__(self, index: CaseIndex, dues: DuesOf, today: date) -> None:
        self._index = index
        self._today = today
        self._witness = Witness(index, dues, today)
        self._taken_back: dict[int, int] = {}
        """Lines that another of the statement takes back, both by their rows."""
        self._refs: dict[tuple[str, Direction], StatementLine] = {}

    def judge(self, lines: Sequence[StatementLine]) -> list[Judged]:
        """What becomes of each line. A case that a person filled in must be known (`CaseIndex.id_of`)."""
        self._taken_back = _taken_back(lines)
        return [self._one(line) for line in lines]

    def _one(self, line: StatementLine) -> Judged:
        before = self._refs.setdefault((line.ref, line.direction), line)
        if before is not line:
            return self._again(line, before)
        if line.given and is_nobodys(line.given):
            return self._left(line, label("a person said that it is nobody's"))
        if line.takes_back and line.direction is Direction.OUT:
            return self._reversal(line)
        if line.direction is not Direction.IN:
            return self._left(line, self._not_ours(line))
        if line.foreign:
            return self._left(line, msg("{currency} is not the ledger's currency", currency=line.foreign))
        if not line.amount:
            return self._left(line, label("no amount"))
        if line.state is LineState.OPEN:
            return self._left(line, msg("not received: {state}", state=line.status))
        known = booked_before(self._index, line)
        if known is not None and known.settled and line.state is not LineState.BACK:
            return Judged(line, Verdict.LEFT, known.why, booked_before=True)
        if line.given:
            return self._given(line)
        return self._incoming(line, known)

    def _left(self, line: StatementLine, why: Message) -> Judged:
        return Judged(line, Verdict.LEFT, why)

    def _again(self, line: StatementLine, before: StatementLine) -> Judged:
        """A number that an earlier line of the statement has."""
        same = (line.day, line.amount, line.direction) == (before.day, before.amount, before.direction)
        if same or line.direction is not Direction.IN:
            return self._left(line, msg("the same transaction as line {row}", row=before.row))
        return self._ask(line, msg("its number stands in line {row} too", row=before.row), self._named(line))

    def _not_ours(self, line: StatementLine) -> Message:
        """Why a line that brings nothing is left; a case that it names is named."""
        why = (
            label("money out") if line.direction is Direction.OUT else label("neither money in nor money out")
        )
        named = self._named(line).sure
        if named:
            return msg("{why}; it names {case}", why=why, case=", ".join(sorted(named)))
        return why

    def _given(self, line: StatementLine) -> Judged:
        """A line with its case: booked, unless something speaks against it of which nobody was told."""
        parts = tuple(
            (self._index.id_of(case) or case, share) for case, share in parts_given(line.given, line.amount)
        )
        doubts = [] if line.decided else [self._against(case_id, line) for case_id, _ in parts]
        doubt = next((doubt for doubt in doubts if doubt is not None), None)
        if doubt is not None:
            named = _Named(sure=dict.fromkeys((case_id for case_id, _ in parts), NumberOf.CASE))
            return self._ask(line, doubt, named)
        return Judged(line, Verdict.BOOKED, label("a person said so"), parts)

    def _incoming(self, line: StatementLine, known: KnownLine | None) -> Judged:
        named = self._named(line)
        case_id = named.certain
        doubt = self._doubt(line, named, case_id)
        if known is not None:
            doubt = known.why if doubt is None else joined((doubt, known.why))
        if case_id is not None and doubt is None:
            return Judged(line, Verdict.BOOKED, NUMBER_WORDS[named.sure[case_id]], ((case_id, line.amount),))
        return self._ask(line, doubt, named, known.case_ids if known is not None else ())

    def _doubt(self, line: StatementLine, named: _Named, case_id: str | None) -> Message | None:
        """Why a line is asked though it may name a case; None where nothing speaks against booking it."""
        if line.state is LineState.BACK:
            return msg("the money went back: {state}", state=line.status)
        if line.state is LineState.UNKNOWN:
            return msg("the state '{state}' is not known", state=line.status)
        if line.takes_back:
            return label("it brings back money that went out")
        if line.row in self._taken_back:
            return msg("line {row} takes it back", row=self._taken_back[line.row])
        if named.unknown:
            return msg("'{number}' is no case of this ledger", number=named.unknown)
        if len(named.sure) > 1 and case_id is None:
            return label("its numbers fit several cases")
        return None if case_id is None else self._against(case_id, line)

    def _against(self, case_id: str, line: StatementLine) -> Message | None:
        """Why a line is not simply booked on a case: it is closed, or may have the payment already."""
        if self._index.cases[case_id].closing(self._today) is not None:
            return msg("{case} is closed", case=case_id)
        before = same_payment(self._index, case_id, line)
        if before is None:
            return None
        return msg(
            "it may be on record: {case}, {amount} on {date} [{entry}]",
            case=case_id,
            amount=before.amount,
            date=before.date,
            entry=before.id,
        )

    def _ask(
        self, line: StatementLine, doubt: Message | None, named: _Named, on_record: Sequence[str] = ()
    ) -> Judged:
        found = self._witness.of_line(line)
        for case_id in on_record:
            self._witness.of(found, case_id).on_record = True
        for case_id, what in named.doubtful.items():
            evidence = self._witness.of(found, case_id)
            evidence.number, evidence.doubtful = what, True
        for case_id, what in named.sure.items():
            evidence = self._witness.of(found, case_id)
            evidence.number, evidence.doubtful = what, False
        if not found and not named.unknown:
            return self._left(
                line, label("nobody fits") if doubt is None else joined((doubt, label("nobody fits")))
            )
        why = doubt or _why_asked(found)
        candidates = self._witness.suggestions(line, found)
        return Judged(line, Verdict.ASKED, why, candidates=candidates, doubtful=doubt is not None)

    def _reversal(self, line: StatementLine) -> Judged:
        """A line that takes back one before it: asked, with the payments that it may take back."""
        named = self._named(line)
        found = self._witness.of_line(line)
        for case_id in named.sure:
            self._witness.of(found, case_id).number = named.sure[case_id]
        taken = {row for row, by in self._taken_back.items() if by == line.row}
        why = label("it takes back money that came in")
        for row in taken:
            why = msg("it takes back line {row}", row=row)
        candidates = self._witness.suggestions(line, found)
        return Judged(line, Verdict.ASKED, why, candidates=candidates, doubtful=True)

    def _named(self, line: StatementLine) -> _Named:
        """What the remarks, and the account that the money came into, name."""
        named = _Named()
        for text in dict.fromkeys((*line.texts, line.account)):
            if text:
                self._names(text, named)
        return named

    def _names(self, text: str, named: _Named) -> None:
        mentions = numbers_in(text, self._index.numbers)
        for mention in mentions:
            having = self._index.number_of[mention.key]
            if mention.sure:
                named.groups.append(frozenset(having))
                for case_id, what in having.items():
                    named.sure.setdefault(case_id, what)
            else:
                for case_id, what in having.items():
                    named.doubtful.setdefault(case_id, what)
                named.blurred = named.blurred or any(
                    other.sure and _over(mention, other) for other in mentions
                )
        for cases, sure in self._index.at_home(text):
            place = named.sure if sure else named.doubtful
            if sure:
                named.groups.append(cases)
            for case_id in cases:
                place.setdefault(case_id, NumberOf.ROOM)
        like = numbers_like(text, self._index.series, mentions)
        if like and not named.unknown:
            named.unknown = like[0]


def _over(one: Mention, other: Mention) -> bool:
    return one.key != other.key and one.start < other.end and other.start < one.end


def _why_asked(found: dict[str, Evidence]) -> Message:
    if any(evidence.number is not None for evidence in found.values()):
        return label("its numbers are not certain")
    if any(evidence.named and evidence.told_by_number for evidence in found.values()):
        return label("only a name and the end of a number fit")
    if any(evidence.named for evidence in found.values()):
        return label("only a name fits")
    if any(evidence.told_by_number for evidence in found.values()):
        return label("only the end of a number fits")
    return label("only who paid fits")


def _taken_back(lines: Iterable[StatementLine]) -> dict[int, int]:
    """Which incoming lines are taken back by which later ones: the same amount, and nobody else as payer."""
    taken: dict[int, int] = {}
    incoming: list[StatementLine] = []
    reversals = [line for line in lines if line.takes_back and line.direction is Direction.OUT]
    if not reversals:
        return taken
    incoming = [line for line in lines if line.direction is Direction.IN and line.amount > ZERO]
    for reversal in reversals:
        for line in sorted(incoming, key=lambda each: each.day, reverse=True):
            if (
                line.row not in taken
                and line.amount == reversal.amount
                and line.day <= reversal.day
                and _same_payer(line, reversal)
            ):
                taken[line.row] = reversal.row
                break
    return taken


def _same_payer(line: StatementLine, other: StatementLine) -> bool:
    if not line.payer or not other.payer or is_masked(line.payer) or is_masked(other.payer):
        return True
    return as_called(line.payer) == as_called(other.payer)
