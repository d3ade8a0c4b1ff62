"""What an element of a court form is filled with: lines of text, what each came from, and what is missing of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dunning_cli.domain.account import ExplainedAccount
from dunning_cli.domain.case.case import Case, Contract, Party
from dunning_cli.domain.case.codes.people import Role
from dunning_cli.domain.case.entries import Entry
from dunning_cli.domain.case.office.clients import Client, client_of
from dunning_cli.domain.case.office.settings import Office
from dunning_cli.domain.case.people.deaths import debtor_death, heirs_of
from dunning_cli.domain.case.people.life_events import AssignmentState, creditor_by_notice
from dunning_cli.domain.limitation.state import LimitationState
from dunning_cli.domain.litigation.checklist_items import ChecklistLine, ChecklistState, SuitItem
from dunning_cli.domain.policy.book import CasePolicy
from dunning_cli.domain.policy.policy import Policy
from dunning_cli.kernel.message import Message, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.remedy import Placeholder, Remedy, Setting, remedy

WORDING = "form"
"""Where words come from that such a paper always has."""
OWING = (Role.CO_DEBTOR, Role.GUARANTOR, Role.HEIR, Role.GUARDIAN)
"""Parties who stand in a complaint beside the debtor."""


class FieldState(StrEnum):
    """How far an element is filled."""

    FILLED = "filled"
    PARTLY = "partly"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that an element lacks, and the command that supplies it."""

    what: Message
    do: Remedy | None


@dataclass(frozen=True, slots=True)
class Field:
    """An element filled as far as the ledger can: its lines, where they come from, what is missing, its sum in yuan."""

    lines: tuple[Message | str, ...] = ()
    origins: tuple[str, ...] = ()
    """Ids of entries, keys of the head, of the policy or of dunning.yaml."""
    gaps: tuple[Gap, ...] = ()
    amount: Decimal | None = None
    rows: tuple[tuple[Message, ...], ...] = ()
    """The same lines as cells, of an element that stands as a table where it has a paper of its own."""

    @property
    def state(self) -> FieldState:
        """Filled where nothing is missing."""
        if not self.gaps:
            return FieldState.FILLED
        return FieldState.PARTLY if self.lines else FieldState.MISSING


@dataclass(frozen=True, slots=True)
class FormScene:
    """All that a form is filled from: a case as known on a day, with what follows from it."""

    case: Case
    as_of: date
    account: ExplainedAccount
    rules: CasePolicy
    office: Office
    limitation: LimitationState
    checklist: tuple[ChecklistLine, ...]
    letters: int
    """Letters whose registered text is at hand: each is a paper of the evidence bundle."""
    rule_files: int
    """Files of rules that the bundle will hold."""
    pages: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """First and last page of each paper of the evidence by its number, where it is printed and handed in with the form."""

    @property
    def standing(self) -> tuple[Entry, ...]:
        """The entries that count on the day."""
        return self.case.standing(self.as_of)

    @property
    def policy(self) -> Policy:
        """The rules of the day."""
        return self.rules.on(self.as_of)

    @property
    def contract(self) -> Contract:
        """The contract; an empty one where nothing of it is on record."""
        return self.case.head.account or Contract()

    @property
    def creditor(self) -> str:
        """Who sues: the creditor, which is who the claim was assigned to once the debtor was told, or the office for itself."""
        return self.case.head.creditor or self.office.office

    @property
    def creditor_origin(self) -> str:
        """Where that name comes from."""
        if self.assigned is not None:
            return self.assigned.entry.id
        return "creditor" if self.case.head.creditor else "dunning.yaml office"

    @property
    def contracted(self) -> str:
        """Whose claim it was by contract, whoever has it now."""
        return (self.case.filed or self.case.head).creditor or self.office.office

    @property
    def assigned(self) -> AssignmentState | None:
        """The last assignment of which the debtor was told (民法典 546)."""
        return creditor_by_notice(self.case, self.as_of)

    @property
    def client(self) -> Client:
        """What dunning.yaml says of who sues."""
        return client_of(self.office.clients, self.creditor) or Client(name=self.creditor)

    @property
    def owing(self) -> tuple[tuple[str, Party], ...]:
        """The parties who are sued with the debtor, each with its place in the head."""
        listed = enumerate(self.case.head.parties)
        return tuple((f"parties[{place}]", party) for place, party in listed if party.role in OWING)

    @property
    def liable_beside(self) -> tuple[tuple[str, Party], ...]:
        """Who owes beside the debtor by their own promise: co-debtors and guarantors."""
        return tuple(
            (key, party) for key, party in self.owing if party.role in (Role.CO_DEBTOR, Role.GUARANTOR)
        )

    @property
    def heirs(self) -> tuple[Party, ...]:
        """The heirs, who are sued in the place of a debtor who has died; none while the debtor lives."""
        return heirs_of(self.case) if debtor_death(self.case, self.as_of) is not None else ()

    def item(self, item: SuitItem) -> ChecklistLine:
        """One line of the checklist for a suit."""
        return next(line for line in self.checklist if line.item is item)

    def gap(self, item: SuitItem) -> tuple[Gap, ...]:
        """What the checklist finds missing there; nothing where it is done."""
        line = self.item(item)
        return (Gap(line.why, line.do),) if line.state is ChecklistState.MISSING else ()


Fill = Callable[[FormScene], Field]
"""Fills one element."""


def filled(lines: Iterable[Message | str], *origins: str, amount: Decimal | None = None) -> Field:
    """An element of which nothing is missing."""
    return Field(tuple(lines), tuple(dict.fromkeys(origins)), amount=amount)


def lacking(*gaps: Gap) -> Field:
    """An element of which nothing is on record."""
    return Field(gaps=gaps)


def joined(*parts: Field) -> Field:
    """Several parts as one element."""
    return Field(
        tuple(line for part in parts for line in part.lines),
        tuple(dict.fromkeys(origin for part in parts for origin in part.origins)),
        tuple(gap for part in parts for gap in part.gaps),
    )


def from_head(scene: FormScene, key: str, value: object, what: Message, said: Message | None = None) -> Field:
    """A value of the head, or the `set` that supplies it; `said`: the line of the form, else the value itself."""
    if value is not None and value != "":
        return filled([said if said is not None else str(value)], key)
    word = (
        "DATE" if key in ("account.contract_date", "account.terminated", "account.service_from") else "TEXT"
    )
    return lacking(Gap(what, remedy("set", case=scene.case.id, change=Setting(key, Placeholder(word)))))


def from_settings(scene: FormScene, key: str, value: str | None, what: Message) -> Field:
    """What dunning.yaml says of who sues, or where to write it before it is committed."""
    if value:
        return filled([value], f"dunning.yaml clients: {key}")
    told = msg(
        "{what}: write {key} of {name} under clients in dunning.yaml, then commit",
        what=what,
        key=key,
        name=scene.creditor,
    )
    return lacking(Gap(told, remedy("commit")))
