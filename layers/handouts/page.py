"""The map as one file: opened without a server or a network, it asks nothing of anybody.

Scripts, style, county polygons and projects all lie inside. Data enters through `script_value`
alone and is set by textContent; a content security policy forbids every request and every script
but the two of the file, so that even a fault in them could send nothing anywhere.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.errors import BriefError
from layers.handouts.names import Profile
from layers.handouts.page_data import MapData
from layers.polygons import backdrop_json, detail_json, overview_json
from layers.script import script_value
from layers.webfiles import sources

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.models import Adcode
    from layers.briefing.model import Brief
    from projects.selection import Holdings

__all__ = ["MOST_PROJECTS", "offline_page"]

MOST_PROJECTS = 20_000
"""More make a file that browsers open only slowly."""
_MOST_DETAILED = 12
_DETAIL, _OVERVIEW, _BACKDROP = 2, 1, -1  # ranks of layers/web/geometry.js

_SKELETON = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header><h1 id="title"></h1><div id="subtitle"></div><div id="stamp"></div></header>
<main>
<div id="map_box"><div id="map_div"></div></div>
<aside id="beside">
<section id="chosen" hidden><button id="back" type="button">{back}</button>
<div id="details"></div></section>
<section id="rest"><div id="sums"></div><input id="narrow" type="search">
<p id="found"></p><div id="list"></div></section>
</aside>
</main>
<footer><span id="notices"></span><span id="source"></span><span id="status"></span>
<span id="made"></span><span id="edition"></span></footer>
<noscript>{noscript}</noscript>
<script>{script}</script>
<script>{start}</script>
</body>
</html>
"""
_BACK = "← 返回"
_NOSCRIPT = "本页需要浏览器允许运行脚本；页内没有任何联网请求。"
_COMMENT = re.compile(r"(?m)^//# sourceMappingURL=.*$")


@dataclass(frozen=True, slots=True)
class _Polygons:
    """The files of polygons that go along: what `layers.webfiles` offers a page, inside."""

    first: str
    details: tuple[str, ...]
    files: tuple[dict[str, object], ...]


def offline_page(
    brief: Brief,
    holdings: Holdings,
    *,
    profile: Profile = Profile.INTERNAL,
    texts: Mapping[str, str] | None = None,
) -> str:
    """Write the map of a briefing as one HTML page.

    Parameters
    ----------
    brief
        What is shown and said.
    holdings
        Where the brief's projects are found.
    profile
        Who is to read it.
    texts
        The plans' texts by SHA-256, for the sentences of the internal profile.

    Raises
    ------
    BriefError
        If there are more than `MOST_PROJECTS`.
    LayersError
        If Leaflet is not installed.
    BoundariesMissing
        If the county polygons have not been built.
    """
    if len(brief.appendix) > MOST_PROJECTS:
        message = (
            f"{len(brief.appendix):,} projects are too many for a map in one file "
            f"(at most {MOST_PROJECTS:,}); choose a place or a kind, or take a picture."
        )
        raise BriefError(message)
    is_public = profile is Profile.PUBLIC
    data = MapData(brief, holdings, is_public=is_public, texts={} if is_public else texts or {})
    polygons = _polygons(brief, tuple(data.cities))
    page = {**data.page(polygons.first, polygons.details), "files": list(polygons.files)}
    script, style = (_plain(text) for text in sources(alone=True))
    start = f"luotu.alone({script_value(page)});"
    return _SKELETON.format(
        policy=html.escape(_policy((script, start), style)),
        title=html.escape(brief.title),
        style=style,
        back=_BACK,
        noscript=_NOSCRIPT,
        script=script,
        start=start,
    )


def _polygons(brief: Brief, cities: Sequence[Adcode]) -> _Polygons:
    """Take the counties of a few cities finely with a backdrop, of many all of China's."""
    if len(cities) > _MOST_DETAILED:
        whole = json.loads(overview_json(brief.boundaries))
        file = {"name": "china", "rank": _OVERVIEW, "features": whole}
        return _Polygons("china", (), (file,))
    back = json.loads(backdrop_json(brief.boundaries, behind=cities))
    files: list[dict[str, object]] = [{"name": "china", "rank": _BACKDROP, "features": back}]
    for code in cities:
        features = json.loads(detail_json(brief.boundaries, code))
        files.append({"name": f"detail-{code}", "rank": _DETAIL, "features": features})
    return _Polygons("china", tuple(str(file["name"]) for file in files[1:]), tuple(files))


def _plain(text: str) -> str:
    """Return a script or style as a browser will read it, whose hash is then that of the text."""
    return _COMMENT.sub("", text).replace("\r\n", "\n")


def _policy(scripts: Sequence[str], style: str) -> str:
    """Forbid every request, and every script and style but those of the page."""
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
