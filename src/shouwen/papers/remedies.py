"""不服怎么办: who reviews a decision of a centre, and which court hears it (行政复议法, 行政诉讼法)."""

from __future__ import annotations

from shouwen.papers.rendering.content import Remedy
from shouwen.people.models import Centre

AUTHORITY, COURT = "上一级人民政府", "有管辖权的人民法院"
"""As long as a centre names none: the government above the town (行政复议法 第二十四条), the court that has jurisdiction."""


def remedy_of(centre: Centre) -> Remedy:
    """As the centre names them, else in general words."""
    return Remedy(centre.review_authority or AUTHORITY, centre.court or COURT)
