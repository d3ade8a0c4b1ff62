"""A foreign table in memory, of whatever kind it is: its sheets."""

from __future__ import annotations

from pathlib import PurePath

from dunning_cli.intake.files.delimited import read_delimited
from dunning_cli.intake.files.old_workbook import protected, read_old_workbook
from dunning_cli.intake.files.sheet import Sheet
from dunning_cli.intake.files.workbook import ENCRYPTED, damaged, read_workbook
from dunning_cli.kernel.errors import Refused, WrongUsage
from dunning_cli.kernel.message import msg

_DELIMITERS = {".csv": ",", ".tsv": "\t", ".txt": "\t"}
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB_PAGE = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")


def refuse_other_kinds(file: PurePath | str) -> None:
    """Raises WrongUsage for a file that by its name is no table."""
    if _kind(file) not in (*_WORKBOOKS, *_DELIMITERS):
        raise WrongUsage(
            msg("{file} is not a file that can be imported: save it as .xlsx, .csv or .tsv", file=file)
        )


def opened(file: str, data: bytes) -> list[Sheet]:
    """The sheets in the bytes of a workbook or a text file; its name stands in messages.

    What a file is, its first bytes say: systems call whatever they export .xls. Raises WrongUsage for a name of
    another kind, Refused for a file that is empty or cannot be read.
    """
    refuse_other_kinds(file)
    if not data:
        raise Refused(msg("{file} is empty", file=file))
    if data.startswith(_ZIP):
        return read_workbook(file, data)
    if data.startswith(_OLE):
        if ENCRYPTED in data:
            raise protected(file)
        return read_old_workbook(file, data)
    if _kind(file) in _DELIMITERS:
        return read_delimited(file, data, _DELIMITERS[_kind(file)])
    if data.lstrip()[:9].lower().startswith(_WEB_PAGE):
        raise Refused(
            msg(
                "{file} is a web page, not a workbook: open it in a spreadsheet program and save it as .xlsx",
                file=file,
            )
        )
    raise damaged(file)


def _kind(file: PurePath | str) -> str:
    return PurePath(file).suffix.lower()
