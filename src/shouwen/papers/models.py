from __future__ import annotations

from django.db import models
from django.db.models import Q

from shouwen.papers.enums import DeliveryMeans, PaperFormat, PaperKind
from shouwen.people.models import Centre, Staff


class Paper(models.Model):
    """文书: numbered and, once issued, never changed (triggers refuse it). Its content is sealed: it names a person."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    kind = models.CharField(max_length=20, choices=PaperKind.choices)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    content_sealed = models.BinaryField()
    content_hash = models.CharField(max_length=64)
    template_version = models.PositiveSmallIntegerField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "kind", "year", "serial"], name="papers_serial"),
            models.UniqueConstraint(fields=["centre", "number"], name="papers_number"),
        ]
        indexes = [
            models.Index(fields=["centre", "-issued_at"], name="papers_newest"),
            models.Index(fields=["centre", "subject_kind", "subject_id"], name="papers_by_subject"),
        ]


class Rendition(models.Model):
    """The bytes of a paper as first opened, sealed; every later print is this very file."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="renditions")
    format = models.CharField(max_length=4, choices=PaperFormat.choices)
    sha256 = models.CharField(max_length=64)
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "format"], name="papers_one_rendition_a_format")]


class Print(models.Model):
    """打印记录: who took which file of a paper, when; the first is the issue, the others are reprints."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="prints")
    format = models.CharField(max_length=4, choices=PaperFormat.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    reprint = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "format"], condition=Q(reprint=False), name="papers_one_first_print"
            )
        ]


class VoidedPaper(models.Model):
    """作废: the paper keeps its number and its content; who voided it, when and why stands beside it."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="voided")
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="papers_void_has_reason")]


class Delivery(models.Model):
    """送达: the signed receipt that a paper reached the person (送达回证): when, how, who signed. Never changed, but deleted when its
    time of keeping is over; who signed is sealed."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    paper = models.OneToOneField(Paper, models.PROTECT, related_name="delivery")
    receipt = models.OneToOneField(Paper, models.PROTECT, null=True, related_name="+")
    means = models.CharField(max_length=10, choices=DeliveryMeans.choices)
    signed_by_sealed = models.BinaryField()
    delivered_at = models.DateTimeField()
    noted_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(signed_by_sealed=b""), name="papers_delivery_is_signed")]


class DeliveryCorrection(models.Model):
    """更正签收人: the delivery stays as it was noted; who really signed stands beside it, with the reason and a new 送达回证. Names
    may stand in both, so both are sealed. Never changed; goes with its delivery."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="corrections")
    receipt = models.OneToOneField(Paper, models.PROTECT, related_name="+")
    signed_by_sealed = models.BinaryField()
    reason_sealed = models.BinaryField()
    corrected_at = models.DateTimeField()
    corrected_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["delivery_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(signed_by_sealed=b"") & ~Q(reason_sealed=b""), name="papers_delivery_correction_says_why"
            )
        ]
