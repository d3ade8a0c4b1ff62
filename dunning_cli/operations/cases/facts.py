"""Operations that record facts of a case: verification, phase, complaint."""

from __future__ import annotations

from dunning_cli.domain.case.entries import Complaint, Phase, Verify
from dunning_cli.domain.case.named_entries import entry_named
from dunning_cli.domain.case.office.phases import known_phase, phase_names
from dunning_cli.kernel.errors import Refused, WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.agreements.holds_elsewhere import holds_elsewhere
from dunning_cli.operations.declared import cases as declared
from dunning_cli.operations.writing.context import known_staff
from dunning_cli.operations.writing.outcome import Outcome, outcome_of
from dunning_cli.operations.writing.unit_of_work import UnitOfWork, still_open


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyCase(declared.VerifyCase):
    """Records that identity and debt were checked."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the verification. WrongUsage for an invalid case without a reason."""
        case = unit.case(self.case)
        on = unit.value_date(self)
        if self.invalid and not self.reason:
            raise WrongUsage(msg("say with --reason why the case is invalid"))
        entry = unit.record(case, Verify, self, on, valid=not self.invalid, reason=self.reason)
        return outcome_of(case.id, (entry,), on)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterPhase(declared.EnterPhase):
    """Moves the case into a phase of the work."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the phase. WrongUsage for a name that is none; Refused on a closed case, or where it is in it already."""
        case = unit.case(self.case)
        on = unit.value_date(self)
        known_phase(self.phase, phase_names(unit.office.phases, unit.reader.strategies.phases()))
        still_open(case, on)
        if case.phase(on) == self.phase:
            raise Refused(msg("{case} is in phase {phase} already", case=case.id, phase=self.phase))
        entry = unit.record(case, Phase, self, on, phase=self.phase, reason=self.reason)
        return outcome_of(case.id, (entry,), on)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordComplaint(declared.RecordComplaint):
    """Records a complaint, or that one is settled."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the complaint. Refused where it settles something that is no complaint."""
        case = unit.case(self.case)
        on = unit.value_date(self)
        if self.about is not None:
            known_staff(unit.office, self.about)
        settled = entry_named(case, self.resolves) if self.resolves else None
        if settled is not None and not isinstance(settled, Complaint):
            raise Refused(msg("{entry} is no complaint", entry=settled.id))
        entry = unit.record(
            case,
            Complaint,
            self,
            on,
            text=self.text,
            about=self.about,
            resolves=settled.id if settled else None,
        )
        warnings = tuple(holds_elsewhere(unit, case))
        return outcome_of(case.id, (entry,), on, warnings)
