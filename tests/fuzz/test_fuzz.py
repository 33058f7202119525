"""Fuzzing: each parser of foreign bytes for $FUZZ_SECONDS (5; `make fuzz` gives it more), from the seeds kept here.

An input that brings a parser down is kept in build/fuzz/SUBJECT; when the cause is put right, it becomes a seed.
builds: sanitize
seconds: 36000
"""

import glob
import os
import shutil
import subprocess
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BIN = os.path.join(os.environ.get("CANDOUR_BIN") or os.path.join(ROOT, "build", "sanitize"), "tests", "fuzz")
SECONDS = int(os.environ.get("FUZZ_SECONDS") or "5")


class Fuzz(unittest.TestCase):
    def fuzz(self, subject):
        found = os.path.join(ROOT, "build", "fuzz", subject)
        grown = os.path.join(found, "corpus")
        seeds = os.path.join(HERE, "seeds", subject)
        os.makedirs(grown, exist_ok=True)
        command = [os.path.join(BIN, "fuzz_" + subject), grown] + ([seeds] if os.path.isdir(seeds) else [])
        done = subprocess.run(command + [f"-max_total_time={SECONDS}", "-timeout=10", "-rss_limit_mb=2048", "-max_len=20000",
                                         "-print_final_stats=1", f"-artifact_prefix={found}/", "-verbosity=0"],
                              capture_output=True, check=False)
        said = done.stderr.decode("utf-8", "replace")
        if done.returncode != 0:
            self.fail(f"{' '.join(command)}\n{said[-6000:]}")


def add_case(subject):
    setattr(Fuzz, f"test_{subject}", lambda self: self.fuzz(subject))


SUBJECTS = sorted(os.path.basename(path)[5:-2] for path in glob.glob(os.path.join(HERE, "fuzz_*.c")))
if not shutil.which("clang"):
    Fuzz = unittest.skip("clang is not installed")(Fuzz)
for each in SUBJECTS:
    add_case(each)

if __name__ == "__main__":
    unittest.main()
