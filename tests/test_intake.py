"""The door for files: recognised by content, read whatever the format, refused in one line."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from string import Formatter

import pytest

from projects.errors import DocumentError, ProjectsError
from projects.formats.names import shown_name, suffix_of
from projects.formats.refusals import NAMES_OF_SORTS, REFUSALS
from projects.formats.sorts import recognise
from projects.intake import Asked, Means, Step, intake
from projects.settings import Limits
from tests.files_data import plain_docx, repacked
from tests.pdf_data import pages_of, written
from tests.plans_data import gazetteer
from tests.workbook_data import book

ROOT = Path(__file__).resolve().parent.parent
PLAN = [
    "镇雄县能源发展实施方案",
    "镇政发〔2024〕1号",
    "一、重点项目",
    "建设云岭风电场，装机约10万千瓦。推进码湖抽水蓄能电站（180万千瓦）前期工作。",
]
TEXT = "\n".join(PLAN)
WORD, PDF = plain_docx(*PLAN), written(pages_of(PLAN))
LIST = book([["项目名称", "县", "装机容量(万千瓦)"], ["云岭风电场", "镇雄县", 10]])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le")


def packed(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def means(**limits: float) -> Means:
    return Means(gazetteer(), limits=Limits(**limits))


def read(data: bytes, name: str, **limits: float):
    return intake(data, name, means=means(**limits))


def refused(data: bytes, name: str, **limits: float) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read(data, name, **limits)
    said = str(caught.value)
    assert "\n" not in said
    assert said.startswith(f"{shown_name(name)}: ")
    assert caught.value.zh.startswith(f"{shown_name(name)}：")
    return caught.value


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TEXT.encode(), "a.txt"),
        (TEXT.encode(), "a.md"),
        (WORD, "a.docx"),
        (PDF, "a.pdf"),
        (WORD, "a.docm"),
    ],
    ids=["txt", "md", "docx", "pdf", "docm"],
)
def test_a_plan_of_any_format_is_read_the_same(data, name):
    reading = read(data, name)
    assert [p.name for p in reading.projects] == ["云岭风电场", "码湖抽水蓄能电站"]
    assert reading.document.facts.source == name
    for project in reading.projects:
        assert reading.document.text[project.start : project.end] == project.name


@pytest.mark.parametrize(
    ("data", "name"),
    [(LIST, "a.xlsx"), (LIST, "a.xlsm"), ("项目名称,县\n云岭风电场,镇雄县\n".encode(), "a.csv")],
    ids=["xlsx", "xlsm", "csv"],
)
def test_a_table_is_read_through_the_same_door(data, name):
    reading = read(data, name)
    (project,) = reading.projects
    assert (project.name, project.counties) == ("云岭风电场", ("530627",))
    assert reading.report is not None
    assert reading.report.projects == 1
    assert "云岭风电场" in reading.document.text[project.start : project.end]
    assert reading.whole.text is None


def test_every_step_is_told_in_order():
    steps = []
    intake(WORD, "a.docx", means=means(), progress=steps.append)
    assert [s.step for s in steps] == list(Step)
    assert steps[0].what == "docx"
    assert [s.number for s in steps[1:]] == [len(TEXT) + 1, 2, 2]


def test_a_plan_without_a_place_is_refused_until_it_is_told():
    data = "能源发展方案\n建设云岭风电场。".encode()
    with pytest.raises(ProjectsError):
        read(data, "a.txt")
    place = gazetteer().divisions.resolve("镇雄县")
    assert intake(data, "a.txt", means=means(), asked=Asked(place=place)).projects


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (ole("WordDocument"), "doc"),
        (ole("Workbook"), "xls"),
        (ole("PowerPoint Document"), "ppt"),
        (ole("EncryptedPackage"), "encrypted"),
        (OLE, "ole"),
        (packed("OFD.xml", "Doc_0/Document.xml"), "ofd"),
        (packed("mimetype", "content.xml"), "odf"),
        (packed("ppt/presentation.xml"), "ppt"),
        (packed("plan.txt"), "archive"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(50), "archive"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "image"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "image"),
        (b"II*\0" + bytes(50), "image"),
        (b"BM" + (80).to_bytes(4, "little") + bytes(80), "image"),
        (b"{\\rtf1 x}", "rtf"),
        (b"PK\x03\x04 cut off", "cut"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.parametrize("suffix", ["", ".docx", ".txt", ".pdf", ".xlsx"])
def test_what_is_not_read_is_recognised_by_content_whatever_its_name(data, key, suffix):
    assert refused(data, f"规划{suffix}").key == key


@pytest.mark.parametrize(
    ("name", "key", "as_"),
    [
        ("清单.xls", "xls", "另存为 xlsx 后"),
        ("清单.et", "xls", "另存为 xlsx 后"),
        ("规划.wps", "doc", "另存为 docx 后"),
        ("规划.doc", "doc", "另存为 docx 后"),
        ("文件", "ole", "另存为 docx/xlsx 后"),
    ],
)
def test_an_old_file_whose_streams_do_not_tell_is_what_its_name_says(name, key, as_):
    # Saved as docx, a table would be no table any more.
    fault = refused(OLE, name)
    assert fault.key == key
    assert as_ in fault.zh


def test_every_refusal_says_the_same_in_both_languages():
    for key, (en, zh) in REFUSALS.items():
        said = {field for _, field, _, _ in Formatter().parse(en) if field}
        meant = {field for _, field, _, _ in Formatter().parse(zh) if field}
        assert {field.replace("_zh", "_") for field in meant} <= said, key
        assert re.search("[\u4e00-\u9fff]", zh), key
        assert en.endswith((".", "{said}")), key
        assert zh.endswith("。"), key
    assert not set(REFUSALS) & set(NAMES_OF_SORTS)


@pytest.mark.parametrize("key", ["doc", "xls", "ofd", "image", "scan", "rtf"])
def test_the_answer_says_what_to_save_it_as(key):
    assert any(word in REFUSALS[key][1] for word in ("另存为", "docx"))
    assert "WPS" in REFUSALS[key][0]


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (WORD, "a.txt", "is a Word document by its content"),
        (PDF, "a.docx", "is a PDF by its content"),
        (TEXT.encode(), "a.pdf", "is a text by its content"),
        (LIST, "a.docx", "is a workbook by its content"),
        (WORD, "a.xlsx", "is a Word document by its content"),
        (WORD, "a", "is a Word document by its content"),
    ],
)
def test_a_name_that_says_something_else_is_told(data, name, said):
    found = refused(data, name)
    assert (found.key, said in str(found)) == ("mismatch", True)


def test_a_text_that_begins_like_something_else_is_a_text():
    assert recognise("BM市实施方案".encode()) == "text"
    assert recognise(b"see %PDF-1.7 for the format") == "text"
    assert recognise("PDF 和 PK".encode()) == "text"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\plans\\a.txt", "a.txt"),
        ("a\0b\x1b[31m\n.txt", "a\ufffdb\ufffd[31m\ufffd.txt"),
        ("a\u202etxt.exe", "a\ufffdtxt.exe"),
        ("..", "(unnamed)"),
        ("", "(unnamed)"),
        ("方案" * 150 + ".docx", None),
    ],
)
def test_a_name_is_shown_safely_and_is_no_path(name, shown, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = shown_name(name)
    assert found == shown if shown is not None else len(found) <= 120
    assert found.endswith(".docx") or shown is not None
    if suffix_of(name) == ".txt":
        assert read(TEXT.encode(), name).document.facts.source == found
    assert list(tmp_path.iterdir()) == []


def test_the_size_limit_is_that_of_the_settings():
    assert refused(WORD + bytes(1_000_000), "a.docx", largest_mb=1).key == "large"
    assert refused(bytes(20_100_000), "a.txt").key == "large"


def test_a_bomb_is_refused():
    bomb = repacked(WORD, {"word/media/a.bin": bytes(60_000_000)})
    assert refused(bomb, "a.docx").key == "bomb"
    assert refused(repacked(LIST, {"xl/media/a.bin": bytes(60_000_000)}), "a.xlsx").key == "bomb"


def test_entities_are_refused_in_workbooks_too():
    sheet = b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'
    for encoded in (sheet, sheet.decode().encode("utf-16")):
        data = repacked(LIST, {"xl/worksheets/sheet1.xml": encoded})
        assert refused(data, "a.xlsx").key == "entities"


def test_more_memory_than_allowed_is_refused_and_the_reader_stays_up():
    # The worker's own modules need some; the file's text cannot be held in what is left.
    lines = "".join(f"<p>{TEXT}</p>" for _ in range(60_000)).encode()
    found = refused(lines, "a.html", memory_mb=90)
    assert found.key in {"memory", "broken"}
    assert read(WORD, "a.docx").projects


def test_a_file_that_takes_too_long_is_stopped():
    slow = written(pages_of(PLAN * 400))
    found = refused(slow, "a.pdf", seconds=0.05)
    assert found.key == "slow"


def test_deep_nesting_is_refused():
    deep = b"<w:tbl><w:tr><w:tc>" * 3000
    body = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    data = repacked(WORD, {"word/document.xml": body + deep})
    assert refused(data, "a.docx").key in {"part", "deep"}


def test_a_plain_text_needs_no_other_process_and_no_library(tmp_path):
    (tmp_path / "plan.txt").write_text(TEXT, "utf-8")
    code = (
        "import sys\nfrom pathlib import Path\nfrom projects.documents import load_contents\n"
        "load_contents(Path(sys.argv[1]))\n"
        "heavy = ('lxml', 'ctypes', 'pypdfium2', 'openpyxl', 'subprocess', 'statistics')\n"
        "print([n for n in heavy if n in sys.modules])"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "plan.txt")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"
