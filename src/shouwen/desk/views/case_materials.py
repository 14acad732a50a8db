"""Steps of one material of a case: a promise that stands for it, what was owed comes, what the centre holds is used."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from shouwen.cases import held, owed
from shouwen.cases import promise_back as promise_back_of
from shouwen.cases.enums import OwedKind
from shouwen.cases.queries import case_numbered, material_of, material_to_change
from shouwen.desk.answers import refused as refused_page
from shouwen.desk.cases.answers import actor_of, asked_case, done, status_of
from shouwen.desk.cases.material_forms import PromiseForm, RemoveForm
from shouwen.desk.chinese_dates import month_day
from shouwen.refusals import Refusal, Refused


@login_required
@require_http_methods(["GET", "POST"])
def promise(request: HttpRequest, serial: str, material_id: int) -> HttpResponse:
    """容缺受理 or 告知承诺: what the guide allows for this material, with what was promised and signed."""
    case, material = _asked(request, serial, material_id)
    by, at = actor_of(request), request.at  # type: ignore[attr-defined]
    kinds = [kind for kind in OwedKind if owed.may_promise(material, kind, by=by, at=at) is None]
    if not kinds:
        why = owed.may_promise(material, OwedKind.LATER, by=by, at=at)
        return _ask(request, case, material, kinds, form=None, refusal=why)
    if request.method == "GET":
        return _ask(request, case, material, kinds, form=PromiseForm(initial=_usual(case, material, kinds, at)))
    form = PromiseForm(request.POST)
    if not form.is_valid():
        return _ask(request, case, material, kinds, form=form, status=422)
    values = form.cleaned_data
    try:
        taken = owed.take_promise(
            material=material,
            kind=OwedKind(values["kind"]),
            words=values["words"],
            due_on=values["due_on"],
            by=by,
            at=at,
        )
    except Refused as refused:
        return _ask(request, case, material, kinds, form=form, refusal=refused.refusal)
    later = f"{month_day(taken.due_on)}前补交" if taken.due_on else "不用补交"
    words = f"“{material.name}”{later}。承诺书打出来，两个人都签名"
    return done(request, case, words, query=f"?paper={taken.paper_id}")


@login_required
@require_http_methods(["GET", "POST"])
def promise_back(request: HttpRequest, serial: str, material_id: int) -> HttpResponse:
    """收回收错的承诺: asked in the dialog, with a reason."""
    case, material = _asked(request, serial, material_id)
    by, at = actor_of(request), request.at  # type: ignore[attr-defined]
    refusal, form = promise_back_of.may_take_back_now(material, by=by, at=at), RemoveForm(request.POST or None)
    is_no_question = refusal is not None
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            taken = promise_back_of.take_promise_back(material=material, reason=reason, by=by, at=at)
            return done(
                request, case, f"收回了对“{material.name}”的承诺，承诺书作废，现在是“{taken.get_state_display()}”"
            )
        except Refused as refused:
            refusal = refused.refusal
    title = f"收回承诺：{material.name}"
    context = {"case": case, "serial": serial, "material": material, "refusal": refusal, "title": title}
    context["form"] = None if is_no_question else form
    part = "desk/cases/promise_back.html"
    name = part if request.headers.get("HX-Request") else "desk/cases/promise_page.html"
    return render(request, name, context | {"part": part}, status=status_of(refusal) if refusal else 200)


@login_required
@require_POST
def received(request: HttpRequest, serial: str, material_id: int) -> HttpResponse:
    """收到补交: what was promised for a day has come."""
    case, material = _asked(request, serial, material_id)
    try:
        owed.receive_owed(material=material, by=actor_of(request), at=request.at)  # type: ignore[attr-defined]
    except Refused as refused:
        return refused_page(request, refused.refusal)
    return done(request, case, f"收到补交的“{material.name}”，现在审")


@login_required
@require_POST
def take_over(request: HttpRequest, serial: str, material_id: int, source_id: int) -> HttpResponse:
    """拿来用: the scan of an earlier case stands for this material."""
    case = asked_case(request, serial, read=case_numbered)
    material = material_of(case, material_id)
    offers = held.held_for(case, [material]) if material else {}
    offer = offers.get(material_id)
    try:
        if material is None or offer is None or offer.source.pk != source_id:
            raise Refused(Refusal("not_held", "以前的办件里没有这份材料了，刷新看看"))
        held.take_over(material=material, source=offer.source, by=actor_of(request), at=request.at)  # type: ignore[attr-defined]
    except Refused as refused:
        return refused_page(request, refused.refusal)
    return done(request, case, f"“{material.name}”用 {offer.case.number} 里的，不用再交")


def _asked(request: HttpRequest, serial: str, material_id: int) -> tuple[Any, Any]:
    case = asked_case(request, serial)
    material = material_to_change(case, material_id)
    if material is None:
        raise Http404(f"no material {material_id}")
    return case, material


def _usual(case: Any, material: Any, kinds: list[OwedKind], at: Any) -> dict[str, object]:
    kind = kinds[0]
    if kind == OwedKind.COMMITMENT:
        return {"kind": kind.value, "words": f"本人承诺{material.name}所证明的情况属实，不实愿承担责任"}
    day = owed.latest_day(case, at=at)
    return {"kind": kind.value, "words": f"本人承诺按期补交{material.name}", "due_on": day}


def _ask(
    request: HttpRequest,
    case: Any,
    material: Any,
    kinds: list[OwedKind],
    *,
    form: Any,
    refusal: Refusal | None = None,
    status: int = 0,
) -> HttpResponse:
    context = {
        "case": case,
        "serial": case.number.removeprefix("办 "),
        "material": material,
        "kinds": [(kind.value, kind.label) for kind in kinds],
        "form": form,
        "refusal": refusal,
        "title": f"书面承诺：{material.name}",
        "part": "desk/cases/promise.html",
        "last": owed.latest_day(case, at=request.at),  # type: ignore[attr-defined]
    }
    name = "desk/cases/promise.html" if request.headers.get("HX-Request") else "desk/cases/promise_page.html"
    return render(request, name, context, status=status or (status_of(refusal) if refusal else 200))
