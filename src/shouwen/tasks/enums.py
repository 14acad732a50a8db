from django.db import models


class TaskState(models.TextChoices):
    """上级任务的经过 (限时办结制度 第二条)."""

    RECEIVED = "received", "待交办"
    ASSIGNED = "assigned", "在办"
    SUBMITTED = "submitted", "已报送"
    RECEIPTED = "receipted", "上级已收"
    WITHDRAWN = "withdrawn", "上级已撤回"


class FileRole(models.TextChoices):
    """What a file of a task is."""

    GIVEN = "given", "上级来件"
    RESULT = "result", "办理结果"
    RECEIPT = "receipt", "上级回执"


class TaskSource(models.TextChoices):
    """怎么来的."""

    HAND = "hand", "手工登记"
    FILE = "file", "表格导入"
    SYSTEM = "system", "外部系统"
