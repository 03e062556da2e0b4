"""What several tests share."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from geo.boundaries import Boundaries
from geo.errors import BoundariesMissing
from tests.tables_made import Squares

# A loaded machine is no fault of the code: time is measured by `make bench` alone.
settings.register_profile("luotu", deadline=None)
settings.load_profile("luotu")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the browser's tests last, the long files before the short: workers end together."""
    items.sort(
        key=lambda item: (
            ("browser", -item.path.stat().st_size) if "browser" in item.keywords else ("", 0)
        )
    )


@pytest.fixture(scope="session", autouse=True)
def scanned_once():
    """Let pages run without a browser look for Streamlit's components once, not at each start."""
    from streamlit.components.v2 import manifest_scanner

    with pytest.MonkeyPatch.context() as patch:
        once = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", once)
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder with annotated plans beside the checkout; it is not part of the project."""
    folder = Path(__file__).resolve().parent.parent.parent / "shared"
    if not (folder / "gold" / "score.py").is_file():
        pytest.skip("the folder shared is not beside the checkout")
    return folder


@pytest.fixture(scope="session")
def built() -> Boundaries:
    """Return the county polygons that `make test` builds before the tests."""
    try:
        return Boundaries.load()
    except BoundariesMissing as exc:
        pytest.skip(str(exc))


@pytest.fixture(scope="session")
def divisions():
    """Give the divisions of the shipped tables."""
    from geo.divisions import Divisions

    return Divisions.load()


@pytest.fixture(scope="session")
def sample_url(tmp_path_factory):
    """Return the address of a registry that holds the sample; it is for reading."""
    from projects.registry import Registry
    from projects.sample import load_sample
    from projects.settings import Settings

    url = f"sqlite:///{tmp_path_factory.mktemp('sample')}/sample.sqlite"
    with Registry.open(url, settings=Settings()) as registry:
        for document in load_sample(Settings().sample):
            registry.replace(document.facts, document.projects, document.targets)
    return url


@pytest.fixture(scope="session")
def table_atlas():
    """Give what finds the places of tables: the real names, and two counties that are squares."""
    from geo.gazetteer import Gazetteer
    from geo.geocoder import Geocoder
    from geo.points import CountyIndex
    from projects.importing import Atlas

    gazetteer = Gazetteer.load()
    return Atlas(gazetteer.divisions, Geocoder(gazetteer), lambda: CountyIndex(Squares()))


@pytest.fixture
def read_table(tmp_path, table_atlas):
    """Import lines of a table into a registry of the test; gives the report and its projects."""
    from projects.importing import Options, import_table
    from projects.registry import Registry
    from projects.settings import Settings

    def go(*lines, encoding="utf-8", **options):
        path = tmp_path / "表.csv"
        path.write_bytes("\r\n".join(lines).encode(encoding))
        url = f"sqlite:///{tmp_path}/registry.sqlite"
        with Registry.open(url, settings=Settings(data=tmp_path)) as registry:
            report = import_table(path, registry, atlas=table_atlas, options=Options(**options))
            return report, registry.projects()

    return go
