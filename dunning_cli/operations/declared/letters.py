"""What can be asked of letters: written, posted, spoiled."""

from __future__ import annotations

from typing import Any, ClassVar

from dunning_cli.domain.case.codes.letters import Method
from dunning_cli.kernel.languages import Language
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import key
from dunning_cli.kernel.values import Code, Day, FilledWords, Flag, PositiveAmount
from dunning_cli.operations.declared.operation import CaseOperation, Operation, argument, flag, option


def _letter_to() -> Any:
    return option("WHO", "debtor, guarantor, or the name of a liable party.")


def _method() -> Any:
    return option("WAY", "registered, ems, hand, notary, notice or electronic.")


def _letter_language() -> Any:
    return option("LANG", "zh or en; the ledger's language unless given.", flags=("--letter-language",))


def _group() -> Any:
    return flag("One letter over all open cases of the debtor with something overdue.")


def _cost() -> Any:
    return option(
        "AMOUNT",
        "Cost of each letter, charged as a fee before it is written; only where the contract says so.",
    )


def _series() -> Any:
    return option("NAME", "Letter series of this clone, chosen with its first letter.")


def _serial() -> Any:
    return argument("SERIAL", "Number of the letter, such as 2026-A-0012.", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedLetter:
    """One letter wanted: on which case, from which template, to whom."""

    case: FilledWords = key("case id", required=True)
    template: Code = key("name of the template", required=True)
    to: FilledWords | None = key("debtor, guarantor or a name; by the template unless given")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLetter(CaseOperation):
    """Write a letter, give it a number and enter it in the register.

    Examples:
      dunning letter new PF-2026-0007 overdue-notice --method registered
      dunning letter new PF-2026-0007 final-demand --group --pdf
      dunning letter new PF-2026-0007 correction --corrects 2026-A-0012 --reason "本月收到的一笔还款未及时入账"
      dunning letter new XD-2026-0001 extension-request --extend-to 2026-09-04 --reason "plan in its second month"
      dunning letter new XD-2026-0001 extension-request --whole-batch --extend-to 2026-09-04 --reason "plans are running"
    """

    op: ClassVar[str] = "letter new"
    leading: ClassVar[tuple[str, ...]] = ("on",)

    template: Code = argument(
        "TEMPLATE",
        "payment-reminder, overdue-notice, final-demand, guarantor-notice, lawyers-letter, plan-agreement, extension-request, balance-confirmation, statement-for-debtor, settlement-certificate or correction.",
        required=True,
    )
    to: FilledWords | None = _letter_to()
    method: Method | None = _method()
    language: Language | None = _letter_language()
    group: Flag | None = _group()
    whole_batch: Flag | None = flag("One letter over all open cases of the client's batch, to the client.")
    cost: PositiveAmount | None = _cost()
    extend_to: Day | None = option(
        "DATE", "Day up to which a client is asked to leave the case.", coming=True
    )
    reason: FilledWords | None = option(
        "TEXT", "Why the client should; of a correction what was wrong, as the letter says it."
    )
    corrects: FilledWords | None = option("SERIAL", "The letter that a correction puts right.")
    work_done: FilledWords | None = option(
        "TEXT", "What was done so far; counted from the case unless given."
    )
    series: FilledWords | None = _series()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterBatch(Operation):
    """Write a letter in every open case selected, in one commit; cases that get none are listed with the reason.

    Examples:
      dunning letter batch --due --owner wang --group --pdf -o today.pdf
      dunning letter batch --stage M2 --template overdue-notice --dry-run
      dunning letter batch --stage M2 --template overdue-notice --owner wang --pdf -o m2.pdf
    """

    op: ClassVar[str] = "letter batch"

    template: Code | None = option("TEMPLATE", "Name of the template.")
    letter: tuple[WantedLetter, ...] = key(
        "the letters wanted one by one, instead of a selection", default=()
    )
    stage: FilledWords | None = option("STAGE", "Cases in this stage only.")
    owner: FilledWords | None = option("STAFF", "Cases of this collector only.")
    policy: Code | None = option("POLICY", "Cases of this policy only.")
    to: FilledWords | None = _letter_to()
    method: Method | None = _method()
    group: Flag | None = _group()
    cost: PositiveAmount | None = _cost()
    language: Language | None = _letter_language()
    series: FilledWords | None = _series()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverLetter(CaseOperation):
    """Record how a letter went out and what came back; do it again as more becomes known.

    Examples:
      dunning letter deliver PF-2026-0007 2026-A-0012 --tracking XA12345678944 --posted 2026-06-02
      dunning letter deliver PF-2026-0007 2026-A-0012 --received 2026-06-05 --signed-by 王建国
      dunning letter deliver PF-2026-0007 2026-A-0012 --acknowledged --signed-by 本人
      dunning letter deliver PF-2026-0007 2026-A-0012 --returned 收件人拒收 --on 2026-06-09
    """

    op: ClassVar[str] = "letter deliver"
    not_asked: ClassVar[tuple[str, ...]] = ("override",)

    serial: FilledWords = _serial()
    method: Method | None = option(
        "WAY", "How it went, where not as written: registered, ems, hand, notary, notice or electronic."
    )
    tracking: FilledWords | None = option("NUMBER", "Tracking number of the post.")
    posted: Day | None = option("DATE", "Posted on.")
    received: Day | None = option("DATE", "Received on.")
    signed_by: FilledWords | None = option("NAME", "Who signed for it; self: the addressee in person.")
    acknowledged: Flag | None = flag("The slip came back signed by who owes: the debt is acknowledged.")
    returned: FilledWords | None = option("TEXT", "It came back, and why, in the words of the post.")
    on: Day | None = option("DATE", "Value date; the day received or posted unless given.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpoilLetter(CaseOperation):
    """Record that a letter was spoiled and never sent; its number stays used.

    Examples:
      dunning letter spoil PF-2026-0007 2026-A-0012 --reason "printed on the wrong paper"
    """

    op: ClassVar[str] = "letter spoil"

    serial: FilledWords = _serial()
    reason: FilledWords = option("TEXT", "Why it was not sent.", required=True)
