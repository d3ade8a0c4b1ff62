"""Who changed what and when, from git: of one case or the whole ledger."""

from __future__ import annotations

from dunning_cli.domain.message import label, msg
from dunning_cli.domain.sheet import Answer, Column, Table
from dunning_cli.store.books import Books
from dunning_cli.store.case_lookup import find_case
from dunning_cli.store.history import commits

COLUMNS = (
    Column(label("when")),
    Column(label("who")),
    Column(label("what")),
    Column(label("commit")),
)
_SHORT = 10


def diary(books: Books, reference: str | None, limit: int) -> Answer:
    """The last `limit` changes (0 for all), the latest first. Raises NotFound."""
    found = find_case(books.folder, reference) if reference is not None else None
    paths = [found.path] if found is not None else None
    listed = list(commits(books.folder, paths, limit=limit or None))
    zone = books.office.time_zone
    data = {
        "case": found.case.id if found is not None else None,
        "changes": [
            {
                "commit": commit.id,
                "when": commit.when.astimezone(zone),
                "who": commit.author,
                "what": commit.subject,
                "files": list(commit.files),
            }
            for commit in listed
        ],
    }
    rows = [
        (commit.when.astimezone(zone), commit.author, commit.subject, commit.id[:_SHORT]) for commit in listed
    ]
    heading = (
        msg("changes of {case}", case=found.case.id) if found is not None else label("changes of the ledger")
    )
    return Answer(data, (Table(COLUMNS, rows, heading),))
