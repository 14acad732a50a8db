from __future__ import annotations

import pytest
from tests.api.scene import Platform, platform_of_a_town


@pytest.fixture
def platform() -> Platform:
    return platform_of_a_town()
