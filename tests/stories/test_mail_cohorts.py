# waits
# builds: release sanitize
# seconds: 600
"""Mail betrays nothing (A8): whoever is written to, a whole fixed cohort gets the same mail, at most once a day."""

import re
import unittest

from harness import Installation, wait_for

BATCH = 90


def plain(mail):
    """The words without what is each receiver's own: the links."""
    return re.sub(r"https?://\S+", "LINK", mail.text)


class Cohorts(unittest.TestCase):
    def setUp(self):
        self.place = Installation()
        self.addCleanup(self.place.close)
        self.place.init()
        self.place.import_conversation(extra="group-by = directorate")
        self.place.import_roster(130)           # 65 in North, 65 in South: two cohorts each
        self.place.start()
        wait_for("invitations", lambda: len(self.place.mails()) == 130)
        self.facilitator = self.place.staff("facilitator")

    def author(self, address):
        browser = self.place.sign_in(address)
        answer = browser.api("POST", "/api/v1/conversations/our-framework/ideas",
                             {"section": "purpose", "text": f"An idea of somebody, {len(self.place.mails())}"})
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json()["id"]

    def write_to(self, idea):
        answer = self.facilitator.api("POST", f"/api/v1/contributions/{idea}/messages", {"text": "Could you say more?", "kind": "question"})
        self.assertIn(answer.status, (200, 201), answer.text)

    def hide_of(self, idea):
        """An act with words for the author, which is told like a message."""
        answer = self.facilitator.api("POST", f"/api/v1/contributions/{idea}/actions",
                                      {"action": "hide", "reason": "abuse", "note": "Please say it without the insult."})
        self.assertIn(answer.status, (200, 201), answer.text)

    def waiting(self):
        return [mail for mail in self.place.mails() if "There may be a message" in mail.subject]

    def settled(self):
        """The mails of the batch, once they have stopped coming."""
        wait_for("a mail to the cohort", self.waiting, BATCH)
        return wait_for("all of them", lambda: self.place.mails_waiting() == 0 and self.waiting(), BATCH)

    def test_whole_cohort_one_wording_once_a_day(self):
        first = self.author("p4@example.org")
        self.hide_of(first)
        mails = self.settled()
        receivers = {mail.to for mail in mails}
        self.assertIn("p4@example.org", receivers)
        self.assertEqual(len(receivers), len(mails))
        self.assertGreaterEqual(len(receivers), 30)
        self.assertLess(len(receivers), 65)
        self.assertEqual(len({plain(mail) for mail in mails}), 1)
        self.assertEqual(len({mail.subject for mail in mails}), 1)
        self.assertEqual(len({mail.sign_in_link for mail in mails}), len(mails))
        self.assertEqual(len({int(re.sub(r"\D", "", to.split("@")[0])) % 2 for to in receivers}), 1, "of one group")
        for mail in mails:
            self.assertIsNone(mail.code)
            self.assertNotIn("insult", mail.text)
        # Somebody else of the same cohort, on the same day: no further mail. After a restart the cohorts are the same.
        other = next(to for to in sorted(receivers) if to != "p4@example.org")
        self.write_to(self.author(other))
        self.place.stop()
        self.place.clock_offset = 24 * 3600
        self.place.start()
        again = wait_for("the next day's mail", lambda: len(self.waiting()) >= 2 * len(mails) and self.waiting(), BATCH)
        self.assertEqual({mail.to for mail in again[len(mails):]}, receivers)
        self.assertEqual(len(again), 2 * len(mails))


if __name__ == "__main__":
    unittest.main()
