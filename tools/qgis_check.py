"""Open a GeoPackage in QGIS itself, without a window, and draw it: a check done by hand.

Run with the Python that has Debian's python3-qgis, not the project's own:

    QT_QPA_PLATFORM=offscreen /usr/bin/python3 tools/qgis_check.py file.gpkg picture.png

It prints each layer's name, features, CRS, renderer and first aliases, and exits 1 when a layer
does not load or has lost its default style.
"""

from __future__ import annotations

import sys

from qgis.core import (
    QgsApplication,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

_DRAWN = ("projects", "national_lines", "counties")
_STYLED = ("projects", "project_counties", "national_lines", "counties")
_SIZE = (1600, 1200)
_MARGIN = 1.05


def main(path: str, picture: str) -> int:
    """Check the file at `path` and draw it to `picture`."""
    application = QgsApplication([], False)  # noqa: FBT003 -- Qt's own signature
    application.initQgis()
    layers = {}
    faults = []
    for name in (*_STYLED, "documents"):
        layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
        if not layer.isValid():
            faults.append(f"{name} does not load")
            continue
        layers[name] = layer
        QgsProject.instance().addMapLayer(layer)
        faults.extend(_look_at(layer))
    settings = QgsMapSettings()
    settings.setLayers([layers[name] for name in _DRAWN if name in layers])
    settings.setDestinationCrs(layers["counties"].crs())
    settings.setBackgroundColor(QColor("white"))
    settings.setOutputSize(QSize(*_SIZE))
    extent = layers["counties"].extent()
    extent.scale(_MARGIN)
    settings.setExtent(extent)
    context = QgsExpressionContext()
    context.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))
    settings.setExpressionContext(context)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    faults.extend(f"drawing: {error.message}" for error in job.errors())
    if not job.renderedImage().save(picture):
        faults.append(f"{picture} cannot be written")
    print("\n".join(faults) or "no fault")
    return 1 if faults else 0


def _look_at(layer: QgsVectorLayer) -> list[str]:
    renderer = layer.renderer().type() if layer.renderer() else "none"
    aliases = [field.alias() for field in layer.fields()]
    print(
        f"{layer.name()}: {layer.featureCount()} features, {layer.crs().authid()}, {renderer},",
        " ".join(alias for alias in aliases if alias),
    )
    _, styled = layer.loadDefaultStyle()
    if layer.name() in _STYLED and not styled:
        return [f"{layer.name()} has lost its default style"]
    return []


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
