"""What papers for a court are put together from: their parts, the elements of each, how sure it is that a form asks for one."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from dunning_cli.domain.litigation.form_fields import Field, Fill
from dunning_cli.kernel.message import Message, label
from dunning_cli.kernel.record import dataclass


class Section(StrEnum):
    """A part of a paper."""

    PARTIES = "parties"
    CLAIMS = "claims"
    TITLE = "title"
    REQUESTS = "requests"
    DEBT = "debt"
    PROCEDURE = "procedure"
    FACTS = "facts"
    PROPERTY = "property"
    SECURITY = "security"
    POWERS = "powers"
    NOTICE = "notice"
    EVIDENCE = "evidence"
    ATTACHED = "attached"
    ENCLOSED = "enclosed"
    MEDIATION = "mediation"


class Basis(StrEnum):
    """How sure it is that a form asks for an element."""

    NUMBERED = "numbered"
    """By its number in the form, as secondary texts give it."""
    GROUPED = "grouped"
    """The form asks for it; its place and count within its group are ours."""
    UNCONFIRMED = "unconfirmed"
    """Put together after the pattern of the others."""
    CUSTOMARY = "customary"
    """As such papers are usually written; no official form is claimed."""


SECTIONS: Mapping[Section, Message] = MappingProxyType(
    {
        Section.PARTIES: label("Information on the parties"),
        Section.CLAIMS: label("Claims"),
        Section.TITLE: label("What is enforced"),
        Section.REQUESTS: label("What is applied for"),
        Section.DEBT: label("Sums and how they are reckoned"),
        Section.PROCEDURE: label("Agreed jurisdiction and preservation"),
        Section.FACTS: label("Facts and reasons"),
        Section.PROPERTY: label("Known property"),
        Section.SECURITY: label("Security offered"),
        Section.POWERS: label("What the agent may do"),
        Section.NOTICE: label("Notice"),
        Section.EVIDENCE: label("Papers"),
        Section.ATTACHED: label("Papers to be attached"),
        Section.ENCLOSED: label("Enclosed"),
        Section.MEDIATION: label("Willingness to settle the dispute"),
    }
)
BASES: Mapping[Basis, Message] = MappingProxyType(
    {
        Basis.NUMBERED: label("numbered in the form"),
        Basis.GROUPED: label("asked for by the form"),
        Basis.UNCONFIRMED: label("not confirmed"),
        Basis.CUSTOMARY: label("customary"),
    }
)


@dataclass(frozen=True, slots=True)
class Element:
    """One thing a paper says."""

    key: str
    section: Section
    name: Message
    basis: Basis
    fill: Fill
    leads: bool = False
    """Whether it names another of the people, whose particulars follow."""


@dataclass(frozen=True, slots=True)
class FilledElement:
    """An element by its running number, filled as far as the ledger can."""

    number: int
    element: Element
    field: Field
