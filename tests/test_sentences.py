"""The sentence around a span."""

from projects.sentences import sentence_at

TEXT = "一、目标。加快新化抽水蓄能电站建设!完。"


def test_a_sentence_reaches_from_stop_to_stop():
    start = TEXT.index("新化")
    assert sentence_at(TEXT, start, start + 8) == "加快新化抽水蓄能电站建设!"


def test_a_span_the_text_does_not_have_gives_nothing():
    assert sentence_at(TEXT, 5, 500) is None
    assert sentence_at(TEXT, 5, 5) is None
    assert sentence_at(TEXT, -1, 5) is None


def test_a_long_sentence_is_cut_on_both_sides_and_says_so():
    text = "长" * 1000 + "电站" + "长" * 1000
    cut = sentence_at(text, 1000, 1002)
    assert cut.startswith("…长")
    assert cut.endswith("长…")
    assert "电站" in cut
    assert len(cut) < 300
