# waits
# builds: release sanitize
# seconds: 300
"""Removing all one wrote, with the return key: asked twice, each piece at a random slot of the next 72 hours (A13)."""

import os
import time
import unittest

from harness import Installation, wait_for

TALK = "/conversations/our-framework"
HOME = "/c/our-framework"
SLOT = 15 * 60
IDEAS = 24


class Removal(unittest.TestCase):
    def setUp(self):
        self.place = Installation(slot_minutes=15, clock_offset=SLOT + SLOT // 3 - int(time.time()) % SLOT)
        self.addCleanup(self.place.close)
        self.place.init()
        self.place.import_conversation()
        self.place.import_roster(40)
        self.place.start()
        self.ada, self.ben = self.place.sign_in("p1@example.org"), self.place.sign_in("p2@example.org")
        self.ideas = [self.post(self.ada, f"Thought number {number} of Ada") for number in range(IDEAS)]
        self.bens = self.post(self.ben, "A thought of Ben")
        self.restart_after(SLOT)

    def post(self, browser, text):
        answer = browser.api("POST", TALK + "/ideas", {"section": "purpose", "text": text})
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json()["id"]

    def restart_after(self, seconds):
        self.place.stop()
        self.place.clock_offset += seconds
        self.place.start()

    def left(self):
        """Those of Ada's that Ben still sees."""
        return [id for id in self.ideas if self.ben.api("GET", "/contributions/" + id).json()["state"] == "shown"]

    def turn_a_slot(self, hours, done):
        """So many hours on, to shortly before a slot turns; until it has. A slow start may miss the moment."""
        self.restart_after(hours * 3600)
        for seconds in (3, 6, 12, 24):
            now = int(time.time()) + self.place.clock_offset
            self.restart_after(SLOT - now % SLOT - seconds)
            try:
                return wait_for("the slot", done, seconds + 5)
            except AssertionError:
                if seconds == 24:
                    raise
        return None

    def press(self):
        self.ada.get(HOME + "/mine")
        page = self.ada.follow_link("Remove all I wrote")
        self.assertIn("three days", page.words)
        self.assertEqual(len(self.left()), IDEAS, "asked twice")
        page = self.ada.submit("Yes, remove all of it")
        self.assertEqual(page.path, HOME + "/mine")
        self.assertIn("is being removed", page.words)
        return page

    def in_store(self, words):
        folder = os.path.join(self.place.folder, "room")
        for name in os.listdir(folder):
            if name.startswith("room.db"):
                with open(os.path.join(folder, name), "rb") as file:
                    if words.encode() in file.read():
                        return True
        return False

    def test_over_three_days(self):
        page = self.press()
        self.assertEqual(page.words.count("Will be removed within three days"), IDEAS)
        self.assertEqual(len(self.left()), IDEAS)
        self.place.kill()
        self.place.start()
        self.assertEqual(self.ada.get(HOME + "/mine").words.count("Will be removed within three days"), IDEAS)
        single = self.ideas[0]
        self.assertEqual(self.ada.api("DELETE", "/contributions/" + single, {}).status // 100, 2, "one at once, all the same")
        self.turn_a_slot(36, lambda: len(self.left()) < IDEAS - 1)
        self.assertGreater(len(self.left()), 0)
        self.assertEqual(self.ada.get(HOME + "/mine").words.count("Will be removed within three days"), len(self.left()))
        self.turn_a_slot(37, lambda: not self.left())
        page = self.ada.get(HOME + "/mine")
        self.assertNotIn("being removed", page.words)
        self.assertEqual(self.ben.api("GET", "/contributions/" + self.bens).json()["state"], "shown")
        answers = {self.ben.get(f"{HOME}/i/{id}").words for id in self.ideas}
        self.assertEqual(len(answers), 1, "one wording, also for the one that was deleted by itself")
        self.place.stop()
        self.assertFalse(self.in_store("of Ada"), "the words are in no file")

    def test_taken_back(self):
        self.press()
        self.turn_a_slot(30, lambda: len(self.left()) < IDEAS)
        kept = self.left()
        self.ada.get(HOME + "/mine")
        page = self.ada.submit("Keep what is still here")
        self.assertNotIn("Will be removed", page.words)
        new = self.post(self.ada, "Written afterwards")
        self.restart_after(48 * 3600)
        self.turn_a_slot(0, lambda: self.ben.api("GET", "/contributions/" + new).status == 200)
        self.assertEqual(self.left(), kept)

    def test_badge_alone(self):
        other = self.place.sign_in("p1@example.org")
        self.assertNotIn("Remove all I wrote", other.get(HOME + "/mine").words)
        for asked in (other.get(HOME + "/mine/remove"), other.post(HOME + "/mine/remove", {})):
            self.assertEqual(asked.path, HOME + "/return")
        self.assertNotIn("Will be removed", self.ada.get(HOME + "/mine").words)
        self.press()
        self.assertEqual(other.post(HOME + "/mine/keep", {}).path, HOME + "/return")
        self.assertIn("Will be removed", self.ada.get(HOME + "/mine").words)
        self.assertNotIn("Remove all I wrote", self.place.staff("facilitator").get(HOME + "/mine").words)


if __name__ == "__main__":
    unittest.main()
