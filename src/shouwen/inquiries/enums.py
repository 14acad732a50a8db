from django.db import models


class Channel(models.TextChoices):
    """怎么来."""

    ON_SITE = "on_site", "现场"
    PHONE = "phone", "来电"
    ONLINE = "online", "网上"


class InquiryState(models.TextChoices):
    """首问的经过. Open states are owed an answer; closed ones carry the words told."""

    OPEN = "open", "待处理"
    HANDED_OVER = "handed_over", "已转交，待接收"
    WITH_RECEIVER = "with_receiver", "责任窗口已接收"
    RULING_ASKED = "ruling_asked", "已请示管理办公室"
    RULED = "ruled", "已有裁定，待告知本人"
    PROMISED = "promised", "已承诺，待兑现"
    ANSWERED = "answered", "已答复"
    TO_CASE = "to_case", "已受理为办件"


class Outcome(models.TextChoices):
    """怎么办: the five outcomes of the register page (Alt+1 … Alt+5)."""

    ANSWERED = "answered", "当场答复"
    TO_CASE = "to_case", "受理办件"
    HANDED_OVER = "handed_over", "转交责任窗口"
    RULING_ASKED = "ruling_asked", "请示管理办公室"
    PROMISED = "promised", "说明原因并承诺"


class ToldBy(models.TextChoices):
    """怎样告知本人."""

    IN_PERSON = "in_person", "当面说了"
    PHONE = "phone", "电话里说了"
    PRINT = "print", "给了纸质单子"
    QR = "qr", "扫码看的"
    ONLINE = "online", "网上回复"


class HandoverState(models.TextChoices):
    WAITING = "waiting", "等接收"
    ACCEPTED = "accepted", "已接收"
    RETURNED = "returned", "退回首问负责人"
