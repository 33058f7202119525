"""A3, A4, A6: what a copy of the stores tells, to somebody who has no keys and to somebody who looks at the order.

waits
builds: release
seconds: 240
"""

import math
import os
import random
import re
import shutil
import time
import unittest

from wall import (SLUG, TALK, Needles, add_idea, canaries_of, canary_people, column, files_of, ready, tables_of, vote,
                  wait_for)

PADDING = 256
WINDOW = 8
IDS = {"conversation", "contribution", "idea", "parent", "target", "code"}      # not of people, meant to be shared


def windows(value):
    """All runs of eight bytes of a value."""
    data = value.encode() if isinstance(value, str) else value
    return {data[i:i + WINDOW] for i in range(len(data) - WINDOW + 1)} if isinstance(data, bytes) else set()


def agreement(order):
    """Pairs that stand as they were written, less those the other way round (Kendall's S)."""
    n = len(order)
    return sum((order[j] > order[i]) - (order[j] < order[i]) for i in range(n) for j in range(i + 1, n))


def variance(order):
    """Of agreement(), by chance."""
    n = len(order)
    return n * (n - 1) * (2 * n + 5) / 18


def tau_z(order):
    """Kendall's rank correlation with the order of writing, as standard deviations from chance."""
    return agreement(order) / math.sqrt(variance(order))


def database(place, half):
    """A copy of one store while the server runs, as a thief would take it."""
    to = os.path.join(place.top, "copy-" + half)
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(os.path.join(place.folder, half), to, ignore=shutil.ignore_patterns("*.sock", "mail"))
    return tables_of(os.path.join(to, half + ".db"))


def take_part(place, addresses):
    """Each posts, comments, votes and reports; the ideas in the order of writing."""
    people = [place.sign_in(address) for address in addresses]
    ideas = [add_idea(person, f"Thought {number} of somebody") for number in range(3) for person in people]
    for number, person in enumerate(people):
        for id in ideas:
            vote(person, id, ("like", "dislike")[number % 2])
        for id in ideas[:2]:
            answer = person.api("POST", f"/contributions/{id}/comments", {"text": f"Answer {number}"})
            assert answer.status == 201, answer.text
        answer = person.api("POST", f"/contributions/{ideas[0]}/flags", {"reason": "other", "note": "Look at this"})
        assert answer.status == 201, answer.text
    return people, ideas


class Copies(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.people = canary_people(60)
        cls.place = ready(cls.people, conversation={"extra": "group-by = directorate"})
        cls.addClassCleanup(cls.place.close)
        cls.addresses = [row["email"] for row in cls.people[:4]]
        cls.browsers, cls.ideas = take_part(cls.place, cls.addresses)
        for idea in cls.browsers[0].api("GET", TALK + "/ideas?limit=100").json()["items"]:
            if idea["mine"]:
                cls.browsers[0].post(f"/c/{SLUG}/i/{idea['id']}/receipt", {})
        cls.room, cls.desk = database(cls.place, "room"), database(cls.place, "desk")

    # -- A3: the desk's store without its keys

    def test_desk_files_name_nobody(self):
        files = files_of(os.path.join(self.place.folder, "desk"))
        data = {name: content for name, content in files.items() if not name.startswith("mail/")}
        self.assertIn("desk.db", data)
        needles = Needles(canaries_of(self.people, labels=True) | {SLUG, "Our framework"})
        self.assertEqual({name: found for name, found in ((n, needles.found_in(c)) for n, c in data.items()) if found}, {})
        # Lest the search find nothing because it cannot find: the mails are clear with transport=file.
        self.assertIn(self.addresses[0], needles.found_in(b"".join(files.values())))

    def test_desk_rows_are_sealed_and_padded(self):
        self.assertEqual(len(self.desk["person"][1]), 60)
        for table, (columns, rows) in self.desk.items():
            if table == "schema_version" or "sealed" not in columns:
                continue
            self.assertEqual(columns, ["conversation", "item", "sealed"], table)
            for row in rows:
                self.assertEqual((len(row[0]), len(row[1])), (16, 16), table)
                self.assertEqual(len(row[2]) % PADDING, 0, f"{table}: a row of {len(row[2])} bytes")
        self.assertEqual(len({len(sealed) for sealed in column(self.desk, "person", "sealed")}), 1)

    def test_desk_has_no_other_tables(self):
        plain = {name for name, (columns, _) in self.desk.items() if "sealed" not in columns}
        for table in plain:
            for value in (value for row in self.desk[table][1] for value in row):
                self.assertNotIsInstance(value, bytes, table)
        self.assertLessEqual(len(plain), 1, "one table says the schema's version")

    # -- A4: nothing ties the stores, and nothing ties a person's rows

    def test_no_value_in_both_stores(self):
        public = {window for name in ("conversation",) for row in self.room[name][1] for value in row for window in windows(value)}
        desk = {w for _, rows in self.desk.values() for row in rows for value in row for w in windows(value)}
        room = {w for _, rows in self.room.values() for row in rows for value in row for w in windows(value)}
        both = desk & room
        self.assertTrue(both, "the conversation's id is in both: the comparison must find it")
        self.assertLessEqual(both, public | {bytes(WINDOW)})

    def test_rows_of_a_person_share_nothing(self):
        seen, twice = {}, []
        for table, (columns, rows) in self.room.items():
            for number, row in enumerate(rows):
                values = [v for name, v in zip(columns, row) if name not in IDS and isinstance(v, bytes)]
                for window in {w for value in values for w in windows(value)}:
                    if seen.setdefault(window, (table, number)) != (table, number):
                        twice.append((seen[window], (table, number)))
        self.assertEqual(twice, [])
        self.assertGreater(len(seen), 1000, "there was something to compare")
        self.assertGreaterEqual(len(self.room["receipt"][1]), 2, "receipts of one author among it")

    def test_one_tag_a_contribution(self):
        for table in ("vote", "vote_log", "flag"):
            pairs = list(zip(column(self.room, table, "contribution"), column(self.room, table, "tag")))
            self.assertEqual(len(pairs), len(set(pairs)), table)
        votes = len(self.room["vote"][1]) + len(self.room["vote_log"][1])
        for person in self.browsers:
            vote(person, self.ideas[0], "like")
            vote(person, self.ideas[0], "dislike")
        again = database(self.place, "room")
        self.assertEqual({(c, t) for table in ("vote", "vote_log")
                          for c, t in zip(column(again, table, "contribution"), column(again, table, "tag"))},
                         {(c, t) for table in ("vote", "vote_log")
                          for c, t in zip(column(self.room, table, "contribution"), column(self.room, table, "tag"))})
        self.assertGreater(votes, 0)

    def test_own_vote_does_not_tell_the_author(self):
        """Tag and mask of a vote differ from those of the authorship, though both are the same person's."""
        authors = dict(zip(column(self.room, "contribution", "contribution"),
                           zip(column(self.room, "contribution", "author_tag"), column(self.room, "contribution", "author_mask"))))
        columns, rows = self.room["vote_log"] if self.room["vote_log"][1] else self.room["vote"]
        for row in rows:
            entry = dict(zip(columns, row))
            self.assertFalse({entry["tag"], entry["mask"]} & set(authors[entry["contribution"]]))

    # -- A6: no place for an order or a time

    def test_tables_have_no_order(self):
        import sqlite3
        for half in ("room", "desk"):
            with sqlite3.connect(os.path.join(self.place.top, "copy-" + half, half + ".db")) as db:
                schema = db.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
            db.close()
            self.assertGreater(len(schema), 5)
            for kind, name, sql in schema:
                self.assertNotRegex(sql, r"(?i)current_time|current_date|datetime\s*\(|autoincrement|strftime", name)
                if kind == "table" and "VIRTUAL" not in sql and not name.startswith("schema"):
                    self.assertRegex(sql, r"(?is)\)\s*STRICT,\s*WITHOUT ROWID\s*;?\s*$", f"{half}.{name}")


class Twins(unittest.TestCase):
    """A3: two installations that differ only in who came in have desk stores of the same shape."""

    def shape(self, number):
        people = canary_people(60)
        place = ready(people)
        try:
            take_part(place, [people[number]["email"], people[number + 2]["email"]])
            wait_for("all mails to be out", lambda: len(place.mails()) >= 60 and not database(place, "desk")["mail"][1])
            place.stop()
            return {table: sorted(tuple(len(v) for v in row if isinstance(v, bytes)) for row in rows)
                    for table, (_, rows) in database(place, "desk").items()}
        finally:
            place.close()

    def test_same_shape(self):
        self.assertEqual(self.shape(0), self.shape(20))


class Replay(unittest.TestCase):
    """A6: a busy quarter of an hour is written down; a copy of the store and what others see tell no order in it."""

    COUNT = 60
    CHANCE = 4.8            # standard deviations: one false alarm in 600,000 comparisons

    @classmethod
    def setUpClass(cls):
        cls.place = ready(count=40, slot_minutes=1, ini="[limits]\nposts-per-hour=100000\nvotes-per-minute=100000\n")
        cls.addClassCleanup(cls.place.close)
        cls.ada, cls.ben = cls.place.sign_in("p1@example.org"), cls.place.sign_in("p2@example.org")
        # All within one slot: begin when one has just begun.
        wait_for("a new minute", lambda: 1 <= cls.place.now().second <= 35, 40)
        words = [f"{random.SystemRandom().getrandbits(80):020x}" for _ in range(cls.COUNT)]
        cls.texts = [f"Marked {word}" for word in words]
        cls.ideas = [add_idea(cls.ada, text) for text in cls.texts]
        for id in cls.ideas:
            vote(cls.ada, id)
        cls.all_in_one_slot = cls.place.now().second < 58
        cls.at_once = database(cls.place, "room")
        wait_for("the next slot", lambda: len(cls.seen_by(cls.ben, "newest")) == cls.COUNT, 90)
        # Votes on what only its author could see wait for one slot more.
        cls.likes_at_first = cls.likes_seen_by(cls.ben)
        wait_for("the slot after it", lambda: any(cls.likes_seen_by(cls.ben)), 90)
        time.sleep(1)           # what a slot's turn leaves behind is tidied up right after it
        cls.later = database(cls.place, "room")

    @classmethod
    def seen_by(cls, person, sort):
        found, path = [], f"{TALK}/ideas?section=purpose&sort={sort}&limit=100"
        while path:
            page = person.api("GET", path).json()
            found += [idea["id"] for idea in page["items"]]
            path = page["next"]
        return found

    @classmethod
    def likes_seen_by(cls, person):
        return [idea["likes"] for idea in person.api("GET", f"{TALK}/ideas?section=purpose&limit=100").json()["items"]]

    def by_chance(self, ids, what):
        """The order of the ideas in what was found has nothing to do with the order of writing."""
        order = [self.ideas.index(id) for id in ids if id in self.ideas]
        self.assertEqual(len(order), self.COUNT, what)
        self.assertLess(abs(tau_z(order)), self.CHANCE, f"{what} tells the order of writing")

    def test_measure_finds_an_order(self):
        self.assertGreater(tau_z(list(range(self.COUNT))), self.CHANCE)
        almost = list(range(self.COUNT))
        for i in range(0, self.COUNT - 10, 2):
            almost[i], almost[i + 9] = almost[i + 9], almost[i]
        self.assertGreater(tau_z(almost), self.CHANCE)

    def test_ids(self):
        self.by_chance(sorted(self.ideas), "the order of ids")

    def test_lists(self):
        for sort in ("newest", "fair", "liked", "discussed"):
            self.by_chance(self.seen_by(self.ben, sort), f"the list by {sort}")

    def test_rows(self):
        for tables in (self.at_once, self.later):
            texts = column(tables, "contribution", "text")
            self.by_chance([self.ideas[self.texts.index(t)] for t in texts if t in self.texts], "the order of rows")

    def test_file_after_the_slot(self):
        """The files themselves, with their journal, once the slot has turned: within each page of a file, and the
        pages one after the other."""
        for name, data in files_of(os.path.join(self.place.folder, "room")).items():
            for end, find in (("first", data.find), ("last", data.rfind)):
                places = sorted((find(text.encode()), i) for i, text in enumerate(self.texts))
                places = [(at, i) for at, i in places if at >= 0]
                if len(places) < 10:
                    continue
                pages = {}
                for at, i in places:
                    pages.setdefault(at // 4096, []).append(i)
                where = f"{name}, {end} copies"
                self.assertLess(abs(tau_z([i for _, i in places])), self.CHANCE, where)
                agree, spread = (sum(f(page) for page in pages.values() if len(page) > 1) for f in (agreement, variance))
                self.assertLess(abs(agree) / math.sqrt(spread or 1), self.CHANCE, f"{where}: within pages")

    def test_authors_own_votes_come_later(self):
        self.assertEqual(self.likes_at_first, [0] * self.COUNT)
        self.assertEqual(self.likes_seen_by(self.ben), [1] * self.COUNT)

    def test_votes_of_the_slot_are_folded(self):
        self.assertEqual(self.later["vote_log"][1], [])
        self.assertEqual(len(self.later["vote"][1]), self.COUNT)

    def test_times_are_slot_times(self):
        now = int(self.place.now().timestamp())
        for table, (columns, rows) in self.later.items():
            for row in rows:
                for name, value in zip(columns, row):
                    if isinstance(value, int) and abs(value - now) < 7 * 86400:
                        self.assertEqual((name, value % 60), ("slot", 0), table)
        for table in ("vote", "flag", "member", "read_mark"):
            self.assertFalse([c for c in self.later[table][0] if re.search("slot|time|day|created|at$", c)
                              and c != "looked_at"], table)
        for idea in self.ben.api("GET", f"{TALK}/ideas?section=purpose&limit=100").json()["items"]:
            self.assertTrue(idea["created"].endswith(":00Z"), idea["created"])


if __name__ == "__main__":
    unittest.main()
