"""Issuing a statement to a client: it goes into the ledger as it was drawn up, once for each day."""

from __future__ import annotations

from typing import ClassVar

from dunning_cli.domain.case.commit_subjects import ISSUED
from dunning_cli.domain.settlement.corrections import overlapping
from dunning_cli.domain.settlement.statement import Statement
from dunning_cli.kernel.errors import Refused
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key, to_node
from dunning_cli.operations.declared.operation import Operation
from dunning_cli.operations.writing.outcome import Outcome
from dunning_cli.operations.writing.unit_of_work import UnitOfWork
from dunning_cli.store.format.client_paths import statement_path
from dunning_cli.store.format.yaml_writer import block
from dunning_cli.store.reading.client_files import issued_to


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueStatement(Operation):
    """Writes a statement into clients/statements."""

    op: ClassVar[str] = "issue"

    slug: str = key("name of the client's file", required=True)
    statement: Statement = key("the statement", required=True)
    known: tuple[str, ...] = key("hashes of those issued that it was drawn up with", required=True)

    def apply(self, unit: UnitOfWork) -> Outcome:
        """Adds the file. Refused where the period is not over, a day of it stands in one that was issued, or another was
        issued meanwhile."""
        statement = self.statement
        if statement.to >= unit.context.today:
            raise Refused(
                msg("the period is not over: {last} is not past; issue it later", last=statement.to)
            )
        issued = issued_to(unit.reader.folder, statement.client)
        for earlier in overlapping(statement.period, issued):
            raise Refused(
                msg(
                    "the statement of {first} to {last} was issued to {client} already; no day is settled twice",
                    first=earlier.from_,
                    last=earlier.to,
                    client=statement.client,
                )
            )
        if {each.hash for each in issued} != set(self.known):
            raise Refused(msg("another statement was issued meanwhile; draw it up again"))
        path = statement_path(self.slug, statement.name)
        unit.pending.put_file(path, block(to_node(statement)))
        subject = ISSUED(client=statement.client, first=statement.from_, last=statement.to)
        return Outcome(subject, data={"statement": path})
