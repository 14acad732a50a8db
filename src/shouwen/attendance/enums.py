from django.db import models


class LeaveKind(models.TextChoices):
    """请假种类: statutory kinds are never a deduction (考核制度 三（二）（2）)."""

    SICK = "sick", "病假"
    PERSONAL = "personal", "事假"
    ANNUAL = "annual", "年休假"
    MATERNITY = "maternity", "产假"
    MISCARRIAGE = "miscarriage", "小产假"
    NURSING = "nursing", "哺乳假"
    FAMILY_VISIT = "family_visit", "探亲假"
    PARENTAL = "parental", "育儿假"
    QUARANTINE = "quarantine", "隔离管控"
    BUSINESS = "business", "公出培训"


class AwayCause(models.TextChoices):
    """脱岗的缘由."""

    NO_PROCEDURE = "no_procedure", "未履行请假手续"
    NONE = "none", "无故脱岗"


class PunchSource(models.TextChoices):
    DEVICE = "device", "考勤机"
    IMPORT = "import", "导入"
