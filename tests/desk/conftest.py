"""Drawing a template in tests of the desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.template import Context, Template


@pytest.fixture(name="draw")
def _draw() -> Callable[..., str]:
    """The text of a template, with no space around tags."""

    def draw(source: str, **values: object) -> str:
        text = Template(source).render(Context(values))
        return ">".join(part.strip() for part in text.split(">")).strip()

    return draw
