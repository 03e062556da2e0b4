"""Why a file is not taken: one line each in English (terminal) and in Chinese (pages).

A row of `REFUSALS` is a refusal's key and its two lines; `{name}` is the file's name.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from projects.errors import DocumentError, TableError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["NAMES_OF_SORTS", "REFUSALS", "refusal", "table_refusal"]

_RESAVE = "Save it as {as_} in WPS or Office and take that file."
_RESAVE_ZH = "请在 WPS 或 Office 中另存为 {as_} 后再用。"

REFUSALS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "doc": (
            f"is an old Word file (.doc, .wps). {_RESAVE}",
            f"是旧版文字文档（.doc、.wps）。{_RESAVE_ZH}",
        ),
        "xls": (
            f"is an old table (.xls, .et). {_RESAVE}",
            f"是旧版表格（.xls、.et）。{_RESAVE_ZH}",
        ),
        "ppt": (
            "is a presentation. Save its text as docx, or the plan itself as docx or pdf.",
            "是演示文稿。请把文字另存为 docx，或改用规划文件的 docx、pdf。",
        ),
        "ole": (f"is an old Office file. {_RESAVE}", f"是旧版 Office 文件。{_RESAVE_ZH}"),
        "rtf": (f"is an RTF file. {_RESAVE}", f"是 RTF 文件。{_RESAVE_ZH}"),
        "odf": (f"is an OpenDocument file. {_RESAVE}", f"是 OpenDocument 文件。{_RESAVE_ZH}"),
        "ofd": (
            "is an OFD file. Save it as docx, or as a pdf with its text, in WPS or an OFD reader.",
            "是 OFD 版式文件。请在 WPS 或 OFD 阅读器中另存为 docx 或带文字的 pdf 后再用。",
        ),
        "image": (
            "is a picture. Take the plan's docx or text, or recognise the picture in WPS and save it as docx.",
            "是图片。请改用规划的 docx 或文本，或在 WPS 中识别文字后另存为 docx。",
        ),
        "scan": (
            "is a scan: its pages are pictures without text. Recognise it in WPS (图片转文字) and "
            "save it as docx, or ask for the original.",
            "是扫描件，页面只有图片没有文字。请在 WPS 中识别文字后另存为 docx，或索取原件。",
        ),
        "mojibake": (
            "its letters cannot be told: the fonts inside it do not say which characters they show. "
            "Ask for the docx, or recognise it in WPS as if it were a scan.",
            "文字无法识别：其中的字体没有正确的文字编码（复制出来是乱码）。请索取 docx，或在 WPS 中按扫描件识别。",
        ),
        "encrypted": (
            "is encrypted (加密). Remove its password in WPS or Office and save it again.",
            "已加密。请在 WPS 或 Office 中去掉密码后重新保存。",
        ),
        "archive": (
            "is an archive. Unpack it and take the plan inside.",
            "是压缩包。请解压后选择其中的规划文件。",
        ),
        "cut": (
            "is damaged or cut off. Fetch the whole file again.",
            "文件损坏或不完整。请重新获取完整的文件。",
        ),
        "mismatch": (
            "is {is_} by its content, not what its name says. Rename it to {as_}, or save it again.",
            "内容是{is_zh}，与文件名后缀不符。请把后缀改为 {as_}，或重新保存。",
        ),
        "unknown": (
            "{what} is not read. Save the plan as one of {known}.",
            "不支持这种文件。请另存为 {known} 之一。",
        ),
        "missing": ("no such file. Check the name.", "没有这个文件。请核对名称。"),
        "folder": ("is not a file. Name the plan's file itself.", "不是文件。请选择规划文件本身。"),
        "unreadable": (
            "cannot be read ({why}). Check its name and permissions.",
            "无法读取。请核对文件名和权限。",
        ),
        "nul": (
            "is not text (it holds NUL bytes). Save the plan as a .txt file in UTF-8.",
            "不是文本（含空字节）。请另存为 UTF-8 编码的 .txt。",
        ),
        "control": (
            "is not text (control characters). Save the plan as a .txt file in UTF-8.",
            "不是文本（含控制字符）。请另存为 UTF-8 编码的 .txt。",
        ),
        "encoding": (
            "is neither UTF-8 nor GB18030 text. Save it as UTF-8 and try again.",
            "既不是 UTF-8 也不是 GB18030 编码。请另存为 UTF-8。",
        ),
        "half": (
            "ends in the middle of a character. Fetch the whole file again.",
            "末尾字符不完整。请重新获取完整的文件。",
        ),
        "sixteen": (
            "begins as UTF-16 and breaks off. Fetch the whole file again.",
            "按 UTF-16 开头但不完整。请重新获取完整的文件。",
        ),
        "login": (
            "holds no plan's text (a login page, an error page, or one that a script fills?). Open it in a browser and copy the text into a .txt file.",
            "没有规划正文（可能是登录页、错误页或脚本页）。请在浏览器中打开，把正文复制到 .txt 文件。",
        ),
        "page": (
            "is no web page ({why}). Save the page again as HTML.",
            "不是有效的网页。请重新保存为 HTML。",
        ),
        "named": (
            "is not in the encoding it names ({encoding}). Save the page as UTF-8.",
            "与网页声明的编码（{encoding}）不符。请另存为 UTF-8。",
        ),
        "hollow": (
            "holds no Word document (word/document.xml). Save it again in Word.",
            "里面没有 Word 正文。请在 WPS 或 Word 中重新保存。",
        ),
        "long": (
            "its tables make over {most:,} characters. Split the file.",
            "其中的表格展开后超过 {most:,} 字。请拆分文件。",
        ),
        "empty": (
            "is empty. Choose the file that holds the text or the table.",
            "是空文件。请选择有内容的文件。",
        ),
        "large": (
            "{size:.1f} MB is over the limit of {most} MB. Split the file, or take out its pictures.",
            "{size:.1f} MB，超过 {most} MB 的上限。请拆分文件，或去掉其中的图片。",
        ),
        "secret": (
            'carries the mark "{mark}" at its head. This system is not for classified files: nothing '
            "was stored. Remove the file from this machine.",
            "文件首部有“{mark}”标志。本系统为非涉密系统，严禁上传涉密文件；未保存任何内容，请按保密规定处理。",
        ),
        "slow": (
            "took more than {seconds:g} s to read, which no plan does. Save it again, or split it.",
            "超过 {seconds:g} 秒仍未读完，已停止。请重新保存，或拆分后再试。",
        ),
        "memory": (
            "needs more than {megabytes} MB of memory to read. Split it, or take out its pictures.",
            "读取所需内存超过 {megabytes} MB，已停止。请拆分文件，或去掉其中的图片。",
        ),
        "broken": (
            "is damaged, or of an unusual make: its reader gave up. Save it again in WPS or Office.",
            "文件损坏或结构异常，无法读取。请在 WPS 或 Office 中打开后重新保存。",
        ),
        "deep": (
            "nests its elements too deeply. Copy the plan's text into a .txt file.",
            "结构嵌套过深。请把正文复制到 .txt 文件中。",
        ),
        "bomb": (
            "inflates to over {most} MB, which no plan does (a ZIP bomb?): refused. Take out pictures "
            "if it is a plan.",
            "解压后超过 {most} MB，疑为压缩炸弹，已拒绝。若确为规划文件，请去掉图片。",
        ),
        "entities": (
            "{part} inside it declares XML entities: refused, no plan does.",
            "内部的 {part} 声明了 XML 实体，已拒绝。",
        ),
        "part": (
            "{part} inside it is damaged ({why}). Save it again in WPS or Office.",
            "内部的 {part} 已损坏。请在 WPS 或 Office 中打开后重新保存。",
        ),
        "parts": (
            "holds {parts} parts, more than a document has: refused.",
            "内含 {parts} 个部件，超出正常文档，已拒绝。",
        ),
        "pages": (
            "has {pages} pages, over the limit of {most}. Split it.",
            "共 {pages} 页，超过 {most} 页的上限。请拆分。",
        ),
        "no_names": (
            "no column of project names in its header ({listed}). Name it with --map name=COLUMN.",
            "表头（{listed}）中没有“项目名称”列。请指定哪一列是项目名称。",
        ),
        "no_rows": (
            "has a header and no row below it. Choose the file that holds the table.",
            "只有表头，没有数据行。请选择有数据的表格。",
        ),
        "none_taken": (
            "none of its {count} rows can be taken; {where}: {reason}. Mend the rows, or name the columns with --map FIELD=COLUMN.",
            "{count} 行都不能导入。请检查数据，或指定各列的含义。",
        ),
        "not_imported": (
            "{what} is not imported. Save the table as one of {known}.",
            "不支持导入这种文件。请另存为 {known} 之一。",
        ),
        "csv_empty": (
            "is empty. Choose the file that holds the table.",
            "是空文件。请选择有数据的表格。",
        ),
        "csv_nul": (
            "is no CSV text (it holds NUL bytes). Save it as CSV in UTF-8.",
            "不是 CSV 文本（含空字节）。请另存为 UTF-8 编码的 CSV。",
        ),
        "csv_encoding": (
            "is neither UTF-8 nor GB18030 text. Save the table as CSV in UTF-8.",
            "既不是 UTF-8 也不是 GB18030 编码。请另存为 UTF-8 编码的 CSV。",
        ),
        "csv_quotes": (
            "line {line}{said}",
            "第 {line} 行的双引号不成对。请在表格软件中改正后重新保存。",
        ),
        "namesake": (
            '"{title}" is in the registry with other contents. Add --replace to put this one in its place, or --title NAME to keep both.',
            "库中已有同名清单“{title}”，内容不同。请选择替换，或另起名称。",
        ),
        "cells": (
            "its sheets span over {most}0,000 cells. Delete empty rows and columns at their ends.",
            "表格范围超过 {most} 万个单元格。请删除末尾多余的空行、空列。",
        ),
        "formulas": (
            "{cells}: a formula without its result. Open the table in WPS or Excel, save it, and take that file.",
            "{cells}：公式没有计算结果。请在 WPS 或 Excel 中打开并保存后再用。",
        ),
    }
)

NAMES_OF_SORTS: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "text": ("a text", "纯文本", ".txt"),
        "html": ("a web page", "网页", ".html"),
        "docx": ("a Word document", "Word 文档", ".docx"),
        "xlsx": ("a workbook", "Excel 工作簿", ".xlsx"),
        "pdf": ("a PDF", "PDF", ".pdf"),
    }
)
"""What is read, for people, with the suffix it should have."""


def table_refusal(name: str, key: str, **values: object) -> TableError:
    """Return the error that refuses the table `name`."""
    said = refusal(name, key, **values)
    return TableError(str(said), zh=said.zh, key=key)


def refusal(name: str, key: str, **values: object) -> DocumentError:
    """Return the error that refuses the file `name`, which is shown as it is given."""
    en, zh = REFUSALS[key]
    return DocumentError(
        f"{name}: {en.format(**values)}", zh=f"{name}：{zh.format(**values)}", key=key
    )
