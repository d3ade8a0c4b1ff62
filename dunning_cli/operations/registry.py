"""Every operation by its command word: the words of the command line, of batch lines and of the Python API."""

from __future__ import annotations

from dunning_cli.domain.failure import WrongUsage
from dunning_cli.domain.message import msg
from dunning_cli.domain.texts import suggestion
from dunning_cli.operations.assets import AddAsset, AddCreditor, CheckAsset
from dunning_cli.operations.assignment import AssignCases
from dunning_cli.operations.bills import MakeBills
from dunning_cli.operations.case_work import CloseCase, OpenCase, ReopenCase
from dunning_cli.operations.concessions import Approve, Extend, PutOnHold, Waive
from dunning_cli.operations.deliveries import DeliverLetter, SpoilLetter
from dunning_cli.operations.do_not_lend import ListDoNotLend, UnlistDoNotLend
from dunning_cli.operations.facts import EnterPhase, RecordComplaint, VerifyCase
from dunning_cli.operations.fraud import SuspectFraud
from dunning_cli.operations.heads import CommitEdits, SetHead
from dunning_cli.operations.legal import TakeLegalStep
from dunning_cli.operations.letter_batch import LetterBatch
from dunning_cli.operations.letters import NewLetter
from dunning_cli.operations.mend_lines import MendLines
from dunning_cli.operations.money import AddCharge, OpeningBalance, Pay
from dunning_cli.operations.operation import Operation
from dunning_cli.operations.people import AddParty, RecordConsent, RecordDeath, RecordDetail
from dunning_cli.operations.plans import EndPlan, NewPlan
from dunning_cli.operations.reversals import Reverse
from dunning_cli.operations.schedules import ChargeSchedule
from dunning_cli.operations.talk import MakePromise, Note
from dunning_cli.operations.transfers import PayBack, Transfer
from dunning_cli.operations.undo import Undo
from dunning_cli.operations.visits import PlanVisit, RecordVisit

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
