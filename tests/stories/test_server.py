"""The server as an operator meets it: starting, stopping, what happens when parts of it die.

builds: release sanitize
"""

import os
import signal
import socket
import stat
import subprocess
import unittest
import urllib.request

from harness import BIN, Installation, wait_for

HALVES = ("candour-room", "candour-desk")


def answers(url):
    try:
        with urllib.request.urlopen(url + "/healthz", timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


class Init(unittest.TestCase):
    def setUp(self):
        self.place = Installation()
        self.addCleanup(self.place.close)

    def init(self, folder):
        return self.place.candour("init", folder, check=False)

    def test_keys_are_for_the_owner_alone(self):
        self.place.init()
        for folder, _, files in os.walk(os.path.join(self.place.folder, "keys")):
            self.assertEqual(stat.S_IMODE(os.stat(folder).st_mode) & 0o066, 0, folder)
            for name in files:
                mode = stat.S_IMODE(os.stat(os.path.join(folder, name)).st_mode)
                self.assertEqual(mode, 0o644 if name == "desk.pub" else 0o600, name)

    def test_room_gets_the_public_half_only(self):
        self.place.init()
        self.assertEqual(sorted(os.listdir(os.path.join(self.place.folder, "keys", "room"))),
                         ["desk.pub", "master.key", "ring"])
        self.assertEqual(os.path.getsize(os.path.join(self.place.folder, "keys", "room", "desk.pub")), 32)

    def test_folder_in_use(self):
        self.place.init()
        again = self.init(self.place.folder)
        self.assertEqual(again.returncode, 1)
        self.assertRegex(again.stderr, r"\Acandour init: .*in use.*\n\Z")

    def test_somebody_elses_folder(self):
        os.makedirs(self.place.folder)
        with open(os.path.join(self.place.folder, "thesis.txt"), "w", encoding="utf-8"):
            pass
        self.assertIn("thesis.txt", self.init(self.place.folder).stderr)
        self.assertEqual(os.listdir(self.place.folder), ["thesis.txt"])

    def test_empty_folder_is_fine(self):
        os.makedirs(self.place.folder)
        self.assertEqual(self.init(self.place.folder).returncode, 0)

    def test_a_file(self):
        with open(self.place.folder, "w", encoding="utf-8"):
            pass
        self.assertIn("not a folder", self.init(self.place.folder).stderr)

    def test_wrong_usage(self):
        for arguments in ((), ("a", "b"), ("--fast", "a")):
            with self.subTest(arguments):
                done = self.place.candour("init", *arguments, check=False)
                self.assertEqual(done.returncode, 2)
                self.assertEqual(len(done.stderr.splitlines()), 1)


class Start(unittest.TestCase):
    """What stops it from starting is said in one line with the remedy."""

    def setUp(self):
        self.place = Installation().init()
        self.addCleanup(self.place.close)

    def refused(self, *arguments):
        done = self.place.candour("serve", *(arguments or (self.place.folder,)), check=False, timeout=20)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertEqual(done.stdout, "")
        return done.stderr

    def test_no_such_folder(self):
        self.assertRegex(self.refused(os.path.join(self.place.top, "none")), r"\Acandour serve: .*candour init.*\n\Z")

    def test_port_in_use(self):
        for key, port in (("room-listen", self.place.room_port), ("desk-listen", self.place.desk_port)):
            with self.subTest(key), socket.socket() as other:
                other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                other.bind(("127.0.0.1", port))
                other.listen()
                said = self.refused()
                self.assertIn(f"{key} = 127.0.0.1:{port}", said)
                self.assertIn("candour.ini", said)

    def test_bad_setting_names_the_line(self):
        with open(os.path.join(self.place.folder, "candour.ini"), encoding="utf-8") as file:
            line = len(file.read().splitlines()) + 3
        self.place.configure("[privacy]\nk = 3\n")
        self.assertIn(f"candour.ini:{line}: k = 3", self.refused())

    def test_only_one_at_a_time(self):
        self.place.start()
        self.assertIn("already", self.refused())
        self.assertTrue(answers(self.place.room_url))

    def test_half_that_cannot_start(self):
        with open(os.path.join(self.place.folder, "keys", "room", "master.key"), "wb") as file:
            file.write(b"x" * 32)
        said = self.refused()
        self.assertIn("candour-room: error:", said)
        self.assertIn("backup", said)


class Running(unittest.TestCase):
    def setUp(self):
        self.place = Installation().init().start()
        self.addCleanup(self.place.close)

    def one(self, name):
        pids = self.place.processes().get(name, [])
        self.assertEqual(len(pids), 1, name)
        return pids[0]

    def test_both_answer(self):
        self.assertTrue(answers(self.place.room_url))
        self.assertEqual({*HALVES, "candour"}, set(self.place.processes()))

    def test_stops_on_interrupt(self):
        self.place.server.send_signal(signal.SIGINT)
        self.assertEqual(self.place.server.wait(5), 0)
        self.assertEqual(self.place.members_of(self.place.server.pid), {})

    def test_ready_is_said_once(self):
        os.kill(self.one("candour-room"), signal.SIGKILL)
        wait_for("the room", lambda: answers(self.place.room_url))
        self.place.server.send_signal(signal.SIGTERM)
        self.assertEqual(self.place.server.wait(5), 0)

    def test_killed_half_comes_back(self):
        for name in HALVES * 3:
            before = self.place.processes()
            os.kill(self.one(name), signal.SIGKILL)
            wait_for(f"another {name}", lambda: self.place.processes().get(name, before[name]) != before[name])
            other = HALVES[1 - HALVES.index(name)]
            self.assertEqual(self.place.processes()[other], before[other], "the other one goes on")
            wait_for("the room", lambda: answers(self.place.room_url))
        self.assertIn("was ended by signal 9", self.place.log())
        wait_for("both again", lambda: self.place.log().count("is ready again") == 6)

    def test_ready_while_the_desk_is_there(self):
        status = lambda: self.place.browser().get("/readyz").status
        wait_for("the desk", lambda: status() == 200)
        keys = os.path.join(self.place.folder, "keys", "desk")
        os.rename(keys, keys + ".away")         # so that it cannot come back yet
        os.kill(self.one("candour-desk"), signal.SIGKILL)
        wait_for("the room to notice", lambda: status() == 503)
        self.assertEqual(self.place.browser().get("/healthz").status, 200)
        os.rename(keys + ".away", keys)
        wait_for("the desk to come back", lambda: status() == 200)

    def test_half_ends_at_no_signal_but_kill(self):
        """Ctrl-C and service managers signal every process; only the supervisor ends its own, in order."""
        for signal_sent in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            for name in HALVES:
                os.kill(self.one(name), signal_sent)
        self.assertTrue(answers(self.place.room_url))
        self.assertNotIn("ended", self.place.log())

    def test_killed_supervisor_takes_all_along(self):
        os.kill(self.place.server.pid, signal.SIGKILL)
        self.place.server.wait(5)
        wait_for("the others to end", lambda: not self.place.members_of(self.place.server.pid))
        self.place.server.stdout.close()
        self.place.start()
        self.assertTrue(answers(self.place.room_url))

    def test_wall_stands(self):
        """No second thread came before the sandbox: every thread is filtered and may gain nothing."""
        for name in HALVES:
            pid = self.one(name)
            for task in os.listdir(f"/proc/{pid}/task"):
                with open(f"/proc/{pid}/task/{task}/status", encoding="utf-8") as file:
                    status = dict(line.split(":\t", 1) for line in file.read().splitlines() if ":\t" in line)
                self.assertEqual(status["NoNewPrivs"], "1")
                self.assertEqual(int(status["CapEff"], 16), 0)
                if os.environ.get("CANDOUR_BUILD") != "valgrind":
                    self.assertEqual(status["Seccomp"], "2")

    def test_no_descriptor_too_many(self):
        """What a half inherits: standard streams, the line to the supervisor, its socket, the lock."""
        for name in HALVES:
            folder = f"/proc/{self.one(name)}/fd"
            kinds = {int(fd): os.readlink(os.path.join(folder, fd)) for fd in os.listdir(folder)}
            other = "desk" if name == "candour-room" else "room"
            for target in kinds.values():
                self.assertNotIn(f"/{other}/", target)
                self.assertFalse(target.endswith(("/desk", "/room")), target)
            self.assertTrue(kinds[8].endswith("/lock"))


class Arguments(unittest.TestCase):
    def test_not_started_by_hand(self):
        for name in ("candour-room", "candour-desk", "candour-mailer", "candour-worker"):
            for arguments in ((), ("--serve", "/tmp"), ("--once", "/tmp"), ("x",)):
                with self.subTest(name=name, arguments=arguments):
                    done = subprocess.run([os.path.join(BIN, name), *arguments], capture_output=True, text=True, timeout=20,
                                          check=False, stdin=subprocess.DEVNULL, close_fds=True)
                    self.assertEqual(done.returncode, 2)
                    self.assertIn("started by 'candour'", done.stderr)


if __name__ == "__main__":
    unittest.main()
