"""`dunning legal form`: complaints and payment orders filled from the ledger, their sums, their gaps, what is refused."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import stat
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from copies import copy_folder

from dunning_cli.domain.case.codes.legal import CourtPaper
from dunning_cli.domain.litigation.court_forms import ELEMENTS
from dunning_cli.domain.litigation.form_elements import Basis, Section

Run = Callable[..., Any]
CASE = "PF-2026-0007"
CREDITOR = "青禾物业服务有限公司"
OTHERS = ("云杉物业管理有限公司", "暖河供热有限责任公司")
CLIENT = """
  - name: {name}
    address: 云州市江北区稻香路 1 号
    phone: 0000-6601401
    credit_code: 91119900MA0000001X
    representative: 秦望，总经理
    agent: 陆行，云州衡平律师事务所，0000-6601402，一般代理
    electronic_service: 同意，court@example.com
    mediation: 愿意先行调解
"""
HEAD = (
    "account.place=云州市江北区",
    "account.fee_rate=2.50 元/平方米·月",
    "account.service_from=2019-04-01",
    "account.service_until=2029-03-31",
    "account.payment_way=按季预缴，每季首月末日前缴清",
    "account.jurisdiction=云州市江北区人民法院",
    "premises.place=青禾花园",
    "premises.size=89.50 平方米",
    "premises.owner=登记在业主名下",
)
"""What the sample's contracts do not say."""


@pytest.fixture(scope="module")
def _told(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample whose creditor is told in dunning.yaml."""
    folder = tmp_path_factory.mktemp("told") / "ledger"
    copy_folder(sample, folder)
    settings = folder / "dunning.yaml"
    text = settings.read_text(encoding="utf-8")
    clients = "".join(CLIENT.format(name=name).rstrip() for name in (CREDITOR, *OTHERS))
    settings.write_text(text.replace("\nclients:", f"\nclients:{clients}", 1), encoding="utf-8")
    return folder


@pytest.fixture
def told(_told: Path, git_identity: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, with what the contracts say on record, and the working directory in it."""
    folder = tmp_path / "ledger"
    copy_folder(_told, folder)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("DUNNING_TODAY")
    monkeypatch.setenv("DUNNING_ACTOR", "sun")
    return folder


def form(run: Run, case: str = CASE, template: str = "complaint-property", *more: str) -> Any:
    done = run("legal", "form", case, "--template", template, "--json", *more)
    assert done.code == 0, done.err
    return done.json


def amounts(data: Any) -> dict[str, Decimal]:
    return {
        each["element"]: Decimal(str(each["amount"]))
        for each in data["elements"]
        if each["amount"] is not None
    }


# --- the lists


def test_the_property_form_has_its_thirty_four_elements() -> None:
    listed = ELEMENTS[CourtPaper.PROPERTY]
    assert len(listed) == len({each.key for each in listed}) == 34
    assert Counter(each.section for each in listed) == {
        Section.PARTIES: 13,
        Section.CLAIMS: 5,
        Section.PROCEDURE: 2,
        Section.FACTS: 13,
        Section.MEDIATION: 1,
    }
    numbered = [each.section for each in listed if each.basis is Basis.NUMBERED]
    assert numbered == [Section.CLAIMS] * 5 + [Section.FACTS] * 13


def test_the_forms_of_loans_are_marked_as_not_confirmed() -> None:
    for paper in (CourtPaper.LOAN, CourtPaper.PRIVATE):
        assert {each.basis for each in ELEMENTS[paper]} == {Basis.UNCONFIRMED}


# --- filled by machine


def test_a_property_case_of_the_sample_fills_twenty_eight_elements_and_more(told: Path, run: Run) -> None:
    set_ = run("set", "--where", "policy=property-fee", *HEAD)
    assert set_.code == 0, set_.err
    filled = {}
    for file in sorted((told / "cases" / "property-fee").glob("*.yaml")):
        done = run("legal", "form", file.stem, "--template", "complaint-property", "--json")
        if done.code == 0:
            filled[file.stem] = done.json["filled"]
            open_ = {each["element"] for each in done.json["elements"] if each["state"] != "filled"}
            assert len(done.json["elements"]) == 34
            assert done.json["filled"] == 34 - len(open_)
            assert open_ <= {"demands", "others", "other_facts"}, (
                "what no contract says: letters, addresses, disputes"
            )
        else:
            assert done.code == 1, done.err
    assert len(filled) == 14
    assert min(filled.values()) >= 28, filled


def test_every_sum_is_the_one_of_fees(inside: Path, run: Run) -> None:
    papers = {"PF": "complaint-property", "CC": "complaint-card", "XD": "complaint-loan"}
    looked = Counter[str]()
    for file in sorted((inside / "cases").rglob("*.yaml")):
        for template in (papers.get(file.stem[:2], "complaint-loan"), "payment-order"):
            done = run("legal", "form", file.stem, "--template", template, "--json")
            if done.code != 0:
                continue
            looked[template] += 1
            fees = run("fees", file.stem, "--json").json
            owed = {name: Decimal(str(value)) for name, value in fees["balance"].items()}
            sums = amounts(done.json)
            parts = ("principal", "fees_owed", "interest", "penalty", "costs", "other_claims")
            assert sum(sums.get(part, Decimal(0)) for part in parts) == sums["total"], file.stem
            assert sums["total"] == Decimal(str(done.json["total"])), file.stem
            assert (sums["penalty"], sums["costs"]) == (owed["penalty"], owed["fee"]), file.stem
            assert sums["penalty_sum"] == owed["penalty"]
            if sums["total"] == owed["total"]:
                looked["whole"] += 1
                assert sums.get("principal", sums.get("fees_owed")) == owed["principal"], file.stem
            else:
                assert sums["total"] == Decimal(str(fees["overdue"])), file.stem
    assert all(looked[template] > 5 for template in (*papers.values(), "payment-order", "whole")), looked


def test_the_calculation_adds_up_line_by_line(told: Path, run: Run, tmp_path: Path) -> None:
    form(run, CASE, "complaint-property", "-o", str(tmp_path / "court"))
    (row,) = (row for row in sources(tmp_path / "court") if row[1] == "应付违约金数额及计算方式")
    *lines, total = row[4].split("; ")
    reckoned = [Decimal(line.removesuffix(" 元").split(" ")[-1].replace(",", "")) for line in lines]
    assert len(reckoned) == 4
    assert f"合计 {sum(reckoned):,.2f} 元" == total
    assert "1,200.00 元 × 0.05%/日 × 109 日（2026-01-31 至 2026-05-20）＝ 65.40 元" in row[4]


def sources(folder: Path, name: str = f"{CASE}-complaint-property") -> list[list[str]]:
    text = (folder / f"{name}-sources.csv").read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text)))[1:]


# --- the files


def test_the_court_gets_chinese_and_the_clerk_the_sources(told: Path, run: Run, tmp_path: Path) -> None:
    before = sorted(path for path in told.rglob("*") if ".git" not in path.parts)
    folder = tmp_path / "court"
    data = form(run, CASE, "complaint-property", "-o", str(folder))
    text = folder / f"{CASE}-complaint-property.txt"
    assert data["files"] == [str(text), str(folder / f"{CASE}-complaint-property-sources.csv")]
    said = text.read_text(encoding="utf-8")
    for words in (
        "民事起诉状（物业服务合同纠纷）",
        "截至 2026-06-15，尚欠 2,265.40 元",
        "自 2026-06-16 起按 0.05%/日 计算至实际清偿之日止",
        "每日增加 1.1327 元",
        "大写：人民币贰仟叁佰零陆元捌角伍分",
        "男，1990-03-07 出生，居民身份证号码",
        "秦望，总经理",
        "（待补充）",
    ):
        assert words in said
    assert not [word for word in ("yuan", "the ", " of ") if word in said]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    rows = sources(folder)
    assert [int(row[0]) for row in rows] == list(range(1, 35))
    assert all(row[5] for row in rows if row[2] == "已填"), "every filled element names where it came from"
    case = run("show", CASE, "--json").json
    ids = {entry["id"] for entry in case["entries"]}
    (owed,) = (row for row in rows if row[1] == "欠付物业费数额及计算方式")
    assert owed[5]
    assert set(owed[5].split("; ")) <= ids
    after = sorted(path for path in told.rglob("*") if ".git" not in path.parts)
    assert [path.name for path in after if path not in before] in ([], ["access.log"])
    line = json.loads((told / "access.log").read_text(encoding="utf-8").splitlines()[-1])
    assert (line["command"], line["cases"], line["who"]) == ("legal form", [CASE], "sun")


def test_nothing_is_overwritten_and_nothing_put_into_the_ledger(told: Path, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "court"
    form(run, CASE, "complaint-property", "-o", str(folder))
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    again = run("legal", "form", CASE, "--template", "complaint-property", "-o", str(folder))
    assert again.code == 1
    assert "不予覆盖" in again.err
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
    inside = run("legal", "form", CASE, "--template", "complaint-property", "-o", "papers")
    assert inside.code == 1
    assert not (told / "papers").exists()


@pytest.mark.parametrize(("case", "letters"), [("PF-2026-0005", True), ("PF-2026-0003", False)])
def test_the_list_of_evidence_has_the_numbers_of_the_bundle(
    told: Path, run: Run, tmp_path: Path, case: str, letters: bool
) -> None:
    kinds = {entry["kind"] for entry in run("show", case, "--json").json["entries"]}
    assert ("letter" in kinds) is letters
    settings = run("commit")
    assert settings.code == 0, settings.err
    form(run, case, "complaint-property", "-o", str(tmp_path / "court"))
    done = run("--lang", "zh", "evidence", case, "-o", str(tmp_path / "bundle"))
    assert done.code == 0, done.err
    index = (tmp_path / "bundle" / "00-index.html").read_text(encoding="utf-8")
    listed = PaperNames(index).files
    (row,) = (
        row for row in sources(tmp_path / "court", f"{case}-complaint-property") if row[1] == "证据清单"
    )
    said = [line for line in row[4].split("; ") if line.startswith("证据 ")]
    spans = [line.removeprefix("证据 ").split("：")[0].split(" 至 ") for line in said]
    assert [int(span[0]) for span in spans[1:]] == [int(span[-1]) + 1 for span in spans[:-1]]
    assert int(spans[-1][-1]) == len(listed)
    names = [line.split("：")[1].removesuffix("，证明目的") for line in said]
    assert listed[int(spans[names.index("诉讼时效、担保人与法律措施")][0]) - 1] == "06-limitation.html"
    assert listed[int(spans[names.index("提交历史与审计")][0]) - 1] == "08-history.html"
    for line in said:
        assert line.split("证明目的：")[1] in index, "each is to prove what the bundle says of it"


class PaperNames(HTMLParser):
    """The files that the index of a bundle lists, in the order of their numbers."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.files: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        target = dict(attrs).get("href") or ""
        if tag == "a" and not target.startswith("#"):
            self.files.append(target)


def test_demands_stand_with_their_proof(worked: Path, run: Run, tmp_path: Path) -> None:
    for words in (
        ("letter", "new", CASE, "overdue-notice", "--on", "2026-05-15", "--method", "ems"),
        ("letter", "deliver", CASE, "2026-A-0001", "--tracking", "EA555", "--posted", "2026-05-16",
         "--received", "2026-05-18", "--signed-by", "王建国"),
    ):  # fmt: skip
        done = run(*words)
        assert done.code == 0, done.err
    (demands,) = (each for each in form(run)["elements"] if each["element"] == "demands")
    assert (demands["state"], demands["missing"]) == ("filled", [])
    kinds = {entry["id"]: entry["kind"] for entry in run("show", CASE, "--json").json["entries"]}
    assert [kinds[origin] for origin in demands["origins"]] == ["letter", "delivery"]
    form(run, CASE, "complaint-property", "-o", str(tmp_path / "court"))
    said = (tmp_path / "court" / f"{CASE}-complaint-property.txt").read_text(encoding="utf-8")
    assert "EA555" in said


# --- what is missing, and what supplies it


def test_what_is_missing_is_listed_and_the_command_supplies_it(worked: Path, run: Run) -> None:
    (premises,) = (each for each in form(run)["elements"] if each["element"] == "premises")
    assert premises["state"] == "missing"
    assert [gap["do"] for gap in premises["missing"]] == [
        f"dunning set {CASE} premises.{key}=TEXT" for key in ("place", "size", "owner")
    ]
    before = form(run)["filled"]
    assert run("set", CASE, "premises.place=青禾花园", "premises.size=80", "premises.owner=王建国").code == 0
    assert form(run)["filled"] == before + 1


FILLED_IN = {
    "AMOUNT": "10000",
    "DATE": "2026-01-10",
    "TEXT": "约定如此",
    "NAME": "江城区人民法院",
    "NUMBER": "110101199003070011",
}


@pytest.mark.parametrize(
    ("case", "template"),
    [(CASE, "complaint-property"), ("XD-2026-0001", "complaint-loan"), ("XD-2026-0001", "payment-order")],
)
def test_every_set_that_is_named_supplies_what_is_missing(
    worked: Path, run: Run, case: str, template: str
) -> None:
    run("detail", case, "--address", "青禾花园 8 栋 101")
    run("party", case, "林保", "--role", "guarantor", "--guarantee", "joint", "--address", "青禾花园 9 栋")
    named = [gap["do"] for each in form(run, case, template)["elements"] for gap in each["missing"]]
    sets = [line for line in dict.fromkeys(named) if line.startswith("dunning set ")]
    assert len(sets) >= 2
    for line in sets:
        words = [FILLED_IN.get(word, word) for word in re.split(r" |(?<==)", line)]
        done = run(*shlex.split("".join(word if word.endswith("=") else f"{word} " for word in words))[1:])
        assert done.code == 0, (line, done.err)
    after = [gap["do"] for each in form(run, case, template)["elements"] for gap in each["missing"]]
    assert not set(after) & set(sets)


def test_an_heir_without_a_number_is_named_again(worked: Path, run: Run) -> None:
    for words in (
        ("death", CASE, "--died", "2026-03-01", "--proof", "死亡证明 7"),
        ("party", CASE, "王小明", "--role", "heir", "--address", "青禾花园 2 栋 201", "--source", "公证书 3"),
    ):
        done = run(*words)
        assert done.code == 0, done.err
    heir = next(
        entry["id"] for entry in run("show", CASE, "--json").json["entries"] if entry["kind"] == "party"
    )
    (identity,) = (each for each in form(run)["elements"] if each["element"] == "defendant_identity")
    assert [gap["do"] for gap in identity["missing"]] == [f"dunning reverse {CASE} {heir} --reason TEXT"]
    assert run("reverse", CASE, heir, "--reason", "number missing").code == 0
    again = ("party", CASE, "王小明", "--role", "heir", "--address", "青禾花园 2 栋 201")
    done = run(*again, "--id-number", "110101199003070011", "--source", "公证书 3")
    assert done.code == 0, done.err
    (identity,) = (each for each in form(run)["elements"] if each["element"] == "defendant_identity")
    assert identity["state"] == "filled"


def test_no_name_or_number_is_on_the_screen(told: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DUNNING_ACTOR")
    for more in ((), ("--json",)):
        said = run("legal", "form", CASE, "--template", "complaint-property", *more).out
        assert said
        assert not [word for word in ("王建国", "李敏", "13800000007", "110101199003070011") if word in said]


# --- what is refused, before anything is written


REFUSED = [
    ((("close", CASE, "--reason", "written_off"),), "complaint-property", "reopen"),
    (
        (
            (
                "legal",
                CASE,
                "judgment",
                "--principal",
                "1000",
                "--perform-by",
                "2026-05-20",
                "--on",
                "2026-05-12",
            ),
        ),
        "complaint-property",
        "enforce",
    ),
    ((("legal", CASE, "file", "--court", "江城区人民法院"),), "complaint-property", "withdraw"),
    ((("set", CASE, "debtor.addresses[0].status=wrong"),), "complaint-property", "detail"),
    ((("set", CASE, "debtor.addresses[0].status=wrong"),), "payment-order", "file a complaint"),
    ((("pay", CASE, "5000", "--via", "bank"),), "complaint-property", "nothing is owed"),
    ((("complaint", CASE, "the lift is broken"),), "payment-order", "complaint-property"),
    ((), "complaint-card", "use complaint-property"),
]


@pytest.mark.parametrize(("before", "template", "told_to"), REFUSED)
def test_what_stands_against_it_is_said_and_nothing_written(
    worked: Path, run: Run, tmp_path: Path, before: Any, template: str, told_to: str
) -> None:
    for words in before:
        done = run(*words)
        assert done.code == 0, done.err
    folder = tmp_path / "court"
    done = run("legal", "form", CASE, "--template", template, "-o", str(folder))
    assert (done.code, done.out) == (1, ""), done.err
    assert told_to in done.err
    assert not folder.exists()
    assert not (worked / "access.log").exists()


def test_a_lapsed_claim_is_no_claim_to_sue_for(ledger: Path, run: Run, tmp_path: Path) -> None:
    run("open", "WY-1", "--policy", "property-fee", "--name", "周明", "--address", "青禾花园 1 栋 101")
    run("charge", "WY-1", "--on", "2022-01-01", "--due", "2022-01-31", "--principal", "100")
    done = run("legal", "form", "WY-1", "--template", "payment-order", "-o", str(tmp_path / "court"))
    assert done.code == 1
    assert "lapsed after" in done.err
    assert "balance-confirmation" in done.err
    assert not (tmp_path / "court").exists()


def test_a_payment_order_lets_nothing_run_on(worked: Path, run: Run, tmp_path: Path) -> None:
    form(run, CASE, "payment-order", "-o", str(tmp_path / "court"))
    said = (tmp_path / "court" / f"{CASE}-payment-order.txt").read_text(encoding="utf-8")
    assert "支付令申请书" in said
    assert "计算至实际清偿之日止" not in said


def test_an_unknown_template_is_told_what_there_is(worked: Path, run: Run) -> None:
    done = run("legal", "form", CASE, "--template", "complaint-heating")
    assert done.code == 2
    assert "complaint-loan" in done.err


def test_the_legal_track_is_shown_and_stepped_as_before(worked: Path, run: Run) -> None:
    assert run("legal", CASE, "--json").json["case"] == CASE
    assert run("legal", CASE, "negotiate").code == 0
    assert "form" in run("legal", "--help").out
