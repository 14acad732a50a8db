"""承诺改期、现在办不了、问责: what the screens of promises show, in the town's last working days."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from shouwen.civil_time import instant, local_date
from shouwen.demo.residents import Residents
from shouwen.demo.town.centre import LEADER, OFFICE
from shouwen.demo.world import World
from shouwen.inquiries import not_possible
from shouwen.inquiries.enums import Channel, Outcome, ToldBy
from shouwen.inquiries.models import Inquiry, NotPossible
from shouwen.people.actor import Actor
from shouwen.promises.actions import give_up_promise
from shouwen.promises.circumstances import move_day
from shouwen.promises.enums import Capacity, EvidenceKind, MeasureKind
from shouwen.promises.measures import decide_measure, propose_measure, serve_measure, state_own
from shouwen.promises.models import Promise
from shouwen.reception.actions import receive
from shouwen.reception.step import NextStep, Told, Visitor

SECOND, ORDERED, CRITICISED = "yangjingzhe", "fenglixia", "dengbailu"

CANNOT: tuple[tuple[str, str, str, str], ...] = (
    (
        "问今年的危房改造还能不能报",
        "funds",
        "今年的危房改造指标9月已经用完，明年3月由村里报下一批，到时带房屋鉴定来报",
        "今年的指标9月用完了，明年3月由村里报下一批，到时我们联系您。",
    ),
    (
        "问老屋旁边的空地能不能建房",
        "planning",
        "这块地在永久基本农田里，规划不许建房；要建只能在村里划的集中建房点申请",
        "这块地是永久基本农田，不能建房，可以申请村里的集中建房点。",
    ),
    (
        "问外地医保怎么并到镇上",
        "policy",
        "两地的转移接续还没有开通线上通道，区医保局说年底前开通",
        "转移接续的通道还没开通，年底前开，开了我们打电话给您。",
    ),
)
NOT_CLEAR, CLEARER = (
    "没说集中建房点在哪里、怎么申请",
    "规划不许建房；村里的集中建房点在2组，每年4月、10月到村委会申请，带户口簿",
)
NOW_POSSIBLE = "区医保局今天开通了线上转移接续，在窗口就能办"
PROMISES: tuple[tuple[str, str, str], ...] = (
    ("补领老年优待证", "证卡用完了，区里在印", "证卡用完了，印好了给您办，办好了我联系您。"),
    ("修补门口的排水沟盖板", "要等村里的维修款", "维修款到了就修，修好了我联系您。"),
)
MOVED = ("区里印证的机器坏了，证卡晚几天到", "证卡要晚几天，给您改到后面这个日子，对不住。")
GIVEN_UP = (
    "维修款今年没有批下来，明年重新申报；急用的可以先由村里垫修",
    "维修款今年没批，明年再报；急用的请找村里先垫。",
)
FACTS = ("上级任务逾期一天才报，没有提前说明", "群众三次来电没有回，经核实属实")


def put(world: World) -> None:
    """Each kind in turn; what happened stays within the open month."""
    _Promises(world).tell()


class _Promises:
    """The town's last working days, and people nobody has met yet."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.residents = Residents(world.plan.random("promises"))
        self.days = [local_date(world.plan.present)]
        while len(self.days) < 7:
            self.days.append(world.calendar.previous(self.days[-1]))

    def tell(self) -> None:
        """What can't be done now, promises that were moved or given up, and two measures."""
        rows = [self._cannot(6 - n, *one) for n, one in enumerate(CANNOT)]
        office, second = self._by(OFFICE), self._by(SECOND)
        not_possible.check_reason(row=rows[0], is_clear=True, by=office, at=self._at(4, 16))
        not_possible.check_reason(row=rows[1], is_clear=False, words=NOT_CLEAR, by=office, at=self._at(4, 16, 5))
        not_possible.explain_again(
            row=rows[1], reason=CLEARER, words=CLEARER, means=ToldBy.PHONE, by=second, at=self._at(3, 9, 20)
        )
        not_possible.mark_possible(row=rows[2], words=NOW_POSSIBLE, by=office, at=self._at(1, 15))
        self._moved()
        self._given_up()
        self._rectify()
        self._criticise()

    def _cannot(self, days_ago: int, matter: str, category: str, reason: str, said: str) -> NotPossible:
        step = NextStep(category=category, reason=reason)
        inquiry = self._come(matter, Outcome.NOT_POSSIBLE, said, step, at=self._at(days_ago, 10, 12))
        return NotPossible.objects.select_related("inquiry__person").get(inquiry=inquiry)

    def _promised(self, days_ago: int, index: int, category: str, *, days: int) -> Promise:
        matter, reason, said = PROMISES[index]
        step = NextStep(category=category, reason=reason, promised_for=self._later(days_ago, days))
        inquiry = self._come(matter, Outcome.PROMISED, said, step, at=self._at(days_ago, 9, 35))
        return Promise.objects.select_related("inquiry__person").get(inquiry=inquiry)

    def _moved(self) -> None:
        promise = self._promised(5, 0, "conditions", days=6)
        reason, said = MOVED
        move_day(
            promise=promise,
            to=self._later(5, 9),
            category="superior",
            reason=reason,
            words=said,
            means=ToldBy.PHONE,
            by=self._by(SECOND),
            at=self._at(1, 10, 40),
        )

    def _given_up(self) -> None:
        promise = self._promised(6, 1, "money_due", days=5)
        reason, said = GIVEN_UP
        told: dict[str, Any] = {"words": said, "means": ToldBy.PHONE, "by": self._by(SECOND), "at": self._at(2, 11)}
        give_up_promise(promise=promise, category="funds", reason=reason, **told)

    def _rectify(self) -> None:
        """Decided, served, and being put right."""
        measure = propose_measure(
            kind=MeasureKind.RECTIFY,
            subject_id=self.world.staff_id(ORDERED),
            capacity=Capacity.CONCERNED,
            evidence_kind=EvidenceKind.CLOCK,
            evidence_number=f"任 {self.days[0]:%y}-0004",
            facts=FACTS[0],
            limit_workdays=5,
            **self._basis(4),
        )
        decide_measure(
            measure=measure, words="五个工作日内补齐说明，列出防止再误的办法", by=self._by(LEADER), at=self._at(3, 9)
        )
        serve_measure(measure=measure, by=self._by(OFFICE), at=self._at(3, 10))

    def _criticise(self) -> None:
        """In force, and answered by the one concerned."""
        measure = propose_measure(
            kind=MeasureKind.CRITICISM,
            subject_id=self.world.staff_id(CRITICISED),
            capacity=Capacity.RESPONSIBLE,
            evidence_kind=EvidenceKind.COMPLAINT,
            evidence_number=f"诉 {self.days[0]:%y}-0003",
            facts=FACTS[1],
            **self._basis(5),
        )
        decide_measure(measure=measure, words="在中心内部会上通报批评", by=self._by(LEADER), at=self._at(4, 9))
        serve_measure(measure=measure, by=self._by(OFFICE), at=self._at(4, 11))
        said = "那两天我在村里核查，电话转在窗口，回来没有看来电"
        state_own(measure=measure, words=said, by=self._by(CRITICISED), at=self._at(3, 14))

    def _basis(self, days_ago: int) -> dict[str, Any]:
        basis = "不守承诺和时限的，限期改正，通报批评或取消当年优秀等次"
        return {"clause": "P4", "basis": basis, "by": self._by(OFFICE), "at": self._at(days_ago, 16, 30)}

    def _come(self, matter: str, outcome: Outcome, said: str, step: NextStep, *, at: datetime) -> Inquiry:
        who = self.residents.one_more()
        return receive(
            channel=Channel.ON_SITE,
            visitor=Visitor(name=who.name, phone=who.phone, id_number=who.id_number, address=who.address),
            matter=matter,
            outcome=outcome,
            told=Told(said, ToldBy.IN_PERSON),
            step=step,
            by=self._by(SECOND),
            at=at,
        ).inquiry

    def _later(self, days_ago: int, workdays: int) -> date:
        return self.world.calendar.add(self.days[days_ago], workdays)

    def _at(self, days_ago: int, hour: int, minute: int = 0) -> datetime:
        return instant(datetime.combine(self.days[days_ago], time(hour, minute)))

    def _by(self, login: str) -> Actor:
        return self.world.actor(login)
