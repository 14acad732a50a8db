"""Words of complaints that stood in clear are sealed by the migrations, and come back when these are undone."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from tests.factories import Town, make_town
from tests.feedback.scene import ANSWER, AT, answered, in_hand, received

from shouwen.feedback.answering import not_accept
from shouwen.feedback.enums import ComplaintState, Verdict
from shouwen.feedback.models import Complaint
from shouwen.feedback.words import answer_of, passed_to_of, reason_of, seal_of, seal_words, words_of

pytestmark = pytest.mark.django_db(transaction=True)
FIRST, CLEAR_VERDICTS = ("feedback", "0001_initial"), ("feedback", "0004_words_only_sealed")


def back_to(target: tuple[str, str]) -> Any:
    """The complaints as they were then."""
    executor = MigrationExecutor(connection)
    executor.migrate([target])
    return executor.loader.project_state([target]).apps.get_model("feedback", "Complaint").objects


def forth() -> None:
    """Whatever depends on it was taken back with it."""
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def columns() -> list[dict[str, object]]:
    """The rows as the database holds them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM feedback_complaint ORDER BY number")
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def noted(town: Town, number: str, words: str, why: str = "") -> None:
    """As it was done before there were states."""
    row = Complaint(centre=town.centre, number=number, staff=town.he, at=AT)
    row.words_sealed = seal_words(words, centre_id=town.centre.pk, number=number)
    if why:
        row.verdict, row.verified_by, row.verified_at = Verdict.VERIFIED, town.office, AT
        row.reason_sealed, row.state, row.settled_at = seal_of(why, row, "reason"), ComplaintState.CLOSED, AT
    row.save()


def test_p2_what_was_noted_in_clear_is_sealed_and_what_was_decided_is_closed() -> None:
    town = make_town()
    noted(town, "诉 26-0001", "等了很久")
    noted(town, "诉 26-0002", "说话冲", "听了录音")
    try:
        then = back_to(FIRST)
        before = list(then.order_by("number").values_list("number", "matter", "verdict", "verdict_reason"))
        then.filter(number="诉 26-0001").update(matter="等了一上午")
    finally:
        forth()
    rows = list(Complaint.objects.order_by("number"))

    assert before == [("诉 26-0001", "等了很久", "open", ""), ("诉 26-0002", "说话冲", "verified", "听了录音")]
    assert [(row.number, words_of(row), reason_of(row), row.state, row.settled_at) for row in rows] == [
        ("诉 26-0001", "等了一上午", "", "received", None),
        ("诉 26-0002", "说话冲", "听了录音", "closed", AT),
    ]
    assert not {"matter", "verdict_reason", "passed_to"} & set(columns()[0])


def complaints_of(town: Town) -> None:
    """One is answered, one isn't the centre's, one is open."""
    answered(town, in_hand(town), reason="看了10月8日的监控")
    by = town.actor(town.office)
    not_accept(complaint=received(town), passed_to="二坪派出所", reason="停车纠纷", by=by, at=AT)
    received(town)


def test_p2_why_and_who_else_is_competent_are_sealed_and_every_verdict_says_why() -> None:
    complaints_of(make_town())
    try:
        then = back_to(CLEAR_VERDICTS)
        before = list(then.order_by("number").values_list("number", "verdict_reason", "passed_to"))
        with pytest.raises(IntegrityError), transaction.atomic():
            then.filter(verdict="verified").update(verdict_reason="")
    finally:
        forth()
    first, second, third = Complaint.objects.order_by("number")
    kept = columns()

    assert before == [
        ("诉 26-0001", "看了10月8日的监控", ""),
        ("诉 26-0002", "", "二坪派出所"),
        ("诉 26-0003", "", ""),
    ]
    assert (reason_of(first), answer_of(first), passed_to_of(second)) == ("看了10月8日的监控", ANSWER, "二坪派出所")
    assert (first.passed_to_sealed, second.reason_sealed, third.reason_sealed) == (b"", b"", b"")
    assert "看了10月8日".encode() not in bytes(kept[0]["reason_sealed"])  # type: ignore[call-overload]
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.filter(pk=first.pk).update(reason_sealed=b"")
