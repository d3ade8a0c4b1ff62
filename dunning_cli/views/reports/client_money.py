"""The terms of the client asked for, the statements issued to it, and the money of its cases, from a table that is kept."""

from __future__ import annotations

from functools import cache

from dunning_cli.domain.account import figures_at
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.office.clients import client_of
from dunning_cli.domain.case.people.plain_names import plain_name
from dunning_cli.domain.settlement.money_of_case import CaseMoney, money_of
from dunning_cli.domain.settlement.statement import Statement
from dunning_cli.domain.settlement.terms import ClientTerms
from dunning_cli.kernel.errors import NotFound, Refused
from dunning_cli.kernel.message import Problem, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import suggestion
from dunning_cli.store.format.client_paths import CLIENTS
from dunning_cli.store.reading.client_files import TermsFile, issued_to, terms_files
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.store.reading.money_rows import MoneyRow
from dunning_cli.views.account.kept_rows import kept_rows
from dunning_cli.views.account.unknown import Unknown


@dataclass(frozen=True, slots=True)
class ClientMoney:
    """What a statement to a client is drawn up from."""

    slug: str
    """The name of the file with its terms."""
    terms: ClientTerms
    issued: tuple[Statement, ...]
    money: tuple[CaseMoney, ...]
    """Of the cases that can be worked out."""
    unknown: tuple[Unknown, ...]
    """Cases of this client, or of whom nobody can say, that cannot."""


def client_money(reader: LedgerReader, name: str) -> ClientMoney:
    """What stands of the client of a name, or of the name of its terms' file.

    Raises NotFound for a client that nobody knows or that has no terms, Refused where a file of it is faulty.
    """
    rows = list(
        kept_rows(
            reader,
            reader.case_files(),
            "client money",
            MoneyRow,
            lambda case: MoneyRow(_money(reader, case)),
        )
    )
    known = [row.money for _, row in rows if not isinstance(row, Unknown)]
    file, terms = _terms(reader, name, [each.creditor for each in known])
    issued, wanted = issued_to(reader.folder, terms.client), plain_name(terms.client)
    return ClientMoney(
        file.slug,
        terms,
        issued,
        tuple(each for each in known if plain_name(each.creditor or "") == wanted),
        tuple(
            row
            for _, row in rows
            if isinstance(row, Unknown)
            and (row.case is None or plain_name(row.case.head.creditor or "") == wanted)
        ),
    )


def _money(reader: LedgerReader, case: Case) -> CaseMoney:
    policy = reader.policies.for_case(case)
    return money_of(
        case, cache(lambda day: figures_at(case, policy, day)), for_agent=reader.office.money_is_agents
    )


def _terms(reader: LedgerReader, name: str, creditors: list[str | None]) -> tuple[TermsFile, ClientTerms]:
    problems: list[Problem] = []
    files = terms_files(reader.folder, problems)
    wanted = plain_name(name)
    for file in files:
        named = file.terms is not None and plain_name(file.terms.client) == wanted
        if (named or file.slug == name) and file.terms is not None:
            return file, file.terms
    if problems:
        raise Refused(problems[0].as_message(), problems[1:])
    known = [each.name for each in reader.office.clients] + [each for each in creditors if each]
    if client_of(reader.office.clients, name) or wanted in map(plain_name, known):
        raise NotFound(
            msg(
                "the client '{name}' has no terms: write them into a file of {folder}/, such as {folder}/{slug}.yaml "
                "(docs/settlement.md)",
                name=name,
                folder=CLIENTS,
                slug="bank",
            )
        )
    listed = [*known, *(each.terms.client for each in files if each.terms is not None)]
    raise NotFound(
        msg("there is no client '{name}'; {hint}", name=name, hint=suggestion(name, dict.fromkeys(listed)))
    )
