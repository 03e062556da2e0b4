"""The interactive map: a base map that never changes, and one layer that carries the projects.

This is the only module that imports folium. No text of a plan reaches folium except through
`script_value`, and the browser sets it with textContent or paints it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import folium
from branca.element import MacroElement
from jinja2 import Template

from layers.script import script_value

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["base_map", "overlay_group", "picker_group", "project_group"]

_CENTRE = (34.5, 109.0)
_ZOOM = 4
_MAX_ZOOM = 14


class _Layer(MacroElement):
    """What a function of layers/web makes of its data, added to the map.

    `call` is that function's name; `data` becomes safe text here: see `script_value`.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "{{ this.call }}({{ this.data }}).addTo({{ this._parent.get_name() }});"
        "{% endmacro %}"
    )

    def __init__(self, call: str, view: Mapping[str, object]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Layer"
        self.call = call
        self.data = script_value(view)


def base_map(*, script: str, style: str) -> folium.Map:
    """Build the map without tiles or data; its script is the same on every run.

    Parameters
    ----------
    script, style
        Addresses of the files of `layers.webfiles`, seen from the component's frame.
    """
    chart = folium.Map(
        location=_CENTRE,
        zoom_start=_ZOOM,
        tiles=None,
        zoom_snap=0.25,
        attribution_control=False,
        control_scale=False,
    )
    chart.options |= {"max_zoom": _MAX_ZOOM, "min_zoom": 3}  # folium gives them to tiles alone
    chart.default_js = [("luotu", script)]
    chart.default_css = [("luotu", style)]
    return chart


def project_group(view: Mapping[str, object]) -> folium.FeatureGroup:
    """Put what is to be shown (see `layers.mapview`) into a group for `feature_group_to_add`."""
    group = folium.FeatureGroup(name="luotu", control=False)
    group.add_child(_Layer("luotu.layer", view))
    return group


def overlay_group(view: Mapping[str, object]) -> folium.FeatureGroup:
    """Put the office's own layers (see `layers.overlay`) into a group, to follow the projects'."""
    group = folium.FeatureGroup(name="luotu-overlay", control=False)
    group.add_child(_Layer("luotu.overlay.layer", view))
    return group


def picker_group(view: Mapping[str, object]) -> folium.FeatureGroup:
    """Put counties to choose and what was drawn (see layers/web/picker.js) into a group."""
    group = folium.FeatureGroup(name="luotu-picker", control=False)
    group.add_child(_Layer("luotu.picker", view))
    return group
