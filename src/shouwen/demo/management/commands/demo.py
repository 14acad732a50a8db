from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from shouwen.demo.load import load
from shouwen.demo.logins import logins_table
from shouwen.demo.plan import SEED, full_plan, small_plan
from shouwen.demo.present import live_at
from shouwen.people.queries import centre_ids


class Command(BaseCommand):
    """`shouwen demo`: an invented town with a year of work, made through the same rules as real use."""

    help = "装入演示镇：虚构的二坪镇，2026年1月1日到11月20日的办件、首问、考勤和考核"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--small", action="store_true", help="只装三个星期，到10月9日")
        parser.add_argument("--if-empty", action="store_true", help="已有中心时什么也不做")
        parser.add_argument("--logins", action="store_true", help="列出演示镇的登录名和口令")
        parser.add_argument("--seed", type=int, default=SEED, help="同一个数，装出同一个镇")
        parser.add_argument("--scale", type=int, default=1, help="来办事的人多几倍（测性能用）")
        parser.add_argument("--centre-code", default="erping", help="中心代码")

    def handle(self, *args: Any, **options: Any) -> None:
        if "people_centre" not in connection.introspection.table_names():
            raise CommandError("数据库还没有建好，先运行：shouwen migrate", returncode=1)
        if options["logins"]:
            self.stdout.write(logins_table())
            return
        if centre_ids():
            if options["if_empty"]:
                return
            raise CommandError(
                "数据库里已经有中心了，演示镇只装进空的数据库。换一个数据目录：SHOUWEN_DATA=目录", returncode=1
            )
        if options["scale"] < 1:
            raise CommandError("--scale 要写 1 以上的整数", returncode=1)
        begun = time.monotonic()
        choice = {"seed": options["seed"], "centre_code": options["centre_code"]}
        plan = small_plan(**choice) if options["small"] else full_plan(**choice, scale=options["scale"])
        self.stdout.write("正在装入演示镇（人和事都是编的）……")
        load(plan, say=self._say)
        # Without figures on its tables the database reads a hundred thousand clocks to count one clerk's.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        live_at(plan.present, Path(settings.DATA))
        day = plan.last_day
        self.stdout.write(
            f"装好了，用了 {time.monotonic() - begun:.0f} 秒。演示镇的今天是{day.year}年{day.month}月{day.day}日 "
            f"{plan.present:%H:%M}，从现在起往后走；已经开着的服务要重启才看得到。\n登录名和口令：shouwen demo --logins"
        )

    def _say(self, words: str) -> None:
        self.stdout.write(f"  {words}")
        self.stdout.flush()
