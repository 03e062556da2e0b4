"""What makes an item no project at all: predicates, routes, bare zones, policies, talk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from projects.extraction.clauses import flatten
from projects.extraction.lexicon import NOT_AFTER
from projects.extraction.naming import identity
from projects.extraction.particles import predicate
from projects.kinds import KINDS
from projects.rules import Rule

if TYPE_CHECKING:
    from projects.extraction.parts import Clause, Headed
    from projects.rules import Note

__all__ = ["ABSTRACT", "says_otherwise", "without_places"]

# Kinds whose head words are used of programmes and titles as often as of sites.
ABSTRACT = frozenset({"pilot_zone", "other", "research_platform", "industrial_park"})
_ZONE = re.compile(r"(?:高新区|经开区|开发区|新区|管委会)$")
# What the thing named before is, once more: …为全市首个农光互补项目.
_ITSELF = re.compile("(?<=[为是])[全我][市省国县区](?:首|最|唯一|第)")
# Talk, not a name.
_TALK = re.compile(
    r"及以[上下]|\d个[^,、]{0,4}亿元|满\d+年|(?:全国|全省|国内|国际|世界|区域|行业)(?:性|重要|领先|一流|知名|最大|先进)|全部|争当|的地区|资源丰富|能力强|复杂|按照|不(?=布|得|再|设)|逐步|列为|用于|预留"
)
# What is done to a class of works by way of policy: 对高耗能项目实行清单管理.
_POLICY = re.compile(
    r"(?:实行|执行|实施|落实|加强|开展)[^,。;、]{0,10}(?:管理|监管|监控|监察|电价|检查|诊断|审计|考核|评估|审查)"
)
_DONE_TO = re.compile(
    r"(?<![\u4e00-\u9fff])对[^,。;]{4,40}(?:利用|回收|处理|处置|拆解)(?![\u4e00-\u9fff])"
)
# Who applies for a status has none yet.
_APPLIES = re.compile(r"申报|申请|争创")
_APPLIED = re.compile(r"(?:的|等)?(?:项目|试点|创建)?(?:申报|申请|争创)(?!成功|获批|指南)")
# Where a line starts, ends or joins another: 西起大丰区,东至大丰港; 自邯黄铁路接轨.
_ROUTE = re.compile(
    r"[东西南北](?:起|至|接|连|到)(?:于|自)?|起于|起自|止于|途经|自(?=[^,、]{2,12}(?:接轨|引出|引接|出岔))"
)
_TURN = re.compile("分别|依次")
_WITH, _MEETS = re.compile("[与和同]$"), re.compile("(?:相接|接轨|对接|衔接|相连|连通|贯通)")
_JOINS = re.compile("(?:接轨|引自|衔接)于?$")
# Techniques, trades and products that a list closes with: 构网型储能、叶片回收等关键技术.
_LIST_OF_TALK = re.compile(
    r"(?=[、和与及等])(?:[^,;。、]{0,16}、){0,8}?[^,;。、]{0,16}?等[\u4e00-\u9fff]{0,6}"
    r"(?:技术|领域|行业|产业|产品|环节|业务|场景)(?=$|[,;。]|攻关|研发|突破)"
)
# Who is supplied: 向云岭产业园供气, 为码湖园区供热.
_SUPPLIED = re.compile(r"[向为给]$")
_SUPPLY = re.compile(
    r"(?:提供|供应|输送|稳定|持续|集中)*(?:供[气热电水汽能暖冷]|提供|供应|输[气送水电])"
)

# What every road and port is to be.
_EPITHET = re.compile(
    r"(?:[\s\ue000]|(?:全|我|本|自治)?[市县州区省])*"
    r"(?:绿色|智慧|平安|美丽|低碳|零碳|近零碳|数字|生态|智能|现代|四好|和|、)+"
)
# What is done in plants of any kind.
_WORKS_OF_ALL = re.compile("(?:节能|降碳|密闭|工艺|流程|燃烧|炉)(?:综合)?(?:改造|技改)")
_WAY = re.compile(r"“?一[\u4e00-\u9fff]一[\u4e00-\u9fff]”?")  # 一企一策 names no plant
_BUILT = re.compile("[新改扩续迁修兴]建|建[设成]|布局|投产|开工|落地|引进|谋划|规划")
_SURE = 1.0


def says_otherwise(clause: Clause, item: Headed, body: str) -> Note | None:
    """Say why an item is plainly no project: a predicate, a bare zone, a model or a technique."""
    name = clause.text[item.start : item.name_end]
    placed = any(t.start == item.start for t in clause.places(item.start, item.chain))
    said = None if placed else predicate(clause, item.start, item.name_end, body)
    applies = _APPLIES.search(clause.text, item.start, item.head.start)
    if item.head.kind == "pilot_zone":
        applies = applies or _APPLIED.match(clause.text, item.name_end)
    objections = (
        (Rule.NOT_APPLIED, applies if item.head.kind in ABSTRACT else None),
        (Rule.NOT_PREDICATE, None if said and _sized_first(clause, item) else said),
        (Rule.NOT_AFTER, NOT_AFTER.match(clause.text, item.name_end)),
        (Rule.NOT_AFTER, None if placed else _trades(clause, item)),
        (Rule.NOT_PREDICATE, _in_turn(clause, item, body)),
        (Rule.NOT_ROUTE, _route(clause, item)),
        (Rule.NOT_ROUTE, _supplied(clause, item)),
        (Rule.NOT_ZONE, _ZONE.search(name)),
        (Rule.NOT_TALK, _ITSELF.search(clause.flat, item.reach, item.head.start)),
        (Rule.NOT_TALK, _TALK.search(clause.flat, item.start, item.name_end)),
        (Rule.NOT_TALK, _policy(clause, item, body)),
        (Rule.NOT_TALK, _slogan(clause, item)),
        (Rule.NOT_TALK, _works_of_all(clause, item, body)),
    )
    for rule, match in objections:
        if match:
            return rule, match[0]
    return None


def _policy(clause: Clause, item: Headed, body: str) -> re.Match[str] | None:
    """Return the policy that a class of works, which nothing identifies, is subject to.

    So is what is done to a material: 对钢渣综合利用.
    """
    start, end = clause.span.start, clause.span.end
    if item.name_end == end and KINDS[item.head.kind].sector == "circular":
        done = _DONE_TO.search(clause.flat, start, end)
        return None if clause.places(start, end) else done
    found = _POLICY.match(clause.text, item.name_end) if item.head.weak else None
    named = found and identity(without_places(clause, item, body)) >= _SURE
    return None if named else found


def _slogan(clause: Clause, item: Headed) -> re.Match[str] | None:
    """Return what a class of ways is to be like, all over the jurisdiction: 某市绿色铁路."""
    if KINDS[item.head.kind].sector != "transport":
        return None
    found = _EPITHET.fullmatch(without_places(clause, item, clause.flat[item.start : item.chain]))
    scope = clause.sentence.setting.scope
    told = clause.places(item.reach, item.name_end) if found else []
    finer = any(p.counties and p.code != scope for t in told for p in t.places)
    return None if finer or clause.amounts(item.reach, item.end) else found


def _works_of_all(clause: Clause, item: Headed, body: str) -> re.Match[str] | None:
    """Return works like 节能改造 that are done all over a county, where nothing names a plant."""
    works = _WORKS_OF_ALL.search(clause.text, item.head.start, item.head.end)
    own = _WAY.sub(" ", without_places(clause, item, body)) if works else ""
    return None if identity(own) >= _SURE else works


def _route(clause: Clause, item: Headed) -> re.Match[str] | None:
    """Return the words of a route an item begins with, unless they begin a place (东至县)."""
    placed = any(t.start == item.reach for t in clause.places(item.reach, item.end))
    return None if placed else _ROUTE.match(clause.text, item.reach)


def _in_turn(clause: Clause, item: Headed, body: str) -> re.Match[str] | None:
    """Return the word by which a clause tells the sizes of those before: 分别敷设9公里、7公里."""
    start, end = clause.span.start, clause.span.end
    told = _TURN.match(clause.flat, start) if start else None
    if told is None or clause.places(start, end) or identity(body) >= _SURE:
        return None
    return told if len(clause.amounts(start, end)) > 1 else None


def _trades(clause: Clause, item: Headed) -> re.Match[str] | None:
    """Return the rest of a list of techniques or trades that an item without a place stands in."""
    told = _LIST_OF_TALK.match(clause.flat, item.name_end, clause.span.end)
    return None if told and clause.places(item.reach, item.name_end) else told


def _supplied(clause: Clause, item: Headed) -> re.Match[str] | None:
    """Return the word by which an item is no more than whom another supplies, or joins."""
    start = clause.span.start
    supply = _SUPPLY.match(clause.flat, item.name_end, clause.span.end)
    joined = _JOINS.search(clause.flat, start, item.start) or (
        _WITH.search(clause.flat, start, item.start)
        and _MEETS.match(clause.flat, item.name_end, clause.span.end)
    )
    return joined or (_SUPPLIED.search(clause.flat, start, item.start) if supply else None)


def _sized_first(clause: Clause, item: Headed) -> bool:
    """Whether a size stands before the name as its attribute: 总装机320万千瓦的…基地.

    Or behind the verb that builds it: 甲县乙镇建设年产20万吨再生铝板材线.
    """
    sizes = clause.amounts(item.start, item.chain)
    built = _BUILT.search(item.verb)
    return any(built or clause.text[a.end : a.end + 1] == "的" for a in sizes)


def without_places(clause: Clause, item: Headed, text: str) -> str:
    """Return `text` without the toponyms and quantities that stand in the item."""
    start = item.reach
    for toponym in clause.places(start, item.end):
        text = text.replace(toponym.text, " ")
    for found in clause.amounts(start, item.end):
        text = text.replace(clause.text[found.start : found.end], " ")
    return flatten(text)
