# builds: release sanitize
# seconds: 300
"""What others see changes only when a slot turns (A6), and a restart in the middle of a slot tells nothing early."""

import os
import time
import unittest

from harness import Installation, wait_for

TALK = "/conversations/our-framework"
SLOT = 15 * 60


def middle_of_a_slot():
    """Seconds from now to one third of a slot: whatever a story does without moving the clock lies within it."""
    return SLOT + SLOT // 3 - int(time.time()) % SLOT


class Restarts(unittest.TestCase):
    def setUp(self):
        self.place = Installation(slot_minutes=15, clock_offset=middle_of_a_slot())
        self.addCleanup(self.place.close)
        self.place.init()
        self.place.import_conversation()
        self.place.import_roster(40)
        self.place.start()
        self.ada, self.ben = self.place.sign_in("p1@example.org"), self.place.sign_in("p2@example.org")

    def next_slot(self):
        self.place.stop()
        self.place.clock_offset += SLOT
        self.place.start()

    def post(self, text, path=TALK + "/ideas"):
        data = {"text": text, "section": "purpose"} if path.endswith("ideas") else {"text": text}
        answer = self.ada.api("POST", path, data)
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json()["id"]

    def seen(self, browser, id):
        return browser.api("GET", "/contributions/" + id).json()

    def in_store(self, words):
        folder = os.path.join(self.place.folder, "room")
        for name in os.listdir(folder):
            if name.startswith("room.db"):
                with open(os.path.join(folder, name), "rb") as file:
                    if words.encode() in file.read():
                        return True
        return False

    def test_words_that_nobody_saw_are_kept_nowhere(self):
        staff = self.place.staff("facilitator")
        id = self.post("As I, Jane from the front desk, know")
        self.assertEqual(self.ada.api("PATCH", "/contributions/" + id, {"text": "As one hears"}).status, 200)
        self.next_slot()
        for text in ("As I told Mehmet", "As all know"):
            self.assertEqual(self.ada.api("PATCH", "/contributions/" + id, {"text": text}).status, 200)
        self.next_slot()
        self.assertEqual(self.seen(self.ben, id)["text"], "As all know")
        steps = staff.api("GET", f"/contributions/{id}/history").json()["items"]
        self.assertEqual([(step["before"], step["after"]) for step in steps], [("As one hears", "As all know")])
        self.place.stop()
        for words in ("Jane from the front desk", "told Mehmet"):
            self.assertFalse(self.in_store(words), words)

    def test_edit_and_deletion(self):
        edited, deleted = self.post("Lockers that lock"), self.post("A warm kettle")
        self.next_slot()
        comment = self.post("And blue cups", f"/contributions/{deleted}/comments")
        self.next_slot()
        self.assertEqual(self.seen(self.ben, edited)["text"], "Lockers that lock")
        self.assertEqual(len(self.seen(self.ben, deleted)["comments"]), 1)
        answer = self.ada.api("PATCH", "/contributions/" + edited, {"text": "Lockers with numbers"})
        self.assertEqual(answer.status, 200, answer.text)
        for id in (deleted, comment):
            self.assertEqual(self.ada.api("DELETE", "/contributions/" + id, {}).status // 100, 2)
        before = [self.ben.get("/c/our-framework" + path).words for path in ("", "/s/purpose?sort=newest", f"/i/{deleted}")]
        for end in (self.place.stop, self.place.kill):
            with self.subTest(end.__name__):
                end()
                self.place.start()
                self.assertEqual(self.seen(self.ben, edited)["text"], "Lockers that lock")
                self.assertEqual(self.seen(self.ben, deleted)["text"], "A warm kettle")
                self.assertEqual([c["text"] for c in self.seen(self.ben, deleted)["comments"]], ["And blue cups"])
                self.assertEqual(before, [self.ben.get("/c/our-framework" + path).words
                                          for path in ("", "/s/purpose?sort=newest", f"/i/{deleted}")])
                self.assertEqual(self.seen(self.ada, edited)["text"], "Lockers with numbers")
                self.assertEqual(self.seen(self.ada, deleted)["state"], "deleted")
        self.next_slot()
        self.assertEqual(self.seen(self.ben, edited)["text"], "Lockers with numbers")
        self.assertEqual(self.seen(self.ben, deleted)["state"], "removed")
        self.assertNotIn("A warm kettle", self.ben.get("/c/our-framework/s/purpose").words)
        wait_for("the words to leave the files", lambda: not self.in_store("A warm kettle") and not self.in_store("And blue cups"))


if __name__ == "__main__":
    unittest.main()
