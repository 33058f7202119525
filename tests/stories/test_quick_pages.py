"""Section pages by the quick way, plain and compressed, are those of the ordinary way to the byte, for everybody."""
import gzip
import os
import time
import unittest
import zlib

from harness import Story, wait_for

SLOT = 15 * 60
PAGES = [(section, sort) for section in ("purpose", "values") for sort in ("newest", "liked", "discussed", "fair")]
TALK = "/conversations/our-framework"


class Alike(Story):
    # A minute into a slot: writing takes less than the rest of it.
    installation = {"slot_minutes": 15, "clock_offset": SLOT - int(time.time()) % SLOT + 60,
                    "ini": "[limits]\nposts-per-hour=100000\nvotes-per-minute=100000\n"}

    def post(self, who, text, section="purpose"):
        answer = who.api("POST", TALK + "/ideas", {"section": section, "text": text})
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json()["id"]

    def vote(self, who, idea, vote):
        self.assertEqual(who.api("PUT", f"/contributions/{idea}/vote", {"vote": vote}).status, 200)

    def next_slot(self, seen):
        """The clock comes to a moment before the next slot; once it has begun, seen() becomes true."""
        self.place.stop()
        self.place.clock_offset += SLOT - 2 - int(self.place.now().timestamp()) % SLOT
        self.place.start()
        wait_for("the slot", seen)

    def likes(self, who, idea):
        answer = who.api("GET", f"/contributions/{idea}")
        return answer.json()["likes"] if answer.status == 200 else None

    def furnish(self):
        """Four readers: ada and ben write and vote, cem writes at last, dan only looks."""
        ada, ben, cem, dan = (self.place.sign_in(f"p{i}@example.org") for i in range(1, 5))
        ideas = [self.post(ada if i % 4 else ben, f"Idea {i}: <b>people</b> & é come *first*. " * (1 + i % 5)) for i in range(18)]
        mine = [idea for i, idea in enumerate(ideas) if i % 4]
        for i in range(23):                                # more than one page of them
            self.post(dan if i % 5 else ada, f"Value {i}.", "values")
        self.next_slot(lambda: self.likes(cem, ideas[0]) == 0)
        for i, idea in enumerate(ideas):
            self.vote(ada, idea, ("like", "dislike", "none")[i % 3])
            self.vote(ben, idea, ("none", "like", "like", "dislike")[i % 4])
        ben.api("POST", f"/contributions/{ideas[9]}/comments", {"text": "Yes, and so say we."})
        self.next_slot(lambda: self.likes(cem, ideas[0]) == 1)
        for who in (dan, ada, ben, cem):
            self.page(who, ("purpose", "newest"))
        # In this slot: votes taken back and changed, own words changed, one deleted, a comment, a new idea.
        for i, vote in ((1, "dislike"), (6, "none"), (4, "like"), (3, "dislike")):
            self.vote(ada, ideas[i], vote)
            self.vote(dan if i == 4 else ben, ideas[i], "like")
        self.vote(cem, ideas[7], "like")
        self.vote(dan, ideas[7], "dislike")
        self.assertEqual(ada.api("PATCH", f"/contributions/{mine[-2]}", {"text": "Ada means it otherwise."}).status, 200)
        self.assertIn(ada.api("DELETE", f"/contributions/{mine[-3]}").status, (200, 204))
        ada.api("POST", f"/contributions/{ideas[2]}/comments", {"text": "Not yet for others."})
        self.post(cem, "Nobody else reads this yet.")
        return {"ada": ada, "ben": ben, "cem": cem, "dan": dan}

    def page(self, who, which, ordinary=False, **headers):
        # A word that means nothing: the page is the same, but made in the ordinary way.
        page = who.get("/c/our-framework/s/{}?sort={}".format(*which) + ("&done=-" if ordinary else ""), headers=headers)
        self.assertEqual(page.status, 200)
        return page

    def compressed(self, who, which):
        page = self.page(who, which, **{"Accept-Encoding": "gzip, br"})
        if page.headers.get("Content-Encoding") != "gzip":
            return None, page.body
        self.assertIn("Accept-Encoding", page.headers["Vary"])
        self.assertEqual(len(page.body) % 512, 0)
        self.assertEqual(zlib.decompressobj(31).decompress(page.body), gzip.decompress(page.body))
        return page.body, gzip.decompress(page.body)

    def test_alike(self):
        readers = self.furnish()
        first, quick = {}, set()
        for which in PAGES:
            for name, who in readers.items():
                first[name, which] = plain = self.page(who, which).body
                packed, unpacked = self.compressed(who, which)
                self.assertEqual(unpacked, plain, (name, which))
                self.assertEqual(self.page(who, which, ordinary=True).body, plain, (name, which))
                if packed:
                    quick.add(name)
        # All but cem, whose idea of this slot stands on cem's page alone.
        self.assertEqual(quick, {"ada", "ben", "dan"})
        self.assertEqual(len({first[name, PAGES[0]] for name in readers}), 4)
        self.own_marks({name: first[name, PAGES[0]] for name in readers})
        self.hidden_marks(readers, first)
        # New settings load the board anew, and nothing kept fits it: now others fill the cache, in the ordinary way.
        folder = os.path.join(self.place.top, "c-our-framework")
        with open(os.path.join(folder, "faq.md"), "a", encoding="utf-8") as file:
            file.write("Another text.\n")
        self.place.candour("conversation", "import", self.place.folder, folder)
        for which in [which for which in reversed(PAGES) if which[1] != "fair"]:
            for name in reversed(readers):
                self.assertEqual(self.page(readers[name], which, ordinary=True).body, first[name, which], (name, which))

    def own_marks(self, first):
        """Marks go to whom they belong to."""
        for name, own in (("ada", True), ("ben", True), ("dan", False)):
            self.assertEqual(b"Yours: only you can tell" in first[name], own, name)
        self.assertIn(b"Ada means it otherwise.", first["ada"])
        self.assertIn(b"Nobody else reads this yet.", first["cem"])
        for name in ("ben", "dan"):
            self.assertNotIn(b"Ada means it otherwise.", first[name], name)
            self.assertNotIn(b"Nobody else reads this yet.", first[name], name)

    def hidden_marks(self, readers, first):
        """Who hides their marks: quick and ordinary pages alike, and others' are as they were."""
        for name in ("ada", "ben"):
            readers[name].post("/c/our-framework/marks", {"show": "no"})
        for which in PAGES:
            for name, who in readers.items():
                plain = self.page(who, which).body
                self.assertEqual(self.compressed(who, which)[1], plain, (name, which))
                self.assertEqual(self.page(who, which, ordinary=True).body, plain, (name, which))
                self.assertEqual(plain == first[name, which], name not in ("ada", "ben"), (name, which))
                if name in ("ada", "ben"):
                    self.assertNotIn(b"Yours", plain)
                    self.assertNotIn(b'aria-pressed="true"', plain)
                    self.assertNotIn(b"Ada means it otherwise.", plain)
        for name in ("ada", "ben"):
            readers[name].post("/c/our-framework/marks", {"show": "yes"})

    def test_home_is_the_same_compressed(self):
        for person in ("p6@example.org", "p5@example.org"):
            who = self.place.sign_in(person)
            for path in ("/c/our-framework", "/c/our-framework?others=3"):
                packed = who.get(path, headers={"Accept-Encoding": "gzip"})
                self.assertEqual(packed.headers.get("Content-Encoding"), "gzip")
                self.assertEqual(len(packed.body) % 512, 0)
                self.assertEqual(gzip.decompress(packed.body), who.get(path).body)
            told = who.get("/c/our-framework?done=idea", headers={"Accept-Encoding": "gzip"})
            self.assertNotIn("Content-Encoding", told.headers, "what came with the address is not pressed with the rest")

    def test_no_gzip_where_it_is_not_asked_for(self):
        dan = self.place.sign_in("p5@example.org")
        for accepts in (None, "identity", "br", "gzip;q=0"):
            headers = {"Accept-Encoding": accepts} if accepts else {}
            self.assertNotIn("Content-Encoding", self.page(dan, PAGES[0], **headers).headers, accepts)


if __name__ == "__main__":
    unittest.main()
