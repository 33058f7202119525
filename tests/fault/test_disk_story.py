"""The disk under a running server fails: a clear refusal, nothing acknowledged is lost, and it goes on by itself.

builds: release
"""

import os
import sys
import unittest
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(os.path.dirname(HERE), "stories")]

from disk import Disk  # noqa: E402
from harness import Installation, wait_for  # noqa: E402

TALK = "/conversations/our-framework"
PEOPLE = 4


class FailingDisk(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.disk = Disk()
        cls.addClassCleanup(cls.disk.__exit__)
        cls.place = Installation(env=cls.disk.environment, ini="[limits]\nposts-per-hour=100000\nvotes-per-minute=100000\n")
        cls.addClassCleanup(cls.place.close)
        cls.addClassCleanup(cls.disk.works)
        cls.place.init()
        cls.place.import_conversation()
        cls.place.import_roster(40)
        cls.place.start()
        cls.people = [cls.place.sign_in(f"p{i}@example.org") for i in range(1, PEOPLE + 1)]
        cls.kept = {}           # text -> id of what was acknowledged
        cls.votes = {}          # (person, id) -> vote that was acknowledged

    def setUp(self):
        self.disk.works()

    def post(self, person, text, key=None):
        body = {"section": "purpose", "text": text, "idempotency_key": key or text}
        answer = self.people[person].api("POST", TALK + "/ideas", body)
        if answer.status == 201:
            self.kept[text] = answer.json()["id"]
        return answer

    def vote(self, person, id, what):
        answer = self.people[person].api("PUT", f"/contributions/{id}/vote", {"vote": what})
        if answer.status == 200:
            self.votes[person, id] = what
        return answer

    def write_much(self, name, id):
        """Everybody at once; the answers. Each vote changes something: one that does not has nothing to write."""
        def other(person):
            return "like" if self.votes.get((person, id)) == "dislike" else "dislike"

        def one(person):
            return [answer for i in range(5) for answer in
                    (self.post(person, f"{name} {person} {i}"), self.vote(person, id, other(person)))]

        with ThreadPoolExecutor(PEOPLE) as pool:
            return [answer for answers in pool.map(one, range(PEOPLE)) for answer in answers]

    def check_refusal(self, answer):
        self.assertEqual(answer.status, 503, answer.text[:300])
        self.assertTrue(answer.headers["Content-Type"].startswith("application/problem+json"))
        self.assertIn("Retry-After", answer.headers)
        said = answer.json().get("detail") or answer.json()["title"]
        self.assertRegex(said, r"(?i)not (been )?(saved|kept)|could not (be )?(save|keep)|again")
        self.assertNotRegex(said, r"(?i)sqlite|errno|\.db|disk|database", "a visitor cannot mend the disk")

    def check_all_kept(self):
        texts, path = [], TALK + "/ideas?section=purpose&sort=newest&limit=100"
        while path:
            page = self.people[0].api("GET", path).json()
            texts += [(idea["text"], idea["id"]) for idea in page["items"]]
            path = page["next"]
        self.assertEqual(len(texts), len(set(texts)))
        self.assertLessEqual(set(self.kept.items()), set(texts), "something acknowledged is lost")
        self.assertEqual(len({text for text, _ in texts}), len(texts), "something was done twice")
        for (person, id), what in self.votes.items():
            self.assertEqual(self.people[person].api("GET", "/contributions/" + id).json()["my_vote"], what)

    def story(self, how):
        before = self.post(0, f"before {how}").json()["id"]
        self.addCleanup(self.disk.works)
        self.disk.fails(how)
        for answer in self.write_much(how, before):
            self.check_refusal(answer)
        page = self.people[2].get("/c/our-framework/i/" + before)
        self.assertEqual(page.status, 200, "reading goes on")
        self.assertIn(f"before {how}", page.words)
        self.people[2].get("/c/our-framework/s/purpose")
        page = self.people[2].submit("Share an idea", text="typed in vain")
        self.assertEqual(page.status, 503)
        self.disk.works()
        wait_for("writing to go on", lambda: self.post(3, f"after {how}").status == 201)
        for answer in self.write_much(how, before):
            self.assertIn(answer.status, (200, 201), answer.text[:300])
        self.check_all_kept()
        self.place.restart()
        self.check_all_kept()
        self.assertNotIn("typed in vain", self.people[2].get("/c/our-framework/s/purpose?sort=newest").words)

    def test_full(self):
        self.story("full")

    def test_read_only(self):
        self.story("read-only")

    def test_sync_fails(self):
        self.story("sync")


if __name__ == "__main__":
    unittest.main()
