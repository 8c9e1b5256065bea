"""Word files made of everything at once, and redlines on them: the same number always makes the same ones."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field

from contracts.text import AgreementText
from reviews.rule import Redline

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
_OTHER = 'w:author="Dana Whitlock" w:date="2026-02-20T15:42:00Z"'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
WORDS = (
    "the Provider shall keep the Service available for each calendar month and the Customer may terminate this Agreement by written "
    "notice given thirty days before the end of the term unless fees are due, credits apply or a failure lasts; no change binds anybody"
).split()
LOOKS = (
    "", "", "", "<w:b/>", "<w:i/>", '<w:rStyle w:val="Strong"/>', '<w:color w:val="AA0000"/><w:sz w:val="20"/>', "<w:b/><w:i/>",
    '<w:b/><w:rPrChange w:id="{id}" w:author="Dana Whitlock" w:date="2026-02-20T15:42:00Z"><w:rPr/></w:rPrChange>',
)  # fmt: skip


def package(body: str, *, footnotes: str = "", comments: str = "", header: str = "", links: int = 0) -> bytes:
    """A whole Word file with this inside ``w:body``, and a numbering, styles and whatever else is given."""
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="Clause"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="CommentText"><w:name w:val="annotation text"/></w:style>'
        '<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/></w:style>'
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/></w:style>'
    )
    made = {"styles": ("styles", "styles", styles), "numbering": ("numbering", "numbering", numbering)}
    if footnotes:
        made["footnotes"] = ("footnotes", "footnotes", footnotes)
    if comments:
        made["comments"] = ("comments", "comments", comments)
    if header:
        made["header1"] = ("header", "hdr", header)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        overrides = f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
        relations = "".join(
            f'<Relationship Id="rLink{n}" Type="{_R}/hyperlink" Target="https://example.com/{n}" TargetMode="External"/>' for n in range(links)
        )
        for name, (kind, root, inner) in made.items():
            archive.writestr(f"word/{name}.xml", f"<w:{root} {_SPACES}>{inner}</w:{root}>")
            overrides += f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>'
            relations += f'<Relationship Id="r{name}" Type="{_R}/{kind}" Target="{name}.xml"/>'
        section = '<w:sectPr><w:headerReference w:type="default" r:id="rheader1"/></w:sectPr>' if header else "<w:sectPr/>"
        archive.writestr("word/document.xml", f"<w:document {_SPACES}><w:body>{body}{section}</w:body></w:document>")
        spaces = "http://schemas.openxmlformats.org/package/2006"
        archive.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{spaces}/relationships">{relations}</Relationships>')
        main = f'<Relationship Id="rMain" Type="{_R}/officeDocument" Target="word/document.xml"/>'
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{spaces}/relationships">{main}</Relationships>')
        types = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        types += '<Default Extension="xml" ContentType="application/xml"/>'
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{spaces}/content-types">{types}{overrides}</Types>')
    return out.getvalue()


@dataclass
class Maker:
    """Makes one document. ``kinds`` counts what it holds, so that a test can see that nothing is left out."""

    random: random.Random
    ids: int = 100
    links: int = 0
    notes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)

    def number(self) -> int:
        self.ids += 1
        return self.ids

    def prose(self, least: int = 3, most: int = 14) -> str:
        words = [self.random.choice(WORDS) for _ in range(self.random.randint(least, most))]
        return " ".join(words)

    def run(self, text: str, kind: str = "t") -> str:
        look = self.random.choice(LOOKS).format(id=self.number())
        own = f"<w:rPr>{look}</w:rPr>" if look or self.random.random() < 0.3 else ""
        rsid = f' w:rsidR="00{self.random.randrange(16**6):06X}"' if self.random.random() < 0.4 else ""
        return f'<w:r{rsid}>{own}<w:{kind} xml:space="preserve">{text}</w:{kind}></w:r>'

    def runs(self, text: str, kind: str = "t") -> str:
        """The text in runs that end anywhere, with what Word leaves between them."""
        pieces = []
        while text:
            length = self.random.randint(1, 18)
            pieces.append(self.run(text[:length], kind))
            text = text[length:]
            if self.random.random() < 0.12:
                pieces.append(self.random.choice(['<w:proofErr w:type="spellStart"/>', "<w:r><w:lastRenderedPageBreak/></w:r>", self.bookmark()]))
        return "".join(pieces)

    def bookmark(self) -> str:
        number = self.number()
        return f'<w:bookmarkStart w:id="{number}" w:name="b{number}"/><w:bookmarkEnd w:id="{number}"/>'

    def inline(self) -> str:
        """Something that a paragraph can hold."""
        kinds: dict[str, Callable[[], str]] = {
            "link": self.link, "field": self.field, "simple field": self.simple_field, "link field": self.link_field, "inserted": self.inserted,
            "deleted": self.deleted, "control": self.control, "note": self.note, "comment": self.comment, "tab": self.tab, "mixed run": self.mixed,
            "moved": self.moved, "locked control": lambda: self.control('<w:lock w:val="contentLocked"/>'), "smart tag": self.smart_tag,
        }  # fmt: skip
        kind = self.random.choice(list(kinds))
        self.kinds.add(kind)
        return kinds[kind]()

    def link(self) -> str:
        self.links += 1
        return f'<w:hyperlink r:id="rLink{self.links - 1}">{self.runs(self.prose(1, 5))}</w:hyperlink>'

    def field(self, code: str = "REF _Ref1 \\h") -> str:
        marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
        return f'{marks[0]}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{marks[1]}{self.runs(self.prose(1, 3))}{marks[2]}'

    def link_field(self) -> str:
        return self.field('HYPERLINK "https://example.com/a"')

    def simple_field(self) -> str:
        return f'<w:fldSimple w:instr=" REF _Ref2 ">{self.runs(self.prose(1, 3))}</w:fldSimple>'

    def inserted(self) -> str:
        return f'<w:ins w:id="{self.number()}" {_OTHER}>{self.runs(self.prose(1, 6))}</w:ins>'

    def moved(self) -> str:
        return f'<w:moveTo w:id="{self.number()}" {_OTHER}>{self.runs(self.prose(1, 3))}</w:moveTo>'

    def deleted(self) -> str:
        return f'<w:del w:id="{self.number()}" {_OTHER}>{self.runs(self.prose(1, 6), "delText")}</w:del>'

    def control(self, properties: str = "") -> str:
        own = f'<w:id w:val="{self.number()}"/>{properties}'
        return f"<w:sdt><w:sdtPr>{own}</w:sdtPr><w:sdtContent>{self.runs(self.prose(1, 5))}</w:sdtContent></w:sdt>"

    def smart_tag(self) -> str:
        return f'<w:smartTag w:element="place">{self.runs(self.prose(1, 3))}</w:smartTag>'

    def note(self) -> str:
        self.notes.append(f"<w:p><w:r><w:footnoteRef/></w:r>{self.runs(' ' + self.prose())}</w:p>")
        return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{len(self.notes)}"/></w:r>'

    def comment(self) -> str:
        number = self.number()
        self.comments.append(f'<w:comment w:id="{number}" w:author="Dana Whitlock"><w:p><w:r><w:t>See above.</w:t></w:r></w:p></w:comment>')
        reference = f'<w:r><w:commentReference w:id="{number}"/></w:r>'
        return f'<w:commentRangeStart w:id="{number}"/>{self.runs(self.prose(1, 3))}<w:commentRangeEnd w:id="{number}"/>{reference}'

    def tab(self) -> str:
        return "<w:r><w:tab/></w:r>"

    def mixed(self) -> str:
        """One run with several texts, a break, a hyphen and a mark of a note in it."""
        self.notes.append(f"<w:p>{self.runs(self.prose())}</w:p>")
        note = f'<w:footnoteReference w:id="{len(self.notes)}"/>'
        first, second = self.prose(1, 3), self.prose(1, 3)
        return f"<w:r><w:t>{first}</w:t><w:noBreakHyphen/>{note}<w:t>{second}</w:t><w:softHyphen/><w:t>s</w:t></w:r>"

    def paragraph(self, properties: str | None = None) -> str:
        own = properties if properties is not None else self.random.choice(
            ["", "", '<w:pStyle w:val="Clause"/>', '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:jc w:val="both"/>', "<w:rPr><w:b/></w:rPr>"]
        )  # fmt: skip
        inner = self.runs(self.prose().capitalize())
        for _ in range(self.random.choice([0, 0, 1, 1, 2, 3])):
            inner += self.runs(" ") + self.inline() + self.runs(" " + self.prose())
        identity = f' w14:paraId="{self.random.randrange(1, 2**31):08X}"' if self.random.random() < 0.3 else ""
        return f"<w:p{identity}>{f'<w:pPr>{own}</w:pPr>' if own else ''}{inner}{self.runs('.')}{self.random.choice(['', '', self.run(' ')])}</w:p>"

    def table(self) -> str:
        rows = ""
        for _ in range(self.random.randint(1, 3)):
            cells = "".join(f"<w:tc><w:tcPr/>{self.paragraph('')}</w:tc>" for _ in range(2))
            rows += f"<w:tr>{cells}</w:tr>"
        return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{rows}</w:tbl>"

    def box(self) -> str:
        inner = f"<w:txbxContent><w:p>{self.runs(self.prose(6, 12))}</w:p></w:txbxContent>"
        choice = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>'
        fallback = f"<mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback>"
        return f"<w:p>{self.runs(self.prose())}<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r></w:p>"

    def block(self) -> str:
        kind = self.random.choice(["paragraph"] * 8 + ["table", "box", "control", "section", "joined", "inserted paragraph", "blank"])
        self.kinds.add(kind)
        match kind:
            case "table":
                return self.table() + self.paragraph()
            case "box":
                return self.box()
            case "control":
                return f"<w:sdt><w:sdtPr/><w:sdtContent>{self.paragraph()}{self.paragraph()}</w:sdtContent></w:sdt>"
            case "section":
                return self.paragraph("<w:sectPr/>")
            case "joined":
                return self.paragraph(f'<w:rPr><w:del w:id="{self.number()}" {_OTHER}/></w:rPr>') + self.paragraph("")
            case "inserted paragraph":
                mark = f'<w:rPr><w:ins w:id="{self.number()}" {_OTHER}/></w:rPr>'
                return f"<w:p><w:pPr>{mark}</w:pPr>{self.inserted()}</w:p>" + self.paragraph()
            case "blank":
                return "<w:p/>"
        return self.paragraph()

    def document(self) -> bytes:
        body = "".join(self.block() for _ in range(self.random.randint(2, 7)))
        notes = "".join(f'<w:footnote w:id="{n}">{note}</w:footnote>' for n, note in enumerate(self.notes, 1))
        return package(body, footnotes=notes, comments="".join(self.comments), links=self.links)


def redlines_on(agreement: AgreementText, chance: random.Random, most: int = 5) -> list[Redline]:
    """Redlines that do not overlap: words struck, replaced, added, clauses added, within paragraphs and over several."""
    text = agreement.text
    words = [i for i in range(len(text) + 1) if i in (0, len(text)) or (text[i - 1].isspace() != text[i].isspace())]
    edges = [i for i in words if any(origin.start <= i <= origin.end for origin in agreement.origins)]  # not in the reader's own signs
    found: list[Redline] = []
    for _ in range(most):
        new = " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, 6)))
        match chance.choice(["strike", "replace", "replace", "insert", "clause", "reword", "whole", "middle"]):
            case "strike":
                start, end = sorted(chance.sample(edges, 2))
                end = min(end, start + chance.choice([20, 60, 200]))
                new = ""
            case "replace":
                start, end = sorted(chance.sample(edges, 2))
                end = min(end, start + chance.choice([10, 40, 90]))
            case "insert":
                start = end = chance.choice(edges)
                new = chance.choice([f" {new}", f"{new} "])
            case "clause":
                origin = chance.choice(agreement.origins)
                start = end = origin.end
                new = f"\n\n{new.capitalize()}."
            case "middle":
                start = end = chance.choice(edges)
                new = f"{new}.\n\n{new.capitalize()} "
            case "reword":
                origin = chance.choice(agreement.origins)
                start, end = origin.start, origin.end
                words = text[start:end].split(" ")
                new = " ".join(w for w in (chance.choice([word, word, word, chance.choice(WORDS)]) for word in words))
            case _:
                origin = chance.choice(agreement.origins)
                start, end, new = origin.start, origin.end, chance.choice(["", new])
        if not any(origin.start <= end <= origin.end for origin in agreement.origins):
            end = max(start, max(origin.end for origin in agreement.origins if origin.end < end))
        old = text[start:end]
        if old == new or any(start <= r.end and r.start <= end for r in found):
            continue
        found.append(Redline("preferred", "insert" if not old else "delete" if not new else "replace", start, end, old, new))
    return sorted(found, key=lambda r: r.start)
