"""A disk that fails on request, under the programs as they are released.

    with Disk() as disk:
        server = subprocess.Popen([...], env={**os.environ, **disk.environment})
        disk.fails("full")         # from now on, for every file of a store: no space left
        disk.fails("read-only")
        disk.fails("sync")         # writing goes well, fsync does not
        disk.works()

The programs read nothing for it: a library of the test build stands before the C library and looks at one byte of
shared memory (faults.h).  Not for sanitizer builds, whose runtime wants to be loaded first.
"""

import os
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BIN = os.path.abspath(os.environ.get("CANDOUR_BIN") or os.path.join(ROOT, "build", "release"))
LIBRARY = os.path.join(BIN, "tests", "fault", "libcandour-faults.so")
FAULTS = {"full": b"f", "read-only": b"r", "sync": b"s"}


class Disk:
    def __init__(self):
        self.switch = tempfile.NamedTemporaryFile(prefix="candour-faults-")
        self.works()

    @property
    def environment(self):
        return {"LD_PRELOAD": LIBRARY, "CANDOUR_FAULTS": self.switch.name}

    def fails(self, how):
        os.pwrite(self.switch.fileno(), FAULTS[how], 0)

    def works(self):
        os.pwrite(self.switch.fileno(), b"0", 0)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.works()
        self.switch.close()
