"""clang-tidy, with the checks of .clang-tidy: one case per folder.

What was clean stays so while neither the file, nor a header, nor the list of checks changes: build/tidy remembers.
builds: sanitize
seconds: 1200
"""

import concurrent.futures
import glob
import hashlib
import os
import re
import shutil
import subprocess
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.join(ROOT, "build", "sanitize")
KEPT = os.path.join(ROOT, "build", "tidy")


def digest(paths):
    total = hashlib.sha256()
    for path in paths:
        with open(path, "rb") as file:
            total.update(hashlib.sha256(file.read()).digest())
    return total.hexdigest()


def said_about(path, common):
    """clang-tidy's findings in a file, or an empty text."""
    stamp = os.path.join(KEPT, hashlib.sha256((common + path + digest([path])).encode()).hexdigest())
    if os.path.exists(stamp):
        return ""
    done = subprocess.run(["clang-tidy", "-p", BUILD, "--quiet", "--extra-arg=-w", path], capture_output=True, text=True, check=False)
    findings = "\n".join(line for line in done.stdout.splitlines() if re.search(r": (error|warning):", line))
    if done.returncode == 0 and not findings:
        with open(stamp, "w", encoding="utf-8"):
            pass
    return findings or (done.stderr if done.returncode else "")


class Tidy(unittest.TestCase):
    found = {}

    @classmethod
    def setUpClass(cls):
        if not shutil.which("clang-tidy"):
            raise unittest.SkipTest("clang-tidy is not installed")
        if not os.path.exists(os.path.join(BUILD, "compile_commands.json")):
            raise unittest.SkipTest("build/sanitize is not there")
        os.makedirs(KEPT, exist_ok=True)
        common = digest(sorted(glob.glob(os.path.join(ROOT, "src", "**", "*.h"), recursive=True))
                        + [os.path.join(ROOT, ".clang-tidy")])
        files = sorted(glob.glob(os.path.join(ROOT, "src", "**", "*.c"), recursive=True))
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            for path, said in zip(files, pool.map(lambda each: said_about(each, common), files)):
                cls.found[os.path.relpath(path, ROOT)] = said


def add_case(folder):
    def case(self):
        said = [text for path, text in self.found.items() if text and path.startswith(f"src/{folder}/")]
        if said:
            self.fail("\n" + "\n".join(said))
    setattr(Tidy, f"test_{folder}", case)


for each in sorted(os.listdir(os.path.join(ROOT, "src"))):
    if glob.glob(os.path.join(ROOT, "src", each, "**", "*.c"), recursive=True):
        add_case(each)

if __name__ == "__main__":
    unittest.main()
