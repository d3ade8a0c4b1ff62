"""The export of letters: the register with what became of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dunning_cli.documents.export.columns import Kind
from dunning_cli.domain.case.entries import Delivery, Letter
from dunning_cli.domain.case.people.roles import is_self
from dunning_cli.domain.contact.deliveries import LetterRecord, letter_records, letters_taken_back
from dunning_cli.kernel.masking import Personal
from dunning_cli.kernel.message import label
from dunning_cli.kernel.personal_marks import STAFF, Form
from dunning_cli.views.export.case_items import CaseItem
from dunning_cli.views.export.common import BATCH, CASE, CREDITOR, DEBTOR, POLICY, whom, within
from dunning_cli.views.export.contacts import mark
from dunning_cli.views.export.dataset import Dataset, ExportColumn, Source, shown
from dunning_cli.views.export.entry_items import Below, below
from dunning_cli.views.letters.letters import STATES


def _letters(source: Source) -> Iterable[Below[LetterRecord]]:
    """Every letter up to the day; one over several cases stands under each of them."""

    def records(item: CaseItem) -> Iterable[LetterRecord]:
        if item.case is None:
            return ()
        written = letter_records(item.case.standing(item.as_of))
        taken_back = letters_taken_back(item.case.entries, item.as_of)
        return sorted((*written, *taken_back), key=lambda each: each.letter.serial)

    return below(source, records)


def _letter(attribute: str) -> Callable[[Below[LetterRecord]], object]:
    return lambda item: getattr(item.what.letter, attribute)


def _record(attribute: str) -> Callable[[Below[LetterRecord]], object]:
    return lambda item: getattr(item.what, attribute)


def _signer(item: Below[LetterRecord]) -> object:
    """Who signed; words such as 本人 are nobody's name."""
    name = item.what.signed_by
    return name and shown(name if is_self(name) else Personal(name, Form.NAME))


COLUMNS = (
    ExportColumn("serial", label("serial"), _letter("serial")),
    CASE,
    within(DEBTOR),
    within(POLICY),
    within(CREDITOR),
    within(BATCH),
    ExportColumn("cases", label("all its cases"), lambda item: item.what.letter.cases or (item.case_id,)),
    ExportColumn("template", label("template"), _letter("template")),
    ExportColumn("date", label("date"), _letter("date"), Kind.DAY),
    ExportColumn(
        "to", label("addressee"), lambda item: whom(item.what.letter.to), personal=mark(Letter, "to")
    ),
    ExportColumn("method", label("method"), _record("method"), Kind.CODE),
    ExportColumn("pay_by", label("pay by"), _letter("pay_by"), Kind.DAY),
    ExportColumn(
        "total", label("total"), lambda item: getattr(item.what.letter.amounts, "total", None), Kind.AMOUNT
    ),
    ExportColumn("state", label("state"), _record("state"), Kind.CODE, words=STATES),
    ExportColumn("tracking", label("tracking"), _record("tracking")),
    ExportColumn("posted", label("posted on"), _record("posted"), Kind.DAY),
    ExportColumn("received", label("received on"), _record("received"), Kind.DAY),
    ExportColumn("signed_by", label("signed for by"), _signer, personal=mark(Delivery, "signed_by")),
    ExportColumn("acknowledged", label("debt acknowledged on"), _record("acknowledged_on"), Kind.DAY),
    ExportColumn(
        "returned", label("why it came back"), _record("returned"), personal=mark(Delivery, "returned")
    ),
    ExportColumn(
        "spoiled", label("why it was not sent"), _record("spoiled"), personal=mark(Delivery, "spoiled")
    ),
    ExportColumn("by", label("recorded by"), _letter("by"), personal=STAFF),
    ExportColumn("hash", label("SHA-256 of its text"), _letter("hash")),
)

LETTERS = Dataset("letters", COLUMNS, _letters)
