"""Draw the area in which map services shift coordinates: data/boundaries/shift_area.csv.

    python -m tools.build_shift_area

The built counties with 0.18° around them and the near seas, generalised and rounded to 0.1°. It
only decides which points the shifts of `geo.crs` leave alone; it is no border and is never shown.
"""

from __future__ import annotations

import csv

import numpy as np
import shapely

from geo.boundaries import Boundaries
from geo.paths import DATA

AROUND, GENERALISED, DIGITS = 0.18, 0.12, 1
# By hand, round figures: from the Yalu's mouth down to the south of the South China Sea and back.
SEA = (
    *((121.5, 40.5), (124.2, 39.7), (123.8, 37.5), (123.8, 34), (125.2, 31), (124, 27.5)),
    *((125, 26), (122.9, 24.7), (122.8, 21), (119.5, 18.6), (118.8, 15), (118.2, 11.6)),
    *((117.5, 9.3), (116.4, 8.4), (114.4, 6.3), (113, 4.4), (112.9, 3.4), (111.6, 3.4)),
    *((109, 7), (109.9, 11), (110.5, 14.5), (109.3, 17), (108, 18.2), (107.9, 20.5)),
    *((108.2, 21.5), (110, 22), (113, 22.5), (117, 24), (119, 26), (120, 30), (119, 35)),
    *((117, 38), (118, 39.5)),
)


def main() -> None:
    """Write the ring."""
    counties = Boundaries.load().overview().geometry.to_numpy()
    land = shapely.union_all(shapely.buffer(counties, AROUND, quad_segs=2))
    area = shapely.simplify(shapely.union(land, shapely.Polygon(SEA)), GENERALISED)
    ring = np.round(shapely.get_coordinates(shapely.get_exterior_ring(area)), DIGITS)
    with (DATA / "boundaries" / "shift_area.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["lon", "lat"])
        writer.writerows(ring.tolist())


if __name__ == "__main__":
    main()
