"""Asks the API what its description allows, and what it doesn't: no answer that isn't declared, and never a failure of ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
from tests.api.conftest import Clock
from tests.api.scene import Platform
from tests.factories import make_case, make_inquiry, make_person

from shouwen.api.service import api
from shouwen.config.wsgi import application

schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]


@pytest.fixture
def connection_kept_open() -> Iterator[None]:
    """The end of a request closes the connection, which the test still needs; Django's own test client does the same."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.fixture
def busy(connection_kept_open: None, platform: Platform, clock: Clock) -> Platform:
    """A town in which the first numbers that one would try are there."""
    by = platform.town.actor(platform.town.he)
    make_case(by, platform.town.house, at=clock.at, person=make_person(platform.town.centre))
    make_inquiry(by, at=clock.at)
    platform.system.requests_a_minute = 6_000
    platform.system.save()
    return platform


@pytest.mark.django_db
@schema.parametrize()
@settings(
    max_examples=25,
    derandomize=True,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_nothing_undeclared_comes_of_whatever_is_asked(case: Any, busy: Platform) -> None:
    case.call_and_validate(checks=CHECKS, headers={"Authorization": f"Bearer {busy.token}"})


def test_the_description_is_openapi_3_1_and_names_every_refusal() -> None:
    found = api.get_openapi_schema()
    assert found["openapi"] == "3.1.0"
    for path, methods in found["paths"].items():
        for method, operation in methods.items():
            statuses = {str(status) for status in operation["responses"]}
            assert statuses >= {"401", "403", "422", "429"}, path
            assert operation["security"] == [{"Bearer": []}], path
            assert operation["x-scope"], path
            if method == "post":
                assert statuses >= {"400", "404", "409"}, path
                headers = [one["name"] for one in operation["parameters"] if one["in"] == "header"]
                assert headers == ["Idempotency-Key"], path
