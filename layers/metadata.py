"""A minimal ISO 19139 record of an export: what it is, of what sources, and what it is not for."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from layers.content import Content

__all__ = ["iso_metadata"]

_GMD = "http://www.isotc211.org/2005/gmd"
_GCO = "http://www.isotc211.org/2005/gco"
_TITLE = "规划点名项目落图"
_MAKER = "Luotu 落图"


def iso_metadata(content: Content, crs: str) -> str:
    """Write the record as XML; `crs` is the file's, like "EPSG:4490"."""
    ET.register_namespace("gmd", _GMD)
    ET.register_namespace("gco", _GCO)
    root = _gmd(None, "MD_Metadata")
    _text(root, "language", "zho")
    contact = _gmd(_gmd(root, "contact"), "CI_ResponsibleParty")
    _text(contact, "organisationName", _MAKER)
    _code(contact, "role", "CI_RoleCode", "processor")
    _date(root, "dateStamp", content)
    _text(root, "metadataStandardName", "ISO 19115:2003/19139")
    system = _gmd(_gmd(root, "referenceSystemInfo"), "MD_ReferenceSystem")
    _text(_gmd(_gmd(system, "referenceSystemIdentifier"), "RS_Identifier"), "code", crs)
    _identification(root, content)
    quality = _gmd(_gmd(root, "dataQualityInfo"), "DQ_DataQuality")
    _code(_gmd(_gmd(quality, "scope"), "DQ_Scope"), "level", "MD_ScopeCode", "dataset")
    lineage = _gmd(_gmd(quality, "lineage"), "LI_Lineage")
    _text(lineage, "statement", "由规划文本自动识别点名项目, 按县级单元落位")
    for source in content.sources():
        _text(_gmd(_gmd(lineage, "source"), "LI_Source"), "description", source)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=False)


def _identification(root: ET.Element, content: Content) -> None:
    info = _gmd(_gmd(root, "identificationInfo"), "MD_DataIdentification")
    citation = _gmd(_gmd(info, "citation"), "CI_Citation")
    _text(citation, "title", _TITLE)
    dated = _gmd(_gmd(citation, "date"), "CI_Date")
    _date(dated, "date", content)
    _code(dated, "dateType", "CI_DateTypeCode", "creation")
    _text(info, "abstract", content.remark())
    limits = _gmd(_gmd(info, "resourceConstraints"), "MD_Constraints")
    for notice in content.notices():
        _text(limits, "useLimitation", notice)
    _text(info, "language", "zho")


def _gmd(parent: ET.Element | None, name: str) -> ET.Element:
    tag = f"{{{_GMD}}}{name}"
    return ET.Element(tag) if parent is None else ET.SubElement(parent, tag)


def _text(parent: ET.Element, name: str, value: str) -> None:
    ET.SubElement(_gmd(parent, name), f"{{{_GCO}}}CharacterString").text = value


def _date(parent: ET.Element, name: str, content: Content) -> None:
    ET.SubElement(_gmd(parent, name), f"{{{_GCO}}}Date").text = content.made_on.isoformat()


def _code(parent: ET.Element, name: str, kind: str, value: str) -> None:
    lists = "http://standards.iso.org/iso/19139/resources/gmxCodelists.xml"
    code = _gmd(_gmd(parent, name), kind)
    code.set("codeList", f"{lists}#{kind}")
    code.set("codeListValue", value)
    code.text = value
