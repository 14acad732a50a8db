"""这样说: the sentence that an outcome begins with, which the clerk may change. Braces are filled on the page as things are chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shouwen.civil_time import local_date
from shouwen.desk.chinese_dates import clock_time, day_and_weekday, month_day
from shouwen.inquiries.enums import Channel, Outcome, ToldBy
from shouwen.inquiries.prospects import Prospects

_READ = "“{item}”要什么条件、带什么材料、怎么走、几天办好、收不收费，都给您说清了。还有不明白的，随时找我。"
_WRITTEN = "“{item}”的条件、材料、流程、时限和收费都写在上面了。还有不明白的，随时问我。"
_TEMPLATES: dict[Outcome, dict[Channel, str]] = {
    Outcome.ANSWERED: {Channel.ON_SITE: _READ, Channel.PHONE: _READ, Channel.ONLINE: _WRITTEN},
    Outcome.TO_CASE: dict.fromkeys(Channel, "“{item}”今天受理了，{limit}。缺什么我一次跟您说清，办好了马上告诉您。"),
    Outcome.HANDED_OVER: {
        Channel.ON_SITE: "这件事归{window}，您直接过去找{receiver}，不用从头再说。{minutes} 分钟没人接，还是我来办。",
        Channel.PHONE: "这件事归{window}，{receiver}{answer}给您回电，要带的东西一次说清。{minutes} 分钟没人接，还是我来办。",
        Channel.ONLINE: "这件事归{window}，{receiver}{answer}回复您，要带的东西一次说清。{minutes} 分钟没人接，还是我来办。",
    },
    Outcome.RULING_ASKED: dict.fromkeys(Channel, "这件事我还说不准，马上请示管理办公室，{told}给您准信，不用您再跑。"),
    Outcome.PROMISED: dict.fromkeys(Channel, "{reason}，现在还办不了。{date}前给您办好，办好了我联系您。"),
    Outcome.CLARIFYING: dict.fromkeys(
        Channel, "这件事规定里没写明白，我去问{asked_of}，{date}前给您准信，不用您来回跑。"
    ),
    Outcome.DECLINED: dict.fromkeys(
        Channel, "{reason}，照规定这件怕是不能受理。我请另一位同事再看一遍，{told}给您准信。您可以{way_out}。"
    ),
    Outcome.UNRESOLVED: dict.fromkeys(
        Channel, "今天没给您办成，{obstacle}。我登记下来，管理办公室{settled}给您结果，我联系您。"
    ),
    Outcome.NOT_POSSIBLE: dict.fromkeys(Channel, "这件现在办不了，{cannot}。哪天能办了，我们联系您。"),
}
_DEPARTMENT = "这件事归{department}，在{place}，电话 {phone}。我把单子转过去，{department_by}没人接，还是我来办。"
"""Said of an outside department; what isn't known of place and telephone is left out on the page."""
RECEIVED_FIRST = "“{item}”的材料先收下了，还没受理。我尽快审，要补的一次跟您说清；齐了就受理，开始算时限。"
"""Said when the materials are received to be reviewed."""
MEANS = {Channel.ON_SITE: ToldBy.IN_PERSON, Channel.PHONE: ToldBy.PHONE, Channel.ONLINE: ToldBy.ONLINE}
"""How somebody who came this way is told, unless they are given paper."""


@dataclass(frozen=True, slots=True)
class OutcomeChoice:
    """One of the buttons 怎么办. `why_not`: why this person may not choose it now; empty if they may."""

    value: Outcome
    key: str
    icon: str
    button: str
    why_not: str = ""

    @property
    def label(self) -> str:
        return self.value.label


OUTCOMES = (
    OutcomeChoice(Outcome.ANSWERED, "Alt+1", "msg", "答复并结束登记"),
    OutcomeChoice(Outcome.TO_CASE, "Alt+2", "file-text", "受理并结束登记"),
    OutcomeChoice(Outcome.HANDED_OVER, "Alt+3", "arrow-r", "转交并结束登记"),
    OutcomeChoice(Outcome.RULING_ASKED, "Alt+4", "help", "请示并结束登记"),
    OutcomeChoice(Outcome.PROMISED, "Alt+5", "cal", "承诺并结束登记"),
)


RARE = (
    OutcomeChoice(Outcome.CLARIFYING, "Alt+6", "book", "请示上级并结束登记"),
    OutcomeChoice(Outcome.DECLINED, "Alt+7", "hand", "送复核并结束登记"),
    OutcomeChoice(Outcome.UNRESOLVED, "Alt+8", "wrench", "登记办不成事"),
    OutcomeChoice(Outcome.NOT_POSSIBLE, "Alt+9", "info", "讲清理由并结束登记"),
)
"""What happens now and then; it stands in a quieter line."""


def by_when(moment: datetime, at: datetime) -> str:
    """今天 17:30 前, 10月13日 周二前, 尽快 once it has passed."""
    if moment <= at:
        return "尽快"
    if local_date(moment) == local_date(at):
        return f"今天 {clock_time(moment)} 前"
    return f"{day_and_weekday(moment)}前"


def templates(ahead: Prospects, *, at: datetime, ruling: str = "") -> dict[Outcome, dict[Channel, str]]:
    """For each outcome and channel the sentence with everything filled that is known already; `ruling`: the answer to tell."""
    return {
        outcome: {channel: _known(words, channel, ahead, at) for channel, words in by_channel.items()}
        for outcome, by_channel in _TEMPLATES.items()
    } | ({Outcome.ANSWERED: dict.fromkeys(Channel, f"问清楚了：{ruling}")} if ruling else {})


def department_template(ahead: Prospects, *, at: datetime) -> str:
    """The sentence of a hand-over to an outside department, whichever way the person came."""
    return _known(_DEPARTMENT, Channel.ON_SITE, ahead, at)


def _known(words: str, channel: Channel, ahead: Prospects, at: datetime) -> str:
    known = {
        "{minutes}": str(ahead.handover_minutes),
        "{answer}": by_when(ahead.answer[channel], at),
        "{told}": by_when(ahead.told, at),
        "{settled}": by_when(ahead.settled, at),
        "{department_by}": by_when(ahead.department, at),
    }
    for brace, value in known.items():
        words = words.replace(brace, value)
    return words


def told_words(channel: Channel) -> str:
    """What the tick 已告知 says: 电话里说了."""
    return MEANS[channel].label


def limit_words(limit: str, due: datetime | None) -> str:
    """When a case will be done, as one says it: 7 个工作日内，最晚 10月20日办好."""
    if not limit or due is None:
        return "当场办好"
    return f"{limit}内，最晚 {month_day(due)}办好"
