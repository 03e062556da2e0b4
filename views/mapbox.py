"""The map itself, as the pages put it: what is to be seen, handed to the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamlit_folium import st_folium

from layers.grounds import grounds
from layers.mapview import Scene, build_view, is_small
from layers.webmap import base_map, overlay_group, project_group
from views import address, chosen, look, overlay
from views.figures import shading
from views.loading import load_islands, load_survey, map_files, told_plainly

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.models import Adcode
    from layers.grounds import Ground
    from layers.mapview import Chosen
    from projects.settings import Settings
    from views.scene import Sight

__all__ = ["draw"]

_HEIGHT = 560


def draw(sight: Sight, picked: Chosen | None) -> None:
    """Show the map of what is seen, with what is selected marked on it."""
    scene, script, style = _scene(sight, picked)
    view = build_view(
        scene,
        divisions=sight.divisions,
        words=sight.words,
        lang=sight.lang,
        islands=load_islands(),
    )
    st_folium(
        base_map(script=script, style=style),
        key=chosen.MAP_KEY,
        height=_HEIGHT,
        use_container_width=True,
        returned_objects=["last_active_drawing"],
        feature_group_to_add=[project_group(view), overlay_group(overlay.sent(sight.words))],
        on_change=chosen.from_map,
    )


def _scene(sight: Sight, picked: Chosen | None) -> tuple[Scene, str, str]:
    """Return what is to be seen, and the addresses of the script and the style that show it."""
    at = address.opening(sight.choice.selection)
    asked = _asked(sight.choice.selection.places, sight.cities)
    large = not is_small(sight.shown, sight.cities)
    survey = load_survey(sight, asked) if large else None
    seen = look.read(survey.token) if survey else None
    drawn = survey.detailed(seen) if survey else sight.cities
    script, style, files = map_files(drawn, sight.settings, wait=survey is None)
    scene = Scene(
        projects=sight.shown,
        cities=sight.cities,
        shading=sight.holdings.once(
            ("shading", sight.choice, sight.lang),
            lambda: shading(
                sight.holdings, sight.choice, sight.divisions, sight.words, sight.lang
            ).within(asked or {code for codes in sight.cities.values() for code in codes}),
        ),
        files=files,
        chosen=picked,
        documents=sight.holdings.documents,
        asked=asked,
        stages=sight.stages_shown,
        survey=survey,
        look=seen,
        grounds=_grounds(sight.settings),
        at=at,
        projected=address.is_briefing(),
        shapes=not address.is_briefing(),
    )
    return scene, script, style


def _asked(
    places: tuple[Adcode, ...], cities: Mapping[Adcode, tuple[Adcode, ...]]
) -> frozenset[Adcode]:
    """Return the counties the filter names one by one; none where it names whole cities."""
    return frozenset(places) - frozenset(cities)


def _grounds(settings: Settings) -> tuple[Ground, ...]:
    """Return what the map may be laid on; a setting that cannot be used is told in a line."""
    with told_plainly():
        return grounds(settings)
    return ()
