"""外部门接收转交的页面（首问负责制度 第五条（二））: opened by the code of the slip, without log-in; works once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shouwen import civil_time
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import clock_for
from shouwen.inquiries import handovers
from shouwen.inquiries.enums import AnswerCheck, HandoverState
from shouwen.inquiries.handovers import UNACCEPTED
from shouwen.inquiries.policies import MOST_REASON
from shouwen.inquiries.policies.referral import MOST_NAME
from shouwen.people.masks import mask_words
from shouwen.refusals import Refused


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody at the department typed, and the words about what is wrong with it, by field."""

    name: str = ""
    reason: str = ""
    wrong: dict[str, str] = field(default_factory=dict)
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the department sees of the matter: no id number, no address, name and phone masked."""

    centre: str
    department: str
    number: str
    person: str
    phone: str
    matter: str
    item: str
    sent_at: datetime
    until: datetime | None
    is_late: bool
    first_responder: str
    first_phone: str
    from_phone: str
    waits: bool
    refuted: bool
    unchecked: bool
    accepted: bool
    settled_at: datetime | None
    settled_by: str
    return_reason: str
    expired: bool
    slip_number: str


@never_cache
@require_http_methods(["GET", "POST"])
def handover(request: HttpRequest, code: str) -> HttpResponse:
    """See it, accept it, or give it back with a reason."""
    at = civil_time.now()
    said = _answered(request, code, at=at) if request.method == "POST" else Said()
    if said is None:
        return redirect(request.path)
    found = handovers.find_handover(code)
    if found is None:
        raise Http404("no hand-over with this code")
    status = 422 if said.wrong or said.refused else 200
    return render(
        request,
        "hall/handover.html",
        {"asked": _asked(found, at), "said": said, "most_reason": MOST_REASON},
        status=status,
    )


def _answered(request: HttpRequest, code: str, *, at: datetime) -> Said | None:
    """None once it is done; else what was typed, with everything wrong about it."""
    found = handovers.find_handover(code)
    if found is None:
        raise Http404("no hand-over with this code")
    name, reason = request.POST.get("name", "").strip(), request.POST.get("reason", "").strip()
    is_refusal = request.POST.get("answer") == "return"
    if found.state != HandoverState.WAITING:
        return Said(name, reason, refused=_not_recorded(found, is_refusal=is_refusal))
    if wrong := _wrong(name, reason, is_refusal=is_refusal):
        return Said(name, reason, wrong)
    by = handovers.at_department(found)
    try:
        if is_refusal:
            handovers.refuse_outside(handover=found, name=name, reason=reason, by=by, at=at)
        else:
            handovers.accept_outside(handover=found, name=name, by=by, at=at)
    except Refused as refusal:
        now = handovers.find_handover(code)
        is_settled = now is not None and now.state != HandoverState.WAITING
        words = _not_recorded(now, is_refusal=is_refusal) if is_settled else refusal.message
        return Said(name, reason, refused=words)
    return None


def _not_recorded(found: Any, *, is_refusal: bool) -> str:
    """Why a second answer counts for nothing, for who gave it in another window or after a colleague."""
    what = "退回" if is_refusal else "接收"
    if found.return_reason == UNACCEPTED:
        became = "时限已过，这件事已经退回了首问负责人"
    else:
        who = f"{found.settled_by} " if found.settled_by else ""
        became = f"在这之前 {who}已经{'接收' if found.state == HandoverState.ACCEPTED else '退回'}"
    return f"您刚才的{what}没有记下：{became}。一张单子只能答复一次；要改，请打给首问负责人 {found.inquiry.first_responder.name}"


def _wrong(name: str, reason: str, *, is_refusal: bool) -> dict[str, str]:
    wrong = {}
    if not name:
        wrong["name"] = "请写您的姓名"
    elif len(name) > MOST_NAME:
        wrong["name"] = f"姓名最多 {MOST_NAME} 个字"
    if is_refusal and not reason:
        wrong["reason"] = "退回要写明理由"
    elif is_refusal and len(reason) > MOST_REASON:
        wrong["reason"] = f"理由最多 {MOST_REASON} 字，现在 {len(reason)} 字"
    return wrong


def _asked(found: Any, at: datetime) -> Asked:
    inquiry, person = found.inquiry, found.inquiry.person
    clock = clock_for(centre_id=found.centre_id, kind=ClockKind.HANDOVER, subject_id=found.pk)
    first = inquiry.first_responder
    return Asked(
        centre=found.centre.name,
        department=found.to_department.name if found.to_department else "",
        number=inquiry.number,
        person=person.name_masked if person else "没有留名",
        phone=person.phone_masked if person else "",
        matter=mask_words(inquiry.matter),
        item=inquiry.item.name if inquiry.item else "",
        sent_at=found.sent_at,
        until=clock.due_at if clock else None,
        is_late=clock is not None and clock.due_at < at,
        first_responder=first.name,
        first_phone=first.phone or found.centre.phone,
        from_phone=found.centre.phone,
        waits=found.state == HandoverState.WAITING,
        refuted=found.answer_check == AnswerCheck.REFUTED,
        unchecked=found.answer_check == AnswerCheck.WAITING,
        accepted=found.state == HandoverState.ACCEPTED,
        settled_at=found.settled_at,
        settled_by=found.settled_by,
        return_reason=mask_words(found.return_reason),
        expired=found.state == HandoverState.RETURNED and not found.refused and found.return_reason == UNACCEPTED,
        slip_number=found.slip.number if found.slip else "",
    )
