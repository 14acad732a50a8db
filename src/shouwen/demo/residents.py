"""People of an invented town. Their id numbers have a right check digit and a region that doesn't exist, so they are nobody's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from stdnum.cn import ric

REGION = "509999"
"""No county has this code."""
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜谢邹喻柏水窦章云苏潘葛奚范彭郎"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ELEMENTS = "木火土金水石山田江林禾竹雨云"
_RARE = ("堃", "䶮", "𬭎", "珺祎", "龑")
"""Characters that few fonts have; people with such names want their papers right, too."""
_VILLAGES = ("木桥村", "火石村", "土坝村", "金坡村", "水湾村", "石院村", "山坪村", "田湾村", "新街社区")
_ELDEST, _YOUNGEST = date(1934, 1, 1), date(2004, 12, 31)


@dataclass(slots=True)
class Resident:
    """One invented person, as they would say it at the window."""

    name: str
    phone: str
    id_number: str
    address: str


class Residents:
    """Gives one new person after the other."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._numbers: set[str] = set()

    def one_more(self) -> Resident:
        """A person who hasn't been here before."""
        chance = self._chance
        surname = chance.choice(_SURNAMES)
        given = chance.choice(_STEMS) + chance.choice(_ELEMENTS)
        if chance.random() < 0.01:
            given = chance.choice(_RARE)
        phone = f"{chance.choice((128, 129))}0000{chance.randrange(10000):04d}"
        address = f"二坪镇{chance.choice(_VILLAGES)}{chance.randint(1, 9)}组"
        return Resident(surname + given, phone, self._id_number(), address)

    def _id_number(self) -> str:
        while True:
            days = self._chance.randrange((_YOUNGEST - _ELDEST).days)
            born = _ELDEST + timedelta(days=days)
            body = f"{REGION}{born:%Y%m%d}{self._chance.randrange(1, 1000):03d}"
            if body not in self._numbers:
                self._numbers.add(body)
                return body + ric.calc_check_digit(body + "0")
