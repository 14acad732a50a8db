"""`shouwen demo`: loads into an empty database only, moves the town's present, and lists the logins."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from tests.factories import make_centre

from shouwen.cases.models import Case
from shouwen.civil_time import instant, local_date
from shouwen.inquiries import actions as inquiries
from shouwen.inquiries.enums import Channel
from shouwen.inquiries.models import Inquiry
from shouwen.people.models import Centre, Staff
from shouwen.people.queries import actor_of

pytestmark = pytest.mark.django_db
PRESENT = instant(datetime(2026, 10, 9, 10, 47))


@pytest.fixture
def data(settings: LazySettings, tmp_path: Path) -> Path:
    """A data folder of its own, so that the clock of this machine's town stays."""
    settings.DATA = tmp_path
    return tmp_path


def run(*words: str) -> str:
    out = StringIO()
    call_command("demo", *words, stdout=out)
    return out.getvalue()


def test_a_small_town_is_loaded_and_lives_on_its_last_day(data: Path) -> None:
    said = run("--small", "--centre-code", "erping-2")
    assert Centre.objects.get().code == "erping-2"
    assert "演示镇的今天是2026年10月9日 10:47" in said
    offset = timedelta(seconds=float((data / "clock-offset").read_text()))
    assert abs(timezone.now() + offset - PRESENT) < timedelta(minutes=1)


def test_numbers_go_on_where_the_demo_stopped(data: Path) -> None:
    run("--small")
    staff = Staff.objects.get(login="heguyu")
    today = Inquiry.objects.filter(number__startswith="问 261009-").count()
    inquiry = inquiries.register(
        channel=Channel.ON_SITE,
        matter="想问一下低保",
        person=None,
        by=actor_of(staff, on=local_date(PRESENT)),
        at=PRESENT,
    )
    assert inquiry.number == f"问 261009-{today + 1:02d}"
    assert inquiry.pk == Inquiry.objects.count()
    newest = Case.objects.order_by("-pk").first()
    assert newest is not None and newest.number == f"办 26-{Case.objects.count():05d}"


def test_a_database_with_a_centre_is_left_alone(data: Path) -> None:
    make_centre("shiyu", town="石鱼镇")
    with pytest.raises(CommandError) as refused:
        run("--small")
    assert str(refused.value) == "数据库里已经有中心了，演示镇只装进空的数据库。换一个数据目录：SHOUWEN_DATA=目录"
    assert refused.value.returncode == 1
    assert run("--if-empty") == ""
    assert [centre.code for centre in Centre.objects.all()] == ["shiyu"]
    assert not (data / "clock-offset").exists()


def test_a_scale_below_one_is_refused(data: Path) -> None:
    with pytest.raises(CommandError, match="--scale 要写 1 以上的整数"):
        run("--scale", "0")
    assert not Centre.objects.exists()


def test_the_logins_are_listed_and_open_the_town(data: Path) -> None:
    assert run("--logins") == "这里没有装演示镇。装入：shouwen demo\n"
    run("--small")
    lines = run("--logins").splitlines()
    assert lines[0].split() == ["登录名", "姓名", "岗位", "口令"]
    assert lines[1].split() == ["heguyu", "何谷雨", "1号", "综合窗口人员", "erping-demo"]
    assert len(lines) == 13
    assert Client().login(username="qindaxue", password="erping-demo") is True
