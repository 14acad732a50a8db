from django.db import models


class Scope(models.TextChoices):
    """权限: what another system may do with its token."""

    ITEMS_READ = "items:read", "看事项和指南"
    INQUIRIES_READ = "inquiries:read", "看首问"
    INQUIRIES_WRITE = "inquiries:write", "登记首问"
    CASES_READ = "cases:read", "看办件和进度"
    CASES_WRITE = "cases:write", "收件、受理、办结"
    TASKS_WRITE = "tasks:write", "派来任务"
    RATINGS_WRITE = "ratings:write", "送来评价"
    FIGURES_READ = "figures:read", "看公开数据"
