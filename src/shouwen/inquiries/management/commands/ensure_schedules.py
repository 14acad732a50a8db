"""`shouwen ensure_schedules`: the worker's table holds exactly the jobs that the product's apps ask for. Run before the worker starts."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction
from django_q.models import Schedule

PREFIX = "shouwen."


class Command(BaseCommand):
    help = "把各部分要定时做的事登记给后台进程；可随时重复"

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Every app with a module `jobs` names its schedules there; what no app names any more is taken out."""
        wanted = dict(job for app in apps.get_app_configs() for job in _jobs_of(app.name))
        for path, minutes in wanted.items():
            Schedule.objects.update_or_create(
                name=path, defaults={"func": path, "schedule_type": Schedule.MINUTES, "minutes": minutes, "repeats": -1}
            )
        Schedule.objects.filter(name__startswith=PREFIX).exclude(name__in=wanted).delete()
        self.stdout.write(
            "".join(f"{path}：每 {minutes} 分钟\n" for path, minutes in sorted(wanted.items())), ending=""
        )


def _jobs_of(app_name: str) -> tuple[tuple[str, int], ...]:
    if not app_name.startswith(PREFIX) or find_spec(f"{app_name}.jobs") is None:
        return ()
    return tuple(getattr(import_module(f"{app_name}.jobs"), "SCHEDULES", ()))
