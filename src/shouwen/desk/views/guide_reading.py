"""必读: what a version changed, the receipt, and the list of who has not read (一次性告知制度 第三条)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from shouwen.catalogue import policies, queries
from shouwen.catalogue.must_read_queries import unread_of
from shouwen.catalogue.must_reads import read_guide
from shouwen.civil_time import local_date
from shouwen.desk.answers import refused
from shouwen.desk.guides.reading import difference_page, difference_url, receipts_page
from shouwen.desk.parts import WayOut
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal, Refused

_SHOWN = "guides.difference"
"""What was shown is signed into the page, so that nobody confirms a difference that they were never shown."""


@login_required
@require_safe
def changes(request: HttpRequest, code: str) -> HttpResponse:
    """新旧对照: any two versions; `?from=1&to=3`. The receipt is given here, after the difference was shown."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    item = queries.item_with_code(actor.centre_id, code)
    if item is None:
        raise Http404("no such item")
    page = difference_page(
        queries.versions_of(item.pk),
        actor,
        before=_whole(request.GET.get("from")),
        after=_whole(request.GET.get("to")),
        on=local_date(request.at),  # type: ignore[attr-defined]
    )
    if page is None:
        raise Http404("no such versions")
    shown = signing.dumps([page.after.pk, actor.staff_id], salt=_SHOWN, compress=True)
    return render(request, "desk/guides/changes.html", {"page": page, "item": item, "shown": shown})


@login_required
@require_POST
def read(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """读了: the receipt; then back to the list, so that the same key never signs the next one unread."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    item = queries.item_with_code(actor.centre_id, code)
    versions = queries.versions_of(item.pk) if item else []
    version: Any = next((one for one in versions if one.number == number), None)
    if version is None:
        raise Http404("no such version")
    way = [WayOut("看改了什么", difference_url(code, number - 1, number))]
    if not _was_shown(request.POST.get("shown", ""), [version.pk, actor.staff_id]):
        return refused(request, Refusal("not_shown", "先看改了什么，再按读了", policies.ARTICLE), ways=way)
    try:
        read_guide(version=version, by=actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as error:
        return refused(request, error.refusal, ways=way)
    left = unread_of(actor.centre_id, actor.staff_id, on=local_date(request.at))  # type: ignore[attr-defined]
    if left:
        messages.success(request, f"记下了：{version.item.name}第 {number} 版读了。还有 {len(left)} 份没读")
        return redirect(reverse("desk:guides"))
    messages.success(request, f"记下了：{version.item.name}第 {number} 版读了。必读都读完了")
    return redirect(reverse("desk:today"))


def _was_shown(token: str, expected: list[int | None]) -> bool:
    try:
        return bool(signing.loads(token, salt=_SHOWN) == expected)
    except signing.BadSignature:
        return False


@login_required
@require_safe
def receipts(request: HttpRequest) -> HttpResponse:
    """谁还没读: for the management office and the administrator."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if policies.may_publish(actor) is not None:
        refusal = Refusal("not_guide_keeper", "谁读了谁没读，由管理办公室看", policies.ARTICLE)
        return refused(request, refusal, ways=[WayOut("看指南", reverse("desk:guides"))])
    page = receipts_page(
        actor.centre_id,
        page=request.GET.get("page"),
        only_open=request.GET.get("all") != "1",
        on=local_date(request.at),  # type: ignore[attr-defined]
    )
    return render(request, "desk/guides/receipts.html", {"page": page})


def _whole(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if text.isdecimal() and len(text) < 5 else 0
