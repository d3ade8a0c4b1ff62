"""Numbers of papers, as clerks write them: a receipt, a tracking slip, a docket, a recording, or that there is none."""

from __future__ import annotations

import re
import unicodedata

from dunning_cli.kernel.pattern import pattern

_NONE = pattern(
    r"[\W_]*"
    r"(无|没有|没|暂无|暂缺|缺|空|未知|未提供|未取得|不详|不明|不知道|待[补定查核填录取]|"
    r"none|no|nil|null|n/?a|not known|unknown|missing|pending|tbd|to follow|later)?"
    r"[\W_]*(单号|编号|号码|案号|凭证|录音|number|recording|receipt)?"
    r"[\W_]*",
    re.IGNORECASE,
)


def names_a_paper(text: str | None) -> bool:
    """Whether a text names a paper or recording; a word such as 无, 待补, none or a dash says that there is none yet."""
    return text is not None and _NONE.fullmatch(unicodedata.normalize("NFKC", text).strip()) is None
