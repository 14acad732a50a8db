"""The small town, made once for the tests of a module that only read it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker
from tests.demo.snapshot import rolled_back

from shouwen.demo import extras
from shouwen.demo.load import load
from shouwen.demo.plan import Plan, small_plan
from shouwen.demo.world import World


def say_nothing(_words: str) -> None:
    """Progress is for people."""


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Three weeks up to 9 October 2026, 10:47."""
    return small_plan()


@pytest.fixture(scope="module")
def small_town(plan: Plan, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The small town as its stories tell it, in the order of time; gone again when the module's tests are over."""
    with django_db_blocker.unblock(), rolled_back(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(extras, "EXTRAS", ())
        world = load(plan, say=say_nothing)
        connection.check_constraints()
        yield world


@pytest.fixture(scope="module")
def whole_town(plan: Plan, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The small town with what is added once its stories are written, gone again like it."""
    with django_db_blocker.unblock(), rolled_back():
        world = load(plan, say=say_nothing)
        connection.check_constraints()
        yield world
