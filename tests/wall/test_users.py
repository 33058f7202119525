"""Where the programs have users of their own, each runs as its user and its files are that user's.

Runs as root alone, in a mount namespace with a list of users of its own; nothing of the machine is changed.
builds: release
"""

import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "stories"))

from harness import BIN, free_port  # noqa: E402

USERS = {"candour-room": 61001, "candour-desk": 61002, "candour-mailer": 61003}

SCRIPT = r"""
set -eu
mount --bind "$TOP/passwd" /etc/passwd
mount --bind "$TOP/group" /etc/group
"$TOP/bin/candour" init "$DIR"
printf '[server]\nroom-listen=127.0.0.1:%s\ndesk-listen=127.0.0.1:%s\n' "$ROOM" "$DESK" >>"$DIR/candour.ini"
"$TOP/bin/candour" serve "$DIR" >"$TOP/ready" &
server=$!
for i in $(seq 200); do grep -q ready "$TOP/ready" && break; sleep 0.05; done
for pid in $(cat /proc/$server/task/$server/children); do
    echo "process $(cat /proc/$pid/comm) $(stat -c %u /proc/$pid)"
done
"$TOP/bin/candour" check "$DIR" >/dev/null
kill -TERM $server
wait $server
find "$DIR" -mindepth 1 -printf 'file %P %U\n'
"""


@unittest.skipUnless(os.geteuid() == 0, "changes users: runs as root only")
class Users(unittest.TestCase):
    def run_in(self, mode):
        """{process: user}, {file: user} of a server whose folder lies in one of this mode."""
        top = tempfile.mkdtemp(prefix="u", dir="/var/tmp")
        self.addCleanup(shutil.rmtree, top, ignore_errors=True)
        os.chmod(top, 0o755)
        os.mkdir(os.path.join(top, "bin"))
        for path in glob.glob(os.path.join(BIN, "candour*")):
            if os.path.isfile(path):
                shutil.copy(path, os.path.join(top, "bin"))
        for name, row in (("passwd", "{0}:x:{1}:{1}::/nonexistent:/bin/false\n"), ("group", "{0}:x:{1}:\n")):
            path = os.path.join(top, name)
            shutil.copy(os.path.join("/etc", name), path)
            with open(path, "a", encoding="utf-8") as file:
                file.writelines(row.format(user, number) for user, number in USERS.items())
        os.mkdir(os.path.join(top, "data"))
        os.chmod(os.path.join(top, "data"), mode)
        done = subprocess.run(["unshare", "--mount", "--propagation", "private", "bash", "-c", SCRIPT], text=True,
                              env=dict(os.environ, TOP=top, DIR=os.path.join(top, "data", "d"), ROOM=str(free_port()),
                                       DESK=str(free_port())), capture_output=True, timeout=120, check=False)
        # Not allowed at all, or inside of a root that is no mount point of its own: nothing could be kept apart there.
        if re.search("unshare failed|propagation|mount:", done.stderr):
            self.skipTest("no mount namespaces here")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        rows = [line.split() for line in done.stdout.splitlines()]
        return ({row[1]: int(row[2]) for row in rows if row[0] == "process"},
                {row[1]: int(row[2]) for row in rows if row[0] == "file"}, done.stderr)

    def test_each_its_own(self):
        processes, files, _ = self.run_in(0o755)
        self.assertEqual(processes, {name: USERS[name] for name in ("candour-room", "candour-desk")})
        for path, user in files.items():
            half = next((name for name in ("room", "desk") if path.startswith((name, f"keys/{name}"))), None)
            half = "desk" if path.startswith("certificates") else half
            self.assertEqual(user, USERS[f"candour-{half}"] if half else 0, path)

    def test_out_of_their_reach(self):
        """A folder that these users cannot get at stays with its owner, and the server says so."""
        processes, files, said = self.run_in(0o700)
        self.assertEqual(set(processes.values()), {0})
        self.assertEqual(set(files.values()), {0})
        self.assertIn("they keep this user, without capabilities", said)


if __name__ == "__main__":
    unittest.main()
