"""How the entries of a case name its people, from what was typed."""

from __future__ import annotations

from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.people.details import party_named
from dunning_cli.domain.case.people.roles import person_of
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.remedy import Placeholder, remedy
from dunning_cli.kernel.text import harmless


def named(case: Case, of: str | None) -> str:
    """How entries name a person of the case: `debtor`, or a party by name. Raises Refused for anybody else."""
    person = person_of(case, of)
    if person == person_of(case, "debtor"):
        return "debtor"
    party = party_named(case.head, person.name)
    if party is None:
        raise Refused(
            msg(
                "'{name}' is no party of {case}; add the person first: {cure}",
                name=harmless(of),
                case=case.id,
                cure=remedy("party", case=case.id, name=Placeholder("NAME"), role=Placeholder("ROLE")),
            )
        )
    return party.name
