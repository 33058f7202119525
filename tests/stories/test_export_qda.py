"""Exports for other programs of analysis (REFI-QDA): texts, frame and codings come out whole, and fit the schema."""
import io
import json
import os
import subprocess
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile

from harness import DATA, Story

TALK = "/conversations/our-framework"
PROJECT = "{urn:QDA-XML:project:1.0}"
BOOK = "{urn:QDA-XML:codebook:1.0}"
SCHEMAS = os.path.join(DATA, "refi")


class ExportQda(Story):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ada = cls.place.sign_in("p1@example.org")
        cls.ana = cls.place.staff("analyst", "ana@example.org")
        cls.ben = cls.place.staff("analyst", "ben@example.org")

    def made(self, path, status=201, **body):
        answer = (self.ada if "ideas" in path or "comments" in path else self.ana).api("POST", path, body)
        self.assertEqual(answer.status, status, answer.text)
        return answer.json()["id"]

    def put(self, analyst, id, *codings):
        answer = analyst.api("PUT", f"/contributions/{id}/codings", {"codings": list(codings)})
        self.assertEqual(answer.status, 200, answer.text)

    def export(self, kind, check=True):
        path = os.path.join(self.place.top, "out." + kind)
        done = self.place.candour("export", self.place.folder, "our-framework", "--format", kind, "-o", path, check=check)
        if not check:
            return done
        with open(path, "rb") as file:
            return file.read()

    def fits(self, schema, xml):
        if not os.path.isdir(SCHEMAS):
            self.skipTest("the schemas of REFI-QDA are not there")
        done = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", os.path.join(SCHEMAS, schema), "-"], input=xml,
                              stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 0, done.stderr.decode())

    def test_1_no_codes(self):
        done = self.export("qdc", check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("There is no code yet", done.stderr)
        with zipfile.ZipFile(io.BytesIO(self.export("qdpx"))) as project:
            self.fits("Project.xsd", project.read("project.qde"))

    def test_2_whole(self):
        idea = self.made(TALK + "/ideas", section="purpose", text="Né & <b>quiet</b> rooms")
        comment = self.made(f"/contributions/{idea}/comments", text="Yes; please")
        gone = self.made(TALK + "/ideas", section="purpose", text="Xylophones gone")
        self.assertEqual(self.ada.api("DELETE", f"/contributions/{gone}", {}).status, 204)
        rest = self.made(TALK + "/codes", name="Rest; recovery", definition="Breaks & sleep")
        rooms = self.made(TALK + "/codes", name="Rooms", parent=rest)
        self.put(self.ana, idea, {"code": rest}, {"code": rooms, "start": 8, "end": 13})
        self.put(self.ben, comment, {"code": rooms})
        book = self.export("qdc")
        root = ElementTree.fromstring(book)
        outer = root.find(f"{BOOK}Codes/{BOOK}Code")
        self.assertEqual((outer.get("name"), outer.find(BOOK + "Description").text, outer.find(BOOK + "Code").get("name")),
                         ("Rest; recovery", "Breaks & sleep", "Rooms"))
        self.fits("Codebook.xsd", book)
        with zipfile.ZipFile(io.BytesIO(self.export("qdpx"))) as project:
            files = {name: project.read(name) for name in project.namelist()}
        self.assertNotIn("Xylophones", b"".join(files.values()).decode())
        self.project(ElementTree.fromstring(files["project.qde"]), files)
        self.fits("Project.xsd", files["project.qde"])

    def project(self, root, files):
        names = {code.get("guid"): code.get("name") for code in root.iter(PROJECT + "Code")}
        users = {user.get("guid"): user.get("name") for user in root.iter(PROJECT + "User")}
        found = set()
        for source in root.iter(PROJECT + "TextSource"):
            text = files["Sources/" + source.get("plainTextPath").replace("internal://", "")].decode()
            for place, span in [(source, text)] + [
                    (s, text[int(s.get("startPosition")):int(s.get("endPosition"))]) for s in source.iter(PROJECT + "PlainTextSelection")]:
                for coding in place.findall(PROJECT + "Coding"):
                    found.add((users[coding.get("creatingUser")], names[coding.find(PROJECT + "CodeRef").get("targetGUID")], span))
        self.assertEqual({(name, span) for _, name, span in found},
                         {("Rest; recovery", "Né & <b>quiet</b> rooms"), ("Rooms", "quiet"), ("Rooms", "Yes; please")})
        self.assertEqual(len({user for user, _, _ in found}), 2)

    def test_3_codes_of_other_exports(self):
        """A semicolon in a code's name does not make two codes of it."""
        codes = [set(row["codes"]) for row in json.loads(self.export("json"))["contributions"]]
        self.assertIn({"Rest; recovery", "Rooms"}, codes)


if __name__ == "__main__":
    unittest.main()
