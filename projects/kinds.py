"""The one table of project kinds: a new kind is one row here.

Keys are those of the annotation guide. `measure` names the quantity that says how big such a thing
is. `heads` are the nouns a project of the kind is called by; they end a name (抽水蓄能电站).
`cues` decide the kind of a name that ends in a noun several kinds share (电站, 项目, 基地).
Both are regular expressions over simplified text with half-width signs. `words_en` are the words by
which tables in English say a kind or a technology, over text in lower case; those of power plants
are the technologies and fuels of Global Energy Monitor's trackers. `spoken` are everyday words for
the kind, parted by spaces, by which a search finds it though no name has them; they tell no kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["KINDS", "MEASURES", "SECTORS", "Kind", "Measure"]


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity that can be summed over regions.

    `unit` is JSON's; people see `zh_unit`, which is `zh_factor` of them.
    """

    key: str
    unit: str
    zh: str
    en: str
    zh_unit: str
    zh_factor: float


MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        m.key: m
        for m in (
            Measure("power", "MW", "装机容量", "Installed power", "万千瓦", 10.0),
            Measure("energy", "MWh", "储能电量", "Storage energy", "万千瓦时", 10.0),
            Measure("area", "ha", "面积", "Area", "公顷", 1.0),
            Measure("length", "km", "长度", "Length", "公里", 1.0),
            Measure("count", "projects", "项目数", "Projects", "个", 1.0),
        )
    }
)

SECTORS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "power": ("电源", "Generation"),
        "grid": ("电网与储能", "Grid and storage"),
        "gas": ("油气", "Oil and gas"),
        "transport": ("交通", "Transport"),
        "industry": ("产业", "Industry"),
        "circular": ("循环利用", "Circular economy"),
        "ecology": ("生态", "Ecology"),
        "digital": ("数字与科研", "Digital and research"),
        "other": ("其他", "Other"),
    }
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One row: `measure` is a key of MEASURES, `sector` one of SECTORS."""

    key: str
    zh: str
    en: str
    sector: str
    measure: str
    heads: str
    cues: str = ""
    words_en: str = ""
    spoken: str = ""


# fmt: off
_ROWS = (
    Kind(
        "pumped_storage", "抽水蓄能", "Pumped storage", "grid", "power",
        r"(?:抽水蓄能|抽蓄)(?:电站|站点|项目|基地|主体工程)?",
        r"抽水蓄能|抽蓄",
        words_en=r"pumped[ -]?(?:storage|hydro)",
        spoken="抽蓄",
    ),
    Kind(
        "wind_farm", "风电", "Wind farm", "power", "power",
        r"(?:海上|集中式|分散式|陆上)*(?:风电场|风电基地|风电项目|风电工程|风力发电场|风力发电项目|风场|风电(?!装备|叶片|整机|塔筒|主机|产业|制造|设备|光伏(?:发电)?(?:储能)?(?:一体化|互补|大?基地)))",
        r"风电|风力发电|风机",
        words_en=r"^(?:onshore|offshore(?: .*)?)$|\bwind\b",
        spoken="风电场 风力发电 风场 新能源",
    ),
    Kind(
        "waste_to_energy", "垃圾发电", "Waste to energy", "power", "power",
        r"(?:生活)?垃圾(?:无害化)?(?:焚烧|热力|发电|热电)+(?:综合处理)?(?:厂|站|项目|工程|中心)?|环保(?:能源)?(?:热力|发电)+(?:厂|项目)?",
        r"垃圾.{0,6}(?:焚烧|发电)|焚烧发电|环保(?:能源)?热力|环保能源发电",
        words_en=r"\brefuse\b|waste[ -]to[ -]energy|\bincinerat|municipal (?:solid )?waste",
        spoken="垃圾焚烧 焚烧发电",
    ),
    Kind(
        "biomass_power", "生物质", "Biomass", "power", "power",
        r"秸秆气化(?:站|工程|项目)?|(?:农林)?(?:生物质|废弃物|秸秆|沼气)(?:能)?(?:直燃|气化|耦合)?(?:热电联产|发电|热电|供热)(?:厂|站|项目|工程)?"
        r"|(?:沼气|生物天然气|生物燃气)(?:提纯|利用)?(?:工厂|工程|项目|站|厂)",
        r"生物质|菌渣|菌棒|枝条|稻壳|甘蔗渣|木屑|农林废弃物|三剩物|林业剩余物|农林剩余物|秸秆(?:发电|热电)|沼气|生物天然气",
        words_en=r"bio(?:energy|mass|gas|fuel)|agricultural waste",
        spoken="生物质发电",
    ),
    Kind(
        "solar_farm", "光伏", "Solar farm", "power", "power",
        r"(?:集中式|分布式|复合型|复合|屋顶|水面|漂浮式|山地|滩涂|地面|[农渔林牧茶盐菌]光互补|光储|建筑)*"
        r"(?:光伏(?!组件|玻璃|胶膜|支架|逆变器|面板|装备|产业(?!融合)|制造)(?:发电|复合|一体化|领跑)*(?:电站|项目|基地|工程|开发试点示范|开发试点|园区|园|场)?|光热(?:发电)?(?:电站|项目)?|[农渔林牧茶盐菌]光互补(?:电站|项目|基地|工程)?)",
        r"光伏|光热|太阳能发电|光互补|光一体|光储(?!充)",
        words_en=r"\bsolar\b|\bpv\b|photovoltaic",
        spoken="光伏电站 光伏发电 太阳能 新能源",
    ),
    Kind(
        "hydropower", "水电", "Hydropower", "power", "power",
        r"水电站|水电(?:扩机|增效扩容)?(?:项目|工程)|水力发电站|水利枢纽(?:工程)?|航电枢纽(?:工程)?",
        r"水电|水力发电|航电|水利枢纽",
        words_en=r"\bhydro(?!gen)|^(?:conventional storage|run[ -]of[ -]river|conventional and run[ -]of[ -]river)$",
        spoken="水电站 水力发电",
    ),
    Kind(
        "geothermal", "地热", "Geothermal", "power", "power",
        r"(?<!基)地热(?:能)?(?:发)?电站|(?<!基)地热(?:能)?(?:发电|供暖|供热|综合利用|开发利用)?(?:站|项目|工程|示范区|示范基地)",
        r"(?<!基)地热|地源热泵",
        words_en=r"\bgeothermal\b",
        spoken="地热能",
    ),
    Kind(
        "nuclear_heat", "核能", "Nuclear", "power", "power",
        r"核电站|核电厂|核电(?:项目|工程|基地|机组)|核能供(?:暖|热|汽)(?:项目|工程)?",
        r"核电|核能",
        words_en=r"\bnuclear\b|\breactor\b",
        spoken="核电 核电站",
    ),
    Kind(
        "gas_power", "气电", "Gas power", "power", "power",
        r"(?:天然气|燃气|燃机)(?:分布式能源|热电联产|热电冷联产|调峰|热电|发电|冷热电三联供)+(?:电站|电厂|厂|站|项目|工程|机组)?|气电项目|分布式能源站",
        r"(?:天然气|燃气|煤层气|瓦斯).{0,8}(?:发电|热电|电厂|电站|能源站)|气电|燃机",
        words_en=r"gas[ -](?:fired|turbine|power)|combined cycle|^(?:natural |fossil )?gas$",
        spoken="燃气发电 天然气发电 燃机 火电",
    ),
    Kind(
        "hydrogen", "氢能", "Hydrogen", "power", "count",
        r"加氢(?:综合)?站|油氢合建站|加油加氢站|(?:电解水|光伏|风光|绿电|可再生能源)?制氢(?:制?储?输?用?一体化)?(?:站|厂|项目|工程|基地|装置)?|加氢母站|加注母站"
        r"|氢能(?:源)?(?:产业园|产业基地|产业项目|项目|基地|示范项目|示范工程)|绿氢(?:氨醇?)?(?:一体化)?(?:项目|基地|工程)",
        r"制氢|加氢|氢能|绿氢|氢氨|氢加注|醇氢",
        words_en=r"\bhydrogen\b",
        spoken="氢能源 氢气",
    ),
    Kind(
        "energy_storage", "新型储能", "Energy storage", "grid", "power",
        r"(?:电网侧|电源侧|用户侧|集中式|独立|共享|新型|电化学|压缩空气|飞轮|重力|液流电池|熔盐|混合|调峰|调频)*储能(?!电芯|装备|电池|系统集成|材料|产业|设备)(?:调峰|调频|示范|应用|示范应用)*(?:电站|项目|工程|基地|电厂)?",
        r"储能",
        words_en=r"\bbatter(?:y|ies)\b|^(?:energy )?storage$|energy storage",
        spoken="储能电站",
    ),
    Kind(
        "converter_station", "换流站", "Converter station", "grid", "count",
        r"换流站(?:工程)?|背靠背(?:联网|换流站|直流)?(?:工程|项目)?",
        r"换流站|背靠背",
        words_en=r"\bconverter station\b",
    ),
    Kind(
        "substation", "变电站", "Substation", "grid", "count",
        r"(?:特高压)?变电站|输变电(?:站)?(?:新建|扩建)?(?:工程|项目)?|变电工程|开关站|汇流站|汇集站|升压站|串补站|开闭所|牵引站(?:供电工程)?|主变扩建(?:工程)?",
        r"变电|开关站|升压站|汇集站|汇流站",
        words_en=r"\bsubstation\b",
        spoken="变电所 输变电",
    ),
    Kind(
        "transmission_line", "输电线路", "Transmission line", "grid", "length",
        r"(?:特高压)?(?:直流|交流)?(?:送出|外送|输电|联络|双回|境内|π接|架空)*(?:线路|输电通道|外送通道|输电工程|送出工程|特高压(?:直流|交流)?(?:输电)?(?:工程|通道)|(?:电力|送电|联网)通道|海底电缆|海缆|直流工程|交流工程|特高压)(?:工程)?",
        r"线路|送出|外送|特高压|输电|电[入送][\u4e00-\u9fff](?=工程|通道|项目)",
        words_en=r"\btransmission\b",
        spoken="送出线路 输电通道 电力线路",
    ),
    Kind(
        "distribution_grid", "配电网", "Distribution grid", "grid", "count",
        r"增量配电(?:网|业务)?(?:改革)?(?:试点)?(?:项目)?|(?:智能)?配电网(?:改造|升级|示范|建设)*(?:工程|项目|示范区)|微电网(?:示范)?(?:项目|工程)?|电网(?:巩固)?(?:提升|改造升级|改造)+工程",
        r"配电|微电网|微网|农村电网",
        spoken="农网 增量配电",
    ),
    Kind(
        "gas_pipeline", "天然气管道", "Gas pipeline", "gas", "length",
        r"(?:天然气|成品油|原油|输氢|纯氢|输气|燃气|供热|热力|氢气|煤层气|长输|高压|次高压)*(?:支线|干线|联络线|复线|专线|支干线)?(?:管道|管线|输气管网|管网)(?:互联互通)?(?:工程|项目)?"
        r"|(?:天然气|输气|燃气|煤层气)(?:支线|干线|联络线|复线|专线|支干线)(?:工程|项目)?|西气东输.{0,6}线|支线(?:工程|项目|建设)?|联络线(?:工程|项目)?",
        r"管道|管线|输气|管网|支线",
        words_en=r"\bpipeline\b",
        spoken="燃气管道 输气管道 管线",
    ),
    Kind(
        "gas_station", "天然气场站", "Gas station", "gas", "count",
        r"(?:LNG|天然气|液化天然气)?(?:应急)?(?:调峰)?(?:储备|储配|储气|接收|加注|气化|调压|分输|计量)+(?:调峰)?(?:设施|中心|站|库|基地)(?:工程|项目)?|门站|储气库|加气站|(?:LNG)储罐|油库|分输站|接收站",
        r"LNG|储气|门站|储罐",
        words_en=r"\blng\b",
        spoken="储气设施 气站",
    ),
    Kind(
        "rail_spur", "铁路专用线", "Rail spur", "transport", "length",
        r"(?:铁路|装车|货运|疏港)*(?:专用线|装卸线|专线)(?:工程|项目)?|疏港铁路(?:工程|项目)?|铁路支线",
        r"专用线|疏港铁路|装卸线",
        words_en=r"\brail(?:way)? spur\b",
        spoken="专用铁路",
    ),
    Kind(
        "railway", "铁路", "Railway", "transport", "length",
        r"(?:高速|城际|货运|客运|市域|普速)*铁路(?:扩能改造|电气化改造|复线|联络线|枢纽|货场|货运站|站|场站)*(?:工程|项目)?|高铁(?:站|工程|项目)?|客专|轨道交通(?:[\dA-Z一二三四五六七八九十]+号线)?|城轨|编组站|货运站|(?:地铁|轻轨)(?:[\dA-Z一二三四五六七八九十]{1,4}(?:号)?线)?(?:[一二三]期)?(?:工程|项目)?|[\dA-Z]{1,4}号线|城际(?:铁路|轨道)?(?=[^\u4e00-\u9fff]|[东南西北中]段|工程|项目|建设|$)|铁路货场|货场(?:扩能|改造)*|专用铁路|(?:智轨|云轨|有轨电车|磁悬浮)[A-Z\d]*(?:号)?线?(?:延伸段|延长线|二期|一期)?",
        r"铁路|高铁|轨道交通|货场|地铁|轻轨|城际|号线",
        words_en=r"\brail(?:way)?\b(?! spur)",
        spoken="轨道交通",
    ),
    Kind(
        "waterway", "航道", "Waterway", "transport", "length",
        r"(?:主|深水|内河|出海|疏港|疏港内河)*(?:航道|疏港通道|运河)(?:疏浚|整治|提升|改造|建设|提等升级|升级|扩能)*(?:工程|项目)?|航运(?:枢纽|工程)|船闸(?:扩建|改造)?(?:工程|项目)?|航运开发工程|复航",
        r"航道|船闸|航运|运河",
        spoken="水运 航运",
    ),
    Kind(
        "port", "港口", "Port", "transport", "count",
        r"(?:公用|通用|综合|散货|件杂货|集装箱|货运|专用|煤炭|矿石|原油|滚装|粮食)*(?:码头|作业区|港区|泊位|港口|内陆港|陆港|无水港|国际港|母港|锚地)(?:二期|一期|三期)?(?:岸电)?(?:工程|项目)?",
        r"码头|泊位|港区|作业区|港",
        words_en=r"\bport\b",
        spoken="码头 港区",
    ),
    Kind(
        "logistics_hub", "物流枢纽", "Logistics hub", "transport", "count",
        r"(?:冷链|铁路|公铁|多式联运|保税|快递|电商|国际|智慧|综合|公路|航空|农产品|商贸|现代)*(?:物流|快递|货运|分拨|配送|集散|联运|冷链)+(?:集散|分拨|配送|联运|仓储|快递|电商)*(?:园区|产业园|园|基地|中心|枢纽|港|场|城)(?:工程|项目)?|多式联运(?:枢纽|中心|项目|示范工程)|枢纽(?:工程|项目)?|冷库|集配仓|中转库|储备库|粮库|云仓|集配中心|中转站|仓储(?:中心|基地)|冷链基地",
        r"物流|冷链|分拨|集散|多式联运|枢纽",
        spoken="物流园 物流中心",
    ),
    Kind(
        "road", "公路", "Road", "transport", "length",
        r"(?:高速|快速|一级|二级|省道|国道|疏港)*(?:高速公路|公路|快速路|大道|快速通道|大桥|特大桥|隧道|(?<!互联)互通|服务区|绕城高速|高速|绿道|改线|改扩建路段|连接线)(?:工程|项目)?",
        r"公路|高速|大桥|隧道|绿道",
        words_en=r"\b(?:road|highway|expressway)\b",
        spoken="道路",
    ),
    Kind(
        "charging", "充换电", "Charging", "transport", "count",
        r"(?:超级|集中式|公共|重卡|光储|光储充|充|公交)*(?:充换?电站|充电桩|换电站|超充站|充换电(?:示范)?(?:站|项目|中心)|充电场站|光储充(?:换检)?(?:一体化)?(?:示范)?(?:充电)?(?:电站|站|项目))",
        r"充电|换电|光储充|超充",
        spoken="充电站 充电桩 换电站",
    ),
    Kind(
        "data_centre", "数据中心", "Data centre", "digital", "count",
        r"(?:绿色|大|云|能源|智能)*(?:数据中心|算力中心|智算中心|超算中心|云计算中心|算力基地|云基地|算力枢纽|数据中心集群|大数据产业园|(?:算力|智算|大?数据|云计算)(?:港|谷|湾|岛|城|小镇))(?:集群|项目|工程)?",
        r"数据中心|算力|智算|超算|云计算",
        words_en=r"\bdata cent(?:er|re)\b",
        spoken="算力 机房",
    ),
    Kind(
        "mine_restoration", "矿山修复", "Mine restoration", "ecology", "area",
        r"(?:废弃|历史遗留|露天|闭坑)*(?:矿山|矿坑|采石场群?|采坑|采空区|塌陷区|沉陷区|塌陷地|沉陷地|排土场|矸石山|尾矿库|矿区|宕口)(?:群|地质环境|生态环境|生态|综合|环境|土地)*(?:修复|恢复|治理|复垦|复绿|整治|回填|覆绿|绿化|覆土|闭库)+(?:治理)?(?:工程|项目|示范工程)?",
        r"(?:矿|采坑|采空区|塌陷|沉陷|矸石|采石场|宕口|石场).{0,10}(?:修复|恢复|治理|复垦|复绿|整治|覆绿)|排土场|矿山植被",
        spoken="矿山治理 矿山恢复",
    ),
    Kind(
        "wetland", "湿地", "Wetland", "ecology", "area",
        r"(?:国家|省级|国际|重要|滨海|人工|河口|库滨带|退化|入库|尾水|城市)*湿地(?:公园)?(?:保护|生态|与|和|及)*(?:修复|恢复|保护|提升|建设|净化|治理)*(?:工程|项目)?|候鸟栖息地(?:修复|保护|恢复)?|(?:自然|珍禽|湿地)保护区|栖息地(?:修复|恢复|保护)?(?:工程|项目)?|红树林(?:湿地)?(?:保护|生态|修复|恢复|营造|种植)+(?:工程|项目)?",
        r"湿地|栖息地|候鸟|珍禽|红树林|还湿",
    ),
    Kind(
        "forest", "林业碳汇", "Forest", "ecology", "area",
        r"(?:国有)?林场|(?:碳汇|防护|储备|公益|经济|水源涵养)+林(?:工程|项目|基地|带)?|(?:国家)?(?:级)?森林公园|林业碳汇(?:项目)?(?:开发)?(?:试点)?(?:项目)?|(?:森林经营|造林)碳汇(?:项目)?|营造林(?:工程|项目)?|国家储备林(?:基地|项目)?|造林(?:绿化)?(?:工程|项目)|林相改造|(?:防沙)?治沙(?:工程|项目)|(?:沙地|沙漠|荒漠化|沙化土地)(?:综合|生态)*(?:治理|修复)(?:工程|项目)?|(?:防风|固沙|防沙|护岸|水土保持)+林(?:带|网)?|植物园",
        r"林业|碳汇林|森林|造林|储备林|防护林|林场|林相",
        spoken="造林",
    ),
    Kind(
        "river_restoration", "河湖修复", "River restoration", "ecology", "length",
        r"(?:河道|流域|水环境|黑臭水体|水生态|水系|岸线|河流|河湖|湖泊|干流|支流|库区|水库|蓝色海湾|海岸带|海岸线)(?:生态|环境|综合|水环境|水生态|岸线|连通)*(?:治理|整治|修复|复绿|连通|恢复|提升)+(?:工程|项目)?|岸线复绿(?:项目|工程)?|生态廊道(?:建设)?(?:工程|项目)?|清淤(?:工程|项目)|碧道",
        r"河道|流域治理|流域综合|水环境|水体|岸线|水生态|防洪|(?:河|江|湖|溪|渠|运河)(?:\(.*?\))?.{0,12}(?:综合治理|治理|整治|修复)",
        spoken="河道治理 流域治理 水环境",
    ),
    Kind(
        "recycling", "资源循环", "Recycling", "circular", "count",
        r"(?:再生资源|废旧物资|废钢|废旧(?:锂|动力)?电池|报废(?:机动|汽)车|废铅酸|固废|工业固废|大宗固废|建筑垃圾|再生铝|再生铜|再生铅|废铜|废铝|废纸|废塑料|磷石膏|粉煤灰|煤矸石|农作物秸秆|秸秆)(?:资源化?|循环|综合|加工|回收|分拣|拆解|利用|处理|处置|再生|梯次|化|无害)*(?:梯次利用|再利用)?(?:利用)?(?:产业园|示范基地|基地|园区|中心|项目|工程|厂|线)?"
        r"|(?:循环经济|资源循环利用|静脉)产业(?:园|示范园|基地)|再制造(?:产业园|基地|项目)|分拣(?:加工)?中心|梯次利用(?:中心|基地|项目)|资源(?:化)?(?:综合)?利用(?:基地|项目|中心|工程)|综合利用(?:基地|项目|工程|(?=[(、,;。\ue000]|$))|循环利用(?:基地|项目|工程|产业园)",
        r"再生|回收|循环(?:利用|经济)|综合利用|废旧|废钢|拆解|再制造|资源化|固废|建筑垃圾|城市矿产",
        spoken="循环利用 综合利用 再生资源",
    ),
    Kind(
        "waste_treatment", "废物处理", "Waste treatment", "circular", "count",
        r"(?:城市|城镇|城乡|生活|工业|餐厨|厨余|园区|医疗|危险|建筑)*(?:污水|垃圾|废物|污泥|危废|废弃物|再生水|中水)(?:无害化|资源化|集中|综合|深度|收集|转运|贮存|协同)*(?:处理|处置|净化|填埋|利用|转运|回用)*(?:厂|场|站|中心|设施)(?:工程|项目)?|填埋场|(?:餐厨|厨余)垃圾(?:资源化)?(?:处理|处置|利用)*(?:项目|工程)|(?:污水|污泥|危废|医废)(?:集中)?(?:处理|处置)+(?:项目|工程)|净水厂|水厂|(?:矿山)?(?:尾水|废水|矿井水)处理(?:站|厂|工程|项目)",
        r"污水|污泥|危废|填埋|厨余|餐厨|垃圾",
        spoken="污水处理 垃圾处理",
    ),
    Kind(
        "renewable_base", "新能源基地", "Renewable base", "power", "power",
        r"(?:百万千瓦级?|千万千瓦级?|清洁|可再生|大型|风光|风光水|风光火|风光储|多能互补|源网荷储|水风光|风光水火储|风光火储)*(?:一体化)?(?:新能源|清洁能源|风光|风光储|多能互补|源网荷储|水风光|风光水储|可再生能源|风光火储|风光氢储|风光储输|风电光伏(?:发电)?(?:储能)?(?=一体化|互补|大?基地)|能源)(?:一体化|互补|多能互补|综合|大|示范)*(?:基地|示范基地|项目|示范项目)",
        r"新能源基地|清洁能源基地|多能互补|源网荷储|风光(?:水|火|储|氢|输)*(?:一体化|储)",
        spoken="风光基地 大基地",
    ),
    Kind(
        "coal_power", "煤电", "Coal power", "power", "power",
        r"(?:燃煤|火力|超超临界|煤矸石|自备|背压|热电联产)*(?:火电厂|热电厂|发电厂|电厂|煤电项目|火电项目|热电联产(?:机组|项目)?|热电项目|煤电(?:机组)?|火电机组|背压机组|热电)(?:工程|项目)?",
        r"煤电|燃煤|火电|电厂|热电|(?<!余热)(?<!余压)发电",
        words_en=r"\bcoal\b(?!.{0,3}min)|^(?:sub|super|ultra-?super)critical(?:/ccs)?$|^cfb(?:/ccs)?$|\bigcc\b|circulating fluidi[sz]ed bed",
        spoken="火电 燃煤 热电",
    ),
    Kind(
        "research_platform", "科研平台", "Research platform", "digital", "count",
        r"(?:重点|联合|国家|省级|工程|技术)*(?:实验室|研究院|研究中心|研发中心|技术创新中心|创新中心|中试基地|中试平台|检测中心|院士工作站|研发基地|孵化器|科创中心|科技园)",
        r"实验室|研究院|研究中心|研发|中试|创新中心",
        spoken="研发平台 创新平台",
    ),
    Kind(
        "industrial_park", "产业园区", "Industrial park", "industry", "area",
        r"(?:现代|绿色|低碳|零碳|近零碳|高端|智能|循环经济|化工|精细化工|装备制造|新材料|新能源|光伏|电池|食品|生态|工业)*(?:产业园区?|工业园区?|产业基地|产业集聚区|产业集群|产业示范园|示范园区?|零碳园区?|低碳园区?|化工园区?|园区|工业区|开发区|高新区|经开区|创业园|科创园|集中区|集聚区|环保园|创新港|小镇|生态工业园|生态园|科技园|产业城)(?:循环化改造|项目|工程)?",
        r"产业园|园区|工业园|零碳园|集聚区",
        words_en=r"\bindustrial park\b",
        spoken="工业园 开发区",
    ),
    Kind(
        "pilot_zone", "试点示范区", "Pilot zone", "other", "count",
        r"(?:先行|综合|改革|创新)*(?:试验区|示范区|先行区|试点示范|示范工程|示范项目|示范基地|试点项目|示范点|试点|示范镇|示范村|示范县)",
        r"试点|示范",
    ),
    Kind(
        "factory", "工业项目", "Factory", "industry", "count",
        r"(?:光伏|储能|风电)(?:组件|玻璃|胶膜|支架|逆变器|电芯|装备|电池|系统集成|叶片|整机|塔筒|主机)(?:生产|制造|产业)*(?:项目|基地|园|产业园|线)?|(?:生产|制造|加工|组装|产业|装备制造)*(?:生产线|产线|工厂|制造基地|生产基地|加工基地|产业化项目|生产项目|制造项目|冶炼厂|化工厂|水泥厂|钢铁厂|钢厂|纸厂|焦化厂|加工厂|厂房|熟料线|(?:示范|再生|回收|加工|涂装|镀膜|拉棒)线)",
        r"制造|生产|产业化|材料|电池|化工|冶炼|铝业|药业|电芯|余热|余压|硅|晶|纤维|装备|汽车|磷酸|碳酸锂|电解液|隔膜|负极|正极|车身|驾驶室|轴承|芯片|半导体|模组|面板|光学膜|铜箔|铝箔|铝板|塔筒|叶片|整机|电解槽|电机|部件|零件|制品|合金|药|酒|纸|布|陶瓷|玻璃|水泥",
        words_en=r"\b(?:factory|manufacturing)\b",
        spoken="工厂 制造业",
    ),
    Kind(
        "other", "其他", "Other", "other", "count",
        r"(?:应急|指挥|会展|展示|体验|文化|旅游|集中供热|供热|供冷|综合能源|能源)*(?:中心|能源站|供热工程|供热项目|水库|灌区|基地|项目|工程|电站|站|厂|馆|广场|公园|景区)|(?:露天)?煤矿|[铁铜金银铝锌铅锰钨锡锂钾磷]矿|矿井|(?:国际|支线|通用)?机场(?:新建|迁建|改扩建|扩建)*(?:工程|项目)?|航站[楼区]|[油气]田(?:开发|产能|建设)*(?:项目|工程)|引[\u4e00-\u9fff]{1,3}[济入补][\u4e00-\u9fff]{1,2}(?:二期)?(?:工程|项目)?|水资源配置(?:工程)?|供水干管|干渠|泵站|提灌站|(?:引|调|供|输|补)水(?:工程|项目)|港|(?:生态|综合|边坡)*(?:修复|治理|复垦|复绿|整治|营造|清淤|养护)+(?=\d|约|工程|项目|[^\u4e00-\u9fff]|[和与及]|以及|$)|装置|通道|(?:发电)?机组(?:更新)?|(?:长输)?供热管网|(?:首|[一二三四五])期",
    ),
)
# fmt: on

KINDS: Mapping[str, Kind] = MappingProxyType({row.key: row for row in _ROWS})
