"""Where the terms of clients and the statements issued to them stand in a ledger."""

from __future__ import annotations

from dunning_cli.kernel.pattern import pattern

CLIENTS = "clients"
STATEMENTS = f"{CLIENTS}/statements"
_TERMS = pattern(r"clients/[^/.][^/]*\.yaml")
_STATEMENT = pattern(r"clients/statements/[^/.][^/]*/\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d\.yaml")


def is_terms_file(path: str) -> bool:
    """Whether a path is the file of a client's terms."""
    return _TERMS.fullmatch(path) is not None


def is_statement_file(path: str) -> bool:
    """Whether a path is a statement issued to a client."""
    return _STATEMENT.fullmatch(path) is not None


def statement_path(slug: str, period: str) -> str:
    """The path of a statement: by the name of the client's file, and its period."""
    return f"{STATEMENTS}/{slug}/{period}.yaml"
