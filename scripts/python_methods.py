"""Writes typed methods of `Ledger`: one for each operation, one for each report by measures: `python scripts/python_methods.py`."""

from __future__ import annotations

import inspect
import subprocess
import sys
import textwrap
from enum import StrEnum
from keyword import iskeyword
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parent.parent / "dunning_cli" / "python"
FILE, REPORTS_FILE = PACKAGE / "operations.py", PACKAGE / "measured_reports.py"
HEAD = '''# ruff: noqa: A002  # fields are named as on the command line
"""A method for each operation, with its fields. Written by scripts/python_methods.py from the operations' records."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, Literal, TypeAlias, TypeVar

Result = TypeVar("Result", covariant=True)
Money: TypeAlias = Decimal | int | str
"""Yuan: exact, so never a float."""
Number: TypeAlias = int | str
Day: TypeAlias = date | str
"""A date, or its ISO form."""
Moment: TypeAlias = datetime | str
"""A moment, or its ISO form; without an offset in the office's time."""


class LedgerOperations(ABC, Generic[Result]):
    """What can be done to a ledger. Values are those of the command line; a Failure says what is wrong with them."""

    @abstractmethod
    def do(self, words: str, /, **values: Any) -> Result:
        """An operation by its command words, with its fields by name."""
'''
REPORTS_HEAD = '''"""A method for each report by measures. Written by scripts/python_methods.py from their definitions."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date

from dunning_cli.python.asked import AskedLedger, Data
from dunning_cli.views.portfolio.selection import Selection


class MeasuredReports(AskedLedger):
    """The reports by measures, each with the period before it and the same a year earlier (docs/reports.md)."""

    @abstractmethod
    def _measured(
        self,
        name: str,
        days: tuple[date | None, date | None],
        by: str | None,
        cases: str | None,
        rev: str | None,
        selection: Selection,
    ) -> Data:
        """A report by its name. Raises WrongUsage, NotFound."""
'''
REPORT = '''
    def report_{method}(
        self,
        first: date | None = None,
        last: date | None = None,
        *,
        by: str | None = None,
        cases: str | None = None,
        rev: str | None = None,
        owner: str | None = None,
        policy: str | None = None,
        stage: str | None = None,
        batch: str | None = None,
        area: str | None = None,
        client: str | None = None,
    ) -> Data:
        """{doc}
        """
        selection = Selection(
            owner=owner, policy=policy, stage=stage, batch=batch, area=area, client=client
        )
        return self._measured("{name}", (first, last), by, cases, rev, selection)
'''
SCALARS = {
    "amount": "Money",
    "amount above zero": "Money",
    "amount, or all": "Money",
    "date": "Day",
    "date and time": "Moment",
    "whole number": "Number",
    "true or false": "bool",
}


def written() -> str:
    """The module of operations, as the formatter leaves it."""
    from dunning_cli.operations.registry import OPERATIONS, declared_operation

    return _formatted(HEAD + "".join(_method(words, declared_operation(words)) for words in OPERATIONS))


def written_reports() -> str:
    """The module of reports by measures, as the formatter leaves it."""
    from dunning_cli.views.reports.definitions import REPORTS

    return _formatted(REPORTS_HEAD + "".join(map(_report, REPORTS.values())))


def _report(report: Any) -> str:
    """The method of one report; what it says of its options is what the help page says."""
    from dunning_cli.cli.commands.measured_reports import HELP
    from dunning_cli.views.reports.definitions import Span
    from dunning_cli.views.reports.groups import TITLES

    about = " ".join(HELP[report.name].partition("\n\n")[0].split())
    span = "year" if report.span is Span.YEAR else "month"
    told = (
        f"first: First day; that of the {span} of the last day unless given.",
        "last: Last day; today unless given.",
        f"by: One or two of {', '.join(TITLES)}, with a comma between.",
        "cases: The key of one row: the cases it is made of.",
        "owner, policy, stage, batch, area, client: Cases of these only.",
    )
    lines = [
        *_folded(f"{about.rstrip('.')}, as `report {report.name}`."),
        "",
        *(line for text in told for line in _folded(text, "    ")),
    ]
    doc = "\n".join(f"        {line}".rstrip() for line in lines).lstrip()
    return REPORT.format(name=report.name, method=report.name.replace("-", "_"), doc=doc)


def _formatted(text: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--quiet", "--stdin-filename", str(FILE), "-"],
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def _method(words: str, record: Any) -> str:
    from dunning_cli.kernel.schema import fields_of

    fields = sorted(fields_of(record), key=_place)
    first = [item for name in record.by_place for item in fields if item.attribute == name]
    needed = [] if first else [item for item in fields if item.required]
    others = [item for item in fields if item not in first and item not in needed]
    parameters = ["self", *map(_with_default, first)]
    parameters += [f"{item.attribute}: {_type(item.form)}" for item in needed]
    if others:
        parameters.append("*")
        parameters += map(_with_default, others)
    about = inspect.cleandoc(record.__doc__ or "").partition("\n\nExamples:")[0]
    told = [f"{item.attribute}: {item.doc.template if item.doc else ''}" for item in fields]
    lines = [*_folded(about), "", *(line for text in told for line in _folded(text, "    "))]
    given = ", ".join(
        [repr(words), *(f"{item.key}={item.attribute}" for item in fields if item.key.isidentifier())]
    )
    if any(iskeyword(item.key) or not item.key.isidentifier() for item in fields):
        pairs = ", ".join(f'"{item.key}": {item.attribute}' for item in fields)
        given = f"{words!r}, **{{{pairs}}}"
    doc = "\n".join(f"        {line}".rstrip() for line in lines).lstrip()
    name = words.replace(" ", "_").replace("-", "_")
    if iskeyword(name):
        name += "_"
    return (
        f"\n    def {name}({', '.join(parameters)}) -> Result:\n"
        f'        """{doc}\n        """\n'
        f"        return self.do({given})\n"
    )


def _with_default(item: Any) -> str:
    from dunning_cli.kernel.schema import Many

    kind = _type(item.form)
    if isinstance(item.form, Many):
        return f"{item.attribute}: {kind} = ()"
    return (
        f"{item.attribute}: {kind} = False" if kind == "bool" else f"{item.attribute}: {kind} | None = None"
    )


def _place(item: Any) -> int:
    """Its own fields as they are declared, then those that every operation has; the case first."""
    from dunning_cli.operations.declared.operation import COMMON

    if item.attribute in COMMON:
        return 100 + COMMON.index(item.attribute)
    return 0 if item.attribute == "case" else 1


def _type(form: Any) -> str:
    from dunning_cli.kernel.schema import Many, Scalar

    if isinstance(form, Many):
        return f"Sequence[{_type(form.of)}]"
    if isinstance(form, Scalar):
        return SCALARS.get(form.name.template, "str")
    if isinstance(form, type) and issubclass(form, StrEnum):
        return "Literal[" + ", ".join(f'"{member.value}"' for member in form) + "]"
    return "Mapping[str, Any]"


def _folded(text: str, indent: str = "") -> list[str]:
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
    lines: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        lines += ([""] if number else []) + textwrap.wrap(paragraph, 100, subsequent_indent=indent)
    return lines


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8", newline="\n")
    REPORTS_FILE.write_text(written_reports(), encoding="utf-8", newline="\n")
