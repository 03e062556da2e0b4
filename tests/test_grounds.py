"""Grounds are what the settings say, checked before a browser sees them; none by default."""

from __future__ import annotations

import pytest

from layers.errors import LayersError
from layers.furnishing import TOOL_WORDS, tool_texts
from layers.grounds import ground_values, grounds
from projects.settings import GroundSetting, Settings
from views.i18n import TEXTS, texts


def _own(url, **more):
    return Settings(ground=GroundSetting(url, **more))


def test_there_is_no_ground_by_default():
    assert grounds(Settings()) == ()


def test_tianditus_key_is_put_into_its_addresses_and_into_no_repr():
    offered = grounds(Settings(tianditu_key="0123abcd"))
    assert [ground.key for ground in offered] == ["tianditu_vector", "tianditu_imagery"]
    for ground in offered:
        assert all(url.startswith("https://t{s}.tianditu.gov.cn/") for url in ground.urls)
        assert all("_w/wmts?" in url and url.endswith("&tk=0123abcd") for url in ground.urls)
        assert "tianditu.gov.cn" in ground_values((ground,), texts("zh"))[0]["notice"]
    assert "0123abcd" not in repr(Settings(tianditu_key="0123abcd"))


@pytest.mark.parametrize("key", ["a&b", "a b", "{x}", "钥"])
def test_what_is_no_key_is_refused(key):
    with pytest.raises(LayersError, match="LUOTU_TIANDITU_KEY"):
        grounds(Settings(tianditu_key=key))


def test_the_offices_own_tiles_say_their_host_and_name():
    (ground,) = grounds(_own("http://gis.office:8080/t/{z}/{x}/{y}.png", name="局底图"))
    assert (ground.key, ground.host, ground.most) == ("own", "gis.office:8080", 18)
    value = ground_values((ground,), texts("zh"))[0]
    assert value["name"] == "局底图"
    assert value["notice"] == "在线底图：浏览范围会发送到 gis.office:8080。"


def test_a_wmts_template_is_read_as_leaflet_reads_it():
    (ground,) = grounds(_own("https://g/w/{TileMatrix}/{TileRow}/{TileCol}.jpg", max_zoom="12"))
    assert ground.urls == ("https://g/w/{z}/{y}/{x}.jpg",)
    assert ground.most == 12


def test_a_password_in_the_address_is_not_said():
    (ground,) = grounds(_own("http://user:secret@gis/{z}/{x}/{y}"))
    assert ground.host == "gis"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://gis/{z}/{x}/{y}", "no http or https"),
        ("javascript:alert(1)//{z}/{x}/{y}", "no http or https"),
        ("http:///{z}/{x}/{y}", "no http or https"),
        ("gis/{z}/{x}/{y}", "no http or https"),
        ("http://gis/{z}/{x}.png", "has no {y}"),
        ("http://gis/tiles", "has no {z}, {x}, {y}"),
        ("http://gis/{s}/{z}/{x}/{y}", "{s}, which is not known"),
        ("http://[gis/{z}/{x}/{y}", "no http or https"),
    ],
)
def test_an_address_that_cannot_work_is_refused_in_one_line(url, said):
    with pytest.raises(LayersError) as caught:
        grounds(_own(url))
    message = str(caught.value)
    assert said in message
    assert message.startswith("LUOTU_GROUND_URL")
    assert "\n" not in message


@pytest.mark.parametrize("zoom", ["0", "25", "-1", "x", "1.5"])
def test_a_zoom_that_is_none_is_refused(zoom):
    with pytest.raises(LayersError, match="LUOTU_GROUND_MAX_ZOOM"):
        grounds(_own("http://gis/{z}/{x}/{y}", max_zoom=zoom))


def test_the_environment_names_the_grounds(monkeypatch):
    monkeypatch.setenv("LUOTU_TIANDITU_KEY", "0a")
    monkeypatch.setenv("LUOTU_GROUND_URL", " http://gis/{z}/{x}/{y} ")
    monkeypatch.setenv("LUOTU_GROUND_NAME", "局底图")
    settings = Settings.from_environment()
    assert [ground.name for ground in grounds(settings)][-1] == "局底图"
    assert len(grounds(settings)) == 3
    monkeypatch.setenv("LUOTU_GROUND_URL", "")
    monkeypatch.setenv("LUOTU_TIANDITU_KEY", "")
    assert grounds(Settings.from_environment()) == ()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_tool_has_its_text(lang):
    assert set(tool_texts(texts(lang), lang)) == {*TOOL_WORDS, "stages"}


def test_every_text_of_a_tool_is_used():
    assert {key.removeprefix("tool_") for key in TEXTS if key.startswith("tool_")} == set(
        TOOL_WORDS
    )
