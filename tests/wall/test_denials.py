"""A5: what each program must not do, tried in the very sandbox that it runs in.

builds: release
"""

import os
import socket
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "stories"))

from harness import BIN, Installation  # noqa: E402

# What each may do; all else that the probe tries must fail.
MAY = {
    "candour-room": {"read room.db", "read room key", "make in room", "make in room keys"},
    "candour-desk": {"read desk.db", "read desk key", "read mail folder", "make in desk", "make in desk keys",
                     "make in certificates"},
    "candour-worker": {"read room.db", "read room key", "make in room"},
    "candour-mailer": {"connect tcp", "udp socket"},
}
# A failure that shows nothing: the thing was not there, or the question was wrong.
PROVES_NOTHING = {"ENOENT", "ENOTDIR", "EINVAL", "EFAULT", "ECONNREFUSED", "ENOTSOCK", "EBADF", "ESRCH"}


class Denials(unittest.TestCase):
    """One case a program; the server runs meanwhile, so that there is somebody to attack."""

    @classmethod
    def setUpClass(cls):
        cls.place = Installation().init().start()
        cls.addClassCleanup(cls.place.close)
        cls.open_port = socket.socket()
        cls.addClassCleanup(cls.open_port.close)
        cls.open_port.bind(("127.0.0.1", 0))
        cls.open_port.listen(16)

    def attempts(self, program):
        other = self.place.processes()["candour-room" if program == "candour-desk" else "candour-desk"][0]
        done = subprocess.run([os.path.join(BIN, "tests", "wall", "probe"), program, self.place.folder, str(other),
                               str(self.open_port.getsockname()[1])], capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("Landlock", done.stderr, "this kernel has no Landlock: the files are not fenced off")
        return dict(line.rsplit(": ", 1) for line in done.stdout.splitlines())

    def check(self, program):
        ended = self.attempts(program)
        self.assertEqual({name for name, how in ended.items() if how == "done"}, MAY[program])
        self.assertEqual({name: how for name, how in ended.items() if how in PROVES_NOTHING}, {})
        self.assertEqual(len(ended), 41)

    def test_room(self):
        self.check("candour-room")

    def test_desk(self):
        self.check("candour-desk")

    def test_worker(self):
        self.check("candour-worker")

    def test_mailer(self):
        self.check("candour-mailer")

    def test_attempts_would_succeed_outside(self):
        """The other half of the proof: without the sandbox these doors are open."""
        for path in ("desk/desk.db", "keys/desk/master.key", "room/room.db", "candour.ini"):
            with open(os.path.join(self.place.folder, path), "rb"):
                pass
        with socket.create_connection(self.open_port.getsockname(), 5):
            pass
        for half in ("room", "desk"):
            with socket.socket(socket.AF_UNIX) as control:
                control.connect(os.path.join(self.place.folder, half, "control.sock"))


if __name__ == "__main__":
    unittest.main()
