"""改指南: a draft written in the browser beside what citizens will see of it, then published (一次性告知制度 第三条)."""

from __future__ import annotations

from datetime import date
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shouwen.catalogue import drafts, policies, queries
from shouwen.catalogue.differences import differences
from shouwen.catalogue.guide import Guide
from shouwen.catalogue.guide_checks import flaws
from shouwen.catalogue.guide_data import from_data
from shouwen.catalogue.must_reads import acceptors
from shouwen.catalogue.public_guide import GuideStanding, public_guide
from shouwen.civil_time import local_date
from shouwen.desk.answers import refused
from shouwen.desk.guides.edit_form import GuideForm, form_from, form_of, names_of
from shouwen.desk.parts import WayOut
from shouwen.people import queries as people
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal, Refused


def kept(view: Any) -> Any:
    """A page about one item for the keepers of guides; everybody else is told who they are."""

    @never_cache
    @login_required
    @wraps(view)
    def answer(request: HttpRequest, code: str, **named: Any) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        item = queries.item_with_code(actor.centre_id, code)
        if item is None:
            raise Http404("no such item")
        if refusal := policies.may_publish(actor):
            return refused(request, refusal, ways=[WayOut("看这份指南", reverse("desk:guide", args=[code]))])
        found: HttpResponse = view(request, item, **named)
        return found

    return answer


@kept
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, item: Any) -> HttpResponse:
    """The form of the draft; without one it begins with what the newest version says. POST keeps it, finished or not."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    draft, last = drafts.draft_of(item.pk), queries.latest_version(item.pk)
    if last is None:
        raise Http404("an item without a guide")
    if request.method == "GET":
        guide = from_data(draft.guide) if draft else queries.guide_of(last)
        form = form_of(guide, effective_from=draft.effective_from if draft else None)
        if draft:
            form.say_flaws(guide)
        return _form(request, item, form, last=last, draft=draft)
    form = form_from(request.POST.dict())
    guide, day = form.guide(), form.day()
    if form.unreadable:
        return _form(request, item, form, last=last, draft=draft, status=422)
    seen = int(request.POST["seen"]) if request.POST.get("seen", "").isdecimal() else 0
    try:
        kept = drafts.save_draft(item=item, guide=guide, effective_from=day, seen=seen, by=actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as error:
        draft = drafts.draft_of(item.pk)
        theirs = differences(from_data(draft.guide), guide) if draft else []
        form.say_flaws(guide)
        return _form(request, item, form, last=last, draft=draft, refusal=error.refusal, theirs=theirs, status=409)
    wrong = len(flaws(guide))
    if request.POST.get("next") == "publish" and not wrong:
        return redirect("desk:guide_publish", item.code)
    where = reverse("desk:guide_edit", args=[item.code])
    if wrong:
        messages.warning(request, f"存了第 {kept.revision} 稿。还有 {wrong} 处没写好，写好才能发布")
    elif request.POST.get("next") != "more":
        messages.success(request, f"存了第 {kept.revision} 稿，右边是群众看到的样子")
    return redirect(where)


def _form(
    request: HttpRequest,
    item: Any,
    form: GuideForm,
    *,
    last: Any,
    draft: Any,
    refusal: Refusal | None = None,
    theirs: Any = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "item": item,
        "form": form,
        "last": last,
        "draft": draft,
        "refusal": refusal,
        "theirs": theirs,
        "today": local_date(request.at),  # type: ignore[attr-defined]
    }
    return render(request, "desk/guides/edit.html", context, status=status)


@kept
@require_safe
def preview(request: HttpRequest, item: Any) -> HttpResponse:
    """The public page as the draft would make it; without a draft as the newest version does."""
    draft, last = drafts.draft_of(item.pk), queries.latest_version(item.pk)
    if last is None:
        raise Http404("an item without a guide")
    guide: Guide = from_data(draft.guide) if draft else queries.guide_of(last)
    on = local_date(request.at)  # type: ignore[attr-defined]
    page = public_guide(
        item,
        guide,
        centre=people.centre(item.centre_id),
        number=last.number + 1 if draft else last.number,
        since=(draft.effective_from if draft else last.effective_from) or on,
        standing=GuideStanding.DRAFT if draft else GuideStanding.IN_FORCE,
        in_force_number=last.number,
        files=list(queries.files_of(item.pk)),
        address=request.path,
        query=request.GET.dict(),
        on=on,
    )
    return render(request, "hall/guide.html", {"guide": page})


@kept
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, item: Any) -> HttpResponse:
    """发布: what it changes, from which day, and who must read it; or why only words were put right."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    draft, last = drafts.draft_of(item.pk), queries.latest_version(item.pk)
    if draft is None or last is None:
        messages.info(request, "没有在写的稿子：刚刚发布了，或放弃了")
        return redirect("desk:guide", item.code)
    day = _day(request.POST.get("effective_from", "")) or draft.effective_from
    refusal: Refusal | None = None
    if request.method == "POST":
        seen = int(request.POST["seen"]) if request.POST.get("seen", "").isdecimal() else 0
        only = request.POST.get("wording") == "1"
        reason = request.POST.get("reason", "").strip()
        if day is None:
            refusal = Refusal("day_missing", "还没有选从哪天起用", policies.ARTICLE)
        elif only and not reason:
            refusal = Refusal("reason_missing", "只改字句、不用必读，要写明理由", policies.ARTICLE)
        else:
            try:
                version = drafts.publish_draft(
                    item=item,
                    effective_from=day,
                    seen=seen,
                    wording_only=reason if only else "",
                    by=actor,
                    at=request.at,  # type: ignore[attr-defined]
                )
            except Refused as error:
                refusal = error.refusal
            else:
                count = version.must_reads.count()
                read = "只改字句，不用必读" if only else f"已请 {count} 人必读"
                messages.success(request, f"{item.name}第 {version.number} 版发布了，{read}")
                return redirect(f"{reverse('desk:guide', args=[item.code])}?version={version.number}")
    guide, before = from_data(draft.guide), queries.guide_of(last)
    changes = differences(before, guide)
    today = local_date(request.at)  # type: ignore[attr-defined]
    staff = acceptors(item, first=today, last=max(day, today) if day else today)
    names = {one.staff_id: one.name for one in people.colleagues(item.centre_id, on=today)}
    context = {
        "item": item,
        "draft": draft,
        "last": last,
        "changes": changes,
        "wrong": [flaw.refusal.message for flaw in flaws(guide)],
        "may_be_wording": bool(changes) and all(one.is_wording for one in changes),
        "readers": names_of([names.get(one, "新来的同事") for one in staff]),
        "readers_count": len(staff),
        "day": day,
        "today": today,
        "refusal": refusal,
        "wording": request.POST.get("wording") == "1",
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "desk/guides/publish.html", context, status=422 if refusal else 200)


@kept
@require_POST
def drop(request: HttpRequest, item: Any) -> HttpResponse:
    """放弃这一稿."""
    seen = int(request.POST["seen"]) if request.POST.get("seen", "").isdecimal() else 0
    try:
        drafts.drop_draft(item=item, seen=seen, by=request.actor, at=request.at)  # type: ignore[attr-defined]
    except Refused as error:
        return refused(request, error.refusal, ways=[WayOut("回到稿子", reverse("desk:guide_edit", args=[item.code]))])
    messages.success(request, "这一稿放弃了，在用的指南没有变")
    return redirect("desk:guide", item.code)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
