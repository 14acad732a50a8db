from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.catalogue.enums import GuideFileKind, ItemKind, LimitDays, MaterialForm
from shouwen.files.models import StoredFile
from shouwen.people.models import Centre, Staff, Window


class ServiceItem(models.Model):
    """事项: what people come for. Everything that may change lives in its versions."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    domain = models.CharField(max_length=20)
    initials = models.CharField(max_length=80, blank=True)
    everyday_words = models.JSONField(default=list)
    window = models.ForeignKey(Window, models.PROTECT, related_name="items")
    is_active = models.BooleanField(default=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["centre", "code"], name="catalogue_item_code")]

    def __str__(self) -> str:
        return self.name


class ItemVersion(models.Model):
    """办事指南的一版: in force from a day on, until the next version begins. Published versions don't change."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    item = models.ForeignKey(ServiceItem, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    effective_from = models.DateField()
    kind = models.CharField(max_length=10, choices=ItemKind.choices)
    legal_limit = models.PositiveSmallIntegerField()
    promised_limit = models.PositiveSmallIntegerField()
    legal_unit = models.CharField(max_length=12, choices=LimitDays.choices, default=LimitDays.WORKDAY)
    promised_unit = models.CharField(max_length=12, choices=LimitDays.choices, default=LimitDays.WORKDAY)
    legal_extension = models.PositiveSmallIntegerField(
        default=0, help_text="法律另准延长的工作日（如行政许可法第四十二条）"
    )
    legal_extension_basis = models.CharField(max_length=120, blank=True)
    conditions = models.TextField()
    steps = models.JSONField(default=list)
    fee = models.CharField(max_length=80, default="不收费")
    basis = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=80)
    special_procedures = models.JSONField(default=list)
    publicity_days = models.PositiveSmallIntegerField(default=0)
    questions = models.JSONField(
        default=list, help_text="几句问话选出情形：[{ask, answers: [{say, situation | then}]}]"
    )
    notice_workdays = models.PositiveSmallIntegerField(default=5, help_text="收件后几个工作日内要告知补正")
    deemed_acceptance = models.BooleanField(default=False, help_text="逾期不告知，自收到之日起就算受理（行政许可）")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    wording_only = models.CharField(max_length=200, blank=True, help_text="只改字句的理由；写了就不用必读")

    class Meta:
        ordering = ["item_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="catalogue_version_number"),
            models.UniqueConstraint(fields=["item", "effective_from"], name="catalogue_version_one_a_day"),
            models.CheckConstraint(
                condition=Q(kind="instant", promised_limit=0) | Q(kind="promised", promised_limit__gte=1),
                name="catalogue_version_limit_fits_kind",
            ),
            models.CheckConstraint(
                condition=Q(legal_extension=0) | ~Q(legal_extension_basis=""),
                name="catalogue_version_legal_extension_has_basis",
            ),
        ]


class Situation(models.Model):
    """情形: the case of the person that decides which materials are needed."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="situations")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)

    class Meta:
        ordering = ["version_id", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "name"], name="catalogue_situation_name")]


class Material(models.Model):
    """申请材料 of one version; with a situation, it is needed in that situation only."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="materials")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    form = models.CharField(max_length=10, choices=MaterialForm.choices)
    situation = models.ForeignKey(Situation, models.PROTECT, null=True, related_name="materials")
    copies = models.PositiveSmallIntegerField(default=1)
    source = models.CharField(max_length=80)
    criterion = models.CharField(max_length=200, blank=True)
    is_minor = models.BooleanField(default=False, help_text="次要材料，可以容缺受理")
    can_be_promised = models.BooleanField(default=False, help_text="可以用书面承诺代替（告知承诺）")
    faults = models.JSONField(default=list, help_text="这份材料常见的毛病：[{reason, requirement}]")

    class Meta:
        ordering = ["version_id", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="catalogue_material_position")]


class GuideFile(models.Model):
    """空白表或样表 of a guide's material; free to take for everybody (一次性告知制度 第四条)."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    item = models.ForeignKey(ServiceItem, models.PROTECT, related_name="guide_files")
    material_name = models.CharField(max_length=80)
    kind = models.CharField(max_length=6, choices=GuideFileKind.choices)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)


class MustRead(models.Model):
    """必读（一次性告知制度 第三条）: a changed guide, for each of exactly the staff who accept the item; with receipt."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="must_reads")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="must_reads")
    given_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "staff"], name="catalogue_must_read_once")]
        indexes = [models.Index(fields=["centre", "staff"], condition=Q(read_at=None), name="catalogue_unread")]


class GuideDraft(models.Model):
    """指南的一稿: each saving is a row of its own, so that of two people who write at once nobody loses a word.

    The draft of an item is its newest row that isn't ended; the rows end together, when it is published or dropped."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    item = models.ForeignKey(ServiceItem, models.PROTECT, related_name="drafts")
    revision = models.PositiveSmallIntegerField()
    follows = models.PositiveSmallIntegerField(help_text="照第几版改的")
    guide = models.JSONField()
    effective_from = models.DateField(null=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["item_id", "-revision"]
        constraints = [models.UniqueConstraint(fields=["item", "revision"], name="catalogue_draft_revision")]


class ItemFile(models.Model):
    """导入的事项清单: a workbook as it was sent, looked through before anything is written, and then taken in or not."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    name = models.CharField(max_length=120)
    content = models.BinaryField()
    effective_from = models.DateField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
