"""The machine's clock jumps while the server runs (A14): no conversation opens, closes or is erased until somebody confirms it,
or it is set right; people go on meanwhile.

builds: release sanitize
"""

import os
import signal
import unittest

from harness import Installation, wait_for

HOUR = 3600
TALK = "/conversations/our-framework"
OFFSET = b"CANDOUR_CLOCK_OFFSET="
WIDTH = 12


def as_text(seconds):
    return f"{seconds:+0{WIDTH}d}"


def shift_clock(pid, seconds):
    """Writes over what a running process was given as its environment."""
    with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
        begins = int(file.read().rsplit(") ", 1)[1].split()[47])
    with open(f"/proc/{pid}/environ", "rb") as file:
        at = file.read().index(OFFSET) + len(OFFSET)
    with open(f"/proc/{pid}/mem", "r+b", buffering=0) as memory:
        memory.seek(begins + at)
        if memory.write(as_text(seconds).encode()) != WIDTH:
            raise AssertionError("the clock could not be moved")


class ClockJump(unittest.TestCase):
    def setUp(self):
        self.place = Installation(env={OFFSET.decode().rstrip("="): as_text(0)})
        self.addCleanup(self.place.close)
        self.place.init()

    def begin(self, **when):
        self.place.import_conversation(**when)
        self.place.import_roster(40)
        self.place.start()

    def jump(self, hours):
        self.logged = self.said("jumped")
        for pids in self.place.processes().values():
            for pid in pids:
                shift_clock(pid, hours * HOUR)

    def said(self, words):
        return self.place.log().count(words)

    def is_noticed(self):
        wait_for("the room to notice", lambda: self.said("jumped") > self.logged)

    def phase(self, browser):
        answer = browser.api("GET", TALK)
        return answer.json().get("phase", answer.status)

    def post(self, browser):
        return browser.api("POST", TALK + "/ideas", {"section": "purpose", "text": "One more cupboard"}).status

    def trust(self):
        self.place.candour("conversation", "trust-clock", self.place.folder)

    def restarts(self, program):
        pid, = self.place.processes()[program]
        ready = self.said(program + " is ready again")
        os.kill(pid, signal.SIGKILL)
        wait_for(program + " to come back", lambda: self.said(program + " is ready again") > ready)

    def test_ahead_and_confirmed(self):
        self.begin(opens=-1, closes=48)
        ada = self.place.sign_in("p1@example.org")
        self.jump(100)
        self.assertEqual((self.phase(ada), self.post(ada)), ("open", 201))
        self.is_noticed()
        self.assertEqual((self.phase(ada), self.post(ada)), ("open", 201))
        # Whoever is started again learns of it, and tells nobody that all is well.
        self.restarts("candour-room")
        self.assertEqual((self.phase(ada), self.post(ada)), ("open", 201))
        self.restarts("candour-desk")
        ben = self.place.sign_in("p2@example.org")
        self.assertEqual((self.phase(ben), self.post(ben)), ("open", 201))
        self.trust()
        wait_for("the closing", lambda: self.phase(ada) == "closed")
        self.assertEqual(self.post(ada), 409)
        self.restarts("candour-room")
        self.assertEqual(self.phase(ada), "closed")
        self.restarts("candour-desk")
        self.assertEqual(self.phase(ada), "closed")

    def test_set_right(self):
        self.begin(opens=-1, closes=48)
        ada = self.place.sign_in("p1@example.org")
        self.jump(1000)
        self.is_noticed()
        self.jump(0)
        wait_for("the room to believe it again", lambda: self.said("the clock is believed again"))
        self.assertEqual((self.phase(ada), self.post(ada)), ("open", 201))

    def test_back(self):
        self.begin(opens=-1, closes=48)
        ada = self.place.sign_in("p1@example.org")
        self.jump(-100)
        self.is_noticed()
        self.assertEqual((self.phase(ada), self.post(ada)), ("open", 201))
        self.trust()
        wait_for("the room to go by the clock", lambda: self.phase(ada) != "open")

    def test_erasure_by_the_clock_takes_what_a_broken_off_backup_left(self):
        self.begin(opens=-1, closes=48)
        left = [os.path.join(self.place.folder, half, "backup.new") for half in ("room", "desk")]
        for path in left:
            with open(path, "w", encoding="utf-8") as file:
                file.write("all that was said")
        self.jump(24 * 400)
        self.trust()
        wait_for("the erasure", lambda: "is being erased" in self.place.log())
        wait_for("the rest to go", lambda: not any(map(os.path.exists, left)))

    def test_nothing_opens(self):
        self.begin(opens=24, closes=48)
        staff = self.place.staff("organiser")
        self.jump(30)
        self.is_noticed()
        self.assertEqual(self.phase(staff), "draft")
        self.assertEqual(self.place.mails("p1@example.org"), [])
        self.restarts("candour-desk")   # which looks at what is due before anybody comes
        self.assertEqual(self.phase(staff), "draft")
        self.assertEqual(self.place.mails("p1@example.org"), [])
        self.trust()
        wait_for("the room to believe it", lambda: self.said("candour-room: the clock is believed again"))
        self.assertEqual(self.phase(self.place.sign_in("p1@example.org")), "open")
