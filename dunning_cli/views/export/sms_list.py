"""The list for a gateway: text messages that are lawful now, each word list passed, to numbers that take them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dunning_cli.domain.case.case import Case, Phone
from dunning_cli.domain.case.codes.people import PhoneKind
from dunning_cli.domain.case.codes.talk import Channel
from dunning_cli.domain.case.entries import Contact
from dunning_cli.domain.case.people.roles import person_of
from dunning_cli.domain.case.people.telephone import dialled
from dunning_cli.domain.case.people.viewing import IN_FULL
from dunning_cli.domain.contact.intent import Breach
from dunning_cli.domain.worklist.strategy_keys import Step, StepAction
from dunning_cli.kernel.errors import NotFound
from dunning_cli.kernel.message import label, msg
from dunning_cli.kernel.pattern import pattern
from dunning_cli.kernel.personal_marks import FREE_TEXT
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.text import suggestion
from dunning_cli.views.export.call_list import token
from dunning_cli.views.export.case_items import CaseItem
from dunning_cli.views.export.common import (
    BATCH,
    CASE,
    CREDITOR,
    DAYS_PAST_DUE,
    DEBTOR,
    OVERDUE,
    STAGE,
    whom,
    within,
)
from dunning_cli.views.export.contacts import mark
from dunning_cli.views.export.dataset import Dataset, ExportColumn, Source, shown
from dunning_cli.views.export.lawful import LeftOut, Wanted, called, item_of, reason_of, wanted_now
from dunning_cli.views.people.contact import judged_contact
from dunning_cli.views.worklist.reminder_sheet import WorkItem, script_of, why_of
from dunning_cli.views.worklist.reminders import as_work
from dunning_cli.views.worklist.work_sheet import numbers_of

_MOBILE = pattern(r"1[3-9][0-9]{9}")


@dataclass(frozen=True, slots=True)
class TextToSend:
    """One message that is lawful now; `text` as it is sent, `work` what it was made of."""

    of: CaseItem
    found: Wanted
    work: WorkItem
    number: str
    token: str
    source: Source

    @property
    def case_id(self) -> str:
        """The id of the case."""
        return self.found.state.case.id

    @property
    def case(self) -> Case:
        """The case as known on the day."""
        return self.found.state.case


def sms_list(script: str | None) -> Dataset:
    """The list: the messages of the day's work; with `script` the words of that name to every debtor overdue.

    Raises NotFound, once it is read, for a script that no strategy has.
    """

    def items(source: Source) -> Iterator[TextToSend]:
        if script is not None:
            _known(source, script)
        left_out = LeftOut()
        for number, found in enumerate(wanted_now(source, Channel.SMS, everybody=script is not None)):
            text = _text(source, found, script, left_out, number)
            if text is not None:
                yield text
        left_out.told(source)

    return Dataset("sms-list", COLUMNS, items)


def _known(source: Source, script: str) -> None:
    reader = source.reader
    strategies = [
        reader.strategies.under(reader.policies.policy(name).keys) for name in reader.rules.policies
    ]
    names = sorted({each.script for strategy in strategies for each in strategy.keys.scripts})
    if script not in names:
        raise NotFound(
            msg("there is no script '{name}'; {hint}", name=script, hint=suggestion(script, names))
        )


def _text(
    source: Source, found: Wanted, script: str | None, left_out: LeftOut, number: int
) -> TextToSend | None:
    work = _worded(source, found, script)
    text = script_of(work, IN_FULL_IN[source.language == "zh"]) if work is not None else None
    if work is None or text is None:
        left_out.because((Breach("script", label("no words for this step")),))
        return None
    case, to = found.state.case, found.to
    first: tuple[Breach, ...] = (Breach("number", msg("no mobile number is known")),)
    for mobile in _mobiles(source, case, to):
        judged = judged_contact(source.reader, case, source.now, Channel.SMS, to, mobile, text)
        if not judged.breaches:
            made = token(case.id, source.clock, number)
            return TextToSend(item_of(found, source), found, work, mobile, made, source)
        first = judged.breaches
    left_out.because(first)
    return None


IN_FULL_IN = {zh: replace(IN_FULL, language="zh" if zh else "en") for zh in (True, False)}
"""Who reads what is sent: the person it is sent to. It is judged as it is sent, and shown as the reader may see it."""


def _worded(source: Source, found: Wanted, script: str | None) -> WorkItem | None:
    """What is to be done with the words to be sent: those of its step, or those of the name given."""
    if script is None:
        return found.work
    step = Step(step="sms", action=StepAction.CALL, channel=Channel.SMS, script=script)
    reminder = replace(reason_of(found), step=step, channel=Channel.SMS)
    return as_work(source.reader, found.state, reminder)


def _mobiles(source: Source, case: Case, to: str) -> Iterator[str]:
    """The numbers of a person that take messages and are not known to be wrong, the best first."""
    person = person_of(source.reader.known(case), to)
    kinds = {dialled(phone.number): phone for phone in person.phones}
    for number in numbers_of(source.reader.known(case), to, source.as_of):
        phone = kinds.get(dialled(number))
        if phone is not None and _takes_messages(phone):
            yield number


def _takes_messages(phone: Phone) -> bool:
    """Whether it is a mobile telephone: said so, or not said and of that form."""
    if phone.kind is not None:
        return phone.kind is PhoneKind.MOBILE
    return _MOBILE.fullmatch(dialled(phone.number)) is not None


def _shown_text(item: TextToSend) -> object:
    text = script_of(item.work, item.source.viewer)
    return shown(text) if text is not None else None


COLUMNS = (
    ExportColumn("token", label("token"), lambda item: item.token),
    CASE,
    within(DEBTOR),
    ExportColumn(
        "to", label("with"), lambda item: whom(called(item.case, item.found.to)), personal=mark(Contact, "to")
    ),
    ExportColumn("number", label("number"), lambda item: item.number, personal=mark(Contact, "number")),
    ExportColumn("text", label("text"), _shown_text, personal=FREE_TEXT),
    ExportColumn(
        "why", label("why"), lambda item: why_of(item.work, item.source.language), personal=FREE_TEXT
    ),
    ExportColumn("rule", label("asked for by"), lambda item: item.work.reminder.rule),
    within(CREDITOR),
    within(BATCH),
    within(STAGE),
    within(DAYS_PAST_DUE),
    within(OVERDUE),
)
