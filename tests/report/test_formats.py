"""The sample report in every format, read back by other programs."""

import base64
import html.parser
import json
import os
import re
import shutil
import struct
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile
import zlib

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BIN = os.path.abspath(os.environ.get("CANDOUR_BIN") or os.path.join(ROOT, "build", "release"))
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HEADINGS = ["What you told us", "What was asked", "Who took part", "Strength of opinion", "Themes", "1. Rest and recovery",
            "Common ground", "Where people disagree", "How we worked", "What facilitators did"]
VOID = {"meta", "br", "img", "line", "rect", "circle"}


class Nesting(html.parser.HTMLParser):
    """Fails on what is closed out of turn; gathers headings and ids."""

    def __init__(self):
        super().__init__()
        self.open, self.headings, self.ids, self.links = [], [], [], []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.ids += [attrs["id"]] if "id" in attrs else []
        self.links += [attrs["href"]] if "href" in attrs else []
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("h1", "h2", "h3"):
            self.headings.append("")

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        assert self.open.pop() == tag, f"</{tag}> out of turn"

    def handle_data(self, data):
        if self.open and self.open[-1] in ("h1", "h2", "h3"):
            self.headings[-1] += data


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(f"{command}: {done.stderr}")
    return done.stdout


class Formats(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        run(os.path.join(BIN, "tests", "report", "write_sample"), cls.folder.name, os.path.join(BIN, "fonts"))

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return file.read()

    def test_nothing_is_left_in_the_scratch_folder(self):
        self.assertEqual(sorted(os.listdir(self.folder.name)), ["report.html", "report.json", "report.pdf", "report.xlsx",
                                                                "sample.qdc", "sample.qdpx"])

    def test_json(self):
        report = json.loads(self.read("report.json"))
        self.assertEqual(len(report["themes"]), 5)
        self.assertEqual(report["participation"]["groups"][1], {"label": "Estates", "invited": 320, "came": None})

    def test_html_is_nested_and_complete(self):
        page = Nesting()
        page.feed(self.read("report.html"))
        self.assertEqual(page.open, [])
        for heading in HEADINGS:
            self.assertIn(heading, page.headings)
        self.assertEqual(len(page.ids), len(set(page.ids)), "an id stands twice")
        self.assertEqual([link for link in page.links if link[1:] not in page.ids], [])

    def test_html_loads_nothing(self):
        text = self.read("report.html")
        self.assertNotRegex(text, r"<(script|link|img|iframe)\b|\bsrc=|url\(|@import")

    def test_pdf_text(self):
        text = run("pdftotext", "-layout", self.path("report.pdf"), "-")
        for heading in HEADINGS:
            self.assertIn(heading, text)
        self.assertIn("over 90%", text)
        self.assertIn("91% like (88 to 94)", text)

    def test_pdf_has_our_font_inside(self):
        fonts = run("pdffonts", self.path("report.pdf")).splitlines()[2:]
        for line in fonts:
            self.assertRegex(line, r"yes yes", "a font is not embedded")
        if not os.path.isdir(os.path.join(BIN, "fonts")):
            self.skipTest("woff2_decompress is not there: the system's font was taken")
        self.assertIn("AtkinsonHyperlegible", "".join(fonts))

    def test_pdf_bookmarks_and_tags(self):
        structure = run("pdfinfo", "-struct-text", self.path("report.pdf"))
        for tag in ("H1", "H2", "H3", "Table", "TH", "TD", "Figure", "BlockQuote"):
            self.assertRegex(structure, rf"(?m)^ *{tag}\b")
        with open(self.path("report.pdf"), "rb") as file:
            self.assertIn(b"/Outlines", file.read())

    def sheets(self):
        with zipfile.ZipFile(self.path("report.xlsx")) as book:
            texts = ["".join(item.itertext()) for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
            names = [sheet.get("name") for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(SHEET + "sheet")]
            trees = [ElementTree.fromstring(book.read(f"xl/worksheets/sheet{i + 1}.xml")) for i in range(len(names))]
        return names, texts, trees

    def test_xlsx_sheets(self):
        names, _, trees = self.sheets()
        for name in ("Report", "Sections", "Groups", "Themes", "Themes by group", "Themes by day", "Quotations",
                     "Common ground", "What tells groups apart", "Saturation", "Agreement", "Facilitation"):
            self.assertIn(name, names)
        days = trees[names.index("Themes by day")]
        self.assertEqual(len(list(days.iter(SHEET + "row"))), 1 + 5 * 5)

    def test_xlsx_no_cell_starts_a_formula(self):
        _, texts, trees = self.sheets()
        self.assertEqual([text for text in texts if re.match(r"\s*[=+@-]", text)], [])
        self.assertTrue(any(text.startswith("'=HYPERLINK") for text in texts))
        for tree in trees:
            self.assertEqual(list(tree.iter(SHEET + "f")), [])
            self.assertEqual(list(tree.iter(SHEET + "hyperlink")), [])

    def check_schema(self, schema, path):
        data = os.environ.get("CANDOUR_DATA") or os.path.join(os.path.dirname(ROOT), "shared", "data")
        if not os.path.isdir(os.path.join(data, "refi")):
            self.skipTest("the schemas of REFI-QDA are not there")
        run("xmllint", "--noout", "--nonet", "--schema", os.path.join(data, "refi", schema), path)

    def test_qda_codebook_is_valid(self):
        self.check_schema("Codebook.xsd", self.path("sample.qdc"))

    def test_qda_project(self):
        with zipfile.ZipFile(self.path("sample.qdpx")) as book:
            self.assertIsNone(book.testzip())
            book.extractall(self.path("qdpx"))
        self.addCleanup(shutil.rmtree, self.path("qdpx"))
        path = self.path(os.path.join("qdpx", "project.qde"))
        name = "{urn:QDA-XML:project:1.0}"
        root = ElementTree.parse(path).getroot()
        texts = {}
        for source in root.iter(name + "TextSource"):
            file = source.get("plainTextPath").replace("internal://", "")
            with open(self.path(os.path.join("qdpx", "Sources", file)), encoding="utf-8", newline="") as text:
                texts[source.get("name")] = text.read()
            for span in source.iter(name + "PlainTextSelection"):
                self.assertLessEqual(0, int(span.get("startPosition")))
                self.assertLessEqual(int(span.get("startPosition")), int(span.get("endPosition")))
                self.assertLessEqual(int(span.get("endPosition")), len(texts[source.get("name")]))
        self.assertEqual(texts["2 Nothing"], "")
        first = next(root.iter(name + "PlainTextSelection"))
        self.assertEqual(texts["1 Nights"][int(first.get("startPosition")):int(first.get("endPosition"))], "kettle")
        ids = [element.get("guid") for element in root.iter() if element.get("guid")]
        self.assertEqual(len(ids), len(set(ids)))
        self.check_schema("Project.xsd", path)


def png(width, height, rgb):
    """A picture of one colour."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = (b"\0" + bytes(rgb) * width) * height
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


class Branded(unittest.TestCase):
    """The same report with an organisation's colour and logo."""

    ACCENT, LOGO = (0x00, 0x30, 0x5E), (0xC8, 0x10, 0x2E)
    OURS = (0x6B, 0x1F, 0x4F)

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)

    def write(self, name, **brand):
        folder = os.path.join(self.folder.name, name)
        os.mkdir(folder)
        with open(folder + ".json", "w", encoding="utf-8") as file:
            json.dump(brand, file)
        run(os.path.join(BIN, "tests", "report", "write_sample"), folder, os.path.join(BIN, "fonts"), "5", "en", folder + ".json")
        return folder

    def logo(self, type_, data):
        return {"logo": base64.b64encode(data).decode(), "logo_type": type_, "logo_width": 80, "logo_height": 40}

    def page(self, folder):
        with open(os.path.join(folder, "report.html"), encoding="utf-8") as file:
            return file.read()

    def colours(self, folder):
        run("pdftoppm", "-r", "50", os.path.join(folder, "report.pdf"), os.path.join(folder, "page"))
        found = set()
        for name in os.listdir(folder):
            if name.endswith(".ppm"):
                with open(os.path.join(folder, name), "rb") as file:
                    pixels = file.read().split(b"255\n", 1)[1]
                found |= {tuple(pixels[i:i + 3]) for i in range(0, len(pixels), 3)}
        return found

    def test_in_html_and_pdf(self):
        folder = self.write("png", accent="#00305e", **self.logo("image/png", png(80, 40, self.LOGO)))
        text = self.page(folder)
        self.assertIn("--brand:#00305e;--accent:var(--brand)", text)
        self.assertRegex(text, r'<img class="logo" alt="" src="data:image/png;base64,[A-Za-z0-9+/=]+">')
        self.assertNotRegex(text, r"<(script|link|iframe)\b|url\(|@import|\bsrc=\"(?!data:)")
        page = Nesting()
        page.feed(text)
        self.assertEqual(page.open, [])
        found = self.colours(folder)
        self.assertIn(self.ACCENT, found)
        self.assertIn(self.LOGO, found)
        self.assertNotIn(self.OURS, found)
        images = run("pdfimages", "-list", os.path.join(folder, "report.pdf"))
        self.assertRegex(images, r"\n +1 .* 80 +40 ")

    def test_a_drawing_stands_in_html_alone(self):
        svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40"><path fill="#c8102e" d="M0 0h80v40H0z"/></svg>'
        folder = self.write("svg", **self.logo("image/svg+xml", svg))
        self.assertIn('src="data:image/svg+xml;base64,', self.page(folder))
        self.assertNotIn("--brand:", self.page(folder))
        found = self.colours(folder)
        self.assertNotIn(self.LOGO, found)
        self.assertIn(self.OURS, found)

    def test_a_damaged_picture_is_left_out(self):
        folder = self.write("damaged", accent="#00305e", **self.logo("image/png", b"\x89PNG\r\n\x1a\n and more"))
        self.assertIn(self.ACCENT, self.colours(folder))


class RightToLeft(unittest.TestCase):
    """The same report in Arabic: what began on the left begins on the right."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        for language in ("en", "ar"):
            os.mkdir(cls.path(language))
            run(os.path.join(BIN, "tests", "report", "write_sample"), cls.path(language), os.path.join(BIN, "fonts"), "5", language)

    @classmethod
    def path(cls, *names):
        return os.path.join(cls.folder.name, *names)

    def first_dot(self, language):
        with open(self.path(language, "report.html"), encoding="utf-8") as file:
            return float(re.search(r'<circle[^>]* cx="([0-9.]+)"', file.read())[1])

    def test_pictures_are_mirrored(self):
        self.assertEqual(self.first_dot("en") + self.first_dot("ar"), 640)      # PICTURE_WIDTH

    def first_cell(self, language):
        words = run("pdftotext", "-bbox", self.path(language, "report.pdf"), "-")
        return [float(x) for x in re.search(r'xMin="([0-9.]+)" [^>]*xMax="([0-9.]+)"[^>]*>Nursing<', words).groups()]

    def test_tables_begin_at_the_right_margin(self):
        self.assertAlmostEqual(self.first_cell("en")[0], 56, delta=2)           # PDF_MARGIN
        self.assertAlmostEqual(self.first_cell("ar")[1], 595 - 56, delta=2)

    def test_pdf_has_arabic_letters_inside(self):
        self.assertIn("NotoSansArabic", run("pdffonts", self.path("ar", "report.pdf")))
        self.assertIn("المحاور", run("pdftotext", self.path("ar", "report.pdf"), "-"))


if __name__ == "__main__":
    unittest.main()
