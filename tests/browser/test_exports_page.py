"""Files for other programs from the page: chosen, told, made on the click, and what they hold."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

pytestmark = pytest.mark.browser


def open_files(page):
    page.page.get_by_role("tab", name="下载").click()
    page.page.get_by_text("图层与数据文件").wait_for()
    page.settle()


def choose(page, label, option):
    page.page.get_by_role("combobox", name=label, exact=False).last.click()
    page.page.keyboard.insert_text(option)  # a long list is not there as a whole
    page.page.get_by_role("option", name=option, exact=False).first.click()
    page.page.keyboard.press("Escape")
    page.settle()


def taken(page, name):
    button = page.page.get_by_role("button", name=name)
    button.wait_for()
    with page.page.expect_download(timeout=60_000) as download:
        button.click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_a_public_shapefile_in_the_chosen_zone(open_map):
    page = open_map()
    open_files(page)
    said = page.page.get_by_role("tabpanel").last
    assert re.search(r"规划点名项目 \d+.*共 \d+ 行，约 [\d.]+ [KM]B", said.inner_text(), re.DOTALL)
    choose(page, "格式", "Shapefile（GBK）")
    choose(page, "读者", "公开")
    choose(page, "坐标系", "自动选带")
    choose(page, "图层", "县级单元汇总")
    text = said.inner_text()
    assert "公开版不含点线面图层" in text
    assert "自动选带" in text
    assert "项目与县级单元对照" not in text
    name, data = taken(page, "下载 Shapefile（GBK）")
    assert name == "luotu-public.gbk.shp.zip"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "counties.shp" in archive.namelist()
        assert "projects.dbf" not in archive.namelist()
        told = archive.read("说明.txt").decode("utf-8-sig")
    assert "公开版" in told
    assert "筛选: 全部项目" in told
    page.shot("test-exports")


def test_a_format_says_what_it_has_not(open_map):
    page = open_map()
    open_files(page)
    choose(page, "格式", "CSV（项目全部字段）")
    said = page.page.get_by_role("tabpanel").last.inner_text()
    assert "该格式没有坐标" in said
    assert "不分图层" in said
    assert page.page.get_by_role("combobox", name="坐标系").count() == 0
    name, data = taken(page, "下载 CSV（项目全部字段）")
    assert name == "luotu.csv"
    assert data.startswith(b"\xef\xbb\xbf")


def test_a_large_file_is_made_first_with_a_bar_then_downloaded(open_map, large):
    page = open_map(large)
    open_files(page)
    choose(page, "格式", "CSV（项目全部字段）")
    assert page.page.get_by_role("button", name="下载 CSV（项目").count() == 0
    page.page.get_by_role("button", name="生成 CSV").click()
    name, data = taken(page, "下载 CSV（项目全部字段）")
    assert (name, data.count("内部工作用图".encode())) == ("luotu.csv", 5000)
    # Of another choice the file would be another one.
    choose(page, "读者", "公开")
    page.page.get_by_role("button", name="生成 CSV").wait_for()
    assert page.page.get_by_role("button", name="下载 CSV（项目").count() == 0
