"""The checks of one case by itself: whether its rules are there, its entries fit each other and its closing holds."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

from dunning_cli.domain.account import figures_at
from dunning_cli.domain.account.closings import owed_again
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.codes.labels import label_of
from dunning_cli.domain.case.consistency import loose_ends
from dunning_cli.domain.case.entries import Assign, Contact, Terms
from dunning_cli.domain.case.office.arrears_reasons import unknown_reason
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.domain.contact.rule_keys import ContactRuleBook
from dunning_cli.domain.policy.book import PolicyBook
from dunning_cli.kernel.errors import Failure, Miscalculated, Refused
from dunning_cli.kernel.message import Problem, msg
from dunning_cli.kernel.nodes import Text
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import remedy
from dunning_cli.kernel.text import suggestion
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.office_settings import office_in
from dunning_cli.store.reading.rule_files import RuleFiles, contact_rule_book, read_policies, rule_files
from dunning_cli.store.reading.rule_trees import RuleTrees


@dataclass
class CheckedLedger:
    """What the checks look at, read when first asked for."""

    reader: LedgerReader

    @cached_property
    def settings(self) -> tuple[Office | None, list[Problem]]:
        """The office and the faults of dunning.yaml."""
        problems: list[Problem] = []
        return office_in(self.reader.settings(), problems), problems

    @cached_property
    def _files(self) -> tuple[RuleFiles, list[Problem]]:
        problems: list[Problem] = []
        return rule_files(self.reader.policy_files(), problems, RuleTrees(self.reader.folder).parse), problems

    @cached_property
    def rules(self) -> tuple[PolicyBook, list[Problem]]:
        """The policies and the faults of every rule file."""
        files, faults = self._files
        problems = [*faults]
        return read_policies(self.reader.folder, files, problems), problems

    @property
    def policy_names(self) -> Sequence[str]:
        """The names of all policies, faulty ones too."""
        return list(self._files[0].policies)

    @cached_property
    def contact_rules(self) -> ContactRuleBook:
        """The packs of contact rules."""
        return contact_rule_book(self._files[0])

    @property
    def office(self) -> Office | None:
        """The settings, where they can be read."""
        return self.settings[0]

    @property
    def policies(self) -> PolicyBook:
        """The policies, faulty ones apart."""
        return self.rules[0]


CASE_CHECKS: Mapping[str, Callable[[CheckedLedger, Case], Iterable[Problem]]] = {
    "terms": lambda ground, case: chain(
        _rules(case, ground.policies), _contact_rules(case, ground.contact_rules)
    ),
    "staff": lambda ground, case: _staff(case, ground.office),
    "reasons": lambda ground, case: _reasons(case, ground.office),
    "references": lambda _ground, case: loose_ends(case),
    "closings": lambda ground, case: _closings(case, ground.policies),
}
"""The checks by name; the file is named by the caller."""


def _rules(case: Case, policies: PolicyBook) -> Iterator[Problem]:
    try:
        policies.for_case(case)
    except Failure as failure:
        yield Problem("policy", failure.message)


def _contact_rules(case: Case, packs: ContactRuleBook) -> Iterator[Problem]:
    changes = [entry.terms for entry in case.entries if isinstance(entry, Terms)]
    for terms in (case.head.terms, *changes):
        named = terms.get("contact_rules")
        if isinstance(named, Text) and named.value not in packs.files:
            yield Problem("unknown-contact-rules", packs.unknown(named.value), line=named.line)


def _staff(case: Case, office: Office | None) -> Iterator[Problem]:
    ids = [member.id for member in office.staff] if office is not None else []
    owners = [case.head.owner, *(entry.owner for entry in case.entries if isinstance(entry, Assign))]
    for owner in dict.fromkeys(owners):
        if ids and owner is not None and owner not in ids:
            yield Problem(
                "unknown-staff",
                msg("'{id}' is not on the staff list; {hint}", id=owner, hint=suggestion(owner, ids)),
            )


def _reasons(case: Case, office: Office | None) -> Iterator[Problem]:
    own = office.reasons if office is not None else ()
    for entry in case.entries:
        wrong = unknown_reason(entry.reason, own) if isinstance(entry, Contact) and entry.reason else None
        if wrong is not None:
            fix = msg("put it on the list 'reasons' in dunning.yaml, also where it is no longer used")
            yield Problem("unknown-reason", msg("entry {id}: {what}", id=entry.id, what=wrong), fix=fix)


def _closings(case: Case, policies: PolicyBook) -> Iterator[Problem]:
    """A closing that no longer holds: something is owed again, and the case stands in no list."""
    with contextlib.suppress(Refused, Miscalculated):
        found = owed_again(case, lambda each, day: figures_at(each, policies.for_case(each), day))
        if found is not None:
            closing, owed = found
            yield Problem(
                "closing-untrue",
                msg(
                    "{case} is closed as {reason}, and {owed} is owed",
                    case=case.id,
                    reason=label_of(closing.reason),
                    owed=owed,
                ),
                fix=msg("open it again: {cure}", cure=remedy("reopen", case=case.id)),
            )
