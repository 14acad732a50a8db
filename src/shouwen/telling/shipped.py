"""随产品带的告知用语. The keys of `blanks` are what callers of `tell` give; docs/messages.md lists them."""

from __future__ import annotations

from shouwen.telling.templates import Blank, Template

_MATTER = Blank("matter", "事项", "农村宅基地建房审批", 40)
_REASON = Blank("reason", "原因", "现场还要复核一次，宅基地四至和邻居的说法不一致", 200, is_needed=True)
_FULL_REASON = Blank("reason", "原因", "现场还要复核一次，宅基地四至和邻居的说法不一致", 300, is_needed=True)
_DUE = Blank("due", "到期日", "11月27日 周五", 20, is_needed=True)
_LINK = Blank("link", "查进度", "https://erping.example/p/26-01873/3f9a0c21d7/", 80)

SHIPPED: tuple[Template, ...] = (
    Template(
        "progress",
        "办理进度",
        "【{中心}】您办的{事项}（{编号}）：{进展}。查进度：{查进度}",
        (_MATTER, Blank("progress", "进展", "已经审完材料，正在制证", 80, is_needed=True), _LINK),
        is_essential=False,
        is_fixed=False,
        is_owed=False,
    ),
    Template(
        "accepted",
        "受理",
        "【{中心}】您办的{事项}已受理，编号 {编号}，{到期日}前办结。查进度：{查进度}",
        (_MATTER, _DUE, _LINK),
        is_essential=False,
        is_fixed=False,
        is_owed=False,
    ),
    Template(
        "correction",
        "补正材料",
        "【{中心}】您办的{事项}（{编号}）要补这些材料：{材料}。补齐前不计时限。有不清楚的打 {中心电话}。看要求：{查进度}",
        (_MATTER, Blank("materials", "材料", "户口簿首页复印件、四至邻居签字", 200, is_needed=True), _LINK),
        "一次性告知制度 第六条",
    ),
    Template(
        "special_procedure",
        "特别程序",
        "【{中心}】您办的{事项}（{编号}）要{程序}，大约 {天数} 个工作日，这段时间不算在时限里。原因：{原因}。有不清楚的打 {中心电话}。",
        (
            _MATTER,
            Blank("procedure", "程序", "现场踏勘", 20, is_needed=True),
            Blank("days", "天数", "5", 4, is_needed=True),
            _REASON,
        ),
        "行政许可法 第四十五条",
    ),
    Template(
        "resumed",
        "恢复计时",
        "【{中心}】您办的{事项}（{编号}）{程序}已结束，接着办，{到期日}前办结。查进度：{查进度}",
        (_MATTER, Blank("procedure", "程序", "现场踏勘", 20, is_needed=True), _DUE, _LINK),
        is_essential=False,
        is_fixed=False,
        is_owed=False,
    ),
    Template(
        "extended",
        "延期办理",
        "【{中心}】您办的{事项}（{编号}）要延期 {天数} 个工作日，改到 {到期日}前办结。原因：{原因}。给您添麻烦了，有不清楚的打 {中心电话}。",
        (_MATTER, Blank("days", "天数", "3", 4, is_needed=True), _DUE, _REASON),
        "限时办结制度 第三条、第五条",
    ),
    Template(
        "due_moved",
        "到期日变动",
        "【{中心}】因{原因}，您办的{事项}（{编号}）由 {原到期日}改到 {到期日}前办结。有不清楚的打 {中心电话}。",
        (
            _MATTER,
            Blank("before", "原到期日", "10月8日 周四", 20),
            _DUE,
            Blank("reason", "原因", "国庆节放假安排公布了", 200, is_needed=True),
        ),
        "限时办结制度 第三条",
    ),
    Template(
        "done",
        "办结",
        "【{中心}】您办的{事项}（{编号}）{结果}。{怎么取}。有不清楚的打 {中心电话}。看一看，愿意的话评一评：{查进度}",
        (
            _MATTER,
            Blank("result", "结果", "办好了", 60, is_needed=True),
            Blank("fetch", "怎么取", "带身份证到1号窗口取证", 100),
            _LINK,
        ),
        "限时办结制度 第二条",
    ),
    Template(
        "inquiry_answered",
        "答复咨询",
        "【{中心}】您问的事（{编号}）：{答复}。还有不清楚的打 {中心电话}。",
        (Blank("answer", "答复", "可以原址翻建，先到1号窗口领申请表", 300, is_needed=True),),
        "首问负责制度 第四条",
    ),
    Template(
        "answered_online",
        "网上答复",
        "【{中心}】您在网上问的事（{编号}）答复了。还有不清楚的打 {中心电话}。看答复：{看答复}",
        (Blank("link", "看答复", "https://erping.example/q/26-0012-3f9a0c21d7/", 80, is_needed=True),),
        is_essential=False,
        is_fixed=False,
        is_owed=False,
    ),
    Template(
        "promise_made",
        "答应的日子",
        "【{中心}】您的事（{编号}）现在办不了：{原因}。我们答应 {到期日}前给您办。有不清楚的打 {中心电话}。",
        (_DUE, _FULL_REASON),
        "服务承诺 第三条",
    ),
    Template(
        "promise_moved",
        "答应的日子要改",
        "【{中心}】答应您 {原到期日}前办的事（{编号}），要改到 {到期日}。原因：{原因}。对不住，有不清楚的打 {中心电话}。",
        (Blank("before", "原到期日", "11月20日 周五", 20), _DUE, _FULL_REASON),
        "服务承诺 第三条",
    ),
    Template(
        "promise_kept",
        "答应的事办了",
        "【{中心}】答应您的事（{编号}）：{结果}。有不清楚的打 {中心电话}。",
        (Blank("result", "结果", "路灯已经修好", 200, is_needed=True),),
        "服务承诺 第三条",
    ),
    Template(
        "not_possible",
        "现在办不了",
        "【{中心}】您的事（{编号}）现在办不了。原因：{原因}。有不清楚的打 {中心电话}。",
        (Blank("reason", "原因", "今年的危房改造指标已经用完，明年3月开始报", 300, is_needed=True),),
        "服务承诺 第三条",
    ),
    Template(
        "complaint_received",
        "收到投诉",
        "【{中心}】您的投诉收到了，编号 {编号}，{到期日}前答复您。查经过：{查进度}",
        (_DUE, Blank("link", "查进度", "https://erping.example/c/26-0012/3f9a0c21d7/", 80)),
        "服务承诺 第二条",
        is_fixed=False,
    ),
    Template(
        "complaint_answered",
        "答复投诉",
        "【{中心}】您的投诉（{编号}）：{答复}。看全文、评一评：{查进度}",
        (
            Blank("answer", "答复", "查实了，当天值班的人没有按时到岗，已经批评并扣分", 300, is_needed=True),
            Blank("link", "查进度", "https://erping.example/c/26-0012/3f9a0c21d7/", 80),
        ),
        "服务承诺 第二条",
    ),
    Template(
        "plain",
        "其他告知",
        "【{中心}】{要说的话}。有不清楚的打 {中心电话}。（{编号}）",
        (Blank("words", "要说的话", "您要的证明开好了，带身份证到1号窗口取", 300, is_needed=True),),
    ),
)
BY_CODE: dict[str, Template] = {template.code: template for template in SHIPPED}
