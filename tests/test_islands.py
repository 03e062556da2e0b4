"""黄岩岛 and 曾母暗沙: in no polygon, so the map labels them as points."""

from __future__ import annotations

import pytest

from geo.errors import DataError
from geo.islands import read_islands


def test_both_are_where_the_standard_map_has_them():
    islands = {i.name: (i.lon, i.lat) for i in read_islands()}
    assert islands["黄岩岛"] == pytest.approx((117.8, 15.15), abs=0.1)
    assert islands["曾母暗沙"] == pytest.approx((112.28, 3.97), abs=0.1)
    assert len(islands) == 2


@pytest.mark.parametrize("text", ["", "name,lon,lat\n黄岩岛,east,15\n", "name,lat\n黄岩岛,15\n"])
def test_a_broken_table_is_told(tmp_path, text):
    path = tmp_path / "islands.csv"
    if text:
        path.write_text(text, "utf-8")
    with pytest.raises(DataError, match=r"islands\.csv: .* Restore the file"):
        read_islands(path)
