"""What the demo town has of each kind, by the numbers that addresses use."""

from __future__ import annotations

from dataclasses import dataclass

from tests.browser.centre import Centre


@dataclass(frozen=True)
class Known:
    """One number of each kind; `progress` is the address of the public page of a waiting case."""

    reviewing: str
    waiting: str
    concluded: str
    handed_over: str
    answered: str
    open_ruling: str
    promise: str
    progress: str

    @classmethod
    def of(cls, centre: Centre) -> Known:
        return cls(
            *centre.asked(
                """
from shouwen.cases.models import Case
from shouwen.cases.progress import progress_path
from shouwen.inquiries.models import Inquiry, Ruling
from shouwen.promises.models import Promise
waiting = Case.objects.filter(state="correcting").first()
print(
    Case.objects.filter(state="accepted", handler__login="heguyu").last().number[2:],
    waiting.number[2:],
    Case.objects.filter(state="concluded").last().number[2:],
    Inquiry.objects.filter(state="handed_over").last().number[2:],
    Inquiry.objects.filter(state="answered").last().number[2:],
    Ruling.objects.filter(answered_at=None).last().number[2:],
    Promise.objects.filter(kept_at=None).last().number[2:],
    progress_path(waiting),
)"""
            ).split()
        )
