from django.db import models


class ClockKind(models.TextChoices):
    """What is owed by the time. The first character of the number it belongs to follows `mark`."""

    INQUIRY = "inquiry", "答复"
    HANDOVER = "handover", "接收"
    RULING = "ruling", "请示答复"
    CASE = "case", "办件"
    PROMISE = "promise", "兑现承诺"
    QUESTION = "question", "认领网上提问"
    CALLBACK = "callback", "回电"
    DECLINE = "decline", "复核不予受理"
    CLARIFICATION = "clarification", "问清并告知"
    UNRESOLVED = "unresolved", "办不成事"
    REVIEW = "review", "收件审查"
    OWED = "owed", "容缺补交"
    TASK = "task", "上级任务"
    APPROVAL = "approval", "审批延期"
    SUPERVISION = "supervision", "督办答复"
    RECTIFY = "rectify", "限期整改"
    COMPLAINT = "complaint", "答复投诉"
    CALL = "call", "打电话告知"
    EXPLAIN = "explain_again", "补讲理由"
    POSSIBLE = "tell_possible", "回告能办了"
    PREREVIEW = "prereview", "网上预审"
    INSPECTION = "inspection", "巡检设备"
    FAULT = "fault", "修设备"

    @property
    def mark(self) -> str:
        """事类字: the one character said on the telephone."""
        return _MARKS[self.value]


_MARKS = {
    "inquiry": "问",
    "handover": "接",
    "ruling": "请",
    "case": "办",
    "promise": "诺",
    "question": "网",
    "callback": "回",
    "decline": "核",
    "clarification": "释",
    "unresolved": "难",
    "review": "审",
    "owed": "容",
    "task": "任",
    "approval": "批",
    "supervision": "督",
    "rectify": "改",
    "complaint": "诉",
    "call": "电",
    "explain_again": "讲",
    "tell_possible": "告",
    "prereview": "预",
    "inspection": "检",
    "fault": "修",
}


class LimitUnit(models.TextChoices):
    """What a limit is counted in."""

    INSTANT = "instant", "即办"
    WORKDAY = "workday", "工作日"
    CALENDAR_DAY = "calendar_day", "自然日"
    OPEN_MINUTE = "open_minute", "分钟（工作时间）"


class ClockState(models.TextChoices):
    RUNNING = "running", "计时"
    PAUSED = "paused", "暂停"
    CLOSED = "closed", "已了结"


class PauseKind(models.TextChoices):
    """Why time isn't counted (行政许可法 第四十五条; reading R9)."""

    CORRECTION = "correction", "等申请人补正"
    HEARING = "hearing", "听证"
    SITE_VISIT = "site_visit", "现场踏勘"
    TESTING = "testing", "检验检测"
    APPRAISAL = "appraisal", "鉴定"
    EXPERT_REVIEW = "expert_review", "专家评审"
    PUBLICITY = "publicity", "公示"


class ToldMeans(models.TextChoices):
    """怎样告知本人: of a special procedure or an extension, beside the paper."""

    IN_PERSON = "in_person", "当面交给本人"
    PHONE = "phone", "打电话说了"
    MESSAGE = "message", "发短信或邮件"


class ExtensionCategory(models.TextChoices):
    """延期的理由, grouped, as the public figures count them."""

    SITE_VISIT = "site_visit", "等现场勘查"
    OTHER_OFFICE = "other_office", "等其他部门核验"
    EXPERTS = "experts", "等专家评审"
    PUBLICITY = "publicity", "公示中有意见"
    SYSTEM = "system", "系统或设备故障"
    WEATHER = "weather", "天气、路断"
    OTHER = "other", "其他"


class ExtensionState(models.TextChoices):
    """延期申请的经过: who may decide is a setting of the centre (限时办结制度 第五条)."""

    ASKED = "asked", "待审批"
    APPROVED = "approved", "已批准，待告知"
    REFUSED = "refused", "没有批准"
    TOLD = "told", "已告知，已延期"
    LAPSED = "lapsed", "过期作废"


class RecomputationState(models.TextChoices):
    """重算到期日的经过."""

    WAITING = "waiting", "待算"
    RUNNING = "running", "在算"
    DONE = "done", "算完"


class LocalDayKind(models.TextChoices):
    """本地另定的日子 beside the published calendar, with a basis."""

    CLOSED = "closed", "停办"
    OPEN = "open", "加班办理"
