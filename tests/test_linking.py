"""A filter in an address comes back as it was; what means nothing is told, not guessed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from geo.models import Precision
from projects.facets import PERIODS
from projects.kinds import KINDS, MEASURES, SECTORS
from projects.linking import from_link, to_link
from projects.models import Nature, Stage
from projects.selection import Holdings, Selection
from tests.test_selection import DIVISIONS, DOCUMENT, LOUDI, PROJECTS, XINHUA

HOLDINGS = Holdings((DOCUMENT,), PROJECTS)


def some(values):
    return st.lists(st.sampled_from(list(values)), unique=True, max_size=3).map(tuple)


YEAR = st.integers(1000, 9999)
BOUND = st.none() | st.floats(0, 1e9)
SELECTIONS = st.builds(
    Selection,
    places=some([LOUDI, XINHUA]),
    kinds=some(KINDS),
    sectors=some(SECTORS),
    stages=some(Stage),
    natures=some(Nature),
    precisions=some(Precision),
    years=st.none() | st.tuples(YEAR, YEAR).map(sorted).map(tuple),
    periods=some(PERIODS),
    size=st.none()
    | st.tuples(st.sampled_from(sorted(MEASURES.keys() - {"count"})), BOUND, BOUND).map(
        lambda size: size if None in size else (size[0], *sorted(size[1:]))
    ),
    units=some(["市林业局"]),
    documents=some(["d"]),
    checked=st.sampled_from([None, True, False]),
    query=st.text(max_size=20).map(str.strip),
)


@given(SELECTIONS)
def test_a_link_reproduces_the_filter(selection):
    linked = from_link(to_link(selection), HOLDINGS, DIVISIONS)
    assert linked.selection == selection
    assert linked.unknown == ()


def test_no_filter_needs_no_parameters():
    assert to_link(Selection()) == {}
    assert from_link({}, HOLDINGS, DIVISIONS).selection == Selection()


def test_bounds_the_wrong_way_round_are_told():
    """They restrict nothing: as a filter they left no project, as if there were none."""
    linked = from_link({"year": "2030-2025", "size": "power:9-1"}, HOLDINGS, DIVISIONS)
    assert linked.selection == Selection()
    assert linked.unknown == ("2030-2025", "power:9-1")


def test_what_is_not_here_restricts_nothing_and_is_told():
    params = {
        "place": "431322~999999",
        "kind": "wind_farm~unheard_of",
        "doc": "e",
        "year": "soon",
        "size": "voltage:1-2",
        "unit": "<script>",
        "other": "x",
    }
    linked = from_link(params, HOLDINGS, DIVISIONS)
    assert linked.selection == Selection(places=(XINHUA,), kinds=("wind_farm",))
    assert set(linked.unknown) == {"999999", "unheard_of", "e", "soon", "voltage", "<script>"}


@given(
    st.dictionaries(
        st.sampled_from(["place", "kind", "doc", "year", "size", "unit", "q"]), st.text()
    )
)
def test_any_address_is_read(params):
    from_link(params, HOLDINGS, DIVISIONS)
