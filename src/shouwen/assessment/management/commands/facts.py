from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from shouwen import civil_time
from shouwen.assessment.facts import facts_of_month
from shouwen.assessment.facts.month import Month
from shouwen.people.queries import centre_by_code


class Command(BaseCommand):
    """`shouwen facts 2026-10 > facts.json`: the facts of a month, as `shouwen assess` takes them."""

    help = "导出一个月的考核事实（JSON），可以用 shouwen assess 复算"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("month", help="年月，如 2026-10")
        parser.add_argument("--centre", default="", help="中心代码；只有一个中心时不用写")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            first_day = date.fromisoformat(f"{options['month']}-01")
        except ValueError:
            raise CommandError(f"“{options['month']}”不是年月，应写成 2026-10 这样", returncode=2) from None
        centre = centre_by_code(options["centre"])
        if centre is None:
            raise CommandError("没有这个中心，或有几个中心而没有写 --centre 代码", returncode=2)
        facts = facts_of_month(Month.of(centre.pk, first_day, at=civil_time.now()))
        self.stdout.write(json.dumps(facts, ensure_ascii=False, indent=1))
