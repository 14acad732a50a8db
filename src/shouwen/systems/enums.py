from django.db import models


class Scope(models.TextChoices):
    """权限: what another system may do with its token."""

    ITEMS_READ = "items:read", "看事项和指南"
    INQUIRIES_READ = "inquiries:read", "看首问"
    INQUIRIES_WRITE = "inquiries:write", "登记首问、送来网上提问"
    CALLS_WRITE = "calls:write", "送来话单"
    CASES_READ = "cases:read", "看办件和进度"
    CASES_WRITE = "cases:write", "收件、受理、延期、办结"
    TASKS_READ = "tasks:read", "看任务办到哪了"
    TASKS_WRITE = "tasks:write", "派来任务"
    RATINGS_WRITE = "ratings:write", "送来评价"
    FIGURES_READ = "figures:read", "看公开数据"


class HookEvent(models.TextChoices):
    """通知: what another system can be told of. The words say how far the matter is then."""

    INQUIRY_REGISTERED = "inquiry.registered", "首问已登记"
    INQUIRY_ANSWERED = "inquiry.answered", "首问已答复"
    INQUIRY_TO_CASE = "inquiry.to_case", "首问已转为办件"
    INQUIRY_DECLINED = "inquiry.declined", "首问不予受理"
    CASE_RECEIVED = "case.received", "办件已收件，在审"
    CASE_ACCEPTED = "case.accepted", "办件已受理"
    CASE_CORRECTING = "case.correcting", "办件等补材料"
    CASE_MATERIALS_IN = "case.materials_in", "补的材料已收到"
    CASE_PAUSED = "case.paused", "办件暂停计时"
    CASE_RESUMED = "case.resumed", "办件恢复计时"
    CASE_EXTENDED = "case.extended", "办件已延期"
    CASE_CONCLUDED = "case.concluded", "办件已办结"
    CASE_WITHDRAWN = "case.withdrawn", "申请人撤回"
    TASK_TAKEN = "task.taken", "任务已接收"
    TASK_SUBMITTED = "task.submitted", "任务已报送"
    TASK_WITHDRAWN = "task.withdrawn", "任务已撤回"
    COMPLAINT_ANSWERED = "complaint.answered", "投诉已答复"
