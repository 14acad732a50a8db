from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.inquiries.enums import AnswerCheck, DeclineGround, DeclineState, HandoverState, RulingKind
from shouwen.inquiries.models.inquiry import Inquiry
from shouwen.papers.models import Paper
from shouwen.people.models import Centre, Department, Staff, Window


class Handover(models.Model):
    """转交责任窗口或外部门（首问负责制度 第五条（二））: accepted by the receiver in time, otherwise back to the first responder.

    To a window with the person on it, or to an outside department. `refused` if the receiver gave it back, with the reason."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    inquiry = models.ForeignKey(Inquiry, models.PROTECT, related_name="handovers")
    from_staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    to_window = models.ForeignKey(Window, models.PROTECT, null=True, related_name="+")
    to_staff = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    to_department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    words_told = models.TextField()
    sent_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=HandoverState.choices, default=HandoverState.WAITING)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=40, blank=True, help_text="接收或退回的人；外部门的人没有账号")
    refused = models.BooleanField(default=False)
    return_reason = models.CharField(max_length=200, blank=True)
    slip = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    answer_check = models.CharField(max_length=9, choices=AnswerCheck.choices, blank=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    checked_with = models.CharField(max_length=40, blank=True, help_text="打电话问的是外部门的谁")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inquiry"], condition=Q(state="waiting"), name="inquiries_one_waiting_handover"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at=None) | (~Q(state="waiting") & Q(settled_at__isnull=False)),
                name="inquiries_handover_settled_has_time",
            ),
            models.CheckConstraint(
                condition=Q(to_window__isnull=False, to_staff__isnull=False, to_department=None)
                | Q(to_window=None, to_staff=None, to_department__isnull=False),
                name="inquiries_handover_has_one_receiver",
            ),
            models.CheckConstraint(
                condition=Q(refused=False) | (Q(state="returned") & ~Q(return_reason="")),
                name="inquiries_refusal_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(answer_check__in=["", "waiting"], checked_at=None, checked_by=None, checked_with="")
                | (
                    Q(answer_check__in=["confirmed", "refuted"], checked_at__isnull=False, checked_by__isnull=False)
                    & ~Q(checked_with="")
                ),
                name="inquiries_answer_checked_with_somebody",
            ),
        ]
        indexes = [models.Index(fields=["centre", "-sent_at", "-id"], name="inquiries_handed_over_newest")]

    @property
    def receiver(self) -> str:
        """Who is to take it, as it is said: 4号 民政残联窗口, or 区残联."""
        if self.to_department is not None:
            return self.to_department.name
        return self.to_window.label if self.to_window is not None else ""


class Ruling(models.Model):
    """请示与裁定（首问负责制度 第五条（三））: the first responder asks the management office, and gives the person its answer."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    inquiry = models.ForeignKey(Inquiry, models.PROTECT, related_name="rulings")
    number = models.CharField(max_length=20)
    kind = models.CharField(max_length=14, choices=RulingKind.choices, default=RulingKind.MATTER)
    question = models.TextField()
    new_fact = models.CharField(max_length=300, blank=True, help_text="裁定过又请示的，新出现的情况")
    asked_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    answered_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    search_words = models.TextField(blank=True, help_text="分好的词，再遇到相近的事时用来提示")
    suggested_until = models.DateTimeField(null=True, help_text="从这时起不再提示（政策变了）")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="inquiries_ruling_number"),
            models.UniqueConstraint(
                fields=["inquiry"], condition=Q(answered_at=None), name="inquiries_one_open_ruling"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | (~Q(answer="") & ~Q(reason="") & Q(answered_by__isnull=False)),
                name="inquiries_ruling_has_reason",
            ),
        ]
        indexes = [models.Index(fields=["centre", "-asked_at", "-id"], name="inquiries_rulings_newest")]


class Clarification(models.Model):
    """释明（一次性告知制度 第五条）: law or documents are unclear; a superior is asked, and the person told the result."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    inquiry = models.ForeignKey(Inquiry, models.PROTECT, related_name="clarifications")
    number = models.CharField(max_length=20)
    question = models.TextField()
    asked_of = models.CharField(max_length=80)
    owner = models.ForeignKey(Staff, models.PROTECT, related_name="clarifications")
    asked_at = models.DateTimeField()
    promised_for = models.DateField()
    answer = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="inquiries_clarification_number"),
            models.UniqueConstraint(
                fields=["inquiry"], condition=Q(answered_at=None), name="inquiries_one_open_clarification"
            ),
            models.CheckConstraint(
                condition=~Q(question="") & ~Q(asked_of=""), name="inquiries_clarification_says_what_and_whom"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(answer=""), name="inquiries_clarification_answered_in_words"
            ),
        ]


class Decline(models.Model):
    """不予受理（首问负责制度 第四条）: proposed with its legal basis, checked by a second person, told on paper."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    inquiry = models.ForeignKey(Inquiry, models.PROTECT, related_name="declines")
    ground = models.CharField(max_length=20, choices=DeclineGround.choices)
    reason = models.CharField(max_length=300)
    basis = models.CharField(max_length=200)
    way_out = models.CharField(max_length=200)
    proposed_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=DeclineState.choices, default=DeclineState.WAITING)
    decided_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_words = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    withdrawn_words = models.CharField(max_length=200, blank=True, help_text="告知以前为什么收回")
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inquiry"], condition=Q(state="waiting"), name="inquiries_one_waiting_decline"
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(basis="") & ~Q(way_out=""), name="inquiries_decline_is_explained"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by=None)
                | (~Q(state="waiting") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="inquiries_decline_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("proposed_by")),
                name="inquiries_decline_second_pair_of_eyes",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent_back") | ~Q(decision_words=""), name="inquiries_decline_sent_back_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn")
                | (~Q(withdrawn_words="") & Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False, paper=None)),
                name="inquiries_decline_withdrawn_says_why",
            ),
        ]


class UnresolvedMatter(models.Model):
    """办不成事: what a person came for and could not get done; the management office looks into it within its days."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    inquiry = models.OneToOneField(Inquiry, models.PROTECT, related_name="unresolved_matter")
    number = models.CharField(max_length=20)
    obstacle = models.CharField(max_length=500)
    noted_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    handler = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    result = models.CharField(max_length=500, blank=True)
    was_resolved = models.BooleanField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="inquiries_unresolved_number"),
            models.CheckConstraint(condition=~Q(obstacle=""), name="inquiries_unresolved_says_what"),
            models.CheckConstraint(
                condition=Q(settled_at=None)
                | (~Q(result="") & Q(was_resolved__isnull=False, settled_by__isnull=False)),
                name="inquiries_unresolved_settled_with_result",
            ),
        ]
        indexes = [models.Index(fields=["centre", "-noted_at", "-id"], name="inquiries_unresolved_newest")]
