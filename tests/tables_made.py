"""Counties of simple shape, so that distances in tests can be reckoned by hand."""

from __future__ import annotations

SHUANGFENG, XINHUA = "431321", "431322"


class Squares:
    """双峰 from 111° to 112° E, 新化 from 112° to 113° E, both from 27° to 28° N."""

    def counties(self):
        import geopandas as gpd
        import shapely

        return gpd.GeoDataFrame(
            {"adcode": [SHUANGFENG, XINHUA], "name": ["双峰县", "新化县"]},
            geometry=[shapely.box(111, 27, 112, 28), shapely.box(112, 27, 113, 28)],
            crs="EPSG:4490",
        )
