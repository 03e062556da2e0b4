"""Files from drop to reading, beside what else takes text out of a PDF.

    python -m tools.bench_intake

The files are made here: a Word file of 15,000 characters, and a PDF of 200 pages that Chromium
prints with running heads, page numbers and tables. Each is read in a fresh process: once from
nothing, which loads the names of places too, and once again, as in a server that is up. Memory is
the largest resident set of the process, and of the one that takes the file apart.
"""

from __future__ import annotations

import itertools
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.divisions import Divisions
from tools.bench_shared import verdict
from tools.bootstrap import CHROMIUM_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["main", "paragraphs", "write_docx", "write_page"]

ROOT = Path(__file__).resolve().parent.parent
CHARACTERS, PAGES = 15_000, 200
# The bars: seconds from drop to reading, and MiB.
MOST_DOCX, MOST_PDF, MOST_MEMORY = 3.0, 20.0, 800
Json = dict[str, Any]
_KIB = 1024
_LINES = (
    "推进{a}{n}号风电场项目前期工作，装机容量{m}万千瓦，配套建设送出工程，力争2025年底前核准。",
    "加快{a}码湖{n}号光伏电站、{a}青罗{n}号抽水蓄能电站建设，新增装机{m}万千瓦以上。（市能源局负责）",
    "坚持节约优先，完善能耗双控制度，提升重点领域能效水平，健全绿色低碳循环发展的经济体系，引导企业"
    "开展节能诊断，推广先进适用技术，推动产业园区能源系统优化和梯级利用。",
)
_STYLE = """@page { size: A4; margin: 37mm 26mm 35mm 28mm;
  @top-center { content: "娄底市碳达峰实施方案"; font-size: 9pt }
  @bottom-center { content: "— " counter(page) " —"; font-size: 12pt } }
body { font-family: "Noto Serif CJK SC", serif; font-size: 16pt; line-height: 28pt; margin: 0 }
p { text-indent: 2em; margin: 0; text-align: justify } h1 { font-size: 22pt; text-align: center }
table { border-collapse: collapse; font-size: 10pt; width: 100% }
td { border: 1px solid #000; padding: 2px }"""
_PYPDF = "import pypdf, sys; [p.extract_text() for p in pypdf.PdfReader(sys.argv[1]).pages]"


def paragraphs(divisions: Divisions) -> Iterator[str]:
    """Yield a made-up plan's paragraphs without end; its counties are real."""
    counties = itertools.cycle([divisions.get(c).name for c in divisions.counties("431300")])
    yield "娄底市碳达峰实施方案"
    yield "娄政发〔2023〕1号"
    for number in itertools.count(1):
        if number % 12 == 1:
            yield f"{'一二三四五六七八九'[number // 12 % 9]}、重点任务"
        line = _LINES[number % len(_LINES)]
        yield f"（{number % 10 + 1}）" + line.format(a=next(counties), n=number, m=number % 40 + 5)


def write_docx(path: Path, divisions: Divisions) -> None:
    """Write the Word file, with a table."""
    import docx

    document = docx.Document()
    length = 0
    for paragraph in paragraphs(divisions):
        document.add_paragraph(paragraph)
        length += len(paragraph)
        if length >= CHARACTERS:
            break
    rows = [("项目名称", "建设地点", "装机（万千瓦）"), ("云岭风电场", "新化县", "10")]
    table = document.add_table(len(rows), len(rows[0]))
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    document.save(str(path))


def write_page(path: Path, divisions: Divisions, count: int) -> None:
    """Write the web page that is printed: `count` paragraphs, a table after every fifteenth."""
    body = []
    for number, paragraph in zip(range(count), paragraphs(divisions), strict=False):
        tag = "h1" if number == 0 else "p"
        body.append(f"<{tag}>{escape(paragraph)}</{tag}>")
        if number % 15 == 14:  # noqa: PLR2004
            cells = (("序号", "项目名称", "装机（万千瓦）"), (number, f"云岭{number}号风电场", 10))
            rows = ("".join(f"<td>{c}</td>" for c in row) for row in cells)
            body.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    text = f"<meta charset=utf-8><style>{_STYLE}</style>{''.join(body)}"
    path.write_text(text, encoding="utf-8")


def _write_pdf(path: Path, divisions: Divisions) -> int:
    """Print the PDF, of as many pages as are wanted; return how many it has."""
    import pypdfium2
    from playwright.sync_api import sync_playwright

    chromium = next((found for name in CHROMIUM_NAMES if (found := shutil.which(name))), None)
    if chromium is None:
        message = "no Chromium: install Debian's package chromium"
        raise SystemExit(message)
    page = path.with_suffix(".html")
    options = ["--no-sandbox", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=options)
        tab = browser.new_page()
        count, pages = PAGES * 8, 0
        while pages < PAGES:
            write_page(page, divisions, count)
            tab.goto(page.as_uri())
            tab.pdf(path=path, prefer_css_page_size=True)
            pages = len(pypdfium2.PdfDocument(path))
            count += (PAGES - pages + 4) * 8
        browser.close()
    return pages


def measure(path: Path) -> Json:
    """Read a file twice; the first time loads all that reading needs."""
    from geo.gazetteer import Gazetteer
    from projects.intake import Means, intake

    start = time.perf_counter()
    means = Means(Gazetteer.load())
    intake(path.read_bytes(), path.name, means=means)
    between = time.perf_counter()
    reading = intake(path.read_bytes(), path.name, means=means)
    seconds = [between - start, time.perf_counter() - between]
    peaks = [
        resource.getrusage(who).ru_maxrss // _KIB
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    ]
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "seconds": seconds,
        "cpu": sum(u.ru_utime + u.ru_stime for u in used) / 2,
        "peaks": peaks,
        "length": len(reading.document.text),
        "projects": len(reading.projects),
    }


def _peer(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def _told(path: Path, title: str, most: float) -> Json:
    command = [sys.executable, "-m", "tools.bench_intake", str(path)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    told: Json = json.loads(done.stdout)
    first, again = told["seconds"]
    print(f"\n{title}: {told['length']:,} characters of text, {told['projects']} projects")
    print(f"  {verdict(first <= most)}: {first:5.2f} s from nothing, at most {most:g}")
    print(f"  {verdict(again <= most)}: {again:5.2f} s in a server that is up, at most {most:g}")
    print(f"  {told['cpu']:5.2f} s of processor time each, both processes, loading included")
    own, apart = told["peaks"]
    holds = verdict(own + apart <= MOST_MEMORY)
    print(f"  {holds}: {own} MiB and {apart} MiB apart, at most {MOST_MEMORY}")
    return told


def main() -> int:
    """Make the files, read them, print; with a file's name, measure that one and give JSON."""
    if len(sys.argv) > 1:
        print(json.dumps(measure(Path(sys.argv[1]))))
        return 0
    divisions = Divisions.load()
    with tempfile.TemporaryDirectory() as name:
        docx, pdf = Path(name) / "plan.docx", Path(name) / "plan.pdf"
        write_docx(docx, divisions)
        _told(docx, "Word file, from drop to reading", MOST_DOCX)
        pages = _write_pdf(pdf, divisions)
        told = _told(pdf, f"PDF of {pages} pages, from drop to reading", MOST_PDF)
        ours = told["seconds"][1]
        peers = {"pypdf, text alone": [sys.executable, "-c", _PYPDF, str(pdf)]}
        if found := shutil.which("pdftotext"):
            peers["pdftotext, text alone"] = [found, "-layout", str(pdf), "-"]
        for what, command in peers.items():
            seconds = _peer(command)
            ratio = f"×{seconds / ours:5.2f} the speed"
            print(f"  {what:24} {seconds:6.2f} s   ours, projects placed: {ratio}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
