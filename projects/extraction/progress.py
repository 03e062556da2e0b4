"""Stage and nature of a project, by the words around its name (design rule 6)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from projects.extraction.lexicon import WORK_VERB
from projects.extraction.years import DONE, done_before
from projects.models import Nature, Stage
from projects.rules import Rule

if TYPE_CHECKING:
    from projects.extraction.parts import Draft
    from projects.extraction.sayings import Told
    from projects.rules import Note

__all__ = ["nature_of", "stage_of"]

_ENDED = (
    (Stage.CANCELLED, re.compile(r"取消|终止|不再(?:建设|实施)")),
    (Stage.SHELVED, re.compile(r"暂缓|缓建|停建|停止建设|搁置")),
    (
        Stage.RETIRED,
        re.compile(
            r"关停|关闭|淘汰|拆除|报废(?!机动车|汽车)|退役(?!动力|电池|锂|风机|光伏|组件|设备)"
        ),
    ),
)
# How far an ended work's words may stand behind its name: 3号机组已关停.
_ENDED_REACH = 12
_WORKS = r"(?:施工|安装|吊装|铺设|敷设|浇筑|开挖|填筑|调试|焊接|掘进)"


def _words(*rows: tuple[str, str]) -> re.Pattern[str]:
    """Return the pattern of rows of words, each with what follows any of its row's words.

    Every branch begins with a character of its own, so that `re` passes over text without any.
    """
    branches = (word + rest for words, rest in rows for word in words.split())
    return re.compile("|".join(branches))


_BUILDING = _words(
    (
        "在建 续建(?!配套) 尾工 扫尾 收尾 尾声 正在实施 建设中 封顶 截流 合龙 铺轨 架线 挂网 桩基",
        "",
    ),
    ("已 已经 正式 顺利 现已 全面", r"[^,;、]{0,5}(?:开工(?!条件)|动工|开建|破土|进场)"),
    ("年内 今年", r"[^,;、]{0,4}(?:竣工|完工|收尾)"),
    ("正 正在 抓紧 加紧 紧张 有序", rf"[^,;、…]{{0,8}}{_WORKS}"),
    ("正 正在", r"(?:推进|加快|加紧)?…?建设"),
    ("处于 进入 转入", rf"[^,;、]{{0,10}}(?:{_WORKS}|建设|攻坚|冲刺|高峰|收尾)"),
    (_WORKS[3:-1].replace("|", " "), r"[^,;、]{0,8}(?:完成|完毕|过半|成|%|有序|顺利)"),
    ("完成", rf"[^,;、]{{0,10}}(?:{_WORKS}|土建|主体|投资)"),
    ("已 已经", _WORKS),
    ("土建 主体 洞 隧洞 隧 主厂房", r"[^,;、]{0,6}(?:完成|完工|贯通|推进|施工)"),
    ("首台 首批 首座", r"[^,;、]{0,6}(?:已|成功|实现|顺利)"),
    ("加快建成 建设进度 主厂房 主体工程 主体施工", ""),
)
_IN_USE = (
    "投产|投运|投用|建成|并网|通车|通航|投入(?:运行|使用|生产|运营)|运行|运营"
    "|完工|竣工|发电|通过验收"
)
# Said of what stands, whatever else the clause says.
_STANDING = _words(
    ("现有 现役 已建(?!议)", ""),
    ("已", rf"(?:经|于)?(?![^,;]{{0,12}}(?:开工|力争|计划))[^,;]{{0,10}}(?:{_IN_USE})"),
    ("已", r"(?:经|于)?[^,;]{0,8}完成(?:$|改造|建设|修复|治理)"),
    ("去年 前年", rf"[^,;]{{0,6}}(?:{_IN_USE})"),
    (
        "投产 投用 投运 运营 建成 运行",
        r"(?:以来|多年|于(?:19|20)\d\d|已?(?:满|逾|超)[^,;]{0,6}年)",
    ),
    ("自19 自20", r"\d\d年[^,;]{0,4}投"),
    ("保障 确保", r"[^,;]{0,4}(?:安全|稳定|平稳)[^,;]{0,4}运行"),
)
# Said of what stands, unless it is hoped for.
_AT_WORK = _words(
    ("安全 稳定 正常 平稳 持续 常年 长期 满负荷", r"[^,;、]{0,6}运行"),
    ("运行", r"(?:良好|平稳|稳定|正常|[^,;、]{0,4}年)"),
    ("承担", r"[^,;]{0,14}(?:基荷|负荷|供热|供电|调峰|任务)"),
    ("提供", r"[^,;]{0,6}基荷"),
    ("发挥", r"[^,;]{0,16}(?:作用|效益|功能)"),
    ("先后 相继 陆续 较早 率先 首个", rf"[^,;]{{0,6}}(?:{_IN_USE})"),
    ("累计", r"(?:发电|处理|供|消纳)"),
    ("全部 全面 全容量", rf"(?:{_IN_USE})"),
    ("满发 稳发 年均发电 服役 建成运行 效益显著 满功率 稳定达标", ""),
)
_HOPED = _words(
    ("力争 确保 计划 争取 预计 拟 将 推进 推动 加快 加速 规划 建设(?!的|了)", ""),
    ("建成后 投产后 达产后 完工后 20\\d\\d年 年内 年底 今年 明年 前 底 末", ""),
)
_BEFORE_WORK = _words(
    ("前期(?:工作|论证|研究)? 谋划 论证 可研 可行性研究 储备(?!林|基地|中心|能力|设施)", ""),
    ("选址 选线 选井 站址 路由 比选 勘察 勘测 踏勘 勘探 测风 预审 环评 报批 报告 待核准", ""),
    ("项目建议书 意向 洽谈 签约 规划研究", ""),
    ("开展", r"[^,;]{0,6}研究"),
    ("深化", r"[^,;]{0,8}研究"),
    ("争取 尽快", r"[^,;]{0,8}(?:纳入|列入|核准|获批|批复)"),
    ("纳入 列入", r"[^,;]{0,8}(?:规划(?!重)|竞争性配置)"),
    ("勘察 编制 规划 初步 工程 开展", "设计"),
)
# What a sentence leans on, or sums up, stands: 依托云岭产业园,…; 总结云岭基地经验.
_LEANS = re.compile(r"(?:依托|借助|总结(?:推广)?)(?:好|现有|已有)?$")
# A work may be leant on before it is done: 依托云岭项目,…; 依托云岭电站建设,….
_WORK = re.compile(r"(?:项目|工程|[一二三四五]期|[扩改新迁复]建|建设|改造|线路|复航)$")
_RAISED = re.compile("[新改扩续迁修兴]建|建设|打造|布局")
_BEGUN_IN = re.compile(r"(20\d\d)年[^,;]{0,8}(?:开工|动工|开建)")
_CELLS = (
    (Stage.PLANNED, re.compile(r"(?:新|待|未|拟|计划)开工")),
    (Stage.UNDER_CONSTRUCTION, re.compile(r"^(?:施工|建设|开工|实施)(?:中|阶段|建设)?$")),
    (
        Stage.EXISTING,
        re.compile(rf"^(?:已|全部|全面)*(?:{DONE}|完成|运行|运营|投产|已建)(?:投产|投运)?$"),
    ),
    (Stage.PRELIMINARY, re.compile(r"^规划(?:中|阶段)?$")),
)
_HEADINGS = (
    (
        Stage.UNDER_CONSTRUCTION,
        re.compile(r"(?:在建|续建|结转)(?:类)?(?:重[点大])?(?:项目|工程)?$"),
    ),
    (Stage.PRELIMINARY, re.compile(r"(?:储备|前期|谋划|预备)(?:类)?(?:重[点大])?(?:项目|工程)?$")),
    (Stage.EXISTING, re.compile(r"(?:已建|建成|已?投产|现有|存量)(?:类)?(?:项目|工程|电站)?$")),
)
_LOOKS_BACK = re.compile(r"截[至止]|(?<!夯实)(?<!打牢)(?<!筑牢)(?:基础|现状|成效|回顾|形势)")
_USED = re.compile(rf"(?:{_IN_USE})")

_GROWS = re.compile(r"二期|三期|四期|扩建|扩容|增容|扩能|扩产|扩机|增产|增装|复线|扩大|延伸")
_MENDS = re.compile(
    r"技改|改造|升级|提标|改建|除险加固|超低排放|煤改[气电]|以大代小|更新|节能降碳|改为|改线|换线|轮换|电气化"
)
_RESTORES = re.compile(r"修复|恢复|治理|保护|清除|复垦|复绿|补水|还湿|封育|退耕|退养|整治|清淤")
# What a plant is for is not what is done to it: 带动传统产业升级.
_SERVES = re.compile(r"带动|推动|助力|促进|服务|支撑|用于|后")
_BRACKETS = re.compile(r"\([^()]*\)")
_WORK_REACH = 24
_ALL_WORKED = re.compile(
    r"(?:重点|实施|推进|开展)*(?:(?:改?扩|改)建|扩容|(?:技术|升级|节能|提标)*改造|技改|除险加固|修复)类?(?:重点)?(?:项目|工程)?"
)
_DONE = (
    (Nature.EXPANSION, _GROWS),
    (Nature.RETROFIT, _MENDS),
    (Nature.PROTECTION, _RESTORES),
)
_ECOLOGICAL = frozenset({"wetland", "mine_restoration", "forest", "river_restoration"})
_RESTORED = frozenset({"mine_restoration", "river_restoration"})


def nature_of(draft: Draft, told: Told, cell: str = "") -> tuple[Nature, Note]:
    """Return what sort of work it is, from what a table tells, the name, the words around it."""
    found = _worked(cell) or _by_name(draft) or _worked(draft.works) or _worked(draft.verb)
    found = found or _becomes(told) or _under(told)
    if found:
        phase = found[1].endswith("期")
        return found[0], (Rule.NATURE_PHASE if phase else Rule.NATURE_WORD, found[1])
    if draft.kind in _RESTORED:
        return Nature.PROTECTION, (Rule.NATURE_KIND, draft.kind)
    return Nature.NEW, (Rule.NATURE_DEFAULT, "")


def _by_name(draft: Draft) -> tuple[Nature, str] | None:
    restored = draft.kind in _ECOLOGICAL and _RESTORES.search(draft.name)
    if restored:
        return Nature.PROTECTION, restored[0]
    return _done(draft.name) or _worked(draft.name)


def _done(text: str) -> tuple[Nature, str] | None:
    for nature, words in _DONE:
        if found := words.search(text):
            return nature, found[0]
    return None


def _worked(text: str) -> tuple[Nature, str] | None:
    """Return the nature a table's cell or a list's verbs tell."""
    if not text:
        return None
    mends = _MENDS.search(text)
    if mends and not _GROWS.search(text):
        return Nature.RETROFIT, mends[0]
    return next(((Nature(n), word) for word, n in WORK_VERB.items() if word in text), None)


def _becomes(told: Told) -> tuple[Nature, str] | None:
    """Return what is done to a plant that stands: 实施灵活性改造, 在现有基础上扩建."""
    done = _BRACKETS.sub("", told.behind)[:_WORK_REACH]
    return None if _SERVES.search(done) else _done(done)


def _under(told: Told) -> tuple[Nature, str] | None:
    """Return what is done to all that stands under a heading or a label: 扩建:A变电站、B变电站."""
    parts = (_ALL_WORKED.fullmatch(part) for part in told.heading.split("\n"))
    return next((_worked(part[0]) for part in parts if part), None)


def stage_of(told: Told, nature: Nature, as_of: int | None) -> tuple[Stage, Note]:
    """Return how far it is as of the plan, planned unless the text says otherwise.

    `as_of` is the plan's own year: what was put to use before, stands. What a sentence leans on
    stands too, unless it is a work.
    """
    for stage, words in _ENDED:
        if found := words.search(told.verb) or words.search(told.behind[:_ENDED_REACH]):
            return stage, (Rule.STAGE_ENDED, found[0])
    return (
        (_of_cell(told.cell, as_of) if told.cell else None)
        or _leant_on(told)
        or _of_words(told, nature, as_of)
        or _of_heading(told)
        or (Stage.PLANNED, (Rule.STAGE_DEFAULT, ""))
    )


def _leant_on(told: Told) -> tuple[Stage, Note] | None:
    found = _LEANS.search(told.verb) or _LEANS.search(told.before)
    if found is None or _WORK.search(told.name):
        return None
    # 依托云岭铁路新建A、B专用线: B is built.
    if _RAISED.search(told.before.rpartition(found[0])[2]):
        return None
    return Stage.EXISTING, (Rule.STAGE_LEANT, found[0])


def _of_cell(cell: str, as_of: int | None) -> tuple[Stage, Note] | None:
    stage = next((stage for stage, words in _CELLS if words.search(cell)), None)
    if stage is None:
        told = _classified(cell, as_of)
        stage = told[0] if told else None
    return (stage, (Rule.STAGE_ROW, cell)) if stage else None


def _of_words(told: Told, nature: Nature, as_of: int | None) -> tuple[Stage, Note] | None:
    """Return the stage the nearest telling words give: behind the name, around it, after it."""
    if year := done_before(told, as_of):
        return Stage.EXISTING, (Rule.STAGE_PAST, year)
    around = f"{told.verb}…{told.before}…{told.behind}"
    behind = _classified(told.behind, as_of, around)
    if behind:
        return behind
    whole = _classified(around, as_of) if told.verb or told.before else None
    # What stands already is only what a retrofit or an extension is done to.
    if whole and (whole[0] is not Stage.EXISTING or nature is Nature.NEW):
        return whole
    return next((s for clause in told.after if (s := _classified(clause, as_of))), None)


@lru_cache(maxsize=128)
def _classified(text: str, as_of: int | None, around: str = "") -> tuple[Stage, Note] | None:
    """Return the stage a text tells; what is hoped for `around` it does not stand yet."""
    if not text:
        return None
    if found := _BUILDING.search(text) or _has_begun(text, as_of):
        return Stage.UNDER_CONSTRUCTION, (Rule.STAGE_BUILDING, found[0])
    if found := _STANDING.search(text):
        return Stage.EXISTING, (Rule.STAGE_EXISTING, found[0])
    if (found := _AT_WORK.search(text)) and not _HOPED.search(around or text):
        return Stage.EXISTING, (Rule.STAGE_EXISTING, found[0])
    found = _BEFORE_WORK.search(text)
    return (Stage.PRELIMINARY, (Rule.STAGE_PRELIMINARY, found[0])) if found else None


def _has_begun(text: str, as_of: int | None) -> re.Match[str] | None:
    match = _BEGUN_IN.search(text)
    return match if match and as_of is not None and int(match[1]) < as_of else None


def _of_heading(told: Told) -> tuple[Stage, Note] | None:
    for part, stage in _staged(told.heading):
        around = told.before + told.behind
        if stage or (_USED.search(around) and not _HOPED.search(around)):
            return stage or Stage.EXISTING, (Rule.STAGE_HEADING, part)
    return None


@lru_cache(maxsize=64)
def _staged(heading: str) -> tuple[tuple[str, Stage | None], ...]:
    """Return the lines of a heading that tell a stage, and those that look back, without one."""
    out: list[tuple[str, Stage | None]] = []
    for part in heading.split("\n"):
        stage = next((stage for stage, words in _HEADINGS if words.search(part)), None)
        if stage or _LOOKS_BACK.search(part):
            out.append((part, stage))
    return tuple(out)
