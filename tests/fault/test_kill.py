"""Parts of the server are killed at random moments under load: what was acknowledged stays, once.

builds: release
seconds: 240
"""

import http.client
import os
import random
import signal
import sys
import threading
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "stories"))

from harness import Installation, wait_for  # noqa: E402

TALK = "/conversations/our-framework"
KILLS = int(os.environ.get("CANDOUR_KILLS", "10"))      # a thousand in the long runs
PEOPLE = 6
AWAY = (OSError, http.client.HTTPException)


class Writer(threading.Thread):
    """One person who goes on until told to end, and sends again whatever was not answered."""

    def __init__(self, number, browser, targets, seed):
        super().__init__(daemon=True)
        self.number, self.browser, self.targets = number, browser, targets
        self.dice = random.Random(seed)
        self.ending = threading.Event()
        self.ideas, self.votes, self.trouble, self.doubtful = {}, {}, [], None

    def send(self, method, path, data):
        """Until it is answered with something else than "come again"; None when told to end before."""
        while True:
            try:
                answer = self.browser.api(method, path, data)
            except AWAY:
                answer = None
            if answer is not None and answer.status != 503:
                return answer
            if self.ending.is_set():
                return None
            time.sleep(0.02)

    def share(self, count):
        text = f"idea {self.number} {count}"
        answer = self.send("POST", TALK + "/ideas", {"section": "purpose", "text": text, "idempotency_key": text})
        self.note(answer, 201, lambda: self.ideas.__setitem__(text, answer.json()["id"]), ("idea", text))

    def vote(self):
        id, what = self.dice.choice(self.targets), self.dice.choice(("like", "dislike", "none"))
        answer = self.send("PUT", f"/contributions/{id}/vote", {"vote": what})
        self.note(answer, 200, lambda: self.votes.__setitem__(id, what), ("vote", id))

    def note(self, answer, status, keep, what):
        if answer is None:
            self.doubtful = what        # the last one: sent, never answered
        elif answer.status == status:
            keep()
        else:
            self.trouble.append((what, answer.status, answer.text[:200]))

    def run(self):
        count = 0
        while not self.ending.is_set() and not self.trouble:
            count += 1
            if count % 4 == 0:
                self.share(count)
            else:
                self.vote()


class Kills(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = Installation(ini="[limits]\nposts-per-hour=100000\nvotes-per-minute=100000\n")
        cls.addClassCleanup(cls.place.close)
        cls.place.init()
        cls.place.import_conversation()
        cls.place.import_roster(40)
        cls.place.start()
        cls.people = [cls.place.sign_in(f"p{i}@example.org") for i in range(1, PEOPLE + 1)]

    def is_there(self):
        try:
            for url in (self.place.room_url, self.place.desk_url):
                if self.place.browser().get(url + "/readyz").status not in (200, 404):
                    return False
            return True
        except AWAY:
            return False

    def kill_half(self, name):
        before = wait_for(name, lambda: self.place.processes().get(name))
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        wait_for(f"another {name}", lambda: set(self.place.processes().get(name, [])) - set(before))

    def kill_supervisor(self):
        session = self.place.server.pid
        self.place.server.kill()
        self.place.server.wait()
        wait_for("the children to end", lambda: not self.place.members_of(session))
        self.place.server.stdout.close()
        self.place.server = None
        self.place.start()

    def all_ideas(self):
        found, path = [], TALK + "/ideas?section=purpose&sort=newest&limit=100"
        while path:
            page = self.people[0].api("GET", path).json()
            found += page["items"]
            path = page["next"]
        return found

    def check(self, writers, targets, before):
        ideas = self.all_ideas()
        texts = [idea["text"] for idea in ideas if idea["id"] not in before]
        acknowledged = {text: id for writer in writers for text, id in writer.ideas.items()}
        doubtful = {writer.doubtful for writer in writers}
        self.assertEqual(len(texts), len(set(texts)), "an idea was kept twice")
        self.assertLessEqual(set(acknowledged.items()), {(idea["text"], idea["id"]) for idea in ideas})
        self.assertLessEqual({("idea", text) for text in set(texts) - set(acknowledged)}, doubtful)
        for id in targets:
            shown = self.people[0].api("GET", "/contributions/" + id).json()
            mine = [w.browser.api("GET", "/contributions/" + id).json()["my_vote"] for w in writers]
            self.assertEqual((shown["likes"], shown["dislikes"]), (mine.count("like"), mine.count("dislike")), "counted twice")
            for writer, seen in zip(writers, mine):
                if ("vote", id) != writer.doubtful:
                    self.assertEqual(seen or "none", writer.votes.get(id, "none"), "an acknowledged vote is lost")

    def test_kills_under_load(self):
        seed = random.SystemRandom().randrange(1 << 32)
        dice = random.Random(seed)
        targets = [self.people[0].api("POST", TALK + "/ideas", {"section": "purpose", "text": f"target {i}"}).json()["id"]
                   for i in range(5)]
        writers = [Writer(i, person, targets, seed + i) for i, person in enumerate(self.people)]
        parts = ["candour-room", "candour-desk", "candour"]
        with self.subTest(seed=seed):
            for writer in writers:
                writer.start()
            for number in range(KILLS):
                time.sleep(dice.uniform(0.02, 0.5))
                name = parts[number % 3] if number < 3 else dice.choice(parts[:1] * 3 + parts[1:])
                if name == "candour":
                    self.kill_supervisor()
                else:
                    self.kill_half(name)
                wait_for("all to answer", self.is_there)
            for writer in writers:
                writer.ending.set()
            for writer in writers:
                writer.join(60)
            self.assertEqual([writer.trouble for writer in writers if writer.trouble], [], self.place.log_tail())
            self.assertGreater(sum(len(writer.ideas) for writer in writers), KILLS)
            self.check(writers, targets, set(targets))
            self.place.restart()
            self.check(writers, targets, set(targets))


if __name__ == "__main__":
    unittest.main()
