"""What may be wrong with a material, in words that fit its kind: the reason, and what the notice asks for."""

from __future__ import annotations

from random import Random

from shouwen.cases.enums import ReviewState

Fault = tuple[str, str]

_CARD_WORDS = (
    "身份证",
    "户口簿",
    "社会保障卡",
    "居住证",
    "银行卡",
    "执照",
    "残疾人证",
    "结婚证",
    "证件",
    "创业证",
    "经营权证",
)
_FORM_WORDS = ("表", "申请书", "承诺书", "授权书", "委托书", "登记书")
_PHOTO_WORDS = ("照片",)

_MISSING: dict[str, tuple[Fault, ...]] = {
    "card": (("没有带来", "带原件来核对，交复印件1份"), ("只带了手机照片", "交纸质的1份，看得清")),
    "form": (("还没有填", "照样表填好，本人签名，交1份"), ("只填了第一页", "两页都填好，本人签名，交1份")),
    "photo": (("没有带来", "补交1份，窗口可以免费打印"), ("只有手机里的照片", "打印出来交1份，窗口可以免费打印")),
    "proof": (("还没有开，要到出具单位去开", "开好后交1份，写明日期并盖章"), ("落在家里了", "补交1份")),
}
_DEFECTIVE: dict[str, tuple[Fault, ...]] = {
    "card": (
        ("复印件看不清号码", "重新复印1份，四角都要印到"),
        ("过了有效期", "换领后重新交1份"),
        ("只印了一面", "正反两面都要，重新交1份"),
    ),
    "form": (
        ("漏写日期，没有签名", "本人签名，写明日期，重新交1份"),
        ("姓名和身份证上的不一样", "照身份证改正，重新交1份"),
    ),
    "photo": (("照片太暗，看不清", "重新交清楚的1份"), ("尺寸不对", "照要求的尺寸重新交1份")),
    "proof": (
        ("没有盖章", "由出具单位盖章后重新交1份"),
        ("没写日期，看不出是否还有效", "由出具单位写明日期，重开1份"),
        ("盖的章不是出具单位的", "由出具单位重开1份并盖章"),
    ),
}


def fault_of(material: str, state: ReviewState, chance: Random) -> Fault:
    """One fault that a material of this name may have: missing, or not in order."""
    faults = _MISSING if state == ReviewState.MISSING else _DEFECTIVE
    return chance.choice(faults[_kind_of(material)])


def _kind_of(material: str) -> str:
    if any(word in material for word in _PHOTO_WORDS):
        return "photo"
    if material.endswith(_FORM_WORDS):
        return "form"
    return "card" if any(word in material for word in _CARD_WORDS) else "proof"
