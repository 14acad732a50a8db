from django.db import models


class DeviceKind(models.TextChoices):
    """What a device is."""

    KIOSK = "kiosk", "自助终端"
    PRINTER = "printer", "打印机"
    PUNCH_CLOCK = "punch_clock", "打卡机"
    CALL_SCREEN = "call_screen", "叫号屏"
    OTHER = "other", "其他设备"


class DeviceState(models.TextChoices):
    IN_USE = "in_use", "在用"
    OUT_OF_ORDER = "out_of_order", "停用待修"
    RETIRED = "retired", "已报废"


class FaultState(models.TextChoices):
    """报修的经过."""

    REPORTED = "reported", "待接"
    TAKEN = "taken", "在修"
    FIXED = "fixed", "修好了"
    DROPPED = "dropped", "不用修"


class InspectionState(models.TextChoices):
    """一次巡检的经过."""

    DUE = "due", "待巡检"
    DONE = "done", "已巡检"
    DROPPED = "dropped", "不用做了"


class CheckResult(models.TextChoices):
    """What was found of one line of a checklist."""

    OK = "ok", "正常"
    FAULTY = "faulty", "有问题"
    ABSENT = "absent", "没有这一项"


class MovementKind(models.TextChoices):
    """配件耗材的进出."""

    IN = "in", "入库"
    OUT = "out", "领用"
    COUNT = "count", "盘点"
