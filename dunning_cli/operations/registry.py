"""Every operation by its command word: the words of the command line, of batch lines and of the Python API."""

from __future__ import annotations

from dunning_cli.kernel.errors import WrongUsage
from dunning_cli.kernel.message import msg
from dunning_cli.kernel.text import suggestion
from dunning_cli.operations.agreements.concessions import Approve, Extend, PutOnHold, Waive
from dunning_cli.operations.agreements.plans import EndPlan, NewPlan
from dunning_cli.operations.cases.assignment import AssignCases
from dunning_cli.operations.cases.do_not_lend import ListDoNotLend, UnlistDoNotLend
from dunning_cli.operations.cases.facts import EnterPhase, RecordComplaint, VerifyCase
from dunning_cli.operations.cases.fraud import SuspectFraud
from dunning_cli.operations.cases.master_data import CommitEdits, SetHead
from dunning_cli.operations.cases.opening import CloseCase, OpenCase, ReopenCase
from dunning_cli.operations.cases.people import AddParty, RecordConsent, RecordDeath, RecordDetail
from dunning_cli.operations.contact.talk import MakePromise, Note
from dunning_cli.operations.contact.visits import PlanVisit, RecordVisit
from dunning_cli.operations.ledger.mend_lines import MendLines
from dunning_cli.operations.ledger.undo import Undo
from dunning_cli.operations.legal.assets import AddAsset, AddCreditor, CheckAsset
from dunning_cli.operations.legal.legal import TakeLegalStep
from dunning_cli.operations.letters.deliveries import DeliverLetter, SpoilLetter
from dunning_cli.operations.letters.letter_batch import LetterBatch
from dunning_cli.operations.letters.letters import NewLetter
from dunning_cli.operations.money.bills import MakeBills
from dunning_cli.operations.money.money import AddCharge, OpeningBalance, Pay
from dunning_cli.operations.money.reversals import Reverse
from dunning_cli.operations.money.schedules import ChargeSchedule
from dunning_cli.operations.money.transfers import PayBack, Transfer
from dunning_cli.operations.writing.operation import Operation

OPERATIONS: dict[str, type[Operation]] = {
    record.op: record
    for record in (
        OpenCase,
        SetHead,
        CommitEdits,
        OpeningBalance,
        AddCharge,
        Pay,
        Reverse,
        Note,
        MakePromise,
        AssignCases,
        CloseCase,
        ReopenCase,
        Waive,
        Extend,
        PutOnHold,
        Approve,
        ChargeSchedule,
        NewPlan,
        EndPlan,
        VerifyCase,
        EnterPhase,
        RecordComplaint,
        SuspectFraud,
        PlanVisit,
        RecordVisit,
        ListDoNotLend,
        UnlistDoNotLend,
        MakeBills,
        Transfer,
        PayBack,
        TakeLegalStep,
        AddAsset,
        CheckAsset,
        AddCreditor,
        Undo,
        MendLines,
        NewLetter,
        LetterBatch,
        DeliverLetter,
        SpoilLetter,
        RecordDetail,
        AddParty,
        RecordConsent,
        RecordDeath,
    )
}


def operation_named(word: str) -> type[Operation]:
    """The operation of a command word. Raises WrongUsage with a suggestion."""
    found = OPERATIONS.get(word)
    if found is None:
        raise WrongUsage(
            msg("there is no operation '{word}'; {hint}", word=word, hint=suggestion(word, OPERATIONS))
        )
    return found
