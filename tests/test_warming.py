"""The server's warm-up: quick for the first visitor, harmless for the page."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from projects.settings import Settings
from views.warming import warm

ROOT = Path(__file__).resolve().parent.parent


def test_faults_are_left_to_the_page(tmp_path):
    warm(Settings(registry_url=f"sqlite:///{tmp_path / 'none.sqlite'}", polygons=tmp_path))


def test_the_component_is_left_to_a_page_that_can_declare_it():
    """Imported before any page has run, it was never served and the map stayed empty."""
    code = (
        "import sys; from projects.settings import Settings; from views.warming import warm;"
        "warm(Settings(polygons=None)); assert 'layers.webmap' in sys.modules;"
        "assert 'streamlit_folium' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
