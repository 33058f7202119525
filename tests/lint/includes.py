"""Includes go along the table of layers in ARCHITECTURE.md, and nowhere else.

A row of the table is   | level | `part` | what it holds | `may` `include` |   with parts under src/: a folder
(`room`), a folder in it (`room/pages`) or a file (`room/main.c`).  The row with the longest fitting part counts.
What may be included is a folder, or one file of a folder without its ending (`model/calendar`).
"""

import os
import re

from csource import CSource
from finding import Finding


def read_table(text):
    """{part: (level, [what it may include])}; ValueError where the table is not as it must be."""
    rows = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|") or len(cells) != 4 or not cells[0].isdigit():
            continue
        for part in re.findall(r"`([^`]+)`", cells[1]):
            if part in rows:
                raise ValueError(f"{part} stands twice in the table of layers")
            rows[part] = (int(cells[0]), re.findall(r"`([^`]+)`", cells[3]))
    if not rows:
        raise ValueError("ARCHITECTURE.md has no table of layers")
    for part, (level, allowed) in rows.items():
        for name in allowed:
            target = row_of(rows, name + ".h") or row_of(rows, name + "/x")
            if target is None:
                raise ValueError(f"{part} may include {name}, which the table does not know")
            if rows[target][0] > level:
                raise ValueError(f"{part} (level {level}) may include {name} of the higher level {rows[target][0]}")
    return rows


def row_of(rows, path):
    """The part of the table that a path under src/ belongs to, or None."""
    fitting = [part for part in rows if path == part or path.startswith(part + "/")]
    return max(fitting, key=len) if fitting else None


def may_include(rows, path, target):
    part = row_of(rows, path)
    own = part if not part.endswith(".c") else os.path.dirname(part)
    names = [own] + rows[part][1]
    for name in names:
        if target.startswith(name + "/") or re.fullmatch(re.escape(name) + r"(_\w+)?\.h", target):
            # A part with a row of its own is included by its own name only, save by the folder around it.
            inner = row_of(rows, target)
            if inner in (name, None) or inner in names or name == own or name.startswith(inner):
                return True
    return False


def check(root):
    with open(os.path.join(root, "ARCHITECTURE.md"), encoding="utf-8") as file:
        rows = read_table(file.read())
    source = os.path.join(root, "src")
    for folder, _, files in sorted(os.walk(source)):
        for name in sorted(files):
            if not name.endswith((".c", ".h")):
                continue
            full = os.path.join(folder, name)
            path = os.path.relpath(full, source)
            if row_of(rows, path) is None:
                yield Finding(f"src/{path}", 1, "layer", "its folder has no row in ARCHITECTURE.md's table of layers")
                continue
            with open(full, encoding="utf-8") as file:
                text = file.read()
            for line, target in CSource(text).includes():
                if "/" not in target:
                    yield Finding(f"src/{path}", line, "include", f'write "folder/{target}", from src/')
                elif not may_include(rows, path, target):
                    yield Finding(f"src/{path}", line, "include",
                                  f"{row_of(rows, path)} may not include {target}: see the table in ARCHITECTURE.md")
