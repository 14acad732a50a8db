"""签收人: who signed for a paper stands sealed in a row that never changes, and that may go when its time of keeping is over."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from tests.cases.scene import fresh, review
from tests.factories import Town, civil, make_case, make_person, make_town

from shouwen.cases.acceptance_paper import issue_acceptance_notice
from shouwen.desk.papers.lines import line_of
from shouwen.papers.actions import deliver, signed_by_of
from shouwen.papers.enums import DeliveryMeans
from shouwen.papers.models import Delivery, Paper
from shouwen.papers.queries import papers_of
from shouwen.sealing import SealBrokenError

AT = civil(2026, 10, 9, 10, 58)
CLEAR = ("papers", "0005_deliveries_never_change")


def acceptance(town: Town) -> Paper:
    by = town.actor(town.he)
    case = make_case(by, town.house, at=civil(2026, 9, 29), person=make_person(town.centre, "陈甲木"))
    review(case, by, AT)
    return issue_acceptance_notice(case=fresh(case), by=by, at=AT)


def delivered(town: Town) -> Delivery:
    paper = acceptance(town)
    means = DeliveryMeans.IN_PERSON
    return deliver(paper=paper, means=means, signed_by="陈甲木", delivered_at=AT, by=town.actor(town.he), at=AT)


def columns() -> dict[str, object]:
    """The one row as the database holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM papers_delivery")
        [row] = cursor.fetchall()
        return dict(zip([column[0] for column in cursor.description or ()], row, strict=True))


@pytest.mark.django_db
def test_who_signed_stands_nowhere_in_clear_and_is_read_on_the_page() -> None:
    town = make_town()
    row = delivered(town)
    kept = columns()
    [paper] = papers_of(town.centre.pk, "case", row.paper.subject_id).filter(pk=row.paper_id)

    assert "signed_by" not in kept
    assert "陈甲木".encode() not in bytes(kept["signed_by_sealed"])  # type: ignore[call-overload]
    assert signed_by_of(Delivery.objects.get()) == "陈甲木"
    assert line_of(paper, by=town.actor(town.he), at=AT).delivery_words.endswith("当面送达，陈甲木签收")


@pytest.mark.django_db
def test_it_opens_for_its_own_paper_only() -> None:
    row = delivered(make_town())
    row.paper_id += 1
    with pytest.raises(SealBrokenError):
        signed_by_of(row)


@pytest.mark.django_db
def test_a_delivery_is_never_changed_but_goes_when_its_time_is_over() -> None:
    delivered(make_town())
    with pytest.raises(DatabaseError, match="this row never changes"), transaction.atomic():
        Delivery.objects.update(means=DeliveryMeans.LEFT)
    assert Delivery.objects.all().delete()[0] == 1
    assert not Delivery.objects.exists()


@pytest.mark.django_db(transaction=True)
# Takes back nearly every migration there is, and makes them anew.
@pytest.mark.slow
def test_what_stood_in_clear_is_sealed_by_the_migration_and_comes_back_when_it_is_undone() -> None:
    delivered(make_town())
    try:
        MigrationExecutor(connection).migrate([CLEAR])
        before = columns()
        with pytest.raises(DatabaseError, match="this row never changes"), connection.cursor() as cursor:
            cursor.execute("DELETE FROM papers_delivery")
    finally:
        everything = MigrationExecutor(connection)  # what depends on it was taken back with it
        everything.migrate(everything.loader.graph.leaf_nodes())
    after = Delivery.objects.get()

    assert before["signed_by"] == "陈甲木"
    assert signed_by_of(after) == "陈甲木"
    with pytest.raises(DatabaseError, match="this row never changes"):
        Delivery.objects.update(means=DeliveryMeans.LEFT)
