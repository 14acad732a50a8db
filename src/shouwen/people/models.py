from __future__ import annotations

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from shouwen.people.enums import Role, WindowKind


class Centre(models.Model):
    """便民服务中心: one town's service centre. Every other row belongs to one."""

    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=60)
    town = models.CharField(max_length=40)
    paper_mark = models.CharField(max_length=20, help_text="文号前缀，如“二坪便”")
    address = models.CharField(max_length=120, blank=True)
    hours = models.CharField(max_length=80, default="工作日 9:00—12:00、13:30—17:30")
    phone = models.CharField(max_length=30, blank=True)
    supervision_phone = models.CharField(max_length=30, blank=True)
    rulebook = models.SlugField(max_length=60, default="erping-2023-87")
    handover_minutes = models.PositiveSmallIntegerField(default=30, help_text="转交后多少分钟（工作时间）内接收")
    ruling_workdays = models.PositiveSmallIntegerField(default=2, help_text="管理办公室几个工作日内答复请示")
    online_answer_workdays = models.PositiveSmallIntegerField(default=1, help_text="网上咨询几个工作日内答复")
    ruling_minutes = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="请示多少分钟（工作时间）内答复；填了就不按工作日"
    )
    department_workdays = models.PositiveSmallIntegerField(default=1, help_text="转交外部门后几个工作日内接收")
    claim_minutes = models.PositiveSmallIntegerField(
        default=30, help_text="网上提问多少分钟（工作时间）没人认领，归值班人"
    )
    callback_minutes = models.PositiveSmallIntegerField(default=120, help_text="漏接来电多少分钟（工作时间）内回电")
    unresolved_workdays = models.PositiveSmallIntegerField(default=5, help_text="办不成事几个工作日内给结果")
    extension_approver = models.CharField(
        max_length=24,
        blank=True,
        choices=[(Role.MANAGEMENT_OFFICE, "管理办公室"), (Role.LEADER, "镇领导")],
        help_text="谁批延期；空着就由承办人自己决定",
    )
    complaint_workdays = models.PositiveSmallIntegerField(default=5, help_text="投诉几个工作日内答复")
    supervision_workdays = models.PositiveSmallIntegerField(default=2, help_text="督办几个工作日内答复")
    prereview_workdays = models.PositiveSmallIntegerField(default=2, help_text="网上申请几个工作日内预审")
    rating_days = models.PositiveSmallIntegerField(default=15, help_text="办结以后多少天里能评价")
    call_minutes = models.PositiveSmallIntegerField(default=240, help_text="要打的告知电话多少分钟（工作时间）内打")
    try_minutes = models.PositiveSmallIntegerField(
        default=30, help_text="两次回电至少隔多少分钟（工作时间），隔得短的算一次"
    )
    help_seconds = models.PositiveSmallIntegerField(default=60, help_text="请人帮忙几秒没人应就上报")
    area_code = models.CharField(max_length=4, blank=True, help_text="座机区号；空着就从中心电话里取")
    review_authority = models.CharField(max_length=60, blank=True, help_text="复议机关；空着就写上一级人民政府")
    court = models.CharField(max_length=60, blank=True, help_text="起诉法院；空着就写有管辖权的人民法院")

    def __str__(self) -> str:
        return self.name


class Window(models.Model):
    """窗口 / 综合窗口."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="windows")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=WindowKind.choices, default=WindowKind.BUSINESS)
    phone = models.CharField(max_length=30, blank=True)
    domains = models.JSONField(default=list)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["centre", "number"], name="people_window_number")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """As it is said: 4号 民政残联窗口."""
        return f"{self.number}号 {self.name}"


class Department(models.Model):
    """外部门: an office outside the centre that a matter may be handed over to (首问负责制度 第五条（二）)."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="departments")
    name = models.CharField(max_length=60)
    place = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["centre", "name"], name="people_department_name"),
            models.CheckConstraint(condition=~Q(name=""), name="people_department_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class StaffManager(BaseUserManager["Staff"]):
    """Finds staff by login for Django's authentication."""

    def get_by_natural_key(self, username: str | None) -> Staff:
        return self.get(login=username)


class Staff(AbstractBaseUser):
    """工作人员: a person who works at the centre, and their account."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="staff")
    login = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    work_number = models.CharField(max_length=20)
    phone = models.CharField(max_length=30, blank=True)
    is_active = models.BooleanField(default=True)
    joined_on = models.DateField(null=True)

    USERNAME_FIELD = "login"
    objects = StaffManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "work_number"], name="people_staff_work_number"),
            models.CheckConstraint(condition=~Q(name=""), name="people_staff_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Posting(models.Model):
    """岗位: a role held from a day on, at a window or in an office."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="postings")
    role = models.CharField(max_length=24, choices=Role.choices)
    window = models.ForeignKey(Window, models.PROTECT, null=True, related_name="postings")
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "staff", "role", "from_on"], name="people_posting_once"),
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="people_posting_order"),
        ]


class Cover(models.Model):
    """AB岗: B acts for A between two moments, with A's powers; the record says B for A."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    absent = models.ForeignKey(Staff, models.PROTECT, related_name="covered_by")
    by = models.ForeignKey(Staff, models.PROTECT, related_name="covers")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField()
    reason = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to_at__gt=F("from_at")), name="people_cover_order"),
            models.CheckConstraint(condition=~Q(absent=F("by")), name="people_cover_other"),
        ]
        indexes = [models.Index(fields=["centre", "by", "to_at"], name="people_cover_by")]


class Duty(models.Model):
    """值班: who takes what nobody claimed on a day (online questions, missed calls from no known extension)."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    on = models.DateField()
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="duties")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "on"], name="people_one_duty_a_day")]


class Person(models.Model):
    """服务对象: a person or unit served. Name, id number, phone and address are sealed; screens show the masks beside them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT)
    name_sealed = models.BinaryField()
    id_number_sealed = models.BinaryField(default=bytes)
    phone_sealed = models.BinaryField(default=bytes)
    address_sealed = models.BinaryField(default=bytes)
    name_masked = models.CharField(max_length=80)
    id_number_masked = models.CharField(max_length=20, blank=True)
    phone_masked = models.CharField(max_length=20, blank=True)
    gender = models.CharField(max_length=1, blank=True)
    name_hash = models.CharField(max_length=32)
    initials_hash = models.CharField(max_length=32, blank=True)
    id_number_hash = models.CharField(max_length=32, blank=True)
    phone_hash = models.CharField(max_length=32, blank=True)
    phone_tail_hash = models.CharField(max_length=32, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "id_number_hash"], condition=~Q(id_number_hash=""), name="people_person_one_id_number"
            )
        ]
        indexes = [
            models.Index(fields=["centre", "name_hash"], name="people_person_name"),
            # The unique one is partial: a search with a parameter can't use it.
            models.Index(fields=["centre", "id_number_hash"], name="people_person_id_number"),
            models.Index(fields=["centre", "initials_hash"], name="people_person_initials"),
            models.Index(fields=["centre", "phone_hash"], name="people_person_phone"),
            models.Index(fields=["centre", "phone_tail_hash"], name="people_person_tail"),
        ]


class Serial(models.Model):
    """流水号: the last number given in a series of a centre (inquiries of a day, cases of a year, a kind of paper)."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    series = models.CharField(max_length=40)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["centre", "series"], name="people_serial_series")]
