"""The API for other systems: version 1, described by OpenAPI 3.1. docs/api.md says how to use it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from shouwen.api import problems
from shouwen.api.rendering import OrjsonParser, OrjsonRenderer
from shouwen.api.resources import cases, figures, incoming, inquiries, items, ratings, tasks
from shouwen.refusals import Refused

api = NinjaAPI(
    title="首问 开放接口",
    version="1",
    description="给区平台、12345、电话系统、门户网站用。同一件事只录一次：页面能办的在这里照样办，办不成的原因也一样。",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
    parser=OrjsonParser(),
    renderer=OrjsonRenderer(),
)
REFUSED: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
    Refused: problems.refused,
    problems.NotFound: problems.not_found,
    problems.TooManyCalls: problems.too_many,
    ValidationError: problems.not_valid,
    AuthenticationError: problems.unauthorized,
    HttpError: problems.not_read,
    RequestDataTooBig: problems.too_big,
    IntegrityError: problems.lost_race,
    Http404: problems.no_address,
}
for kind, say in REFUSED.items():
    api.add_exception_handler(kind, say)

api.add_router("/items", items.router)
api.add_router("/inquiries", inquiries.router)
api.add_router("/questions", incoming.questions)
api.add_router("/calls", incoming.calls)
api.add_router("/cases", cases.router)
api.add_router("/tasks", tasks.router)
api.add_router("/ratings", ratings.router)
api.add_router("/figures", figures.router)


def addresses() -> list[URLPattern]:
    """The addresses of the API; asked in a way that isn't offered, each answers in JSON too."""
    found, _, _ = api.urls
    for one in found:
        if isinstance(one, URLPattern):
            one.callback = _in_json(one.callback)
    return [one for one in found if isinstance(one, URLPattern)]


def _in_json(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        response = view(request, *args, **named)
        return problems.not_this_way(response) if response.status_code == 405 else response

    return answer


def no_such_address(request: HttpRequest) -> HttpResponse:
    """Whatever else is asked for under the API's prefix."""
    return problems.no_address(request, Http404())


no_such_address.csrf_exempt = True  # type: ignore[attr-defined]
