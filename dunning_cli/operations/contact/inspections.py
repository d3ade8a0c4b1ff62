"""Operations on inspections of contacts: what was found, and that it was corrected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Contact, Inspection, Score
from dunning_cli.domain.case.named_entries import entry_named
from dunning_cli.domain.case.office.score_sheet import InspectionRules
from dunning_cli.domain.contact.inspections import made_by
from dunning_cli.kernel.errors import Refused, WrongUsage
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.operations.declared import inspections as declared
from dunning_cli.operations.writing.outcome import Outcome, outcome_of
from dunning_cli.operations.writing.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordInspection(declared.RecordInspection):
    """Records what an inspection of a contact found."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the inspection.

        WrongUsage where the verdict is missing or said twice, and for scores that are not on the sheet; Refused for
        what is no standing contact, for a contact of the inspector's own, and for a correction before the inspection.
        """
        case = unit.case(self.case)
        on, rules = unit.value_date(self), unit.office.inspection_rules
        scores = rules.scores(self.scores) if self.scores is not None else ()
        passed = self._verdict(scores, rules)
        contact = self._contact(case, on)
        self._by_another(unit, contact)
        if self.correct_by is not None and self.correct_by < on:
            raise Refused(
                msg(
                    "to be corrected by {day}, before the inspection itself on {on}",
                    day=self.correct_by,
                    on=on,
                )
            )
        entry = unit.record(
            case,
            Inspection,
            self,
            on,
            entry=contact.id,
            passed=passed,
            text=self.text,
            scores=scores,
            correct_by=self.correct_by,
        )
        return outcome_of(case.id, (entry,), on, tuple(self._warnings(case, entry, rules)))

    def _verdict(self, scores: Sequence[Score], rules: InspectionRules) -> bool:
        if self.passed and self.failed:
            raise WrongUsage(msg("--passed and --failed exclude each other"))
        if not (self.passed or self.failed or scores):
            raise WrongUsage(msg("say what was found: --passed, --failed, or --scores"))
        return bool(self.passed) or (not self.failed and rules.passes(scores))

    def _contact(self, case: Case, on: date) -> Contact:
        found = entry_named(case, self.entry)
        if not isinstance(found, Contact):
            raise Refused(msg("{entry} is no contact", entry=found.id))
        if found.id in case.reversed_ids:
            raise Refused(msg("{entry} has been reversed", entry=found.id))
        if on < found.date:
            raise Refused(
                msg("{entry} took place on {date}, after the inspection", entry=found.id, date=found.date)
            )
        return found

    def _by_another(self, unit: UnitOfWork, contact: Contact) -> None:
        """Refuses whoever made the contact, whether they inspect it themselves or record that somebody did."""
        own = made_by(contact) & {unit.context.actor.id, self.agent or unit.context.actor.id}
        if own:
            raise Refused(
                msg(
                    "{entry} is a contact of {who}; somebody else must inspect it",
                    entry=contact.id,
                    who=", ".join(sorted(own)),
                )
            )

    def _warnings(self, case: Case, entry: Inspection, rules: InspectionRules) -> Iterator[Message]:
        if self.passed and entry.scores and not rules.passes(entry.scores):
            yield msg("it passed with {points} of {most} points", points=entry.points, most=entry.most)
        if entry.correct_by is not None and case.closing(entry.date) is not None:
            yield msg("{case} is closed: remind does not show the correction", case=case.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCorrection(declared.RecordCorrection):
    """Records that the finding of an inspection was corrected."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the entry that closes it. Refused for what is no standing inspection, and where nothing is open."""
        case = unit.case(self.case)
        on = unit.value_date(self)
        found = entry_named(case, self.entry)
        if not isinstance(found, Inspection) or found.closes is not None:
            raise Refused(
                msg(
                    "{entry} is no inspection; see its entries with: {cure}",
                    entry=found.id,
                    cure=remedy("show", case=case.id),
                )
            )
        if found.id in case.reversed_ids:
            raise Refused(msg("{entry} has been reversed", entry=found.id))
        if found.passed and found.correct_by is None:
            raise Refused(msg("{entry} found nothing that is to be corrected", entry=found.id))
        closed = next((each for each in _closings(case) if each.closes == found.id), None)
        if closed is not None:
            raise Refused(msg("{entry} was corrected on {date} already", entry=found.id, date=closed.date))
        if on < found.date:
            raise Refused(
                msg("{entry} was found on {date}, after the correction", entry=found.id, date=found.date)
            )
        entry = unit.record(
            case, Inspection, self, on, entry=found.entry, passed=True, text=self.text, closes=found.id
        )
        return outcome_of(case.id, (entry,), on)


def _closings(case: Case) -> Iterator[Inspection]:
    return (
        entry
        for entry in case.standing(date.max)
        if isinstance(entry, Inspection) and entry.closes is not None
    )
