"""What the finished programs are made of: the two halves hold nothing of each other.

A layer's symbols are taken from its static library, so that a new function needs no new line here.
builds: release
"""

import os
import re
import subprocess
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BIN = os.environ.get("CANDOUR_BIN") or os.path.join(ROOT, "build", "release")

# (program, layers it must hold nothing of, libraries it must not load)
WALLS = [
    ("candour-room", ["desk", "mailer", "cli"], ["libgmime", "libcurl"]),
    ("candour-worker", ["desk", "mailer", "cli", "http", "room"], ["libgmime", "libcurl", "libmicrohttpd"]),
    ("candour-desk", ["room", "store", "domain", "analysis", "mailer", "cli"], ["libcurl"]),
    ("candour-mailer", ["desk", "room", "store", "domain", "db", "http", "cli"], ["libsqlite3", "libmicrohttpd", "libpq"]),
    ("candour", ["desk", "room", "store", "domain", "db", "http", "mailer"], ["libsqlite3", "libpq", "libmicrohttpd", "libcurl", "libgmime"]),
]
# Words that no name in the room or the worker may have, whichever layer it came from.
PERSONAL = re.compile(r"roster|mailbox|(^|_)(e?mail|smtp|address|person|people)(_|$)")
# A rule about text for the support address that every page shows, and the address of a socket.
IMPERSONAL = {"text_is_email", "control_address"}


def symbols(path, kinds="TtDdBbRr"):
    """The names of what is defined in a program or a library; small letters are static ones."""
    done = subprocess.run(["nm", "--defined-only", path], capture_output=True, text=True, check=True)
    found = set()
    for line in done.stdout.splitlines():
        words = line.split()
        if len(words) == 3 and words[1] in kinds:
            # Compilers add .part.0, .constprop.0 and the like.
            found.add(words[2].split(".")[0])
    return {name for name in found if name and not name.startswith("_")}


def layer_symbols(layer):
    """Not the static ones: their names may be anywhere."""
    path = os.path.join(BIN, "src", layer, f"lib{layer}.a")
    return symbols(path, "TDBR") if os.path.exists(path) else set()


def libraries(path):
    done = subprocess.run(["readelf", "-d", path], capture_output=True, text=True, check=True)
    return re.findall(r"NEEDED.*\[(.*?)\]", done.stdout)


class Walls(unittest.TestCase):
    def program(self, name):
        path = os.path.join(BIN, name)
        if not os.path.exists(path):
            self.skipTest(f"{name} is not built")
        return path

    def test_symbols_are_seen(self):
        """The look itself works: layers and programs have the names that they must have."""
        self.assertIn("error_set", layer_symbols("base"))
        self.assertIn("main", symbols(self.program("candour")))


def add_cases(program, layers, loaded):
    word = program.replace("-", "_")

    def holds(self):
        own = symbols(self.program(program))
        for layer in layers:
            shared = (own & layer_symbols(layer)) - {"main"}
            self.assertFalse(shared, f"{program} holds names of src/{layer}")

    def loads(self):
        needed = libraries(self.program(program))
        self.assertFalse([lib for lib in needed if lib.startswith(tuple(loaded))], f"{program} loads {needed}")

    setattr(Walls, f"test_{word}_holds_no_foreign_layer", holds)
    setattr(Walls, f"test_{word}_loads_no_foreign_library", loads)


def add_personal_case(program):
    def personal(self):
        own = symbols(self.program(program))
        libs = {name for layer in all_layers() for name in layer_symbols(layer)}
        self.assertFalse([name for name in (own & libs) - IMPERSONAL if PERSONAL.search(name)], f"names in {program}")

    setattr(Walls, f"test_{program.replace('-', '_')}_names_nobody", personal)


def all_layers():
    folder = os.path.join(BIN, "src")
    return [name for name in sorted(os.listdir(folder)) if os.path.exists(os.path.join(folder, name, f"lib{name}.a"))]


for each in WALLS:
    add_cases(*each)
for each in ("candour-room", "candour-worker"):
    add_personal_case(each)

if __name__ == "__main__":
    unittest.main()
