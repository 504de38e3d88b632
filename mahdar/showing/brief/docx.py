"""A brief as a Word document: footnotes that Word knows, citations that lead to the list of sources, each run in its own direction.

The same brief gives the same bytes: nothing in the file tells when it was written.
"""

from __future__ import annotations

import functools
import io
import re
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION_START
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, nsmap, qn
from docx.oxml.parser import oxml_parser
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from mahdar.showing.brief.model import Block, Brief, Cite, Entry, Heading, Note, Run, Table, Words
from mahdar.showing.brief.script import direction, foreign
from mahdar.showing.brief.sentences import template

FONT = "Arial"  # has Latin and Arabic letters wherever there is an office program
_LANGUAGES = {"en": "en-GB", "ar": "ar-SA"}
_SIZES = {"full": (10.0, 8.5, 13.0), "short": (8.0, 7.0, 10.0)}  # points: text, small print and sources, headings
_MARK = {"ltr": "\u200e", "rtl": "\u200f"}
_MARGIN = {False: 20, True: 12}  # millimetres
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a ZIP file can tell


def document(brief: Brief) -> bytes:
    """The whole brief as the bytes of a DOCX file."""
    return _Writer(brief).whole()


class _Writer:
    """Holds the document while it is written, and its footnotes."""

    def __init__(self, brief: Brief) -> None:
        self.brief, self.rtl = brief, direction(brief.tongue) == "rtl"
        self.width = 210 - 2 * _MARGIN[brief.short]
        self.text, self.small, self.title = _SIZES["short" if brief.short else "full"]
        self.document = Document()
        self.notes: list[Any] = []
        self.styles: dict[str, str] = {}

    def whole(self) -> bytes:
        self._set_up()
        for block in self.brief.blocks:
            self.block(block)
        if self.brief.short:
            self._columns(2)
        for entry in self.brief.sources:
            self.block(entry)
        if self.brief.short:
            self._columns(1)  # what stands in two columns before another section is shared out between them
        self._add_footnotes()
        out = io.BytesIO()
        self.document.save(out)
        return _timeless(out.getvalue())

    # --- the page and its styles

    def _set_up(self) -> None:
        section, margin = self.document.sections[0], Mm(_MARGIN[self.brief.short])
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = section.top_margin = margin
        section.bottom_margin, section.footer_distance = Mm(14 if self.brief.short else 20), Mm(6 if self.brief.short else 10)
        self._style_everything()
        self._number_pages(section)
        properties = self.document.core_properties
        day = datetime.fromisoformat(self.brief.day or "1980-01-01").replace(tzinfo=UTC)
        properties.title, properties.author, properties.comments = self.brief.title, "Mahdar", ""
        properties.created = properties.modified = day
        properties.language, properties.revision = _LANGUAGES[self.brief.tongue], 1

    def _style_everything(self) -> None:
        tight = self.brief.short
        self._style("Normal", self.text, after=2 if tight else 4)
        for level, size in ((1, self.title + 2), (2, (self.title + self.text) / 2), (3, self.text)):
            self._style(f"Heading {level}", size, before=(3 if tight else 12) if level > 1 else 0, after=2)
        self._style("List Bullet", self.text, after=1 if tight else 2)
        for name in ("Small Print", "Source", "Footnote Text"):
            self.document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = self.document.styles["Normal"]
            self._style(name, self.small, after=1 if tight else 2)
        mark = self.document.styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER)
        mark.font.superscript = True

    def _style(self, name: str, size: float, before: float = 0, after: float = 0) -> None:
        """A style with its size, for both scripts."""
        style: Any = self.document.styles[name]
        style.font.size, style.font.name, style.font.color.rgb = Pt(size), FONT, RGBColor(0, 0, 0)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.0 if self.brief.short else 1.1
        properties = style.element.get_or_add_rPr()
        fonts = properties.find(qn("w:rFonts"))
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(kind), None)
        for kind in ("w:ascii", "w:hAnsi", "w:cs"):
            fonts.set(qn(kind), FONT)
        for old in [*properties.findall(qn("w:szCs")), *properties.findall(qn("w:lang"))]:
            properties.remove(old)
        properties.append(_element("w:szCs", val=str(round(size * 2))))
        properties.append(_element("w:lang", val="en-GB", bidi="ar-SA"))

    def _number_pages(self, section: Any) -> None:
        paragraph = self.direct(section.footer.paragraphs[0])
        paragraph.alignment = 1
        for part in re.split(r"(\{page\}|\{pages\})", template("text", "page", self.brief.tongue)):
            if part in _FIELDS:
                for kind in ("begin", None, "end"):
                    run = self._run(paragraph._p, "", False)
                    run.append(_element("w:fldChar", fldCharType=kind) if kind else _instruction(_FIELDS[part]))
            elif part:
                self._run(paragraph._p, part, False)

    def _columns(self, number: int) -> None:
        """What comes after stands in so many columns."""
        section = self.document.add_section(WD_SECTION_START.CONTINUOUS)
        columns = section._sectPr.xpath("./w:cols")[0]
        columns.set(qn("w:num"), str(number))
        columns.set(qn("w:space"), str(Mm(5).twips))

    # --- blocks

    def block(self, block: Block | Entry) -> None:
        if isinstance(block, Table):
            self.table(block)
        elif isinstance(block, Entry):
            self.entry(block)
        else:
            style = f"Heading {block.level}" if isinstance(block, Heading) else _STYLES[block.kind]
            self.runs(self.styled(self._paragraph(), style)._p, block.runs)

    def styled(self, paragraph: Any, style: str) -> Any:
        """A paragraph of a style that runs the way of the brief."""
        if style not in self.styles:  # python-docx looks through all styles for each
            self.styles[style] = self.document.styles[style].style_id
        paragraph._p.style = self.styles[style]
        return self.direct(paragraph)

    def direct(self, paragraph: Any) -> Any:
        """A paragraph that runs the way of the brief."""
        if self.rtl:
            _set(paragraph._p.get_or_add_pPr(), _element("w:bidi"), _BEFORE_BIDI)
        return paragraph

    def entry(self, entry: Entry) -> None:
        """A source of the list, with the bookmark to which its citations lead."""
        paragraph = self.styled(self._paragraph(), "Source")
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Mm(6), Mm(-6)
        if entry.number:
            paragraph._p.append(_element("w:bookmarkStart", id=str(entry.number), name=f"source-{entry.number}"))
            self._run(paragraph._p, f"[{entry.number}] ", True)
            paragraph._p.append(_element("w:bookmarkEnd", id=str(entry.number)))
        self.runs(paragraph._p, entry.runs)

    def table(self, block: Table) -> None:
        table = self.document.add_table(rows=0, cols=len(block.headings), style="Table Grid")
        table.autofit = False
        widths = [Mm(self.width * width / sum(block.widths)) for width in block.widths]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        if self.rtl:
            _set(table._tbl.tblPr, _element("w:bidiVisual"), ("w:tblStyle",))
        headings = tuple((Words(heading, strong=True),) for heading in block.headings)
        for row in (headings, *block.rows):
            cells = table.add_row()
            _no_break(cells._tr, row is headings)
            for cell, runs, width in zip(cells.cells, row, widths, strict=True):
                cell.width = width
                self.runs(self.styled(cell.paragraphs[0], "Small Print")._p, runs)
        self.styled(self._paragraph(), "Small Print")

    # --- runs

    def runs(self, parent: Any, runs: Iterable[Run]) -> None:
        for run in runs:
            if isinstance(run, Words):
                self.words(parent, run)
            elif isinstance(run, Cite):
                self.cite(parent, run)
            else:
                self.note(parent, run)

    def words(self, parent: Any, words: Words) -> None:
        """Words of the other direction stand between marks of it, and those between marks of the brief's own: each stays in its place."""
        way = foreign(words, self.brief.tongue)
        if way is None:
            self._run(parent, words.text, words.strong)
            return
        outer, inner = _MARK[direction(self.brief.tongue)], _MARK[way]
        self._run(parent, outer, False)
        self._run(parent, f"{inner}{words.text}{inner}", words.strong, way == "rtl", words.language)
        self._run(parent, outer, False)

    def cite(self, parent: Any, cite: Cite) -> None:
        """`[3:12, 14; 5:4]`, each number with a link to its source."""
        self._run(parent, "[", False)
        for place, ref in enumerate(cite.refs):
            number = self.brief.numbers[ref.document]
            link = _element("w:hyperlink", anchor=f"source-{number}", history="1")
            parent.append(link)
            lines = f":{','.join(map(str, ref.lines))}" if ref.lines else ""
            self._run(link, f"{number}{lines}", False)
            if place < len(cite.refs) - 1:
                self._run(parent, "; ", False)
        self._run(parent, f" +{cite.more}]" if cite.more else "]", False)

    def note(self, parent: Any, note: Note) -> None:
        """The mark of a footnote; its text goes to the part of the file that holds them."""
        number = len(self.notes) + 1
        mark = _element("w:footnote", id=str(number))
        self.notes.append(mark)
        self._note_mark(parent, "w:footnoteReference", id=str(number))
        paragraph = parse_xml(f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr></w:p>')
        if self.rtl:
            paragraph.pPr.append(_element("w:bidi"))
        mark.append(paragraph)
        self._note_mark(paragraph, "w:footnoteRef")
        self.runs(paragraph, (Words(" "), *note.runs))

    def _run(self, parent: Any, text: str, strong: bool, rtl: bool | None = None, language: str | None = None) -> Any:
        """One run of one direction, by itself that of the brief."""
        run, properties = _element("w:r"), _element("w:rPr")
        rtl = self.rtl if rtl is None else rtl
        marks = [_element("w:b"), _element("w:bCs")] if strong else []
        marks += [_element("w:rtl")] if rtl else []
        spoken = _LANGUAGES.get(language or "", language) or _LANGUAGES["ar" if rtl else "en"]
        for mark in (*marks, _element("w:lang", **{"bidi" if rtl else "val": spoken})):
            properties.append(mark)
        run.append(properties)
        if text:
            run.append(_text(text))
        parent.append(run)
        return run

    def _note_mark(self, parent: Any, kind: str, **attributes: str) -> None:
        """The raised number of a footnote."""
        run = self._run(parent, "", False)
        run.rPr.insert(0, _element("w:rStyle", val="FootnoteReference"))
        run.append(_element(kind, **attributes))

    def _paragraph(self) -> Paragraph:
        """A new paragraph before the section's properties, which come last: python-docx would look for them through all that is there."""
        made = _element("w:p")
        self.document.element.body[-1].addprevious(made)
        return Paragraph(made, self.document)

    # --- footnotes

    def _add_footnotes(self) -> None:
        """The part of the file that holds the footnotes, and the lines that Word draws above them."""
        root = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}>{_SEPARATORS}</w:footnotes>")
        for note in self.notes:
            root.append(note)
        part = _XmlPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, b"", self.document.part.package)
        part.root = root
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        kinds = "".join(f'<w:footnote w:id="{number}"/>' for number in (-1, 0))
        properties = parse_xml(f"<w:footnotePr {nsdecls('w')}>{kinds}</w:footnotePr>")
        self.document.settings.element.xpath("./w:compat")[0].addprevious(properties)


class _XmlPart(Part):
    """A part of the file that python-docx has no class for."""

    root: Any

    @property
    def blob(self) -> bytes:
        """Its bytes."""
        made: bytes = serialize_part_xml(self.root)
        return made


_STYLES = {"body": "Normal", "item": "List Bullet", "small": "Small Print"}
_BEFORE_BIDI = ("w:pStyle", "w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:framePr", "w:widowControl", "w:numPr")
_SPACES = {"w": nsmap["w"]}
_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)


_name = functools.cache(qn)


def _element(tag: str, **attributes: str) -> Any:
    made = oxml_parser.makeelement(_name(tag), nsmap=_SPACES)
    for key, value in attributes.items():
        made.set(_name(f"w:{key}"), value)
    return made


def _text(text: str) -> Any:
    made = _element("w:t")
    made.set(_name("xml:space"), "preserve")
    made.text = text
    return made


def _instruction(field: str) -> Any:
    made = _element("w:instrText")
    made.text = field
    return made


def _set(properties: Any, element: Any, after: tuple[str, ...]) -> None:
    """Puts an element where the order of Word's schema has it: after those named."""
    place = sum(child.tag in {qn(tag) for tag in after} for child in properties)
    properties.insert(place, element)


def _no_break(row: Any, heading: bool) -> None:
    properties = row.get_or_add_trPr()
    properties.append(_element("w:cantSplit"))
    if heading:
        properties.append(_element("w:tblHeader"))


def _timeless(made: bytes) -> bytes:
    """The same file with no time of writing in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
