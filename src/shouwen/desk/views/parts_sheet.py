"""构件与状态: every part in every state, drawn by the real tags. Served only while developing (DEBUG)."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shouwen.desk.parts import (
    Box,
    BoxTone,
    CapPiece,
    ChainLink,
    ClauseWords,
    PersonChip,
    SheetGroup,
    SheetLine,
    TimelineEvent,
    Trace,
    TraceFact,
    WayOut,
)
from shouwen.desk.strip import DayKind, StripClock, StripDay, build_strip
from shouwen.workdays.calendar import Calendar
