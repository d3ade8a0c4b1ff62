"""The export of reminders: what is to be done by the day, as `remind` lists it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dunning_cli.documents.export.columns import Kind
from dunning_cli.domain.case.case import Case
from dunning_cli.domain.case.entries import Contact
from dunning_cli.kernel.message import label
from dunning_cli.kernel.personal_marks import FREE_TEXT, STAFF
from dunning_cli.kernel.record import dataclass
from dunning_cli.views.account.unknown import unknown_warning
from dunning_cli.views.export.case_items import CaseItem
from dunning_cli.views.export.common import (
    BATCH,
    CASE,
    CREDITOR,
    DAYS_PAST_DUE,
    DEBTOR,
    OVERDUE,
    POLICY,
    STAGE,
    whom,
    within,
)
from dunning_cli.views.export.contacts import mark
from dunning_cli.views.export.dataset import Dataset, ExportColumn, Source, shown
from dunning_cli.views.portfolio.selection import wanted
from dunning_cli.views.worklist.reminder_sheet import ACTIONS, WorkItem, script_of, visiting_hour, why_of
from dunning_cli.views.worklist.reminders import work_of


@dataclass(frozen=True, slots=True)
class ReminderItem:
    """One thing to do, with the case it is to be done in."""

    work: WorkItem
    of: CaseItem
    source: Source

    @property
    def case_id(self) -> str:
        """The id of the case."""
        return self.work.reminder.case_id

    @property
    def case(self) -> Case:
        """The case as known on the day."""
        return self.work.standing.case


def reminder_items(source: Source) -> Iterator[ReminderItem]:
    """What is to be done by the day in the cases selected; `owner` is who does it, as `remind --owner` takes it."""
    selection, office = source.selection, source.reader.office
    items, unknown = work_of(source.reader, source.as_of, source.as_of, selection.owner)
    source.notes.extend(map(unknown_warning, unknown))
    anybody = selection.of_anybody()
    for item in items:
        case, stage = item.standing.case, item.standing.stage.stage
        if wanted(case, source.as_of, stage, anybody, office):
            of = CaseItem(case.id, case, source.as_of, state=item.standing)
            yield ReminderItem(item, of, source)


def to_do(attribute: str) -> Callable[[ReminderItem], object]:
    """Something of the reminder."""
    return lambda item: getattr(item.work.reminder, attribute)


def why(item: ReminderItem) -> object:
    """What asks for it, in words."""
    return why_of(item.work, item.source.language)


def script(item: ReminderItem) -> object:
    """What to say, names as they may be shown."""
    text = script_of(item.work, item.source.viewer)
    return shown(text) if text is not None else None


COLUMNS = (
    CASE,
    within(DEBTOR),
    within(POLICY),
    within(CREDITOR),
    within(BATCH),
    ExportColumn("action", label("action"), to_do("action"), Kind.CODE, words=ACTIONS),
    ExportColumn("to", label("with"), lambda item: whom(item.work.reminder.to), personal=mark(Contact, "to")),
    ExportColumn("due", label("act by"), to_do("due"), Kind.DAY),
    ExportColumn("time", label("time"), lambda item: visiting_hour(item.work.reminder)),
    ExportColumn("priority", label("prio"), lambda item: int(item.work.reminder.priority), Kind.COUNT),
    ExportColumn("why", label("why"), why, personal=FREE_TEXT),
    ExportColumn("rule", label("asked for by"), to_do("rule")),
    ExportColumn("owner", label("who does it"), lambda item: item.work.doer, personal=STAFF),
    ExportColumn("collector", label("collector"), lambda item: item.work.collector, personal=STAFF),
    ExportColumn("channel", label("how"), to_do("channel"), Kind.CODE),
    ExportColumn("number", label("number"), to_do("number"), personal=mark(Contact, "number")),
    ExportColumn("template", label("template"), to_do("template")),
    within(STAGE),
    within(DAYS_PAST_DUE),
    within(OVERDUE),
    ExportColumn("script", label("script"), script, personal=FREE_TEXT),
)

REMINDERS = Dataset("reminders", COLUMNS, reminder_items)
