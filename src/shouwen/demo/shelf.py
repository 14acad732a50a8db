"""The guides at hand: which version is in force, its situations and materials, read once."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from shouwen.catalogue.models import ItemVersion, Material, ServiceItem, Situation


@dataclass(frozen=True, slots=True)
class Leaf:
    """One version of a guide with what belongs to it."""

    version: ItemVersion
    situations: tuple[Situation, ...]
    materials: tuple[Material, ...]

    def needed(self, situation: Situation | None) -> list[Material]:
        """What must be handed in in a situation, in order."""
        wanted = {None, situation.pk if situation else None}
        return [material for material in self.materials if material.situation_id in wanted]


class Shelf:
    """All guides of a centre. `reread` after a new version was published."""

    def __init__(self, centre_id: int) -> None:
        self._centre_id = centre_id
        self._leaves: dict[int, list[Leaf]] = {}
        self.items: dict[str, ServiceItem] = {}
        self.reread()

    def reread(self) -> None:
        """Read every guide from the record."""
        self._leaves.clear()
        items = ServiceItem.objects.filter(centre_id=self._centre_id).select_related("window")
        self.items = {item.code: item for item in items}
        by_pk = {item.pk: item for item in self.items.values()}
        situations: dict[int, list[Situation]] = {}
        for situation in Situation.objects.filter(centre_id=self._centre_id):
            situations.setdefault(situation.version_id, []).append(situation)
        materials: dict[int, list[Material]] = {}
        for material in Material.objects.filter(centre_id=self._centre_id):
            materials.setdefault(material.version_id, []).append(material)
        for version in ItemVersion.objects.filter(centre_id=self._centre_id).order_by("effective_from"):
            version.item = by_pk[version.item_id]
            leaf = Leaf(version, tuple(situations.get(version.pk, ())), tuple(materials.get(version.pk, ())))
            self._leaves.setdefault(version.item_id, []).append(leaf)

    def in_force(self, item_id: int, on: date) -> Leaf:
        """The guide of an item that is in force on a day."""
        leaves = self._leaves[item_id]
        place = bisect_right(leaves, on, key=lambda leaf: leaf.version.effective_from)
        return leaves[place - 1]
