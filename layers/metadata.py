"""The ISO 19139 record of an export: what it is, of what sources, and what it is not for.

Elements stand in the order of the schema (ISO/TS 19139:2007), as catalogues insist on.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from layers.notices import TERMS, program

if TYPE_CHECKING:
    from layers.content import Content

__all__ = ["Box", "iso_metadata"]

Box = tuple[float, float, float, float]
"""West, south, east and north in degrees."""

_GMD = "http://www.isotc211.org/2005/gmd"
_GCO = "http://www.isotc211.org/2005/gco"
_TITLE = "规划点名项目落图"
_PURPOSE = "供规划和地理信息人员内部汇总, 核对和制图; 不作审批, 用地或权属依据"
_MAKER = "Luotu 落图"
_THEMES = ("规划", "能源", "建设项目", "碳达峰")
_LINEAGE = (
    "由规划文本自动识别点名项目 (或由台账导入), 按县级单元落位; 每一项目的出处见表 documents 与 "
    "evidence; 合计与程序的汇总一致, 跨县, 全市性和待定位项目另列"
)
_NAMESPACE = uuid.UUID("7a0d0a3e-0b4c-5a53-9a53-5d1f6c1f7b11")
_METRES = 111_320
_SIMPLIFIED = 0.001  # degrees: how finely the polygons of an edition are kept


def iso_metadata(content: Content, box: Box | None) -> str:
    """Write the record as XML; `box` is that of the layers, None where none has a shape."""
    ET.register_namespace("gmd", _GMD)
    ET.register_namespace("gco", _GCO)
    root = _gmd(None, "MD_Metadata")
    _text(root, "fileIdentifier", _identifier(content))
    _text(root, "language", "zho")
    _code(root, "characterSet", "MD_CharacterSetCode", "utf8")
    _code(root, "hierarchyLevel", "MD_ScopeCode", "dataset")
    _party(root, "contact", "processor")
    _date(root, "dateStamp", content)
    _text(root, "metadataStandardName", "ISO 19115:2003/19139")
    _text(root, "metadataStandardVersion", "1.0")
    system = _gmd(_gmd(root, "referenceSystemInfo"), "MD_ReferenceSystem")
    identifier = _gmd(_gmd(system, "referenceSystemIdentifier"), "RS_Identifier")
    authority, number = content.crs.code.split(":")
    _text(identifier, "code", number)
    _text(identifier, "codeSpace", authority)
    _identification(root, content, box)
    _quality(root, content)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=False)


def _identifier(content: Content) -> str:
    """Name the record: the same for the same content, profile, system and day."""
    keys = "\n".join(f"{p.document}-{p.id}" for p in content.holdings.shown)
    told = (content.made_on.isoformat(), content.profile, content.crs.code, content.selection())
    return str(uuid.uuid5(_NAMESPACE, "\n".join((*told, keys))))


def _identification(root: ET.Element, content: Content, box: Box | None) -> None:
    info = _gmd(_gmd(root, "identificationInfo"), "MD_DataIdentification")
    citation = _gmd(_gmd(info, "citation"), "CI_Citation")
    _text(citation, "title", _TITLE)
    dated = _gmd(_gmd(citation, "date"), "CI_Date")
    _date(dated, "date", content)
    _code(dated, "dateType", "CI_DateTypeCode", "creation")
    _text(citation, "edition", f"{content.made_on.isoformat()}, {content.selection()}")
    _text(info, "abstract", content.remark())
    _text(info, "purpose", _PURPOSE)
    for source in content.sources():
        _text(info, "credit", source)
    _code(info, "status", "MD_ProgressCode", "completed")
    _party(info, "pointOfContact", "processor")
    words = _gmd(_gmd(info, "descriptiveKeywords"), "MD_Keywords")
    for theme in _THEMES:
        _text(words, "keyword", theme)
    limits = _gmd(_gmd(info, "resourceConstraints"), "MD_LegalConstraints")
    for notice in content.notices():
        _text(limits, "useLimitation", notice)
    _code(limits, "accessConstraints", "MD_RestrictionCode", "otherRestrictions")
    _code(limits, "useConstraints", "MD_RestrictionCode", "license")
    _text(limits, "otherConstraints", TERMS)
    _code(info, "spatialRepresentationType", "MD_SpatialRepresentationTypeCode", "vector")
    _text(info, "language", "zho")
    _code(info, "characterSet", "MD_CharacterSetCode", "utf8")
    _code_text(info, "topicCategory", "MD_TopicCategoryCode", "planningCadastre")
    _text(info, "environmentDescription", program())
    if box is not None:
        _extent(info, box)


def _extent(info: ET.Element, box: Box) -> None:
    extent = _gmd(_gmd(info, "extent"), "EX_Extent")
    bounds = _gmd(_gmd(extent, "geographicElement"), "EX_GeographicBoundingBox")
    west, south, east, north = box
    for name, value in (
        ("westBoundLongitude", west),
        ("eastBoundLongitude", east),
        ("southBoundLatitude", south),
        ("northBoundLatitude", north),
    ):
        ET.SubElement(_gmd(bounds, name), f"{{{_GCO}}}Decimal").text = f"{value:.4f}"


def _quality(root: ET.Element, content: Content) -> None:
    quality = _gmd(_gmd(root, "dataQualityInfo"), "DQ_DataQuality")
    _code(_gmd(_gmd(quality, "scope"), "DQ_Scope"), "level", "MD_ScopeCode", "dataset")
    lineage = _gmd(_gmd(quality, "lineage"), "LI_Lineage")
    polygons = f"县级边界经化简, 误差约 {round(_SIMPLIFIED * _METRES, -1):.0f} 米"
    _text(lineage, "statement", f"{_LINEAGE}; {polygons}; {content.crs.note}")
    step = _gmd(_gmd(lineage, "processStep"), "LI_ProcessStep")
    _text(step, "description", f"{program()} 导出, {content.made_on.isoformat()}")
    for source in content.sources():
        _text(_gmd(_gmd(lineage, "source"), "LI_Source"), "description", source)


def _party(parent: ET.Element, name: str, role: str) -> None:
    contact = _gmd(_gmd(parent, name), "CI_ResponsibleParty")
    _text(contact, "organisationName", _MAKER)
    _code(contact, "role", "CI_RoleCode", role)


def _gmd(parent: ET.Element | None, name: str) -> ET.Element:
    tag = f"{{{_GMD}}}{name}"
    return ET.Element(tag) if parent is None else ET.SubElement(parent, tag)


def _text(parent: ET.Element, name: str, value: str) -> None:
    ET.SubElement(_gmd(parent, name), f"{{{_GCO}}}CharacterString").text = value


def _date(parent: ET.Element, name: str, content: Content) -> None:
    ET.SubElement(_gmd(parent, name), f"{{{_GCO}}}Date").text = content.made_on.isoformat()


def _code_text(parent: ET.Element, name: str, kind: str, value: str) -> None:
    """Write one word of an enumeration, which unlike a code list has no address."""
    _gmd(_gmd(parent, name), kind).text = value


def _code(parent: ET.Element, name: str, kind: str, value: str) -> None:
    lists = "http://standards.iso.org/iso/19139/resources/gmxCodelists.xml"
    code = _gmd(_gmd(parent, name), kind)
    code.set("codeList", f"{lists}#{kind}")
    code.set("codeListValue", value)
    code.text = value
