"""The office of the sample: `dunning.yaml` with its comments."""

from __future__ import annotations

from typing import NamedTuple

from sample.clients import FENGSUI, XINGDU


class Limits(NamedTuple):
    """What one person may decide alone."""

    waiver: str
    extension_days: int
    hold_days: int


LIMITS = Limits("200.00", 120, 60)

OFFICE_FILE = f"""\
# 样例台账的设置:机构、人员、账户与电话均为虚构。
# Settings of the sample ledger: office, people, account and numbers are invented.
office: 衡信应收管理中心(样例)
language: zh
time_zone: Asia/Shanghai
currency: CNY

# 样例的固定日期。正式使用时请删除 today 这一行。
# The fixed day of the sample. Delete the line `today` when going live.
today: 2026-06-15

# 练习台账:只有在此处,固定日期才可用于登记。正式使用时请一并删除 practice 这一行。
# A ledger to practise on: only here a fixed day counts in what is recorded. Delete this line too when going live.
practice: true

# 人员:登记人以 id 署名;角色为 phone 电催、field 外访、clerk 内勤、supervisor 主管、manager 经理。
staff:
  - {{id: wang, name: 王静, roles: [phone], email: wang@example.com, phone: 0000-6600801}}
  - {{id: li, name: 李明远, roles: [phone], email: li@example.com, phone: 0000-6600802}}
  - {{id: zhao, name: 赵倩, roles: [phone], email: zhao@example.com, phone: 0000-6600803}}
  - {{id: chen, name: 陈立冬, roles: [field], email: chen@example.com, phone: 0000-6600811}}
  - {{id: sun, name: 孙晓燕, roles: [clerk], email: sun@example.com, phone: 0000-6600820}}
  - {{id: zhou, name: 周正, roles: [supervisor, manager], email: zhou@example.com, phone: 0000-6600800}}

# 月度目标:回收金额(元)与外访次数;见 dunning workload。
targets:
  - {{staff: wang, period: 2026-06, amount: 6000.00}}
  - {{staff: li, period: 2026-06, amount: 5000.00}}
  - {{staff: zhao, period: 2026-06, amount: 5000.00}}
  - {{staff: chen, period: 2026-06, amount: 10000.00, visits: 12}}

# 本单位自定的欠缴原因,与内置原因并用。
reasons:
  - {{code: heating_off, zh: 停热报停争议, en: dispute about suspended heating}}

# 委托方:联系人,以及资料自收到至录入的时限(小时);与案件的 creditor 同名。contact_hours 为联系记录补记时限。
# Clients: whom to speak to, and hours from receipt of data to entry; named as the cases' creditor.
clients:
  - name: {XINGDU}
    entry_hours: 48
    contacts:
      - {{name: 柳岸, about: 案件移交与退案, phone: 0000-6601201}}
      - {{name: 程晚, about: 对账与结佣, email: chengwan@example.com}}
  - name: {FENGSUI}
    contacts:
      - {{name: 何望舒, about: 委托事务, phone: 0000-6601301}}

# 超过以下额度或天数的减免、展期、停催停息,须由另一人批准(dunning approve)。
approval_limits: {{waiver: {LIMITS.waiver}, extension_days: {LIMITS.extension_days}, hold_days: {LIMITS.hold_days}}}

letterhead:
  address: 云州市江北区衡信路 1 号
  phone: 0000-6600100
  complaints: 0000-6600199

payment_account:
  name: 衡信应收管理中心(样例)
  bank: 星渡银行云州江北支行
  number: 0000 0000 0000 2026

letter_series: [A]
# 备份用的 git 远程,如 [branch, head-office];留空则同步到全部远程。
remotes: []
"""
