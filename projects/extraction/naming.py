"""Head words, kinds, and whether words identify one thing or describe any."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate

import rjieba

from projects.extraction.lexicon import COMMON
from projects.extraction.scanner import Scanner
from projects.kinds import KINDS
from projects.rules import Note, Rule
from projects.vocabulary import begins_common, is_common, is_listed, jargon

__all__ = [
    "FACILITY",
    "FAVOURED",
    "HEADS",
    "MAY_MARK",
    "NUMBERED",
    "PHASE",
    "VOLTAGE_STATION",
    "WEAK",
    "Head",
    "begins_generally",
    "boundaries",
    "heads",
    "identity",
    "kind_of",
    "kind_told",
    "leading_verbs",
    "only_nouns",
    "splits_word",
    "uncut",
    "unfamiliar",
]

WEAK = frozenset({"other"})
HEADS = Scanner({row.key: row.heads for row in KINDS.values()})
_CUES = Scanner({row.key: row.cues for row in KINDS.values() if row.cues})
# 第二批试点 counts pilots and names none.
NUMBERED = re.compile(
    r"[A-Za-z]\d|\d[号#]|[A-Z]区"
    r"|第[一二三四五六七八九十]+(?![轮次届]|批[^,。;、]{0,12}(?:试点|示范))(?=[\u4e00-\u9fff]{2})"
)
# A phase or work that is the project's own name where no head word is: 二期, 扩建.
PHASE = re.compile(r"(?:首|[一二三四五六\d])期|扩建|扩容|技改")
VOLTAGE_STATION = re.compile(
    r"(?:千伏|kV)[\u4e00-\u9fff]{0,8}?(?<![改转演应突])(变)(?=$|[、,;(和及与]|建设|扩建|增容|改造|投产|投运)"
)
# Of no row's kind, and yet one thing each: their names need no more to tell what they are.
FACILITY = re.compile(
    r"煤矿|矿井|[铁铜金银铝锌铅锰钨锡锂钾磷]矿|机场|航站[楼区]|[油气]田|灌区|水库|水资源配置|[引调供输补]水|引[\u4e00-\u9fff]{1,3}[济入补][\u4e00-\u9fff]|(?:能源|用能|供能)岛|游客(?:服务)?中心|(?:皮带|管带)(?:输送)?(?:走廊|长廊|廊道|通廊|廊|机)"
)
# Words of everyday that towns, farms and hills are called by all over the country.
FAVOURED = re.compile(
    "胜利|和平|光明|幸福|团结|友谊|东风|红旗|前进|向阳|朝阳|新华"
    "|解放|民主|兴旺|永安|太平|兴隆|长安|青年|丰收|跃进|建国|红星"
)
MAY_MARK = re.compile("[期扩技变]")  # one of them is in each of the two
_KV = re.compile("千伏|[kK][vV]")  # a search that ignores case is many times slower
# A zone before what is built in it: 经开区集中供热项目 is no park.
_ZONE_BEFORE = re.compile(
    r"^.*(?:高新区|经开区|开发区|新区|保税区)(?=.{4})(?!循环化|基础设施|扩区|项目|工程|整体|节能|配套)"
)
_BRACKETS = re.compile(r"[(（].*?[)）]")
_STATION = re.compile(r"(?:站|变)(?:工程|项目|扩建|增容|改造)*$")
_LINE = re.compile(r"(?:线|通道)(?:路)?[\u4e00-\u9fff]{0,4}段?$")
_UNTOLD = frozenset({"other", "factory", "hydropower"})
_OPEN = re.compile("项目|基地|厂|车间|线|期")
_APART = re.compile(
    "(?:[皮管]带(?:输送)?(?:走廊|长廊|廊道|通廊|廊|机)|(?:用能|供能|能源)岛)(?:工程|项目)?$"
)
# 支线 and 联络线 are a railway's, too, where one or its stations stand before them.
_BRANCH = re.compile(r"(?:支线|联络线|复线|支干线)(?:工程|项目|建设)?$")
_RAILS = re.compile("铁路|高铁|编组站|站至[^,。;、]{1,12}站")
# 红石电站增效扩容 is a hydropower station as 红石电站 is.
_STATION_WORKS = re.compile(
    "电站(?:增效|扩容|扩机|改造|升级|提升|技改|增容|更新|扩建|除险加固)+(?:工程|项目)?$"
)
# 新建工程 is one word of plans, whatever the segmenter cuts of it: 新|建工|程.
_RAISING = frozenset("新改扩续迁修重")
_PLACEHOLDER = re.compile(r"[\W\d_a-zA-Z\ue000]+")
_NAME_TAGS = ("nr", "ns", "nt", "nz")
_MIN_WORD, _MAX_WORD = 2, 4
# Behind a place, what lies along it: 运河沿线 names no place.
_AROUND = frozenset(["沿线", "沿岸", "两岸", "周边", "附近", "流域", "上游", "下游", "地区"])
# What places are called by behind a word that plans do not use: 将军山, 如意河.
_LANDFORMS = frozenset(
    "山岭峰坡坪岗岩洞沟峪河江溪湾湖潭塘桥坝滩寨屯堡梁塬崖崮嶂垭垴墩崂庙寺洲岛坑冲尖顶"
)
# 中 before these is no firm's: 中|高端, 中|深层, 中|水.
_DEGREES = frozenset("高低小大长短深浅重轻远近老期层段水国部心")
_RAISES = frozenset(
    ["支持", "推进", "推动", "加快", "实施", "启动", "完成", "谋划", "引进", "开工", "依托"]
)
_BEFORE_NOUNS = frozenset("各省役")


class Head:
    """A head word's span and kind; `weak` when the word (项目, 基地) does not tell the kind."""

    __slots__ = ("end", "kind", "start")

    def __init__(self, start: int, end: int, kind: str) -> None:
        self.start, self.end, self.kind = start, end, kind

    def shifted(self, by: int) -> Head:
        """Return the same with its offsets moved."""
        return Head(self.start + by, self.end + by, self.kind)

    @property
    def weak(self) -> bool:
        """Whether the word alone leaves the kind open."""
        return self.kind in WEAK


def heads(text: str, start: int, end: int) -> list[Head]:
    """Return the head words between `start` and `end`, leftmost first, not overlapping."""
    return [Head(m.start(), m.end(), str(m.lastgroup)) for m in HEADS.finditer(text, start, end)]


def kind_of(name: str) -> str:
    """Return the kind a name tells: by its last strong head, else by its last cue."""
    return kind_told(name)[0]


def kind_told(name: str) -> tuple[str, Note]:
    """Return the kind a name tells, and by what."""
    name = _plain(name)
    if "(" in name and (bare := _BRACKETS.sub("", name)) != name:
        told = kind_told(bare)  # what a bracket adds (配储能) is not what it is
        if told[0] not in _UNTOLD:
            return told
    if apart := _apart(name):
        return apart
    found = heads(name, 0, len(name))
    strong = [h for h in found if not h.weak]
    if _KV.search(name):
        grid = _of_voltage(name, strong)
        if grid:
            return grid, (Rule.KIND_VOLTAGE, name)
    if strong:
        kind, word = _of_strong(name, strong), name[strong[-1].start : strong[-1].end]
        return kind, (Rule.KIND_HEAD if kind == strong[-1].kind else Rule.KIND_CUE, word)
    cues = list(_CUES.finditer(name))
    if cues:
        return str(cues[-1].lastgroup), (Rule.KIND_CUE, cues[-1][0])
    if name.endswith("电站") or _STATION_WORKS.search(name):
        return "hydropower", (Rule.KIND_STATION, "电站")
    if facility := FACILITY.search(name):
        return "other", (Rule.KIND_HEAD, facility[0])
    open_ = _OPEN.search(name)
    return "factory" if open_ else "other", (Rule.KIND_OPEN, open_[0] if open_ else "")


def _apart(name: str) -> tuple[str, Note] | None:
    """Return what its end alone tells: a conveyor, a railway's branch; None without such an end."""
    if told := _APART.search(name):  # whatever plant a conveyor leads to
        return "other", (Rule.KIND_HEAD, told[0])
    branch = _BRANCH.search(name)
    rails = _RAILS.search(name, 0, branch.start()) if branch else None
    return ("railway", (Rule.KIND_CUE, rails[0])) if rails else None


def _plain(name: str) -> str:
    """Return a name without quotation marks and without the zone before what is built in it."""
    name = name.replace("“", "").replace("”", "")
    return _ZONE_BEFORE.sub("", name) if "区" in name else name


def _of_voltage(name: str, strong: list[Head]) -> str | None:
    """Return the kind of a thing with a voltage that no head of the grid tells: 梁山站, 联络线."""
    if strong and strong[-1].kind in _GRID:
        return None
    bare = _BRACKETS.sub("", name)
    if _STATION.search(bare):
        return "substation"
    return "transmission_line" if _LINE.search(bare) else None


_GRID = frozenset(
    {"substation", "converter_station", "transmission_line", "distribution_grid", "energy_storage"}
)

# An 电厂 or 热电联产 burns what is said before it.
_FUELS = frozenset({"biomass_power", "waste_to_energy", "gas_power", "geothermal", "nuclear_heat"})
_VAGUE = frozenset({"pilot_zone", "renewable_base", "coal_power", "research_platform"})
_WORK_END = re.compile(r"(?:项目|工程|基地|站|厂|线)$")
# Heads that take the kind of what stands before them when that is told: 电池产业园 stays a park,
# but 光伏示范项目 is solar and 储能电芯制造基地 a factory.
_YIELDING = frozenset({"pilot_zone", "renewable_base"})


def _of_strong(name: str, strong: list[Head]) -> str:
    last = strong[-1]
    if last.kind in _YIELDING:
        before = [h for h in strong[:-1] if h.kind not in _YIELDING]
        cue = [m for m in _CUES.finditer(name) if m.lastgroup not in _YIELDING]
        if len({m.lastgroup for m in cue if m.start() >= last.start}) > 1:
            return last.kind  # 风电光伏一体化基地 is of no single kind
        if last.kind == "renewable_base":  # 外送基地: what it feeds is not what it is
            before = [h for h in before if h.kind != "transmission_line"]
            cue = [m for m in cue if m.lastgroup != "transmission_line"]
        if before:
            return before[-1].kind
        if cue:
            return str(cue[-1].lastgroup)
    if last.kind == "coal_power":
        fuels = [m for m in _CUES.finditer(name, 0, last.end) if m.lastgroup in _FUELS]
        if fuels:
            return str(fuels[-1].lastgroup)
    # 大东港区绿氢制甲醇项目: what stands between a place of work and 项目 is what is done there.
    told = [str(m.lastgroup) for m in _CUES.finditer(name, last.end)]
    told = [kind for kind in told if kind not in _VAGUE]
    if told and (_WORK_END.search(name) or told[-1] == "factory"):
        return told[-1]
    return last.kind


def boundaries(text: str) -> set[int]:
    """Return the offsets where a word of `text` begins or ends."""
    words = rjieba.cut(text, False)  # noqa: FBT003 - positional-only in rjieba
    return {0, *accumulate(map(len, words))}


@lru_cache(maxsize=4096)
def identity(text: str) -> float:
    """Say how surely `text` holds a name, from 0 (general words only) to 2.

    A name shows as a number of its own (H16号), as a word tagged as one, or as characters that
    form no known word; a word that plans do not use in general may be one.
    """
    if NUMBERED.search(text):
        return 2.0
    text = jargon().sub(" ", text)
    return max((_part_identity(p) for p in _PLACEHOLDER.split(text) if p), default=0.0)


def _part_identity(part: str) -> float:
    loose = unusual = 0
    shaped = False
    words = rjieba.tag(part, False)  # noqa: FBT003 - positional-only in rjieba
    if "中" in part and _names_a_firm([word for word, _ in words]):
        return 2.0
    for word, tag in words:
        if unusual and word in _AROUND:
            shaped = False
        elif word[-1] in _LANDFORMS and (unusual or not is_common(word)):
            shaped = True
        if len(word) == 1:
            loose += word not in COMMON
        elif not is_common(word):
            if tag.startswith(_NAME_TAGS):
                return 2.0
            unusual += 1
    if loose >= _MIN_WORD:
        return 2.0
    if shaped and unusual:
        return 1.0
    return 1.0 if loose else 0.5 if unusual else 0.0


def _names_a_firm(words: list[str]) -> bool:
    """Whether 中 and a trade make the short name of a national firm: 中|节能, 推进|中|建材."""
    for before, word, trade in zip(["", *words], words, words[1:], strict=False):
        if word == "中" and (not before or before in _RAISES):
            return len(trade) > 1 and trade[0] not in _DEGREES and is_common(trade)
    return False


def uncut(body: str, head: str) -> str:
    """Return what stands before a head word without the character of a general word it ends.

    Of 微|管网 is 微管网 such a word, and 微 no name.
    """
    return body[:-1] if body and is_listed(body[-1] + head[:_MIN_WORD]) else body


def unfamiliar(text: str) -> bool:
    """Whether a few characters form no word of plans, as the names of places do: 长塘水库."""
    plain = _PLACEHOLDER.sub("", text)
    return _MIN_WORD <= len(plain) <= _MAX_WORD and not is_common(plain)


def only_nouns(text: str) -> bool:
    """Whether `text` continues a noun phrase: no verb, preposition, figure or sign in it."""
    tags = [tag for _, tag in rjieba.tag(text, False)]  # noqa: FBT003 - as above
    return all(tag[0] in "nljbga" for tag in tags)


# Verbs by their tag that make up names as often as not (再生铝, 联合循环).
_NOMINAL = frozenset(
    {"再生", "综合", "联合", "循环", "复合", "互补", "养殖", "种植", "加工", "制造", "焚烧", "处理"}
    | {"回收", "拆解", "运输", "交通", "集成", "发电"}
)


_VERBS = 16  # characters; no run of verbs that a name follows is longer


def leading_verbs(text: str) -> list[int]:
    """Return the lengths of the general verbs, adverbs and prepositions `text` begins with."""
    out: list[int] = []
    if not begins_common(text):
        return out
    for word, tag in rjieba.tag(text[:_VERBS], False):  # noqa: FBT003 - as above
        general = len(word) >= _MIN_WORD and is_common(word) and word not in _NOMINAL
        if not (general and tag[0] in "vdpcr"):
            break
        out.append(len(word))
    return out


def begins_generally(text: str) -> bool:
    """Whether a character that may be a particle is one: a general word has it or follows it."""
    first = next(iter(rjieba.cut(text, False)), "")  # noqa: FBT003 - as above
    if len(first) > 1:
        return is_common(first)
    if leading_verbs(text[1:]):
        return True
    return first in _BEFORE_NOUNS and identity(text[1:]) == 0


def splits_word(text: str, edges: set[int], start: int) -> bool:
    """Whether a head found at `start` cuts a general word in two: 提高铁路 holds no 高铁."""
    if start in edges or (
        text[start - 1 : start] == "建" and text[start - 2 : start - 1] in _RAISING
    ):
        return False
    before = next(e for e in range(start - 1, -1, -1) if e in edges)
    after = next(e for e in range(start + 1, len(text) + 1) if e in edges)
    return is_common(text[before:after])
