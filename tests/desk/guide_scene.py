"""A guide, its versions, and the words of a page, for tests of the guides' pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tests.desk.searching import searched
from tests.factories import Town, civil, client_of

from shouwen.catalogue.actions import publish_item, publish_version
from shouwen.catalogue.enums import ItemKind, MaterialForm
from shouwen.catalogue.guide import Guide, GuideMaterial
from shouwen.catalogue.models import ItemVersion, ServiceItem

GUIDE = Guide(
    kind=ItemKind.PROMISED,
    legal_limit=20,
    promised_limit=15,
    conditions="户口在本镇，持残疾人证",
    steps=("窗口审材料", "报区残联审定"),
    situations=("生活补贴", "护理补贴"),
    materials=(
        GuideMaterial("残疾人证", MaterialForm.COPY, "残联", copies=2),
        GuideMaterial("低保证明", MaterialForm.ORIGINAL, "民政窗口核验", "生活补贴", criterion="近三个月开的"),
        GuideMaterial("补贴申请表", MaterialForm.FORM, "窗口免费提供"),
    ),
    basis="国发〔2015〕52号",
    special_procedures=("入户核查",),
    publicity_days=7,
)


def publish(
    town: Town,
    guide: Guide = GUIDE,
    *,
    code: str = "MZ05",
    name: str = "残疾人两项补贴",
    domain: str = "民政",
    since: date = date(2026, 1, 1),
    everyday: Sequence[str] = (),
) -> ItemVersion:
    return publish_item(
        window=town.civil_affairs,
        code=code,
        name=name,
        domain=domain,
        guide=guide,
        effective_from=since,
        everyday_words=everyday,
        by=town.actor(town.office),
        at=civil(2025, 12, 20),
    )


def publish_next(town: Town, item: ServiceItem, guide: Guide, since: date) -> ItemVersion:
    return publish_version(
        item=item, guide=guide, effective_from=since, by=town.actor(town.office), at=civil(2026, 1, 5)
    )


def three_versions(town: Town) -> ItemVersion:
    """Since New Year, since July (less to bring, sooner done), and from December on (with a fee)."""
    first = publish(town)
    summer = replace(GUIDE, promised_limit=10, materials=GUIDE.materials[1:])
    publish_next(town, first.item, summer, date(2026, 7, 1))
    publish_next(town, first.item, replace(summer, fee="工本费 10 元"), date(2026, 12, 1))
    return first


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def page(town: Town, url: str) -> str:
    client = client_of(town.he)
    return client.get(searched(client, url)).content.decode()
