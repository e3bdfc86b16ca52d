"""Japanese names in Chinese signs and in Latin letters. Readings are not in the signs: the commonest are listed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from anyascii import anyascii

from habeas.identity.matching.chinese import new_form

KANA: Final = re.compile("[\u3040-\u30ff]")
_SURNAMES: Final = """
佐藤=sato 鈴木=suzuki 高橋=takahashi 田中=tanaka 伊藤=ito 渡辺=watanabe 渡邊=watanabe 山本=yamamoto 中村=nakamura 小林=kobayashi
加藤=kato 吉田=yoshida 山田=yamada 佐々木=sasaki 山口=yamaguchi 松本=matsumoto 井上=inoue 木村=kimura 林=hayashi 斎藤=saito 斉藤=saito
清水=shimizu 山崎=yamazaki 森=mori 池田=ikeda 橋本=hashimoto 阿部=abe 石川=ishikawa 山下=yamashita 中島=nakajima 石井=ishii 小川=ogawa
前田=maeda 岡田=okada 長谷川=hasegawa 藤田=fujita 後藤=goto 近藤=kondo 村上=murakami 遠藤=endo 青木=aoki 坂本=sakamoto 福田=fukuda
太田=ota 西村=nishimura 藤井=fujii 金子=kaneko 岡本=okamoto 藤原=fujiwara 三浦=miura 中野=nakano 原田=harada 松田=matsuda 竹内=takeuchi
上田=ueda 中山=nakayama 和田=wada 森田=morita 石田=ishida 上野=ueno 原=hara 内田=uchida 柴田=shibata 酒井=sakai 宮崎=miyazaki 横山=yokoyama
高木=takagi 安藤=ando 宮本=miyamoto 大野=ono 小野=ono 谷口=taniguchi 工藤=kudo 今井=imai 高田=takada 丸山=maruyama 増田=masuda 杉山=sugiyama
村田=murata 大塚=otsuka 平野=hirano 新井=arai 菅原=sugawara 武田=takeda 千葉=chiba 河野=kono 久保=kubo 松井=matsui 岩崎=iwasaki
野口=noguchi 松尾=matsuo 菊地=kikuchi 木下=kinoshita 野村=nomura 佐野=sano 大西=onishi 渡部=watanabe 島田=shimada 浜田=hamada 川口=kawaguchi
"""
_GIVEN: Final = """
太郎=taro 次郎=jiro 一郎=ichiro 三郎=saburo 花子=hanako 健一=kenichi 健=ken,takeshi 健二=kenji 健太=kenta 誠=makoto 浩=hiroshi
博=hiroshi 隆=takashi
明=akira 明美=akemi 和子=kazuko 幸子=sachiko,yukiko 恵子=keiko 洋子=yoko 裕子=yuko,hiroko 久美子=kumiko 由美子=yumiko 真由美=mayumi 直美=naomi
美咲=misaki 陽子=yoko 智子=tomoko 京子=kyoko 順子=junko 翔太=shota 大輔=daisuke 拓也=takuya 直樹=naoki 達也=tatsuya 哲也=tetsuya 和也=kazuya
裕介=yusuke 翔=sho 蓮=ren 陸=riku 悠斗=yuto 大翔=hiroto 優子=yuko 愛=ai 葵=aoi 結衣=yui 陽菜=hina 正=tadashi 清=kiyoshi 茂=shigeru 勇=isamu
実=minoru 進=susumu 修=osamu 豊=yutaka 稔=minoru 昭=akira 勝=masaru 剛=tsuyoshi 学=manabu 徹=toru 聡=satoshi 武=takeshi
文子=fumiko 正子=masako
節子=setsuko 礼子=reiko 良子=yoshiko 美智子=michiko 信子=nobuko 弘=hiroshi 宏=hiroshi 雄二=yuji 秀樹=hideki 英樹=hideki 正樹=masaki
賢治=kenji 賢二=kenji
"""


def _readings(listed: str) -> dict[str, tuple[str, ...]]:
    pairs = (pair.partition("=") for pair in listed.split())
    return {new_form(signs): tuple(read.split(",")) for signs, _, read in pairs}


_FAMILY_READ: Final = _readings(_SURNAMES)
_GIVEN_READ: Final = _readings(_GIVEN)
_JAPANESE_FAMILY: Final = frozenset(read for every in _FAMILY_READ.values() for read in every)


@lru_cache(maxsize=50_000)
def _short_vowels(plain: str) -> str:
    return re.sub(r"ou|oo|oh(?![aeiou])", "o", re.sub("uu", "u", plain))


def japanese_of_signs(signs: str) -> Iterator[str]:
    """What a Japanese name in signs shares with its spellings in Latin letters."""
    signs = new_form(signs)
    for cut in (2, 1, 3):
        for family in _FAMILY_READ.get(signs[:cut], ()):
            rest = signs[cut:]
            kana = _short_vowels(anyascii(rest).lower()) if rest and all(map(KANA.match, rest)) else ""
            yield from (f"j{family}.{given}" for given in _GIVEN_READ.get(rest, (kana,) if kana else ()))


def japanese_in_latin(plain: Sequence[str]) -> Iterator[str]:
    """What the words of a name in Latin letters share with a Japanese name in signs; nothing without such a surname."""
    short = [_short_vowels(word) for word in plain]
    for surname, given in ((short[0], short[1:]), (short[-1], short[:-1])):
        if surname in _JAPANESE_FAMILY:
            yield f"j{surname}.{''.join(given)}"
