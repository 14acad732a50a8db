"""新增事项: a new item with its first guide, written beside what citizens will see, then published (一次性告知制度 第三条).

What isn't published yet is kept in the session of who writes it: it is no entry of the catalogue before it is one."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from shouwen.catalogue import policies, queries
from shouwen.catalogue.actions import publish_item
from shouwen.catalogue.guide_data import line
from shouwen.catalogue.public_guide import GuideStanding, public_guide, unpublished_item
from shouwen.civil_time import local_date
from shouwen.desk.answers import refused
from shouwen.desk.guides.new_form import NewItemForm, new_form
from shouwen.desk.parts import WayOut
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal, Refused

KEPT = "new_item"


def _for_keepers(view: Any) -> Any:
    """For the keepers of guides; everybody else is told who they are."""

    @never_cache
    @login_required
    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        if refusal := policies.may_publish(request.actor):  # type: ignore[attr-defined]
            return refused(request, refusal, ways=[WayOut("看指南", reverse("desk:guides"))])
        found: HttpResponse = view(request)
        return found

    return answer


@_for_keepers
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form; POST keeps what was typed, finished or not, and publishes it once nothing is wrong and that is wanted."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if request.method == "GET":
        form = new_form(request.session.get(KEPT, {}))
        if KEPT in request.session:
            _look_through(form, actor)
        return _page(request, form)
    if request.POST.get("next") == "drop":
        request.session.pop(KEPT, None)
        messages.success(request, "这一稿不要了")
        return redirect("desk:guides")
    sent = {name: value for name, value in request.POST.dict().items() if name not in ("csrfmiddlewaretoken", "next")}
    request.session[KEPT] = sent
    form = new_form(sent)
    guide = _look_through(form, actor)
    if request.POST.get("next") != "publish":
        if not form.count_wrong:
            messages.success(request, "存好了，右边是群众看到的样子；没问题就发布")
        return redirect("desk:item_new")
    window, day = form.window(_windows(actor)), form.guide_form.day()
    if form.count_wrong or day is None:
        return _page(request, form, status=422)
    try:
        version = publish_item(
            window=window,
            code=form.fields["code"],
            name=form.fields["name"],
            domain=form.fields["domain"],
            everyday_words=form.everyday_words,
            guide=guide,
            effective_from=day,
            by=actor,
            at=request.at,  # type: ignore[attr-defined]
        )
    except Refused as error:
        return _page(request, form, refusal=error.refusal, status=409 if error.code == "item_code_taken" else 422)
    request.session.pop(KEPT, None)
    messages.success(request, f"{version.item.name}发布了，已请 {version.must_reads.count()} 人必读")
    return redirect("desk:guide", version.item.code)


@_for_keepers
@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """The public page as what was kept would make it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = new_form(request.session.get(KEPT, {}))
    on = local_date(request.at)  # type: ignore[attr-defined]
    windows = _windows(actor)
    window = form.window(windows) or next(iter(windows.values()), None)
    if window is None:
        return refused(request, Refusal("window_missing", "中心还没有窗口", "", "先设窗口"))
    item = unpublished_item(line(form.fields["code"]), line(form.fields["name"]) or "（还没有名称）", window)
    page = public_guide(
        item,
        form.guide_form.guide(),
        centre=people.centre(actor.centre_id),
        number=1,
        since=form.guide_form.day() or on,
        standing=GuideStanding.DRAFT,
        in_force_number=None,
        files=[],
        address=request.path,
        query=request.GET.dict(),
        on=on,
    )
    return render(request, "hall/guide.html", {"guide": page})


def _windows(actor: Actor) -> dict[int, Any]:
    return {window.number: window for window in people.windows(actor.centre_id)}


def _look_through(form: NewItemForm, actor: Actor) -> Any:
    same = queries.item_with_code(actor.centre_id, line(form.fields["code"]))
    return form.look_through(windows=_windows(actor), taken_by=same.name if same else "")


def _page(
    request: HttpRequest, form: NewItemForm, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    context = {
        "new": form,
        "form": form.guide_form,
        "windows": people.windows(actor.centre_id),
        "refusal": refusal,
        "is_kept": KEPT in request.session,
        "today": local_date(request.at),  # type: ignore[attr-defined]
    }
    return render(request, "desk/guides/new.html", context, status=status)
