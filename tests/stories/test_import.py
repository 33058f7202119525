"""candour import: a conversation that was held elsewhere comes in, with and without a server, once, and without its people.

builds: release sanitize
"""
import csv
import json
import os
import shutil
import unittest

from harness import DATA, Installation

POLIS = os.path.join(DATA, "polis")
SLUG = "our-framework"


class Import(unittest.TestCase):
    def installation(self, **how):
        place = Installation(**how).init()
        self.addCleanup(place.close)
        return place

    def folder(self, place, name="elsewhere", **files):
        path = os.path.join(place.top, name)
        shutil.rmtree(path, ignore_errors=True)
        os.makedirs(path)
        for file, rows in files.items():
            with open(os.path.join(path, file + ".csv"), "w", encoding="utf-8", newline="") as to:
                csv.writer(to).writerows(rows)
        return path

    def small_polis(self, place, **more):
        comments = [["comment-id", "author-id", "moderated", "comment-body"], ["0", "7", "1", "Naps for all"],
                    ["1", "8", "-1", "Spam"], ["2", "7", "0", "More kettles"]]
        votes = [["timestamp", "comment-id", "voter-id", "vote"], ["1500000000", "0", "7", "1"], ["1500000002", "0", "9", "-1"],
                 ["1500000001", "0", "9", "1"], ["1500000000", "1", "9", "1"], ["1500000000", "2", "9", "0"], ["1500000000", "2", "7", "1"],
                 ["1500000003", "2", "7", "0"], ["1500000000", "5", "7", "1"]]
        return self.folder(place, comments=more.get("comments", comments), votes=more.get("votes", votes))

    def bring(self, place, folder, *more, slug=SLUG, format="polis", check=True):
        return place.candour("import", place.folder, slug, "--format", format, *more, folder, check=check)

    def refused(self, place, folder, *more, status=1, **how):
        done = self.bring(place, folder, *more, check=False, **how)
        self.assertEqual((done.returncode, done.stdout), (status, ""), done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        return done.stderr

    def contributions(self, place, slug=SLUG):
        path = os.path.join(place.top, "out.json")
        place.candour("export", place.folder, slug, "--format", "json", "-o", path)
        with open(path, encoding="utf-8") as file:
            return {row["text"]: row for row in json.load(file)["contributions"]}

    # -- Polis

    def test_polis_while_the_server_runs(self):
        place = self.installation()
        place.import_conversation()
        place.import_roster(5)
        place.start()
        said = self.bring(place, self.small_polis(place)).stdout
        self.assertIn("contributions 2, votes 2, by people 2", said)
        self.assertIn("1 contribution was left out", said)
        self.assertIn("1 vote was left out", said)
        rows = self.contributions(place)
        self.assertEqual({text: (row["likes"], row["dislikes"], row["section"]) for text, row in rows.items()},
                         {"Naps for all": (1, 1, "purpose"), "More kettles": (0, 0, "purpose")})
        reader = place.sign_in("p1@example.org")
        self.assertIn("Naps for all", reader.get(f"/c/{SLUG}/s/purpose").words)
        self.assertNotIn("Spam", reader.get(f"/c/{SLUG}/s/purpose").words)
        before = reader.api("GET", f"/contributions/{rows['Naps for all']['id']}").json()
        self.assertFalse(before["mine"])
        again = self.bring(place, self.small_polis(place)).stdout
        self.assertIn("contributions 0, votes 0", again)
        self.assertIn("2 contributions were there already", again)
        self.assertEqual(self.contributions(place), rows)
        place.restart()
        self.assertEqual(self.contributions(place), rows)

    def test_shown_with_the_next_slot(self):
        place = self.installation(slot_minutes=15)
        place.import_conversation()
        self.bring(place, self.small_polis(place))
        self.assertEqual(self.contributions(place), {})

    def test_real_ones_into_new_conversations(self):
        if not os.path.isdir(POLIS):
            self.skipTest("the reference data is missing: " + POLIS)
        place = self.installation()
        for name, contributions in (("15-per-hour-seattle", 31), ("scoop-hivemind.taxes", 91), ("vtaiwan.uberx", 119)):
            slug = name.replace(".", "-")
            source = os.path.join(POLIS, name)
            said = self.bring(place, source, "--support-email", "help@example.org", slug=slug).stdout
            self.assertIn(f"{slug}: a new conversation", said)
            rows = self.contributions(place, slug)
            self.assertEqual(len(rows), contributions)
            # The last vote of a person on a comment counts: as participants-votes.csv has it.
            with open(os.path.join(source, "participants-votes.csv"), encoding="utf-8") as file:
                cells = [row for row in csv.DictReader(file)]
            with open(os.path.join(source, "comments.csv"), encoding="utf-8") as file:
                kept = {row["comment-id"] for row in csv.DictReader(file) if row["moderated"] != "-1"}
            likes = sum(row.get(id) == "1" for row in cells for id in kept)
            dislikes = sum(row.get(id) == "-1" for row in cells for id in kept)
            self.assertEqual((sum(row["likes"] for row in rows.values()), sum(row["dislikes"] for row in rows.values())),
                             (likes, dislikes))
        self.assertIn("$15/hour", place.candour("conversation", "list", place.folder).stdout)

    # -- CSV

    def test_csv(self):
        place = self.installation()
        place.import_conversation()
        folder = self.folder(place, contributions=[
            ["id", "text", "section", "parent", "author", "state"],
            ["c", "A comment", "purpose", "i", "Zanzibar Quux", "shown"], ["r", "A reply", "", "c", "", ""],
            ["i", "An idea,\nof two lines", "purpose", "", "Zanzibar Quux", "shown"], ["h", "Hidden", "purpose", "", "z", "hidden"],
            ["b", "Below hidden", "purpose", "h", "z", "shown"]],
            votes=[["id", "voter", "vote"], ["i", "z", "like"], ["i", "y", "dislike"], ["i", "y", "like"], ["c", "z", "none"],
                   ["h", "z", "like"]])
        said = self.bring(place, folder, format="csv").stdout
        self.assertIn("contributions 3, votes 2, by people 2", said)
        self.assertIn("2 contributions were left out", said)
        rows = self.contributions(place)
        self.assertEqual(set(rows), {"A comment", "A reply", "An idea,\nof two lines"})
        self.assertEqual((rows["A comment"]["kind"], rows["A comment"]["parent"], rows["A reply"]["parent"]),
                         ("comment", rows["An idea,\nof two lines"]["id"], rows["A comment"]["id"]))
        self.assertEqual(rows["An idea,\nof two lines"]["likes"], 2)
        for top, _, names in os.walk(place.folder):
            for name in names:
                if os.path.isfile(os.path.join(top, name)):
                    with open(os.path.join(top, name), "rb") as file:
                        self.assertNotIn(b"Zanzibar", file.read(), name)

    def test_an_export_comes_back(self):
        """What one installation writes as CSV, another takes."""
        one, two = self.installation(), self.installation()
        one.import_conversation()
        self.bring(one, self.small_polis(one))
        folder = self.folder(two)
        one.candour("export", one.folder, SLUG, "--format", "csv", "-o", os.path.join(folder, "contributions.csv"))
        self.assertIn(f"{SLUG}: a new conversation", self.bring(two, folder, "--support-email", "a@example.org", format="csv").stdout)
        self.assertEqual(set(self.contributions(two)), {"Naps for all", "More kettles"})
        self.assertEqual({row["section"] for row in self.contributions(two).values()}, {"purpose"})

    # -- refusals

    def test_refusals(self):
        place = self.installation()
        place.import_conversation()
        head = ["comment-id", "author-id", "moderated", "comment-body"]
        texts = ["id", "text", "section", "parent"]
        votes = [["comment-id", "voter-id", "vote"], ["0", "7", "1"]]
        for said, files, format in [
            ("comments.csv, line 2: the text has 0 characters", {"comments": [head, ["0", "1", "1", " "]], "votes": votes}, "polis"),
            ("comments.csv, line 3: the text has 2001", {"comments": [head, ["0", "1", "1", "x"], ["1", "1", "1", "é" * 2001]],
                                                         "votes": votes}, "polis"),
            ("comments.csv, line 3: its comment-id", {"comments": [head, ["0", "1", "1", "x"], ["0", "1", "1", "y"]], "votes": votes}, "polis"),
            ("votes.csv, line 3: 'vote' must be", {"comments": [head, ["0", "1", "1", "x"]], "votes": votes + [["0", "8", "2"]]}, "polis"),
            ("votes.csv", {"comments": [head]}, "polis"),
            ("contributions.csv, line 1: it needs a column named text", {"contributions": [["id"]]}, "csv"),
            ("contributions.csv, line 3: its id", {"contributions": [texts, ["1", "a", "", ""], ["1", "b", "", ""]]}, "csv"),
            ("contributions.csv, line 2: it has no id", {"contributions": [texts, ["", "a", "", ""]]}, "csv"),
            ("contributions.csv, line 2: there is no contribution", {"contributions": [texts, ["1", "a", "", "9"]]}, "csv"),
            ("contributions.csv, line 2: a section", {"contributions": [texts, ["1", "a", "Our Purpose", ""]]}, "csv"),
            ("a section that our-framework does not have", {"contributions": [texts, ["1", "a", "nowhere", ""]]}, "csv"),
            ("votes.csv, line 2: a vote is", {"contributions": [texts, ["1", "a", "", ""]],
                                              "votes": [["id", "voter", "vote"], ["1", "z", "maybe"]]}, "csv"),
        ]:
            with self.subTest(said):
                self.assertIn(said, self.refused(place, self.folder(place, **files), format=format))
        good = self.small_polis(place)
        self.assertIn("--section", self.refused(place, good, "--section", "Not good", status=2))
        self.assertIn("a to z", self.refused(place, good, slug="Not-good"))
        self.assertIn("--format", self.refused(place, good, status=2, format="xml"))
        self.refused(place, good, "more", status=2)
        self.assertEqual(self.contributions(place), {})
        place.candour("conversation", "close", place.folder, SLUG)
        place.candour("conversation", "complete", place.folder, SLUG)
        self.assertIn("is over", self.refused(place, good))


if __name__ == "__main__":
    unittest.main()
