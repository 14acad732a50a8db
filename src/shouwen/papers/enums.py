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
    PROMISE_LETTER = "promise_letter", "告知承诺书"
    PROCEDURE_NOTICE = "procedure_notice", "特别程序告知书"
    EXTENSION_NOTICE = "extension_notice", "延期办理告知书"
    TASK_RECEIPT = "task_receipt", "任务办理回执"
    SUPERVISION_ORDER = "supervision_order", "督办单"
    RECTIFY_NOTICE = "rectify_notice", "整改通知书"
    MEASURE_DECISION = "measure_decision", "问责决定书"
    COMPLAINT_ANSWER = "complaint_answer", "投诉答复书"
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
            "promise_letter": "承",
            "procedure_notice": "特",
            "extension_notice": "延",
            "task_receipt": "任",
            "supervision_order": "督",
            "rectify_notice": "改",
            "measure_decision": "责",
            "complaint_answer": "诉",
            "month_sheet": "考",
        }[self]


SLIP_KINDS = frozenset({PaperKind.ONE_TIME_NOTICE, PaperKind.MATERIAL_RECEIPT})
"""What receipt printers of 80 mm print too: it is handed over at the counter while the person waits."""

ABOUT_STAFF = frozenset({PaperKind.RECTIFY_NOTICE, PaperKind.MEASURE_DECISION})
"""About a member of staff, whose own they are: no register lists them, and few open them."""

DELIVERED_KINDS = frozenset(
    {
        PaperKind.CORRECTION_NOTICE,
        PaperKind.ACCEPTANCE_NOTICE,
        PaperKind.CONCLUSION_NOTICE,
        PaperKind.DECLINE_NOTICE,
        PaperKind.PROCEDURE_NOTICE,
        PaperKind.EXTENSION_NOTICE,
    }
)
"""What has a 送达回证: papers that something begins or ends with for the person."""

NEVER_VOIDED: dict[PaperKind, str] = {
    PaperKind.DECLINE_NOTICE: "不予受理通知书是复核同意后告知本人的，不能作废；错了请重新登记、重新受理",
    PaperKind.HANDOVER_SLIP: "转办单跟着转办走，不能作废；转错了请对方退回，再转一次",
    PaperKind.DELIVERY_RECEIPT: "送达回证记的是已经发生的事，不能作废",
    PaperKind.PROCEDURE_NOTICE: "特别程序已经告知本人，时限已经停了，不能作废；不用做了的，恢复计时并写明结果",
    PaperKind.EXTENSION_NOTICE: "延期已经告知本人，到期日已经改了，不能作废",
    PaperKind.TASK_RECEIPT: "任务办理回执已经报给上级，不能作废；报错了请上级退回，重新报送",
    PaperKind.SUPERVISION_ORDER: "督办单跟着督办走，不能作废；督错了撤回督办，写明原因",
    PaperKind.RECTIFY_NOTICE: "整改通知书跟着整改走，不能作废；定错了撤销，写明原因",
    PaperKind.MEASURE_DECISION: "问责决定书已经送达，不能作废；定错了撤销，写明原因",
    PaperKind.COMPLAINT_ANSWER: "投诉答复已经告知投诉人，不能作废；答错了补充答复",
    PaperKind.MONTH_SHEET: "月度考核表按考核程序改，不能作废",
}
"""Kinds that another step undoes, or none, with the words for who tries."""


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
