"""The words plans are built of: verbs before a project, work done to it, and talk that names none.

All are about the language of plans in general; no project, company or place stands here.
Text is simplified, with half-width signs.
"""

from __future__ import annotations

import re

__all__ = [
    "AMBITION",
    "ANY_VERB",
    "CITYWIDE",
    "COMMON",
    "DOES",
    "LEADING",
    "LISTED_WORKS",
    "LIST_TAIL",
    "MANY",
    "MEANS",
    "NOT_AFTER",
    "NOT_A_PROJECT",
    "ORDINAL",
    "PREDICATE",
    "PREDICATE_WORD",
    "PRELIMINARY",
    "PROBLEM",
    "PROGRAMME",
    "REFERENCE",
    "SAID_OF_IT",
    "SOFT",
    "STATE_BRACKET",
    "SUPPORTS",
    "TAIL",
    "THEME",
    "WORK_VERB",
]

# Verbs after which a project's name begins.
_BUILD = (
    "新建|改扩建|扩建|续建|改建|迁建|拟建|在建|筹建|共建|建设好|建设|建成投产|建成投运|建成并网|建成|建好|修建|兴建|增建|开工建设|开工|投产|投运|投用|"
    "布局建设|布局|布设|布点|配建|打造|创建|推进|推动|加快|加速|实施|开展|完成|启动|谋划|规划建设|规划|争取|力争|确保|贯通|铺设|架设|引进|"
    "推广应用|推广|实现|成立|充分发挥|拓展|提供|基于|建成投用|改建|营造|抓好|抓实|做好|建立|设立|组建|形成|完善|开通|打通|整合|利用|投资|拟开发|开发建设|服务好|配合做好|配合|做强|壮大|"
    "支持|鼓励|引导|保障|依托|发挥|围绕|提升|优化|落实|探索|研究|论证|储备|深化|统筹|健全|加强|强化|培育|发展|办好|布置的?|盯住|办结|做成|改建为|论证|力促|促成|开设|补上|补齐|做优|组织|促进|"
    "关停|关闭|取消|暂缓|停止建设|淘汰|拆除|新增|改造|升级|整治|治理|修复|恢复|疏浚|扩容|提标|加固|清除|保护|建|要|拟|将"
)
# Of these, the ones that end a name's left context wherever they stand in a clause.
ANY_VERB = re.compile(
    r"(?:推广应用|推广|成立|充分发挥|发挥|拓展|开设|补上|补齐|做优|聚力打造|布置的?|盯住|办结|做成|改建为|论证|创建|发展(?!区|集团|有限|公司|中心|银行|基地|园|大厦|示范|试验|投资|股份|实业|和改革|改革|项目|工程|试点)|新建|改扩建|续建|迁建|拟建|筹建|共建|建设好|建设|建成投产|建成投运|建成并网|建成|修建|兴建|开工建设|开工|投产|投运|投用|布局建设|布局|布设|布点|落地|试行|新添|投建|采用|"
    r"打造|推进|推动|加快|加速|抓紧|实施|开展|启动|谋划|规划建设|贯通|铺设|架设|引进|营造|补植|配建|重点抓好|抓好|抓实|建立|设立|组建|开通|"
    r"投资的?|拟开发|服务好|做好|自建的?|建有|形成|支持|鼓励|引导|完成|争取|规划|保障|依托|种植|收集|配套建设|配套|(?<=[镇乡])建(?![设成立筑材管工制言国议档])|(?<=各)设(?![计施备置立]))"
    r"(?!为|区|集团|公司|有限|股份|银行|用地|规模|单位|方案|成本|标准|期|进度|中心|者|主体|工程(?:项目)?(?:$|[,。;、(]))"
)
_ADVERB = (
    "加快|积极|稳步|有序|大力|扎实|全力|全面|深入|持续|继续|适时|择机|重点|着力|科学|合理|优先|抓紧|稳妥|统筹|先行|率先|同步|协同|共同|联合|"
    "高标准|高质量|高水平|高起点|进一步|逐步|尽快|提前|适度超前|因地制宜|分批|分期|切实|严格|努力|主动|力争|确保|争取|不断|充分|多点|就近"
)
_TIME = (
    r"(?:到|至|于)?20\d\d年(?:\d{1,2}月)?(?:底|末|初)?(?:以?前|之前|内|底前|年底前|上半年|下半年)?|“?十[二三四五六]五”?(?:期间|末|时期|规划期)?(?:内|前)?|"
    r"年内|年底前?|今年|明年|近期|远期|目前|当前|现有|现役|期间|今后|未来"
)
_JOIN = (
    r"和|与|及|以及|并|或|同时|其中|包括|包含|如|即|对|把|将|在|于|以|由|从|为|向|按|按照|通过|结合|特别是|主要|重点是|一是|二是|三是|四是|五是|"
    r"以及|等|的|了|好|因|随着|先行|再|又|还|也|均|都|已|正在|正|分别|对接"
)
_ORDINAL = (
    r"\(?\d{1,2}[.、)](?:\s+|(?!\d))|\([一二三四五六七八九十]+\)|[①-⑳]|[一二三四五六七八九十]+、"
)
LEADING = re.compile(
    rf"(?:{_ORDINAL}|{_TIME}|{_ADVERB}|{_BUILD}|{_JOIN}|一批|一座|一个|若干|首批|[\s\ue000]|[-—·•”*>#★☆●■◆▲]|“(?!.{2, 12}”))"
)
WORK_VERB = {
    "改扩建": "expansion", "扩机": "expansion", "扩能": "expansion", "扩产": "expansion", "扩建": "expansion", "扩容": "expansion", "增容": "expansion",
    "除险加固": "retrofit", "加固": "retrofit",
    "改造": "retrofit", "升级": "retrofit", "提标": "retrofit", "整治": "retrofit",
    "改建": "retrofit", "提升": "retrofit",
    "修复": "protection", "恢复": "protection", "治理": "protection", "保护": "protection",
    "清除": "protection",
}  # fmt: skip
PRELIMINARY = re.compile(
    r"前期(?:工作|论证|研究)?|谋划|论证|可研|可行性研究|争取纳入|开展.{0,6}研究|储备"
)

# What may follow a head word and still belong to the name.
TAIL = re.compile(
    r"(?:(?:[（(](?:[^（）()\d]{1,12})[)）])|“[^”]{1,16}”|续建段|境内段|[\u4e00-\u9fff]{2,4}(?:至[\u4e00-\u9fff]{2,4})?段(?=[,。;、(（]|$|建设|[列纳]入|已|年内|改造|扩能|扩建|电气化|工程|项目|前期)|[A-Z]区|"
    r"续建|新建|扩建|改扩建|迁建|扩容|扩能|增容|提标|提质|增效|改造|技改|技术|升级|提升|整治|治理|修复|恢复|"
    r"保护|复垦|复绿|建设|开发|示范|试点|应用|循环化|除险加固|节水|灵活性|岸电|供热|节能|降碳|等容|更新|尾工|超低排放|"
    r"(?:首|[一二三四五六\d])期|[一二三四五六]阶段|项目|工程|产业化|基地|园区|机组|前期工作|前期|"
    r"利用|综合|配套|设施|专项|生态|环境|及|和|与)+"
)

# 「…等项目」: the list's items are each a project; a kind word may stand before 项目.
LIST_TAIL = re.compile(
    r"(?<!高)等(?!容量?[替改]|量[替置]|离子)(?:(?:\d+|[一二两三四五六七八九十]+)个|多个|地区?|县(?:\(?市、?区\)?)?|区县|市县|一批|各|[两二三四]地)?(?:的)?"
)

# A clause with one of these speaks for the whole jurisdiction.
CITYWIDE = re.compile(
    r"全[市县区省州旗盟域]|我[市县区]|全覆盖|各县|各[市区]|各镇|各乡|全部县城|市域|县域|城乡(?!供水|融合|一体)|全社会|每个县|每年|所有"
)
SOFT = re.compile(
    r"应用|采用|研发|攻关|挖掘|支持|鼓励|引导|推广|倡导|探索|培育|严控|严禁|禁止|严格|遏制|不得|防范|淘汰|退出|关停"
)

# Whoever these are said of does the work, and is not it.
SUPPORTS = re.compile(r"支持|鼓励|引导|倡导|督促|指导")

# After a head word: it was only an attribute of something that is no project.
NOT_A_PROJECT = re.compile(
    r"(?:资源(?!循环|综合|化)|禀赋|板(?!块)|商业模式|基础设施|交通(?!枢纽|运输)|短板|集疏运|运量|运输|班车|订单|环节|相关专业|驿站|城市(?=建设|创建|$)|周边|附近|沿线|企业|行业|领域|产业链|产业(?!园|基地|集)|制造业|装备|设备|技术|用地(?!已|预审|报批|获批|批复|手续)|成本|安全|监管|标准|体系|机制|制度|产能(?!为|约|达|\d)|装机|规模(?!为|约|达|分别|\d)|"
    r"布局|规划(?!总?装机|建设|总?规模|总?用地|占地|总?面积|\d)|市场|数据|信息|管理|等级|从业|人员|运营商|服务商|供应商|协会|联盟|公司|集团|局|处理率|覆盖率|保护率|率(?!先)|量|面积占|占比|比例|"
    r"(?<=项目)(?:储备|前期)?库|实施方案|里程(?!为|约|达|\d)|长度(?!为|约|达|\d)|总量|数量|密度|(?:生态)?功能|生态系统|工作(?:组|机制|专班|方案)|领导小组|专班|任务|要求|能力|水平|价格|电价|交易|消纳(?!基地)|发展|行动|计划(?!总?投资|于|在|年内|20\d\d|开工|投产)|方案|政策|方面|竞争性?配置|竞配|条例|办法|保有量|运行数据|使用量|投资(?![约超近达额]|\d)|业务|业|化|型|式|类|口|车|船)"
)

# The number an item of a list begins with.
ORDINAL = re.compile(r"^(?:\(\d+\)|\d+[.、])\s*")

# 等项目, 等重点工程: each item of the list is a work of its own.
LISTED_WORKS = re.compile(r"等(?:重点|重大|一批)?(?:项目|工程|建设)")

# Single characters that join words and identify nothing.
COMMON = frozenset(
    "的和与及或并在以为对上中下内外前后间型类性化网侧地等座个处条台套级种批项年月日期底末初大小新老旧多余约近超共总要可能有无不非未至到从由向把将已正又再也都各每其本该此两三四五六七八九十一二"
    "水电风光火热气油煤林山河湖海江路桥站厂场园区县市镇乡村城东西南北高低主次线段"
    "氢氨纵横碳降增减提质效源固液废渣渔滨库塘岸堤沟渠截污控清淤疏浚退还造绿美净节保护农房户用国普通时长配量储充换运输装卸铺架联接入管压千百万亿双单全整片点面带群标准度率比例"
)

# After a named thing, these begin what is said of it: the name has ended.
SAID_OF_IT = re.compile(
    r"自(?=[^,。;]{2,10}(?:接轨|引接|起))|落户|接轨|(?:于|力争|争取|计划|预计)?20\d\d年|打造[为成]|建[设成]?为|建设成|转型|开展|进行|成为|作为|列入|纳入|达到|位于|占地|现有(?!基础)|配套建设|实现|形成|保障|提供|满足|接入|用于|运行水平|全容量|投产|并网|"
    r"规模化|沿线(?=[设建布])|所[发产](?=电|的)|按(?=[\d\w])|(?<!高)等(?!容量?[替改]|量[替置]|离子)(?=[^项工地县市区\d一二两三四五六七八九十的重])|(?<!高)等(?=(?:\d+|[一二两三四五六七八九十]+)个)|为(?!(?:主要)?(?:原料|燃料|主体|补充)的)(?=\D)|是(?=[全我][市省国县区])|向(?=[\u4e00-\u9fff]{2})|共(?=\d)|"
    r"装机|日处理|年处理|年产|规划机架|总投资|全长|长约"
)

# A bracket behind a name that says no more than how far it is.
STATE_BRACKET = (
    r"\((?:已|正)?(?:在建|续建|前期|规划|拟建|新建|待建|核准|备案|开工|建成|投产|投运|并网|储备|筹建|谋划"
    r"|(?:建设|施工)中)(?:工作|阶段|项目)?\)"
)

# A clause that begins so tells more of a project named before; it names none.
PREDICATE_WORD = re.compile(
    r"达产后|所[发产](?!业|城|镇|村)|沿线|以下|以上|年均|布置|治理后|配\d|后?年(?:处理|产|消纳|利用|处置|回收|拆解|加工|转化|收储|捕集|供[热电汽水])|日处理|占地|总?装机|新增|建成后|投产后|其中|能够|力争|每|按照"
)
# Of one character: names begin with them too.
PREDICATE = re.compile(r"[役集除可省使让与各]")

# Said of many unnamed things.
MANY = re.compile(
    r"(?<!等)一批|等一批(?:重[点大]|示范|骨干|优质|新兴)*(?:项目|工程|企业)|若干|各类|各地|多个|每个|等.{0,6}企业|回头看"
)
# A sentence that takes up projects named before, to put them on a list or under care.
REFERENCE = re.compile(
    r"(?:列入|纳入|列为).{0,12}(?:清单|调度|名单|项目库|事项)|专班|标志性工程|包联|(?:按|每)[日旬周月季]度?调度|挂图作战|挂牌督办|绿色通道|优先(?:保障|安排)|要素保障|重大工程[,，]|应保尽保"
)

# Behind a whole name these make it the name of something else; what a county's 风电装机 is to
# reach is its aim.
NOT_AFTER = re.compile(
    r"(?<=[县市区旗州][风光火水][电伏])(?:发电)?装机(?:容量|规模)?(?=新增|达到|突破|力争|超过|累计|增[加至])|"
    r"(?:[、和与及][^,。;、]{1,8}){1,4}学科|”?(?:模式|技术|工艺|企业|行业|标准|体系|机制|平台|系统|产业链|经验|做法)"
)

# What is said of a thing taken as a theme, or of the plan's own ambition.
THEME = re.compile(
    r"以[^,。;]{2,60}为(?:核心|重点|主(?!要?[原燃]料)|试点|抓手|导向|目标|引领|载体|基础)"
)
# The plan's own ambition, or what is left out: no project is named there.
AMBITION = re.compile(r"贡献|助力|争当|除[^,。;]{2,40}外")
# How a thing is brought about: 通过强链补链带动…, 通过清淤、复绿等措施开展修复; not 通过实施A工程.
MEANS = re.compile(
    r"通过(?!能力|率|验收|审查|评审|评估|审批|核准|[^,。;、]{0,4}(?:[新改扩]建|建设|实施|改造|推进))"
)
# What is wanting, or worked at together with others.
PROBLEM = re.compile(
    r"短板|不足|薄弱|滞后|受限|尚未|不畅|瓶颈|偏[低短晚弱高重]|问题|欠账|缺口|制约|深化与|加强与|合作"
)
# A programme goes by a name in quotes that ends in 工程 or 行动 itself.
PROGRAMME = re.compile(r"“[^”]{2,10}(?:工程|行动|计划|改气|改电)”")

# What a project does, told right behind its name: the name is the subject of its clause.
DOES = re.compile(
    r"(?:\([^()]*\))?(?:目前|现|全部)?(?:争取|率先|年内|年底|力争|计划|完成|开展|实施|投运|投产|投入|开工|稳定|拟|已经?|将|进行|启动|采用|新增|扩建|按|确保|按期|如期|顺利|抓紧|加快|交付|试生产|试运行|封顶|通车|通航|达产|收尾|落户|在[^,。;、]{2,8}(?:开工|动工|落地|投产|启动))"
)
