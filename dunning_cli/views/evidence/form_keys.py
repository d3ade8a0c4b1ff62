"""What `legal form` answers for scripts (docs/json.md)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, NotRequired, TypedDict

from dunning_cli.domain.case.codes.legal import CourtPaper
from dunning_cli.domain.litigation.form_elements import Basis, Section
from dunning_cli.domain.litigation.form_fields import FieldState
from dunning_cli.kernel.message import Message
from dunning_cli.kernel.values import Day


class GapData(TypedDict):
    """Something that an element lacks."""

    what: Annotated[Message, "what is missing"]
    do: Annotated[str | None, "the command that supplies it, words in capitals to be filled in"]


class ElementData(TypedDict):
    """One element of a form; its text stands in the files alone."""

    number: Annotated[int, "its running number"]
    element: Annotated[str, "its key"]
    section: Annotated[Section, "part of the form"]
    name: Annotated[Message, "what it asks for"]
    basis: Annotated[Basis, "how sure it is that the form asks for it"]
    state: Annotated[FieldState, "how far it is filled"]
    amount: Annotated[Decimal | None, "its sum in yuan, of an element that states one"]
    origins: Annotated[
        list[str],
        "entries, keys of the head, of the policy or of dunning.yaml that fill it; `form`: words that such a paper always has",
    ]
    missing: Annotated[list[GapData], "what it lacks"]


class CourtFormData(TypedDict):
    """A paper for a court, or one that goes with it."""

    case: Annotated[str, "id of the case"]
    template: Annotated[CourtPaper, "which paper"]
    as_of: Annotated[Day, "day up to which sums are reckoned"]
    filled: Annotated[int, "elements of which nothing is missing"]
    total: Annotated[Decimal | None, "its sum in yuan; null of a paper that states none"]
    elements: Annotated[list[ElementData], "the elements in the order of the form"]
    files: NotRequired[Annotated[list[str], "files written, with `--output`"]]
