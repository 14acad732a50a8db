"""投诉 by anybody (服务承诺制度 第一、二条): one page, no account, no name needed; a number and a code to see what becomes of it."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shouwen import civil_time
from shouwen.civil_time import local_date
from shouwen.feedback import attachments, policies
from shouwen.feedback.actions import receive
from shouwen.feedback.codes import complaint_path, complaint_with_code
from shouwen.feedback.enums import AnswerWish, ComplaintChannel
from shouwen.files.uploads import counted_to
from shouwen.hall.ask import TRAP, address_of
from shouwen.hall.complaint import LOST_FILE
from shouwen.people.actor import Actor
from shouwen.people.queries import centre, centre_by_code, centre_ids, windows
from shouwen.promises import eight
from shouwen.refusals import Refusal, Refused

SALT = "hall.complain"
LEAST_SECONDS, MOST_AGE = 3, timedelta(hours=12)
"""Nobody fills in a form in less; a page that lay open longer gets a new start, with everything typed still on it."""
MOST_WHEN, MOST_NAME = 40, 60
FIELD_OF = {
    "words_missing": "words",
    "words_too_long": "words",
    "name_missing": "name",
    "name_too_long": "name",
    "phone_missing": "phone",
    "phone_wrong": "phone",
    "window_unknown": "window",
    "number_too_long": "matter_number",
}
ORDER = ("words", "window", "matter_number", "name", "phone")
WISHES = (
    (AnswerWish.PAGE, "不用找我，我自己看", "凭编号和查询码，随时在网上看"),
    (AnswerWish.MESSAGE, "发消息给我", "短信；发不了的改打电话"),
    (AnswerWish.CALL, "打电话告诉我", "工作时间打"),
)
NOT_RECEIVED = Refusal("not_received", "没有收到", way_out="写的都还在，请再按一次“提交”；还不行就打电话")
OPEN_TOO_LONG = Refusal("page_too_old", "这一页开得太久了", way_out="写的都还在，请再按一次“提交”")


@never_cache
@counted_to(attachments.MOST_FILES * 10 * 1024 * 1024)
@require_http_methods(["GET", "POST"])
def complain(request: HttpRequest, centre: str = "") -> HttpResponse:
    """投诉 (服务承诺制度 第二条). A page sent twice is one complaint; nothing typed is lost when something is missing."""
    town = centre_by_code(centre)
    if town is None:
        if centre:
            raise Http404("no such centre")
        return _choose_centre(request)
    at = civil_time.now()
    if request.method == "GET":
        return _form(request, town, at=at)
    said = _said(request)
    if wrong := policies.said_in_full(words=said["words"], name=said["name"], phone=said["phone"], wish=said["wish"]):
        return _form(request, town, *wrong, at=at)
    mark, trouble = _mark(request, at)
    if trouble is not None:
        return _form(request, town, trouble, at=at)
    if request.has_too_large_file:  # type: ignore[attr-defined]
        too_large = Refusal(
            "files_too_large", "照片和文件一共太大了", way_out="一个最大 10 MB，最多 6 个；请去掉大的再交"
        )
        return _form(request, town, too_large, at=at)
    by = Actor.system(town.pk)
    try:
        complaint = receive(channel=ComplaintChannel.WEB, mark=mark, address=address_of(request), **said, by=by, at=at)
    except Refused as refused:
        return _form(request, town, refused.refusal, at=at)
    for words in _attach(request, complaint, by=by, at=at):
        messages.warning(request, words, extra_tags=LOST_FILE)
    return redirect(f"{complaint_path(complaint)}?new=1")


@never_cache
@require_http_methods(["GET", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """查投诉: number and code, both typed; they never stand in an address. A wrong pair says nothing of what there is."""
    number, code = request.POST.get("number", "")[:30], request.POST.get("code", "")[:40]
    if request.method == "POST":
        for centre_id in centre_ids():
            found = complaint_with_code(centre_id, number, code)
            if found is not None:
                return redirect(complaint_path(found))
    page = {"number": number, "code": code, "town": centre_by_code(""), "wrong": request.method == "POST"}
    return render(request, "hall/complaint_look_up.html", page, status=422 if page["wrong"] else 200)


def _said(request: HttpRequest) -> dict[str, Any]:
    """What was typed, as `receive` wants it. When it happened is a part of what happened."""
    sent = request.POST
    words, when = sent.get("words", "").strip(), " ".join(sent.get("when", "").split())[:MOST_WHEN]
    promise, window = sent.get("promise", ""), sent.get("window", "")
    wish = sent.get("wish", "")
    return {
        "words": f"{words}\n什么时候：{when}" if words and when else words,
        "name": sent.get("name", ""),
        "phone": sent.get("phone", ""),
        "wish": AnswerWish(wish) if wish in AnswerWish.values else AnswerWish.PAGE,
        "window_id": int(window) if window.isdecimal() and len(window) < 18 else None,
        "promise": int(promise) if promise in set("12345678") else None,
        "matter_number": sent.get("matter_number", ""),
    }


def _mark(request: HttpRequest, at: datetime) -> tuple[str, Refusal | None]:
    """Which page it was, and whether a person can have filled it in."""
    if request.POST.get(TRAP):
        return "", NOT_RECEIVED
    try:
        mark, began = str(signing.loads(request.POST.get("page", ""), salt=SALT)).split("/")
    except (signing.BadSignature, ValueError):
        return "", OPEN_TOO_LONG
    age = at.timestamp() - float(began)
    if age < LEAST_SECONDS:
        return "", NOT_RECEIVED
    return (mark, None) if age < MOST_AGE.total_seconds() else ("", OPEN_TOO_LONG)


def _attach(request: HttpRequest, complaint: Any, *, by: Actor, at: datetime) -> list[str]:
    """The photos; the complaint stands even if one isn't taken: which weren't, and why."""
    lost: list[str] = []
    for sent in request.FILES.getlist("files"):
        try:
            attachments.attach(complaint=complaint, name=sent.name or "", data=sent.read(), by=by, at=at)
        except Refused as refused:
            why = "；".join(filter(None, (refused.refusal.message, refused.refusal.way_out)))
            lost.append(f"{(sent.name or '文件')[:MOST_NAME]}：{why}")
    return lost


def _form(request: HttpRequest, town: Any, *refusals: Refusal, at: datetime) -> HttpResponse:
    said, began = request.POST, at.timestamp()
    wrong: dict[str, str] = {}
    for one in refusals:
        if one.code in FIELD_OF:
            wrong.setdefault(FIELD_OF[one.code], "，".join(filter(None, (one.message, one.way_out))))
    if refusals and request.POST.get("page"):
        # Somebody who was here before isn't a machine: the second time counts from the first.
        began -= LEAST_SECONDS
    page = {
        "town": town,
        "said": said,
        "wish": said.get("wish") or AnswerWish.PAGE,
        "wishes": WISHES,
        "promises": eight.of_centre(town.pk, on=local_date(at)),
        "windows": windows(town.pk),
        "above": [one for one in refusals if one.code not in FIELD_OF],
        "wrong": wrong,
        "first_wrong": next((name for name in ORDER if name in wrong), ""),
        "lost_files": bool(refusals) and bool(request.FILES),
        "trap": TRAP,
        "page": signing.dumps(f"{secrets.token_hex(12)}/{began:.0f}", salt=SALT),
        "most_words": policies.MOST_WORDS,
        "workdays": town.complaint_workdays,
        "opened": bool(said.get("name") or said.get("phone") or wrong.get("name") or wrong.get("phone")),
    }
    return render(request, "hall/complain.html", page, status=422 if refusals else 200)


def _choose_centre(request: HttpRequest) -> HttpResponse:
    towns = [centre(centre_id) for centre_id in centre_ids()]
    return render(request, "hall/ask_where.html", {"towns": towns, "complains": True})
