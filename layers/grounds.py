"""Grounds the map may be laid on: none, Tianditu's tiles, or tiles of the office's own network.

The browser asks for tiles only after the reader has chosen a ground; what it then looks at is known
to whoever serves them, so each ground says to which host that goes. All are in Web Mercator on
WGS84 or CGCS2000, which fit the polygons without a shift.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from layers.errors import LayersError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from projects.settings import GroundSetting, Settings

__all__ = ["Ground", "ground_values", "grounds"]

_TIANDITU_HOSTS = "01234567"
_TIANDITU_MOST = 18
_OWN_MOST = 18
_DEEPEST = 24
# Service: keys of the page's words, and the layers of the picture and of its names.
_TIANDITU = {"vector": ("vec", "cva"), "imagery": ("img", "cia")}
_WMTS_NAMES = {"tilematrix": "z", "tilerow": "y", "tilecol": "x"}
_FIELD = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Ground:
    """Tiles below the counties.

    `name` is the office's own or a key of the page's words; `urls` are laid one upon another and
    hold {z}, {x}, {y} and, where `hosts` is not empty, {s}. `host` is who learns what is looked at,
    `most` the deepest zoom with tiles of its own.
    """

    key: str
    name: str
    urls: tuple[str, ...]
    host: str
    hosts: str = ""
    most: int = _OWN_MOST
    attribution: str = ""


def grounds(settings: Settings) -> tuple[Ground, ...]:
    """Return the grounds the settings offer; none by default.

    Raises
    ------
    LayersError
        If an address, a key or a zoom level cannot be used.
    """
    offered: list[Ground] = []
    if settings.tianditu_key:
        offered += _tianditu(settings.tianditu_key)
    if settings.ground:
        offered.append(_own(settings.ground))
    return tuple(offered)


def ground_values(offered: tuple[Ground, ...], words: Mapping[str, str]) -> list[dict[str, object]]:
    """Describe the grounds for web/ground.js, in the reader's language."""
    return [
        {
            "key": ground.key,
            "name": words.get(ground.name, ground.name),
            "urls": list(ground.urls),
            "hosts": ground.hosts,
            "most": ground.most,
            "notice": words["ground_notice"].format(host=ground.host)
            + (f" {ground.attribution}" if ground.attribution else ""),
        }
        for ground in offered
    ]


def _tianditu(key: str) -> list[Ground]:
    if not re.fullmatch(r"[0-9A-Za-z]+", key):
        message = (
            "LUOTU_TIANDITU_KEY is no key of Tianditu (letters and digits). Set the key alone."
        )
        raise LayersError(message)
    return [
        Ground(
            key=f"tianditu_{service}",
            name=f"ground_tianditu_{service}",
            urls=tuple(_tianditu_url(layer, key) for layer in layers),
            host="tianditu.gov.cn",
            hosts=_TIANDITU_HOSTS,
            most=_TIANDITU_MOST,
            attribution="© 天地图",
        )
        for service, layers in _TIANDITU.items()
    ]


def _tianditu_url(layer: str, key: str) -> str:
    """Address a tile by the Web Mercator matrix set (w), which Leaflet draws as it is."""
    return (
        f"https://t{{s}}.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0"
        f"&LAYER={layer}&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles"
        f"&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={quote(key)}"
    )


def _own(setting: GroundSetting) -> Ground:
    url = _FIELD.sub(_leaflet_name, setting.url)
    host = _host(url)
    if not host:
        raise LayersError(_refused(setting.url, "is no http or https address"))
    fields = set(_FIELD.findall(url))
    missing = [name for name in "zxy" if name not in fields and f"-{name}" not in fields]
    if missing:
        wanted = ", ".join(f"{{{name}}}" for name in missing)
        raise LayersError(_refused(setting.url, f"has no {wanted}"))
    unknown = sorted(fields - {"z", "x", "y", "-y"})
    if unknown:
        raise LayersError(_refused(setting.url, f"has {{{unknown[0]}}}, which is not known"))
    return Ground(
        key="own",
        name=setting.name or "ground_own",
        urls=(url,),
        host=host,
        most=_zoom(setting.max_zoom),
        attribution=setting.attribution,
    )


def _host(url: str) -> str:
    """Return the host with its port, without a password; empty where it is no web address."""
    try:
        parts = urlsplit(url)
    except ValueError:  # a bracket without its fellow
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return ""
    return parts.netloc.rpartition("@")[2]


def _leaflet_name(field: re.Match[str]) -> str:
    """Turn a WMTS template's {TileMatrix}, {TileRow}, {TileCol} into Leaflet's names."""
    name = field.group(1)
    return f"{{{_WMTS_NAMES.get(name.lower(), name)}}}"


def _zoom(text: str) -> int:
    if not text:
        return _OWN_MOST
    if text.isdecimal() and 1 <= int(text) <= _DEEPEST:
        return int(text)
    message = f'LUOTU_GROUND_MAX_ZOOM "{text}" is no zoom level. Set a number from 1 to {_DEEPEST}.'
    raise LayersError(message)


def _refused(url: str, fault: str) -> str:
    return (
        f'LUOTU_GROUND_URL "{url}" {fault}. Set an address like '
        "http://tiles.example/{z}/{x}/{y}.png."
    )
