"""The commands that stand alone and compute: agreement and groups.

builds: release sanitize
"""

import csv
import json
import os
import random
import subprocess
import tempfile
import unittest

from harness import BIN, DATA

POLIS = os.path.join(DATA, "polis")
RELIABILITY = os.path.join(DATA, "reliability")


def candour(*arguments):
    return subprocess.run([os.path.join(BIN, "candour"), *arguments], capture_output=True, text=True, timeout=120,
                          check=False)


class Command(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def write(self, name, content):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return path

    def answer(self, *arguments):
        done = candour(*arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return json.loads(done.stdout)

    def refused(self, code, *arguments):
        """The one line on standard error."""
        done = candour(*arguments)
        self.assertEqual((done.returncode, done.stdout), (code, ""), done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
        return done.stderr


class Agreement(Command):
    def test_the_canonical_table(self):
        path = os.path.join(RELIABILITY, "krippendorff2011_C_4observers_12units.csv")
        if not os.path.exists(path):
            self.skipTest("the reference data is missing: " + path)
        for level, alpha in (("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)):
            got = self.answer("agreement", path, "--level", level)
            self.assertAlmostEqual(got["alpha"], alpha, delta=0.0005)
            self.assertLess(got["ci"][0], got["alpha"])
            self.assertGreater(got["ci"][1], got["alpha"])
            self.assertEqual((got["units"], got["coders"], got["pairs"], got["kappa"]), (11, 4, 55, None))

    def test_two_coders_of_names(self):
        path = self.write("names.csv", "\ufeffText;Ada;Bo\r\n1;Café;Café\r\n2;Pay;\r\n3;Pay;Pay\r\n4;Café;Pay\r\n")
        got = self.answer("agreement", path)
        self.assertEqual((got["units"], got["coders"], got["pairs"]), (3, 2, 3))
        self.assertAlmostEqual(got["kappa"], 0.4)
        self.assertAlmostEqual(got["alpha"], 1 - 5 * 2 / 18)

    def test_what_is_undefined_is_null(self):
        for table in ("unit,a,b\n1,x,x\n2,x,x\n", "unit,a,b\n1,x,\n2,,y\n", "unit,a,b\n", "unit,a\n1,x\n"):
            got = self.answer("agreement", self.write("t.csv", table))
            self.assertEqual((got["alpha"], got["ci"], got["kappa"]), (None, None, None), table)

    def test_the_same_twice(self):
        rows = "".join(f"{i},{i % 3},{(i * 7) % 3}\n" for i in range(50))
        path = self.write("t.csv", "unit,a,b\n" + rows)
        self.assertEqual(self.answer("agreement", path), self.answer("agreement", path))

    def test_refusals(self):
        bad = self.write("bad.csv", "unit,a,b\n1,2,3\n2,two,3\n")
        said = self.refused(1, "agreement", bad, "--level", "interval")
        self.assertIn("bad.csv, line 3", said)
        self.assertIn("--level nominal", said)
        below = self.write("below.csv", "unit,a,b\n1,-2,3\n")
        self.assertIn("line 2", self.refused(1, "agreement", below, "--level", "ratio"))
        quote = self.write("quote.csv", 'unit,a,b\n1,"2,3\n')
        self.assertIn("quote.csv, line 2", self.refused(1, "agreement", quote))
        self.assertIn("empty.csv", self.refused(1, "agreement", self.write("empty.csv", "")))
        self.assertIn("nowhere.csv", self.refused(1, "agreement", os.path.join(self.folder, "nowhere.csv")))
        self.refused(2, "agreement")
        self.refused(2, "agreement", bad, bad)
        self.assertIn("ordinal", self.refused(2, "agreement", bad, "--level", "none"))
        self.refused(2, "agreement", bad, "--unknown")

    def test_help(self):
        done = candour("agreement", "--help")
        self.assertEqual(done.returncode, 0)
        self.assertIn("--level", done.stdout)


class Groups(Command):
    def polis(self, votes, moderated=None):
        """A folder of votes {(voter, comment): vote}."""
        moderated = moderated or {}
        comments = sorted({comment for _, comment in votes}, key=int)
        with open(os.path.join(self.folder, "comments.csv"), "w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file)
            rows.writerow(["timestamp", "comment-id", "author-id", "moderated", "comment-body"])
            rows.writerows([1, c, 0, moderated.get(c, 1), f"Comment,\n\"{c}\""] for c in comments)
        with open(os.path.join(self.folder, "votes.csv"), "w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file)
            rows.writerow(["timestamp", "comment-id", "voter-id", "vote"])
            rows.writerows([1, c, v, vote] for (v, c), vote in votes.items())
        return self.folder

    def camps(self, sizes, comments=20):
        """Everybody likes comment 0; each camp likes its own share of the rest."""
        chance = random.Random(1)
        votes, person = {}, 0
        for camp, size in enumerate(sizes):
            for _ in range(size):
                person += 1
                votes[(f"p{person}", "0")] = 1
                for comment in range(1, comments):
                    likes = comment % len(sizes) == camp
                    votes[(f"p{person}", str(comment))] = (1 if likes else -1) if chance.random() < 0.9 else 0
        return votes

    def test_camps_are_found(self):
        got = self.answer("groups", self.polis(self.camps([40, 30, 20])))
        self.assertEqual(got["k"], 3)
        self.assertEqual([group["size"] for group in got["groups"]], [40, 30, 20])
        self.assertGreater(got["silhouette"], 0.5)
        members = [set(group["members"]) for group in got["groups"]]
        self.assertEqual(members[0], {f"p{i}" for i in range(1, 41)})
        self.assertEqual(members[2], {f"p{i}" for i in range(71, 91)})
        self.assertEqual([(c["comment"], c["vote"]) for c in got["common_ground"]], [("0", "agree")])
        self.assertEqual(got["common_ground"][0]["text"], 'Comment,\n"0"')
        for camp, group in enumerate(got["groups"]):
            liked = {mark["comment"] for mark in group["tells_apart"] if mark["vote"] == "agree"}
            self.assertEqual(liked, {str(c) for c in range(1, 20) if c % 3 == camp})

    def test_as_many_as_asked(self):
        self.assertEqual(self.answer("groups", "--k", "2", self.polis(self.camps([40, 30, 20])))["k"], 2)

    def test_small_groups_are_not_shown(self):
        got = self.answer("groups", self.polis(self.camps([40, 30, 6])))
        self.assertEqual((got["k"], got["groups"], got["common_ground"]), (3, [], []))
        got = self.answer("groups", "--smallest", "5", self.folder)
        self.assertEqual(len(got["groups"]), 3)
        if os.path.isdir(os.path.join(POLIS, "london.youth.policing")):
            for more in ([], ["--k", "2"], ["--k", "3"]):
                self.assertEqual(self.answer("groups", os.path.join(POLIS, "london.youth.policing"), *more)["groups"], [])

    def test_rejected_comments_count_for_nothing(self):
        votes = self.camps([40, 30])
        chance = random.Random(2)
        for person in {voter for voter, _ in votes}:
            for comment in range(100, 140):
                votes[(person, str(comment))] = chance.choice([1, -1])
        got = self.answer("groups", self.polis(votes, {str(c): -1 for c in range(100, 140)}))
        self.assertEqual([group["size"] for group in got["groups"]], [40, 30])
        told = {mark["comment"] for group in got["groups"] for mark in group["tells_apart"]}
        self.assertFalse({comment for comment in told if int(comment) >= 100})

    def test_nobody_to_group(self):
        got = self.answer("groups", self.polis({("p1", "0"): 1}))
        self.assertEqual((got["k"], got["silhouette"], got["groups"]), (None, None, []))

    def test_real_conversations(self):
        if not os.path.isdir(POLIS):
            self.skipTest("the reference data is missing: " + POLIS)
        for name, sizes in (("canadian-electoral-reform", [260, 21]), ("scoop-hivemind.taxes", [245, 48])):
            got = self.answer("groups", os.path.join(POLIS, name))
            self.assertEqual([group["size"] for group in got["groups"]], sizes)

    def test_refusals(self):
        self.assertIn("comments.csv", self.refused(1, "groups", self.folder))
        self.polis({("p1", "0"): 1})
        self.write("votes.csv", "comment-id,voter-id,vote\n0,p1,1\n0,p2,5\n")
        self.assertIn("votes.csv, line 3", self.refused(1, "groups", self.folder))
        self.write("votes.csv", "comment-id,vote\n0,1\n")
        self.assertIn("voter-id", self.refused(1, "groups", self.folder))
        self.refused(2, "groups")
        self.refused(2, "groups", "--k", "1", self.folder)
        self.refused(2, "groups", "--k", "many", self.folder)
        self.refused(2, "groups", "--smallest", "2", self.folder)

    def test_stray_votes_are_told(self):
        votes = self.camps([20, 20])
        self.polis(votes)
        with open(os.path.join(self.folder, "votes.csv"), "a", encoding="utf-8") as file:
            file.write("1,999,p1,1\r\n")
        done = candour("groups", self.folder)
        self.assertEqual(done.returncode, 0)
        self.assertIn("1 vote", done.stderr)


if __name__ == "__main__":
    unittest.main()
