"""A file of service items (事项清单), read strictly: every mistake with its line, and no item from a file that has one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from shouwen.catalogue.enums import ItemKind, LimitDays, MaterialForm
from shouwen.catalogue.guide import Guide, GuideMaterial
from shouwen.rulebook.errors import Problem
from shouwen.rulebook.loading.mapped import Mapped, scalar, whole_number
from shouwen.rulebook.loading.source import Source, line_of

MOST_WORKDAYS = 366
_REQUIRED, _SITUATIONAL = "required", "situational:"


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """One item of the file. `window` is the number of the window that serves it."""

    code: str
    name: str
    domain: str
    window: int
    everyday_words: tuple[str, ...]
    guide: Guide


class ItemFileError(Exception):
    """A file that can't be used. `problems` lists every mistake in the order of the lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__("\n".join(self.lines()))

    def lines(self) -> list[str]:
        """One line per problem (`service_items.yaml:12: …`), and what to do."""
        found = [str(problem) for problem in self.problems]
        return [*found, "一项也没有装入。照上面的行号改好文件，再装一次。"]


def read_items(path: Path) -> list[ItemDraft]:
    """The items of a YAML file. Raises ItemFileError with every mistake that is in it."""
    problems: list[Problem] = []
    source = Source(path, path.name, problems)
    root = source.root()
    drafts = [] if root is None else _items(root, source)
    if problems:
        raise ItemFileError(problems)
    return drafts


def _items(root: yaml.Node, source: Source) -> list[ItemDraft]:
    file = Mapped(root, source, "事项清单")
    domains = _domains(file.take("domains"), source)
    nodes = file.items("items") if file.has("items") else []
    if not nodes:
        source.report(file.line, "事项清单缺少“items”，或里面一项也没有")
    drafts: list[ItemDraft] = []
    lines: dict[str, int] = {}
    for node in nodes:
        draft = _item(Mapped(node, source, "事项"), domains, source)
        if draft.code in lines:
            source.report(line_of(node), f"编码“{draft.code}”和第 {lines[draft.code]} 行的重了，请换一个")
        elif draft.code:
            lines[draft.code] = line_of(node)
        drafts.append(draft)
    file.close()
    return drafts


def _domains(node: yaml.Node | None, source: Source) -> dict[str, int]:
    """领域 and the number of the window that serves it."""
    if node is None:
        return {}
    domains = Mapped(node, source, "领域")
    names = domains.keys()
    return {name: domains.number(name, 1, 99) for name in names}


def _item(entry: Mapped, domains: dict[str, int], source: Source) -> ItemDraft:
    code, name = entry.text("code"), entry.text("name")
    domain = entry.choice("domain", domains)
    window = entry.number_or_none("window", 1, 99) or domains.get(domain, 1)
    everyday_words = entry.texts("everyday")
    guide = _guide(entry, source)
    entry.close()
    return ItemDraft(code, name, domain, window, everyday_words, guide)


def _guide(entry: Mapped, source: Source) -> Guide:
    kind = entry.choice("kind", [kind.value for kind in ItemKind])
    mistakes = len(source.problems)
    legal, promised = entry.number("legal", 1, MOST_WORKDAYS), _promised(entry, kind)
    if promised > legal and len(source.problems) == mistakes:
        entry.report("legal", "比承诺的时限短，承诺不能超过法定时限")
    conditions = entry.text("conditions")
    steps = entry.texts("steps")
    if not steps:
        source.report(entry.line, "事项缺少“steps”，请写办理流程")
    situations = entry.texts("situations")
    return Guide(
        kind=ItemKind(kind) if kind in ItemKind.values else ItemKind.INSTANT,
        legal_limit=legal,
        promised_limit=promised,
        legal_unit=_unit(entry, "legal_unit"),
        promised_unit=_unit(entry, "promised_unit"),
        legal_extension=entry.number_or_none("legal_extension", 0, MOST_WORKDAYS) or 0,
        legal_extension_basis=entry.text_or("legal_extension_basis", ""),
        conditions=conditions,
        steps=steps,
        situations=situations,
        fee=entry.text_or("fee", "不收费"),
        basis=entry.text_or("basis", ""),
        special_procedures=entry.texts("special"),
        publicity_days=entry.number_or_none("publicity", 0, MOST_WORKDAYS) or 0,
        materials=tuple(_material(node, situations, source) for node in entry.items("materials")),
    )


def _unit(entry: Mapped, key: str) -> LimitDays:
    """workday unless the file says calendar_day."""
    if not entry.has(key):
        return LimitDays.WORKDAY
    unit = entry.choice(key, LimitDays.values)
    return LimitDays(unit) if unit in LimitDays.values else LimitDays.WORKDAY


def _promised(entry: Mapped, kind: str) -> int:
    line = entry.line_of("promised")
    promised = entry.number("promised", 0, MOST_WORKDAYS)
    if kind == ItemKind.INSTANT and promised != 0:
        entry.source.report(line, f"即办件（instant）当场办结，“promised”应是 0，这里写的是 {promised}")
    if kind == ItemKind.PROMISED and promised == 0:
        entry.source.report(line, "承诺件（promised）的“promised”至少是 1 个工作日")
    return promised


def _material(node: yaml.Node, situations: tuple[str, ...], source: Source) -> GuideMaterial:
    """[名称, original|copy|form, required|situational:情形, 怎么取得, 几份（可不写）]."""
    parts = node.value if isinstance(node, yaml.SequenceNode) else []
    words = [scalar(part) or "" for part in parts[:4]]
    stand_in = GuideMaterial("", MaterialForm.ORIGINAL, "")
    if len(parts) not in {4, 5} or not all(word.strip() for word in words):
        source.report(line_of(node), "材料要写成 [名称, original或copy或form, required或situational:情形, 怎么取得]")
        return stand_in
    name, form, needed, obtained = words
    copies = whole_number(parts[4]) if len(parts) == 5 else 1
    if copies is None or not 1 <= copies <= 20:
        source.report(line_of(node), f"材料“{name}”的份数应是 1 到 20 的整数")
        return stand_in
    if form not in MaterialForm.values:
        source.report(line_of(node), f"材料“{name}”的形式只能是：{'、'.join(MaterialForm.values)}，这里写的是“{form}”")
        return stand_in
    situation = needed.removeprefix(_SITUATIONAL) if needed.startswith(_SITUATIONAL) else ""
    if needed != _REQUIRED and situation not in situations:
        known = "、".join(situations) or "（一种也没有写）"
        source.report(
            line_of(node), f"材料“{name}”写的“{needed}”不对，应是 required 或 situational:情形，情形有：{known}"
        )
    return GuideMaterial(name, MaterialForm(form), obtained, situation, copies)
