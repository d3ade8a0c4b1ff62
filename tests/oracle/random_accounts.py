"""Random accounts of every product, the same ones at every run: a case, its policy book and a day to look at."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from dunning_cli.domain.case.case import Case, Contract, Debtor, Head
from dunning_cli.domain.case.codes.legal import AwardedUntil
from dunning_cli.domain.case.entries import KINDS, EndedInstalment, Entry, JudgedPart, RunningAward
from dunning_cli.domain.policy.book import PolicyBook
from dunning_cli.domain.policy.policy import parse_term
from dunning_cli.domain.policy.reference_rates import read_reference_rates
from dunning_cli.kernel.money import Component
from dunning_cli.kernel.nodes import EMPTY_MAP, merged
from dunning_cli.kernel.rates import Basis
from dunning_cli.kernel.schema import fields_of, parse_scalar
from dunning_cli.store.format.yaml_reader import parse_yaml

POLICIES = Path(__file__).parents[2] / "policies"
PRODUCTS = ("property-fee", "small-loan", "student-loan", "credit-card")
RECORDED = datetime(2026, 11, 1, 9, tzinfo=UTC)
EARLIEST = date(2023, 11, 1)
COMPONENTS = ("principal", "interest", "penalty", "fee")

COUNTING = (
    "day_count.ends=inclusive", "day_count.basis=360", "day_count.basis=365", "day_count.basis=actual",
    "rounding=truncate", "overdue_tolerance=5.00",
)  # fmt: skip
SERVING = (
    "allocation.across=item", "allocation.across=component", "allocation=principal,interest,penalty,fee",
    "allocation=penalty,principal", "allocation=interest,fee",
    'allocation.switch=[{"from": 15, "order": "principal,interest"}, {"from": 60, "order": "penalty,fee"}]',
)  # fmt: skip
ACCRUING = (
    "accruals.late_penalty={'component': 'penalty', 'base': 'overdue_principal', 'rate': '3‰/day'}",
    "accruals.agreed={'component': 'interest', 'base': 'principal', 'rate': 'lpr_1y + 3%'}",
    "accruals.agreed={'component': 'interest', 'base': 'principal', 'rate': '0.9%/month'}",
    "accruals.agreed={'component': 'interest', 'base': 'principal', 'rate': 'contract', 'from': '2024-03-15'}",
    "accruals.service={'component': 'fee', 'base': 'full_balance', 'rate': '0.01%/day'}",
    "accruals.compound={'component': 'penalty', 'base': 'overdue_interest', 'rate': 'lpr_1y@contract_date * 4'}",
    "accruals.dated={'component': 'penalty', 'base': 'overdue_principal', 'rate': [{'rate': '0.03%/day'},"
    " {'from': '2024-02-11', 'rate': '7.3%/year'}, {'from': '2024-06-20', 'rate': 'none'}]}",
    "contract_rate=[{'rate': '14.4%/year'}, {'from': '2024-04-01', 'rate': '9%/year'}]",
    "contract_rate=lpr_1y - 0.3%",
)
CAPPING = (
    "cap.penalty_to_principal=2%", "cap.penalty_to_principal=none", "cap.annual=lpr_1y * 4", "cap.annual=8%",
    "cap={'annual': 'lpr_1y * 4', 'at': 'floating', 'components': 'penalty,fee'}", "cap.annual=judicial",
    "cap={'annual': '10%', 'penalty_to_principal': '1%', 'components': 'interest,penalty'}",
    "cap={'annual': '30%', 'from': '2024-03-01'}",
)  # fmt: skip
FORGIVING = (
    "grace.days=5",
    "grace.days=31",
    "grace.amount=50.00",
    "grace={'days': '10', 'amount': '300', 'accrues': 'after'}",
    "grace={'days': '3', 'amount': '10'}",
)
CHARGING_ONCE = (
    "late_fee={'percent': '5%', 'of': 'instalment'}",
    "late_fee={'percent': '7.5%', 'of': 'overdue', 'min': '10', 'max': '150'}",
    "late_fee={'percent': '100%', 'of': 'instalment', 'min': '20', 'max': '20'}",
    "late_fee=[{'percent': '3%', 'of': 'overdue', 'until': '2024-04-20'},"
    " {'percent': '6%', 'of': 'instalment', 'min': '5', 'from': '2024-05-01'}]",
)
AHEAD = ("allocation.ahead=principal,interest", "allocation.ahead=interest", "allocation.ahead=fee,principal")
JUDGING = (
    "judgment.base=principal",
    "judgment.base=principal,penalty,fee,court_fee",
    "judgment.rate=0.02%/day",
)
AWARDED = (
    "15.4%/year",
    "lpr_1y * 4",
    "0.02%/day",
    "contract * 1.5",
    "lpr_1y@contract_date * 4",
    "1.5%/month",
)
CARD = (
    "interest.method=unpaid_part", "late_fee=none", "late_fee.max=30", "minimum_payment.percent=5%",
    "minimum_payment={'percent': '5%', 'cash': '50%', 'instalment': '20%'}", "interest.from_posting=cash,instalment",
    "statement_day=31", "due_day=5", "statement_day=20", "day_count.ends=inclusive", "rounding=truncate",
    "interest.rate=[{'rate': '0.05%/day'}, {'from': '2024-03-15', 'rate': '18%/year'}]",
    "late_fee=[{'percent': '3%', 'min': '30', 'until': '2024-03-31'}, {'percent': '5%', 'from': '2024-04-01'}]",
)  # fmt: skip


def book() -> PolicyBook:
    """The shipped policies and reference rates."""
    names = (*PRODUCTS, "reference-rates")
    trees: dict[str, Any] = {n: parse_yaml((POLICIES / f"{n}.yaml").read_bytes(), []) for n in names}
    references = read_reference_rates(trees["reference-rates"], [])
    assert references is not None
    return PolicyBook({name: trees[name] for name in PRODUCTS}, references)


class Draw:
    """One account drawn from a seed."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.random = random.Random(seed)
        self.product = PRODUCTS[seed % 4]
        self.is_card = self.product == "credit-card"
        self.first = EARLIEST + timedelta(self.random.randrange(330))
        self.length = self.random.randint(40, 200 if self.is_card else 120)
        self.as_of = self.first + timedelta(self.length - self.random.choice((0, 0, 0, 10, 30)))
        self.entries: list[Entry] = []

    def case(self) -> Case:
        """The case; its entries lie in the file in any order."""
        terms = EMPTY_MAP
        for term in self.terms():
            terms = merged(terms, parse_term(term.replace("'", '"')))
        contract = self.first - timedelta(self.random.randrange(60))
        head = Head(
            case=f"R-{self.product}", policy=self.product, debtor=Debtor(name="周明"),
            account=Contract(contract_date=contract), terms=terms,
        )  # fmt: skip
        for _ in range(self.random.randint(1, 12)):
            self.one_entry()
        self.random.shuffle(self.entries)
        return Case(head, tuple(self.entries))

    def terms(self) -> list[str]:
        """Overrides of the policy, up to a handful."""
        some = self.random.sample
        if self.is_card:
            chosen = some(CARD, self.random.randrange(5)) + some(SERVING, self.random.randrange(2))
            chosen += some(FORGIVING, self.random.choice((0, 0, 1))) + self.rounded()
            return chosen + some(JUDGING, self.random.choice((0, 0, 1)))
        chosen = some(COUNTING, self.random.randrange(4)) + some(SERVING, self.random.randrange(3))
        chosen += some(ACCRUING, self.random.randrange(4)) + some(CAPPING, self.random.choice((0, 0, 1, 2)))
        chosen += some(JUDGING, self.random.choice((0, 0, 1))) + some(
            FORGIVING, self.random.choice((0, 0, 1))
        )
        chosen += self.rounded()
        chosen += some(CHARGING_ONCE, self.random.choice((0, 0, 1))) + some(
            AHEAD, self.random.choice((0, 0, 1))
        )
        # shared keys are overridden in the order drawn; a rate of the contract is known in most cases
        return ["contract_rate=12%/year", *chosen] if self.random.random() < 0.9 else chosen

    def rounded(self) -> list[str]:
        """Of a third of the accounts each line is rounded; all else of them is drawn as of the others."""
        return ["rounding_of=line"] if random.Random(f"rounding {self.seed}").randrange(3) == 0 else []

    def day(self) -> date:
        """Any day of the account's time."""
        return self.first + timedelta(self.random.randrange(self.length))

    def money(self, most: int = 200_000) -> Decimal:
        """Yuan up to a number of cents, odd or whole."""
        cents = self.random.choice((self.random.randint(1, most), self.random.randint(1, most // 100) * 100))
        return Decimal(cents).scaleb(-2)

    def amounts(self) -> dict[str, Decimal]:
        """What is newly owed: mostly principal, sometimes with more, sometimes a fee alone."""
        given = {"principal": self.money(500_000)}
        for name in COMPONENTS[1:]:
            if self.random.random() < 0.3:
                given[name] = self.money(20_000)
        if self.random.random() < 0.15:
            given = {"fee": self.money(20_000)}
        return given

    def add(self, kind: str, on: date, **values: Any) -> None:
        """Adds an entry, recorded within a few minutes of the others, so that ids decide too."""
        number = len(self.entries) + 1
        at = RECORDED + timedelta(minutes=self.random.randrange(5))
        forms = {field.attribute: field.form for field in fields_of(KINDS[kind])}
        typed = {n: parse_scalar(forms[n], v) if isinstance(v, str) else v for n, v in values.items()}
        entry = KINDS[kind](id=f"{number:016d}", date=on, by="wang", at=at, **typed)
        self.entries.append(entry)

    def one_entry(self) -> None:
        """Adds an entry of any kind; something is owed before anything else happens."""
        kinds = ("charge", "charge", "charge", "payment", "payment", "payment", "opening", "waiver", "hold")
        kind = self.random.choice(
            (
                *kinds,
                "conditional",
                "extension",
                "reversal",
                "legal",
                "agreement",
                "judgment",
                "acceleration",
                "reschedule",
                "insolvency",
            )
        )
        if not any(entry.kind in ("charge", "opening") for entry in self.entries):
            kind = self.random.choice(("charge", "charge", "opening"))
        getattr(self, kind)(self.day())

    def charge(self, on: date) -> None:
        due = on + timedelta(self.random.choice((0, 10, 30, 31, 60, -7)))
        given = None if self.is_card or self.random.random() < 0.2 else due
        left = self.money(500_000) if self.random.random() < 0.2 else None
        use = self.random.choice((None, None, None, "cash", "instalment")) if self.is_card else None
        self.add("charge", on, due=given, outstanding=left, use=use, **self.amounts())

    def opening(self, on: date) -> None:
        since = on - timedelta(self.random.randrange(100)) if self.random.random() < 0.5 else None
        self.add("opening", on, overdue_since=since, **self.amounts())

    def payment(self, on: date) -> None:
        to = self.random.choice((None, None, None, *COMPONENTS))
        charges = [entry.id for entry in self.entries if entry.kind in ("charge", "opening")]
        item = self.random.choice(charges) if charges and self.random.random() < 0.3 else None
        amount = self.money(self.random.choice((20_000, 200_000, 800_000)))
        self.add("payment", on, amount=amount, to=to, to_item=item)

    def waiver(self, on: date) -> None:
        amount = self.money(10_000) if self.random.random() < 0.6 else None
        self.add("waiver", on, component=self.random.choice(COMPONENTS), amount=amount, reason="hardship")

    def conditional(self, on: date) -> None:
        """A settlement: everything but one component is to be paid by a day, and often is."""
        amount = self.money(10_000) if self.random.random() < 0.3 else None
        by = on + timedelta(self.random.choice((0, 5, 20, 45)))
        component = self.random.choice(("penalty", "principal", "fee") if amount else ("penalty", "interest"))
        self.add("waiver", on, component=component, amount=amount, reason="settlement", if_paid_by=by)
        if self.random.random() < 0.7:
            paid = on + timedelta(self.random.choice((0, 3, 20, 50)))
            self.add("payment", paid, amount=self.money(2_000_000))

    def hold(self, on: date) -> None:
        start = on + timedelta(self.random.randrange(-20, 20))
        until = start + timedelta(self.random.randrange(30)) if self.random.random() < 0.8 else None
        what = self.random.choice(("accrual", "both", "contact"))
        self.add("hold", on, what=what, from_=start, until=until, reason="dispute")

    def extension(self, on: date) -> None:
        charges = [entry.id for entry in self.entries if entry.kind in ("charge", "opening")]
        named = None if self.is_card else self.random.choice((None, *charges))
        self.add("extension", on, due=on + timedelta(self.random.choice((5, 30, 45))), entry=named)

    def reversal(self, on: date) -> None:
        earlier = [entry.id for entry in self.entries if entry.kind not in ("reversal",)]
        self.add("reversal", on, entry=self.random.choice(earlier))

    def insolvency(self, on: date) -> None:
        """Of a firm: its interest stops with the acceptance; of one in five accounts that draw it."""
        if self.random.random() < 0.2:
            accepted = on - timedelta(self.random.choice((0, 3, 20)))
            self.add("insolvency", on, of="debtor", type="enterprise", accepted=accepted, interest_stops=True)

    def acceleration(self, on: date) -> None:
        self.new_terms("acceleration", on, notice="2026-A-0001")

    def reschedule(self, on: date) -> None:
        left = self.random.choice((None, Decimal("0.00"), self.money(500_000)))
        self.new_terms("reschedule", on, outstanding=left)

    def new_terms(self, kind: str, on: date, **own: Any) -> None:
        """Some charges end, whole or in part, due or not, charged by then or later; some of it falls due at once."""
        charges = [entry for entry in self.entries if entry.kind in ("charge", "opening")]
        if self.is_card or not charges:
            return
        rows = []
        for charge in self.random.sample(charges, self.random.randint(1, len(charges))):
            amounts = {name: getattr(charge, name) for name in COMPONENTS}
            if self.random.random() < 0.3:
                amounts = {name: amount and min(amount, self.money()) for name, amount in amounts.items()}
            rows.append(EndedInstalment(entry=charge.id, **amounts))
        principal = sum((row.principal or Decimal(0) for row in rows), Decimal(0))
        due = self.random.choice((principal, min(principal, self.money(300_000)), Decimal(0)))
        interest = self.random.choice((None, self.money(20_000)))
        self.add(kind, on, ended=tuple(rows), principal=due or None, interest=interest, **own)

    def legal(self, on: date) -> None:
        self.add("legal", on, step="file", cost=self.random.choice((None, self.money(10_000))))

    def judgment(self, on: date) -> None:
        """Sums, sometimes in parts, with a court fee, with interest or penalty that runs on from before or after."""
        sums = self.amounts()
        total = sum(sums.values())
        end = on + timedelta(self.random.choice((0, 10, 30)))
        parts: list[JudgedPart] = []
        for _ in range(self.random.choice((0, 0, 1, 2, 3))):
            left = total - sum(part.amount for part in parts)
            amount = self.random.choice((left, self.money(100_000), self.money(100_000)))
            if 0 < amount <= left:
                due = on + timedelta(self.random.randrange((end - on).days + 1))
                parts.append(JudgedPart(due=due, amount=amount))
        running = [self.award(on) for _ in range(self.random.choice((0, 0, 1, 2)))]
        fee = self.random.choice((None, self.money(20_000)))
        self.add(
            "judgment", on, perform_by=end, parts=tuple(parts), running=tuple(running), court_fee=fee, **sums
        )

    def award(self, on: date) -> RunningAward:
        return RunningAward(
            component=Component(self.random.choice(("interest", "penalty"))),
            base=self.random.choice(
                ((Component.PRINCIPAL,), (Component.PRINCIPAL, Component.INTEREST), (Component.FEE,))
            ),
            rate=self.random.choice(AWARDED),
            from_=on + timedelta(self.random.choice((-60, -20, 0, 5, 40))),
            until=self.random.choice(list(AwardedUntil)),
            basis=self.random.choice(list(Basis)),
        )

    def agreement(self, on: date) -> None:
        start = on + timedelta(self.random.choice((-10, 0, 10)))
        changed = self.random.choice(
            ("cap.penalty_to_principal=3%", "allocation=fee,principal", "contract_rate=6%/year")
        )
        self.add("terms", on, from_=start, terms=parse_term(changed))
