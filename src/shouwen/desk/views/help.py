"""帮助: the keys that work everywhere and on each screen."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@dataclass(frozen=True, slots=True)
class KeyHelp:
    """Some keys and what they do."""

    keys: tuple[str, ...]
    does: str


EVERYWHERE = (
    KeyHelp(("F2",), "登记首问，在哪一页都行"),
    KeyHelp(("F4",), "查找：编号、姓名、拼音首字母、手机后四位"),
    KeyHelp(("扫码",), "对着码扫就行，不用先点"),
    KeyHelp(("↑", "↓", "↵"), "选一行，办这一行"),
    KeyHelp(("Esc",), "退一层；写了的不丢"),
    KeyHelp(("F9",), "出这一页的纸：告知书、告知单、回执、考核表"),
    KeyHelp(("PageUp", "PageDown"), "上一页、下一页"),
)
IN_INQUIRY = (
    KeyHelp(("F2",), "换渠道：现场、来电、网上"),
    KeyHelp(("Tab",), "下一格"),
    KeyHelp(("Alt+1",), "当场答复"),
    KeyHelp(("Alt+2",), "受理办件"),
    KeyHelp(("Alt+3",), "转交责任窗口"),
    KeyHelp(("Alt+4",), "请示管理办公室"),
    KeyHelp(("Alt+5",), "说明原因并承诺"),
    KeyHelp(("Alt+6", "7", "8"), "请示上级、不予受理、办不成事"),
    KeyHelp(("Ctrl+↵",), "完成登记"),
)
IN_CASE = (
    KeyHelp(("1", "2", "3"), "这一份材料：合格、缺少、不符合"),
    KeyHelp(("F8",), "常用原因"),
    KeyHelp(("F9",), "出具《补正材料一次性告知书》"),
    KeyHelp(("Ctrl+↵",), "完成这一步"),
)


@login_required
def help_page(request: HttpRequest) -> HttpResponse:
    """The keyboard table and what the lights mean."""
    tables = (("哪一页都管用", EVERYWHERE), ("登记首问", IN_INQUIRY), ("办件", IN_CASE))
    return render(request, "desk/help.html", {"tables": tables})
