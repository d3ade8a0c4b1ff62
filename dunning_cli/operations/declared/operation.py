"""What every operation is: a record of fields that command line, batch line and Python fill alike."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import MISSING, field, fields
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from dunning_cli.kernel.message import label
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.values import Day, FilledWords

if TYPE_CHECKING:
    from dunning_cli.operations.writing.outcome import Outcome
    from dunning_cli.operations.writing.unit_of_work import UnitOfWork

Op = TypeVar("Op", bound="Operation")
_WORDS = "words"
"""Where a field keeps how it is said on the command line."""


@dataclass(frozen=True, slots=True)
class CommandWords:
    """How a field is said on the command line: as an argument or an option, with its help."""

    help: str
    metavar: str = ""
    """What stands for the value; empty for a flag."""
    flags: tuple[str, ...] = ()
    """The option's names, where it is not named after the field."""
    argument: bool = False
    asked: bool | None = None
    """Whether the command line wants it, where that differs from `required`."""
    coming: bool = False
    """Of a day: it lies ahead, so that one typed without its year is the next; else it is the latest."""
    offers: tuple[str, ...] = ()
    """The values that fit, where its type knows more of them."""
    unsaid: str = ""
    """What is told to whoever leaves it out, where that is easily forgotten."""

    def names(self, field_name: str) -> tuple[str, ...]:
        """What the option of a field is called, the name to tell people first."""
        return self.flags or (f"--{field_name.replace('_', '-')}",)


def option(
    metavar: str,
    says: str,
    /,
    *,
    flags: tuple[str, ...] = (),
    required: bool = False,
    asked: bool | None = None,
    coming: bool = False,
    default: Any = MISSING,
    offers: tuple[str, ...] = (),
    unsaid: str = "",
) -> Any:
    """A field that is an option with a value; its name is the field's unless `flags` say otherwise.

    Optional (None) unless `required` or given a default; `asked`: whether the command line demands it, where that
    differs; `coming`: whether a day of it lies ahead; `offers`: the values that fit, where its type knows more;
    `unsaid`: what is told to whoever leaves it out.
    """
    words = CommandWords(says, metavar, flags, asked=asked, coming=coming, offers=offers, unsaid=unsaid)
    return _field(words, required, default)


def argument(
    metavar: str, says: str, /, *, required: bool = False, asked: bool | None = None, default: Any = MISSING
) -> Any:
    """A field that is a word of the command by its place."""
    return _field(CommandWords(says, metavar, argument=True, asked=asked), required, default)


def flag(says: str, /, *, flags: tuple[str, ...] = ()) -> Any:
    """A field that is true where its option is given."""
    return _field(CommandWords(says, flags=flags), False, MISSING)


def _field(words: CommandWords, required: bool, default: Any) -> Any:
    metadata = {"doc": label(words.help), _WORDS: words}
    if required:
        return field(metadata=metadata)
    return field(default=None if default is MISSING else default, metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation(ABC):
    """One thing to do. The docstring of a record is its help: what it does, and examples."""

    op: ClassVar[str] = ""
    """Its words on the command line and in a batch line."""
    commits_settings: ClassVar[bool] = False
    """Whether it commits dunning.yaml as somebody has edited it."""
    alone: ClassVar[bool] = False
    """Whether it is about files or commits as they stand, and so cannot be one of several in a batch."""
    not_asked: ClassVar[tuple[str, ...]] = ()
    """Fields of its bases that its command does not offer."""
    leading: ClassVar[tuple[str, ...]] = ()
    """Fields of its bases that stand before its own: what is given with it most often."""
    other_keys: ClassVar[Mapping[str, str]] = {}
    """Keys by which a batch line may name some of its fields too."""
    by_place: ClassVar[tuple[str, ...]] = ()
    """The first parameters of its Python method, where these are not the fields that are required: scripts rely on
    the order, also after a field of it became one of several to choose from."""

    on: Day | None = option("DATE", "Value date; today unless given.")
    override: FilledWords | None = option(
        "REASON", "Go against a contact rule, or give a value date before 1980, with the reason."
    )
    agent: FilledWords | None = option("STAFF", "Who did it, where that is not the actor.")

    @abstractmethod
    def apply(self, unit: UnitOfWork) -> Outcome:
        """Checks the operation against the ledger and adds its entries to what the command writes.

        Raises a Failure where it cannot be done; then nothing is written.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOperation(Operation):
    """An operation on one case."""

    case: FilledWords = argument(
        "CASE",
        "Case id, a unique beginning of it, or the debtor's name, telephone number or address.",
        required=True,
    )


COMMON = tuple(each.name for each in fields(Operation))
"""Fields that every operation has; they stand behind its own."""


def words_by_field(record: type[Operation]) -> dict[str, CommandWords]:
    """How each field that the command of an operation offers is said, by attribute, in the order of their declaration."""
    return {
        each.name: each.metadata[_WORDS]
        for each in fields(record)
        if _WORDS in each.metadata and each.name not in record.not_asked
    }
