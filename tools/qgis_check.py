"""Opens a GeoPackage in QGIS itself, without a window, looks at it and draws it.

Run by the Python that has Debian's python3-qgis, not the project's own; `make qgis-check` does:

    QT_QPA_PLATFORM=offscreen /usr/bin/python3 tools/qgis_check.py FILE.gpkg FOLDER

Every layer must load, with its default style and the Chinese titles of all its columns, and must
leave something on the picture of it in FOLDER; the picture `map.png` has them all, `near.png` a
county. It prints a line for each layer, and exits 1 with a line for each fault.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage

_DRAWN = (
    *("projects_point", "projects_line", "projects_area", "project_counties"),
    *("national_lines", "prefectures", "counties"),
)
"""From top to bottom."""
_SIZE = (1600, 1200)
_MARGIN = 1.06
_GROUND = "#f8f6f1"
_FEWEST = 12  # pixels of another colour than the ground's
_STEP = 4  # every so many pixels are looked at


def main(path: str, folder: str) -> int:
    """Check the file at `path` and draw its layers into `folder`."""
    pictures = Path(folder)
    pictures.mkdir(parents=True, exist_ok=True)
    application = QgsApplication([], False)  # noqa: FBT003 -- Qt's own signature
    application.initQgis()
    layers, faults = _load(path)
    spatial = [layers[name] for name in _DRAWN if name in layers]
    for layer in spatial:
        image, errors = _picture([layer], _first(layer))
        faults += errors
        if not _is_drawn(image):
            faults.append(f"{layer.name()} leaves no mark on its picture")
        image.save(str(pictures / f"{layer.name()}.png"))
    if "counties" in layers:
        counties = layers["counties"]
        for name, extent in (("map", counties.extent()), ("near", _busiest(counties))):
            image, errors = _picture(spatial, extent)
            faults += errors
            image.save(str(pictures / f"{name}.png"))
    print("\n".join(faults) or "no fault")
    return 1 if faults else 0


def _load(path: str) -> tuple[dict[str, QgsVectorLayer], list[str]]:
    """Open every layer and table the file says it has."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        names = [
            name
            for (name,) in database.execute("SELECT table_name FROM gpkg_contents")
            if name != "layer_styles"
        ]
        titles = {
            name: dict(
                database.execute(
                    "SELECT column_name, title FROM gpkg_data_columns WHERE table_name = ?", (name,)
                )
            )
            for name in names
        }
    layers, faults = {}, []
    for name in names:
        layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
        if not layer.isValid():
            faults.append(f"{name} does not load")
            continue
        layers[name] = layer
        QgsProject.instance().addMapLayer(layer)
        faults += _look_at(layer, titles[name])
    return layers, faults


def _look_at(layer: QgsVectorLayer, titles: dict[str, str]) -> list[str]:
    name, faults = layer.name(), []
    if layer.isSpatial():
        said, styled = layer.loadDefaultStyle()
        if not styled:
            faults.append(f"{name} has lost its default style: {said}")
        shown = {field.name(): field.alias() for field in layer.fields()}
        lost = [column for column, title in titles.items() if shown.get(column) != title]
        faults += [f"{name}: column {column} has lost its title" for column in lost]
        if not layer.crs().isValid():
            faults.append(f"{name} has no coordinate system")
    renderer = layer.renderer().type() if layer.renderer() else "table"
    print(f"{name}: {layer.featureCount()} rows, {layer.crs().authid() or 'no CRS'}, {renderer}")
    return faults


def _first(layer: QgsVectorLayer) -> QgsRectangle:
    """Return the whole extent, or one row's where the style draws nothing from afar."""
    if layer.name() != "project_counties":
        return layer.extent()
    return next(layer.getFeatures()).geometry().boundingBox()


def _busiest(counties: QgsVectorLayer) -> QgsRectangle:
    """Return the extent of the county with most projects."""
    found = max(counties.getFeatures(), key=lambda row: row["projects"])
    return found.geometry().boundingBox()


def _picture(layers: list[QgsVectorLayer], extent: QgsRectangle) -> tuple[QImage, list[str]]:
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(layers[0].crs())
    settings.setBackgroundColor(QColor(_GROUND))
    settings.setOutputSize(QSize(*_SIZE))
    settings.setOutputDpi(96)
    wide = QgsRectangle(extent)
    wide.scale(_MARGIN)
    if wide.isEmpty():  # a single point
        wide.grow(0.1 if layers[0].crs().isGeographic() else 10_000)
    settings.setExtent(wide)
    context = QgsExpressionContext()
    context.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))
    settings.setExpressionContext(context)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage(), [f"drawing: {error.message}" for error in job.errors()]


def _is_drawn(image: QImage) -> bool:
    ground = QColor(_GROUND).rgb()
    found = 0
    for x in range(0, image.width(), _STEP):
        for y in range(0, image.height(), _STEP):
            found += image.pixel(x, y) != ground
    return found >= _FEWEST


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
