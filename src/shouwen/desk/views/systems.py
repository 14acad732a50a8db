"""设置 · 外部系统: connected, changed and switched off by the administrator; everybody may see which there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shouwen.desk.answers import refused
from shouwen.desk.systems import page
from shouwen.messages.hook_retry import send_all_again, undelivered
from shouwen.people import roster
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal, Refused
from shouwen.systems import actions, queries
from shouwen.systems.policies import may_keep_systems

TOKEN = ("令牌", "请求里写 Authorization: Bearer 加它")
KEY = ("签名的密钥", "对方收到通知，用它核对头里的签名")


@login_required
@require_safe
def systems(request: HttpRequest) -> HttpResponse:
    """The systems of the centre, with their calls of the last week."""
    actor, at = _who(request)
    found = {"rows": page.rows(actor, at=at), "may_change": not may_keep_systems(actor), "days": page.DAYS}
    return render(request, "desk/settings/systems.html", found)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """接一个系统; its token is on the answer, once."""
    actor, at = _who(request)
    if refusal := may_keep_systems(actor):
        return refused(request, refusal)
    if request.method == "GET":
        return _new(request, page.form_of(None, actor, at=at))
    try:
        shown = actions.make_system(**_typed(request, actor), by=actor, at=at)
    except Refused as refusal_raised:
        typed = page.typed_form(request.POST, request.POST.getlist("scopes"), actor, at=at)
        return _new(request, typed, refusal_raised.refusal)
    return _shown(request, shown, *TOKEN)


@login_required
@require_http_methods(["GET", "POST"])
def system(request: HttpRequest, system_id: int) -> HttpResponse:
    """One system: what it may do, what it is told, how often it asked. POST changes what it may do."""
    actor, at = _who(request)
    found = _found(request, system_id)
    if request.method == "GET":
        return _system(request, found)
    try:
        changed = actions.change_system(system=found, **_typed(request, actor), by=actor, at=at)
    except Refused as refusal_raised:
        typed = page.typed_form(request.POST, request.POST.getlist("scopes"), actor, at=at)
        return _system(request, found, refusal_raised.refusal, form=typed)
    messages.success(request, f"{changed.name} 改好了，马上照这个办")
    return redirect("desk:settings_system", system_id)


@never_cache
@login_required
@require_POST
def hook(request: HttpRequest, system_id: int) -> HttpResponse:
    """设通知; at a new address its key is on the answer, once."""
    actor, at = _who(request)
    found, events = _found(request, system_id), request.POST.getlist("events")
    try:
        shown = actions.set_hook(
            system=found,
            url=request.POST.get("url", ""),
            events=events,
            is_inside="inside" in request.POST,
            by=actor,
            at=at,
        )
    except Refused as refusal_raised:
        return _system(request, found, refusal_raised.refusal, hook=page.typed_hook(request.POST, events))
    if shown is not None:
        return _shown(request, shown, *KEY)
    messages.success(request, "通知改好了，从现在起的事按这个通知")
    return redirect("desk:settings_system", system_id)


@login_required
@require_POST
def hook_again(request: HttpRequest, system_id: int) -> HttpResponse:
    """全部再发: what was given up is tried once more."""
    actor, at = _who(request)
    found = _found(request, system_id)
    try:
        count = send_all_again(system=found, by=actor, at=at)
    except Refused as refusal_raised:
        return refused(request, refusal_raised.refusal)
    messages.success(request, f"{count} 条通知排上了，一分钟内再发")
    return redirect("desk:settings_system", system_id)


@never_cache
@login_required
@require_POST
def renew(request: HttpRequest, system_id: int) -> HttpResponse:
    """换令牌; the new one is on the answer, once."""
    actor, at = _who(request)
    try:
        shown = actions.renew_token(system=_found(request, system_id), by=actor, at=at)
    except Refused as refusal_raised:
        return refused(request, refusal_raised.refusal)
    return _shown(request, shown, *TOKEN)


@login_required
@require_POST
def switch(request: HttpRequest, system_id: int) -> HttpResponse:
    """停用、恢复."""
    actor, at = _who(request)
    does: Callable[..., Any] = actions.switch_on if request.POST.get("does") == "on" else actions.switch_off
    try:
        changed = does(system=_found(request, system_id), by=actor, at=at)
    except Refused as refusal_raised:
        return refused(request, refusal_raised.refusal, lost_race=refusal_raised.code == "system_switched")
    words = "恢复了，原来的令牌又能用" if changed.is_active else "停用了，它的令牌马上不能用"
    messages.success(request, f"{changed.name} {words}")
    return redirect("desk:settings_system", system_id)


def _who(request: HttpRequest) -> tuple[Actor, Any]:
    return request.actor, request.at  # type: ignore[attr-defined]


def _found(request: HttpRequest, system_id: int) -> Any:
    found = queries.system_of(_who(request)[0].centre_id, system_id)
    if found is None:
        raise Http404("no such system")
    return found


def _typed(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    acts_as = page.whole(request.POST.get("acts_as", ""))
    return {
        "name": request.POST.get("name", ""),
        "scopes": request.POST.getlist("scopes"),
        "requests_a_minute": page.whole(request.POST.get("rate", "")),
        "acts_as": roster.staff_of(actor.centre_id, acts_as) if acts_as else None,
    }


def _new(request: HttpRequest, form: page.SystemForm, refusal: Refusal | None = None) -> HttpResponse:
    found = {"form": form, "refusal": refusal, "may_change": True}
    return render(request, "desk/settings/system_new.html", found, status=422 if refusal else 200)


def _system(
    request: HttpRequest,
    system: Any,
    refusal: Refusal | None = None,
    *,
    form: page.SystemForm | None = None,
    hook: page.HookForm | None = None,
) -> HttpResponse:
    actor, at = _who(request)
    found = {
        "system": system,
        "form": form or page.form_of(system, actor, at=at),
        "hook": hook or page.hook_form(system),
        "host": page.host_of(system.hook_url),
        "usage": page.usage_of(system, at=at),
        "days": page.DAYS,
        "undelivered": undelivered(system),
        "refusal": refusal,
        "may_change": not may_keep_systems(actor),
    }
    return render(request, "desk/settings/system.html", found, status=422 if refusal else 200)


def _shown(request: HttpRequest, shown: actions.Shown, what: str, use: str) -> HttpResponse:
    found = {"system": shown.system, "secret": shown.secret, "what": what, "use": use}
    return render(request, "desk/settings/system_shown.html", found)
