"""转办、请示、不予受理、办不成事: a few of each, at every point on their way, in the last working days of the town."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from shouwen.civil_time import instant, local, local_date
from shouwen.demo.residents import Residents
from shouwen.demo.town.centre import LEADER, OFFICE
from shouwen.demo.words import referrals as words
from shouwen.demo.world import World
from shouwen.inquiries import answer_checks, clarifications, declines, handovers, rulings, unresolved
from shouwen.inquiries.actions import answer
from shouwen.inquiries.enums import Channel, DeclineGround, Outcome, ToldBy
from shouwen.inquiries.models import Clarification, Decline, Handover, Inquiry, Ruling, UnresolvedMatter
from shouwen.inquiries.prospects import prospects
from shouwen.journal import actions as journal
from shouwen.people.actor import Actor
from shouwen.people.models import Cover, Department
from shouwen.reception.actions import receive
from shouwen.reception.step import NextStep, Told, Visitor

FIRST, SECOND, CIVIL_AFFAIRS, ABSENT = "heguyu", "yangjingzhe", "dengbailu", "luoshuangjiang"


def put(world: World) -> None:
    """Each kind in turn; what happened stays within the open month."""
    _Referrals(world).tell()


class _Referrals:
    """The town's last working days, and people nobody has met yet."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.residents = Residents(world.plan.random("referrals"))
        self.days = [local_date(world.plan.present)]
        while len(self.days) < 9:
            self.days.append(world.calendar.previous(self.days[-1]))

    def tell(self) -> None:
        """The oldest first, as they came."""
        for number, ruled in enumerate(words.RULED):
            self._ruled(8 - number, *ruled)
        for number, sent in enumerate(words.ACCEPTED_OUTSIDE):
            self._accepted_outside(6 - number, *sent, by_phone=number == 1)
        self._refused_once(5, *words.REFUSED_ONCE)
        self._fallen_back(4, *words.FALLEN_BACK)
        self._refused_twice(5, *words.REFUSED_TWICE[0], is_ruled=True)
        self._refused_twice(1, *words.REFUSED_TWICE[1], is_ruled=False)
        self._outside(0, *words.WAITING_OUTSIDE, hour=9)
        self._unchecked(0, *words.UNCHECKED)
        for place, asked in enumerate(words.CLARIFICATIONS):
            self._clarified(4 - 3 * place, *asked)
        _waiting, sent_back, told = [self._proposed(1 + n, *one) for n, one in enumerate(words.DECLINES)]
        self._sent_back(sent_back)
        self._told(told)
        self._answered_for_somebody(2, *words.COVERED)
        for place, noted in enumerate(words.UNRESOLVED):
            self._unresolved(1 + 2 * place, *noted)

    def _at(self, days_ago: int, hour: int, minute: int = 0) -> datetime:
        return instant(datetime.combine(self.days[days_ago], time(hour, minute)))

    def _by(self, login: str) -> Actor:
        return self.world.actor(login)

    def _come(
        self,
        matter: str,
        outcome: Outcome,
        said: str,
        step: NextStep,
        *,
        at: datetime,
        login: str = FIRST,
        item: str = "",
        channel: Channel = Channel.PHONE,
    ) -> Inquiry:
        """Somebody calls or comes, and the register page is sent."""
        who = self.residents.one_more()
        means = ToldBy.PHONE if channel == Channel.PHONE else ToldBy.IN_PERSON
        return receive(
            channel=channel,
            visitor=Visitor(name=who.name, phone=who.phone, id_number=who.id_number, address=who.address),
            matter=matter,
            outcome=outcome,
            told=Told(said, means),
            step=step,
            item_id=self.world.shelf.items[item].pk if item else None,
            by=self._by(login),
            at=at,
            with_papers=outcome == Outcome.HANDED_OVER,
        ).inquiry

    def _ruled(self, days_ago: int, item: str, matter: str, question: str, said: str, reason: str) -> None:
        asked = self._at(days_ago, 10, 5)
        told = f"这件事我请示管理办公室，{self._day(prospects(self.world.town.centre.pk, at=asked).told)}前告诉您。"
        inquiry = self._come(matter, Outcome.RULING_ASKED, told, NextStep(question=question), at=asked, item=item)
        ruling = Ruling.objects.select_related("inquiry__person").get(inquiry=inquiry)
        rulings.give_ruling(ruling=ruling, answer=said, reason=reason, by=self._by(OFFICE), at=self._at(days_ago, 15))
        self._answer(ruling.inquiry, f"问清楚了：{said}", at=self._at(days_ago, 15, 40))

    def _outside(self, days_ago: int, department: str, matter: str, said: str, *, hour: int = 9) -> Handover:
        step = NextStep(to_department_id=self._department(department).pk)
        inquiry = self._come(matter, Outcome.HANDED_OVER, said, step, at=self._at(days_ago, hour, 20))
        return self._last_handover(inquiry)

    def _accepted_outside(
        self, days_ago: int, department: str, matter: str, said: str, name: str, *, by_phone: bool
    ) -> None:
        """One accepted on the page of the slip's code, one noted after a call."""
        handover = self._outside(days_ago, department, matter, said)
        by = self._by(FIRST) if by_phone else handovers.at_department(handover)
        inquiry = handovers.accept_outside(handover=handover, name=name, by=by, at=self._at(days_ago, 14, 10))
        if not by_phone:
            answer_checks.confirm_answer(
                handover=handover, called=name, by=self._by(FIRST), at=self._at(days_ago, 14, 20)
            )
        self._answer(inquiry, words.TOLD_AFTER.format(department=department, name=name), at=self._at(days_ago, 14, 30))

    def _unchecked(self, days_ago: int, department: str, matter: str, said: str, name: str) -> None:
        """Accepted with the code of the slip; nobody has called the department yet."""
        handover = self._outside(days_ago, department, matter, said, hour=8)
        by = handovers.at_department(handover)
        handovers.accept_outside(handover=handover, name=name, by=by, at=self._at(days_ago, 9, 40))

    def _refused_once(self, days_ago: int, department: str, matter: str, said: str, name: str, reason: str) -> None:
        handover = self._outside(days_ago, department, matter, said)
        by = handovers.at_department(handover)
        inquiry = handovers.refuse_outside(
            handover=handover, name=name, reason=reason, by=by, at=self._at(days_ago, 10, 30)
        )
        answer_checks.confirm_answer(handover=handover, called=name, by=self._by(FIRST), at=self._at(days_ago, 10, 45))
        self._answer(
            inquiry, "先到接生的医院补出生证明，补好直接去派出所，我跟他们说好了。", at=self._at(days_ago, 11, 0)
        )

    def _fallen_back(self, days_ago: int, department: str, matter: str, said: str) -> None:
        handover = self._outside(days_ago, department, matter, said)
        handovers.return_unaccepted(centre_id=handover.centre_id, at=self._at(days_ago - 1, 17, 31))
        inquiry = Inquiry.objects.select_related("person").get(pk=handover.inquiry_id)
        self._answer(inquiry, "区里没有回话，我直接问到了维修电话，今天下午上门看。", at=self._at(days_ago - 2, 9, 30))

    def _refused_twice(
        self, days_ago: int, matter: str, department: str, reasons: tuple[str, str], name: str, *, is_ruled: bool
    ) -> None:
        receiver = self._by(CIVIL_AFFAIRS)
        step = NextStep(to_window_id=receiver.window_id, to_staff_id=receiver.member_id)
        asked = self._at(days_ago, 9, 10)
        inquiry = self._come(matter, Outcome.HANDED_OVER, "请到4号窗口，我跟他们说好了。", step, at=asked, login=SECOND)
        handovers.refuse_handover(
            handover=self._last_handover(inquiry), reason=reasons[0], by=receiver, at=self._at(days_ago, 9, 25)
        )
        inquiry = Inquiry.objects.select_related("person").get(pk=inquiry.pk)
        second = handovers.hand_over_outside(
            inquiry=inquiry,
            to_department=self._department(department),
            words="再帮您问区里，问到了打电话给您。",
            by=self._by(SECOND),
            at=self._at(days_ago, 9, 40),
        )
        handovers.refuse_outside(
            handover=second, name=name, reason=reasons[1], by=self._by(SECOND), at=self._at(days_ago, 11, 0)
        )
        if is_ruled:
            self._ruled_responsible(inquiry, days_ago - 1)

    def _ruled_responsible(self, inquiry: Inquiry, days_ago: int) -> None:
        """The window has it without asking; the first responder stays the one who took it."""
        ruling = Ruling.objects.select_related("inquiry__person").get(inquiry=inquiry)
        said, reason = words.WHOSE
        rulings.give_ruling(
            ruling=ruling,
            answer=said,
            reason=reason,
            by=self._by(OFFICE),
            at=self._at(days_ago, 10),
            responsible_staff_id=self._by(CIVIL_AFFAIRS).member_id,
        )
        self._answer(
            ruling.inquiry,
            "在4号窗口备案，带身份证和购车发票，来了就办。",
            at=self._at(days_ago, 10, 30),
            login=CIVIL_AFFAIRS,
        )

    def _clarified(self, days_ago: int, matter: str, asked_of: str, said: str, result: str, source: str) -> None:
        """One told, one still being asked."""
        asked = self._at(days_ago, 9, 50)
        until = self.world.calendar.add(self.days[days_ago], 3)
        step = NextStep(asked_of=asked_of, promised_for=until)
        inquiry = self._come(matter, Outcome.CLARIFYING, said.format(until=self._day(until)), step, at=asked)
        if not result:
            return
        clarification = Clarification.objects.select_related("inquiry__person").get(inquiry=inquiry)
        clarifications.answer_clarification(
            clarification=clarification, answer=result, source=source, by=self._by(FIRST), at=self._at(days_ago - 1, 15)
        )
        self._answer(clarification.inquiry, f"问清楚了：{result}", at=self._at(days_ago - 1, 15, 20))

    def _proposed(self, days_ago: int, matter: str, ground: str, reason: str, basis: str, way_out: str) -> Decline:
        at = self._at(days_ago, 14, 20)
        told = words.CHECKING.format(until=self._day(prospects(self.world.town.centre.pk, at=at).told))
        step = NextStep(ground=DeclineGround(ground), reason=reason, basis=basis, way_out=way_out)
        inquiry = self._come(matter, Outcome.DECLINED, told, step, at=at, login=SECOND, channel=Channel.ON_SITE)
        return Decline.objects.select_related("inquiry__person").get(inquiry=inquiry)

    def _sent_back(self, decline: Decline) -> None:
        at = decline.proposed_at + timedelta(hours=2)
        declines.send_back_decline(decline=decline, words=words.SENT_BACK, by=self._by(OFFICE), at=at)
        self._answer(decline.inquiry, words.ANSWERED_AFTER_ALL, at=at + timedelta(minutes=20), login=SECOND)

    def _told(self, decline: Decline) -> None:
        at = decline.proposed_at + timedelta(hours=1)
        declines.agree_decline(decline=decline, words="依据准确，同意。", by=self._by(LEADER), at=at)
        declines.tell_decline(
            decline=decline,
            words=words.DECLINED,
            means=ToldBy.PRINT,
            by=self._by(SECOND),
            at=at + timedelta(minutes=30),
        )

    def _answered_for_somebody(self, days_ago: int, reason: str, matter: str, said: str, result: str) -> None:
        """AB岗: she is in a village in the afternoon, and her colleague calls back for her."""
        absent, by, today = self._by(ABSENT), self._by(FIRST), self.days[days_ago]
        step = NextStep(asked_of="区医保局 待遇科", promised_for=today)
        inquiry = self._come(matter, Outcome.CLARIFYING, said, step, at=self._at(days_ago, 9, 35), login=ABSENT)
        clarification = Clarification.objects.select_related("inquiry__person").get(inquiry=inquiry)
        clarifications.answer_clarification(
            clarification=clarification, answer=result, source="电话答复", by=absent, at=self._at(days_ago, 11, 30)
        )
        cover = Cover.objects.create(
            centre=self.world.town.centre,
            absent_id=absent.member_id,
            by_id=by.member_id,
            from_at=self._at(days_ago, 13, 30),
            to_at=self._at(days_ago, 17, 30),
            reason=reason,
        )
        journal.record(
            by=self._by(OFFICE),
            at=self._at(days_ago, 13, 20),
            action="cover.set",
            subject_kind="cover",
            subject_id=cover.pk,
            data={"absent": absent.name, "by": by.name},
        )
        self._answer(clarification.inquiry, f"问清楚了：{result}", at=self._at(days_ago, 14, 5))

    def _unresolved(self, days_ago: int, matter: str, obstacle: str, was_resolved: bool | None, result: str) -> None:
        at = self._at(days_ago, 15, 15)
        told = words.NOTED.format(until=self._day(prospects(self.world.town.centre.pk, at=at).settled))
        step = NextStep(obstacle=obstacle)
        inquiry = self._come(matter, Outcome.UNRESOLVED, told, step, at=at, channel=Channel.ON_SITE)
        if was_resolved is None:
            return
        unresolved.settle_unresolved(
            matter=UnresolvedMatter.objects.select_related("inquiry__person").get(inquiry=inquiry),
            result=result,
            was_resolved=was_resolved,
            words=result,
            means=ToldBy.PHONE,
            by=self._by(OFFICE),
            at=self._at(days_ago - 2, 16, 10),
        )

    def _answer(self, inquiry: Inquiry, said: str, *, at: datetime, login: str = FIRST) -> None:
        answer(inquiry=inquiry, words=said, means=ToldBy.PHONE, by=self._by(login), at=at)

    def _last_handover(self, inquiry: Inquiry) -> Handover:
        return Handover.objects.select_related("inquiry__person", "to_department", "to_window").get(
            inquiry=inquiry, state="waiting"
        )

    def _department(self, name: str) -> Department:
        return Department.objects.get(centre=self.world.town.centre, name=name)

    @staticmethod
    def _day(when: date | datetime) -> str:
        day = local(when).date() if isinstance(when, datetime) else when
        return f"{day.month}月{day.day}日"
