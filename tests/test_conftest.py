"""The ground of the tests themselves."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from tests.factories import civil, make_case, make_town

from shouwen.journal.models import Entry


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_tables_are_empty_before_each_test_with_commits_and_still_refuse_delete(turn: int) -> None:
    assert Entry.objects.count() == 0
    town = make_town()
    make_case(town.actor(town.he), town.house, at=civil(2026, 9, 15))

    with pytest.raises(DatabaseError, match="this row never changes"), transaction.atomic():
        Entry.objects.all()._raw_delete(connection.alias)

    assert Entry.objects.count() > 0
