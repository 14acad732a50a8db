"""The record that stories write to: every step of the town's work, kept in a book and written many rows at a time.

Each step does what the action of the same name does; `tests/demo` tells the same stories through the actions and
compares every row."""

from __future__ import annotations

from shouwen.clocks.yardstick import Yardstick
from shouwen.demo.founding import Founded
from shouwen.demo.plan import Plan
from shouwen.demo.record.book import Book
from shouwen.demo.record.case_steps import CaseSteps
from shouwen.demo.record.clock_steps import ClockSteps
from shouwen.demo.record.correction_steps import CorrectionSteps
from shouwen.demo.record.inquiry_steps import InquirySteps
from shouwen.demo.record.people_steps import PeopleSteps
from shouwen.demo.record.referral_steps import ReferralSteps
from shouwen.demo.town.centre import OFFICE


class Recorder:
    """All steps of one town."""

    def __init__(self, plan: Plan, town: Founded, measure: Yardstick) -> None:
        self.book = Book(plan, town.centre.pk, measure)
        clocks = ClockSteps(self.book)
        self.people = PeopleSteps(self.book)
        self.inquiries = InquirySteps(self.book, clocks, town.centre)
        self.referrals = ReferralSteps(self.book, clocks, self.inquiries, town.centre, town.actors[OFFICE].member_id)
        self.cases = CaseSteps(self.book, clocks, self.inquiries, town.centre)
        self.corrections = CorrectionSteps(self.book, clocks, self.cases)
