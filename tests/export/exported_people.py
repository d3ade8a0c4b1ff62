"""Who and what stands in the ledger that is exported from."""

PHONE, ID_NUMBER, NAME, ADDRESS = "13800000007", "110101199003070011", "王建国", "青禾花园 3 栋 2 单元 501"
FORMULA = "=cmd|' /C calc'!A0"
