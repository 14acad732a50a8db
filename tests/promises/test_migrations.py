"""Rounds of rectification and entries of the table of marks get the centre of what they belong to."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from tests.factories import civil
from tests.promises.measure_scene import make_hall, proposed

from shouwen.promises.measures import decide_measure, serve_measure
from shouwen.promises.models import Measure, RectifyRound
from shouwen.supervision.actions import set_table
from shouwen.supervision.escalation import SHIPPED
from shouwen.supervision.models import EscalationStep

BEFORE = [("promises", "0003_measures"), ("supervision", "0004_warnings_of_devices")]
AT = civil(2026, 10, 12, 11)


@pytest.mark.django_db(transaction=True)
def test_rounds_and_steps_get_their_centre_from_what_they_belong_to() -> None:
    hall = make_hall()
    measure = proposed(hall)
    decide_measure(measure=measure, words="三个工作日改好", by=hall.leader, at=AT)
    serve_measure(measure=Measure.objects.get(), by=hall.leader, at=AT)
    set_table(steps=SHIPPED.steps, by=hall.office, at=AT)
    steps = EscalationStep.objects.count()
    try:
        MigrationExecutor(connection).migrate(BEFORE)
        with connection.cursor() as cursor:
            columns = {
                one.name
                for table in ("promises_rectifyround", "supervision_escalationstep")
                for one in connection.introspection.get_table_description(cursor, table)
            }
    finally:
        everything = MigrationExecutor(connection)  # what depends on it was taken back with it
        everything.migrate(everything.loader.graph.leaf_nodes())

    assert "centre_id" not in columns
    assert RectifyRound.objects.get().centre_id == hall.town.centre.pk
    assert (EscalationStep.objects.filter(centre=hall.town.centre).count(), steps) == (steps, len(SHIPPED.steps))
    for row in (RectifyRound.objects.get(), EscalationStep.objects.order_by("pk")[0]):
        row.centre_id = None
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
