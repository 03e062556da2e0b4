"""Files of every format dropped in one page: on the map and in the totals, and gone when undone."""

from __future__ import annotations

import docx
import openpyxl
import pytest

from projects.access.roles import Role
from projects.access.users import Users
from projects.models import Quantity
from projects.models import Role as Of
from projects.registry import Registry
from projects.reviewing.values import ProjectKey
from projects.settings import Settings
from tests.browser.offices import PASSPHRASE, WANG, Tab
from tests.browser.servers import serve
from tests.browser.visiting import visitors
from tests.files_data import add_xml, paragraph_xml, saved, text_box
from tests.made import LOUDI, XINHUA, _facts, project
from tests.pdf_data import pages_of, written
from tests.workbook_data import saved_book, sheet_into

pytestmark = pytest.mark.browser

STAND = 10  # 万千瓦 that are there from the beginning

TEXT = "娄底市生物质利用实施方案\n一、任务\n建设新化县油溪生物质电站，装机容量3万千瓦。\n"
MARKDOWN = (
    "# 娄底市屋顶光伏行动计划\n\n## 一、任务\n\n| 序号 | 项目名称 | 建设地点 | 装机（万千瓦） |\n"
    "|---|---|---|---|\n| 1 | 双峰县井字光伏电站 | 双峰县 | 8 |\n"
)
PAGE = (
    "<!DOCTYPE html><html><head><title>娄底市垃圾发电工作要点</title></head><body>"
    "<h1>娄底市垃圾发电工作要点</h1><h2>一、任务</h2><p>建设涟源市桥头河垃圾发电厂，"
    "装机容量<b>2万千瓦</b>。</p></body></html>"
)
CSV = "序号,项目名称,建设地点,装机（万千瓦）\n1,冷水江市铎山光伏电站,冷水江市,6\n,合计,,6\n"


HEAD = ("娄底市{}实施方案", "一、重点任务")


def docx_file():
    """Return a Word file with a project in its text, in a table and in a text box."""
    document = docx.Document()
    for line in (HEAD[0].format("风电"), HEAD[1], "加快新化紫云风电场建设，装机容量13万千瓦。"):
        document.add_paragraph(line)
    table = document.add_table(2, 3)
    rows = (("项目名称", "建设地点", "装机（万千瓦）"), ("云岭光伏电站", "新化县", "7"))
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    add_xml(document, paragraph_xml(text_box("推进双峰梓门抽水蓄能电站（120万千瓦）前期工作。")))
    return saved(document)


def pdf_file():
    """Return a PDF of two pages with heads and page numbers."""
    filler = "坚持节约优先，完善能耗双控制度，提升重点领域能效水平，推广先进适用技术。" * 12
    title, part = HEAD
    named = "推进涟源枫坪水电站建设，装机容量6万千瓦。"
    return written(pages_of([title.format("水电"), part, filler, named], head="娄底市实施方案"))


def two_sheets() -> bytes:
    """Return a list under a merged title, its header of two rows, and a second sheet beside it."""
    made = openpyxl.Workbook()
    made.active.title = "风电"
    rows = (
        ("娄底市2025年重点风光项目表", "", "", "", ""),
        ("序号", "项目名称", "建设地点", "投资（亿元）", ""),
        ("", "", "", "总投资", "2025年计划"),
        (1, "冷水江渣渡风电场", "冷水江市", 6.5, 2),
        ("", "合计", "", 6.5, 2),
    )
    sheet_into(made.active, rows, ("A1:E1", "A2:A3", "B2:B3", "C2:C3", "D2:E2"))
    solar = (("项目名称", "县区", "规模大小（万千瓦）"), ("双峰甘棠光伏电站", "双峰县", 4))
    sheet_into(made.create_sheet("光伏"), solar)
    return saved_book(made)


DROPPED = (
    ("生物质.txt", TEXT.encode("gb18030"), {"新化县油溪生物质电站": 3}),
    ("屋顶.md", MARKDOWN.encode(), {"双峰县井字光伏电站": 8}),
    ("垃圾.html", PAGE.encode(), {"涟源市桥头河垃圾发电厂": 2}),
    ("光伏.csv", CSV.encode("gb18030"), {"冷水江市铎山光伏电站": 6}),
    (
        "风电.docx",
        docx_file(),
        {"新化紫云风电场": 13, "云岭光伏电站": 7, "双峰梓门抽水蓄能电站": 0},  # 前期, in no total
    ),
    ("水电.pdf", pdf_file(), {"涟源枫坪水电站": 6}),
    ("清单.xlsx", two_sheets(), {"冷水江渣渡风电场": 0, "双峰甘棠光伏电站": 4}),
)


UNMOVED = """() => document.querySelector('[data-testid="stMain"]')
    .getAnimations({ subtree: true }).every((moves) => moves.playState !== "running")"""


class Desk(Tab):
    """An editor's page, and the registry behind it."""

    def __init__(self, page, address, url):
        self.url, self.address = url, address
        super().__init__(page, address)

    def begin(self):
        """Go to the page of additions, whatever is open there."""
        self.go("加规划")
        back = self.page.locator(".st-key-review_back")
        back.or_(self.page.get_by_role("tab", name="粘贴文本")).first.wait_for()
        if back.count():
            self.click("review_back")

    def named(self):
        with Registry.open(self.url, settings=Settings()) as registry:
            return {p.name: p for p in registry.projects()}

    def column(self, label):
        """Return the choice of a list's column."""
        return self.page.get_by_role("combobox", name=label)

    def unfold(self, name):
        """Open what is folded in the item that is looked at."""
        self.page.locator(".st-key-review_item").get_by_text(name, exact=True).first.click()
        self.page.wait_for_function(UNMOVED)

    def accept(self):
        """Accept all there is, the doubtful as well."""
        self.page.locator(".st-key-review_counts").wait_for()
        for key in ("accept_sure", "accept_all", "accept_all_sure"):
            if self.page.locator(f".st-key-{key} button").count():
                self.click(key)

    def open(self, name):
        """Go to an item of the review by the way through all of them."""
        for _ in range(20):
            if name in self.text("review_name"):
                return
            self.click("rev_next")
        pytest.fail(f"{name} is not in the review")

    def on_the_map(self, names):
        """Return which of the projects have a symbol on the map."""
        found = {n: p for n, p in self.named().items() if n in names}
        self.go("地图")
        box = self.page.frame_locator('iframe[src*="st_folium"]').first
        box.locator("#map_div[data-painted]").wait_for(timeout=60_000)
        self.settle()
        frame = next(f for f in self.page.frames if "st_folium" in f.url)
        script = "(key) => luotu.current.where(key) !== null"
        keys = {name: f"{p.document}/{p.id}" for name, p in found.items()}
        return {name for name, key in keys.items() if frame.evaluate(script, key)}


@pytest.fixture(scope="module")
def desk(chromium, tmp_path_factory):
    folder = tmp_path_factory.mktemp("dropped")
    url, users = f"sqlite:///{folder}/made.sqlite", folder / "users.json"
    size = Quantity(STAND * 10.0, "MW", Of.CAPACITY, f"{STAND}万千瓦")
    stands = project("p1", "样板山风电场", counties=(XINHUA,), capacity=(size,))
    with Registry.open(url, settings=Settings()) as registry:
        registry.replace(_facts("样板", "娄底样板方案", LOUDI), [stands], [])
    Users(users).add(WANG, Role.EDITOR, PASSPHRASE)
    served = serve(url, env={"LUOTU_USERS": str(users)})
    with served as address, visitors(chromium, patience=10_000) as opened:
        made = Desk(opened(), address, url)
        made.sign_in(WANG)
        yield made


def test_every_format_is_on_the_map_and_in_the_totals_and_what_is_undone_is_gone(desk):
    assert desk.total() == STAND
    for name, data, found in DROPPED:
        desk.begin()
        desk.drop(name, data)
        if name.endswith("xlsx"):
            assert "娄底市2025年重点风光项目表" in desk.text()  # the merged title row
            assert desk.column("2025年计划(亿元)").input_value() == "年度投资（亿元）"
            desk.page.get_by_text("光伏（3 列").click()  # the second sheet
            desk.settle()
            desk.column("规模大小（万千瓦）").fill("装机")
            desk.page.get_by_role("option", name="装机容量").first.click()
            desk.settle()
            desk.click("add_again")
            desk.page.locator(".st-key-add_start").wait_for()
        desk.start()
        assert not set(found) & set(desk.named()), name
        desk.accept()
        assert set(found) <= set(desk.named()), name
    added = {name: size for *_, found in DROPPED for name, size in found.items()}
    assert desk.total() == STAND + sum(added.values())
    assert desk.on_the_map(added) == set(added)
    before = desk.named()
    desk.undo_latest("试录")
    (gone,) = set(before) - set(desk.named())
    assert gone in DROPPED[-1][2]
    said = desk.text()
    assert "审阅接受" in said
    assert "试录" in said
    key = ProjectKey(before[gone].document, before[gone].id)
    with Registry.open(desk.url, settings=Settings()) as registry:
        taken_in, undone = registry.revisions.history(key)[-2:]
    assert (str(taken_in.action), str(undone.action), undone.why) == ("accept", "undo", "试录")
    assert desk.total() == STAND + sum(added.values()) - added[gone]
    assert desk.on_the_map(added) == set(added) - {gone}


BASE, PARK = "涟源石马山光伏基地", "涟源伏口光伏电站"
GROUPED = f"娄底市光伏基地方案\n一、任务\n建设{BASE}，装机容量30万千瓦。\n建设{PARK}10万千瓦。\n"


def test_what_is_made_part_of_another_is_shown_so_and_counted_once(desk):
    before = desk.total()
    desk.begin()
    desk.paste(GROUPED)
    desk.open(PARK)
    desk.unfold("属于")
    group = desk.page.locator('[class*="st-key-group_p"]').get_by_role("combobox")
    group.fill("石马山")
    desk.page.get_by_role("option", name=BASE).click()
    desk.settle()
    desk.click("group_do")
    desk.accept()
    park = desk.named()[PARK]
    assert park.part_of == desk.named()[BASE].id
    assert desk.total() == before + 30
    desk.page.goto(f"{desk.address}?sel=project:{park.document[:12]}/{park.id}")
    panel = desk.page.locator(".st-key-details")
    panel.get_by_text(f"{BASE}").first.wait_for(timeout=60_000)
    assert f"含于 {BASE}，不重复计" in panel.inner_text()


TWO_SIZES = (
    "项目名称,建设地点,装机（万千瓦）,二期（万千瓦）\n"
    "双峰石牛光伏电站,双峰县,3,9\n新化温塘光伏电站,新化县,2,2\n"
).encode()


def test_a_list_brought_again_with_other_columns_keeps_what_was_judged(desk):
    page = desk.page
    desk.begin()
    desk.drop("两期.csv", TWO_SIZES)
    desk.start()
    desk.open("新化温塘光伏电站")
    desk.page.locator(".st-key-review_item").get_by_role("button", name="退回").first.click()
    desk.type("退回原因", "已停建")
    desk.page.locator('[class*="st-key-reject_"] button').last.click()
    desk.settle()
    desk.begin()
    desk.drop("两期.csv", TWO_SIZES)
    assert "相同" in desk.text("add_waiting")
    for column, field in (
        ("装机（万千瓦）", "（未对应，原样保留）"),
        ("二期（万千瓦）", "装机容量"),
    ):
        desk.column(column).fill(field[:6])
        page.get_by_role("option", name=field).first.click()
        desk.settle()
    desk.click("add_again")
    said = desk.text("add_waiting")
    assert WANG in said
    assert "与它不同" in said
    assert "保留 1 项" in said
    desk.click("add_waits_instead")
    assert "已退回 1" in desk.text("review_counts")
    desk.accept()
    named = desk.named()
    assert named["双峰石牛光伏电站"].capacity[0].value == 90.0
    assert "新化温塘光伏电站" not in named


XIAOGAN = (
    "孝感市储能与光伏发展规划\n\n一、重点任务\n建设城关镇光伏电站5万千瓦。\n"
    "在孝昌县小悟乡、云梦县义堂镇建设两个储能电站，规模共20万千瓦。\n"
    "建设应城市汤池风电场20万千瓦。\n建设应城市东马坊风电场20万千瓦。\n"
    "建设大悟县三角山风电场4万千瓦。\n"
)
GROUP = "孝昌县小悟乡、云梦县义堂镇储能电站"


def test_a_tied_place_is_clicked_a_group_split_doubles_made_one_and_one_turned_down(desk):
    desk.begin()
    desk.paste(XIAOGAN)
    desk.open("城关镇光伏电站")
    box = desk.page.frame_locator('iframe[src*="st_folium"]').first
    box.locator(".luotu-picked", has_text="大悟县").click(force=True)
    desk.page.wait_for_timeout(1500)
    desk.settle()
    desk.open("城关镇光伏电站")
    assert "大悟县" in desk.text("review_item")

    desk.open(GROUP)
    desk.unfold("拆分")
    parts = desk.page.locator('[class*="st-key-split_"] textarea').first
    parts.fill("孝昌县小悟储能电站 | 12万千瓦\n云梦县义堂储能电站 | 8万千瓦")
    parts.press("Control+Enter")
    desk.settle()
    desk.click("split_do")

    desk.open("应城市汤池风电场")
    desk.unfold("合并重复")
    merged = desk.page.locator('[class*="st-key-merge_"] input').first
    merged.fill("东马坊")
    desk.page.get_by_role("option", name="应城市东马坊风电场").click()
    desk.page.keyboard.press("Escape")
    desk.settle()
    for key in ("merge_do", "item_merge", "item_merge_sure"):
        if desk.page.locator(f".st-key-{key} button").count():
            desk.click(key)

    desk.open("大悟县三角山风电场")
    desk.page.locator(".st-key-review_item").get_by_role("button", name="退回").first.click()
    desk.type("退回原因", "重复报送")
    desk.page.locator('[class*="st-key-reject_"] button').last.click()
    desk.settle()
    assert "已退回" in desk.text("review_counts")
    desk.accept()
    found = {
        name: (p.counties, sum(q.value for q in p.capacity if q.unit == "MW"))
        for name, p in desk.named().items()
        if any(county.startswith("4209") for county in p.counties)
    }
    assert found == {
        "城关镇光伏电站": (("420922",), 50.0),
        "孝昌县小悟储能电站": (("420921",), 120.0),
        "云梦县义堂储能电站": (("420923",), 80.0),
        "应城市汤池风电场": (("420981",), 200.0),
    }


def test_a_new_version_changes_what_it_says_and_keeps_what_was_checked(desk):
    desk.begin()
    desk.page.get_by_role("tab", name="粘贴文本").click()
    later = XIAOGAN.replace("发展规划", "发展规划（修订）").replace(
        "城关镇光伏电站5", "城关镇光伏电站6"
    )
    desk.type("规划全文", f"{later}新建安陆市王义贞风电场7万千瓦。\n")
    desk.click("add_read")
    desk.page.wait_for_timeout(700)
    desk.settle()
    desk.page.get_by_role("combobox", name="库中有标题相近的文件").first.click()
    desk.page.get_by_role("option", name="的新版本").first.click()
    desk.settle()
    said = desk.text()
    assert "王义贞" in said or "新增 1 个" in said
    desk.click("add_update")
    before = set(desk.named())
    assert "大悟县三角山风电场" not in before  # turned down stays out
    assert "安陆市王义贞风电场" not in before  # waits for the review
    desk.accept()
    now = desk.named()
    assert now["安陆市王义贞风电场"].checked.by == WANG
    assert now["城关镇光伏电站"].capacity[0].value == 60.0
    assert now["城关镇光伏电站"].counties == ("420922",)  # chosen by hand
    assert "孝昌县小悟储能电站" in now
    assert now["应城市汤池风电场"].checked is not None


def test_the_registry_at_a_moment_has_its_map(desk):
    desk.go("修改记录")
    desk.page.get_by_role("tab", name="某一时刻的项目库").click()
    box = desk.page.frame_locator('[class*="st-key-moment_map_box"] iframe').first
    box.locator("#map_div[data-painted]").wait_for(timeout=60_000)
    frame = next(f for f in desk.page.frames if "st_folium" in f.url)
    names = frame.evaluate("() => luotu.current.data.projects.map((p) => p.name)")
    placed = {name for name, p in desk.named().items() if p.counties}
    assert set(names) == placed


def test_a_long_line_stands_beside_what_opens_it(desk):
    desk.page.set_viewport_size({"width": 1000, "height": 768})
    desk.go("修改记录")
    desk.page.get_by_role("tab", name="最近的修改").click()
    desk.settle()
    tall = 0
    for line in desk.page.locator('[class*="st-key-line_act_"]').all():
        opener = line.locator("button").bounding_box()
        said = line.locator('[data-testid="stText"]').bounding_box()
        assert said["x"] >= opener["x"] + opener["width"]
        assert said["y"] < opener["y"] + opener["height"]
        tall += said["height"] > opener["height"]
    assert tall, "no line is longer than its row"
    desk.page.set_viewport_size({"width": 1366, "height": 768})
