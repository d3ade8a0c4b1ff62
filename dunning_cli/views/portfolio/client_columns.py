"""The columns of a client's own file, by the profile that reads it: what goes back stands in the client's order."""

from __future__ import annotations

from collections.abc import Mapping

from dunning_cli.intake.profiles.book import chosen, profiles_in
from dunning_cli.intake.profiles.headers import header_name
from dunning_cli.intake.profiles.profile import Profile
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Problem
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.reading.import_profiles import profile_trees

_SHOWN: Mapping[str, str] = {
    "name": "debtor",
    "phone": "phones",
    "address": "addresses",
    "status": "state",
    "days_overdue": "days_past_due",
    "total": "owed",
    "owner": "collector",
    **{
        name: name
        for name in (
            *(
                "case",
                "id_number",
                "creditor",
                "contract",
                "area",
                "policy",
                "entrusted",
                "return_by",
                "principal",
            ),
            *("interest", "penalty", "fee", "batch", "remark", "email", "employer", "customer", "product"),
            *("account_number", "contract_date", "lent", "bank", "bank_account"),
        )
    },
}
"""The field of a case that shows what an imported fact gave; the others stay empty."""


def client_columns(folder: LedgerFolder, name: str) -> list[tuple[str, str]]:
    """Title and field of each column of the client's file, in its order, by the name of its profile.

    A component that came in several columns stands in the first of them, so that nothing is counted twice. Raises
    Refused for an unknown profile and for a faulty one.
    """
    problems: list[Problem] = []
    profiles = profiles_in(profile_trees(folder, problems), problems)
    if problems:
        raise Refused(problems[0].as_message(), problems[1:])
    (profile,) = chosen(profiles, name=name)
    columns, shown = [], set()
    for title in profile.keys.order or _as_written(profile):
        fact = profile.facts.get(header_name(title))
        field = _SHOWN.get(fact.name, "empty") if fact is not None else "empty"
        if field in shown:
            field = "empty"
        elif field != "empty":
            shown.add(field)
        columns.append((title, field))
    return columns


def _as_written(profile: Profile) -> list[str]:
    """The first header of each fact as the profile names them."""
    names = [headers[0] for headers in (*profile.columns.values(), *profile.adds.values())]
    return [name for name in names if "{" not in name]
