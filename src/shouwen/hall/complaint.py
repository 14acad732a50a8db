"""我的投诉, opened by the link that only who complained has: receipt, how far it is, the answer; to add, to withdraw, to rate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.messages import get_messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from shouwen import civil_time
from shouwen.feedback import attachments, by_complainant
from shouwen.feedback.codes import complaint_path, complaint_with_link
from shouwen.feedback.enums import RatingLevel
from shouwen.files.uploads import counted_to
from shouwen.hall.complaint_page import page_of
from shouwen.people.actor import Actor
from shouwen.refusals import Refusal, Refused

LOST_FILE = "lost-file"
"""By this tag what is said of a file that wasn't taken comes from the form to the page."""
FILES_TOO_LARGE = Refusal(
    "files_too_large",
    "照片和文件一共太大了，没有收下",
    way_out=f"一个最大 10 MB，最多 {attachments.MOST_FILES} 个；写的还在，请重新选照片，去掉大的",
)


@never_cache
@require_safe
def complaint(request: HttpRequest, code: str) -> HttpResponse:
    """The page; `?new=1` right after it was sent, then with the files that weren't taken."""
    return _page(request, _found(code), new=request.GET.get("new", ""))


@counted_to(attachments.MOST_FILES * 10 * 1024 * 1024)
@require_POST
def add(request: HttpRequest, code: str) -> HttpResponse:
    """补充几句话，或照片."""
    found, words = _found(code), request.POST.get("words", "")
    if request.has_too_large_file:  # type: ignore[attr-defined]
        return _page(request, found, wrong=("supplement", FILES_TOO_LARGE))
    sent = [attachments.Sent(one.name or "", one.read()) for one in request.FILES.getlist("files")]

    def do() -> None:
        by, at = Actor.system(found.centre_id), civil_time.now()
        attachments.add_words_and_files(complaint=found, words=words, sent=sent, by=by, at=at)

    return _do(request, found, do, "supplement")


@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """撤回."""
    found = _found(code)
    by = Actor.system(found.centre_id)
    return _do(
        request,
        found,
        lambda: by_complainant.withdraw(complaint=found, by=by, at=civil_time.now()),
        "withdraw",
    )


@require_POST
def rate(request: HttpRequest, code: str) -> HttpResponse:
    """评价答复: a level is chosen, none stands there already."""
    found, level = _found(code), request.POST.get("level", "")
    if level not in {"1", "2", "3", "4", "5"}:
        return _page(request, found, wrong=("rate", Refusal("level_missing", "请先选一个", way_out="五个里面选一个")))
    by = Actor.system(found.centre_id)
    words = request.POST.get("words", "")

    def do() -> None:
        by_complainant.rate_answer(
            complaint=found, level=RatingLevel(int(level)), words=words, by=by, at=civil_time.now()
        )

    return _do(request, found, do, "rate")


def _found(code: str) -> Any:
    found = complaint_with_link(code)
    if found is None:
        raise Http404("no such complaint")
    return found


def _do(request: HttpRequest, found: Any, do: Callable[[], object], what: str) -> HttpResponse:
    """Do it and come back; what was typed stays when it is refused."""
    try:
        do()
    except Refused as refused:
        return _page(request, complaint_with_link(request.path.split("/")[2]), wrong=(what, refused.refusal))
    return redirect(complaint_path(found) + f"?done={what}")


def _page(request: HttpRequest, found: Any, *, new: str = "", wrong: tuple[str, Refusal] | None = None) -> HttpResponse:
    page = page_of(found, at=civil_time.now(), address=request.build_absolute_uri(complaint_path(found)))
    context = {
        "page": page,
        "new": new,
        "lost_files": [str(one) for one in get_messages(request) if LOST_FILE in one.tags] if new else [],
        "done": request.GET.get("done", ""),
        "wrong_at": wrong[0] if wrong else "",
        "wrong": wrong[1] if wrong else None,
        "said": request.POST,
    }
    return render(request, "hall/complaint.html", context, status=422 if wrong else 200)
