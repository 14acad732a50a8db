from django.db import models


class ApplicationState(models.TextChoices):
    """网上申请的经过. Once it is a case, the case says how far it is."""

    DRAFT = "draft", "没有填完"
    SUBMITTED = "submitted", "等窗口预审"
    IN_CASE = "in_case", "已收件"
    DECLINING = "declining", "拟不予受理"
    WITHDRAWN = "withdrawn", "本人撤回"


class PreReview(models.TextChoices):
    """预审 of one material, by what was uploaded."""

    UNREVIEWED = "unreviewed", "未审"
    OK = "ok", "合格"
    MISSING = "missing", "缺少"
    DEFECTIVE = "defective", "不符合"


class Tried(models.TextChoices):
    """What is counted, so that nobody does it too often."""

    CODE_ASKED = "code_asked", "要短信验证码"
    CODE_TYPED = "code_typed", "输验证码"
    RESUMED = "resumed", "凭续办码接着办"
    BEGUN = "begun", "开始一份申请"
    LOOKED_UP = "looked_up", "凭编号和手机尾号查进度"
