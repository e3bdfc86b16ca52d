"""Chinese names, in signs and as they are romanized: pinyin, Wade–Giles, surnames as Cantonese write them.

A sign has an old form, a new one, and sometimes a Japanese one: `one_sign`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from anyascii import anyascii

from habeas.identity.matching.romanize import surname_first
from habeas.identity.matching.rules import Rules

_FORMS: Final = (
    "張张陳陈劉刘楊杨趙赵黃黄吳吴鄭郑孫孙馬马蕭萧許许鄧邓馮冯蔣蒋葉叶閻阎盧卢陸陆餘余譚谭鄒邹賀贺龔龚萬万錢钱嚴严湯汤"
    "戴戴賴赖龍龙顧顾謝谢羅罗韓韩賈贾鐘钟鍾钟蘇苏魏魏喬乔聶聂關关簡简魯鲁歐欧陽阳單单夢梦國国強强偉伟華华東东軍军"
    "麗丽紅红鳳凤雲云龍龙飛飞鵬鹏傑杰勝胜學学曉晓燕燕蘭兰靜静慶庆榮荣興兴業业實实寶宝貴贵錦锦銀银鐵铁義义禮礼賢贤"
    "愛爱樂乐賓宾憲宪憶忆漢汉澤泽澤沢瀾澜為为爾尔瑩莹瓊琼維维緒绪緯纬繼继聖圣聰聪芳芳蓮莲藝艺訓训詩诗誠诚豐丰遠远"
    "達达鋒锋鋼钢長长開开陽阳隆隆霞霞順顺頌颂顏颜願愿風风馨馨駿骏鴻鸿麟麟邊边邊辺邉辺渡渡齊齐齋斎濱浜廣广廣広櫻桜"
    "眞真惠恵德徳淺浅瀧滝嶋島桑桑與与兒児實実假仮應応團団圓円"
)


def _one_form() -> dict[str, str]:
    """Sign → the one form that stands for all its forms."""
    found: dict[str, str] = {}
    for old, new in zip(_FORMS[::2], _FORMS[1::2], strict=True):
        kept = found.get(new, found.get(old, new))
        found |= {sign: kept for sign, form in found.items() if form in {found.get(old), found.get(new)} - {None}}
        found |= {old: kept, new: kept}
    return found


_FORM_OF: Final = _one_form()


def one_sign(a: str, b: str) -> bool:
    """Whether two signs are one, written in the old or the new form."""
    return a == b or _FORM_OF.get(a, a) == _FORM_OF.get(b, b)


def new_form(text: str) -> str:
    """The text with its signs in the new form."""
    return "".join(_FORM_OF.get(sign, sign) for sign in text)


# -- names

_PINYIN: Final = """
wang wong huang|li lee|zhang chang cheung cheong|liu lau|chen chan chin tan|yang yeung|zhao chao chiu|huang wong hwang
zhou chou chow chau|wu ng woo|xu hsu tsui hui|sun suen|hu woo wu|zhu chu|gao kao ko|lin lam|he ho hor|guo kuo kwok|ma
luo lo law|liang leung|song sung|zheng cheng cheang|xie hsieh tse|han hon|tang tong|feng fung|yu yue|dong tung
xiao hsiao siu|cheng ching|cao tsao cho|yuan yuen|deng teng tang|fu foo|shen shum|zeng tseng tsang|peng pang
lu lo loo|su so
jiang chiang keung|cai tsai choi|jia chia ka|ding ting|wei ngai|xue hsueh sit|ye yeh ip yip|yan yen|pan poon
du tu to|dai tai
xia hsia ha|zhong chung|tian tien tin|ren jen yam|fan|fang fong|shi shih sze|yao yiu|tan tam|liao liu
zou tsou chau|xiong hung
jin chin kam|hao|kong hung|bai pai pak|cui tsui|kang hong|mao mo|qiu chiu yau|qin chin chun|gu ku koo|hou hau|shao siu
meng mang|long lung|wan man|duan tuan|lei lui|qian chien chin|yin wan|yi|chang|qiao chiao kiu|lai|gong kung|wen man
ouyang auyeung|sima szema|shangguan|zhuge|murong|shan|zha cha|qu chu wat|hua wah|ai ngai|ning|kuang kwong|ou au
"""
_CHINESE_SURNAME: Final[dict[str, tuple[str, ...]]] = {}
for _line in _PINYIN.split("\n"):
    for _family in _line.split("|"):
        for _spelling in _family.split():
            _CHINESE_SURNAME[_spelling] = (*_CHINESE_SURNAME.get(_spelling, ()), _family.split()[0])
_READ_AS_SURNAME: Final = {
    "单": "shan",
    "單": "shan",
    "曾": "zeng",
    "解": "xie",
    "查": "zha",
    "仇": "qiu",
    "任": "ren",
    "区": "ou",
    "區": "ou",
    "尉": "yu",
    "朴": "piao",
    "盖": "ge",
    "缪": "miao",
    "冼": "xian",
}
_TWO_SIGNS: Final = frozenset(["欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "慕容", "司徒", "皇甫"])
_HEARD_CHINESE: Final = Rules(
    r"""
hs→s zh|ch|j|q|ts|tz|z|c→c sh|x→s [pb]→b [td]→d [kg](?!$)→k ng$→ng yi→i y(?=[aeou])→i wu→u uo→o ong→ung ieh→ie
ien|ian→ien iu|iou→iu ui|uei→ui eh→e ih|i(?=$)→i (.)\1+→\1
"""
)


def chinese_of_signs(signs: str) -> Iterator[str]:
    """What a Chinese name in signs shares with its spellings in Latin letters."""
    parts = [anyascii(sign).lower() for sign in new_form(signs)]
    cut = 1 + (signs[:2] in _TWO_SIGNS and signs[2:] != "")
    family = _READ_AS_SURNAME.get(signs[0], "".join(parts[:cut]))
    yield f"c{family}.{_HEARD_CHINESE(''.join(parts[cut:]))}"


def chinese_in_latin(plain: Sequence[str]) -> Iterator[str]:
    """What the words of a name in Latin letters share with a Chinese name in signs; nothing without such a surname."""
    for surname, given in surname_first(plain):
        for family in _CHINESE_SURNAME.get(surname, ()):
            yield f"c{family}.{_HEARD_CHINESE(''.join(given))}"
