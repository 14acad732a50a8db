from django.db import models


class Role(models.TextChoices):
    """岗位: what a posting allows. A member of staff may hold several."""

    WINDOW_STAFF = "window_staff", "窗口人员"
    GENERAL_WINDOW_STAFF = "general_window_staff", "综合窗口人员"
    HELPER = "helper", "帮办代办"
    MANAGEMENT_OFFICE = "management_office", "管理办公室"
    LEADER = "leader", "镇领导"
    DISCIPLINE = "discipline", "镇纪委"
    EQUIPMENT = "equipment", "镇办公室（设备）"
    ASSESSMENT_PANEL = "assessment_panel", "考评领导小组"
    ADMINISTRATOR = "administrator", "系统管理员"


class WindowKind(models.TextChoices):
    """窗口 / 综合窗口: both are first-inquiry windows (首问负责制度 第二条)."""

    BUSINESS = "business", "业务窗口"
    GENERAL = "general", "综合受理窗口"


FRONT_DESK_ROLES = frozenset({Role.WINDOW_STAFF, Role.GENERAL_WINDOW_STAFF, Role.HELPER, Role.MANAGEMENT_OFFICE})
"""Roles that meet people: each may register a first inquiry (首问负责制度 第二、三条; no window is excluded)."""
