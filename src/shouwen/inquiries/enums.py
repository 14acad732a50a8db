from django.db import models


class Channel(models.TextChoices):
    """怎么来."""

    ON_SITE = "on_site", "现场"
    PHONE = "phone", "来电"
    ONLINE = "online", "网上"


class InquiryState(models.TextChoices):
    """首问的经过. Open states are owed an answer; closed ones carry the words told."""

    OPEN = "open", "待处理"
    HANDED_OVER = "handed_over", "已转交，待接收"
    WITH_RECEIVER = "with_receiver", "责任窗口已接收"
    RULING_ASKED = "ruling_asked", "已请示管理办公室"
    RULED = "ruled", "已有裁定，待告知本人"
    PROMISED = "promised", "已承诺，待兑现"
    CLARIFYING = "clarifying", "在请示上级"
    CLARIFIED = "clarified", "上级已答复，待告知本人"
    DECLINE_ASKED = "decline_asked", "拟不予受理，待复核"
    DECLINE_AGREED = "decline_agreed", "复核同意，待告知本人"
    UNRESOLVED = "unresolved", "办不成事，管理办公室在办"
    ANSWERED = "answered", "已答复"
    TO_CASE = "to_case", "已转为办件"
    DECLINED = "declined", "不予受理"
    NOT_POSSIBLE = "not_possible", "现在办不了"


class Outcome(models.TextChoices):
    """怎么办: the outcomes of the register page, the five daily ones (Alt+1 … Alt+5) and the rare ones."""

    ANSWERED = "answered", "当场答复"
    TO_CASE = "to_case", "受理办件"
    HANDED_OVER = "handed_over", "转交责任窗口"
    RULING_ASKED = "ruling_asked", "请示管理办公室"
    PROMISED = "promised", "说明原因并承诺"
    CLARIFYING = "clarifying", "请示上级"
    DECLINED = "declined", "不予受理"
    UNRESOLVED = "unresolved", "登记办不成事"
    NOT_POSSIBLE = "not_possible", "现在办不了"


class ToldBy(models.TextChoices):
    """怎样告知本人."""

    IN_PERSON = "in_person", "当面说了"
    PHONE = "phone", "电话里说了"
    PRINT = "print", "给了纸质单子"
    QR = "qr", "扫码看的"
    ONLINE = "online", "网上回复"
    MESSAGE = "message", "发了短信"


class HandoverState(models.TextChoices):
    WAITING = "waiting", "等接收"
    ACCEPTED = "accepted", "已接收"
    RETURNED = "returned", "退回首问负责人"


class AnswerCheck(models.TextChoices):
    """核实: who answers with the code of a slip has no account, so the department is called; no check for other answers."""

    WAITING = "waiting", "未核实"
    CONFIRMED = "confirmed", "打电话核实了"
    REFUTED = "refuted", "对方说没有答复过"


class RulingKind(models.TextChoices):
    """What the office is asked: what to do, or (after two refusals) whose it is."""

    MATTER = "matter", "怎么办"
    RESPONSIBILITY = "responsibility", "归谁办"


class DeclineGround(models.TextChoices):
    """Why an application isn't accepted (行政许可法 第三十二条)."""

    NO_PERMIT_NEEDED = "no_permit_needed", "依法不用办理"
    NOT_OURS = "not_ours", "不属于本机关职权"
    CONDITIONS_NOT_MET = "conditions_not_met", "不符合规定条件"
    LAW_FORBIDS = "law_forbids", "法律法规禁止"


class DeclineState(models.TextChoices):
    """第二双眼睛: nobody declines alone."""

    WAITING = "waiting", "等复核"
    AGREED = "agreed", "同意不予受理"
    SENT_BACK = "sent_back", "不同意，退回接着办"
    WITHDRAWN = "withdrawn", "告知以前收回，接着办"


class CallbackState(models.TextChoices):
    """漏接来电: somebody owes a call back until the caller was reached or has called again."""

    OWED = "owed", "待回电"
    REACHED = "reached", "已回电"
    CALLED_AGAIN = "called_again", "来电人又找来了"
    NOT_REACHED = "not_reached", "多次回电没有接通"
