"""No text of a plan runs on the server or reaches folium except through the one layer."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import folium
import pytest
from streamlit_folium import _get_feature_group_string, _get_map_string, generate_js_hash

from layers.webmap import base_map, project_group
from tests.attacks import ATTACKS, EVASIONS, TEMPLATES

ROOT = Path(__file__).resolve().parent.parent
COMMAND = "{{ cycler.__init__.__globals__.os.popen('echo ran-on-the-server').read() }}"


def _rendered(view):
    """The page's script as streamlit-folium makes it, and the whole page as folium renders it."""
    chart, group = base_map(script="a.js", style="a.css"), project_group(view)
    chart.get_root().render()
    script = _get_feature_group_string(group, map=chart)
    return script + chart.get_root().render()


def _tags(page):
    """Every tag of a page, in order."""
    return re.findall(r"<\s*[/!]?[A-Za-z]\w*", page)


def test_the_attack_runs_on_the_server_with_plain_folium():
    """Shows that the test below tests something."""
    code = (
        "import folium, sys\n"
        "m = folium.Map(tiles=None)\n"
        "folium.Marker([30, 110], tooltip=sys.argv[1]).add_to(m)\n"
        "print(m.get_root().render())\n"
    )
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, COMMAND],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert "ran-on-the-server" in ran.stdout
    assert "cycler" not in ran.stdout


def test_the_same_attack_stays_text_in_our_layer():
    page = _rendered({"name": COMMAND})
    assert "\\u007b{ cycler.\\u005f" in page
    assert "ran-on-the-server'" in page


@pytest.mark.parametrize("attack", ATTACKS + EVASIONS + TEMPLATES)
def test_no_attack_breaks_the_page_or_leaves_a_tag(attack):
    page = _rendered({"projects": [{"name": attack}]})
    assert "document.title='pwned'</script>" not in page
    assert "<img src=x" not in page
    assert _tags(page) == _tags(_rendered({"projects": [{"name": "harmless"}]}))


def test_the_base_map_never_changes():
    """Its hash is the component's key: a change would load the map anew on every run."""

    def key():
        chart = base_map(script="a.js", style="a.css")
        chart.get_root().render()
        return generate_js_hash(_get_map_string(chart), "map")

    assert key() == key()


def test_the_map_asks_for_our_files_alone():
    chart = base_map(script="../x/map.js", style="../x/map.css")
    assert [url for _, url in chart.default_js] == ["../x/map.js"]
    assert [url for _, url in chart.default_css] == ["../x/map.css"]
    assert not any(isinstance(child, folium.TileLayer) for child in chart._children.values())


def test_zooming_ends():
    """folium gives a largest zoom to tiles alone: without tiles the wheel went on for ever."""
    assert '"maxZoom": 14' in base_map(script="a.js", style="a.css").get_root().render()
