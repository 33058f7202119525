"""A small browser for stories: cookies, forms, redirects, JSON.  Standard library alone.

One Browser is one person's browser.  Like real ones it keeps cookies by host and not by port, so that room and
desk on one loopback address see what they would see in a real browser.
"""

import http.client
import json
import re
import urllib.parse
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Form:
    def __init__(self, attributes):
        self.action = attributes.get("action") or ""
        self.method = (attributes.get("method") or "get").lower()
        self.fields = {}      # what is sent if nothing is touched
        self.names = set()    # every field there is
        self.buttons = []     # (words, name, value, action)


class Reader(HTMLParser):
    """Takes from a page what stories ask for: its text, forms, links, headings."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.forms, self.links, self.headings, self.words = [], [], [], []
        self.title = ""
        self.form = self.button = self.select = self.option = self.area = None
        self.link = self.heading = None
        self.quiet = 0
        self.in_title = False

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag in ("script", "style", "template"):
            self.quiet += 1
        elif tag == "title":
            self.in_title = not self.title          # pictures have titles too: the page's is the first
        elif tag == "form":
            self.form = Form(a)
            self.forms.append(self.form)
        elif tag == "input" and self.form:
            self.input(a)
        elif tag == "button" and self.form:
            self.button = [[], a.get("name"), a.get("value") or "", a.get("formaction"), a.get("aria-label")]
        elif tag == "textarea" and self.form:
            self.area = (a.get("name"), [])
        elif tag == "select" and self.form:
            self.select = a.get("name")
            self.form.names.add(self.select)
        elif tag == "option" and self.select:
            if "selected" in a or self.select not in self.form.fields:
                self.form.fields[self.select] = a.get("value") or ""
        elif tag == "a" and "href" in a:
            self.link = (a["href"], [], a.get("aria-label"))
        elif re.fullmatch("h[1-6]", tag):
            self.heading = (tag, [])

    def input(self, a):
        name, kind = a.get("name"), (a.get("type") or "text").lower()
        if kind in ("submit", "image"):
            self.form.buttons.append((a.get("value") or "", name, a.get("value") or "", a.get("formaction")))
            return
        if not name:
            return
        self.form.names.add(name)
        if kind in ("checkbox", "radio"):
            if "checked" in a:
                self.form.fields[name] = a.get("value") or "on"
        else:
            self.form.fields[name] = a.get("value") or ""

    def handle_endtag(self, tag):
        if tag in ("script", "style", "template"):
            self.quiet = max(0, self.quiet - 1)
        elif tag == "title":
            self.in_title = False
        elif tag == "form":
            self.form = None
        elif tag == "button" and self.button:
            words, name, value, action, label = self.button
            self.form.buttons.append((label or squeeze(words), name, value, action))
            self.button = None
        elif tag == "textarea" and self.area and self.form:
            name, words = self.area
            if name:
                self.form.names.add(name)
                self.form.fields[name] = "".join(words).lstrip("\n")
            self.area = None
        elif tag == "select":
            self.select = None
        elif tag == "a" and self.link:
            self.links.append((self.link[2] or squeeze(self.link[1]), self.link[0]))
            self.link = None
        elif self.heading and tag == self.heading[0]:
            self.headings.append((tag, squeeze(self.heading[1])))
            self.heading = None

    def handle_data(self, data):
        if self.quiet:
            return
        if self.in_title:
            self.title += data
        self.words.append(data)
        for open_part in (self.button and self.button[0], self.area and self.area[1],
                          self.link and self.link[1], self.heading and self.heading[1]):
            if open_part is not None:
                open_part.append(data)


def squeeze(words):
    return " ".join("".join(words).split())


class Page:
    """An answer.  What is read from HTML is read when it is first asked for."""

    def __init__(self, url, status, headers, body, history):
        self.url, self.status, self.headers, self.body = url, status, headers, body
        self.history = history
        self._reader = None

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    @property
    def path(self):
        return urllib.parse.urlsplit(self.url).path

    def json(self):
        return json.loads(self.text)

    @property
    def reader(self):
        if self._reader is None:
            self._reader = Reader()
            self._reader.feed(self.text)
            self._reader.close()
        return self._reader

    @property
    def words(self):
        """All visible text, blanks squeezed."""
        return squeeze(self.reader.words)

    @property
    def forms(self):
        """Without what stands at the foot of every page: the choice of language, and hiding what is one's own."""
        return [form for form in self.reader.forms if not re.search("^/language$|/marks$", form.action or "")]

    @property
    def links(self):
        return self.reader.links

    @property
    def h1(self):
        return [words for tag, words in self.reader.headings if tag == "h1"]

    def form_with(self, button=None, field=None):
        """The first form with a button whose name begins so, and with such a field; and that button."""
        for form in self.forms + (self.reader.forms if button else []):
            if field and field not in form.names:
                continue
            for each in form.buttons or ([("", None, "", None)] if button is None else []):
                if button is None or each[0].lower().startswith(button.lower()):
                    return form, each
        raise AssertionError(f"{self.url} has no form with button {button!r} and field {field!r}; it has "
                             f"{[b[0] for f in self.forms for b in f.buttons]}")

    def link_to(self, words):
        for name, href in self.links:
            if words.lower() in name.lower():
                return urllib.parse.urljoin(self.url, href)
        raise AssertionError(f"{self.url} has no link {words!r}; it has {[n for n, _ in self.links]}")


class Browser:
    """Cookies are kept by host.  `base` is where paths without a host lead: the room's address."""

    def __init__(self, base, timeout=60):
        self.base, self.timeout = base, timeout
        self.cookies = {}             # (host, path, name) -> value
        self.page = None
        self._kept = {}               # netloc -> connection

    # -- plumbing

    def _connection(self, netloc, fresh):
        if fresh or netloc not in self._kept:
            if netloc in self._kept:
                self._kept.pop(netloc).close()
            self._kept[netloc] = http.client.HTTPConnection(netloc, timeout=self.timeout)
        return self._kept[netloc]

    def _send(self, method, url, body, headers):
        parts = urllib.parse.urlsplit(url)
        target = urllib.parse.urlunsplit(("", "", parts.path or "/", parts.query, ""))
        sent = dict(headers)
        cookies = "; ".join(f"{name}={value}" for (host, path, name), value in self.cookies.items()
                            if host == parts.hostname and (parts.path or "/").startswith(path))
        if cookies and "Cookie" not in sent:
            sent["Cookie"] = cookies
        for attempt in (0, 1):
            connection = self._connection(parts.netloc, fresh=attempt == 1)
            try:
                connection.request(method, target, body=body, headers=sent)
                answer = connection.getresponse()
                content = answer.read()
                break
            except (http.client.RemoteDisconnected, http.client.CannotSendRequest, ConnectionResetError,
                    BrokenPipeError):
                # A kept connection may have been closed meanwhile; what is unsafe is not sent twice.
                if attempt == 1 or method not in ("GET", "HEAD"):
                    self._kept.pop(parts.netloc).close()
                    if attempt == 1 or self._was_new(connection):
                        raise
        self._was_used(connection)
        for line in answer.headers.get_all("Set-Cookie") or []:
            self._keep_cookie(parts.hostname, line)
        return answer, content

    @staticmethod
    def _was_used(connection):
        connection.used_before = True

    @staticmethod
    def _was_new(connection):
        return not getattr(connection, "used_before", False)

    def _keep_cookie(self, host, line):
        pair, *attributes = [part.strip() for part in line.split(";")]
        name, _, value = pair.partition("=")
        settings = {k.strip().lower(): v.strip() for k, _, v in (a.partition("=") for a in attributes)}
        key = (host, settings.get("path") or "/", name)
        if settings.get("max-age", "1").startswith(("0", "-")) or "1970" in settings.get("expires", "") or not value:
            self.cookies.pop(key, None)
        else:
            self.cookies[key] = value

    # -- what stories say

    def cookie(self, part):
        """The values of the cookies with this in their name."""
        return [value for (_, _, name), value in self.cookies.items() if part in name]

    def forget_cookies(self):
        self.cookies.clear()

    def request(self, method, url, *, form=None, data=None, headers=None, body=None, follow=True):
        url = urllib.parse.urljoin(self.page.url if self.page and not url.startswith("/") else self.base, url)
        headers = {k: v for k, v in (headers or {}).items()}
        if form is not None:
            body = urllib.parse.urlencode(form, doseq=True)
            headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
        if data is not None:
            body = json.dumps(data)
            headers.setdefault("Content-Type", "application/json")
        if method not in ("GET", "HEAD") and "Sec-Fetch-Site" not in headers and "Origin" not in headers:
            headers["Sec-Fetch-Site"] = "same-origin"
            parts = urllib.parse.urlsplit(url)
            headers["Origin"] = f"{parts.scheme}://{parts.netloc}"
        headers = {k: v for k, v in headers.items() if v is not None}
        history = []
        for _ in range(12):
            answer, content = self._send(method, url, body, headers)
            page = Page(url, answer.status, answer.headers, content, history)
            if not follow or answer.status not in (301, 302, 303, 307, 308) or not answer.headers.get("Location"):
                return page
            history = history + [page]
            target = urllib.parse.urljoin(url, answer.headers["Location"])
            if answer.status in (301, 302, 303) and method != "HEAD":
                method, body = "GET", None
                headers = {k: v for k, v in headers.items()
                           if k not in ("Content-Type", "Origin", "Sec-Fetch-Site")}
            url = target
        raise AssertionError(f"redirects without end: {[p.url for p in history]}")

    def get(self, url="/", **more):
        self.page = self.request("GET", url, **more)
        return self.page

    def post(self, url, form, **more):
        self.page = self.request("POST", url, form=form, **more)
        return self.page

    def submit(self, button=None, field=None, page=None, follow=True, headers=None, **fields):
        """Fills the form with this button on the page and presses it.  A field that is not there is an error."""
        page = page or self.page
        form, (_, name, value, action) = page.form_with(button, field or (next(iter(fields)) if fields else None))
        sent = dict(form.fields)
        for key, content in fields.items():
            key = key if key in form.names else key.replace("_", "-")
            if key not in form.names:
                raise AssertionError(f"{page.url}: the form has no field {key!r}, but {sorted(form.names)}")
            sent[key] = content
        if name:
            sent[name] = value
        target = urllib.parse.urljoin(page.url, action or form.action or page.url)
        if form.method == "get":
            parts = urllib.parse.urlsplit(target)
            target = urllib.parse.urlunsplit(parts._replace(query=urllib.parse.urlencode(sent)))
            return self.get(target, follow=follow, headers=headers)
        return self.post(target, sent, follow=follow, headers=headers)

    def follow_link(self, words):
        return self.get(self.page.link_to(words))

    def api(self, method, path, data=None, headers=None):
        """A JSON call; paths are relative to /api/v1."""
        if not path.startswith("/api/"):
            path = "/api/v1" + path
        return self.request(method, path, data=data, headers=headers, follow=False)

    def close(self):
        for connection in self._kept.values():
            connection.close()
        self._kept.clear()
