# builds: release sanitize
# seconds: 240
"""A reminder goes to everybody who has not said no, whether or not they have been in, and at most every 72 hours (A8)."""

import unittest

from harness import Installation, wait_for

PEOPLE = 40
HOUR = 3600


class Reminder(unittest.TestCase):
    def setUp(self):
        self.place = Installation()
        self.addCleanup(self.place.close)
        self.place.init()
        self.place.import_conversation()
        self.place.import_roster(PEOPLE)
        self.place.start()
        wait_for("invitations", lambda: len(self.place.mails()) == PEOPLE)
        self.organiser = self.place.staff("organiser")

    def later(self, hours):
        self.place.stop()
        self.place.clock_offset += hours * HOUR
        self.place.start()
        self.organiser = self.place.staff("organiser", address=f"organiser-{self.place.clock_offset}@example.org")

    def reminders(self):
        return [mail for mail in self.place.mails() if "Still open" in mail.subject]

    def remind(self):
        self.organiser.get("/c/our-framework/organise")
        page = self.organiser.submit("Remind everybody")
        self.assertEqual(page.status, 200)
        return page.words

    def settled(self):
        """A mail ordered after the reminders has come: had there been more of them, they would be here."""
        before = len(self.place.mails("asked@example.org"))
        self.place.candour("staff", "add", self.place.folder, "--role", "analyst", "--email", "asked@example.org", "--name",
                           f"Somebody {chr(65 + before)}", "--conversation", "our-framework")
        self.place.wait_for_mail("asked@example.org", before)
        return self.reminders()

    def test_everybody_and_not_too_often(self):
        been = self.place.sign_in("p1@example.org")
        self.assertEqual(been.api("GET", "/conversations/our-framework").status, 200)
        stopped = self.place.sign_in("p2@example.org")
        mail = self.place.first_mail("p2@example.org")
        unsubscribe = next(link for link in mail.links if "/unsubscribe/" in link)
        stopped.get(unsubscribe)
        stopped.submit()
        left = self.place.sign_in("p3@example.org")
        left.get(self.place.desk_url + "/me")
        left.submit("Leave the conversation")
        left.submit("Yes")
        said = self.remind()
        wait_for("the reminders", lambda: len(self.reminders()) >= PEOPLE - 2)
        first = self.reminders()
        self.assertEqual({mail.to for mail in first},
                         {f"p{i}@example.org" for i in range(1, PEOPLE + 1)} - {"p2@example.org", "p3@example.org"})
        self.assertEqual(len(first), PEOPLE - 2)
        self.assertIn("We do not know who has been in", " ".join(first[0].text.split()))
        self.assertEqual({mail.subject for mail in first}, {first[0].subject})
        # Too soon: the same answer, and no mail.
        self.assertEqual(self.remind(), said)
        self.assertEqual(len(self.settled()), len(first))
        self.later(71)
        self.remind()
        self.assertEqual(len(self.settled()), len(first))
        self.later(2)
        self.remind()
        wait_for("the next ones", lambda: len(self.reminders()) >= 2 * len(first))
        self.assertEqual(len(self.settled()), 2 * len(first))

    def test_only_while_open(self):
        self.place.candour("conversation", "close", self.place.folder, "our-framework")
        wait_for("the end", lambda: self.organiser.post("/c/our-framework/organise/remind", {}).status == 409)
        self.assertEqual(self.settled(), [])

    def test_organisers_alone(self):
        person = self.place.sign_in("p1@example.org")
        self.assertEqual(person.post("/c/our-framework/organise/remind", {}).status, 403)
        self.assertEqual(self.place.staff("facilitator").post("/c/our-framework/organise/remind", {}).status, 403)
        self.assertEqual(self.settled(), [])


if __name__ == "__main__":
    unittest.main()
