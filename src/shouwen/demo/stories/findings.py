"""线索 of the year (考核制度 三): noted by inspection, office or system, put to the person, decided by somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from shouwen.assessment import findings
from shouwen.assessment.enums import FindingState
from shouwen.assessment.models import Finding
from shouwen.attendance.enums import AwayCause
from shouwen.attendance.models import Away
from shouwen.civil_time import local
from shouwen.demo.agenda import Story
from shouwen.demo.town.centre import DISCIPLINE, OFFICE, PANEL
from shouwen.demo.world import World

ANSWERED_AFTER_WORKDAYS, DECIDED_AFTER = 2, timedelta(minutes=30)
EXPLAINED = {
    FindingState.VERIFIED: "情况属实，我没有做好，以后注意。",
    FindingState.DISMISSED: "情况不是这样，请再核对记录。",
}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One thing that was seen: which clause, when in the year (share of it), about whom, in what words, and how it ended."""

    share: float
    clause: str
    login: str
    words: str
    ends: FindingState
    reason: str = ""
    level: str = ""
    act: str = ""


V, D = FindingState.VERIFIED, FindingState.DISMISSED
YEAR: tuple[Occurrence, ...] = (
    Occurrence(0.03, "K2.4", "zhouxiaoman", "上班时间在窗口吃早饭", V, "巡查照片属实，本人承认。"),
    Occurrence(0.07, "K1.1", "yangjingzhe", "没有登记首问就让群众去别的窗口", V, "群众和同事都证实，本人承认。"),
    Occurrence(0.11, "K2.4", "fenglixia", "在窗口看手机视频", D, "看的是林业培训视频，与工作有关。"),
    Occurrence(0.16, "K1.1", "luoshuangjiang", "只说了一部分材料，群众跑了第二趟", V, "告知记录缺一项，属实。"),
    Occurrence(0.20, "K2.7", "yangjingzhe", "窗口咨询电话响了没有接，群众投诉", V, "通话记录和投诉对得上。"),
    Occurrence(0.25, "K2.4", "tangmangzhong", "在服务区大声聊天", V, "巡查时当场提醒，本人承认。"),
    Occurrence(0.31, "K1.1", "dengbailu", "群众说没有告知收费标准", D, "这一项不收费，告知单上写明了。"),
    Occurrence(0.36, "K2.8", "zhouxiaoman", "在工作群里发牢骚，说群众不好伺候", V, "群聊记录属实，本人已撤回并道歉。"),
    Occurrence(0.42, "K1.1", "fenglixia", "现场踏勘改期没有告诉申请人", V, "通话记录里没有告知，属实。"),
    Occurrence(0.48, "K2.4", "luoshuangjiang", "午后在窗口打瞌睡", D, "当时在等系统恢复，监控看不出睡着。"),
    Occurrence(0.53, "K2.5", "yangjingzhe", "和来办事的群众吵起来", V, "监控证实先提高嗓门的是工作人员。"),
    Occurrence(0.58, "K2.9", "zhouxiaoman", "镇里查岗：窗口没有人，也没有牌子", V, "镇主要领导查实。", "town", "空岗-0714"),
    Occurrence(0.60, "K2.9", "zhouxiaoman", "区级暗访通报：同一次空岗", V, "区级通报。", "district", "空岗-0714"),
    Occurrence(0.66, "K1.1", "heguyu", "来电没有记下对方电话", D, "来电人不愿意留，录音为证。"),
    Occurrence(0.70, "K2.4", "yangjingzhe", "在窗口网购", V, "巡查照片属实。"),
    Occurrence(0.755, "K2.9", "yangjingzhe", "镇里查实：午间空岗", V, "值班表上有他，人不在。", "town", "空岗-0911"),
    Occurrence(0.775, "K2.9", "yangjingzhe", "区级暗访通报：午间空岗", V, "区〔2026〕通12号。", "district", "空岗-0911"),
    Occurrence(0.80, "K1.1", "dengbailu", "转来的首问没有接着办", V, "接收记录有，答复记录晚了一天。"),
    Occurrence(0.83, "K2.6", "fenglixia", "中午喝了酒来上班", V, "镇纪委核实，吹气检测为证。"),
    Occurrence(0.87, "K2.4", "tangmangzhong", "在自助服务区抽烟", V, "监控属实，本人承认。"),
    Occurrence(0.905, "K1.1", "luoshuangjiang", "网上咨询只回了“请来窗口”", V, "回复记录属实。"),
    Occurrence(0.955, "K2.4", "zhouxiaoman", "上班时间玩手机游戏", FindingState.PUT_TO_PERSON),
    Occurrence(0.97, "K1.1", "yangjingzhe", "第二次让群众补同一份材料", FindingState.PUT_TO_PERSON),
    Occurrence(0.985, "K2.4", "fenglixia", "办公区有烟味，窗台上有烟头", FindingState.CANDIDATE),
    Occurrence(0.993, "K1.1", "dengbailu", "群众反映没有给样表", FindingState.CANDIDATE),
)  # fmt: skip


def occurred(world: World, what: Occurrence, at: datetime, chance: Random) -> Story:
    """From the inspection's note to the decision, by a judge who has no part in it."""
    yield at
    world.recorder.book.flush()
    finding = findings.note_finding(
        staff_id=world.staff_id(what.login),
        clause=what.clause,
        happened_at=at - timedelta(minutes=chance.randint(10, 90)),
        words=what.words,
        level=what.level,
        act=what.act,
        by=world.actor(DISCIPLINE if what.clause == "K2.9" else OFFICE),
        at=at,
    )
    if what.ends == FindingState.CANDIDATE:
        return
    # Panel and 镇纪委 have no roster; they decide in opening hours.
    now = world.after_workdays(at, 1, chance)
    yield now
    world.recorder.book.flush()
    findings.move_finding(finding=finding, to=FindingState.PUT_TO_PERSON, reason="", by=world.actor(OFFICE), at=now)
    if what.ends == FindingState.PUT_TO_PERSON:
        return
    now = world.after_workdays(now, ANSWERED_AFTER_WORKDAYS, chance)
    yield from _explained(world, finding, now - DECIDED_AFTER, what.ends)
    yield now
    world.recorder.book.flush()
    judge = world.actor(DISCIPLINE if what.clause == "K2.6" else PANEL)
    findings.move_finding(finding=finding, to=what.ends, reason=what.reason, by=judge, at=now)


def candidate_decided(world: World, finding: Finding, at: datetime) -> Story:
    """A candidate that the record itself showed: most are confirmed, some explained. Who didn't accept a hand-over in time was
    mostly serving somebody else."""
    chance = world.plan.random("candidate", finding.number)
    not_accepted = finding.evidence_kind == "handover"
    verified = chance.random() < (0.15 if not_accepted else 0.6)
    excused = "那半小时正在接待别人，窗口只有一个人。" if not_accepted else "当天系统停了两小时，不是本人原因。"
    reason = "核对时间记录，属实。" if verified else excused
    now = world.after_workdays(at, 1, chance)
    yield now
    world.recorder.book.flush()
    about_office = finding.staff_id == world.staff_id(OFFICE)
    asks = world.actor(PANEL if about_office else OFFICE)
    findings.move_finding(finding=finding, to=FindingState.PUT_TO_PERSON, reason="", by=asks, at=now)
    now = world.after_workdays(now, ANSWERED_AFTER_WORKDAYS, chance)
    to = FindingState.VERIFIED if verified else FindingState.DISMISSED
    yield from _explained(world, finding, now - DECIDED_AFTER, to)
    yield now
    world.recorder.book.flush()
    findings.move_finding(finding=finding, to=to, reason=reason, by=world.actor(PANEL), at=now)


def _explained(world: World, finding: Finding, at: datetime, ends: FindingState) -> Story:
    """本人说明, before it is decided."""
    yield at
    world.recorder.book.flush()
    person = next(actor for actor in world.town.actors.values() if actor.staff_id == finding.staff_id)
    findings.respond(finding=finding, words=EXPLAINED[ends], by=person, at=at)


def seen_away(world: World, at: datetime, chance: Random) -> Story:
    """脱岗: an inspection finds a post empty; the panel looks into it."""
    yield at
    there = [actor for actor in world.front_desk if world.board.is_there(actor.member_id, at)]
    if not there:
        return
    about = chance.choice(there)
    noted_by = world.actor(DISCIPLINE)
    away = Away(
        centre_id=about.centre_id,
        staff_id=about.member_id,
        from_at=at - timedelta(minutes=chance.randint(8, 45)),
        to_at=at,
        cause=chance.choice((AwayCause.NONE, AwayCause.NO_PROCEDURE)),
        noted_by_id=noted_by.member_id,
    )
    world.recorder.book.add(away)
    data: dict[str, object] = {"staff": about.name, "from": local(away.from_at).isoformat(timespec="minutes")}
    world.recorder.book.note(by=noted_by, at=at, action="away.note", subject_kind="away", subject_id=away.pk, data=data)
    now = world.after_workdays(at, 2, chance)
    yield now
    if chance.random() < 0.7:
        judge = world.actor(PANEL)
        world.recorder.book.change(away, verified_by_id=judge.staff_id, verified_at=now)
        world.recorder.book.note(
            by=judge, at=now, action="away.verify", subject_kind="away", subject_id=away.pk, data={}
        )
