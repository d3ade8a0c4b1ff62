"""What to say beside a letter that is written: blanks in it, a guarantor who is free already."""

from __future__ import annotations

from dunning_cli.documents.letter import missing_fields
from dunning_cli.documents.letter_fields import LetterFields
from dunning_cli.domain.case import Case
from dunning_cli.domain.codes import Role
from dunning_cli.domain.contact_details import known_on
from dunning_cli.domain.contact_people import as_person, person_of
from dunning_cli.domain.message import Message, msg
from dunning_cli.operations.letter_group import LetterPlan
from dunning_cli.operations.limitation_clock import limitation_on
from dunning_cli.operations.workbench import Workbench

BLANKS = "not filled in: {names}"
"""The template of the note on blanks."""


def blanks(plan: LetterPlan, fields: LetterFields) -> tuple[Message, ...]:
    """The fields that the letter prints as not filled in, by name."""
    missing = missing_fields(plan.template, fields, plan.language)
    return (msg("not filled in: {names}", names=", ".join(missing)),) if missing else ()


def free_guarantor(bench: Workbench, case: Case, plan: LetterPlan) -> tuple[Message, ...]:
    """That the guarantor addressed is free, the period of the guarantee being over (民法典 693)."""
    known = known_on(case, plan.on)
    person = person_of(known, plan.to)
    addressed = {
        party.name
        for party in known.head.parties
        if party.role is Role.GUARANTOR and person.same(as_person(known, party))
    }
    if not addressed:
        return ()
    return tuple(
        msg(
            "{case}: the guarantor is free since {date}, nothing was done within the period of the guarantee",
            case=case.id,
            date=each.expires,
        )
        for each in limitation_on(bench, case, plan.on).guarantors
        if each.lapsed and each.name in addressed
    )
