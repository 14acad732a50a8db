"""Reading online applications: by the window, and by who sent them. Every list is a constant number of queries."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import Q, QuerySet

from shouwen.applications.declined import STILL_OPEN
from shouwen.applications.enums import ApplicationState
from shouwen.applications.models import Application, ApplicationFile, ApplicationMaterial, PersonSession

_WITH = (
    "centre",
    "item",
    "version__item",
    "situation",
    "window",
    "person",
    "inquiry",
    "case__item",
    "decided_by",
    *(f"authorisation__{one}" for one in ("principal", "agent", "helper")),
)


class Sift(StrEnum):
    """What the list is narrowed to."""

    WAITING = "waiting"
    DONE = "done"
    WITHDRAWN = "withdrawn"


_IS_DECLINING = Q(state=ApplicationState.DECLINING)
_SIFTED = {
    Sift.WAITING: Q(state=ApplicationState.SUBMITTED) | _IS_DECLINING & STILL_OPEN,
    Sift.DONE: Q(state=ApplicationState.IN_CASE) | _IS_DECLINING & ~STILL_OPEN,
    Sift.WITHDRAWN: Q(state=ApplicationState.WITHDRAWN),
}


def sent(centre_id: int, *, sift: Sift | None = None) -> QuerySet[Application]:
    """网上申请 of a centre that were sent in; those waiting longest first, else the newest."""
    rows = Application.objects.filter(centre_id=centre_id).exclude(state=ApplicationState.DRAFT)
    if sift is not None:
        rows = rows.filter(_SIFTED[sift])
    order = ("submitted_at", "pk") if sift == Sift.WAITING else ("-submitted_at", "-pk")
    return rows.select_related(*_WITH).order_by(*order)


def numbered(centre_id: int, serial: str) -> Application | None:
    """网办 26-0012 by its serial 26-0012."""
    return Application.objects.filter(centre_id=centre_id, number=f"网办 {serial}").select_related(*_WITH).first()


def by_authorisation(authorisation_id: int) -> list[Application]:
    """What was sent in by one authorisation, the newest first."""
    rows = Application.objects.filter(authorisation_id=authorisation_id).exclude(state=ApplicationState.DRAFT)
    return list(rows.select_related(*_WITH).order_by("-submitted_at")[:50])


def marked(mark: str) -> Application | None:
    """The application with this mark; who may open it says `sessions.may_open`."""
    return Application.objects.filter(mark=mark).select_related(*_WITH).first()


def materials_of(application: Application) -> list[ApplicationMaterial]:
    """Its materials with what was uploaded, in order; two queries."""
    rows = application.materials.select_related("material", "case_material")
    return list(rows.prefetch_related("files__file"))


def material_at(application: Application, position: int) -> ApplicationMaterial | None:
    """One of its materials."""
    return application.materials.filter(position=position).select_related("application", "material").first()


def file_of(application: Application, file_id: int) -> ApplicationFile | None:
    """One of its files."""
    rows = ApplicationFile.objects.filter(material__application=application, pk=file_id)
    return rows.select_related("file", "material__application__window").first()


def of_session(session: PersonSession) -> list[Application]:
    """What this session may open, the newest first."""
    rows = Application.objects.filter(centre_id=session.centre_id)
    if session.application_id is not None:
        rows = rows.filter(pk=session.application_id)
    else:
        rows = rows.filter(is_verified=True, phone_hash=session.phone_hash).exclude(phone_hash="")
    return list(rows.select_related(*_WITH).order_by("-saved_at", "-pk")[:50])
