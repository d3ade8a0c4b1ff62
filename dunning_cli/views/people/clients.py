"""The client behind a case to look at: whom to speak to there."""

from __future__ import annotations

from dunning_cli.domain.case.office.clients import Client
from dunning_cli.kernel.answer import Column, Table
from dunning_cli.kernel.message import label, msg

CONTACT_COLUMNS = (
    Column(label("contact person")),
    Column(label("responsible for")),
    Column(label("telephone number")),
    Column(label("e-mail")),
)


def client_table(client: Client | None) -> Table | None:
    """The contact persons of a case's client; None where none are listed."""
    if client is None or not client.contacts:
        return None
    rows = [(each.name, each.about, each.phone, each.email) for each in client.contacts]
    return Table(CONTACT_COLUMNS, rows, msg("client {client}", client=client.name))
