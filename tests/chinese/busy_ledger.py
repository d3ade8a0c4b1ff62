"""A small ledger in Chinese on which every kind of entry is made, most by a command of its own.

Whatever somebody types is Chinese, a number or a code: what is Latin in an answer comes from the program.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

Run = Callable[..., Any]
STAFF = """staff:
  - {id: wang, name: 王静, roles: [phone]}
  - {id: li, name: 李明远, roles: [phone, field]}
  - {id: zhou, name: 周正, roles: [supervisor]}
approval_limits: {waiver: 3000.00}
"""
FILES = {
    "借款.csv": "委案编号,委外日期,客户姓名,委外金额,逾期本金,逾期利息,逾期罚息,逾期违约金,逾期管理费,已还金额,逾期天数\n"
    '导-1,2026-06-01,王芳,"1,135.00",1000,120,20,5,10,20,25\n',
    "联系.csv": "个案序列号,姓名,催收措施,催收时间,催收结果,催收员\n"
    "导-1,王芳,电话催收,2026-05-22 06:30,已接通,王静\n",
    "流水.csv": "交易日期,摘要,记账金额(收入),记账金额(支出),余额,对方户名,对方账户,附言,交易流水号\n"
    "2026-05-29,转账,1100.00,,,王芳,,导-1,20260529000001\n",
    "批量.jsonl": '{"op": "pay", "case": "物-1", "amount": "100.00", "via": "bank"}\n'
    '{"op": "promise", "case": "物-2", "amount": "2000.00", "by": "2026-06-30"}\n',
}
WRITES = """
wang  open 物-1 --policy property-fee --name 王建国 --phone 13800000007 --id-number 110101199003070011 --address 青禾花园三栋501 --creditor 青禾物业服务有限公司 --contract 物字第一号 --contract-date 2019-03-31 --owner wang
wang  open 物-2 --policy property-fee --name 王建国 --phone 13800000007 --id-number 110101199003070011 --address 青禾花园三栋502 --owner li --creditor 云州物业集团 --batch 批一 --entrusted 2026-01-05 --return-by 2026-12-31
wang  open 物-3 --policy property-fee --name 林涛 --address 青禾花园五栋 --batch 批二 --entrusted 2026-01-05 --return-by 2026-06-30 --creditor 云州物业集团 --owner li
wang  open 贷-1 --policy small-loan --name 赵强 --phone 13800000021 --address 江北区一号 --guarantor 李敏:13900000008 --contract 借字第一号 --contract-date 2025-03-01 --lent 20000 --term contract_rate=12%/year --owner wang
wang  open 贷-2 --policy small-loan --name 岑远 --address 江北区二号 --term contract_rate=lpr_1y*3 --contract-date 2025-05-01 --owner wang
wang  open 学-1 --policy student-loan --name 方晓 --owner li --contract-date 2022-09-01 --term contract_rate=3.85%/year
wang  open 卡-1 --policy credit-card --name 蒋勇 --owner li --contract-date 2022-05-16
wang  set 物-1 terms.billing.area=86.50 terms.billing.price=12.50
wang  set --where policy=small-loan account.area=江北
wang  bill 物-1 --period 2025Q4..2026Q1 --on 2026-01-05
wang  charge 物-2 --on 2026-01-01 --due 2026-01-31 --principal 3200.00 --ref 一季度
wang  charge 物-3 --on 2026-01-01 --due 2026-01-31 --principal 1200.00
wang  schedule --kind equal-instalment --principal 12000 --rate 12% --periods 6 --first 2026-01-10 --charge 贷-1
wang  opening 贷-2 --on 2026-05-01 --principal 9999.99 --interest 1111.11 --overdue-since 2026-04-20
wang  opening 学-1 --on 2026-02-01 --principal 8000 --overdue-since 2026-01-20
wang  charge 卡-1 --on 2026-02-16 --principal 5000
wang  verify 物-1 --reason 合同与账单核对一致
wang  assign 学-1 卡-1 --owner wang
wang  note 物-1 愿意先付一部分 --channel phone --number 13800000007 --result promised --promise 1300 --by 2026-06-05 --recording 录音一号 --on 2026-05-20 --at 2026-05-20T10:00
li    note 物-1 家中面谈 --channel visit --result reached --reason cash_flow --with wang --on 2026-05-21 --at 2026-05-21T15:00
wang  note 物-1 夜里来电 --channel phone --result reached --at 2026-05-30T22:30 --on 2026-05-30 --override 对方要求
wang  promise 贷-1 1500 --by 2026-06-20
wang  pay 物-1 1200.00 --on 2026-05-23 --via bank --payer 王芳 --to principal --ref 转字一号
wang  pay 物-1 50.00 --on 2026-05-24 --via cash
wang  reverse 物-1 {payment} --reason 记错案件
wang  pay 物-2 4500.00 --on 2026-05-30 --via bank
wang  transfer 物-2 1000.00 --into 物-1 --consent 书面同意
wang  refund 物-2 50.00 --via bank
wang  waive 学-1 principal 50 --reason 账单差错
wang  waive 贷-2 penalty all --reason 协商 --if-paid-by 2026-07-31
wang  waive 学-1 principal 4000 --reason 家庭困难
zhou  approve 学-1
wang  extend 学-1 --due 2026-12-31 --reason 家庭困难
wang  hold 学-1 contact --until 2026-07-10 --reason 住院
wang  phase 物-1 pre-suit --reason 承诺未兑现
zhou  complaint 物-1 午休来电 --about li
wang  detail 物-1 --phone 13800000017 --kind mobile --status valid --source 签收回执 --first
wang  party 物-1 王芳 --role contact --relation child --phone 13700000009 --basis reserved
wang  consent 物-1 --channel wechat --source 录音二号
wang  death 学-1 --died 2026-05-25 --proof 证明一号 --heir 方明:13700000921
wang  waive 卡-1 all all --reason 冒名办卡
wang  fraud 卡-1 冒名办卡 --police 江北派出所 --receipt 回执一号
li    visit plan 物-1 --for 2026-06-03 --time 14:30 --with wang --agreed --text 带合同
wang  legal 物-1 file --court 云州市江北区人民法院 --docket （2026）云民初一号 --cost 1050.00
wang  legal 贷-1 mediate --court 云州市江北区人民法院 --on 2026-03-01 --principal 9000 --part 2026-03-20:4000 --part 2026-08-31:5000
wang  legal 贷-2 judgment --on 2026-05-05 --principal 9000 --interest 1500 --court-fee 1250 --perform-by 2026-05-15 --running component=penalty,rate=lpr_1y*4,from=2026-05-02,until=perform_by
wang  legal 贷-2 in-kind --value 3000 --text 货车一辆
wang  asset add 贷-1 江北区住宅一套 --type real_estate --collateral mortgage --value 360000 --owner guarantor
wang  asset check 贷-1 {asset} --value 340000 --encumbrance 已查封
wang  asset creditor 贷-1 江北村镇银行 --amount 80000 --secured
wang  plan new 物-1 --instalments 4 --total all --first 2026-06-30 --waive penalty=all --reason 一次性优惠 --signed both --grace 5 --accrual stop --on-break forgive --text 每月底前
wang  letter new 物-1 plan-agreement
wang  plan end 物-1 --reason 另订
wang  letter new 物-1 overdue-notice --method registered --override 已说明
wang  letter deliver 物-1 {letter} --tracking 12345678 --posted 2026-06-01
wang  letter new 物-2 balance-confirmation --method hand
wang  letter deliver 物-2 {letter} --received 2026-06-01 --acknowledged --signed-by 本人
wang  letter batch --policy small-loan --template overdue-notice
wang  pay 物-3 1275.00 --via cash
wang  close 物-3 --reason settled --text 已结清
wang  reverse 物-3 {payment} --reason 假币
wang  import ../借款.csv --policy small-loan
wang  import ../联系.csv
wang  import ../流水.csv
wang  batch ../批量.jsonl
wang  undo --reason 选错文件
wang  extension 批一 --granted 2027-03-31 --ref 复函一号
wang  policy rate lpr_1y --from 2026-06-22 --rate 2.9% --valid-through 2026-10-20
wang  renounce 学-1 方明 --proof 公证书一号
wang  suspend 物-2 force-majeure --from 2026-05-01 --until 2026-05-20 --proof 公告一号
wang  suspend 物-2 other --from 2026-05-21
wang  new-creditor 贷-1 云州资产管理有限公司 --agreed 2026-05-20 --contract 转让一号 --account 云州资产管理有限公司,江北农商行,6222020200009999
wang  new-creditor 贷-1 --notified 2026-05-28 --proof 邮单一号
wang  insolvency 贷-2 --accepted 2026-05-25 --court 云州市中级人民法院 --docket （2026）云破三号 --claims-by 2026-06-30 --interest-stops
wang  incapacity 物-2 --since 2026-05-20 --proof 民特一号 --guardian 方琳:13700000933
wang  legal 贷-1 police --docket 受案一号
wang  return 批二 --text 到期退回
wang  do-not-lend add 物-3 --reason 恶意拖欠
wang  open 贷-3 --policy small-loan --name 江海 --address 江北区三号 --contract-date 2026-01-10 --term contract_rate=12%/year --term prepayment.percent=1% --owner wang
wang  schedule --kind equal-instalment --principal 12000 --rate 12% --periods 6 --first 2026-02-10 --charge 贷-3
wang  prepay 贷-3 10000 --via bank --on 2026-05-25
wang  reschedule 贷-3 --rate 10% --periods 4 --on 2026-05-26 --reason 协议一号
wang  reschedule 贷-3 --arrears --kind flat --periods 3 --first 2026-05-28 --on 2026-05-27 --reason 协议二号
wang  letter new 贷-3 final-demand --method hand
wang  accelerate 贷-3 --notice {letter} --reason 合同第九条
"""
"""Who does what, a line each; a word in braces is the number of the last letter, or the last entry of that kind."""


REFUSED = """
wang  pay 物-1 0
wang  open 物-9 --policy property --name 某甲
wang  plan new 物-1 --instalments 3 --amount 90000 --first 2026-07-30
wang  promise 贷-1 9999999 --by 2026-06-20
wang  waive 贷-1 interest 9999 --reason 协商
wang  charge 卡-1 --principal 一百元
wang  note 物-1 夜里去电 --channel phone --result reached --at 2026-06-01T23:30
wang  letter new 物-1 final-demand
wang  letter new 学-1 guarantor-notice
wang  phase 物-1 suits
wang  transfer 物-2 99999 --into 物-1 --consent 书面同意
wang  close 物-1 --reason paid
wang  renounce 物-1 王芳 --proof 公证书二号
wang  insolvency 物-1 --filed 2026-05-30
wang  insolvency 物-1 --accepted 2026-05-30 --filed 2026-05-30
wang  incapacity 物-1 --regained --proof 民特二号
wang  new-creditor 物-1 --notified 2026-05-30
wang  suspend 物-1 other --from 2026-05-30 --until 2026-05-29
wang  accelerate 贷-3 --notice 2026-A-9999
wang  accelerate 贷-1 --notice 2026-A-0001
wang  prepay 物-1 100
wang  prepay 贷-3 all
wang  reschedule 卡-1
wang  reschedule 贷-3
wang  legal 物-1 serve
wang  do-not-lend add 物-1 --reason 恶意拖欠
wang  undo 0000000000
"""
"""What is refused or warned of once all is done; tried without writing."""


def commands(run: Run, lines: str) -> Iterator[tuple[str, ...]]:
    """The words of each command, with the letters and entries it names as the ledger has them by then."""
    for line in lines.strip().splitlines():
        actor, *words = shlex.split(line)
        for place, word in enumerate(words):
            if word.startswith("{"):
                case = words[place - 2] if words[place - 1].startswith("-") else words[place - 1]
                words[place] = _newest(run, case, word.strip("{}"))
        yield (*words, "--actor", actor)


def _newest(run: Run, case: str, kind: str) -> str:
    """The last entry of a kind on a case by its id; a letter by its number."""
    shown = run("show", case, "--json")
    assert shown.code == 0, shown.err
    found = [entry for entry in shown.json["entries"] if entry["kind"] == kind]
    newest: dict[str, Any] = max(found, key=lambda entry: str(entry["id"]))
    return str(newest.get("serial", newest["id"]))


def make(folder: Path, run: Run) -> list[tuple[tuple[str, ...], str]]:
    """Makes the ledger, the working directory in it; each command with what it said, as a receipt and beside it."""
    settings = folder / "dunning.yaml"
    text = settings.read_text(encoding="utf-8")
    for old, new in (("staff: []\n", STAFF), ("language: en\n", "language: zh\n")):
        assert old in text
        text = text.replace(old, new)
    settings.write_text(text, encoding="utf-8")
    for name, content in FILES.items():
        (folder.parent / name).write_text(content, encoding="utf-8")
    said = []
    for words in chain([("commit", "--actor", "wang")], commands(run, WRITES)):
        done = run("--lang", "zh", *words)
        assert done.code == 0, (words, done.err)
        said.append((words, done.out + done.err))
    return said
