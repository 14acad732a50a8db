"""告知申请人 about an online application, by their channel or as a call that somebody owes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from shouwen.applications.models import Application
from shouwen.people.actor import Actor
from shouwen.telling.actions import tell
from shouwen.telling.reminders import remind

LONGEST_MATTER = 40
LONGEST_ORIGINALS = 160


def remind_sent(application: Application, *, by: Actor, at: datetime) -> None:
    """收到了: not owed as a call; the page itself said so."""
    from shouwen.applications.submitting import responsible_for

    if application.person is None:
        return
    remind(
        person=application.person,
        template="progress",
        values={
            "matter": application.item.name[:LONGEST_MATTER],
            "progress": "网上交的材料收到了，窗口先看一遍，看完告诉您",
            "link": f"{settings.PUBLIC_ADDRESS}/my/",
        },
        subject_kind="application",
        subject_id=application.pk,
        number=application.number,
        purpose=f"application-sent/{application.pk}",
        responsible_id=responsible_for(application, at=at),
        by=by,
        at=at,
    )


def tell_taken(
    application: Application, *, originals: Sequence[str], case_number: str, by: Actor, at: datetime
) -> None:
    """受理了, and whether one has to come: once with these originals, or not at all."""
    if application.person is None:
        return
    tell(
        person=application.person,
        template="plain",
        values={"words": visit_words(application.item.name, originals, case_number)},
        subject_kind="application",
        subject_id=application.pk,
        number=application.number,
        purpose=f"application-taken/{application.pk}",
        responsible_id=by.member_id,
        by=by,
        at=at,
    )


def visit_words(item: str, originals: Sequence[str], case_number: str) -> str:
    """The words told."""
    begun = f"您网上申请的{item[:LONGEST_MATTER]}受理了，办件编号 {case_number}。"
    if not originals:
        return begun + "不用跑，办好了告诉您"
    names = "、".join(originals)
    if len(names) > LONGEST_ORIGINALS:
        names = f"{names[:LONGEST_ORIGINALS]}等"
    return begun + f"只要来一次，来的时候带这些原件：{names}"
