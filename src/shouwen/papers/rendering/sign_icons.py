"""Line icons for the steps of a sign, chosen by the verb of the step; they stand beside its words, never instead of them. Pure."""

from __future__ import annotations

_HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" fill="none" stroke="#000" stroke-width="3" '
    'stroke-linecap="round" stroke-linejoin="round">'
)
_SHAPES = {
    "bring": '<path d="M6 38V12h13l4 5h19v21z"/><path d="M6 24h36"/>',
    "ticket": '<path d="M8 14h32v7a4 4 0 0 0 0 8v7H8v-7a4 4 0 0 0 0-8z"/><path d="M20 19v12M28 19v12"/>',
    "ask": '<path d="M6 9h36v23H24l-9 8v-8H6z"/><path d="M15 18h18M15 24h11"/>',
    "write": '<path d="M10 6h20v10M10 6v36h24v-9"/><path d="M41 17 27 33l-6 2 1-6L36 13z"/>',
    "hand_in": '<path d="M24 30V8M16 15l8-8 8 8"/><path d="M8 28v13h32V28"/>',
    "check": '<circle cx="21" cy="21" r="13"/><path d="m31 31 11 11"/><path d="m15 21 5 5 8-9"/>',
    "visit": '<path d="M6 24 24 9l18 15"/><path d="M11 21v19h26V21"/><path d="M20 40V29h8v11"/>',
    "show": '<path d="M7 8h34v22H7z"/><path d="M14 15h20M14 22h13M17 30l-5 11M31 30l5 11"/>',
    "pay": '<circle cx="24" cy="24" r="17"/><path d="m17 14 7 9 7-9M24 23v13M17 25h14M17 30h14"/>',
    "photo": '<path d="M5 14h9l4-5h12l4 5h9v25H5z"/><circle cx="24" cy="26" r="8"/>',
    "seal": '<path d="M20 24c0-4-4-5-4-10a8 8 0 0 1 16 0c0 5-4 6-4 10z"/><path d="M10 24h28v9H10zM10 41h28"/>',
    "wait": '<circle cx="24" cy="24" r="17"/><path d="M24 13v11l8 6"/>',
    "call": '<path d="M14 6 8 12c0 16 12 28 28 28l6-6-9-8-5 4c-4-2-8-6-10-10l4-5z"/>',
    "take": '<path d="M12 5h24v26H12z"/><path d="m18 17 5 5 8-9"/><path d="M6 30v12h36V30"/>',
    "go": '<circle cx="24" cy="24" r="17"/><path d="M15 24h18M26 16l8 8-8 8"/>',
}
NAMES = tuple(_SHAPES)
_VERBS = (
    ("photo", ("拍照", "照相")),
    ("ticket", ("取号", "叫号", "排队")),
    ("pay", ("缴费", "交费", "缴纳", "交钱")),
    ("visit", ("现场", "踏勘", "勘查", "上门", "入户")),
    ("show", ("公示", "公告")),
    ("take", ("领取", "发证", "领证", "取证", "送达", "办结", "发给", "制证", "出证", "领")),
    ("check", ("审核", "审查", "审批", "核对", "核实", "核验", "复核", "评议", "审")),
    ("seal", ("盖章", "签字", "签名", "签订")),
    ("write", ("填", "写", "登记", "录入")),
    ("hand_in", ("提交", "申请", "交材料", "递交", "受理", "收件", "上报", "报送", "交")),
    ("ask", ("咨询", "问")),
    ("bring", ("准备", "备齐", "带", "材料")),
    ("call", ("电话", "通知", "告知")),
    ("wait", ("等",)),
)
"""Words of a step by the picture that shows them; the first that fits holds."""


def icon_for(step: str) -> str:
    """The name of the picture of a step; an arrow for one that no verb is known of."""
    return next((name for name, words in _VERBS if any(word in step for word in words)), "go")


def icon_svg(name: str) -> str:
    """The picture, black on nothing."""
    return f"{_HEAD}{_SHAPES[name]}</svg>"
