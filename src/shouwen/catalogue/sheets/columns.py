"""The four sheets of the workbook and their columns, with the words that other towns' files use for them."""

from __future__ import annotations

from shouwen.office_files.matching import Field

ITEMS, MATERIALS, FAULTS, QUESTIONS = "事项", "材料", "常见毛病", "情形问答"

ITEM_FIELDS = (
    Field("code", "事项编码", ("实施编码", "基本编码")),
    Field("name", "事项名称", ("实施事项名称", "主项名称")),
    Field("domain", "领域", ("业务领域", "所属领域")),
    Field("window", "窗口号", ("受理窗口号",)),
    Field("everyday", "群众怎么说", ("通俗叫法",), required=False),
    Field("kind", "办件类型"),
    Field("legal", "法定办结时限", ("法定时限",)),
    Field("promised", "承诺办结时限", ("承诺时限",)),
    Field("conditions", "受理条件", ("申请条件",)),
    Field("steps", "办理流程", ("办理程序",)),
    Field("situations", "办理情形", ("情形",), required=False),
    Field("fee", "收费标准", ("是否收费", "收费")),
    Field("basis", "设定依据", ("法律依据", "依据"), required=False),
    Field("place", "办理地点", ("办理地点窗口",), required=False),
    Field("special", "特别程序", (), required=False),
    Field("publicity", "公示天数", (), required=False),
    Field("notice", "告知补正期限", ("补正告知期限",), required=False),
    Field("deemed", "逾期不告知视为受理", (), required=False),
    Field("since", "生效日期", ("实施日期",), required=False),
    Field("status", "状态", ("事项状态",), required=False),
    Field("withdrawn_on", "停办日期", (), required=False),
    Field("withdrawn_reason", "停办原因", (), required=False),
    Field("legal_unit", "法定时限单位", ("法定办结时限单位",), required=False),
    Field("promised_unit", "承诺时限单位", ("承诺办结时限单位",), required=False),
    Field("legal_extension", "法律另准延长", ("可延长工作日",), required=False),
    Field("extension_basis", "另准延长依据", (), required=False),
)
MATERIAL_FIELDS = (
    Field("code", "事项编码", ("实施编码", "基本编码")),
    Field("place", "材料序号", ("序号",)),
    Field("name", "材料名称"),
    Field("form", "材料形式"),
    Field("situation", "适用情形", ("情形",), required=False),
    Field("copies", "份数", ("材料份数",), required=False),
    Field("source", "来源渠道", ("怎么取得",)),
    Field("criterion", "受理标准", ("填报须知",), required=False),
    Field("minor", "可容缺", ("是否容缺",), required=False),
    Field("promised", "可告知承诺", ("是否告知承诺",), required=False),
)
FAULT_FIELDS = (
    Field("code", "事项编码", ("实施编码", "基本编码")),
    Field("place", "材料序号", ("序号",)),
    Field("reason", "常见毛病"),
    Field("requirement", "要求"),
)
QUESTION_FIELDS = (
    Field("code", "事项编码", ("实施编码", "基本编码")),
    Field("number", "问题序号", ("第几句",)),
    Field("ask", "问什么"),
    Field("say", "回答"),
    Field("situation", "选出情形", (), required=False),
    Field("then", "接第几句", (), required=False),
)
FIELDS = {ITEMS: ITEM_FIELDS, MATERIALS: MATERIAL_FIELDS, FAULTS: FAULT_FIELDS, QUESTIONS: QUESTION_FIELDS}
OFFERED, WITHDRAWN = "在办", "停办"
YES, NO = "是", "否"
