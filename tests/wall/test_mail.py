"""A8: the receivers of a mail do not tell for whom there is a message; every such mail says the same.

waits
builds: release
seconds: 280
"""

import re
import unittest

from wall import TALK, add_idea, ready, wait_for

PEOPLE = 80             # two directorates of 40: one cohort each
SUBJECT = re.compile(r"(?i)message")


def wording(mail):
    """Subject and text without what is each receiver's own: links, codes."""
    return mail.subject, re.sub(r"\S*https?://\S+|\b(?:\w{3}-){3}\w{3}\b", "LINK", mail.text)


class Receivers(unittest.TestCase):
    def run_with(self, authors, kind, text):
        """An installation in which a facilitator writes to these; what went out afterwards."""
        place = ready(count=PEOPLE, conversation={"extra": "group-by = directorate"})
        self.addCleanup(place.close)
        people = [place.sign_in(f"p{number}@example.org") for number in (2, 4, 6)]
        ideas = [add_idea(person, f"Idea {i}") for i, person in enumerate(people)]
        facilitator = place.staff("facilitator")
        wait_for("the invitations", lambda: len(place.mails()) >= PEOPLE + 1)
        for author in authors:
            answer = facilitator.api("POST", f"/contributions/{ideas[author]}/messages", {"text": text, "kind": kind})
            self.assertEqual(answer.status // 100, 2, answer.text)
        return place, people, ideas, facilitator, len(place.mails())

    def test_two_runs_differ_in_nothing(self):
        runs = [self.run_with([0], "moderation", "We moved your idea."), self.run_with([1, 1, 2], "question", "Could you say more?")]
        sent = []
        for place, _, _, _, before in runs:
            wait_for("the cohort's mails", lambda: len(place.mails()) >= before + 30, 90)
            sent.append(place)
        # Who waits for more of them waits until the next minute's round; a second message the same day sends nothing.
        place, people, ideas, facilitator, _ = runs[0]
        self.assertEqual(facilitator.api("POST", f"/contributions/{ideas[2]}/messages", {"text": "And this.", "kind": "question"}).status // 100, 2)
        minute = place.now().minute
        wait_for("the next round", lambda: place.now().minute != minute and place.now().second >= 8, 75)
        mails = [run[0].mails()[run[4]:] for run in runs]
        receivers = [sorted(mail.to for mail in each) for each in mails]
        self.assertEqual(receivers[0], receivers[1])
        self.assertEqual(receivers[0], sorted(set(receivers[0])), "once a day at most")
        self.assertGreaterEqual(len(receivers[0]), 30)
        self.assertLess(len(receivers[0]), PEOPLE, "one cohort, not everybody")
        self.assertEqual(len({wording(mail) for each in mails for mail in each}), 1)
        for mail in mails[0] + mails[1]:
            self.assertRegex(mail.subject + mail.text, SUBJECT)
            for word in ("moved your idea", "say more", "Idea 0", "facilitator"):
                self.assertNotIn(word, mail.text + mail.part("html"))
        sizes = {len(re.sub(r"p\d+@|Person [A-Z]+", "", mail.text)) for each in mails for mail in each}
        self.assertEqual(len(sizes), 1)


if __name__ == "__main__":
    unittest.main()
