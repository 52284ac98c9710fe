"""Walks the pages of a person in the browser and says what is wrong with each, by axe and by rules of our own."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import axe_playwright_python
from lxml import html
from playwright.sync_api import ConsoleMessage, Error, Page, Response

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
OWN_RULES = Path(__file__).with_name("judge.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async (options) => {
  const found = await axe.run(document, {resultTypes: ["violations"], preload: false, ...options});
  return found.violations.flatMap(rule => rule.nodes.map(node =>
    [rule.id, node.target.flat().join(" "), [...node.any, ...node.all, ...node.none][0]?.message ?? rule.help]));
}"""
ALL_BUT_CONTRAST = {"runOnly": {"type": "tag", "values": TAGS}, "rules": {"color-contrast": {"enabled": False}}}
# Telling contrast takes axe longer than all the rest. It follows from the colour, size and weight of a text and from
# what is painted behind it, so each such mixture is judged once. What is not plain is judged wherever it stands:
# pictures, gradients and shadows, half-clear things, and what floats above others.
CONTRAST = """async (known) => {
  const clear = /^rgba\\(.*, 0\\)$|^transparent$/, solid = /^rgb\\(/;
  const whole = (style) => style.opacity === "1" && style.filter === "none" && style.mixBlendMode === "normal";
  const lies = (style) => ["static", "relative"].includes(style.position) && style.backgroundImage === "none";
  const grounds = new Map();  // of an element: what is painted behind its text, or null where that is not plain
  const ground = (element) => {
    if (!element) return [];
    if (grounds.has(element)) return grounds.get(element);
    const style = getComputedStyle(element), under = ground(element.parentElement), own = style.backgroundColor;
    let found = under && whole(style) && lies(style) ? (clear.test(own) ? under : [own, ...under]) : null;
    if (solid.test(own) && style.backgroundImage === "none" && whole(style) && allWhole(element)) found = [own];
    grounds.set(element, found);
    return found;
  };
  const allWhole = (element) => !element || whole(getComputedStyle(element)) && allWhole(element.parentElement);
  const mixture = (element) => {
    const {color, fontSize, fontWeight, textShadow} = getComputedStyle(element), behind = ground(element);
    return behind && textShadow === "none" ? [color, fontSize, fontWeight, ...behind].join(" ") : null;
  };
  const seen = new Set(known), fresh = [], told = [];
  for (const element of document.querySelectorAll("body *")) {
    const says = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const {width, height} = element.getBoundingClientRect();
    if (!says && !element.matches("input, select, textarea") || width <= 1 || height <= 1) continue;
    const mixed = mixture(element);
    if (mixed && seen.has(mixed)) continue;
    if (mixed) { seen.add(mixed); told.push(mixed); }
    fresh.push(element);
  }
  if (!fresh.length) return [[], []];
  const only = {resultTypes: ["violations"], preload: false, runOnly: {type: "rule", values: ["color-contrast"]}};
  const found = await axe.run({include: fresh}, only);
  return [found.violations.flatMap(rule => rule.nodes.map(node =>
    [rule.id, node.target.flat().join(" "), node.any[0]?.message ?? rule.help])), told];
}"""
OPEN_DETAILS = """() => {
  for (const one of document.querySelectorAll("details")) { one.removeAttribute("name"); one.open = true; }
}"""
WEIGHT = """() => performance.getEntries()
  .filter(e => e.entryType === "navigation" || (e.entryType === "resource" && /\\.(css|js)(\\?|$)/.test(e.name)))
  .reduce((sum, e) => sum + e.encodedBodySize, 0)"""
LINKS = """() => [...document.querySelectorAll("a[href]:not([download])")].map(a => a.href)"""
# What a page is made of: its kinds of elements, each below its parent, and its outline.
SHAPE = """() => {
  const of = (e) => e.tagName + "." + [...e.classList].sort().join(".");
  const told = ["type", "role", "aria-current", "aria-invalid", "hidden"];
  const sort = (e) => told.map(a => e.getAttribute(a) ?? "").join();
  const outline = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map(h => h.tagName).join(" ");
  const all = [...document.querySelectorAll("body *:not(script, svg *)")];
  const found = all.map(e => `${of(e.parentElement)}>${of(e)} ${sort(e)}`);
  return [...new Set([outline.replace(/(H\\d)( \\1)+/g, "$1"), ...found])];
}"""
# What stands on the page at one width and not at the other, by its kind; headings, labels and landmarks by their page.
KEEP_SHOWN = """() => { window.shownWide = [...document.querySelectorAll("body *")].map(e => e.checkVisibility()); }"""
SHOWN_OTHERWISE = """(of) => {
  const own = /^(H[1-6]|LABEL|NAV|MAIN|HEADER|FOOTER|ASIDE|SECTION|FORM|UL|OL|DL|TABLE)$/;
  const place = (e) => [own.test(e.tagName) ? of : "", e.parentElement.tagName];
  const told = (e) => [...place(e), e.tagName, ...[...e.classList].sort(), e.type];
  const other = [...document.querySelectorAll("body *")].filter((e, i) => e.checkVisibility() !== window.shownWide[i]);
  return [...new Set(other.map(e => told(e).join(" ")))];
}"""
# Rules of axe that look at sizes and places: all that another width can change where the same things stand on the page.
BY_PLACE = {"runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}}
EMPTY = """() => {
  const typed = "input:not([type=hidden], [type=checkbox], [type=radio]), textarea";
  for (const form of document.querySelectorAll("main form[method=post]")) {
    form.noValidate = true;
    for (const control of form.querySelectorAll(typed)) control.value = "";
  }
}"""

WIDE, NARROW, NARROWEST = (1366, 900), (390, 844), (320, 640)
HEAVIEST = 100_000
NOT_WALKED = re.compile(r"^/static/|/logout/|^/vao/ra/")


def kind(path: str) -> str:
    """The address without its numbers and without the values of its query."""
    parts = urlsplit(path)
    names = sorted(key for key, _ in parse_qsl(parts.query, keep_blank_values=True))
    words = re.sub(r"(/so-lieu/[a-z]+)[^/]*/", r"\1/", parts.path)  # records behind a figure of a report
    return re.sub(r"\d+", "<n>", words) + ("?" + "&".join(names) if names else "")


def template(path: str) -> str:
    """What pages share that are made by one template: their kind without query, and without the figure's name."""
    return re.sub(r"/so-lieu/.*", "/so-lieu/", kind(urlsplit(path).path))


def paper_shape(page: Any) -> set[str]:
    """What SHAPE tells, of a page as the server sent it: parsed by lxml, before any script."""

    def of(element: Any) -> str:
        return f"{element.tag}.{'.'.join(sorted(element.get('class', '').split()))}"

    told = ("type", "role", "aria-current", "aria-invalid", "hidden", "open")
    every = [
        e for e in page.body.iterdescendants() if isinstance(e.tag, str) and e.tag not in ("script", "path", "use")
    ]
    shape = {f"{of(e.getparent())}>{of(e)} {[e.get(name) for name in told]}" for e in every}
    outline = " ".join(e.tag for e in every if re.fullmatch("h[1-6]", e.tag))
    return shape | {re.sub(r"(h\d)( \1)+", r"\1", outline)}


@dataclass
class Seen:
    """What was judged already, so that nothing is judged twice: shapes by template, as drawn and as sent, what stands
    on a page at one width alone, mixtures of colours by theme."""

    shapes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    papers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    otherwise: set[str] = field(default_factory=set)
    colours: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def anything_new(self, of: str, shape: Iterable[str]) -> bool:
        """True where a page of this template shows what none before it did."""
        fresh = set(shape) - self.shapes[of]
        self.shapes[of] |= fresh
        return bool(fresh)


@dataclass
class Walk:
    """The pages that one person opens. `faults` are sentences, `visited` the addresses that were judged.

    Who `skims` has pages drawn only where the server sends something that nobody before them was shown.
    """

    role: str
    page: Page
    address: str
    seen: Seen = field(default_factory=Seen)
    skims: bool = False
    faults: list[str] = field(default_factory=list)
    visited: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._heard: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self._heard.append(f"script: {error}"))
        self.page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self._heard.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self._heard.append(f"{response.status} for {response.url}")

    @property
    def here(self) -> str:
        return self.page.url.removeprefix(self.address)

    def fault(self, sight: str, rule: str, where: str, detail: str = "") -> None:
        self.faults.append(f"{self.role}, {sight}, {self.here}: {rule} at {where or 'the page'} ({detail})")

    def open(self, path: str, status: int = 200) -> bool:
        """Go there; false where it is a file and no page."""
        try:
            answer = self.page.goto(self.address + path, wait_until="load")
        except Error as error:
            if "Download is starting" in str(error):
                return False
            raise
        if answer is None or not answer.headers.get("content-type", "").startswith("text/html"):
            self._heard.clear()  # the browser's own page around a picture
            return False
        if answer.status != status:
            self.fault("any width", "status", path, str(answer.status))
        self.seen.papers[template(self.here)] |= paper_shape(html.fromstring(answer.text()))
        return True

    def shows_nothing_new(self, path: str) -> list[str] | None:
        """The links of a page which, as the server sends it, has nothing that was not drawn and judged before.

        None: it has, or is no page; then it is to be opened.
        """
        answer = self.page.request.get(self.address + path)
        if not answer.ok or not answer.headers.get("content-type", "").startswith("text/html"):
            return None
        page, here = html.fromstring(answer.text()), answer.url.removeprefix(self.address)
        if paper_shape(page) - self.seen.papers[template(here)]:
            return None
        self.visited.append(here)
        return [urljoin(answer.url, a.get("href")) for a in page.iterfind(".//a[@href]") if a.get("download") is None]

    def judge(self) -> None:
        """The open page: wide, narrow and dark where it shows anything new, else only what costs nothing."""
        self.visited.append(self.here)
        self.page.evaluate(OPEN_DETAILS)
        shape = self.page.evaluate(SHAPE)
        if self.seen.anything_new(template(self.here), shape):
            self._judge_by_sight()
        else:
            self._own_rules("wide")
        weight = self.page.evaluate(WEIGHT)
        if self._is_ours and weight > HEAVIEST:
            self.fault("any width", "weight", "", f"{weight} bytes of pages, styles and scripts")
        for heard in self._heard:
            self.fault("any width", "heard", "", heard)
        self._heard.clear()

    @property
    def _is_ours(self) -> bool:
        """Pages on paper of our own, for the field and for the public; the others are the desk's."""
        return not urlsplit(self.here).path.startswith("/admin/")

    def _judge_by_sight(self) -> None:
        """Wide, narrow, dark, and as narrow as a phone at double size; the page is wide before and after."""
        self.page.evaluate(AXE)
        for name, (width, height) in (("wide", WIDE), ("narrow", NARROW)):
            if name == "narrow":
                self.page.evaluate(KEEP_SHOWN)
                self.page.set_viewport_size({"width": width, "height": height})
            self._own_rules(name)
            self._note(name, self.page.evaluate(RUN_AXE, ALL_BUT_CONTRAST if self._is_another(name) else BY_PLACE))
            self._contrast(name, "light")
        self.page.emulate_media(color_scheme="dark")
        self._contrast("dark", "dark")
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size({"width": NARROWEST[0], "height": NARROWEST[1]})
        self._own_rules("narrowest")
        self.page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})

    def _is_another(self, sight: str) -> bool:
        """Whether other things stand on the page than when it was wide, and not those that do so on every page."""
        if sight == "wide":
            return True
        fresh = set(self.page.evaluate(SHOWN_OTHERWISE, template(self.here))) - self.seen.otherwise
        self.seen.otherwise |= fresh
        return bool(fresh)

    def _contrast(self, sight: str, theme: str) -> None:
        found, told = self.page.evaluate(CONTRAST, sorted(self.seen.colours[theme]))
        self.seen.colours[theme].update(told)
        self._note(sight, found)

    def _own_rules(self, sight: str) -> None:
        self._note(sight, self.page.evaluate(f"({OWN_RULES})({json.dumps({'ours': self._is_ours})})"))

    def _note(self, sight: str, found: Iterable[Iterable[str]]) -> None:
        for rule, where, detail in found:
            self.fault(sight, rule, where, detail)

    def crawl(self, start: Iterable[str], *, twice: Iterable[str] = ()) -> None:
        """Every page that links lead to from `start`: one of each kind of address, two of those `twice`, no files."""
        waiting = deque(start)
        met = Counter(kind(path) for path in waiting)
        while waiting:
            path = waiting.popleft()
            links = self.shows_nothing_new(path) if self.skims else None
            if links is None:
                if not self.open(path):
                    continue
                self.judge()
                links = self.page.evaluate(LINKS)
            for link in links:
                path = urldefrag(link)[0].removeprefix(self.address)
                of = kind(path)
                if path.startswith("/") and met[of] < (2 if of in twice else 1) and not NOT_WALKED.search(path):
                    met[of] += 1
                    waiting.append(path)

    def send_empty(self, of: str) -> None:
        """Send the main form of the first visited page of this kind with nothing in it: it says what is missing."""
        path = next((path for path in self.visited if kind(path) == of), of)
        self.open(path)
        self.page.evaluate(EMPTY)
        self.page.locator("main form[method=post] .btn[type=submit]:visible").first.click()
        try:
            self.page.locator(".error-summary:visible").first.wait_for(timeout=10_000)
        except Error:
            self.fault("wide", "nothing says what is missing", path)
        self.judge()
