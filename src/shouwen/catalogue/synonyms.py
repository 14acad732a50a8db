"""同义词: words of people and words of the guides that mean the same. The first word of a line names the group."""

from __future__ import annotations

import re
from functools import cache

_GROUPS = """
补贴 津贴 补助 救济金 补助金
低保 最低生活保障 低保金 低保户
医保 医疗保险 合作医疗 新农合 农合 基本医疗保险
养老保险 社保 养老金 退休金 养老保 老年钱
残疾人证 残疾证 残疾人员证 残废证
身份证 居民身份证 身份证件
户口簿 户口本 户口
社保卡 社会保障卡 社会保险卡
高龄 老龄 老年人 老人 老年 八十岁 80岁
特困 五保 五保户 特困人员
临时救助 急难 遇到困难 急用钱
宅基地 屋基 地基 建房 修房 盖房 修房子 盖房子 起房子 修屋 建屋 翻建 自建房
危房 危旧房 破房子 漏雨
公租房 公共租赁住房 廉租房
生育 生娃 生孩子 二胎 三胎 准生证 怀孕
独生子女 光荣证 独生子女证
退役军人 退伍军人 复员军人 转业军人 当过兵 老兵
优待证 优待卡 老年卡 老年证
参军 入伍 义务兵 当兵
失业 没工作 丢了工作 下岗
就业困难 找不到工作 找工作
灵活就业 打零工 自由职业
创业 开店 做生意
贷款 借款 借钱
慢特病 慢性病 特殊病 特病 慢病 大病
医疗救助 看病钱 住院钱 医药费
异地就医 外地看病 外地住院 异地看病
死亡 去世 过世 走了 不在了
注销 停保 取消
孤儿 无人抚养 没人养
农机 拖拉机 收割机 微耕机
耕地 种地 种粮 承包地 地力
采伐 砍树 伐木 砍木头
灾害 受灾 遭灾 水淹 洪水 泥石流
党员 组织关系 党关系 党组织
法律援助 打官司 律师
居住证明 住址证明 住的证明
个体工商户 个体户 营业执照 工商执照
认证 生存认证 年审 刷脸
挂失 掉了 丢了 遗失
缴费记录 参保记录 权益记录
参保 买保险 交保险 买医保 交医保
"""
_STOP = """
办理 申请 受理 登记 认定 初审 审核 确认 给付 核准 开具 审批 资格 对象 待遇 信息 人员 证明 办证 想办 怎么 怎么办 怎样
哪里 哪些 什么 东西 材料 需要 知道 可以 我们 他们 家里 家庭 现在 今年 去年 以前 请问 问下 一下 这个 那个
城乡 居民 城乡居民 基本 农村 村民 农村村民 有没有 没有
"""
SAY_NOTHING = frozenset(_STOP.split())
"""Words that nearly every matter has, or none."""
_LINES = tuple(tuple(line.split()) for line in _GROUPS.split("\n") if line.strip())


@cache
def groups() -> dict[str, str]:
    """Each word with the name of its group."""
    return {word: line[0] for line in _LINES for word in line}


@cache
def pattern() -> re.Pattern[str]:
    """Finds the words of all groups in running text, the longest at each place."""
    return re.compile("|".join(re.escape(word) for word in sorted(groups(), key=len, reverse=True)))
