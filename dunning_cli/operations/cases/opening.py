"""Operations on whole cases: open, reopen."""

from __future__ import annotations

from dunning_cli.domain.account import rates_above_cap
from dunning_cli.domain.case.case import Address, Case, CaseBatch, Contract, Debtor, Head, Party, Phone
from dunning_cli.domain.case.codes.people import AddressKind, Role
from dunning_cli.domain.case.commit_subjects import OPENED
from dunning_cli.domain.case.entries import Reopen
from dunning_cli.domain.case.people.details import with_basis
from dunning_cli.domain.case.people.doubtful_numbers import doubts_of
from dunning_cli.domain.case.people.telephone import kind_of_line
from dunning_cli.domain.policy.late_fee import without_effect
from dunning_cli.domain.policy.policy import parse_term
from dunning_cli.kernel.errors import Refused, Unreadable, WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.nodes import EMPTY_MAP, Map, merged
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import harmless, suggestion
from dunning_cli.operations.cases.likely_twice import likely_twice
from dunning_cli.operations.declared import cases as declared
from dunning_cli.operations.writing.context import known_staff
from dunning_cli.operations.writing.outcome import Outcome, outcome_of
from dunning_cli.operations.writing.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase(declared.OpenCase):
    """Opens a case."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the case. Refused where the id is taken, or the policy or collector unknown."""
        if unit.exists(self.case):
            raise Refused(msg("{case} exists already; choose another id", case=self.case))
        known_policy(unit, self.policy)
        if self.owner is not None:
            known_staff(unit.office, self.owner)
        if self.batch is None and (self.entrusted or self.return_by):
            raise Refused(msg("--entrusted and --return-by belong to a batch; name it with --batch"))
        case = Case(with_basis(self._head(), self.basis))
        rules = unit.policies.for_case(case)
        above = rates_above_cap(rules, unit.context.today)
        fee = without_effect(rules.base.keys.late_fee, on_card=rules.base.is_card)
        unit.open_case(case.head)
        subject = OPENED(case=self.case, policy=self.policy)
        warnings = (
            *(said for said in (above, fee) if said is not None),
            *doubts_of(case.head),
            *likely_twice(unit, case),
        )
        return Outcome(subject, (self.case,), (), None, warnings)

    def _head(self) -> Head:
        contract = Contract(
            contract=self.contract, contract_date=self.contract_date, lent=self.lent, area=self.area
        )
        return Head(
            case=self.case,
            policy=self.policy,
            creditor=self.creditor,
            debtor=Debtor(
                name=self.name,
                id_number=self.id_number,
                phones=tuple(Phone(number=number, kind=kind_of_line(number)) for number in self.phone),
                addresses=(Address(text=self.address, kind=AddressKind.HOME),) if self.address else (),
            ),
            parties=tuple(_guarantor(text) for text in self.guarantor),
            account=contract if contract != Contract() else None,
            owner=self.owner,
            batch=CaseBatch(id=self.batch, entrusted=self.entrusted, return_by=self.return_by)
            if self.batch
            else None,
            terms=terms_of(self.term),
        )


def known_policy(unit: UnitOfWork, name: str) -> None:
    """Raises Refused with a suggestion where the ledger has no policy of that name."""
    names = sorted(unit.policies.policies)
    if name not in names:
        raise Refused(
            msg("there is no policy '{name}'; {hint}", name=harmless(name), hint=suggestion(name, names))
        )


def terms_of(terms: tuple[str, ...]) -> Map:
    """The overrides of several `dotted.key=value` texts as one tree. Raises WrongUsage."""
    tree = EMPTY_MAP
    for text in terms:
        try:
            tree = merged(tree, parse_term(text))
        except Unreadable as error:
            raise WrongUsage(error.message) from None
    return tree


def _guarantor(text: str) -> Party:
    name, _, number = text.replace("：", ":").partition(":")
    if not name.strip():
        raise WrongUsage(msg("a guarantor is written NAME or NAME:PHONE, not '{text}'", text=harmless(text)))
    phones = (Phone(number=number.strip()),) if number.strip() else ()
    return Party(name=name.strip(), role=Role.GUARANTOR, phones=phones)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenCase(declared.ReopenCase):
    """Opens a closed case again."""

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the reopening. Refused where the case is not closed."""
        case = unit.case(self.case)
        on = unit.value_date(self)
        if case.closing(on) is None:
            raise Refused(msg("{case} is not closed", case=case.id))
        entry = unit.record(case, Reopen, self, on, reason=self.reason)
        return outcome_of(case.id, (entry,), on)
