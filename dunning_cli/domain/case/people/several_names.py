"""Several people's names in one cell, as `郑凯、林燕` of two owners: told apart only where nothing else can be meant."""

from __future__ import annotations

from dunning_cli.domain.case.people.organisations import named_as_organisation
from dunning_cli.kernel.pattern import pattern

_SIGNS = pattern(r"\s*[、，,/／;；]\s*")
_WORDS = pattern(r"\s*[和与及]\s*")
_NAME = pattern(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]+(?:[·•・][\u3400-\u9fff]+)+")
_WITH_SURNAME = pattern(
    r"(?:欧阳|司马|上官|诸葛|夏侯|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|"
    r"[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤"
    r"花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟黄穆萧尹姚邵汪祁毛禹狄米贝明臧"
    r"计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢"
    r"莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程邢裴陆荣翁荀羊惠曲封储靳段富巫乌焦巴牧山谷车侯班秋仲伊宫宁"
    r"仇栾甘厉戎祖武符刘景詹束龙叶司黎薄白蒲从鄂索赖卓蔺屠蒙池乔阴胥闻翟谭申冉桑桂牛边燕尚农温庄晏柴瞿阎慕连茹习艾"
    r"容向古易慎戈廖庾居衡步都耿满弘匡国文寇广东欧肖涂覃佟覃辛付代闫岳聂关游丘盖])[\u3400-\u9fff]{1,2}"
)


def names_in_cell(text: str) -> tuple[str, ...]:
    """The names of two or more people in one text, in order; none where it may be one name, or an organisation's.

    Signs such as `、` part what are names of two to four characters on every side; a word as `和`, which names have in
    them too, only between a surname with one or two characters on either side.
    """
    if named_as_organisation(text):
        return ()
    for form, name in ((_SIGNS, _NAME), (_WORDS, _WITH_SURNAME)):
        parts = tuple(part for part in form.split(text.strip()) if part)
        if len(parts) > 1 and all(name.fullmatch(part) for part in parts):
            return tuple(dict.fromkeys(parts))
    return ()


def called(name: str) -> tuple[str, ...]:
    """What a debtor may be called by: the name as it is recorded, and each of the several names in it."""
    return (name, *names_in_cell(name))
