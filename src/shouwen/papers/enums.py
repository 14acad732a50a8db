from django.db import models


class PaperKind(models.TextChoices):
    """文书的种类, and the character that stands for it in the number (二坪便补〔2026〕41号)."""

    CORRECTION_NOTICE = "correction_notice", "补正材料一次性告知书"
    ONE_TIME_NOTICE = "one_time_notice", "一次性告知单"
    ACCEPTANCE_NOTICE = "acceptance_notice", "受理通知书"
    HANDOVER_SLIP = "handover_slip", "转办单"
    CONCLUSION_NOTICE = "conclusion_notice", "办结通知书"
    DECLINE_NOTICE = "decline_notice", "不予受理通知书"
    MATERIAL_RECEIPT = "material_receipt", "材料接收凭证"
    DELIVERY_RECEIPT = "delivery_receipt", "送达回证"
    MONTH_SHEET = "month_sheet", "月度考核表"

    @property
    def mark(self) -> str:
        return {
            "correction_notice": "补",
            "one_time_notice": "告",
            "acceptance_notice": "受",
            "handover_slip": "转",
            "conclusion_notice": "结",
            "decline_notice": "不受",
            "material_receipt": "收",
            "delivery_receipt": "送",
            "month_sheet": "考",
        }[self]


class PaperFormat(models.TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"
    SLIP = "slip", "80毫米小票"


class DeliveryMeans(models.TextChoices):
    """送达方式 (民事诉讼法的送达方式，行政机关参照)."""

    IN_PERSON = "in_person", "当面送达"
    MAIL = "mail", "邮寄送达"
    LEFT = "left", "留置送达"
    ELECTRONIC = "electronic", "电子送达"
