"""Every rule of the reader is told: it fires in a passage, stands in the docs, and explains."""

from __future__ import annotations

from pathlib import Path

import pytest

from projects.documents import build_document
from projects.extraction import extract_projects
from projects.rules import Rejected, Rule
from tests.plans_data import document, gazetteer
from tools import rules_doc

DATED = "二〇二三年\n酒泉市人民政府\n2023年5月6日\n一、任务\n"
TABLE = (
    "项目名称|建设地点|建设内容|建设年限\n"
    "云岭光储项目|瓜州县|装机20万千瓦|2024-2026年\n"
    "云湖新能源|玉门市||\n"
)
# place, text, and the rules it is there for
PASSAGES = (
    (
        "娄底市",
        "加快推进新化县云岭、涟源市码湖抽水蓄能电站前期工作,到2030年装机分别为120万千瓦和180万千瓦。",
        "draft.shared-head draft.head left.words left.place head.last kind.head for.name for.place "
        "for.kind for.size-after for.verb for.list size.in-turn stage.preliminary nature.default",
    ),
    (
        "娄底市",
        "新化云岭风电场装机10万千瓦。\n加快新化县云岭风电场建设。",
        "joined.same size.after",
    ),
    ("娄底市", "建成新化县云岭垃圾发电厂,配套厨余垃圾处置车间,日处理30吨。", "draft.attached"),
    ("娄底市", "建设新化县废钢、废铝回收利用项目,年处理10万吨。", "draft.materials"),
    ("娄底市", "建设新化县云岭风电场。\n将云岭山风电场列入重点项目清单。", "joined.reference"),
    (
        "娄底市",
        "建设新化县云岭抽水蓄能电站。\n坚持系统观念，压实各方责任。加快新化抽水蓄能电站前期工作。",
        "joined.only-one",
    ),
    (
        "娄底市",
        "建设新化县云岭产业园。\n坚持系统观念，压实各方责任。推进新化县云岭产业园一期。",
        "double.phase",
    ),
    (
        "娄底市",
        "建设新化县云岭储能电站10万千瓦。\n坚持系统观念，压实各方责任。建设云岭共享储能电站30万千瓦。",
        "double.size",
    ),
    (
        "娄底市",
        "建设新化县云岭风电场。\n坚持系统观念，压实各方责任。推进新化县风电场建设。",
        "double.place",
    ),
    (
        "娄底市",
        "建设国能云岭风电场。\n坚持系统观念，压实各方责任。推进华润云岭风电场建设。",
        "double.begin",
    ),
    (
        "娄底市",
        "建设云川新材料项目。\n坚持系统观念，压实各方责任。推进云川新材料锂电隔膜项目。",
        "double.part",
    ),
    (
        "娄底市",
        "建设新化县云岭码湖风电场。\n坚持系统观念，压实各方责任。推进新化县云码风电场建设。",
        "double.short",
    ),
    (
        "娄底市",
        "建设新化—涟源—双峰天然气管道。\n坚持系统观念，压实各方责任。推进新化至双峰天然气管道。",
        "double.ends",
    ),
    (
        "娄底市",
        "建设新化县云岭垃圾焚烧发电厂。\n坚持系统观念，压实各方责任。推进新化县云岭垃圾处理厂。",
        "double.kind",
    ),
    ("娄底市", "在新化县、涟源市等地布局集中式风电项目30万千瓦。", "draft.counties-verb"),
    ("娄底市", "新化县、涟源市等地集中式风电项目30万千瓦。", "draft.counties-kind for.size"),
    ("娄底市", "建设新化县、涟源市化工产业园。", "draft.one-each"),
    ("娄底市", "建设新化县云岭风电场一期、二期。", "draft.next-phase"),
    ("盐城市", "开发大丰近海风电项目,其中射阳云岫外海20万千瓦先行开工。", "draft.part"),
    ("石嘴山市", "平罗县2个产业链项目:云岫硅业年产8万吨工业硅、码湖硅渣回收。", "draft.counted"),
    ("榆林市", "年内落地榆能精化绿氢耦合煤制甲醇,年产能60万吨。", "draft.verb-name-size kind.cue"),
    ("酒泉市", TABLE, "draft.row for.table for.box size.row year.row"),
    ("定西市", "二、风电项目\n1.通渭云塘（10万千瓦）", "draft.row for.heading kind.label"),
    ("娄底市", "云岭站二期120万千瓦。", "left.mark nature.phase size.inside kind.open"),
    ("娄底市", "推进新化县云岭技改。", "head.phase"),
    ("娄底市", "推进云岭重点项目风电场工程。", "head.strong"),
    ("娄底市", "投运新化县500千伏云岭变。", "head.station kind.voltage"),
    ("娄底市", "重点工程:新化县云岭电站。", "kind.station"),
    ("娄底市", "抽水蓄能:新化县云岭电站。", "kind.label"),
    (
        "酒泉市",
        "建设瓜州县云岭风电场100万千瓦,其中码湖新能源项目40万千瓦。",
        "kind.whole part.of-which",
    ),
    ("酒泉市", "建设瓜州县云岭光储项目,包括码湖风电场、青罗光伏电站。", "part.included"),
    ("酒泉市", "建设瓜州县云岭风电场,其中码湖光伏电站装机4万千瓦。", "part.of-which"),
    ("酒泉市", "建设瓜州县云岭风电场,装机4万千瓦。", "size.after"),
    ("酒泉市", "建设瓜州县云岭风电场、玉门市码湖光伏电站等河西新能源基地。", "part.group"),
    ("娄底市", "建设娄底生活垃圾焚烧发电项目。", "for.city for.works"),
    ("娄底市", "在新化县,建设云岭风电场,装机10万千瓦。", "for.near"),
    ("娄底市", "推进龙山水库除险加固。", "for.plant nature.word"),
    ("娄底市", "建设新化县“云岭一号”风电场。", "for.quotes"),
    ("娄底市", "建设新化县水车镇云岭风电场。", "for.town"),
    ("娄底市", "鼓励新化县云岭风电场建设。", "against.support"),
    ("娄底市", "通过塘库岸线清理覆绿综合整治工程开展修复。", "against.means"),
    ("娄底市", "依托新化县云岭产业园,发展装备制造。", "stage.leant-on"),
    ("娄底市", "建设一批新化县云岭风电场。", "against.many"),
    ("娄底市", "全市建设新化县云岭风电场。", "against.citywide"),
    ("娄底市", "新化县云岭风电场建设存在短板。", "against.problem"),
    ("娄底市", "以建设新化县云岭风电场为重点。", "against.theme"),
    ("娄底市", "贡献新化县云岭风电场力量。", "against.ambition"),
    ("娄底市", "实施“千乡万村驭风行动”新化县云岭风电场。", "against.programme"),
    ("娄底市", "建设云岭公园30个。", "against.count"),
    ("娄底市", "(一)云岭风电场\n", "against.heading"),
    ("娄底市", "云岭示范区。", "against.abstract"),
    ("娄底市", "推进云岭、省级风电场。", "against.list"),
    ("娄底市", "新化县风电场,除云岭风电场外。", "not.predicate"),
    ("娄底市", "申报云岭国家低碳试点。", "not.applied-for"),
    ("娄底市", "推广新化县云岭风电场模式。", "not.after"),
    ("娄底市", "建设云岭专用线,西起新化县,东至码湖港,全长5公里。", "not.route"),
    ("娄底市", "推进云岭风电场高新区。", "not.zone"),
    ("娄底市", "争当新化云岭风电场。", "not.talk"),
    ("娄底市", "建设风电场项目。", "not.known"),
    ("娄底市", "探索新化县风电场。", "not.enough"),
    (
        "襄阳市",
        "国家碳达峰试点(襄阳)实施方案\n一、任务\n在襄州区建设国家碳达峰试点(襄阳)。",
        "not.plan",
    ),
    ("娄底市", "云岭风电场企业发展。", "not.head"),
    ("娄底市", "提高铁路水平。", "not.split"),
    ("娄底市", "引进隆基绿能。", "not.headed"),
    ("娄底市", "建设云岭、码湖风电场,每个10万千瓦。", "size.each"),
    ("娄底市", "建设云岭风电场、码湖光伏电站,装机10万千瓦。", "size.last"),
    ("娄底市", "建设云岭风电场、码湖光伏电站,前者装机10万千瓦。", "size.pronoun"),
    ("娄底市", "建设云岭锂电池项目、码湖风电场,其中云岭锂电池年处理2万吨。", "size.of-which"),
    ("娄底市", "建设新化县云岭风电场。装机10万千瓦。", "size.sentence"),
    ("娄底市", "建设云岭风电场、码湖风电场(总装机30万千瓦)。", "size.not-total"),
    ("娄底市", "利用水面1500亩,建设新化县云岭光伏电站。", "size.taken-up"),
    ("娄底市", "建设新化县云岭水电站,距县城12公里。", "size.not-other"),
    ("娄底市", "建设云岭、码湖、青罗3个风电场。", "size.not-count"),
    ("娄底市", "建设云岭风电场,全市风电装机60万千瓦。", "size.not-city"),
    ("娄底市", "风电装机60万千瓦。", "size.not-known"),
    ("娄底市", "加快新化县云岭灌区一期、冷水江市云川页岩气(年产能3GWh)。", "size.not-read"),
    ("娄底市", "建设220千伏云岭、码湖变电站。", "size.voltage left.list"),
    ("娄底市", "建设220千伏云岭风电场。", "size.not-kind"),
    ("娄底市", "利用采煤沉陷区3000亩,建设新化县云岭光伏电站。", "size.taken-up"),
    ("娄底市", "建设新化县云岭垃圾发电项目,距城区20公里。", "size.not-other"),
    ("酒泉市", "关停瓜州县云岭火电厂1号机组。", "stage.ended"),
    ("酒泉市", DATED + "瓜州县云岭风电场2020年投入运行。", "stage.past year.item"),
    ("酒泉市", "续建瓜州县云岭风电场。", "stage.building"),
    ("酒泉市", "瓜州县云岭风电场已建成投产。", "stage.existing"),
    ("酒泉市", "项目名称|建设地点|进展情况\n云岭风电场|瓜州县|已开工\n", "stage.row"),
    ("酒泉市", "储备项目:瓜州县云岭风电场。", "stage.heading"),
    ("酒泉市", "建设瓜州县云岭尾矿库闭库工程。", "nature.kind"),
    ("酒泉市", "瓜州县云岭风电场由云川公司实施,总投资8亿元。", "owner.told money.told"),
    ("酒泉市", "建设瓜州县华能云岭风电场。", "owner.name"),
    (
        "酒泉市",
        "项目名称|建设地点|业主|总投资(亿元)\n云岭风电场|瓜州县|云川公司|8\n",
        "owner.row money.row",
    ),
    ("酒泉市", "瓜州县云岭风电场(2027年投产)。", "year.item"),
    ("酒泉市", "建设瓜州县云岭风电场,2027年建成投产。", "year.after stage.default"),
    ("酒泉市", "到2027年,建成瓜州县云岭风电场。", "year.head"),
    ("娄底市", "建设云岭至邵东市铁路专用线。", "county.outside"),
    ("娄底市", "建设云岭风电场。", "county.open"),
    ("娄底市", "娄底市推进建设新化县云岭风电场。", "left.verb"),
)


def turned_down(place: str, text: str) -> list[Rejected]:
    rejected: list[Rejected] = []
    extract_projects(document(text, place), gazetteer(), rejected=rejected)
    return rejected


def fired(place: str, text: str) -> dict[Rule, str | float]:
    """Return the rules that fire on a passage, with what each saw last."""
    projects = extract_projects(document(text, place), gazetteer())
    notes = [n for p in projects for mention in p.notes for n in mention]
    return dict(notes + [n for one in turned_down(place, text) for n in one.notes])


@pytest.mark.parametrize(("place", "text", "rules"), PASSAGES, ids=lambda value: value[:24])
def test_a_rule_fires_where_it_should(place, text, rules):
    """A note in the wrong place would explain a reading by a rule that did not make it."""
    assert set(rules.split()) - {str(rule) for rule in fired(place, text)} == set()


def test_every_rule_fires_somewhere():
    """A rule that no passage reaches is dead, or its note was lost."""
    told = {name for *_, rules in PASSAGES for name in rules.split()}
    assert told == {str(rule) for rule in Rule}


def test_a_note_tells_what_its_rule_saw():
    notes = fired("酒泉市", "加快推进瓜州县云岭风电场前期工作,力争2027年投产,装机10万千瓦。")
    assert notes[Rule.LEFT_WORDS] == "加快推进"
    assert notes[Rule.KIND_HEAD] == "风电场"
    assert notes[Rule.FOR_PLACE] == 1
    assert notes[Rule.STAGE_PRELIMINARY] == "前期工作"
    assert notes[Rule.YEAR_AFTER] == 2027
    assert notes[Rule.SIZE_AFTER] == "10万千瓦"


def test_the_points_told_are_those_that_count():
    """Else the explanation of a rejected phrase would not add up."""
    (one,) = turned_down("娄底市", "支持发展新化县风电场。")
    (decided, *others) = one.notes
    points = sum(seen for rule, seen in others if rule.startswith(("for.", "against.")))
    assert decided == (Rule.NOT_ENOUGH, f"{points:g} of 2.5")


def test_asking_what_was_not_taken_changes_nothing():
    """Sentences that tell of nothing are passed over only where nobody asks why."""
    for path in sorted((Path(__file__).parent / "corpus").glob("*.txt"))[:4]:
        known = gazetteer()
        plan = build_document(path.read_text(encoding="utf-8"), source="p", gazetteer=known)
        rejected: list[Rejected] = []
        assert extract_projects(plan, known) == extract_projects(plan, known, rejected=rejected)
        assert rejected
        assert all(0 <= r.start < r.end <= len(plan.text) for r in rejected)


def test_a_size_told_later_is_not_among_what_was_left():
    rules = [r.notes[0][0] for r in turned_down("娄底市", "建设新化县云岭风电场。装机10万千瓦。")]
    assert Rule.SIZE_NOT_KNOWN not in rules


def test_every_rule_is_documented_as_it_is():
    assert rules_doc.PAGE.read_text(encoding="utf-8") == rules_doc.text(), "run `make docs`"
