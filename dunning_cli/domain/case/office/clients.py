"""The clients of an agency: whom to speak to there, and how soon what comes in is to be on record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dunning_cli.domain.case.people.plain_names import plain_name
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.values import Count, FilledWords, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientContact:
    """Somebody to speak to at a client."""

    name: FilledWords = key("full name", required=True)
    about: Words | None = key("what for, such as handing over, statements or complaints")
    phone: Words | None = key("telephone number")
    email: Words | None = key("e-mail address")


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """One client that entrusts debts."""

    name: FilledWords = key("name as the cases' creditor has it", required=True)
    contacts: tuple[ClientContact, ...] = key("whom to speak to", default=())
    entry_hours: Count | None = key("hours from receipt of the client's data to their entry")
    contact_hours: Count | None = key("hours from a contact to its entry; the office's unless given")
    address: Words | None = key("registered address, as court papers name it")
    phone: Words | None = key("telephone number for a court")
    credit_code: Words | None = key("unified social credit code")
    representative: Words | None = key("legal representative or head, with the post held")
    agent: Words | None = key(
        "who acts for it before a court: name, office, telephone number and powers, or none"
    )
    electronic_service: Words | None = key(
        "whether a court may serve papers electronically, and to which e-mail or number, or no"
    )
    security: Words | None = key(
        "security it offers when it applies for preservation of property, such as an insurer's guarantee"
    )
    mediation: Words | None = key("whether it is willing to mediate before the court, in its words")


def client_of(clients: Iterable[Client], creditor: str | None) -> Client | None:
    """The client that is a case's creditor."""
    wanted = plain_name(creditor or "")
    return next((client for client in clients if plain_name(client.name) == wanted), None)


def listed_twice(clients: Iterable[Client]) -> Iterator[tuple[str, Message]]:
    """Clients that stand twice."""
    seen: set[str] = set()
    for place, client in enumerate(clients):
        name = plain_name(client.name)
        if name in seen:
            yield f"clients[{place}]", msg("the client '{name}' stands twice", name=client.name)
        seen.add(name)
