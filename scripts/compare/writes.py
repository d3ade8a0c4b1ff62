"""The command lines that write, on a copy of the sample: every writing command at least once, some of them refused."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field

Words = tuple[str, ...]
_LOANS = """\
委案编号,委外日期,客户姓名,委外金额,逾期本金,逾期利息,逾期罚息,逾期违约金,逾期管理费,已还金额,逾期天数
GR-1,2026-06-01,王芳,"1,135.00",1000,120,20,5,10,20,25
GR-2,2026-06-01,乔安,560.10,500,60.10,,,,,40
"""
_LINES = """\
{"op": "pay", "case": "PF-2026-0015", "amount": "100.00", "via": "bank", "key": "b-1"}
{"op": "promise", "case": "PF-2026-0017", "amount": "200.00", "by": "2026-06-30", "key": "b-2"}
{"op": "pay", "case": "PF-2026-0018", "amount": "33.33", "via": "wechat", "key": "b-3"}
"""


@dataclass(frozen=True)
class Write:
    """One command line, and texts to add to files before it, by name, perhaps committed with git alone.

    `{lines}` among the words is the last line of the file last added to.
    """

    words: Words
    appended: dict[str, str] = field(default_factory=dict)
    committed: bool = False


_WRITTEN = """
sun     pay PF-2026-0007 300.00 --via bank --ref R-1
sun     pay PF-2026-0007 99.99 --via cash --payer 李敏 --to principal
sun     pay XD-2026-0001 5000.00 --via bank --part-of 6000
sun     pay XD-2026-0010 12.34 --on 2026-05-31 --via pos
sun     pay XD-2026-0010 0
sun     pay PF-2026-0023 900.00 --via bank
sun     transfer PF-2026-0023 100.00 --into PF-2026-0017 --consent "letter of 2026-06-14"
sun     refund PF-2026-0023 50.00 --via bank
sun     charge PF-2026-0008 --on 2026-06-01 --due 2026-06-30 --principal 321.00 --ref 2026-06
sun     open PF-2026-0101 --policy property-fee --name 柳青 --phone 13800000901 --address "青禾花园 9 栋 101" --owner li
sun     charge PF-2026-0101 --on 2026-01-01 --due 2026-01-31 --principal 777.77
sun     bill PF-2026-0008 --period 2026Q3
sun     set PF-2026-0008 terms.billing.area=86.50 terms.billing.price=2.50
sun     bill PF-2026-0008 --period 2026Q3
sun     open XD-2026-0101 --policy small-loan --name 岑远 --term contract_rate=12%/year --contract-date 2025-03-01
sun     opening XD-2026-0101 --on 2026-05-01 --principal 9999.99 --interest 111.11 --overdue-since 2026-04-20
sun     schedule --kind equal-instalment --principal 12000 --rate 12% --periods 3 --first 2026-07-10 --charge XD-2026-0101
sun     schedule --kind flat --principal 9000 --rate 0.8%/month --periods 3 --first 2026-07-31 --interest-deferred 1 --round-to yuan --charge XD-2026-0101
sun     set PF-2026-0008 account.area=青禾二期
sun     verify XD-2026-0101 --reason "papers compared"
wang    note PF-2026-0008 "pays in part" --channel phone --result promised --promise 200 --by 2026-06-25
sun     note PF-2026-0015 "asks how much is owed" --channel phone --incoming --result reached
li      note PF-2026-0024 "no one picks up" --channel phone --result no_answer
wang    note XD-2026-0003 "asks for time" --channel phone --result intends --at 2026-06-15T09:05 --callback 2026-06-17
wang    note XD-2026-0003 "at night" --channel phone --result reached --at 2026-06-14T23:10 --override "he called first"
wang    promise XD-2026-0001 100.00 --by 2026-06-20
zhou    complaint XD-2026-0002 "calls at noon" --about zhao
zhou    inspect record SL-2026-0006 01ktr6vtkg5xz3r9 --failed --scores greeting=5,identity=1 --text "not asked who spoke" --correct-by 2026-06-20
li      inspect corrected CC-2026-0008 01kt5p0em057emcf --text "number deleted, staff told"
wang    detail XD-2026-0001 --phone 13800000902 --kind mobile --status valid --source "the debtor" --first
wang    party XD-2026-0002 周杰 --role guarantor --phone 13900000018 --guarantee joint
wang    consent XD-2026-0002 --channel wechat --source "recording 7"
sun     death SL-2026-0001 --died 2026-05-20 --proof "certificate 118" --heir 方晓:13700000921
sun     renounce SL-2026-0001 方晓 --proof "declaration 88"
sun     incapacity PF-2026-0024 --since 2026-06-01 --proof "court 5" --guardian 王晓:13700000922
sun     insolvency XD-2026-0014 --accepted 2026-06-10 --docket "(2026)云01破3号" --claims-by 2026-07-20 --administrator 正衡事务所:13700000923
sun     insolvency XD-2026-0014 --filed 2026-06-14 --proof "receipt 17"
sun     new-creditor XD-2026-0013 云州资产管理有限公司 --agreed 2026-06-08
sun     new-creditor XD-2026-0013 --notified 2026-06-12 --proof "EMS 1098765432109"
sun     suspend XD-2026-0013 force-majeure --from 2026-06-01 --until 2026-06-05 --proof "notice 3"
sun     fraud CC-2026-0004 "card applied for with another person's papers" --police 江北派出所 --receipt 2026-17
sun     fraud CC-2026-0016 --cleared --reason "the signature is the debtor's"
sun     waive PF-2026-0008 penalty 1.00 --reason "billing error"
sun     waive XD-2026-0012 penalty all --reason "settled" --if-paid-by 2026-07-31
zhou    approve XD-2026-0012
zhou    approve CC-2026-0009
sun     extend XD-2026-0014 --due 2026-07-31 --reason "harvest"
sun     hold XD-2026-0017 both --until 2026-07-10 --reason "dispute"
sun     plan end XD-2026-0005 --reason "new plan agreed"
sun     plan new XD-2026-0005 --instalments 3 --total all --first 2026-06-30 --signed both
zhou    assign XD-2026-0018 PF-2026-0013 --owner li
zhou    assign --from chen --spread li,zhao
sun     phase PF-2026-0004 pre-suit
sun     legal PF-2026-0020 file --court 云州市江北区人民法院 --docket "(2026)云0101民初1号" --cost 50.00
sun     legal XD-2026-0020 judgment --principal 40000 --interest 5000 --court-fee 50 --perform-by 2026-07-15 --running component=interest,rate=15.4%/year,from=2026-06-01
wang    letter new PF-2026-0007 overdue-notice --method registered
wang    letter new XD-2026-0018 final-demand --method ems --letter-language en
zhou    letter batch --stage M4 --template overdue-notice --method ems
wang    letter deliver PF-2026-0007 2026-A-0019 --tracking XA12345678944 --posted 2026-06-15
wang    letter spoil XD-2026-0018 2026-A-0020 --reason "printed on the wrong paper"
chen    visit plan PF-2026-0020 --for 2026-06-18 --time 14:30 --with sun
chen    visit record XD-2026-0004 "nobody at home" --result no_answer --with sun
chen    asset add XD-2026-0012 "van" --type vehicle --value 36000
chen    asset check XD-2026-0004 01kp9z7w9rbkx2td --value 60000
chen    asset creditor XD-2026-0012 江北村镇银行 --amount 80000 --secured
sun     reverse PF-2026-0007 01ks4fe6bg5qxxq3 --reason "entered twice"
sun     close PF-2026-0012 --reason settled --text "by agreement"
sun     reopen PF-2026-0001 --reason "cheque bounced"
sun     do-not-lend add XD-2026-0016 --reason "written off"
sun     do-not-lend remove CC-2026-0014 --reason "paid"
sun     policy rate lpr_1y --valid-through 2026-10-20
sun     extension BT-2026-1 --granted 2026-10-09 --ref "letter of 2026-06-12"
sun     extension NH-2026-01 --refused --reason "the season is over"
sun     return XK2604 --text "on its day"
sun     return FS202603 --dry-run
sun     open XD-2026-0102 --policy small-loan --name 岑行 --address 江北区三号 --term contract_rate=12%/year --contract-date 2026-03-10
sun     schedule --kind equal-instalment --principal 12000 --rate 12% --periods 6 --first 2026-04-10 --charge XD-2026-0102
sun     prepay XD-2026-0102 8000 --via bank --ref P-1 --on 2026-06-12
sun     reschedule XD-2026-0102 --rate 10% --periods 6 --reason agreed --on 2026-06-13
sun     reschedule XD-2026-0102 --arrears --kind flat --rate 0.8%/month --periods 3 --first 2026-07-10
sun     prepay XD-2026-0102 all --via bank --ref P-2
sun     charge XD-2026-0003 --on 2026-06-12 --due 2026-07-31 --principal 100 --interest 10 --ref later
sun     accelerate XD-2026-0003 --notice 2026-A-0013
sun     checkpoint
zhou    checkpoint cosign
wang    letter new XD-2026-0003 correction --corrects 2026-A-0012 --reason "a payment was entered late" --method hand
wang    consent XD-2026-0002 --channel email --serve-at wang@example.com --source "confirmation 3"
"""
_POSTED = "serial,tracking,date,method\n2026-A-0021,1098765432109,2026-06-15,ems\n"
_RESULTS = "邮件号,投递结果,投递时间\n1098765432109,本人签收,2026-06-15\n"
_SPOILT = "  - {id: 01jtd3k8q7m4x2ac, kind: payment, date: 2026-06-01, amount: 5.00, by: wang\n"
_FROM_FILES = (
    Write(("batch", "../lines.jsonl", "--json", "--actor", "sun"), {"../lines.jsonl": _LINES}),
    Write(("batch", "../lines.jsonl", "--resume", "--actor", "sun")),
    Write(("import", "../loans.csv", "--policy", "small-loan", "--actor", "sun"), {"../loans.csv": _LOANS}),
    Write(("rules", "take", "policies/contact-bank-agency.yaml", "--actor", "zhou")),
    Write(("undo", "--reason", "wrong file", "--actor", "sun")),
    Write(("letter", "post", "../posted.csv", "--json", "--actor", "sun"), {"../posted.csv": _POSTED}),
    Write(("letter", "result", "../results.csv", "--actor", "sun"), {"../results.csv": _RESULTS}),
    Write(("commit", "--json", "--actor", "zhou"), {"policies/small-loan.yaml": "# looked at again\n"}),
    Write(("check", "--json"), {"cases/small-loan/XD-2026-0019.yaml": _SPOILT}, committed=True),
    Write(("mend", "XD-2026-0019", "{lines}", "--reason", "a brace is missing", "--actor", "sun")),
)


def writes() -> list[Write]:
    """The writes in their order: most as a receipt for people, every third as JSON, the last ones from files."""
    found = []
    for number, line in enumerate(_WRITTEN.strip().splitlines()):
        actor, *words = shlex.split(line)
        form = ("--json",) if number % 3 == 0 else ("--lang", ("en", "zh")[number % 2])
        found.append(Write((*words, "--actor", actor, *form)))
    return [*found, *_FROM_FILES]
