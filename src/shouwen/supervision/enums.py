from django.db import models


class StepKind(models.TextChoices):
    """When a warning is due: what an entry of the escalation table counts (限时办结制度 第二条)."""

    LEFT = "left", "还剩几个工作日"
    OVER = "over", "超期第几个工作日"
    SHARE = "share", "分钟时限还剩百分之几"


class Receiver(models.TextChoices):
    """谁收到预警."""

    RESPONSIBLE = "responsible", "负责的人"
    COVER = "cover", "代班的人（B岗）"
    OFFICE = "office", "管理办公室"
    LEADER = "leader", "镇领导"


class OrderState(models.TextChoices):
    """督办的经过."""

    ISSUED = "issued", "待答复"
    ANSWERED = "answered", "已答复，待认可"
    RETURNED = "returned", "退回再答"
    CLOSED = "closed", "已办结"
    WITHDRAWN = "withdrawn", "已撤回"


class OverdueCategory(models.TextChoices):
    """超期的原因, grouped as public figures may count them (优化营商环境条例 第三十六条)."""

    WORKLOAD = "workload", "人手不够、件多"
    HANDOVER = "handover", "交接脱节"
    OTHER_OFFICE = "other_office", "等其他部门"
    PERSON = "person", "联系不上本人"
    SITE = "site", "现场条件、天气"
    SYSTEM = "system", "系统或设备故障"
    MISSED = "missed", "疏忽漏办"
    OTHER = "other", "其他"
