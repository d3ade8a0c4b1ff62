"""`dunning legal form` of papers without an element form: enforcement, preservation, power of attorney, evidence, notice, filing."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pdf_reading import AMOUNT, installed, pages_in, texts_of

from dunning_cli.domain.case.codes.legal import CourtPaper
from dunning_cli.domain.litigation.court_forms import ELEMENTS
from dunning_cli.domain.litigation.customary_papers import CUSTOMARY
from dunning_cli.domain.litigation.form_elements import Basis

Run = Callable[..., Any]
CASE, FIRM = "PF-2026-0007", "HD-1"
COURT, DOCKET = "江城区人民法院", "(2026)江0101民初12号"
AGENT = "陆行，云州衡平律师事务所，0000-6601402，{powers}"
CLIENT = """
clients:
  - name: 青禾物业服务有限公司
    address: 云州市江北区稻香路 1 号
    phone: 0000-6601401
    credit_code: 91119900MA0000001X
    representative: 秦望，总经理
    agent: {agent}
    security: 云州财产保险股份有限公司出具的保函
"""
JUDGMENT = (
    "legal", CASE, "judgment", "--principal", "1200", "--penalty", "50", "--court-fee", "25", "--perform-by",
    "2026-04-20", "--on", "2026-04-10", "--court", COURT, "--docket", DOCKET,
)  # fmt: skip
ASSIGNED = (
    "new-creditor", CASE, "云州资产管理有限公司", "--agreed", "2026-05-08", "--contract", "债转 2026-7",
    "--account", "云州资产管理有限公司,云州银行江北支行,6222020200009999",
)  # fmt: skip


@pytest.fixture
def done(worked: Path, run: Run) -> Run:
    """Carries a command out that has to succeed; the office is told in dunning.yaml, with an agent of general powers."""
    named(worked, AGENT.format(powers="一般代理"))

    def carry_out(*words: str) -> Any:
        result = run(*words)
        assert result.code == 0, (words, result.err)
        return result

    carry_out("commit")
    return carry_out


def named(ledger: Path, agent: str) -> None:
    """What dunning.yaml says of the office, with this agent."""
    settings = ledger / "dunning.yaml"
    text = settings.read_text(encoding="utf-8").split("\nclients:")[0]
    settings.write_text(text.rstrip("\n") + CLIENT.format(agent=agent), encoding="utf-8")


def form(done: Run, template: str, *more: str, case: str = CASE) -> Any:
    return done("legal", "form", case, "--template", template, "--json", *more).json


def written(done: Run, template: str, folder: Path, *more: str, case: str = CASE) -> str:
    """The paper for the court."""
    form(done, template, "-o", str(folder), *more, case=case)
    return (folder / f"{case}-{template}.txt").read_text(encoding="utf-8")


def unfolded(text: str) -> str:
    """The words of a paper without the breaks of its lines."""
    return re.sub(r"\s+", "", text)


def amounts(data: Any) -> dict[str, Decimal]:
    return {
        each["element"]: Decimal(str(each["amount"]))
        for each in data["elements"]
        if each["amount"] is not None
    }


def gaps(data: Any) -> dict[str, list[str | None]]:
    return {
        each["element"]: [gap["do"] for gap in each["missing"]]
        for each in data["elements"]
        if each["missing"]
    }


def origins(data: Any, element: str) -> list[str]:
    (found,) = (each["origins"] for each in data["elements"] if each["element"] == element)
    return list(found)


def refused(run: Run, template: str, folder: Path, case: str = CASE) -> str:
    """What is said where a paper is refused; nothing is written then."""
    result = run("legal", "form", case, "--template", template, "-o", str(folder))
    assert (result.code, result.out) == (1, ""), result.err
    assert not folder.exists()
    assert not Path("access.log").exists()
    return str(result.err)


def last_entry(done: Run, kind: str, case: str = CASE) -> str:
    entries = done("show", case, "--json").json["entries"]
    return str([each["id"] for each in entries if each["kind"] == kind][-1])


def firm(done: Run) -> None:
    """A firm that owes 100,000 yuan at 12 % since 2026-03-02, penalty at 18 % of 360 days, insolvent since 2026-04-01."""
    done(
        "open", FIRM, "--policy", "small-loan", "--name", "云州恒达贸易有限公司", "--phone", "059160000001",
        "--address", "云州市江北区恒达路 1 号", "--term", "contract_rate=12%/year", "--contract", "JK-1",
    )  # fmt: skip
    done("set", FIRM, "debtor.kind=organisation", "debtor.credit_code=91350100M000100Y43")
    done("opening", FIRM, "--on", "2026-03-02", "--principal", "100000", "--overdue-since", "2026-03-02")


def accepted(done: Run, *more: str) -> None:
    done("insolvency", FIRM, "--accepted", "2026-04-01", "--on", "2026-04-03", *more)


# --- what they are


def test_no_official_form_is_claimed_of_them() -> None:
    assert set(CUSTOMARY) == set(CourtPaper) - {
        CourtPaper.PROPERTY,
        CourtPaper.CARD,
        CourtPaper.LOAN,
        CourtPaper.PRIVATE,
        CourtPaper.PAYMENT_ORDER,
    }
    for paper, elements in CUSTOMARY.items():
        assert ELEMENTS[paper] == elements
        assert {each.basis for each in elements} == {Basis.CUSTOMARY}
        assert len({each.key for each in elements}) == len(elements)


def test_every_filled_element_names_where_it_came_from(done: Run, tmp_path: Path) -> None:
    done(*JUDGMENT)
    done("asset", "add", CASE, "青禾花园 3 栋 2 单元 501", "--type", "real_estate", "--value", "600000")
    done(*ASSIGNED)
    for template in ("enforcement", "power-of-attorney", "evidence-list", "assignment-notice"):
        form(done, template, "-o", str(tmp_path / template))
        text = (tmp_path / template / f"{CASE}-{template}-sources.csv").read_text(encoding="utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))[1:]
        assert len(rows) == len(CUSTOMARY[CourtPaper(template)])
        assert [row[1] for row in rows if row[2] == "已填" and not row[5]] == []
        assert {row[8] for row in rows} == {"通行写法"}


# --- enforcement


def test_enforcement_asks_for_the_title_and_the_doubled_interest(done: Run, tmp_path: Path) -> None:
    done(*JUDGMENT)
    data = form(done, "enforcement")
    # 1,250 (fees and penalty as sums) × 0.0175 % × 42 days from 2026-04-20 to 2026-06-01 = 9.1875
    assert amounts(data) == {
        "awarded": Decimal("1275.00"),
        "title_money": Decimal("1275.00"),
        "running": Decimal("0.00"),
        "delay": Decimal("9.19"),
        "total": Decimal("1284.19"),
    }
    assert data["total"] == "1284.19"
    assert done("fees", CASE, "--json").json["balance"]["total"] == "1284.19"
    judgment = last_entry(done, "judgment")
    assert judgment in origins(data, "title")
    said = unfolded(written(done, "enforcement", tmp_path / "court"))
    for words in (
        "申请执行人：青禾物业服务有限公司",
        "被执行人：王建国",
        f"{COURT}于2026-04-10作出的{DOCKET}民事判决书",
        "本金1,200.00元、违约金50.00元、诉讼费25.00元，合计1,275.00元",
        "截至2026-06-01为9.19元，自2026-06-02起以执行依据确定而未付的本金、违约金、费用为基数按0.0175%/日计算至实际清偿之日止",
        "1,250.00元×0.0175%/日×42日（2026-04-20至2026-06-01）＝9.19元",
        "截至2026-06-01合计1,284.19元（大写：人民币壹仟贰佰捌拾肆元壹角玖分）",
        "自2026-04-20起算，至2028-04-20届满",
        f"此致{COURT}",
    ):
        assert words in said, words
    assert said.count("×") == 2, "only what runs on the title is reckoned"
    assert "（待补充）" in said, "no property is on record"
    assert gaps(data) == {"clues": [f"dunning asset add {CASE} WHAT"]}


def test_what_was_paid_and_what_runs_on_are_told_apart(done: Run, tmp_path: Path) -> None:
    done(*JUDGMENT, "--running", "component=penalty,rate=0.05%/day,from=2026-02-01")
    done("pay", CASE, "300", "--via", "bank", "--on", "2026-05-01", "--ref", "T-77")
    data = form(done, "enforcement")
    # of the 300 the penalty is served first, then 250 of the fees; 1,200 × 0.05 % × 89 days + 950 × 0.05 % × 31 days
    assert amounts(data)["title_money"] == Decimal("975.00")
    assert amounts(data)["running"] == Decimal("53.40") + Decimal("14.73")
    said = unfolded(written(done, "enforcement", tmp_path / "court"))
    assert "此后已支付300.00元（2026-05-01：300.00元），其余未履行" in said
    assert "于2026-05-01重新起算（银行转账，凭证号T-77）" in said
    assert "至2028-05-01届满" in said
    assert last_entry(done, "payment") in origins(data, "performed")


def test_the_judgment_of_the_sample_is_enforced_for_what_is_unpaid(
    inside: Path, run: Run, tmp_path: Path
) -> None:
    case = "XD-2026-0006"
    data = run("legal", "form", case, "--template", "enforcement", "--as-of", "2026-06-07", "--json").json
    # 46,666.65 + 3,120 + 9,480 + 650, less 3,000 paid; 46,666.65 × 0.0175 % × 10 days on top
    assert amounts(data)["title_money"] == Decimal("56916.65")
    assert amounts(data)["delay"] == Decimal("81.67")
    assert data["total"] == "56998.32"


def test_what_is_proven_goes_before_what_is_claimed(done: Run, tmp_path: Path) -> None:
    done(*JUDGMENT)
    done("pay", CASE, "300", "--via", "bank", "--on", "2026-05-01")
    said = unfolded(written(done, "enforcement", tmp_path / "in-time", "--as-of", "2028-04-20"))
    assert "自2026-04-20起算，至2028-04-20届满" in said
    said = unfolded(written(done, "enforcement", tmp_path / "claimed", "--as-of", "2028-04-21"))
    assert "于2026-05-01重新起算（银行转账，无凭证号），至2028-05-01届满" in said


def test_a_later_bill_is_left_out_and_told(done: Run) -> None:
    done(*JUDGMENT)
    done("charge", CASE, "--on", "2026-05-01", "--due", "2026-05-10", "--principal", "300")
    result = done("legal", "form", CASE, "--template", "enforcement", "--json")
    assert result.json["total"] == "1284.19"
    # 300 × 0.05 % × 22 days
    assert "303.30 yuan are owed that the title does not decide" in result.err
    assert "named only where the title names them too" in result.err, "there is a guarantor"


def test_parts_are_enforced_as_their_days_pass(done: Run, run: Run, tmp_path: Path) -> None:
    done(
        "legal", CASE, "mediate", "--principal", "1000", "--part", "2026-05-20:400", "--part", "2026-06-20:600",
        "--on", "2026-04-10", "--court", COURT, "--docket", DOCKET,
    )  # fmt: skip
    assert "runs through 2026-05-20" in refused_on(run, tmp_path / "early", "2026-05-20")
    data = form(done, "enforcement")
    assert amounts(data)["title_money"] == Decimal("400.00")
    # 400 × 0.0175 % × 12 days
    assert amounts(data)["delay"] == Decimal("0.84")
    assert amounts(form(done, "enforcement", "--as-of", "2026-06-21"))["title_money"] == Decimal("1000.00")


def refused_on(run: Run, folder: Path, day: str) -> str:
    result = run("legal", "form", CASE, "--template", "enforcement", "--as-of", day, "-o", str(folder))
    assert result.code == 1
    assert not folder.exists()
    return str(result.err)


def test_the_court_of_an_award_is_written_in_by_hand(done: Run, tmp_path: Path) -> None:
    done(
        "legal", CASE, "arbitrate", "--principal", "1200", "--perform-by", "2026-04-20", "--on",
        "2026-04-10", "--court", "云州仲裁委员会", "--docket", "(2026)云仲裁字第8号",
    )  # fmt: skip
    assert gaps(form(done, "enforcement"))["court"] == [None]
    said = unfolded(written(done, "enforcement", tmp_path / "court"))
    assert "云州仲裁委员会于2026-04-10作出的(2026)云仲裁字第8号仲裁裁决书" in said
    assert "此致（待补充）" in said


def test_a_title_without_its_number_is_recorded_again(done: Run) -> None:
    done(*JUDGMENT[:-2])
    assert gaps(form(done, "enforcement"))["title"] == [
        f"dunning reverse {CASE} {last_entry(done, 'judgment')} --reason TEXT"
    ]


def test_lapsed_years_are_told_and_not_written(done: Run, tmp_path: Path) -> None:
    done(*(word.replace("2026-04", "2023-04") for word in JUDGMENT))
    result = done("legal", "form", CASE, "--template", "enforcement", "-o", str(tmp_path / "court"))
    assert "the two years for applying for enforcement ended on 2025-04-21" in result.err
    said = (tmp_path / "court" / f"{CASE}-enforcement.txt").read_text(encoding="utf-8")
    assert "申请执行期间" not in said


NO_ENFORCEMENT: list[tuple[tuple[tuple[str, ...], ...], str]] = [
    ((), "is on record; record it: dunning legal PF-2026-0007 judgment"),
    ((JUDGMENT, ("legal", CASE, "enforce", "--docket", "(2026)江0101执34号")), "stands since 2026-06-01"),
    ((JUDGMENT, ("pay", CASE, "1284.19", "--via", "bank")), "nothing of what was decided is unpaid"),
    (
        (tuple(word.replace("2026-04-20", "2026-06-10") for word in JUDGMENT),),
        "runs through 2026-06-10; enforcement can be applied for after it",
    ),
    ((JUDGMENT, ("insolvency", CASE, "--accepted", "2026-05-20")), "--template bankruptcy-claim"),
    ((("insolvency", CASE, "--accepted", "2026-05-20"),), "--template bankruptcy-claim"),
    ((JUDGMENT, ("death", CASE, "--died", "2026-05-01", "--proof", "死亡证明 7")), "--role heir"),
    ((JUDGMENT, ("close", CASE, "--reason", "written_off")), "dunning reopen"),
]


@pytest.mark.parametrize(("before", "told"), NO_ENFORCEMENT)
def test_what_stands_against_enforcement(
    done: Run, run: Run, tmp_path: Path, before: tuple[tuple[str, ...], ...], told: str
) -> None:
    for words in before:
        done(*words)
    assert told in refused(run, "enforcement", tmp_path / "court")


def test_a_decided_claim_is_sent_to_enforcement(done: Run, run: Run, tmp_path: Path) -> None:
    done(*JUDGMENT)
    for template in ("complaint-property", "preservation"):
        assert f"dunning legal form {CASE} --template enforcement" in refused(
            run, template, tmp_path / "court"
        )


def test_what_ended_with_the_time_for_performing_runs_on_no_more(done: Run, tmp_path: Path) -> None:
    done(*JUDGMENT, "--running", "component=penalty,rate=0.05%/day,from=2026-02-01,until=perform_by")
    # 1,200 × 0.05 % × 78 days from 2026-02-01 to 2026-04-20
    assert amounts(form(done, "enforcement"))["running"] == Decimal("46.80")
    assert "此后继续计算" not in written(done, "enforcement", tmp_path / "court")


def test_heirs_are_enforced_against_in_the_place_of_the_dead(done: Run, tmp_path: Path) -> None:
    done(*JUDGMENT)
    done("death", CASE, "--died", "2026-05-01", "--proof", "死亡证明 7")
    done(
        "party", CASE, "王小明", "--role", "heir", "--address", "青禾花园 2 栋 201", "--source", "公证书 3", "--id-number",
        "110101199003070011",
    )  # fmt: skip
    said = unfolded(written(done, "enforcement", tmp_path / "court"))
    assert "被执行人：王小明（王建国的继承人）" in said
    assert "地址：青禾花园2栋201" in said
    done("party", CASE, "王小红", "--role", "heir", "--address", "青禾花园 2 栋 301", "--source", "公证书 3")
    said = unfolded(written(done, "enforcement", tmp_path / "two"))
    assert "居民身份证号码110101199003070011（待补充）" in said, (
        "the number of the other heir is written in by hand"
    )


# --- preservation


def test_preservation_is_of_the_sum_of_the_complaint(done: Run, tmp_path: Path) -> None:
    done(
        "asset", "add", CASE, "轿车 云A12345", "--type", "vehicle", "--value", "80000", "--valued", "2026-05-02",
        "--encumbrance", "抵押给云州银行",
    )  # fmt: skip
    data = form(done, "preservation")
    assert data["total"] == form(done, "complaint-property")["total"]
    said = unfolded(written(done, "preservation", tmp_path / "court"))
    # 1,200 × 0.05 % × 121 days
    assert "价值1,272.60元的财产（大写：人民币壹仟贰佰柒拾贰元陆角）" in said
    assert "车辆：轿车云A12345；2026-05-02估值80,000.00元；权利负担：抵押给云州银行" in said
    assert "云州财产保险股份有限公司出具的保函" in said
    assert "本申请随起诉状一并提交" in said
    assert "其他被申请人：李敏（担保人）" in said
    assert origins(data, "clues") == [last_entry(done, "asset")]


def test_property_is_that_of_who_is_asked_for_and_still_there(done: Run, tmp_path: Path) -> None:
    for words in (
        ("青禾花园 3 栋 2 单元 501", "--type", "real_estate"),
        ("李敏的存款", "--type", "deposit", "--owner", "李敏"),
        ("一辆旧车", "--type", "vehicle"),
    ):
        done("asset", "add", CASE, *words)
    done("asset", "check", CASE, last_entry(done, "asset"), "--gone")
    said = unfolded(written(done, "preservation", tmp_path / "court"))
    assert "1．不动产：青禾花园3栋2单元501" in said
    assert "2．存款：李敏的存款；权利人李敏" in said
    assert "旧车" not in said
    done(*JUDGMENT)
    said = unfolded(written(done, "enforcement", tmp_path / "later"))
    assert "1．不动产：青禾花园3栋2单元501" in said
    assert "存款" not in said, "whom the title names beside the debtor is not on record"
    assert "旧车" not in said


def test_preservation_names_the_suit_that_is_under_way(done: Run, tmp_path: Path) -> None:
    done("legal", CASE, "file", "--court", COURT)
    assert gaps(form(done, "preservation"))["proceedings"] == [
        f"dunning legal {CASE} file --docket NUMBER --court NAME"
    ]
    done("legal", CASE, "file", "--court", COURT, "--docket", DOCKET)
    said = unfolded(written(done, "preservation", tmp_path / "court"))
    assert f"已由贵院立案，案号{DOCKET}" in said
    assert f"此致{COURT}" in said


def test_a_suit_that_was_withdrawn_is_none(done: Run, tmp_path: Path) -> None:
    done("legal", CASE, "file", "--court", COURT, "--docket", DOCKET, "--on", "2026-05-10")
    done("legal", CASE, "withdraw", "--on", "2026-05-20")
    said = unfolded(written(done, "preservation", tmp_path / "court"))
    assert "本申请随起诉状一并提交" in said


def test_what_security_is_offered_is_asked_for(done: Run, worked: Path) -> None:
    settings = worked / "dunning.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"\n    security: .*", "", text), encoding="utf-8")
    done("commit")
    (gap,) = (
        each["missing"][0]["what"]
        for each in form(done, "preservation")["elements"]
        if each["element"] == "security"
    )
    assert "write security of 青禾物业服务有限公司 under clients in dunning.yaml" in gap


def test_a_lapsed_claim_is_not_preserved(ledger: Path, run: Run, tmp_path: Path) -> None:
    run("open", "WY-1", "--policy", "property-fee", "--name", "周明", "--address", "青禾花园 1 栋 101")
    run("charge", "WY-1", "--on", "2022-01-01", "--due", "2022-01-31", "--principal", "100")
    assert "balance-confirmation" in refused(run, "preservation", tmp_path / "court", "WY-1")


# --- power of attorney


def test_special_powers_are_named_one_by_one(done: Run, worked: Path, tmp_path: Path) -> None:
    general = unfolded(written(done, "power-of-attorney", tmp_path / "general"))
    assert "一般代理：代为立案" in general
    assert "上诉" not in general
    named(worked, AGENT.format(powers="特别授权"))
    done("commit")
    special = unfolded(written(done, "power-of-attorney", tmp_path / "special"))
    assert "并代为承认、放弃、变更诉讼请求，进行和解，提起反诉或者上诉" in special
    assert "在委托人与王建国就物业费（合同WY-2019-0331）发生的纠纷中" in special
    assert "受托人：陆行，云州衡平律师事务所" in special
    assert form(done, "power-of-attorney")["total"] is None


def test_the_powers_are_those_of_the_proceedings_that_come_next(done: Run, tmp_path: Path) -> None:
    done(*JUDGMENT)
    said = unfolded(written(done, "power-of-attorney", tmp_path / "enforcing"))
    assert "参加执行程序的代理人" in said
    assert f"此致{COURT}" in said
    done("insolvency", CASE, "--accepted", "2026-05-20", "--court", "云州市中级人民法院")
    said = unfolded(written(done, "power-of-attorney", tmp_path / "insolvent"))
    assert "参加破产程序的代理人" in said
    assert "此致云州市中级人民法院" in said


def test_an_agent_without_powers_is_asked_for_them(done: Run, worked: Path) -> None:
    named(worked, "陆行，云州衡平律师事务所")
    done("commit")
    assert gaps(form(done, "power-of-attorney"))["powers"] == ["dunning commit"]


def test_powers_that_say_both_are_none(done: Run, worked: Path) -> None:
    named(worked, "陆行，一般代理，特别授权事项另行委托")
    done("commit")
    assert gaps(form(done, "power-of-attorney"))["powers"] == ["dunning commit"]


@pytest.mark.parametrize("agent", ["无", "none"])
def test_nobody_gets_no_power(done: Run, run: Run, worked: Path, tmp_path: Path, agent: str) -> None:
    named(worked, agent)
    done("commit")
    told = refused(run, "power-of-attorney", tmp_path / "court")
    assert "write agent of it under clients in dunning.yaml" in told


# --- list of evidence


def test_the_list_of_evidence_is_the_one_of_the_complaint(done: Run, tmp_path: Path) -> None:
    done("pay", CASE, "100", "--via", "bank", "--ref", "T-77")
    complaint = unfolded(written(done, "complaint-property", tmp_path / "complaint"))
    text = written(done, "evidence-list", tmp_path / "list")
    said = unfolded(text)
    rows = re.findall(r"^(\d+(?: 至 \d+)?) {2,}(\S+)", text, re.MULTILINE)
    assert len(rows) == 11
    for number, name in rows:
        assert unfolded(f"证据 {number}：{name}") in complaint, (number, name)
    assert "1．合同WY-2019-0331" in said
    assert "T-77" in said
    assert "另附：合同WY-2019-0331" in complaint
    # the court, the debtor and the guarantor
    assert "共提交3份" in said


def test_a_list_is_made_of_a_closed_case_too(done: Run, tmp_path: Path) -> None:
    done("close", CASE, "--reason", "written_off")
    assert "证据目录" in written(done, "evidence-list", tmp_path / "list")


# --- notice of assignment


def test_the_notice_names_both_creditors_the_sum_and_the_account(done: Run, tmp_path: Path) -> None:
    done(*ASSIGNED)
    data = form(done, "assignment-notice")
    assert data["total"] == done("fees", CASE, "--json").json["balance"]["total"] == "1272.60"
    assert origins(data, "pay_to") == [last_entry(done, "new_creditor")]
    said = unfolded(written(done, "assignment-notice", tmp_path / "notice"))
    for words in (
        "致：王建国",
        "转让人：青禾物业服务有限公司受让人：云州资产管理有限公司",
        "2026-05-08签订的债权转让合同（债转2026-7）",
        "本金1,200.00元，利息0.00元，违约金72.60元，费用0.00元",
        "合计1,272.60元（大写：人民币壹仟贰佰柒拾贰元陆角）",
        "户名云州资产管理有限公司，开户行云州银行江北支行，账号6222020200009999",
        "第五百四十六条",
        "1．债权转让合同（债转2026-7）复印件",
        "送达回执",
    ):
        assert words in said, words


def test_whoever_had_the_claim_before_assigns_it(done: Run, tmp_path: Path) -> None:
    done(*ASSIGNED)
    done("new-creditor", CASE, "江北资产管理有限公司", "--agreed", "2026-05-20")
    data = form(done, "assignment-notice")
    entry = last_entry(done, "new_creditor")
    again = f"dunning reverse {CASE} {entry} --reason TEXT"
    assert gaps(data) == {"agreement": [again], "pay_to": [again]}
    said = unfolded(written(done, "assignment-notice", tmp_path / "notice"))
    assert "转让人：云州资产管理有限公司受让人：江北资产管理有限公司" in said


def test_no_notice_without_an_assignment_an_address_or_twice(done: Run, run: Run, tmp_path: Path) -> None:
    place = tmp_path / "notice"
    assert f"dunning new-creditor {CASE} NAME --agreed DATE" in refused(run, "assignment-notice", place)
    done(*ASSIGNED)
    done("set", CASE, "debtor.addresses[0].status=wrong")
    assert f"dunning detail {CASE} --address ADDRESS" in refused(run, "assignment-notice", place)
    done("set", CASE, "debtor.addresses[0].status=valid")
    done("new-creditor", CASE, "--notified", "2026-05-20")
    assert form(done, "assignment-notice")["template"] == "assignment-notice", (
        "a notice without proof is given again"
    )
    done("reverse", CASE, last_entry(done, "new_creditor"), "--reason", "proof missing")
    done("new-creditor", CASE, "--notified", "2026-05-20", "--proof", "EMS 1098765432109")
    assert "was told on 2026-05-20 (EMS 1098765432109)" in refused(run, "assignment-notice", place)


def test_nothing_is_told_of_a_claim_that_is_paid(done: Run, run: Run, tmp_path: Path) -> None:
    done(*ASSIGNED)
    done("pay", CASE, "1272.60", "--via", "bank")
    assert "nothing is owed on 2026-06-01" in refused(run, "assignment-notice", tmp_path / "notice")


def test_a_clerk_is_told_what_no_element_asks_for(done: Run) -> None:
    done(*ASSIGNED)
    told = {
        template: done("legal", "form", CASE, "--template", template).err
        for template in ("assignment-notice", "preservation", "power-of-attorney")
    }
    assert "who else owes is told by a notice of their own: 李敏" in told["assignment-notice"]
    assert f"were never verified; see: dunning verify {CASE}" in told["preservation"]
    assert "verified" not in told["assignment-notice"] + told["power-of-attorney"]
    assert "李敏" not in told["preservation"]
    done("insolvency", CASE, "--accepted", "2026-05-20")
    err = done("legal", "form", CASE, "--template", "assignment-notice").err
    assert "hand the notice to the administrator" in err


def test_a_lapsed_claim_may_be_filed_and_that_it_may_be_refused_is_told(ledger: Path, run: Run) -> None:
    run("open", "WY-1", "--policy", "property-fee", "--name", "周明", "--address", "青禾花园 1 栋 101")
    run("charge", "WY-1", "--on", "2022-01-01", "--due", "2022-01-31", "--principal", "100")
    run("insolvency", "WY-1", "--accepted", "2026-05-20")
    result = run("legal", "form", "WY-1", "--template", "bankruptcy-claim")
    assert result.code == 0
    assert "the administrator may refuse it; see: dunning limitation WY-1" in result.err


def test_once_told_the_new_creditor_sues(done: Run, tmp_path: Path) -> None:
    done(*ASSIGNED)
    assert (
        "云州资产管理有限公司"
        not in written(done, "complaint-property", tmp_path / "before").split("事实和理由")[0]
    )
    done("new-creditor", CASE, "--notified", "2026-05-20", "--proof", "EMS 1098765432109")
    said = unfolded(written(done, "complaint-property", tmp_path / "after"))
    assert "1．原告：名称云州资产管理有限公司" in said
    assert "青禾物业服务有限公司和王建国" in said or "青禾物业服务有限公司与王建国" in said
    assert "债权已于2026-05-08转让给云州资产管理有限公司，并于2026-05-20通知债务人" in said


# --- filing in a bankruptcy


def test_the_filing_is_of_the_day_of_the_acceptance(done: Run, tmp_path: Path) -> None:
    firm(done)
    accepted(done, "--court", "云州市中级人民法院", "--docket", "(2026)云01破3号", "--claims-by", "2026-07-01",
             "--administrator", "正衡律师事务所:059160000009")  # fmt: skip
    done("pay", FIRM, "1000", "--via", "bank", "--on", "2026-05-06")
    data = form(done, "bankruptcy-claim", case=FIRM)
    # 100,000 × 18 % × 30 / 360 up to the acceptance; what came in after it is told and not taken off
    assert (data["as_of"], data["total"]) == ("2026-04-01", "101500.00")
    assert {
        key: str(value) for key, value in amounts(data).items() if key in ("principal", "penalty", "costs")
    } == {
        "principal": "100000.00",
        "penalty": "1500.00",
        "costs": "0.00",
    }
    assert gaps(data) == {}
    assert form(done, "bankruptcy-claim", "--as-of", "2026-05-06", case=FIRM)["total"] == "101500.00"
    said = unfolded(written(done, "bankruptcy-claim", tmp_path / "filing", case=FIRM))
    for words in (
        "债务人：云州恒达贸易有限公司",
        "云州市中级人民法院于2026-04-01裁定受理债务人破产一案，案号(2026)云01破3号",
        "申报债权总额：截至2026-04-01，101,500.00元（大写：人民币壹拾万壹仟伍佰元整）",
        "利息计算至受理日2026-04-01",
        "100,000.00元×18%/年×30日（2026-03-02至2026-04-01）＝1,500.00元",
        "受理后收到1,000.00元",
        "该债权无债务人的财产担保",
        "此致正衡律师事务所（管理人）",
    ):
        assert words in said, words
    assert said.count("计算方式：到期日2026-03-02：100,000.00元×") == 1, "one line reckons the penalty"


def test_money_of_the_day_of_the_acceptance_is_taken_off(done: Run, tmp_path: Path) -> None:
    firm(done)
    done("pay", FIRM, "1500", "--via", "bank", "--on", "2026-04-01")
    accepted(done)
    assert form(done, "bankruptcy-claim", case=FIRM)["total"] == "100000.00"
    said = written(done, "bankruptcy-claim", tmp_path / "filing", case=FIRM)
    assert "受理后未收到款项" in said


def test_security_and_who_else_is_liable_are_told(done: Run, tmp_path: Path) -> None:
    firm(done)
    done(
        "asset",
        "add",
        FIRM,
        "厂房一处",
        "--type",
        "real_estate",
        "--collateral",
        "mortgage",
        "--value",
        "500000",
    )
    done("party", FIRM, "林保", "--role", "guarantor", "--guarantee", "joint")
    accepted(done)
    said = unfolded(written(done, "bankruptcy-claim", tmp_path / "filing", case=FIRM))
    assert "抵押：厂房一处" in said
    assert "另有义务人：林保（担保人）" in said


def test_what_is_missing_of_a_bankruptcy_is_supplied_by_what_is_named(done: Run, run: Run) -> None:
    firm(done)
    accepted(done)
    missing = gaps(form(done, "bankruptcy-claim", case=FIRM))
    assert missing["proceeding"] == [
        f"dunning insolvency {FIRM} --claims-by DATE --court NAME --docket NUMBER"
    ]
    assert missing["court"] == [f"dunning party {FIRM} NAME --role administrator"]
    done(
        "insolvency",
        FIRM,
        "--claims-by",
        "2026-07-01",
        "--court",
        "云州市中级人民法院",
        "--docket",
        "(2026)云01破3号",
    )
    done("party", FIRM, "正衡律师事务所", "--role", "administrator", "--source", "决定书 3")
    assert gaps(form(done, "bankruptcy-claim", case=FIRM)) == {}


def test_a_late_filing_and_interest_that_goes_on_are_told(done: Run) -> None:
    done("insolvency", CASE, "--accepted", "2026-04-01", "--on", "2026-04-03", "--claims-by", "2026-05-29")
    result = done("legal", "form", CASE, "--template", "bankruptcy-claim", "--json")
    assert "claims were to be filed by 2026-05-29" in result.err
    assert "whether interest ends with 2026-04-01 is for this court's order" in result.err
    # 1,200 × 0.05 % × 60 days
    assert result.json["total"] == "1236.00"


@pytest.mark.parametrize("stops", [False, True])
def test_the_law_on_firms_is_not_cited_for_a_person(done: Run, tmp_path: Path, stops: bool) -> None:
    done("insolvency", CASE, "--accepted", "2026-04-01", *(("--interest-stops",) if stops else ()))
    said = unfolded(written(done, "bankruptcy-claim", tmp_path / "filing"))
    assert "企业破产法" not in said
    assert "裁定受理债务人个人破产或个人债务集中清理一案" in said
    assert ("利息依受理法院的裁定计算至受理日2026-04-01" in said) is stops


def test_a_notarised_title_goes_with_its_certificate(done: Run, tmp_path: Path) -> None:
    done("legal", CASE, "notarise", "--principal", "1200", "--perform-by", "2026-04-20", "--on", "2026-04-10",
         "--court", "云州市公证处", "--docket", "(2026)云证执字第8号")  # fmt: skip
    said = unfolded(written(done, "enforcement", tmp_path / "court"))
    assert "公证机构出具的执行证书" in said
    assert "云州市公证处于2026-04-10作出的(2026)云证执字第8号公证债权文书" in said


def test_what_stands_against_a_filing(done: Run, run: Run, tmp_path: Path) -> None:
    place = tmp_path / "filing"
    assert f"dunning insolvency {CASE} --accepted DATE" in refused(run, "bankruptcy-claim", place)
    firm(done)
    accepted(done)
    done("insolvency", FIRM, "--filed", "2026-05-06", "--proof", "债权申报回执 17")
    told = refused(run, "bankruptcy-claim", place, FIRM)
    assert f"was filed on 2026-05-06; where that is wrong, take it back: dunning reverse {FIRM}" in told
    done("insolvency", FIRM, "--ended")
    assert "no bankruptcy of the debtor is under way" in refused(run, "bankruptcy-claim", place, FIRM)


def test_nothing_owed_then_is_nothing_to_file(done: Run, run: Run, tmp_path: Path) -> None:
    done("insolvency", CASE, "--accepted", "2025-12-01", "--on", "2026-01-03")
    assert "nothing was owed on 2025-12-01" in refused(run, "bankruptcy-claim", tmp_path / "filing")


# --- where a clerk is led to them


def test_the_day_names_the_paper(done: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done(*ASSIGNED)
    firm(done)
    accepted(done, "--claims-by", "2026-06-20")
    done("assign", FIRM, "--owner", "wang")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"s\n" * 60), encoding="utf-8"))
    said = done("work", "--actor", "wang").out
    assert f"dunning legal form {CASE} --template assignment-notice" in said
    assert f"dunning legal form {FIRM} --template bankruptcy-claim" in said


# --- on the screen and on paper


def test_no_name_or_number_is_on_the_screen(done: Run, as_another: Callable[[], None]) -> None:
    done(*JUDGMENT)
    done(*ASSIGNED)
    done("insolvency", CASE, "--accepted", "2026-05-20")
    done("reverse", CASE, last_entry(done, "judgment"), "--reason", "another")
    as_another()
    for template in ("power-of-attorney", "evidence-list", "assignment-notice", "bankruptcy-claim"):
        for more in ((), ("--json",)):
            result = done("legal", "form", CASE, "--template", template, *more)
            said = result.out + result.err
            assert not [
                word for word in ("王建国", "李敏", "13800000007", "110101199003070011") if word in said
            ]


@pytest.mark.skipif(not installed(), reason="no Chinese typeface on this machine")
@pytest.mark.parametrize(
    "template", ["enforcement", "assignment-notice", "complaint-property", "preservation"]
)
def test_the_pdf_says_what_the_text_says(done: Run, tmp_path: Path, template: str) -> None:
    if template == "enforcement":
        done(*JUDGMENT)
    done(*ASSIGNED)
    text = written(done, template, tmp_path / "court", "--pdf")
    pdf = (tmp_path / "court" / f"{CASE}-{template}.pdf").read_bytes()
    printed = unfolded("".join(texts_of(pdf)))
    assert [amount for amount in AMOUNT.findall(text) if amount not in printed] == []
    blanks = re.compile(r"_+|- - .*? - -")
    missing = [line for line in blanks.sub("\n", text).split("\n") if unfolded(line) not in printed]
    assert missing == []
    assert pages_in(pdf) <= 3
    written(done, template, tmp_path / "again", "--pdf")
    assert (tmp_path / "again" / f"{CASE}-{template}.pdf").read_bytes() == pdf


def test_a_pdf_needs_a_folder(done: Run, run: Run) -> None:
    result = run("legal", "form", CASE, "--template", "evidence-list", "--pdf")
    assert result.code == 2
    assert "--pdf goes with --output DIR" in result.err
