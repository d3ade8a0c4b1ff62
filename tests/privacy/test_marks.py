"""Every text of a case file says what it is of people, and is shown by what it says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dunning_cli.domain.case.entries import KINDS
from dunning_cli.domain.case.people.personal_keys import records_of_cases
from dunning_cli.kernel.personal_marks import FREE_TEXT, STAFF, Form, Mark, Whose
from dunning_cli.kernel.record import dataclass
from dunning_cli.kernel.schema import Kept, Many, Scalar, fields_of, key
from dunning_cli.kernel.values import Amount, Words

Run = Callable[..., Any]
CASE = "PF-2026-0007"


def test_every_text_of_a_case_file_is_marked_and_nothing_else() -> None:
    records = records_of_cases()
    assert set(KINDS.values()) < set(records)
    for record in records:
        for item in fields_of(record):
            form = item.form.of if isinstance(item.form, Many) else item.form
            written_freely = isinstance(form, Scalar) and form.open
            assert (item.personal is not None) == written_freely, f"{record.__name__}.{item.attribute}"


def test_a_name_number_or_address_says_whose_it_is() -> None:
    for record in records_of_cases():
        for item in fields_of(record):
            mark = item.personal
            assert mark is None or (mark.form is None) == (mark.whose is None), item.key
            if mark is not None and mark.form not in (None, Form.TEXT):
                assert mark.whose is not Whose.ANYBODY, item.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmarked(Kept):
    """A text that says nothing."""

    note: Words | None = key("anything else")


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedAmount(Kept):
    """An amount that claims to be a name."""

    amount: Amount | None = key("yuan", personal=Mark(Form.NAME, Whose.PAYER))


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose:
    """A record that is not held to say anything."""

    note: Words | None = key("anything else")


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingLoose(Kept):
    """A record that holds such a one."""

    loose: tuple[Loose, ...] = key("rows", default=())


@pytest.mark.parametrize("record", [Unmarked, MarkedAmount, HoldingLoose])
def test_a_record_that_does_not_say_it_is_refused(record: type[Kept]) -> None:
    with pytest.raises(TypeError, match=record.__name__):
        fields_of(record)


def test_the_staff_are_not_masked_and_free_text_is() -> None:
    assert not STAFF.masked
    assert FREE_TEXT.masked


def test_whoever_gets_money_back_is_masked_like_whoever_paid(worked: Path, run: Run, as_another: Run) -> None:
    """The payee of a refund was shown in full to people who may not see the names of the case."""
    assert run("pay", CASE, "90000").code == 0
    refund = run("refund", CASE, "10", "--to", "周淑芬", "--via", "bank")
    assert refund.code == 0, refund.err
    assert "周淑芬" in run("show", CASE, "--actor", "wang").out
    as_another()
    for form in ((), ("--json",)):
        shown = run("show", CASE, *form).out
        assert "周淑芬" not in shown
        assert "周**" in shown
    told = json.dumps(run("show", CASE, "--reveal", "--json").json, ensure_ascii=False)
    assert "周淑芬" in told


def test_the_audit_masks_by_the_same_marks(worked: Path, run: Run, in_git: Callable[..., str]) -> None:
    """Another creditor's name and a customer number were told in full where an entry or a head was changed."""
    assert run("asset", "creditor", CASE, "周淑芬", "--text", "lent in spring").code == 0
    assert run("set", CASE, "account.customer=KH20260001", "account.contract=WY-2026-0001").code == 0
    path = next((worked / "cases").rglob(f"{CASE}.yaml"))
    path.write_text(path.read_text(encoding="utf-8").replace("周淑芬", "周淑芳"), encoding="utf-8")
    in_git("commit", "-qam", "edited")
    done = run("audit")
    assert "周淑" not in done.out
    assert "creditor: 周** → 周**" in done.out
    assert "KH20260001" not in done.out
    assert "******0001" in done.out
    assert "WY-2026-0001" in done.out, "the number of a contract is nobody's personal data"
