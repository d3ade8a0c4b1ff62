"""Terms of clients and statements to them that two clones made apart: refused before they are merged, or told after."""

from __future__ import annotations

from collections.abc import Iterator

from dunning_cli.domain.case.people.plain_names import plain_name
from dunning_cli.domain.settlement.corrections import overlapping
from dunning_cli.domain.settlement.statement import Statement, StatementLine
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.money import ZERO
from dunning_cli.kernel.remedy import remedy
from dunning_cli.kernel.text import harmless
from dunning_cli.store.format.folder import LedgerFolder
from dunning_cli.store.merging.client_papers import new_statements, new_terms, statements_at


def refuse_terms_twice(folder: LedgerFolder, base: str, ours: str, theirs: str) -> None:
    """Raises Refused where each side, grown from a tree, has terms of one client in a file of its own: which of them
    holds nobody could say."""
    here, there = (new_terms(folder, base, side) for side in (ours, theirs))
    files = {plain_name(terms.client): file for file, terms in here}
    for file, terms in there:
        own = files.get(plain_name(terms.client), file)
        if own.path != file.path:
            raise Refused(
                msg(
                    "{ours} here and {theirs} there are both the terms of {client}; nothing was merged: remove the one "
                    "here, run '{cure}', then '{then}'",
                    ours=harmless(own.path),
                    theirs=harmless(file.path),
                    client=terms.client,
                    cure=remedy("commit"),
                    then=remedy("sync"),
                )
            )


def notes_on_statements(
    folder: LedgerFolder, base: str, ours: str, theirs: str, remote: str
) -> Iterator[Message]:
    """A line for every statement of theirs, new since the tree both grew from, that has days in common with one of ours."""
    new = new_statements(folder, base, theirs)
    here = statements_at(folder, ours) if new else []
    for file, other in new:
        for mine, own in here:
            if plain_name(other.client) != plain_name(own.client) or not overlapping(own.period, [other]):
                continue
            if file == mine:
                yield msg(
                    "the statement {name} to {client} was issued here and at {remote}, both the same: it is one, and is "
                    "sent once",
                    name=own.name,
                    client=own.client,
                    remote=remote,
                )
            elif file.path != mine.path:  # of two of one name one was chosen
                yield _two(own, other, remote)


def _two(ours: Statement, theirs: Statement, remote: str) -> Message:
    mine, others = _money(ours), _money(theirs)
    both = [line for entry, line in others.items() if entry in mine]
    names = {"ours": ours.name, "client": ours.client, "theirs": theirs.name, "remote": remote}
    if not both:
        return msg(
            "the statements {ours} to {client}, issued here, and {theirs}, issued at {remote}, have days in common; no "
            "payment stands in both",
            **names,
        )
    return msg(
        "the statements {ours} to {client}, issued here, and {theirs}, issued at {remote}, have days in common, and "
        "payments in both: {count}, {amount} together; tell the client, the next statement takes them back once",
        **names,
        count=len(both),
        amount=sum((line.amount for line in both), ZERO),
    )


def _money(statement: Statement) -> dict[str, StatementLine]:
    return {line.entry: line for line in statement.lines if line.is_money}
