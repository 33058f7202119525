"""The project's rules that a compiler does not know.

    /usr/bin/python3 tests/lint/rules.py        prints every finding

RULES below is the list.  An exception is a line of tests/lint/exceptions.txt with its reason; one that is no longer
needed is a finding itself.
"""

import fnmatch
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import includes
from csource import CSource
from finding import Finding

FUNCTION_LINES, SOURCE_LINES, HEADER_LINES = 60, 500, 150

# (what must not be called, where it may be all the same, what to use instead)
BANNED = [
    (r"str(n)?cpy|stpcpy", "", "g_strlcpy() or memcpy() with a checked length"),
    (r"str(n)?cat", "", "GString"),
    (r"v?sprintf", "", "g_snprintf() or g_strdup_printf()"),
    (r"strtok(_r)?", "", "g_strsplit()"),
    (r"ato[ilf]|atoll", "", "text_to_...() or g_ascii_string_to_unsigned(), which notice bad digits"),
    (r"v?[fs]?scanf", "", "a parser that checks"),
    (r"gets", "", "getline()"),
    (r"system|popen", "", "nothing: only the supervisor starts programs, by exec"),
    (r"fork|vfork|posix_spawnp?|g_spawn_\w+|exec[lv]p?e?|fexecve", "src/cli/*", "the supervisor, which alone starts programs"),
    (r"gmtime|localtime|ctime|asctime|mktime|localtime_r", "src/base/*", "base/when or base/clock"),
    (r"time|gettimeofday|g_get_real_time|g_date_time_new_now\w*|ftime", "src/base/clock.c", "base/clock, which CANDOUR_CLOCK_OFFSET shifts"),
    (r"s?rand|random|drand48|g_random_\w+|g_rand_\w+", "src/num/*", "base/secret's random bytes"),
    (r"tmpnam|tempnam|mktemp", "", "mkstemp() or a fixed name in the data folder"),
    (r"alloca|g_alloca|g_newa0?", "", "the heap: a visitor may choose the size"),
    (r"strerror", "", "g_strerror(), which threads may share"),
    (r"signal", "", "sigaction()"),
    (r"usleep|g_usleep|sleep", "src/cli/*", "waiting for what is awaited"),
    (r"setenv|putenv|unsetenv|g_setenv|g_unsetenv", "src/cli/*", "an argument"),
    (r"sqlite3_\w+", "src/db/*", "db/db.h"),
    (r"PQ[a-z]\w+", "src/db/*", "db/db.h"),
    (r"MHD_\w+", "src/http/server*", "http/server.h"),
    (r"curl_\w+", "src/mailer/*", "the mailer, which alone has the network"),
    (r"printf|puts|putchar|vprintf|g_print", "src/cli/*", "base/log: a server's standard output is the supervisor's"),
    (r"g_log|g_message|g_warning|g_info", "src/base/log*", "base/log"),
]

# What may not stand anywhere in a kept file: (rule, pattern, explanation, files left out).
ANYWHERE = [
    ("marker", r"\b(TODO|FIXME|XXX|HACK)\b", "do it now, or leave it out and say so", ["tests/lint/*"]),
    ("absolute-path", r"(?<![\w.])/(home|root|Users|work)/\w", "a path of one machine", ["tests/lint/*"]),
    ("registry", r"(registry|mirror|pypi|artifactory)[\w.-]*\.(org|com|net|io|local)\b", "the address of a package registry",
     ["tests/lint/*"]),
]

SQL_WORDS = re.compile(
    r"\"\s*(SELECT\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\b|DELETE\s+FROM\s|CREATE\s+(TABLE|INDEX|VIRTUAL|TRIGGER|VIEW)|"
    r"ALTER\s+TABLE|DROP\s+(TABLE|INDEX)|REPLACE\s+INTO|WITH\s+\w+\s+AS\s*\()")
SQL_FOLDERS = ("src/store/", "src/db/", "src/desk/store/")


# ---- one source file: functions of (path, CSource) that yield (line, text)

def rule_goto(path, source):
    for number, line in enumerate(source.code_lines, 1):
        if re.search(r"\bgoto\b", line):
            yield number, "no goto: cleanup belongs to the declaration (g_autoptr, g_auto)"


def rule_banned_call(path, source):
    for number, line in enumerate(source.code_lines, 1):
        if line.lstrip().startswith("#"):
            continue
        line = re.sub(r"\bsignal\s*\([^;]*\bSIG_(IGN|DFL)\)", "", line)        # no handler, no trouble
        for found in re.finditer(r"(?<![\w.>])(\w+)\s*\(", line):
            yield from banned_here(path, number, found.group(1))
        if re.search(r"clock_gettime\s*\(\s*CLOCK_REALTIME", line) and path != "src/base/clock.c":
            yield number, "clock_gettime(CLOCK_REALTIME): use base/clock"
        if re.search(r"\bf(printf|puts|write|putc|putchar)\s*\([^;]*\bstdout\b", line) and not path.startswith("src/cli/"):
            yield number, "standard output: use base/log"


def banned_here(path, number, name):
    for pattern, allowed, instead in BANNED:
        if re.fullmatch(pattern, name) and not (allowed and fnmatch.fnmatch(path, allowed)):
            yield number, f"{name}(): use {instead}"


def rule_library_header(path, source):
    owners = {"microhttpd.h": "src/http/server*", "sqlite3.h": "src/db/*", "libpq-fe.h": "src/db/*",
              "curl/curl.h": "src/mailer/*", "gmime/gmime.h": "src/desk/*", "libstemmer.h": "src/analysis/*"}
    for number, line in enumerate(source.code_lines, 1):
        found = re.match(r"\s*#\s*include\s*<([^>]+)>", line)
        if found and found.group(1) in owners and not fnmatch.fnmatch(path, owners[found.group(1)]):
            yield number, f"<{found.group(1)}> belongs to {owners[found.group(1)]}"


def rule_writable_state(path, source):
    """Writable things that outlive a call, outside of main.c: at file level, and static ones in functions."""
    if path.endswith("/main.c"):
        return
    # `static Reader read_text;` declares a function where Reader is the type of one.
    functions = re.findall(r"\btypedef\s[\w\s*]*?\b(\w+)\s*\(\s*\w", source.code)
    for declaration in source.declarations():
        words = declaration.text.split()
        declares = len(words) > 1 and words[1] in functions and "*" not in declaration.text
        if is_writable(declaration.text) and not declares:
            yield declaration.line, f"writable file-level state: {declaration.text[:60]}"
    for function in source.functions():
        for offset, line in enumerate(function.lines):
            found = re.match(r"\s+static\s+(.*)", line)
            once = re.match(r"\s+static gsize (\w+)\b", line)
            if once and any(f"g_once_init_enter(&{once.group(1)})" in other for other in function.lines):
                continue                                # what runs once and for all
            if found and is_writable("static " + re.split(r"[={;]", found.group(1))[0]):
                yield function.last - len(function.lines) + offset, f"writable static in {function.name}()"


def is_writable(text):
    text = re.sub(r"__attribute__\s*\(\(.*?\)\)|\b(G_GNUC_\w+|MUST_CHECK)\b(\s*\([^)]*\))?", "", text).strip()
    if re.match(r"(typedef|extern|_Static_assert|static_assert|G_STATIC_ASSERT|G_DEFINE|G_DECLARE)\b", text):
        return False
    if re.fullmatch(r"(struct|union|enum)(\s+\w+)?(\s*\{\})?", text):
        return False                                    # a type alone
    before = re.sub(r"\[[^\]]*\]", "[]", text.split("=")[0]).strip()
    if before.endswith(")") or re.fullmatch(r"[A-Z_][A-Z0-9_]*(\s*\(.*)?", before):
        return "=" in text and "(*" in before and "*const" not in before
    if "*" in before:
        return not re.search(r"\*\s*const\s+\w+\s*(\[[^\]]*\]\s*)*$", before)
    return bool(re.search(r"[\w}]\s+\w+", before)) and not re.search(r"\bconst\b", before)


def rule_function_length(path, source):
    for function in source.functions():
        length = counted_lines(function)
        if length > FUNCTION_LINES:
            yield function.first, f"{function.name}() has {length} lines, more than {FUNCTION_LINES}"


def counted_lines(function):
    """From the name to the closing brace; rows of a table and labels of a flat switch do not count."""
    rows = sum(1 for line in function.lines
               if re.match(r"\s*(\{.*\},?|case [^:]+:.*|default:.*|\[[^\]]+\]\s*=.*,)\s*$", line))
    return function.last - function.first + 1 - rows


def rule_file_length(path, source):
    limit = HEADER_LINES if path.endswith(".h") else SOURCE_LINES
    if len(source.lines) - 1 > limit:
        yield limit, f"{len(source.lines) - 1} lines, more than {limit}"


def rule_header(path, source):
    if not path.endswith(".h"):
        return
    if not source.text.startswith("/*"):
        yield 1, "a header begins with a comment that says what it is for"
    if "#pragma once" not in source.text:
        yield 1, "#pragma once is missing"


def rule_sql_place(path, source):
    if path.startswith(SQL_FOLDERS):
        return
    for number, line in enumerate(source.strings_lines, 1):
        if SQL_WORDS.search(line):
            yield number, "SQL stands in the store's files only"


def rule_wording(path, source):
    """Texts for people: plain words that say what happened, never loud, never blaming."""
    for number, line in enumerate(source.strings_lines, 1):
        for text in re.findall(r"\b(?:N|C)?_\(\s*(\"(?:\\.|[^\"\\])*\")", line):
            found = re.search(r"!|\b(invalid|illegal|forbidden|fatal|abort(ed)?|click here)\b", text, re.I)
            if found:
                yield number, f"{found.group(0)}: say plainly what happened and what to do"


NUMBERS = re.compile(r"\b(g_strdup_printf|g_string_append_printf|html_text_f|part_fill)\s*\((?:[^;\"(]*,)?\s*"
                     r"(?:_|i18n_text|i18n_plural)\(\s*((?:\"(?:\\.|[^\"\\])*\"\s*)+)")


def rule_number_format(path, source):
    """Numbers in texts for people have the digits and marks of their language; what administrators read in a terminal has not."""
    if path.startswith("src/cli/"):
        return
    for found in NUMBERS.finditer(source.with_strings):
        if re.search(r"%[0-9.#+ -]*(hh|h|ll|l|z|j|t)?[diufg]", found.group(2).replace("%%", "")):
            yield source.with_strings.count("\n", 0, found.start()) + 1, f"{found.group(1)}(): a number in a translated text: use i18n_format"


def rule_layout(path, source):
    for number, line in enumerate(source.lines, 1):
        if "\t" in line:
            yield number, "a tab: write blanks"
        elif line != line.rstrip():
            yield number, "blanks at the end"
    if not source.text.endswith("\n") or source.text.endswith("\n\n"):
        yield len(source.text.rstrip("\n").split("\n")), "a file ends with one line end"


SOURCE_RULES = {
    "goto": rule_goto,
    "banned-call": rule_banned_call,
    "library-header": rule_library_header,
    "writable-state": rule_writable_state,
    "function-length": rule_function_length,
    "file-length": rule_file_length,
    "header": rule_header,
    "sql-place": rule_sql_place,
    "wording": rule_wording,
    "number-format": rule_number_format,
    "layout": rule_layout,
}


# ---- SQL files

def check_sql(root, files):
    for path in files:
        if not (path.startswith("sql/") and path.endswith(".sql")):
            continue
        text = re.sub(r"--[^\n]*", lambda m: " " * len(m.group(0)), read(root, path))
        for found in re.finditer(r"\b(AUTOINCREMENT|CURRENT_(TIMESTAMP|TIME|DATE)|datetime\s*\(\s*'now'|unixepoch\s*\()", text, re.I):
            yield Finding(path, line_of(text, found.start()), "sql", f"{found.group(1)} tells order or time (A6)")
        for found in re.finditer(r"\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(\w+)\s*\(.*?\)\s*([^;)]*);", text, re.I | re.S):
            if "WITHOUT ROWID" not in found.group(2).upper():
                yield Finding(path, line_of(text, found.start()), "sql",
                              f"table {found.group(1)}: WITHOUT ROWID, for row numbers tell the order of writing (A6)")


# ---- all kept files

def check_anywhere(root, files):
    for path in files:
        text = read(root, path)
        for rule, pattern, explanation, left_out in ANYWHERE:
            if any(fnmatch.fnmatch(path, each) for each in left_out):
                continue
            for found in re.finditer(pattern, text):
                yield Finding(path, line_of(text, found.start()), rule, f"{found.group(0)}: {explanation}")
        if path.startswith("src/") and path.endswith((".c", ".h")):
            source = CSource(text)
            for number, line in enumerate(source.strings_lines, 1):
                if re.search(r"\"/(tmp|var/tmp)\b", line):
                    yield Finding(path, number, "absolute-path", "a folder that others can write to")


def check_lock(root, files):
    for path in files:
        if os.path.basename(path) == "package-lock.json":
            text = read(root, path)
            for found in re.finditer(r"\"resolved\":\s*\"https?:", text):
                yield Finding(path, line_of(text, found.start()), "npm-lock",
                              "an address: set omit-lockfile-registry-resolved=true in .npmrc and make it again")
        elif os.path.basename(path) == ".npmrc" and re.search(r"registry\s*=\s*http", read(root, path)):
            yield Finding(path, 1, "npm-lock", "no address of a registry belongs here")


# ---- together

RULES = [*SOURCE_RULES, "layer", "include", "sql", "marker", "absolute-path", "registry", "npm-lock"]


def read(root, path):
    try:
        with open(os.path.join(root, path), encoding="utf-8") as file:
            return file.read()
    except (UnicodeDecodeError, OSError):
        return ""       # no text, or gone and not yet committed


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def kept_files(root):
    """What git keeps or would keep, fixtures of the checkers left out; without git, all files."""
    done = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=root,
                          capture_output=True, text=True, check=False)
    if done.returncode == 0 and os.path.exists(os.path.join(root, ".git")):
        files = done.stdout.splitlines()
    else:
        files = [os.path.relpath(os.path.join(folder, name), root) for folder, _, names in os.walk(root) for name in names]
    return sorted(path for path in set(files) if not path.startswith("tests/lint/fixtures/"))


def read_exceptions(root):
    """{(path, rule): line number}; each line is  path rule reason..."""
    found = {}
    for number, line in enumerate(read(root, "tests/lint/exceptions.txt").splitlines(), 1):
        words = line.split(None, 2)
        if line.startswith("#") or not words:
            continue
        if len(words) < 3 or words[1] not in RULES:
            raise ValueError(f"tests/lint/exceptions.txt:{number}: write  path rule reason")
        found[(words[0], words[1])] = number
    return found


def check_all(root):
    files = kept_files(root)
    for path in files:
        if path.startswith("src/") and path.endswith((".c", ".h")):
            source = CSource(read(root, path))
            for rule, function in SOURCE_RULES.items():
                for line, text in function(path, source):
                    yield Finding(path, line, rule, text)
    yield from includes.check(root)
    yield from check_sql(root, files)
    yield from check_anywhere(root, files)
    yield from check_lock(root, files)


def check(root):
    """All findings, exceptions taken out, needless exceptions put in."""
    exceptions, used, findings = read_exceptions(root), set(), []
    for finding in check_all(root):
        if (finding.path, finding.rule) in exceptions:
            used.add((finding.path, finding.rule))
        else:
            findings.append(finding)
    for (path, rule), number in exceptions.items():
        if (path, rule) not in used:
            findings.append(Finding("tests/lint/exceptions.txt", number, rule, f"{path} needs no exception any more"))
    return sorted(findings)


if __name__ == "__main__":
    found = check(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
    print("\n".join(map(str, found)))
    sys.exit(1 if found else 0)
