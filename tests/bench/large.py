"""Benchmarks of large conversations, many listeners and long rosters: S4 to S9 and S12 of the design.

Sizes are a tenth of the targets' where these would take long, unless --full is given; the table says which.
"""

import concurrent.futures
import csv
import json
import os
import random
import re
import resource
import select
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

import parts
from parts import ROUNDS, SERVER_CORE, TOOLS, Row, cookie_of, harness, load, load_on, pin, room_pid

FULL = "--full" in sys.argv
READERS = 20
# The largest conversation that is known: people, posts, votes.
PEOPLE, POSTS, VOTES = 33422, 783, 2_000_000


def filled(ideas, comments, voices, votes, themes=0, readers=READERS, **how):
    """An installation that serves so much, written by tests/bench/fill; (place, browsers, seconds until it was ready)."""
    place = harness.Installation(ini="[server]\nthreads=1\n" + parts.LIMITS, slot_minutes=15, **how)
    place.init()
    place.import_conversation()
    place.import_roster(max(readers, 80))
    place.start()
    place.stop()
    subprocess.run([os.path.join(TOOLS, "fill"), place.folder, place.slug] + [str(n) for n in (ideas, comments, voices, votes, themes)],
                   check=True)
    place.start()                       # takes over what the filling left in SQLite's log
    place.stop()
    begin = time.monotonic()
    place.start()
    ready = time.monotonic() - begin
    browsers = [place.sign_in(f"p{i}@example.org") for i in range(1, readers + 1)]
    pin(room_pid(place), SERVER_CORE)
    return place, browsers, ready


def memory(pid, what="VmRSS"):
    """In MB."""
    with open(f"/proc/{pid}/status", encoding="utf-8", errors="replace") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(what + ":")) / 1024


def idea_ids(place, browser):
    return [item["id"] for item in browser.api("GET", f"/conversations/{place.slug}/ideas?section=purpose&limit=100").json()["items"]]


# ---- S5: growth

def page_cost(place, browsers):
    """Microseconds of processor time for one section page."""
    request = ("GET", f"/c/{place.slug}/s/purpose?sort=newest", cookie_of(browsers[0]), "")
    load(place.room_port, [request], seconds=0.5)
    return statistics.median(1e6 / load_on(room_pid(place), place.room_port, [request])["per_cpu_second"] for _ in range(ROUNDS))


def vote_cost(place, browsers):
    """The same for one vote: each reader on each of 100 ideas, so that each request changes a row."""
    ids = idea_ids(place, browsers[0])
    requests = [("PUT", f"/api/v1/contributions/{id}/vote", cookie_of(browser), f'{{"vote":"{vote}"}}')
                for vote in ("like", "dislike") for id in ids for browser in browsers]
    return statistics.median(1e6 / load_on(room_pid(place), place.room_port, requests)["per_cpu_second"] for _ in range(ROUNDS))


def cost_of(cost, *size):
    place, browsers, _ = filled(*size)
    try:
        return cost(place, browsers)
    finally:
        place.close()


def bench_growth(_names):
    ideas = 1_000_000 if FULL else 100_000
    small, large = cost_of(page_cost, 1000, 0, 1000, 0), cost_of(page_cost, ideas, 0, 1000, 0)
    yield Row("S5", f"section page: processor time with {ideas:,} ideas, to 1,000", large / small, "<= 1.3", large <= 1.3 * small,
              us_with_1000=small, us_with_many=large)
    votes = 50_000_000 if FULL else 5_000_000
    small, large = cost_of(vote_cost, 1000, 0, 10, 1000), cost_of(vote_cost, 1000, 0, votes // 1000, votes)
    yield Row("S5", f"a vote: processor time with {votes:,} votes stored, to 1,000", large / small, "<= 1.3", large <= 1.3 * small,
              us_with_1000=small, us_with_many=large)


# ---- S6, S4: the largest conversation

def bench_largest(names):
    place, browsers, ready = filled(POSTS, 0, PEOPLE, VOTES)
    try:
        if not names or "S6" in names:
            size = memory(room_pid(place))
            yield Row("S6", f"{PEOPLE:,} people, {POSTS} posts, {VOTES:,} votes: seconds until ready", ready, "< 2", ready < 2)
            yield Row("S6", "the same: MB of the room, resident", size, "< 300", size < 300)
        if not names or "S4" in names:
            yield bench_mixed(place, browsers)
    finally:
        place.close()


def bench_mixed(place, browsers):
    """Reading 300 pages a second, alone and beside 1,000 votes a second and an analyst's questions."""
    ids, ending = idea_ids(place, browsers[0]), threading.Event()
    pages = [("GET", f"/c/{place.slug}/s/purpose", cookie_of(browser), "") for browser in browsers]
    votes = [("PUT", f"/api/v1/contributions/{id}/vote", cookie_of(browser), f'{{"vote":"{vote}"}}')
             for vote in ("like", "dislike") for id in ids for browser in browsers]
    analyst = place.staff("analyst")

    def read():
        return load(place.room_port, pages, connections=16, rate=300)["p99_us"]

    def ask():
        while not ending.is_set():
            if analyst.api("GET", f"/conversations/{place.slug}/analysis").status != 200:
                raise SystemExit("the analysis was refused")

    idle = statistics.median(read() for _ in range(ROUNDS))
    asking = threading.Thread(target=ask)
    asking.start()
    busy = []
    with concurrent.futures.ThreadPoolExecutor() as pool:
        for _ in range(ROUNDS):
            voting = pool.submit(load, place.room_port, votes, connections=16, rate=1000)
            busy.append(read())
            voted = voting.result()["per_second"]
    ending.set()
    asking.join()
    value = statistics.median(busy) / idle
    return Row("S4", "reading, p99 beside 1,000 votes/s and analysis, to the p99 alone", value, "< 5", value < 5, idle_us=idle,
               busy_us=statistics.median(busy), votes_a_second=voted)


# ---- S7: opinion groups

def write_polis(folder):
    """As many people, posts and votes, in two camps and some noise."""
    dice = random.Random(1)
    with open(os.path.join(folder, "comments.csv"), "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body"])
        rows.writerows([0, "", post, 0, 0, 0, 1, f"Post {post}"] for post in range(POSTS))
    with open(os.path.join(folder, "votes.csv"), "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["timestamp", "datetime", "comment-id", "voter-id", "vote"])
        for person in range(PEOPLE):
            for post in dice.sample(range(POSTS), VOTES // PEOPLE):
                like = (person + post) % 2 if dice.random() < 0.8 else dice.random() < 0.5
                rows.writerow([0, "", post, person, 1 if like else -1])


def bench_groups(_names):
    with tempfile.TemporaryDirectory() as folder:
        write_polis(folder)
        times = []
        for _ in range(3):
            begin = time.monotonic()
            subprocess.run(["taskset", "-c", str(SERVER_CORE), os.path.join(harness.BIN, "candour"), "groups", folder], check=True,
                           stdout=subprocess.DEVNULL)
            times.append(time.monotonic() - begin)
    took = statistics.median(times)
    yield Row("S7", f"opinion groups over {VOTES:,} votes, one core: seconds, with reading the files", took, "< 1", took < 1)


# ---- S13: a report

def bench_report(_names):
    ideas, themes = 100_000, 30
    place, _, _ = filled(ideas, 0, 1000, 200_000, themes, readers=2)
    try:
        for kind, target in (("pdf", 5), ("json", 0)):
            path = os.path.join(place.top, "report." + kind)
            begin = time.monotonic()
            place.candour("report", place.folder, place.slug, "--format", kind, "-o", path, timeout=600)
            took = time.monotonic() - begin
            if kind == "json":
                with open(path, encoding="utf-8") as file:
                    if len(json.load(file)["themes"]) != themes:
                        raise SystemExit("the report has not all themes")
            yield Row("S13", f"report of {themes} themes over {ideas:,} ideas, as {kind}: seconds", took, f"< {target}" if target else "",
                      not target or took < target, kilobytes=os.path.getsize(path) / 1000)
    finally:
        place.close()


# ---- S14: facilitators

TIMES = 30 if parts.QUICK else 150      # how often each thing is done; the 99th percentile of fewer says little


def timed(do, times=TIMES):
    """Milliseconds: the median and the 99th percentile.  `do` is given the number of the turn, and says whether it went well."""
    took = []
    for i in range(times):
        begin = time.perf_counter()
        well = do(i)
        took.append(1000 * (time.perf_counter() - begin))
        if not well:
            raise SystemExit(f"turn {i} of {do} was refused")
    took.sort()
    return statistics.median(took), took[min(len(took) - 1, round(0.99 * len(took)))]


def desk_pages(place, staff, reader, ids):
    """What is looked at: (name, what does it)."""
    desk, talk = f"/c/{place.slug}/facilitate", f"/conversations/{place.slug}"
    for query in ("", "?why=may-distress", "?why=may-name", "?why=near", "?why=new", "?section=purpose&kind=idea", "?waited=1"):
        yield "queue " + query, lambda _, query=query: staff.get(desk + query).status == 200
    yield "queue, words looked for", lambda i: staff.post(desk + "/find", {"words": ("parking", "lift broken", "zebra")[i % 3]}).status == 200
    yield "item page", lambda i: staff.get(f"{desk}/{ids[i]}").status == 200
    yield "queue by the API", lambda _: staff.api("GET", talk + "/queue").status == 200
    yield "search", lambda i: reader.api("POST", talk + "/search", {"q": ("parking", "lift broken", "zebra")[i % 3]}).status == 200
    yield "similar while typing", lambda i: reader.post(f"/c/{place.slug}/similar", {"section": "purpose", "text": TYPED[i % 3]}).status == 200


TYPED = ("The night shift needs a hot meal after midnight", "Please mend the broken lift before the audit", "Zebras in the canteen")


def desk_acts(place, staff, reader, ids):
    """What is done, each to another idea, in an order in which each can be done."""
    def act(at, action, **more):
        return lambda i: staff.api("POST", f"/contributions/{ids[at + i]}/actions", {"action": action, "reason": "other", **more}).status == 200

    yield "keep", act(0, "keep")
    yield "edit", act(TIMES, "edit", text="Nobody is named in this any more, and the lift is broken.")
    yield "hide", act(2 * TIMES, "hide")
    yield "bring back", act(2 * TIMES, "restore")
    yield "remove", act(3 * TIMES, "remove")
    yield "move", act(4 * TIMES, "move", section="values")
    yield "split", act(5 * TIMES, "split", parts=[{"text": "The lift is broken.", "section": "purpose"},
                                                  {"text": "The phones are old.", "section": "values"}])
    yield "take the split back", act(5 * TIMES, "restore")
    yield "merge", lambda i: staff.api("POST", f"/contributions/{ids[6 * TIMES + i]}/actions", {
        "action": "merge", "reason": "duplicate", "into": ids[7 * TIMES + i]}).status == 200
    yield "take the merge back", act(6 * TIMES, "restore")
    yield "a new idea", lambda i: reader.api("POST", f"/conversations/{place.slug}/ideas", {
        "section": "purpose", "text": f"New idea {i}: the porters need a key of the store in winter."}).status == 201


def bench_desk(_names):
    ideas = 100_000
    place, browsers, ready = filled(ideas, 0, 1000, 200_000, readers=5)
    try:
        size = memory(room_pid(place))
        yield Row("S14", f"{ideas:,} ideas: seconds until ready", ready, "", True, room_mb=size)
        staff = place.staff("facilitator")
        ids, path = [], f"/conversations/{place.slug}/ideas?section=purpose&sort=newest&limit=100"
        while len(ids) < 8 * TIMES:
            page = browsers[0].api("GET", path).json()
            ids += [item["id"] for item in page["items"]]
            path = page["next"]
        for kinds in (desk_pages, desk_acts):
            for name, do in kinds(place, staff, browsers[0], ids):
                median, worst = timed(do)
                yield Row("S14", f"the same: {name}: ms, p99", worst, "< 20", worst < 20, median=median)
    finally:
        place.close()


# ---- S8: listeners

# base/limits.h: event streams of one badge.
HOLDER_STREAMS = 12


def badges(place, n):
    """Cookies of so many badges."""
    link = place.first_mail("p1@example.org").sign_in_link
    return [cookie_of(place.follow_sign_in(link, welcome=False)) for _ in range(n)]


def listen(place, cookies, n):
    """So many connections on which the room may tell what is new, each cookie's share of them."""
    host = urllib.parse.urlsplit(place.room_url)
    sockets = []
    for i in range(n):
        request = (f"GET /api/v1/conversations/{place.slug}/events HTTP/1.1\r\nHost: {host.netloc}\r\n"
                   f"Cookie: {cookies[i // HOLDER_STREAMS]}\r\nAccept: text/event-stream\r\n\r\n")
        sockets.append(socket.create_connection((host.hostname, host.port)))
        sockets[-1].sendall(request.encode())
        if i % 100 == 99:
            time.sleep(0.01)
    return sockets


def take(sockets, wanted, seconds):
    """Seconds until each of them has been sent `wanted`; None when that takes too long."""
    poll, begin, left = select.epoll(), time.monotonic(), {each.fileno(): [each, b""] for each in sockets}
    for number in left:
        poll.register(number, select.EPOLLIN)
    while left and time.monotonic() - begin < seconds:
        for number, _ in poll.poll(0.1):
            if number not in left:
                continue
            left[number][1] += left[number][0].recv(65536)
            if wanted in left[number][1]:
                del left[number]
                poll.unregister(number)
    return None if left else time.monotonic() - begin


def bench_listeners(_names):
    n = 10_000
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, n + 1000), hard))
    with harness.Installation(ini=parts.LIMITS) as place:
        place.init()
        place.import_conversation()
        place.import_roster(80)
        place.start()
        writer, readers = place.sign_in("p2@example.org"), badges(place, -(-n // HOLDER_STREAMS))
        before = memory(room_pid(place))
        sockets = listen(place, readers, n)
        try:
            if take(sockets, b"text/event-stream", 60) is None:
                raise SystemExit("not all listeners were let in")
            more = memory(room_pid(place)) - before
            yield Row("S8", f"{n:,} idle listeners: MB more", more, "< 100", more < 100)
            writer.api("POST", f"/conversations/{place.slug}/ideas", {"section": "purpose", "text": "Something new."})
            told = take(sockets, b"data:", 60)
            yield Row("S8", "the same: seconds until all of them know what is new", told or 60, "< 1", told is not None and told < 1)
        finally:
            for each in sockets:
                each.close()


# ---- S9: a long roster

def bench_roster(_names):
    n = 1_500_000 if FULL else 150_000
    with harness.Installation() as place:
        place.init()
        place.import_conversation()
        place.start()
        desk = place.processes()["candour-desk"][0]
        path = os.path.join(place.top, "long.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write("email,name,directorate\n")
            file.writelines(f"p{i}@example.org,Person {i},{'north' if i % 2 else 'south'}\n" for i in range(n))
        before, begin = memory(desk), time.monotonic()
        place.candour("roster", "import", place.folder, place.slug, path, timeout=3600)
        took = time.monotonic() - begin
        most = 60 * n / 1_500_000
        yield Row("S9", f"roster of {n:,} people: seconds to import", took, f"< {most:.0f}", took < most,
                  desk_mb_before=before, desk_mb_at_most=memory(desk, "VmHWM"))


# ---- S12: the first visit

def bench_weight(_names):
    """Bytes of a participant's home page and all that it loads besides fonts, as they go over the wire."""
    with harness.Installation() as place:
        place.init()
        place.import_conversation()
        place.import_roster(80)
        place.start()
        reader = place.sign_in("p1@example.org")
        page = reader.get(f"/c/{place.slug}", headers={"Accept-Encoding": "gzip"})
        wanted, size = set(re.findall(r"/assets/[A-Za-z0-9._-]+", reader.get(f"/c/{place.slug}").text)), len(page.body)
        for path in wanted:
            asset = reader.get(path, headers={"Accept-Encoding": "gzip"})
            if "font" not in asset.headers["Content-Type"]:
                size += len(asset.body)
    yield Row("S12", f"first visit besides fonts: KB ({len(wanted)} files and the page)", size / 1000, "< 60", size < 60_000,
              page_bytes=len(page.body))


BENCHES = [({"S4", "S6"}, bench_largest), ({"S5"}, bench_growth), ({"S7"}, bench_groups), ({"S8"}, bench_listeners),
           ({"S9"}, bench_roster), ({"S12"}, bench_weight), ({"S13"}, bench_report), ({"S14"}, bench_desk)]
