"""What a terminal takes in at once and what it leaves to a person."""

from __future__ import annotations

import getpass

import pytest
from typer.testing import CliRunner

import cli
from projects.contract import project_from_json, project_to_json
from projects.intake import Means, intake
from projects.registry import Registry
from projects.reviewing.drafts import Owner
from projects.reviewing.values import Signature
from projects.settings import Settings
from tests.pdf_data import plan_pdf
from tests.workbook_data import book

PLAN = [
    "新化县能源发展实施方案",
    "一、重点项目",
    "在炉观镇建设云岭风电场，装机约10万千瓦。推进码湖抽水蓄能电站（180万千瓦）前期工作。",
]
LIST = [["项目名称", "县", "装机容量(万千瓦)"], ["甲风电场", "新化县", 3], ["乙风电场", "", 5]]


@pytest.fixture
def url(tmp_path) -> str:
    (tmp_path / "plan.pdf").write_bytes(plan_pdf(PLAN))
    (tmp_path / "list.xlsx").write_bytes(book(LIST))
    return f"sqlite:///{tmp_path}/r.sqlite"


def run(*args: object):
    return CliRunner().invoke(cli.app, [str(arg) for arg in args])


def opened(url: str, tmp_path) -> Registry:
    return Registry.open(url, settings=Settings(data=tmp_path))


def test_the_sure_rows_of_a_list_come_in_and_the_rest_waits(url, tmp_path):
    done = run(
        "import",
        tmp_path / "list.xlsx",
        "--accept-above",
        "0.9",
        "--registry",
        url,
        "--who",
        "张三",
    )
    assert done.exit_code == 0, done.output
    assert "1 taken in, 1 wait in draft" in done.stderr
    assert "2 projects, 0 rows rejected" in done.stdout
    with opened(url, tmp_path) as registry:
        assert [p.name for p in registry.projects()] == ["甲风电场"]
        (draft,) = registry.drafts.mine(Owner.of_user("张三"))
        (item,) = registry.drafts.open(draft.id, owner=Owner.of_user("张三")).items
        assert item.project.name == "乙风电场"


TWICE = [
    ["项目名称", "县", "装机容量(万千瓦)", "二期(万千瓦)"],
    ["甲风电场", "新化县", 3, 4],
    ["乙风电场", "", 5, 6],
    ["丙风电场", "", 7, 7],
]


def test_a_list_read_again_with_other_columns_keeps_what_was_judged_and_says_so(url, tmp_path):
    (tmp_path / "list.xlsx").write_bytes(book(TWICE))
    again = ["import", tmp_path / "list.xlsx", "--accept-above", "0.9", "--registry", url]
    run(*again, "--who", "张三")
    owner = Owner.of_user("张三")
    with opened(url, tmp_path) as registry:
        (head,) = registry.drafts.mine(owner)
        names = {i.project.name: i.id for i in registry.drafts.open(head.id, owner=owner).items}
        both = [names["乙风电场"], names["丙风电场"]]
        registry.drafts.reject(
            head.id, both, owner=owner, version=1, signed=Signature.of("张三", "不是项目")
        )
    done = run(*again, "--who", "张三", "--map", "capacity=二期(万千瓦)")
    assert done.exit_code == 0, done.output
    assert f"1 wait in draft {head.id}, where 1 judgements of the earlier" in done.stderr
    assert "1 read otherwise are open again (乙风电场)" in done.stderr
    with opened(url, tmp_path) as registry:
        items = registry.drafts.open(head.id, owner=owner).items
        sizes = {i.project.name: i.project.capacity[0].value for i in items}
        assert sizes == {"乙风电场": 60.0, "丙风电场": 70.0}


@pytest.mark.parametrize(
    "command", [["ingest"], ["import"], ["ingest", "--accept-above", "0", "--who", "李四"]]
)
def test_an_unfinished_draft_of_the_file_is_told_in_one_line(url, tmp_path, command):
    run("ingest", tmp_path / "list.xlsx", "--accept-above", "1", "--registry", url, "--who", "张三")
    with opened(url, tmp_path) as registry:
        (head,) = registry.drafts.mine(Owner.of_user("张三"))
    done = run(*command, tmp_path / "list.xlsx", "--registry", url)
    assert done.exit_code == 0, done.output
    (line,) = [line for line in done.stderr.splitlines() if head.id in line]
    assert line.startswith("note: list: draft")
    assert "of 张三 is not done" in line
    assert f"({head.left} of {head.total} left)" in line


def test_ingest_takes_plans_and_lists_alike(url, tmp_path):
    done = run("ingest", tmp_path, "--accept-above", "0.99", "--registry", url)
    assert done.exit_code == 0, done.output
    assert len(done.stderr.splitlines()) == 3
    assert "note: there is no user" in done.stderr, "nobody could see the drafts in a browser"
    with opened(url, tmp_path) as registry:
        heads = registry.drafts.mine(Owner.of_user(getpass.getuser()))
        waiting = {
            item.project.name
            for head in heads
            for item in registry.drafts.open(head.id, owner=Owner.of_user(getpass.getuser())).items
        }
        known = {p.name for p in registry.projects()}
        assert known | waiting == {"云岭风电场", "码湖抽水蓄能电站", "甲风电场", "乙风电场"}
        assert not known & waiting
        assert "乙风电场" in waiting


def test_without_the_option_all_comes_in_and_nothing_waits(url, tmp_path):
    assert run("ingest", tmp_path, "--registry", url).exit_code == 0
    with opened(url, tmp_path) as registry:
        assert len(registry.projects()) == 4
        assert registry.drafts.mine(Owner.of_user(getpass.getuser())) == ()
        pages = {p.name: p.page for p in registry.projects()}
    assert pages == {"云岭风电场": 1, "码湖抽水蓄能电站": 1, "甲风电场": None, "乙风电场": None}


def test_a_list_ingested_and_a_list_imported_are_the_same(url, tmp_path):
    run("ingest", tmp_path / "list.xlsx", "--registry", url)
    with opened(url, tmp_path) as registry:
        first = registry.projects()
    done = run("import", tmp_path / "list.xlsx", "--registry", url)
    assert "they replace those of an earlier import" in done.stdout
    with opened(url, tmp_path) as registry:
        assert registry.projects() == first
        assert len(registry.documents()) == 1


def test_another_list_of_the_same_name_is_refused_by_both(url, tmp_path):
    run("ingest", tmp_path / "list.xlsx", "--registry", url)
    (tmp_path / "list.xlsx").write_bytes(book([*LIST, ["丙风电场", "新化县", 1]]))
    for command in (["ingest"], ["import", "--accept-above", "0.9"]):
        done = run(*command, tmp_path / "list.xlsx", "--registry", url)
        assert done.exit_code == 1
        assert "is in the registry with other contents" in done.stderr
    with opened(url, tmp_path) as registry:
        assert len(registry.projects()) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        ["ingest", "x.txt", "--who", "张三"],
        ["ingest", "x.txt", "--accept-above", "2"],
        ["import", "x.csv", "--who", "张三"],
        ["import", "x.csv", "--accept-above", "0.9", "--check"],
        ["import", "x.csv", "--accept-above", "0.9", "--replace"],
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(wrong):
    assert run(*wrong).exit_code == 2


def test_a_bad_file_leaves_no_draft_either(url, tmp_path):
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 broken")
    done = run("ingest", tmp_path / "bad.pdf", "--accept-above", "0.5", "--registry", url)
    assert done.exit_code == 1
    with opened(url, tmp_path) as registry:
        assert registry.documents() == ()
        assert registry.drafts.mine(Owner.of_user(getpass.getuser())) == ()


def test_extract_prints_lists_too_with_the_text_they_point_into(url, tmp_path):
    done = run(
        "extract", tmp_path / "list.xlsx", "--text-out", tmp_path / "out.txt", "--format", "csv"
    )
    assert done.exit_code == 0
    assert "甲风电场" in done.stdout
    assert (tmp_path / "out.txt").read_text("utf-8").startswith("Sheet\n项目名称\t县\t")


def test_the_page_travels_in_the_contract_and_only_where_there_is_one():
    from tests.plans_data import gazetteer

    means = Means(gazetteer())
    text = "镇雄县能源发展方案\n建设云岭风电场。".encode()
    (plain,) = intake(text, "a.txt", means=means).projects
    (paged,) = intake(plan_pdf(text.decode().split("\n")), "a.pdf", means=means).projects
    assert "page" not in project_to_json(plain)
    assert project_to_json(paged)["page"] == 1
    assert project_from_json(project_to_json(paged)) == paged
