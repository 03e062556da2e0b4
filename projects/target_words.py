"""What a figure in a plan measures: its kind, quantity, unit and basis, by the words about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from projects.extraction.naming import kind_of
from projects.kinds import KINDS
from projects.models import Role
from projects.quantities import find_quantities

if TYPE_CHECKING:
    from projects.models import Quantity, Target

__all__ = [
    "CITYWIDE",
    "Figure",
    "Said",
    "basis_of",
    "ends_with_site",
    "figures",
    "in_turn",
    "is_apart",
    "is_general",
    "is_reached",
    "is_whole",
    "kind_measured",
    "kinds_of_each",
    "measures",
    "opens_work",
    "quantity_of",
    "unit_of",
    "without_general",
]

_SHARE = re.compile(
    r"(?P<before>约|不低于|不少于|超过|近|不超过)?(?:[\d.]{1,8}%?(?:-|~|—{1,2}|至))?"
    r"(?<![\d.])(?P<value>\d{1,3}(?:\.\d{1,4})?)%(?P<after>以上|左右|以下|以内)?"
)
_RATE = re.compile(r"率|比重|占比|比例|份额|占|覆盖面")
_CHANGE = re.compile(
    r"(?:下降|降低|减少|削减|增长|增加|上升|提升|提高|增幅|增速|降幅|节约|翻番)(?!到|至|为|值)"
)
_SIMPLE = {"count": "count", "berths": "count", "km": "length", "ha": "area"}
# Kinds a word like 项目 or 示范 falls back to: they do not tell what is measured.
_NO_KIND = frozenset({"other", "factory", "pilot_zone"})

_CLOSED = re.compile(r"关停|关闭|淘汰|退出|压减|拆除")
_ADDED = re.compile(
    rf"新增|新建|新改建|改造|完成|每年|年均|增加|推广|更新|更换|整治|修复|改扩建|治理|培育|创建|营造|造林|抚育|封育"
    rf"|封山育林|退耕|退牧|加固|替[换代]|投放|恢复|种植|实施|布局|布设|建设|发展|打造|引进|铺设|建造|开展|购置|配备|新开工|新投产|复绿"
    rf"|{_CLOSED.pattern}"
)
_REACHED = re.compile(
    r"达到|达(?!峰|标)|力争|突破|超过|累计|建成|形成|[提增扩]?[高升加大][到至]|增至|控制在|不[低少]于|保有量|稳定在|保持在|维持在"
    r"|开行|共(?![享建同用性])|总(?![体部书])"
)
# Verbs as often nouns of a policy: they tell of a target only where a thing follows them.
_WEAK = re.compile(r"实施|布局|布设|建设|发展|打造|引进|开展|恢复|种植")
_RETROFIT = re.compile(r"改造|三改|更新|升级|技改")
_THRESHOLD = ("以上", "以下", "级", "以内")
_STOCK_OF_MATTER = re.compile(r"蓄积|库容|储备|储量|储气|容积|储存")
_EMITTED = re.compile(r"排放|减排|减碳|降碳|节约(?!型)|节能量|节水(?!型|灌溉)|标准煤|固碳|碳汇量")
_PRODUCED = re.compile(r"产量|产能|年产|发电量|生产")
_TREATED = re.compile(r"处理|利用|处置|回收|消纳|封存|吞吐|运量|货运|周转|拆解|再生")
# What is counted and is no physical thing: firms but green ones, people, papers, money's uses.
_NO_THING = re.compile(
    r"用户|人才|人员|干部|师资?|人次|团队|品牌|标准(?!化|机架|厂房)|专利|课题|成果|活动|检查|培训|宣传|平台|基金|订单"
    r"|(?:重点|重大|储备|投资|招商|谋划|亿元)[^,、]{0,6}项目|指标|政策|案例|模式|技术(?!改造)|行动|审计|诊断|制度|机制|会议"
    r"|(?<!绿色)(?<!节水)(?<!示范)(?<!低碳)(?<!供应链)(?<!管理)(?:企业|龙头|冠军|小巨人)$"
)
_VEHICLES = re.compile(r"[辆艘户盏列]")
# Things that stand all over a city and belong to no project named before them.
_APART = re.compile(
    r"充电[桩枪站]|换电站|加[氢气]站|公交|出租|重卡|货车|客车|车辆|汽车|电动船|船舶|绿色(?:低碳)?(?:工厂|园区|工业园区|矿山|社区|学校)"
    r"|营造林|造林|林草|植树|退耕|退牧|种草|草[原地]|石漠化|水土流失|盐碱地|高标准农田|淤地坝|病险|红树林"
    r"|10千伏|配变|低压线路|老旧小区|班列|示范村|社区|换电柜|路灯"
)
# General things whose names hold characters that form no common word: no proper names in them.
_SPREAD = re.compile(
    rf"[^,、]{{0,12}}班列|[^,、]{{0,8}}[林茶果竹草](?=培育|改造|种植|抚育|面积|提质)|{_APART.pattern}|充换?电|岸电|绿色(?:建筑|商场|供应链|机关|港口)|(?:零碳|低碳)(?:园区|社区|工厂|校园|学校|乡村|村|景区)"
    r"|节[约水]型|既有|老旧|超低能耗|装配式|建筑(?:节能|面积)|绿化|森林|抚育|沙化|沙漠|荒漠|黑土|侵蚀沟|绿[道地]|口袋公园"
    r"|规划期内|新投产|灌溉|农[村网户田]|配[电网]|台区|户用|屋顶|分布式|回收|秸秆|粪污|清洁[取供]暖|散煤|热泵|基站|小水电|供[热气暖水]"
    r"|污水|垃圾|固体?废|再生资源|地热|新型储能|可再生能源|新能源|湿地|岸线|管[网道线]|矿山(?:修复|生态|图斑)|历史遗留|沉陷|[公铁]路|航道|农林|机动车"
)
# What a project's own parts are introduced by: 配套光伏60万千瓦, 占地200亩.
_PARTS = re.compile(
    r"配[套建置]|占地|用地|敷设|铺设|包括|包含|内含|全长|项目总|该|建筑面积(?!累计|达)|首批|一期|二期|[建投达]成后|投[产运]后|达产后"
)
# The last words of a thing that stands in one place: 大云山风电场装机.
_FACILITY = re.compile(
    r"(?:项目|工程|电站|电厂|风电场|光伏园|基地|产业园|开发区|[厂站港矿]|机组|[一二三四五]期|段|码头|港区|作业区|水库|枢纽|装置|中心|公司)"
    r"(?:装机|总|容量|规模|能力|年|日|设计|处理|产能|产量|达到?|约|为|的|新增|力争|突破|扩建|至|提高|提升)*$"
)
_SITE = re.compile(
    r"(?:项目|工程|电站|电厂|风电场|基地|产业园|[厂站港矿]|码头|港区|作业区|水库|枢纽|装置|公司|[一二三四五]期)"
    r"(?:加快|开工|建设|前期|建成|投[产运用]|并网|扩建|改造|实施|推进|完成|竣工|正在|已经?|运行|[续在未]建|\([^()]{1,30}\)|\d{4}年|[底末前内年])*[,:]?$"
)
# A subject that ends so is measured as a whole: 硅片产能, 重卡保有量.
_MEASURED = re.compile(
    r"(?:产能|产量|规模|装机|容量|能力|里程|长度|面积|总量|量|推广|备案|开行)[^,、]{0,8}$"
)
CITYWIDE = re.compile(r"全[市县区州盟旗省域]|[我整][市县区州盟旗]|[市县区州]域|全社会")
# A subject that only says what of the thing named before is measured.
_BARE = re.compile(
    r"(?:其中|总|单|设计|建设|发电|新增)*(?:装机(?:容量|规模)?|规模|容量|面积|长度?|全长|占地|用地|日?处理(?:能力|规模)?"
    r"|分别|均|各|共|为|达到?|约|由|并网|配套|\(|合计|投产|投运|建成|开工|完成|力争|确保|计划|预计|[到至]?20\d\d年[底末前内]*)*"
)
_LISTED = re.compile("[、和与及]")
_EACH = re.compile(r"[各均](?:达到?|为|约|新增)*$")
_ROSE = re.compile(r"由[^,]{1,14}(?:增|提|扩)[^,]{0,3}[至到]|力争|完成")
_AVERAGE = re.compile(
    r"户均|人均|平均|单位|单台|单机|满足|超过\d+|由$|每(?:[百千万个座县乡镇村台套亩辆]|平方|公里)|(?:覆盖(?!率|面)|惠及|涉及|受益|带动)"
)
_ELECTRIC = ("MW", "MWh")
_THING = 2  # characters a thing's name has at least
_FEWEST = 2  # 每年至少引进1个 counts nothing of the whole city's


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity or share in the text, with what is needed of it here.

    `vehicles` is True for what is counted as they are, and as households and lamps: 300辆, 2万户.
    """

    start: int
    end: int
    value: float
    unit: str
    role: Role | None
    qualifier: str | None
    vehicles: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """The words about a figure: what it measures, its clause up to it, and what follows.

    `before` are the sentence's words before the subject; `order` counts the clause's figures
    before this one.
    """

    subject: str
    clause: str
    after: str
    before: str = ""
    order: int = 0

    @property
    def bare(self) -> bool:
        """Whether the subject tells only what of the thing named before is measured: 总装机."""
        bare = _BARE.fullmatch(_ROSE.sub("", self.subject))
        return bool(bare) and not self.after.startswith("的")


# Counted in targets alone: 班列300列, 标准机架3万架, 吞吐量800万标箱, 总数30座.
_COUNTED = re.compile(
    r"(?<![\d.])(?:[\d.]{1,8}万?(?:-|~|—{1,2}|至))?(?P<value>\d{1,9}(?:\.\d{1,4})?)(?P<scale>万)?[余多]?"
    r"(?:列(?!车|入)|架(?!次)|盏|把|株|(?:标准?箱|TEU|个标准箱)|(?<=数\d)[座个]|(?<=数\d\d)[座个]|(?<=数\d\d\d)[座个])"
    r"(?P<after>以上|左右|以内)?"
)


def _qualifier(quantity: Quantity) -> str | None:
    """Return what qualifies a figure; a range's bounds do, in its normal unit: 60—80."""
    if quantity.low is None or quantity.high is None:
        return quantity.qualifier
    return f"{quantity.low:g}—{quantity.high:g}"


def figures(plain: str) -> list[Figure]:
    """Return quantities and shares in the order of the text."""
    found = [
        Figure(
            f.end - len(f.quantity.as_written),  # words like 累计建成 belong to the subject
            f.end,
            f.quantity.value,
            f.quantity.unit,
            f.quantity.role,
            _qualifier(f.quantity),
            f.quantity.role is Role.COUNT and bool(_VEHICLES.search(f.quantity.as_written)),
        )
        for f in find_quantities(plain)
    ]
    for match in _SHARE.finditer(plain):
        qualifier = (match["before"] or "") + (match["after"] or "")
        value = float(match["value"])
        found.append(Figure(match.start(), match.end(), value, "%", None, qualifier or None))
    taken = {f.start for f in found}
    for match in _COUNTED.finditer(plain):
        value = float(match["value"]) * (10_000 if match["scale"] else 1)
        if match.start() not in taken:
            found.append(
                Figure(match.start(), match.end(), value, "count", Role.COUNT, match["after"])
            )
    return sorted(found, key=lambda f: f.start)


def measures(figure: Figure, said: Said) -> bool:
    """Whether a figure can be a target at all: no voltage, threshold, change or emission."""
    if _AVERAGE.search(said.subject):
        return False
    if figure.unit == "%":
        changes = _CHANGE.search(said.subject) or "下降率" in said.subject
        return bool(_RATE.search(said.subject)) and not changes
    if _EMITTED.search(said.subject) and not _RETROFIT.search(said.subject):
        return False
    if figure.role is Role.COUNT:
        quoted = said.clause.count("“") > said.clause.count("”")  # “实现六个突破”
        nothing = (
            quoted
            or _NO_THING.search(said.subject.removesuffix("达到"))
            or said.subject.endswith("每")
        )
        return (
            figure.value >= _FEWEST and not nothing and not re.search(r"率|比例|比重", said.after)
        )
    threshold = (figure.qualifier or "").endswith(_THRESHOLD)
    return not (threshold and re.match(r"的|[\u4e00-\u9fff]", said.after))


def is_reached(figure: Figure, said: Said) -> bool:
    """Whether a clause has a verb of reaching or adding: 达到, 累计, 新增.

    A weak one (建设, 实施) takes a thing after it that is counted or measured, no lone size.
    """
    if _REACHED.search(said.clause):
        return True
    for verb in _ADDED.finditer(said.clause):
        if not _WEAK.fullmatch(verb[0]):
            return True
        thing = said.clause[verb.end() :]
        if len(thing) >= _THING and (figure.unit not in _ELECTRIC or _SPREAD.search(thing)):
            return True
    return False


def is_general(figure: Figure, said: Said, *, own: bool) -> bool:
    """Whether the words mean a class of things, though they look like a name.

    `own` is True where the clause stands under a year to come or 全市.
    """
    if _is_one_place(figure, said):
        return False
    return bool(CITYWIDE.search(said.clause)) or (own and bool(_MEASURED.search(said.subject)))


def without_general(words: str) -> str:
    """Return words with those blanked that name things in general, to look for proper names."""
    return _SPREAD.sub(",", words)


def is_whole(figure: Figure, said: Said) -> bool:
    """Whether a clause says of a class that a measure is reached, not of a thing in one place."""
    return bool(_REACHED.search(said.clause)) and not _is_one_place(figure, said)


def _is_one_place(figure: Figure, said: Said) -> bool:
    """Whether a subject ends with a place of work; one that is counted is a class: 换热站310座."""
    return figure.role is not Role.COUNT and bool(_FACILITY.search(said.subject))


def ends_with_site(words: str) -> bool:
    """Whether words end with something that stands in one place: 梅岭输变电工程加快建设."""
    return _SITE.search(words) is not None


def is_apart(figure: Figure, said: Said) -> bool:
    """Whether a clause begins anew after one about a project: 推广公交车800辆."""
    if _PARTS.search(said.clause) or not (figure.vehicles or _APART.search(said.subject)):
        return False
    return figure.role is Role.COUNT or is_reached(figure, said)


def opens_work(said: Said) -> bool:
    """Whether a box's item is work all over the city: 新建改造10千伏线路1600公里."""
    begins = _ADDED.match(said.clause.lstrip(" 0123456789.、()"))
    one = re.match(r"(?:项目|工程|示范|电站|基地)", said.after)
    return bool(begins and _SPREAD.search(said.subject) and not one)


def kind_measured(figure: Figure, said: Said) -> str | None:
    """Return the kind of thing measured, from the nearest words that tell one.

    Words before the clause are asked only where the clause does not name the thing (新增装机).
    """
    if figure.unit == "%":
        return None
    shared = said.clause.partition("分别")
    turn = _LISTED.split(shared[0])[said.order :][:1] if shared[1] else []
    for words in (*turn, said.subject, said.after, said.before if said.bare else ""):
        kind = _kind_told(words)
        if kind and _fits(kind, figure):
            return kind
    return None


def kinds_of_each(said: Said) -> list[str]:
    """Return the kinds of a list that a figure is each one's: 新增风电、光伏装机各100万千瓦."""
    if not _EACH.search(said.subject):
        return []
    found = [_kind_told(words) for words in _LISTED.split(said.subject)]
    return list(dict.fromkeys(kind for kind in found if kind))


def in_turn(said: Said) -> bool:
    """Whether a clause gives figures in turn and names none of what they measure: 分别达到."""
    words, given, _ = said.clause.partition("分别")
    return bool(given) and _kind_told(words) is None


def _kind_told(words: str) -> str | None:
    for kind, pattern in _TOLD:
        if pattern.search(words):
            return kind
    kind = kind_of(words)
    return None if kind in _NO_KIND else kind


# Of a whole city's things rather than one project's, where the head words would tell another kind.
_TOLD: tuple[tuple[str | None, re.Pattern[str]], ...] = (
    ("distribution_grid", re.compile(r"(?:10|6|0\.4)千伏|配[变网]|配电|农网|低压|台区")),
    (None, re.compile(r"虚拟电厂|可调节负荷|需求侧?响应")),
    ("coal_power", re.compile(r"三改")),
    ("factory", re.compile(r"绿色(?:低碳)?工厂|零碳工厂")),
    ("gas_pipeline", re.compile(r"(?:天然气|煤层气|瓦斯|页岩气)(?!发电)|燃气[^,、]{0,6}管")),
    (
        None,
        re.compile(r"(?:可再生能源|新能源|清洁能源|电力|全社会)[^,、煤火]{0,4}(?:发电|装机|用电)"),
    ),
    (None, re.compile(r"供应链|建筑面积|石漠化|水土流失|盐碱地")),
)


def _fits(kind: str, figure: Figure) -> bool:
    electric = figure.unit in _ELECTRIC
    return not electric or KINDS[kind].measure in ("power", "energy")


def unit_of(figure: Figure, subject: str) -> str:
    """Return a target's unit: what is stored (蓄积量, 库容) has no "per year"."""
    if figure.unit in ("t/a", "m3/a") and _STOCK_OF_MATTER.search(subject):
        return figure.unit.removesuffix("/a")
    return "count" if figure.unit == "berths" else figure.unit


def basis_of(figure: Figure, said: Said, before: Target | None) -> str:
    """Return stock or increase, by the clause's own words, else as the list it continues."""
    if figure.unit == "%":
        return "stock"
    if _ADDED.search(said.clause):
        return "increase"
    return before.basis if before and not _REACHED.search(said.clause) else "stock"


def quantity_of(figure: Figure, said: Said) -> str:
    """Return what is measured, as one word of the contract."""
    words = said.clause + said.after
    if figure.unit in _SIMPLE:
        return _SIMPLE[figure.unit]
    if figure.unit == "%":
        return "non_fossil_share" if "非化石能源消费" in words else "share"
    added = _ADDED.search(words)
    if figure.unit == "m2":
        return _built(words, "area", added=bool(added))
    if figure.role is Role.THROUGHPUT and _STOCK_OF_MATTER.search(said.subject):
        return "stored"
    if figure.role is Role.OUTPUT or _PRODUCED.search(words):
        return "production"
    if figure.role is Role.THROUGHPUT:
        return "throughput" if _TREATED.search(words) else "supply"
    if _CLOSED.search(words):
        return "retired_capacity"
    built = _built(words, "capacity", added=bool(added))
    return "installed_capacity" if built == "capacity" else built


def _built(words: str, what: str, *, added: bool) -> str:
    if not added:
        return what
    return f"retrofit_{what}" if _RETROFIT.search(words) else f"added_{what}"
