"""What became of an application that was not to be accepted: the inquiry under which a second person looks at it says so."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from shouwen.applications.models import Application
from shouwen.cases.models import Case
from shouwen.inquiries.enums import InquiryState

_CHECKED = (InquiryState.DECLINE_ASKED, InquiryState.DECLINE_AGREED)
STILL_OPEN = Q(inquiry=None) | Q(inquiry__closed_at=None)
"""Applications whose inquiry somebody still works on."""


@dataclass(frozen=True, slots=True)
class AfterDecline:
    """Title and words for the applicant; `case` where the matter was accepted at the window after all."""

    title: str
    words: str
    is_over: bool
    case: Case | None = None


def after_decline(application: Application) -> AfterDecline:
    """How it stands now that acceptance was called into question; never more than the inquiry itself says."""
    inquiry = application.inquiry
    if inquiry is None or inquiry.state in _CHECKED:
        words = "窗口看了以后认为不能受理，要再由另一个人复核。结果告诉您，原因写在通知书上。"
        return AfterDecline("可能办不了，正在复核", words, is_over=False)
    if inquiry.state == InquiryState.DECLINED:
        return AfterDecline("没有受理", inquiry.words_told, is_over=True)
    if inquiry.state == InquiryState.TO_CASE:
        case = Case.objects.filter(centre_id=application.centre_id, inquiry_id=inquiry.pk).first()
        return AfterDecline("受理了，正在办", "窗口复核以后受理了。", is_over=True, case=case)
    if inquiry.closed_at is not None:
        return AfterDecline("窗口答复您了", inquiry.words_told, is_over=True)
    return AfterDecline("复核没有同意，窗口接着办", "可能受理，也可能另有答复，有准信就告诉您。", is_over=False)
