from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shouwen.clocks.enums import (
    ClockKind,
    ClockState,
    ExtensionState,
    LimitUnit,
    LocalDayKind,
    PauseKind,
    RecomputationState,
)
from shouwen.people.models import Centre, Staff


class Clock(models.Model):
    """时限: what one person owes by a time. The only place where due dates live.

    `number`, `person_masked` and `matter` repeat unchanging facts of the subject, so that a list of debts is one query."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    kind = models.CharField(max_length=14, choices=ClockKind.choices)
    subject_id = models.BigIntegerField()
    number = models.CharField(max_length=30)
    person_masked = models.CharField(max_length=80, blank=True)
    matter = models.CharField(max_length=120)
    responsible = models.ForeignKey(Staff, models.PROTECT, related_name="clocks")
    first_responder = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="first_response_clocks")
    started_at = models.DateTimeField()
    unit = models.CharField(max_length=12, choices=LimitUnit.choices)
    promised_limit = models.PositiveIntegerField()
    legal_limit = models.PositiveIntegerField(null=True)
    legal_unit = models.CharField(max_length=12, choices=LimitUnit.choices, default=LimitUnit.WORKDAY)
    legal_extension = models.PositiveSmallIntegerField(
        default=0, help_text="working days the law allows beyond its own limit"
    )
    is_dated = models.BooleanField(default=False, help_text="due on a day that was told, not reckoned from the limit")
    due_at = models.DateTimeField()
    legal_due_on = models.DateField(null=True)
    provisional = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=ClockState.choices, default=ClockState.RUNNING)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "kind", "subject_id"], name="clocks_one_per_subject"),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | (~Q(state="closed") & Q(closed_at=None)),
                name="clocks_closed_has_time",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("started_at")), name="clocks_order"
            ),
        ]
        indexes = [
            models.Index(fields=["centre", "responsible", "due_at"], condition=Q(closed_at=None), name="clocks_owed"),
            models.Index(
                fields=["centre", "first_responder", "due_at"],
                condition=Q(closed_at=None, first_responder__isnull=False),
                name="clocks_first_response",
            ),
            models.Index(fields=["centre", "due_at"], condition=Q(closed_at=None), name="clocks_open"),
            models.Index(fields=["centre", "closed_at"], name="clocks_closed"),
        ]


class Pause(models.Model):
    """暂停: a span of days that isn't counted, both ends included. `lapsed` if it ended before its first day."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    clock = models.ForeignKey(Clock, models.PROTECT, related_name="pauses")
    kind = models.CharField(max_length=16, choices=PauseKind.choices)
    reason = models.CharField(max_length=200)
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    planned_workdays = models.PositiveSmallIntegerField(null=True)
    told_at = models.DateTimeField(null=True, help_text="when the planned length was told in writing")
    told_means = models.CharField(max_length=10, blank=True)
    paper_number = models.CharField(max_length=40, blank=True)
    outcome = models.CharField(max_length=200, blank=True, help_text="what came out of it, written when it ended")
    lapsed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clock"], condition=Q(to_on=None, lapsed=False), name="clocks_one_open_pause"
            ),
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="clocks_pause_order"),
            models.CheckConstraint(condition=~Q(reason=""), name="clocks_pause_has_reason"),
            models.CheckConstraint(
                condition=Q(kind="correction") | Q(planned_workdays__isnull=False, planned_workdays__gte=1),
                name="clocks_special_procedure_planned",
            ),
            models.CheckConstraint(
                condition=Q(told_at=None, told_means="") | (Q(told_at__isnull=False) & ~Q(told_means="")),
                name="clocks_pause_told_somehow",
            ),
        ]


class Extension(models.Model):
    """延期（限时办结制度 第五条）: one a clock, from the original due date, told to the person before it starts.

    `original_due_on` is the day as it was told, which doesn't follow the calendar: `unextended_due_on` reckons what it is now."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    clock = models.OneToOneField(Clock, models.PROTECT, related_name="extension")
    workdays = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=200)
    original_due_on = models.DateField()
    asked_at = models.DateTimeField()
    told_at = models.DateTimeField()
    told_on = models.DateField()
    told_means = models.CharField(max_length=10, blank=True)
    paper_number = models.CharField(max_length=40, blank=True)
    asked_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(workdays__gte=1), name="clocks_extension_positive"),
            models.CheckConstraint(condition=~Q(reason=""), name="clocks_extension_has_reason"),
            models.CheckConstraint(condition=Q(told_at__gte=F("asked_at")), name="clocks_extension_told_after_asked"),
            models.CheckConstraint(
                condition=Q(told_on__lte=F("original_due_on")), name="clocks_extension_told_in_time"
            ),
        ]


class ExtensionRequest(models.Model):
    """延期申请: asked before the deadline, decided by whom the centre's setting names, told to the person; then it takes effect."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    clock = models.ForeignKey(Clock, models.PROTECT, related_name="extension_requests")
    workdays = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=200)
    category = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, choices=ExtensionState.choices, default=ExtensionState.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    decided_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clock"],
                condition=Q(state__in=["asked", "approved", "told"]),
                name="clocks_one_request_at_once",
            ),
            models.CheckConstraint(condition=Q(workdays__gte=1), name="clocks_request_positive"),
            models.CheckConstraint(condition=~Q(reason=""), name="clocks_request_has_reason"),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(decided_reason=""), name="clocks_request_refused_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="clocks_request_not_own_judge"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "lapsed"]) | Q(decided_at__isnull=False),
                name="clocks_request_decided_has_time",
            ),
        ]
        indexes = [models.Index(fields=["centre", "state", "asked_at"], name="clocks_requests")]


class Responsibility(models.Model):
    """责任: who answered for the clock from this day on, until the next row (reading R7)."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    clock = models.ForeignKey(Clock, models.PROTECT, related_name="responsibilities")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    from_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clock", "from_on"], name="clocks_responsibility_a_day")]


class CalendarDay(models.Model):
    """An imported day of the official calendar of a year that the product doesn't carry yet."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=[("holiday", "放假"), ("workday", "调休上班")])
    name = models.CharField(max_length=20)
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "day"], name="clocks_calendar_day_once")]


class LocalDay(models.Model):
    """本地另定: a day on which the centre is closed, or works, otherwise than the published calendar says; with its basis."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    day = models.DateField()
    kind = models.CharField(max_length=6, choices=LocalDayKind.choices)
    name = models.CharField(max_length=20)
    basis = models.CharField(max_length=120)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "day"], condition=Q(withdrawn_at=None), name="clocks_local_day_once"
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="clocks_local_day_has_basis"),
        ]


class OpeningTimes(models.Model):
    """办公时间 from a day on: sessions of a working day; midday and weekend extended service beside them (延时服务)."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    from_on = models.DateField()
    sessions = models.JSONField(help_text='[["09:00", "12:00"], …] of a working day')
    midday = models.JSONField(default=list, help_text="中午延时服务, the same form")
    weekend = models.JSONField(default=dict, help_text='周末延时服务: {"6": [["09:00", "12:00"]]}')
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "from_on"], name="clocks_opening_times_once")]


class Recomputation(models.Model):
    """重算: every open clock of a centre reckoned anew because its calendar changed; goes on where a killed worker stopped."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    reason = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=RecomputationState.choices, default=RecomputationState.WAITING)
    last_clock = models.BigIntegerField(default=0, help_text="id up to which clocks are reckoned")
    seen = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done", finished_at__isnull=False) | (~Q(state="done") & Q(finished_at=None)),
                name="clocks_recomputation_finished",
            )
        ]
        indexes = [models.Index(fields=["centre", "asked_at"], name="clocks_recomputations")]


class MovedDue(models.Model):
    """到期日变了: of one clock by one recomputation, and that whoever must be told was told."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    recomputation = models.ForeignKey(Recomputation, models.PROTECT, related_name="moved_dues")
    clock = models.ForeignKey(Clock, models.PROTECT, related_name="moves")
    before = models.DateTimeField()
    after = models.DateTimeField()
    must_tell = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True)
    told_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recomputation", "clock"], name="clocks_moved_once")]
        indexes = [
            models.Index(fields=["centre"], condition=Q(must_tell=True, told_at=None), name="clocks_moved_to_tell")
        ]
