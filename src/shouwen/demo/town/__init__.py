"""The data of 二坪镇 as files. All names and numbers are invented."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
ITEMS_FILE = FOLDER / "service_items.yaml"
