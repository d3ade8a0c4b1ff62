"""What suspends a period in its last six months, and the end that it has then (民法典 194).

Sources: 民法典 194; before 2017-10-01 民法通则 139, by 法释〔2018〕12号 4; of enforcement 执行程序解释 19.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.life_events import Obstacle
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.entries import Death, Entry, NewParty, Suspension
from dunning_cli.domain.case.paper_numbers import names_a_paper
from dunning_cli.domain.case.people.deaths import debtor_death
from dunning_cli.domain.case.people.life_events import incapacity_of
from dunning_cli.domain.case.people.roles import person_of
from dunning_cli.kernel.dates import add_months
from dunning_cli.kernel.message import Message, label, msg
from dunning_cli.kernel.record import dataclass

MONTHS = 6
"""The last months in which an obstacle counts, and those that are left after it."""
SIX_MONTHS_SINCE = date(2017, 10, 1)
"""An obstacle gone before this day left only the rest of the period (民法通则 139; 法释〔2018〕12号 4)."""
ARTICLE = "民法典194"


@dataclass(frozen=True, slots=True)
class Standstill:
    """An obstacle on record, from its first day to the day on which it was gone."""

    entry: str
    obstacle: Obstacle
    first: date
    last: date | None
    """None: it lasts, as far as the case says."""
    proof: Message | str
    proven: bool
    """Whether a paper shows it, and when it was gone: what still lasts is only claimed."""

    @property
    def open(self) -> bool:
        """Whether nothing says when it was gone."""
        return self.last is None


def standstills_of(case: Case, standing: Sequence[Entry], as_of: date) -> tuple[Standstill, ...]:
    """The obstacles known on a day, by their first day: as recorded, and as deaths and lost capacity bring them.

    The head is as known then. A debtor's lost capacity without a guardian is only claimed: most read the law as being
    about the creditor's.
    """
    found = [*_recorded(standing), *_estate(case, standing, as_of), *_incapacity(case, standing, as_of)]
    return tuple(sorted(found, key=lambda each: (each.first, each.entry)))


def _recorded(standing: Sequence[Entry]) -> Iterator[Standstill]:
    suspensions = [entry for entry in standing if isinstance(entry, Suspension)]
    ended = {entry.ends: entry for entry in suspensions if entry.ends is not None}
    for entry in suspensions:
        if entry.from_ is None:
            continue
        end = ended.get(entry.id)
        last = end.until if end is not None else entry.until
        papers = [each.proof for each in (entry, end) if each is not None and names_a_paper(each.proof)]
        yield Standstill(
            entry.id,
            entry.obstacle,
            entry.from_,
            last,
            papers[0] if papers and papers[0] else label("no proof on record"),
            bool(papers) and last is not None,
        )


def _estate(case: Case, standing: Sequence[Entry], as_of: date) -> Iterator[Standstill]:
    """From the debtor's death until an heir or an administrator of the estate is on record."""
    death = debtor_death(case, as_of)
    if death is None:
        return
    known = _first_known(case, standing, (Role.HEIR, Role.ADMINISTRATOR))
    last = max(known.date, death.died) if isinstance(known, NewParty) else known
    if last is not None and last <= death.died:
        return
    sourced = isinstance(known, NewParty) and names_a_paper(known.source)
    proven = names_a_paper(death.proof) and sourced and last is not None
    yield Standstill(death.id, Obstacle.ESTATE, death.died, last, _proof_of(death, known), proven)


def _proof_of(death: Death, known: NewParty | date | None) -> Message:
    if isinstance(known, NewParty) and known.source and known.source != death.proof:
        return msg("{one}; {other}", one=death.proof, other=known.source)
    return msg("{proof}", proof=death.proof)


def _first_known(case: Case, standing: Sequence[Entry], roles: Sequence[Role]) -> NewParty | date | None:
    """By what somebody of the roles is on record first; the earliest day where the head has them from the beginning."""
    filed = case.filed or case.head
    if any(party.role in roles for party in filed.parties):
        return date.min
    return next((entry for entry in standing if isinstance(entry, NewParty) and entry.role in roles), None)


def _incapacity(case: Case, standing: Sequence[Entry], as_of: date) -> Iterator[Standstill]:
    incapacity = incapacity_of(case, person_of(case, "debtor"), as_of)
    if incapacity is None or incapacity.since is None:
        return
    known = _first_known(case, standing, (Role.GUARDIAN,))
    last = known.date if isinstance(known, NewParty) else known
    if last is None or last > incapacity.since:
        proof = msg("{proof}", proof=incapacity.proof)
        yield Standstill(incapacity.id, Obstacle.INCAPACITY, incapacity.since, last, proof, False)


@dataclass(frozen=True, slots=True)
class Suspended:
    """A period that an obstacle moved: its end before and after."""

    standstill: Standstill
    before: date
    after: date


class Obstacles:
    """The obstacles as a period meets them; `as_of` stands for the end of one that still lasts."""

    def __init__(
        self,
        standstills: Iterable[Standstill],
        as_of: date,
        working: Callable[[date], date],
        rest_only: bool = False,
    ) -> None:
        self._listed = tuple(standstills)
        self._as_of = as_of
        self._working = working
        self._rest_only = rest_only

    def proven(self) -> Obstacles:
        """Only what is proven."""
        listed = (each for each in self._listed if each.proven)
        return Obstacles(listed, self._as_of, self._working, self._rest_only)

    def moved(self, end: date) -> tuple[date, tuple[Suspended, ...]]:
        """The end of a period after all obstacles in its last six months, in the order of their first days."""
        found: list[Suspended] = []
        for each in self._listed:
            gone = each.last or max(self._as_of, each.first)
            months = add_months(end, -MONTHS)
            if each.first > end or gone <= months:
                continue
            after = self._after(each.first, gone, months, end)
            if after > end:
                found.append(Suspended(each, end, after))
                end = after
        return end, tuple(found)

    def _after(self, first: date, gone: date, months: date, end: date) -> date:
        if self._rest_only or gone < SIX_MONTHS_SINCE:
            return self._working(end + (gone - max(first, months)))
        return self._working(add_months(gone, MONTHS))
