"""Every report from Python: the method gives what the command prints with --json."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from copies import copy_folder
from whole_program import whole_program

from dunning_cli import Ledger, NotFound, Refused, WrongUsage
from dunning_cli.present.values import json_text
from dunning_cli.views.reports.definitions import REPORTS

Run = Callable[..., Any]
MAY = {"first": date(2026, 5, 1), "last": date(2026, 5, 31)}
IN_MAY = ("--from", "2026-05-01", "--to", "2026-05-31")
ASKED: dict[str, tuple[tuple[tuple[str, ...], dict[str, Any]], ...]] = {
    "access": (((), {}), (("CC-2026-0004",), {"case": "CC-2026-0004"}), (IN_MAY, MAY)),
    "backdated": (((), {}), (IN_MAY, MAY)),
    "batch": (
        (("XK2604",), {"batch": "XK2604"}),
        (("XK2604", "--as-of", "2026-05-31"), {"batch": "XK2604", "as_of": MAY["last"]}),
    ),
    "client": (
        (("--client", "xingdu", "--reveal", "--actor", "zhou"), {"client": "xingdu"}),
        (
            ("--client", "xingdu", "--reveal", "--actor", "zhou", "--from", "2026-01-01", "--to", "2026-05-31"),
            {"client": "xingdu", "first": date(2026, 1, 1), "last": MAY["last"]},
        ),
    ),
    "compliance": (
        ((), {}),
        (("--from", "2026-06-01"), {"first": date(2026, 6, 1)}),
        (("--client", "星渡银行信用卡中心", *IN_MAY), {"client": "星渡银行信用卡中心", **MAY}),
    ),
    "contact-breaches": ((("--reveal", "--actor", "zhou"), {}), (("--reveal", "--actor", "zhou", *IN_MAY), MAY)),
    "given-up": ((("--reveal", "--actor", "zhou"), {}), (("--reveal", "--actor", "zhou", *IN_MAY), MAY)),
    "reasons": (((), {}), ((*IN_MAY, "--owner", "wang"), {**MAY, "owner": "wang"})),
    "page": (((), {}), (IN_MAY, MAY)),
    "weekly": (((), {}), (("--owner", "wang", "--as-of", "2026-05-31"), {"owner": "wang", "as_of": MAY["last"]})),
    "monthly": (((), {}), (("--month", "2026-05", "--owner", "li"), {"month": MAY["first"], "owner": "li"})),
    **{
        name: (
            ((), {}),
            (("--as-of", "2026-05-31"), {"last": MAY["last"]}),
            ((*IN_MAY, "--by", "product,client"), {**MAY, "by": "product,client"}),
            (
                ("--policy", "credit-card", "--owner", "wang", "--to", "2026-05-31", "--rev", "2026-06-01"),
                {"policy": "credit-card", "owner": "wang", "last": MAY["last"], "rev": "2026-06-01"},
            ),
        )
        for name in REPORTS
    },
    "recovery": (
        ((), {}),
        (
            (*IN_MAY, "--by", "collector", "--cases", "wang"),
            {**MAY, "by": "collector", "cases": "wang"},
        ),
        (
            (*IN_MAY, "--stage", "M3", "--batch", "XK2602", "--area", "南沟村", "--client", "星渡银行信用卡中心"),
            {**MAY, "stage": "M3", "batch": "XK2602", "area": "南沟村", "client": "星渡银行信用卡中心"},
        ),
    ),
}  # fmt: skip
"""The words after `report NAME`, and what the method is given for the same."""


@pytest.fixture
def office(sample: Path, git_identity: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample to oneself: looks in full are written into its log."""
    folder = tmp_path / "office"
    copy_folder(sample, folder)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("DUNNING_TODAY")
    return folder


def test_every_report_has_its_method() -> None:
    named = set(whole_program().commands["report"].commands)  # type: ignore[attr-defined]  # a group
    assert named == set(ASKED)
    for name in named:
        assert callable(getattr(Ledger, f"report_{name.replace('-', '_')}"))


@pytest.mark.parametrize("name", ASKED)
def test_a_method_answers_as_the_command_does(name: str, office: Path, run: Run) -> None:
    method = getattr(Ledger(office, actor="zhou"), f"report_{name.replace('-', '_')}")
    if name == "access":
        assert run("show", "CC-2026-0004", "--reveal", "--actor", "zhou").code == 0
    for words, given in ASKED[name]:
        more = ("-o", str(office.parent / "page.html")) if name == "page" else ()
        done = run("--lang", "en", "report", name, *words, *more, "--json")
        assert done.code == 0, done.err
        expected = done.json
        expected.pop("file", None)
        assert json.loads(json_text(method(**given), str)) == expected, (words, given)
        if name == "access" and words != IN_MAY:
            assert expected["accesses"], "a log without a line tells nothing"


def test_names_stand_in_full_for_whoever_reads_the_files_anyway(office: Path) -> None:
    rows = Ledger(office).report_client("xingdu", date(2026, 1, 1), MAY["last"])["rows"]
    assert rows
    assert all("*" not in row["name"] for row in rows)


def test_what_cannot_be_asked_is_refused_as_on_the_command_line(office: Path) -> None:
    ledger = Ledger(office)
    late, early = MAY["last"], MAY["first"]
    for call in (
        lambda: ledger.report_recovery(late, early),
        lambda: ledger.report_backdated(late, early),
        lambda: ledger.report_reasons(late, early),
        lambda: ledger.report_compliance(late, early),
        lambda: ledger.report_client("xingdu", late, early),
        lambda: ledger.report_client("xingdu", early),
        lambda: ledger.report_recovery(by="moon"),
    ):
        with pytest.raises(WrongUsage):
            call()
    for call in (
        lambda: ledger.report_recovery(cases="nobody"),
        lambda: ledger.report_client("nobody"),
        lambda: ledger.report_batch("none"),
        lambda: ledger.report_access("NO-1"),
        lambda: ledger.report_portfolio(rev="no-such-commit"),
    ):
        with pytest.raises(NotFound):
            call()


def test_a_statement_is_issued_from_python_as_by_the_command(office: Path, run: Run) -> None:
    words = ("report", "client", "--client", "xingdu", *IN_MAY, "--issue", "--dry-run")
    by_command = run("--lang", "en", *words, "--reveal", "--actor", "zhou", "--json").json
    dry = Ledger(office, actor="zhou", dry_run=True)
    assert json.loads(json_text(dry.issue_statement("xingdu", **MAY), str)) == by_command
    ledger = Ledger(office, actor="zhou")
    done = ledger.issue_statement("xingdu", **MAY)
    assert (office / done["statement"]).is_file()
    assert ledger.report_client("xingdu", **MAY)["issued"]
    for first, last in ((MAY["last"], MAY["last"]), (date(2026, 6, 1), date(2026, 6, 15))):
        with pytest.raises(Refused):
            ledger.issue_statement("xingdu", first, last)
    assert run("check", "clients").code == 0
