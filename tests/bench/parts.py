"""What the benchmarks share: the load generator, nginx, installations with readers and ideas."""

import json
import os
import shutil
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(ROOT, "tests", "stories"))

import harness

TOOLS = os.path.join(ROOT, "build", "release", "tests", "bench")
CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE, LOAD_CORE = CORES[0], CORES[-1]
QUICK = "--quick" in sys.argv
ROUNDS, SECONDS = (3, 2) if QUICK else (7, 4)
READERS, IDEAS = 150, 100
LIMITS = "[limits]\nposts-per-hour=100000\nvotes-per-minute=100000\n"
TEXT = ("We say that people come first, and then we plan the week by the room that is free. Let the wards choose their "
        "own hours for handing over, and let whoever wrote the rota be there when it does not work. {} ")


class Row:
    """One line of the table."""

    def __init__(self, name, what, value, target, good, **detail):
        self.name, self.what, self.value, self.target, self.good, self.detail = name, what, value, target, good, detail


# ---- parts

def pin(pid, core):
    """Every thread of a process to one core."""
    for thread in os.listdir(f"/proc/{pid}/task"):
        os.sched_setaffinity(int(thread), {core})


def cpu_seconds(pid):
    """Processor time that a process has used, its threads included."""
    with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
        fields = file.read().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def load_on(pid, *arguments, **more):
    """load(), and what each second of the server's processor time gave: other work on the machine does not count there."""
    before = cpu_seconds(pid)
    result = load(*arguments, warm_up=0, **more)
    result["per_cpu_second"] = result["answers"] / max(cpu_seconds(pid) - before, 0.01)
    return result


def load(port, requests, seconds=SECONDS, connections=64, warm_up=0.3, header=None, count=None, rate=None):
    """Runs the generator; its JSON.  An answer that is no 2xx ends the benchmark: a fast refusal is no speed."""
    with tempfile.NamedTemporaryFile("w", suffix=".requests") as file:
        file.writelines("\t".join(request) + "\n" for request in requests)
        file.flush()
        command = ["taskset", "-c", str(LOAD_CORE), os.path.join(TOOLS, "loadgen"), "-c", str(connections),
                   "-d", str(seconds), "-w", str(warm_up)]
        command += ["-H", header] if header else []
        command += ["-n", str(count)] if count else []
        command += ["-r", str(rate)] if rate else []
        done = subprocess.run(command + [str(port), file.name], capture_output=True, text=True, check=False)
    if not done.stdout:
        raise SystemExit(f"loadgen: {done.stderr}")
    result = json.loads(done.stdout)
    if result["bad"] or result["lost"] or not result["answers"]:
        raise SystemExit(f"not all answers were good: {result}")
    return result


class Nginx:
    """nginx with one worker on the server's core, serving one folder."""

    def __init__(self, folder):
        self.folder, self.port = folder, harness.free_port()
        temp = "\n".join(f"{kind}_temp_path {folder}/tmp-{kind};" for kind in
                         ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        self.config = os.path.join(folder, "nginx.conf")
        os.makedirs(os.path.join(folder, "root"))
        with open(self.config, "w", encoding="utf-8") as file:
            user = "user root;" if os.geteuid() == 0 else ""          # the folder is nobody else's to read
            file.write(f"""daemon off; {user} worker_processes 1; pid {folder}/nginx.pid; error_log stderr crit;
                worker_rlimit_nofile 20000;
                events {{ worker_connections 8192; }}
                http {{ access_log off; keepalive_requests 1000000000; keepalive_timeout 600;
                    sendfile on; tcp_nopush on; open_file_cache max=100; gzip_static on; etag off;
                    default_type "text/html; charset=utf-8"; {temp}
                    server {{ listen 127.0.0.1:{self.port} backlog=4096; root {folder}/root; }} }}""")

    def put(self, name, content):
        with open(os.path.join(self.folder, "root", name), "wb") as file:
            file.write(content)

    def __enter__(self):
        self.process = subprocess.Popen(["taskset", "-c", str(SERVER_CORE), "nginx", "-c", self.config],
                                        stdin=subprocess.DEVNULL)
        harness.wait_for("nginx", lambda: self.workers())
        return self

    def workers(self):
        """Its one worker is its only child."""
        with open(f"/proc/{self.process.pid}/task/{self.process.pid}/children", encoding="ascii") as file:
            return [int(pid) for pid in file.read().split()]

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)


def cookie_of(browser):
    return "; ".join(f"{name}={value}" for (_, _, name), value in browser.cookies.items())


def furnish(place, readers, ideas):
    """Signs readers in and lets all but the first share ideas; (browsers, idea ids)."""
    browsers = [place.sign_in(f"p{i}@example.org") for i in range(1, readers + 1)]
    ids = []
    for i in range(ideas):
        answer = browsers[1 + i % (len(browsers) - 1)].api("POST", f"/conversations/{place.slug}/ideas",
                                                 {"section": "purpose", "text": TEXT.format(f"Idea number {i}.").strip()})
        if answer.status != 201:
            raise SystemExit(f"an idea was not taken: {answer.status} {answer.text[:300]}")
        ids.append(answer.json()["id"])
    return browsers, ids


def room_pid(place):
    return place.processes()["candour-room"][0]


def started(top, env=None, ini="", readers=READERS, ideas=IDEAS, **how):
    """A furnished installation with the room on the server's core."""
    place = harness.Installation(ini="[server]\nthreads=1\n" + LIMITS + ini, env=env, **how)
    place.init()
    place.import_conversation()
    place.import_roster(max(readers, 80))
    place.start()
    browsers, ids = furnish(place, readers, ideas)
    pin(room_pid(place), SERVER_CORE)
    return place, browsers, ids


def medians(ours, theirs):
    return statistics.median(ours), statistics.median(theirs)
