"""One given name in several languages: Сергей, Siarhei, Serhii; Gamal, Jamal; Giorgos, Yorgos. A hand-kept list, which
proves nothing.

Between two bars stands one name, its spellings in small Latin letters. What only differs by y and i, doubled letters
and the like need not be listed: `plain` takes that away. Names that sound nearly alike and are two, such as Armen and
Arman, stand here too: two names of the list are never one slip apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from habeas.identity.matching.rules import Rules

_LISTED: Final = """
armen | arman | karim kareem | karima | samir sameer | samira | hassan hasan | hamid hameed | hamed | ahmad ahmed ahmet
mahmoud mahmud | salim saleem | salem | salam | salman | suleiman sulaiman soliman | rahim raheem | rahman
majid | majed
nasir | nasser naser | khalil | jamil jameel | jamila jamileh | kamal | kamel kamil | sayyid sayed | yasin yassin
yasser yasir | ziad ziyad | zaid zayd | farid | farida | hans | heinz | joan | john | amit | amita | dana | dina
igor ihar ihor igar | nikolai mikalai mykola nicolai mikola | sergei siarhei serhii siargei serhei sergii
aleksei aliaksei oleksii alexei | aleksandr aliaksandr oleksandr alexander aleksander
aleksandra aliaksandra oleksandra | vladimir uladzimir volodymyr uladzimer wladimir
evgenii yauhen yevhen evgeni yawhen eugen | evgeniya yauheniya yevheniia
dmitrii dzmitry dmytro zmitser zmicier dzmitrii | olga volha olha volga | elena alena olena aliona helena
ekaterina katsiaryna kateryna katerina kaciaryna | mikhail mikhal mykhailo mihail michail mikhas
andrei andrii andrej | pavel pavlo paval | pyotr petr piotr piatro petro piotar pyatro | viktor viktar victor
anna hanna ganna | natalya natallia nataliia | tatyana tatsiana tetiana taciana tatstsyana tatstsiana | yurii jury
grigorii ryhor hryhorii | vasilii vasil vasyl | fyodor fiodar fedir fedor feodor fyodar | irina iryna
svetlana sviatlana svitlana | lyudmila ludmila | galina halina halyna | maria maryia mariia mariya marya
marina maryna | maksim maxim maksym | denis dzianis denys | nikita mikita mykyta
konstantin kanstantsin kostiantyn kanstancin | vyacheslav viachaslau viacheslav viachaslaw
stanislav stanislau stanislaw | vladislav uladzislau vladyslav uladzislaw | yaroslav yaraslau yaraslaw
valerii valeri | vitalii vital | gennadii henadz hennadii henadzi | leonid leanid | oleg aleh oleh | roman raman
stepan stsiapan stiapan | timofei tsimafei tymofii | filipp pilip pylyp | kirill kiryl kyrylo
artyom artsiom artem arciom | anatolii anatol | arkadii arkadz | bogdan bahdan bohdan | boris barys borys
vadim vadzim vadym | veronika veranika | kristina krystsina khrystyna christina | oksana aksana | sofiya safiya
anastasiya nastassia anastasiia | nadezhda nadzeya nadiia | lyubov liubou lyubou | kseniya xenia | ilya illia
egor yahor yehor yagor | georgii heorhii | iosif yazep yosyp | matvei matsvei matvii | semyon siamion semen
polina palina | antonina antanina | lidiya lidziya | giorgos georgios yorgos | giannis ioannis yannis yiannis
evangelos vangelis | dimitris dimitrios | christos hristos khristos | panagiotis panayiotis panaiotis
konstantinos kostas | nikolaos nikos | mohammed muhammad mohamed mohammad mohamad muhammed mehmed
hussein husain husayn hossein hoseyn hussain houssein | yusuf youssef yousef yusef yousuf | gamal jamal djamel djamal
khalid khaled | omar umar | osama usama oussama | othman uthman osman ousmane | ibrahim brahim ebrahim
ismail smail esmail | fatima fatemeh fatma fatimah | aisha aicha ayesha aysha | mustafa moustapha mostafa mustapha
said saeed sayeed | yesenia jessenia jesenia yessenia | ximenez jimenez | layla leila laila
zainab zeinab zaynab zineb | maryam mariam meryem | qasim kassem qassim ghasem kasem | tariq tarek tareq
rashid rachid rasheed | walid waleed oualid | hisham hicham hesham | ramadan ramazan ramzan | mehdi mahdi
yitzhak itzhak isaac | avraham abraham | yaakov yakov jacob
"""
_ROUGH: Final = Rules(
    r"""
x→ks [yj]→i w→v (.)\1+→\1 ie→e
"""
)


@lru_cache(maxsize=100_000)
def plain(latin: str) -> str:
    """A word without what spellings of one language differ by."""
    return _ROUGH(latin)


def _names() -> dict[str, int]:
    lines = enumerate(re.split(r"[|\n]", _LISTED))
    return {plain(spelling): number for number, line in lines for spelling in line.split()}


_NAMES: Final[Mapping[str, int]] = MappingProxyType(_names())


def name_number(latin: str) -> int:
    """Which name of the list a word is, in whatever language; 0 for none."""
    return _NAMES.get(plain(latin), 0)
