from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.agency.models import Authorisation
from shouwen.applications.enums import ApplicationState, PreReview, Tried
from shouwen.cases.models import Case, CaseMaterial
from shouwen.catalogue.models import ItemVersion, Material, ServiceItem, Situation
from shouwen.files.models import StoredFile
from shouwen.inquiries.models import Inquiry
from shouwen.people.models import Centre, Person, Staff, Window


class OnlineForm(models.Model):
    """网上申请表 of one version of a guide, as data; without a row the shipped one of the item counts. Never changes."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    version = models.OneToOneField(ItemVersion, models.PROTECT, related_name="+")
    fields = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")


class Application(models.Model):
    """网上申请 网办 26-0012: a draft, then what was sent in, then the case that it became. What was typed is sealed.

    `mark` names it in addresses, long enough that nobody guesses one; who may open it says the session (`applications.sessions`)."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    mark = models.CharField(max_length=32, unique=True)
    number = models.CharField(max_length=20, blank=True)
    item = models.ForeignKey(ServiceItem, models.PROTECT, related_name="+")
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="+")
    situation = models.ForeignKey(Situation, models.PROTECT, null=True, related_name="+")
    window = models.ForeignKey(Window, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=ApplicationState.choices, default=ApplicationState.DRAFT)
    phone_hash = models.CharField(max_length=32)
    phone_sealed = models.BinaryField()
    phone_masked = models.CharField(max_length=20)
    is_verified = models.BooleanField(default=False, help_text="whether a code proved that the phone is theirs")
    values_sealed = models.BinaryField(default=bytes)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    authorisation = models.ForeignKey(
        Authorisation, models.PROTECT, null=True, related_name="+", help_text="替别人办的，凭哪份委托"
    )
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)
    inquiry = models.OneToOneField(Inquiry, models.PROTECT, null=True, related_name="+")
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="+")
    originals = models.JSONField(default=list, help_text="names of what is brought along once; empty: nobody need come")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], condition=~Q(number=""), name="applications_number"),
            models.CheckConstraint(
                condition=Q(state="draft", submitted_at=None, number="")
                | (~Q(state="draft") & Q(submitted_at__isnull=False, person__isnull=False) & ~Q(number="")),
                name="applications_submitted_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="in_case") | Q(case__isnull=False), name="applications_in_case_has_case"
            ),
            models.CheckConstraint(
                condition=~Q(state="declining") | Q(inquiry__isnull=False), name="applications_declining_has_inquiry"
            ),
        ]
        indexes = [
            models.Index(fields=["centre", "phone_hash"], name="applications_of_phone"),
            models.Index(fields=["centre", "state", "submitted_at"], name="applications_waiting"),
            models.Index(fields=["saved_at"], condition=Q(state="draft"), name="applications_drafts"),
        ]


class ApplicationMaterial(models.Model):
    """一份要交的材料, and what the pre-review says of it; its words are those the notice will print."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    application = models.ForeignKey(Application, models.CASCADE, related_name="materials")
    material = models.ForeignKey(Material, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=PreReview.choices, default=PreReview.UNREVIEWED)
    reason = models.CharField(max_length=200, blank=True)
    requirement = models.CharField(max_length=200, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    case_material = models.OneToOneField(CaseMaterial, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["application_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["application", "position"], name="applications_material_position"),
            models.CheckConstraint(
                condition=~Q(state__in=["missing", "defective"]) | ~Q(reason=""),
                name="applications_material_has_reason",
            ),
        ]


class ApplicationFile(models.Model):
    """一张照片或一个 PDF that the applicant uploaded. `sent_at`: when it was handed in; until then they may take it off again."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    material = models.ForeignKey(ApplicationMaterial, models.CASCADE, related_name="files")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)


class PhoneCode(models.Model):
    """短信验证码: six digits, kept as a keyed hash; sealed only until the text message is out."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    mark = models.CharField(max_length=32, unique=True)
    phone_hash = models.CharField(max_length=32)
    phone_masked = models.CharField(max_length=20)
    code_hash = models.CharField(max_length=32)
    to_send = models.BinaryField(default=bytes, help_text="phone and words, sealed; empty once it went out or lapsed")
    asked_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True, help_text="when a worker took it to send it")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["centre", "phone_hash", "asked_at"], name="applications_codes")]


class PersonSession(models.Model):
    """群众的登录: of a phone proved by a code, or of one application opened by its 续办码. Deleted on logging out."""

    key_hash = models.CharField(max_length=32, unique=True)
    centre = models.ForeignKey(Centre, models.PROTECT)
    phone_hash = models.CharField(max_length=32, blank=True)
    phone_sealed = models.BinaryField(default=bytes)
    phone_masked = models.CharField(max_length=20, blank=True)
    application = models.ForeignKey(Application, models.CASCADE, null=True, related_name="+")
    begun_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(~Q(phone_hash="") & Q(application=None)) | Q(phone_hash="", application__isnull=False),
                name="applications_session_of_phone_or_one",
            )
        ]


class Attempt(models.Model):
    """一次尝试: by whom (a keyed hash of a phone or a network address) and when; counted, then forgotten."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    kind = models.CharField(max_length=10, choices=Tried.choices)
    who = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["centre", "kind", "who", "at"], name="applications_tried")]
