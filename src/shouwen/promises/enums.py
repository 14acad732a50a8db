from django.db import models


class MeasureKind(models.TextChoices):
    """问责措施（服务承诺制度 第四条）."""

    RECTIFY = "rectify", "限期整改"
    CRITICISM = "criticism", "通报批评"
    AWARD_LOSS = "award_loss", "取消当年评优资格"
    ADMONITION = "admonition", "诫勉"
    WARNING = "warning", "警告"


class Capacity(models.TextChoices):
    """以什么身份被问责."""

    CONCERNED = "concerned", "当事人"
    RESPONSIBLE = "responsible", "责任人"
    LEADER = "leader", "负责人"


class MeasureState(models.TextChoices):
    """问责的经过."""

    PROPOSED = "proposed", "待决定"
    REJECTED = "rejected", "不予问责"
    DECIDED = "decided", "已决定，待送达"
    RECTIFYING = "rectifying", "整改中"
    REPORTED = "reported", "报了改好，待核查"
    DONE = "done", "整改通过"
    IN_FORCE = "in_force", "已送达生效"
    REVOKED = "revoked", "已撤销"


class EvidenceKind(models.TextChoices):
    """凭什么: the number of what shows the breach."""

    CLOCK = "clock", "超期的事"
    FINDING = "finding", "考核线索"
    COMPLAINT = "complaint", "投诉"
