"""Can this guide be told at once? Every flaw with the field it stands in, so that a form can say it there (一次性告知制度 第四条)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shouwen.catalogue.enums import ItemKind, LimitDays
from shouwen.catalogue.guide import Guide, GuideMaterial
from shouwen.catalogue.questions import mistakes
from shouwen.refusals import Refusal

TOLD_ARTICLE = "一次性告知制度 第四条"
LIMIT_ARTICLE = "限时办结制度 第四条"
MOST_WORKDAYS = 366
LONGEST = {"conditions": 2000, "fee": 80, "basis": 200, "place": 80, "legal_extension_basis": 120}
LONGEST_LINE = {"steps": 200, "situations": 40, "special_procedures": 40}
MOST_OF_FAULT = 200
LONGEST_OF_MATERIAL = {"name": 80, "source": 80, "criterion": 200}
_NAMES = {
    "conditions": "申请条件",
    "fee": "收费",
    "basis": "依据",
    "legal_extension_basis": "另准延长的依据",
    "place": "办理地点",
    "steps": "办理流程的一步",
    "situations": "情形",
    "special_procedures": "特别程序",
    "name": "名称",
    "source": "怎么取得",
    "criterion": "要求",
}


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong, and in which field: a name of `Guide`, or `materials.2.name` (the place from 0)."""

    field: str
    refusal: Refusal


def flaws(guide: Guide) -> list[Flaw]:
    """Everything that keeps a guide from being published, in the order of its fields; empty if it is complete."""
    return [
        *_told(guide),
        *_limits(guide),
        *_lengths(guide),
        *_situations(guide),
        *_materials(guide),
        *_questions(guide),
    ]


def _told(guide: Guide) -> Iterator[Flaw]:
    missing = Refusal(
        "guide_incomplete", "申请条件、办理流程和收费都要写，一次告知才说得全", TOLD_ARTICLE, "补上这一格"
    )
    for name in ("conditions", "steps", "fee"):
        value = getattr(guide, name)
        if not (value.strip() if isinstance(value, str) else value):
            yield Flaw(name, missing)


def _limits(guide: Guide) -> Iterator[Flaw]:
    if not 1 <= guide.legal_limit <= MOST_WORKDAYS:
        yield Flaw("legal_limit", Refusal("limit_wrong", "法定时限要写几天，最少 1 天"))
    if guide.kind == ItemKind.INSTANT and guide.promised_limit != 0:
        refusal = Refusal(
            "instant_has_limit", "即办件当场办结，承诺时限应是 0", LIMIT_ARTICLE, "写 0，或把类型改成承诺件"
        )
        yield Flaw("promised_limit", refusal)
    elif guide.kind == ItemKind.PROMISED and guide.promised_limit < 1:
        words = "承诺件要写承诺几天办结"
        yield Flaw("promised_limit", Refusal("promised_without_limit", words, LIMIT_ARTICLE))
    elif _is_longer(guide):
        words = "承诺时限不能比法定时限长"
        yield Flaw(
            "promised_limit", Refusal("promise_past_legal_limit", words, LIMIT_ARTICLE, "改小承诺时限，或核对法定时限")
        )
    if not 0 <= guide.legal_extension <= MOST_WORKDAYS:
        yield Flaw("legal_extension", Refusal("limit_wrong", f"法律另准延长的要在 0 到 {MOST_WORKDAYS} 个工作日之间"))
    elif bool(guide.legal_extension) != bool(guide.legal_extension_basis.strip()):
        words = "法律另准延长的，写几个工作日，也写依据哪一条；没有的都空着"
        yield Flaw("legal_extension", Refusal("legal_extension_basis_missing", words, "行政许可法 第四十二条"))
    if not 0 <= guide.publicity_days <= MOST_WORKDAYS:
        yield Flaw("publicity_days", Refusal("publicity_wrong", f"公示天数要在 0 到 {MOST_WORKDAYS} 之间"))
    if not 1 <= guide.notice_workdays <= 30:
        words = "告知补正的期限要在 1 到 30 个工作日之间"
        yield Flaw("notice_workdays", Refusal("notice_days_wrong", words, "行政许可法 第三十二条"))


def _is_longer(guide: Guide) -> bool:
    """Whether the promise passes the law. Of different units a week is five working days, so that holidays speak for nobody."""
    weeks = {LimitDays.WORKDAY: 7, LimitDays.CALENDAR_DAY: 5}
    return guide.promised_limit * weeks[guide.promised_unit] > guide.legal_limit * weeks[guide.legal_unit]


def _lengths(guide: Guide) -> Iterator[Flaw]:
    for name, most in LONGEST.items():
        if len(getattr(guide, name)) > most:
            yield Flaw(name, _too_long(_NAMES[name], most))
    for name, most in LONGEST_LINE.items():
        if any(len(words) > most for words in getattr(guide, name)):
            yield Flaw(name, _too_long(_NAMES[name], most))


def _too_long(what: str, most: int) -> Refusal:
    return Refusal("words_too_long", f"{what}太长，最多 {most} 个字")


def _situations(guide: Guide) -> Iterator[Flaw]:
    if len(set(guide.situations)) < len(guide.situations):
        yield Flaw("situations", Refusal("situation_twice", "有一种情形写了两次"))


def _materials(guide: Guide) -> Iterator[Flaw]:
    seen: set[tuple[str, str]] = set()
    for place, material in enumerate(guide.materials):
        for field, refusal in _of_material(material, guide.situations):
            yield Flaw(f"materials.{place}.{field}", refusal)
        if material.name and (material.name, material.situation) in seen:
            words = f"材料“{material.name}”写了两次"
            yield Flaw(
                f"materials.{place}.name", Refusal("material_twice", words, "", "份数不同就改份数，不用再写一行")
            )
        seen.add((material.name, material.situation))


def _of_material(material: GuideMaterial, situations: tuple[str, ...]) -> Iterator[tuple[str, Refusal]]:
    if not material.name.strip():
        yield "name", Refusal("material_without_name", "材料要写名称")
    if not material.source.strip():
        yield (
            "source",
            Refusal("material_without_source", f"材料“{material.name}”要写怎么取得，群众才知道去哪里拿", TOLD_ARTICLE),
        )
    for name, most in LONGEST_OF_MATERIAL.items():
        if len(getattr(material, name)) > most:
            yield name, _too_long(f"材料的{_NAMES[name]}", most)
    if not 1 <= material.copies <= 20:
        yield "copies", Refusal("copies_wrong", f"材料“{material.name}”的份数要在 1 到 20 之间")
    if material.situation and material.situation not in situations:
        words = f"材料“{material.name}”写的情形“{material.situation}”不在情形清单里"
        yield "situation", Refusal("situation_unknown", words, way_out="改成清单里的情形，或把它加进清单")
    for fault in material.faults:
        if not fault.reason or not fault.requirement:
            yield "faults", Refusal("fault_incomplete", f"材料“{material.name}”的毛病和要求都要写", TOLD_ARTICLE)
        elif max(len(fault.reason), len(fault.requirement)) > MOST_OF_FAULT:
            yield "faults", _too_long("材料的毛病和要求", MOST_OF_FAULT)


def _questions(guide: Guide) -> Iterator[Flaw]:
    for words in mistakes(guide.questions, guide.situations):
        yield Flaw("questions", Refusal("questions_wrong", words, TOLD_ARTICLE))
