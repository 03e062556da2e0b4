"""An office: a server with named users, and the page as one of them handles it."""

from __future__ import annotations

from contextlib import contextmanager

from projects.access.roles import Role
from projects.access.users import Users
from projects.registry import Registry
from projects.settings import Settings
from tests.browser.servers import serve
from tests.browser.visiting import still, visitors
from tests.made import fill

__all__ = ["LI", "PASSPHRASE", "WANG", "Office", "Tab", "serving", "tabs"]

PASSPHRASE = "eight words would be better"  # noqa: S105 - of users made here
WANG, LI = "王工", "李工"


class Office:
    """A server with named users over a small registry of its own."""

    def __init__(self, folder):
        self.users, self.url = folder / "users.json", fill(folder / "made.sqlite")
        for name in (WANG, LI):
            Users(self.users).add(name, Role.EDITOR, PASSPHRASE)
        self.env = {"LUOTU_USERS": str(self.users)}
        self.address = ""

    def named(self):
        with Registry.open(self.url, settings=Settings()) as registry:
            return {p.name: p for p in registry.projects()}


@contextmanager
def serving(office, **env):
    """Serve an office's pages, with this in the environment too; yield the office."""
    with serve(office.url, env={**office.env, **env}) as address:
        office.address = address
        yield office


class Tab:
    """A visitor's page: one browser of its own."""

    def __init__(self, page, address):
        self.page = page
        page.goto(address)
        page.locator('[data-testid="stApp"]').wait_for()
        self.settle()

    def settle(self):
        still(self.page)

    def go(self, name):
        self.page.get_by_role("link", name=name, exact=True).click()
        self.settle()

    def click(self, key):
        self.page.locator(f'[class*="st-key-{key}"] button').first.click()
        self.settle()

    def type(self, label, text):
        field = self.page.get_by_label(label, exact=True).last
        field.fill(text)
        field.press("Tab")
        self.settle()

    def text(self, key=None):
        where = f'[class*="st-key-{key}"]' if key else '[data-testid="stMain"]'
        return self.page.locator(where).first.inner_text()

    def sign_in(self, name, passphrase=PASSPHRASE):
        self.page.get_by_role("button", name="登录").first.click()
        self.page.get_by_label("用户名").fill(name)
        self.page.get_by_label("口令", exact=True).fill(passphrase)
        self.click("who_try")

    def drop(self, name, data):
        field = self.page.locator('.st-key-add_files input[type="file"]').first
        with self.page.expect_response(lambda r: r.request.method == "PUT"):
            field.set_input_files({"name": name, "mimeType": "", "buffer": data})
        self.settle()

    def total(self):
        """Return what the page of sums says is there in all, 万千瓦."""
        self.go("汇总")
        cells = self.page.locator('[data-testid="stDataFrame"]').first.locator("td")
        cells.first.wait_for(state="attached", timeout=60_000)
        self.settle()
        said = cells.all_text_contents()
        assert said[0] == "合计"
        return float(said[1].replace(",", "").removeprefix("约"))

    def undo_latest(self, why):
        """Take the latest change back, opening what is folded."""
        self.go("修改记录")
        if self.page.locator('[class*="st-key-act_toggle_"]').count():
            self.click("act_toggle_")
        self.click("undo_")
        self.type("撤销原因", why)
        self.click("undo_sure")

    def back(self, address):
        """Load the page anew, as one who comes back does."""
        self.page.goto(address)
        self.page.get_by_role("link", name="加规划", exact=True).wait_for()
        self.settle()
        self.go("加规划")

    def paste(self, text):
        """Bring a text, as another document where one of a like title is here."""
        self.page.get_by_role("tab", name="粘贴文本").click()
        self.type("规划全文", text)
        self.click("add_read")
        self.start()

    def start(self):
        """Begin the review of what was read, as another document where it is asked."""
        # What was read is shown by one of these; a count taken earlier would be of the page before.
        self.page.locator(".st-key-add_before, .st-key-review_counts").first.wait_for()
        self.settle()
        if self.page.locator(".st-key-add_version").count():
            self.page.locator(".st-key-add_version input").click()
            self.page.get_by_role("option", name="新的文件").click()
            self.settle()
        if self.page.locator(".st-key-add_start").count():
            self.click("add_start")

    def open_first_of_the_list(self):
        """Select the first project of the list beside the map."""
        self.go("地图")
        table = self.page.locator('.st-key-beside_list [data-testid="stDataFrame"]')
        table.wait_for()
        box = table.bounding_box()
        self.page.mouse.click(box["x"] + 15, box["y"] + 52)
        self.settle()
        self.page.locator(".st-key-edit_open").wait_for()


@contextmanager
def tabs(chromium, office, patience=10_000):
    """Yield what opens an office's page, signed in as somebody or not."""
    with visitors(chromium, patience=patience) as open_page:

        def opened(name=None, address=None):
            tab = Tab(open_page(), address or office.address)
            if name:
                tab.sign_in(name)
            return tab

        yield opened
