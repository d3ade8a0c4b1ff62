"""Writes the figures of docs/reports.md from the definitions of the reports: `python scripts/report_reference.py`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from marked_page import with_part

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reports.md"
BEGIN = "<!-- figures: written by scripts/report_reference.py -->"
END = "<!-- end of figures -->"


def reference() -> str:
    """The figures of every report with their formulas, in Markdown."""
    from dunning_cli.views.reports.definitions import REPORTS

    return "\n".join(["## Figures", "", *(line for report in REPORTS.values() for line in _section(report))])


def _section(report: object) -> Iterator[str]:
    from dunning_cli.views.reports.definitions import Report

    assert isinstance(report, Report)
    by = (
        f"by `{report.by}` unless asked otherwise"
        if report.by
        else "bills of the period and older ones apart"
    )
    yield from (f"### `report {report.name}`", "", f"{report.title.template}, {by}.", "")
    yield from ("| key | figure | formula |", "|---|---|---|")
    yield from (
        f"| `{each.key}` | {each.title.template} | {each.formula.template} |" for each in report.measures
    )
    yield ""


def page(text: str) -> str:
    """The page with its tables as they should be."""
    return with_part(text, BEGIN, reference(), END)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
