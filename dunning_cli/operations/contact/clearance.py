"""The gate before a contact: refused where it is against a rule, or let through with a reason on record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.contact.intent import Breach
from dunning_cli.domain.contact.related_calls import RelatedCall, related_calls
from dunning_cli.domain.contact.rule_keys import ContactRules
from dunning_cli.domain.contact.rule_words import contact_rule_words
from dunning_cli.kernel.errors import AgainstRule
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.operations.writing.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Clearance:
    """What an entry records of an override, and what the person is told."""

    override: str | None = None
    overridden: str | None = None
    """Names of the rules, with commas."""
    warnings: tuple[Message, ...] = ()


def rules_for(unit: UnitOfWork, case: Case, day: date) -> ContactRules:
    """The contact rules of a case on a day. Raises Refused where its policy or its rules are missing or faulty."""
    return unit.reader.contact_rules.under(unit.policies.for_case(case).on(day).keys, day)


def calls_elsewhere(unit: UnitOfWork, case: Case) -> tuple[RelatedCall, ...]:
    """The calls in other cases that count for the limits of a day."""
    return related_calls(unit.others.sharing(case))


def cleared(unit: UnitOfWork, case: Case, breaches: Sequence[Breach], override: str | None) -> Clearance:
    """Lets a contact through that is against no rule, or whose breach has a reason.

    Raises AgainstRule that names the first rule and lists the others, in words the actor may see.
    """
    if not breaches:
        if override is None:
            return Clearance()
        return Clearance(
            warnings=(msg("no contact rule was broken; the reason for an override is not recorded"),)
        )
    names = ", ".join(dict.fromkeys(breach.rule for breach in breaches))
    if override is None:
        why = breaches[0].why
        for more in {
            str(breach.why): breach.why for breach in breaches if str(breach.why) != str(why)
        }.values():
            why = msg("{reasons}; {more}", reasons=why, more=more)
        ends = next((breach.ends_with for breach in breaches if breach.ends_with is not None), None)
        if ends is not None:
            why = msg("{why}; it ends with: {command}", why=why, command=ends)
        told = msg("against the contact rule {rule}: {why}", rule=contact_rule_words(names), why=why)
        raise AgainstRule(unit.viewer.mask(case, unit.context.today).words(told), breaches[0].rule)
    warning = msg(
        "the contact rule {rule} was overridden and will be reported: {reason}",
        rule=contact_rule_words(names),
        reason=override,
    )
    return Clearance(override, names, (warning,))
