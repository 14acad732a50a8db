"""台账: which registers there are, what each records, and how much of it isn't settled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from shouwen.agency.queries import Wanted as AuthorisationsWanted
from shouwen.agency.queries import authorisations
from shouwen.assistance.queries import Wanted as HelpWanted
from shouwen.assistance.queries import calls_wanted as help_calls_wanted
from shouwen.assistance.queries import open_count as open_help_calls
from shouwen.cases import queries as cases
from shouwen.civil_time import start_of
from shouwen.clocks.enums import ClockKind
from shouwen.clocks.queries import OpenCount, bounds_of, open_counts
from shouwen.clocks.yardstick import Yardstick
from shouwen.desk.registers.books import BOOKS
from shouwen.devices.queries import Wanted as FaultsWanted
from shouwen.devices.queries import faults_wanted
from shouwen.feedback.queries import Wanted as ComplaintsWanted
from shouwen.feedback.queries import complaints_wanted
from shouwen.inquiries import queries as inquiries
from shouwen.inquiries.incoming_queries import questions_wanted
from shouwen.inquiries.register_queries import (
    Asked,
    call_register,
    handover_register,
    not_possible_register,
    ruling_register,
    unresolved_register,
)
from shouwen.messages.enums import MessageState
from shouwen.messages.queries import Wanted as OutboxWanted
from shouwen.messages.queries import failed_count, outbox
from shouwen.papers import queries as papers
from shouwen.promises import queries as promises
from shouwen.supervision.queries import Wanted as OrdersWanted
from shouwen.supervision.queries import orders_wanted, warnings_of
from shouwen.tasks.queries import Wanted, tasks_wanted
from shouwen.telling.queries import calls_wanted


@dataclass(frozen=True, slots=True)
class Written:
    """How many entries a register got, today and since the first of January."""

    today: int
    year: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """What in a register isn't settled: the words for it, how many, how many past their time, and where they are listed."""

    words: str
    count: OpenCount
    url: str
    overdue_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """One register. `written` is None where its entries stand in another one too; `waiting`, where nothing waits; `book_url`
    where it is filed, if it opens on a page of work."""

    mark: str
    name: str
    records: str
    clause: str
    clause_title: str
    url: str
    written: Written | None = None
    waiting: Waiting | None = None
    book_url: str = ""


def registers_of(
    centre_id: int, *, has_books: bool, has_outbox: bool, has_complaints: bool = False, oversees: bool, at: datetime
) -> list[Register]:
    """The registers of a centre with their counts: the books and the outbox for those who may open them; a constant number of
    queries."""
    bounds = bounds_of(at, Yardstick.of(centre_id))
    open_ones = open_counts(centre_id, bounds=bounds)
    late = OpenCount(sum(one.overdue for one in open_ones.values()))
    # An inquiry that was promised for a day is owed by the promise's clock, and isn't finished before that is kept.
    asked, promised = (open_ones.get(kind, OpenCount()) for kind in (ClockKind.INQUIRY, ClockKind.PROMISE))
    open_ones[ClockKind.INQUIRY] = OpenCount(asked.open + promised.open, asked.overdue)

    def written(rows: Any, field: str) -> Written:
        return _written(rows, field, bounds.today)

    def waiting(kind: ClockKind, words: str, view: str, state: str = "open", overdue: str = "") -> Waiting:
        address = reverse(view)
        late = f"{address}?state={overdue}" if overdue else ""
        return Waiting(words, open_ones.get(kind, OpenCount()), f"{address}?state={state}", late)

    found = [
        _book(
            "first",
            written(inquiries.inquiries_wanted(centre_id, inquiries.Wanted(), at=at), "received_at"),
            waiting(ClockKind.INQUIRY, "没完", "desk:inquiries"),
        ),
        _book(
            "calls",
            written(call_register(centre_id, Asked()), "received_at"),
            waiting(ClockKind.CALLBACK, "待回电", "desk:calls", "owed"),
        ),
        Register(
            mark="网",
            name="网上提问",
            records="群众在网上问的，谁认领的、归没归值班人",
            clause="F2",
            clause_title="首问负责制度 第三条",
            url=reverse("desk:questions"),
            written=written(questions_wanted(centre_id), "asked_at"),
            waiting=waiting(ClockKind.QUESTION, "待认领", "desk:questions", "waiting"),
        ),
        _book(
            "handed-over",
            written(handover_register(centre_id, Asked()), "sent_at"),
            waiting(ClockKind.HANDOVER, "等接收", "desk:inquiries", "handed_over"),
        ),
        _book(
            "rulings",
            written(ruling_register(centre_id, Asked()), "asked_at"),
            waiting(ClockKind.RULING, "等答复", "desk:rulings"),
        ),
        _book(
            "unresolved",
            written(unresolved_register(centre_id, Asked()), "noted_at"),
            Waiting("在办", open_ones.get(ClockKind.UNRESOLVED, OpenCount()), _narrowed("unresolved", "open")),
        ),
        Register(
            mark=BOOKS["promises"].mark,
            name=BOOKS["promises"].name,
            records=BOOKS["promises"].records,
            clause="P3b",
            clause_title="服务承诺制度 第三条",
            url=reverse("desk:book", args=["promises"]) if has_books else reverse("desk:promises"),
            written=written(promises.promises_wanted(centre_id), "made_at"),
            waiting=waiting(ClockKind.PROMISE, "没兑现", "desk:promises"),
        ),
        _book(
            "not-possible",
            written(not_possible_register(centre_id, Asked()), "noted_at"),
            Waiting(
                "要回告",
                OpenCount(not_possible_register(centre_id, Asked(state="to_tell")).count()),
                _narrowed("not-possible", "to_tell"),
            ),
        ),
        Register(
            mark="办",
            name="办件",
            records="受理、审材料、补正、办结，时限走到哪天",
            clause="T2",
            clause_title="限时办结制度 第四条",
            url=reverse("desk:cases"),
            written=written(cases.cases_wanted(centre_id, cases.Wanted(), at=at), "accepted_at"),
            waiting=waiting(ClockKind.CASE, "在办", "desk:cases", overdue="overdue"),
        ),
        Register(
            mark=BOOKS["tasks"].mark,
            name="上级任务",
            records=BOOKS["tasks"].records,
            clause="T1",
            clause_title="限时办结制度 第二条",
            url=reverse("desk:tasks"),
            written=written(tasks_wanted(centre_id, Wanted()), "received_at"),
            waiting=waiting(ClockKind.TASK, "在办", "desk:tasks"),
            book_url=reverse("desk:book", args=["tasks"]),
        ),
        Register(
            mark=BOOKS["warnings"].mark,
            name="预警",
            records=BOOKS["warnings"].records,
            clause="T1",
            clause_title="限时办结制度 第二条",
            url=reverse("desk:watch"),
            written=written(warnings_of(centre_id), "warned_at"),
            waiting=Waiting("超期", late, f"{reverse('desk:watch')}?level=over"),
            book_url=reverse("desk:book", args=["warnings"]),
        ),
        Register(
            mark=BOOKS["orders"].mark,
            name="督办",
            records=BOOKS["orders"].records,
            clause="T1",
            clause_title="限时办结制度 第二条",
            url=reverse("desk:orders"),
            written=written(orders_wanted(centre_id, OrdersWanted()), "issued_at"),
            waiting=waiting(ClockKind.SUPERVISION, "待答复", "desk:orders", "owed"),
            book_url=reverse("desk:book", args=["orders"]),
        ),
        *(
            [
                _book(
                    "complaints",
                    written(complaints_wanted(centre_id, ComplaintsWanted()), "at"),
                    Waiting("没答复", open_ones.get(ClockKind.COMPLAINT, OpenCount()), _narrowed("complaints", "open")),
                )
            ]
            if has_complaints
            else []
        ),
        Register(
            mark=BOOKS["devices"].mark,
            name="设备",
            records="自助终端、打印机、打卡机：巡检、报修、配件、培训",
            clause="S3",
            clause_title="一体机进驻服务 第四条",
            url=reverse("desk:devices"),
            written=written(faults_wanted(centre_id, FaultsWanted()), "reported_at"),
            waiting=waiting(ClockKind.FAULT, "没修好", "desk:faults"),
        ),
        Register(
            mark="托",
            name="代办委托",
            records="谁委托谁替他办什么，到哪天，撤没撤回",
            clause="S2",
            clause_title="一体机进驻服务 第四条",
            url=reverse("desk:authorisations"),
            written=written(authorisations(centre_id, AuthorisationsWanted(), today=bounds.today), "made_at"),
        ),
        _book(
            "help-calls",
            written(help_calls_wanted(centre_id, HelpWanted()), "called_at"),
            Waiting("没帮完", OpenCount(open_help_calls(centre_id)), _narrowed("help-calls", "open")),
        ),
        Register(
            mark="文",
            name="文书登记簿",
            records="出过的告知书、通知书，哪份打了几次",
            clause="N4",
            clause_title="一次性告知制度 第六条",
            url=reverse("desk:papers_register"),
            written=written(papers.papers_wanted(centre_id, papers.Wanted()), "issued_at"),
        ),
        Register(
            mark="电",
            name="告知电话",
            records="短信邮件到不了的，谁打的电话、怎么说的",
            clause="P3c",
            clause_title="服务承诺制度 第三条",
            url=f"{reverse('desk:calls_to_make')}?state=all",
            written=written(calls_wanted(centre_id), "owed_at"),
            waiting=waiting(ClockKind.CALL, "待打", "desk:calls_to_make", "owed"),
        ),
        *([_outbox(centre_id, written)] if has_outbox else []),
    ]
    if not oversees:
        found = [one for one in found if one.url not in {reverse("desk:watch"), reverse("desk:orders")}]
    closed = set() if has_books else {reverse("desk:tasks"), *(reverse("desk:book", args=[key]) for key in BOOKS)}
    return [one for one in found if one.url not in closed]


def _outbox(centre_id: int, written: Callable[[Any, str], Written]) -> Register:
    address, failed = reverse("desk:outbox"), OpenCount(failed_count(centre_id))
    return Register(
        mark="信",
        name="消息",
        records="发给群众的短信和邮件，哪条没发出去",
        clause="N2",
        clause_title="一次性告知制度 第四条",
        url=address,
        written=written(outbox(centre_id, OutboxWanted()), "written_at"),
        waiting=Waiting("没发出去", failed, f"{address}?state={MessageState.FAILED.value}"),
    )


def _book(key: str, written: Written, waiting: Waiting | None) -> Register:
    book = BOOKS[key]
    return Register(
        mark=book.mark,
        name=book.name,
        records=book.records,
        clause=book.clause,
        clause_title=book.clause_title,
        url=reverse("desk:book", args=[key]),
        written=written,
        waiting=waiting,
    )


def _narrowed(key: str, state: str) -> str:
    return f"{reverse('desk:book', args=[key])}?state={state}"


def _written(rows: Any, field: str, today: date) -> Written:
    """Since the first day of the year, over the index by time."""
    since = rows.filter(**{f"{field}__gte": start_of(today.replace(month=1, day=1))})
    is_today = Q(**{f"{field}__gte": start_of(today)})
    counts = since.aggregate(year=Count("pk"), today=Count("pk", filter=is_today))
    return Written(counts["today"], counts["year"])
