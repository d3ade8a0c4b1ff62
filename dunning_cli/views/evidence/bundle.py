"""The whole bundle as files, and what to say of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from dunning_cli.documents.web_page import page_html
from dunning_cli.kernel.message import Message, Translate, msg
from dunning_cli.kernel.record import dataclass
from dunning_cli.store.format.folder import SETTINGS_FILE
from dunning_cli.store.machine.bundle import sealed
from dunning_cli.store.machine.installation import PRODUCT, installed_version
from dunning_cli.store.reading.hand_edits import hand_edits
from dunning_cli.store.reading.ledger_reader import LedgerReader
from dunning_cli.views.account.data import balance_data
from dunning_cli.views.evidence.dossier import Dossier, dossier_of
from dunning_cli.views.evidence.index import INDEX, index_page
from dunning_cli.views.evidence.papers import papers_of

if TYPE_CHECKING:
    from dunning_cli.views.evidence.json_keys import EvidenceData


@dataclass(frozen=True, slots=True)
class EvidenceBundle:
    """The files of a bundle by name, what a script is told of it, and what whoever uses it should know.

    Doubts about the limitation are among the warnings and not in the papers: they are for the creditor's lawyer.
    """

    files: dict[str, bytes]
    data: EvidenceData
    warnings: tuple[Message, ...]
    committed: datetime
    """When the commit it was made from was committed: the time its files bear."""


def evidence_bundle(
    reader: LedgerReader, reference: str, as_of: date, rev: str | None, language: str, translate: Translate
) -> EvidenceBundle:
    """Makes the bundle of a case from the last commit, or from `rev`; errors as for `dossier_of`.

    `translate` gives the bundle's own language. The same commit, day, language and version give the same bytes.
    """
    dossier = dossier_of(reader, reference, as_of, rev, language)
    papers = list(papers_of(dossier, translate))
    warnings = _warnings(dossier)
    program = f"{PRODUCT} {installed_version(PRODUCT) or ''}".rstrip()
    index = page_html(index_page(dossier, papers, warnings, program), language, translate)
    about = _about(dossier)
    files = sealed(
        {INDEX: index} | {paper.file: paper.data for paper in papers}, about | {"program": program}
    )
    notes = (*warnings, *dossier.limitation.notes, *([] if rev is not None else _left_out(dossier)))
    data: EvidenceData = {
        "case": about["case"],
        "as_of": about["as_of"],
        "commit": about["commit"],
        "language": about["language"],
        "balance": balance_data(dossier.standing.account.balance),
        "files": sorted(files),
    }
    return EvidenceBundle(files, data, notes, dossier.commit.committed)


def _about(dossier: Dossier) -> dict[str, str]:
    return {
        "case": dossier.case.id,
        "as_of": dossier.as_of.isoformat(),
        "commit": dossier.commit.id,
        "language": dossier.language,
    }


def _left_out(dossier: Dossier) -> list[Message]:
    """Rules and settings edited by hand, of which the bundle knows nothing."""
    used = {SETTINGS_FILE, *(file.path for file in dossier.rules)}
    return [
        msg("{file} was edited by hand; the bundle uses what the last commit holds", file=edit.path)
        for edit in hand_edits(dossier.reader.folder)
        if edit.path in used
    ]


def _warnings(dossier: Dossier) -> list[Message]:
    found = [letter.fault for letter in dossier.letters if letter.fault is not None]
    findings = [each for each in dossier.audit.found if each.case == dossier.case.id]
    if findings:
        found.append(
            msg(
                "the audit has {count} findings on this case; the first: {what}",
                count=len(findings),
                what=findings[0].message,
            )
        )
    later = [entry for entry in dossier.case.entries if entry.date > dossier.as_of]
    if later:
        found.append(
            msg(
                "{count} entries of the case file are dated after {date} and do not count in the figures",
                count=len(later),
                date=dossier.as_of,
            )
        )
    return found
