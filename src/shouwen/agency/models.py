from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shouwen.agency.enums import Basis, RevokedBy
from shouwen.files.models import StoredFile
from shouwen.people.models import Centre, Person, Staff


class Authorisation(models.Model):
    """授权委托 托 26-0012: who may act for whom, in what, from when until when, and what proves it.

    `agent` is a person whose card was seen; `helper` a colleague who helps a village. Scope: some items (their codes), or one matter
    (its number). `link_hash` is of the word in the principal's link. It never changes but to be revoked."""

    centre = models.ForeignKey(Centre, models.PROTECT)
    number = models.CharField(max_length=20)
    basis = models.CharField(max_length=10, choices=Basis.choices)
    basis_words = models.CharField(max_length=60, blank=True, help_text="凭什么，如“户口簿：父亲”")
    principal = models.ForeignKey(Person, models.PROTECT, related_name="+")
    agent = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    helper = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    relation = models.CharField(max_length=20, blank=True, help_text="和委托人是什么关系")
    item_codes = models.JSONField(default=list)
    matter_number = models.CharField(max_length=20, blank=True)
    from_on = models.DateField()
    until_on = models.DateField()
    signature = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    link_hash = models.CharField(max_length=32)
    revoked_at = models.DateTimeField(null=True)
    revoked_how = models.CharField(max_length=5, choices=RevokedBy.choices, blank=True)
    revoked_by = models.ForeignKey(Staff, models.PROTECT, null=True, related_name="+")
    revoked_reason = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "number"], name="agency_number"),
            models.UniqueConstraint(fields=["link_hash"], name="agency_link"),
            models.CheckConstraint(
                condition=Q(agent__isnull=False, helper=None) | Q(agent=None, helper__isnull=False),
                name="agency_one_agent",
            ),
            models.CheckConstraint(condition=Q(agent=None) | ~Q(agent=F("principal")), name="agency_for_another"),
            models.CheckConstraint(
                condition=(~Q(item_codes=[]) & Q(matter_number="")) | (Q(item_codes=[]) & ~Q(matter_number="")),
                name="agency_scope_not_empty",
            ),
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="agency_ends_after_start"),
            models.CheckConstraint(
                condition=Q(signature__isnull=False) | Q(paper__isnull=False) | (Q(basis="minor") & ~Q(basis_words="")),
                name="agency_is_proved",
            ),
            models.CheckConstraint(
                condition=~Q(basis="guardian") | (Q(paper__isnull=False) & ~Q(basis_words="")),
                name="agency_adult_guarded_by_paper",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_how="", revoked_by=None)
                | (Q(revoked_at__gte=F("made_at")) & ~Q(revoked_how="")),
                name="agency_revoked_how",
            ),
        ]
        indexes = [
            models.Index(fields=["centre", "-made_at", "-id"], name="agency_newest"),
            models.Index(fields=["centre", "agent"], name="agency_of_agent"),
            models.Index(fields=["centre", "principal"], name="agency_of_principal"),
            models.Index(fields=["centre", "helper"], name="agency_of_helper"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def agent_masked(self) -> str:
        """Who acts, as lists show it: a colleague by name, anybody else masked."""
        if self.helper is not None:
            return self.helper.name
        return self.agent.name_masked if self.agent is not None else ""
