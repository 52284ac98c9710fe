// What every page of ours owes its reader beyond what axe knows. Returns [rule, selector, detail] of each fault.
// `ours`: pages on paper of our own (field, public), whose links that stand alone are 44 px high as well.
({ ours }) => {
  const TARGET = 44, LEAST = 24, READING = 18, SMALLEST = 16, LABELS = 15; // px
  const faults = [];
  const name = (element) => {
    const parts = [];
    for (let e = element; e && e !== document.body && parts.length < 4; e = e.parentElement) {
      if (e.id) { parts.unshift(`#${e.id}`); break; }
      parts.unshift([e.tagName.toLowerCase(), ...e.classList].join("."));
    }
    return parts.join(" > ");
  };
  const fault = (rule, element, detail = "") => faults.push([rule, element ? name(element) : "", String(detail).replace(/\s+/g, " ").trim().slice(0, 120)]);
  const style = (element, part) => getComputedStyle(element, part);
  const shown = (element) => {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    const box = element.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) return false; // for screen readers only
    for (let e = element; e; e = e.parentElement) if (style(e).position === "absolute" && parseFloat(style(e).top) < -100) return false;
    return true;
  };

  const heads = [...document.querySelectorAll("h1")].filter((head) => head.checkVisibility());
  if (heads.length !== 1) fault("exactly one h1", heads[1], heads.length);
  if (document.documentElement.lang !== "vi") fault("language of the page", null, document.documentElement.lang);
  if (!/^\s*[^\s–]/.test(document.title)) fault("title", null, document.title);
  const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
  for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) fault("an id twice", document.getElementById(id), id);

  const { scrollWidth } = document.scrollingElement;
  if (scrollWidth > innerWidth) {
    const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && shown(e));
    fault("horizontal scrolling", wide.at(-1), `${scrollWidth} > ${innerWidth}`);
  }

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const element = text.parentElement;
    if (!text.data.trim() || element.closest("script, style, svg, template, option, [aria-hidden=true]") || !shown(element)) continue;
    const least = element.closest(".bottom-bar, .day, sup") ? LABELS : SMALLEST;
    if (parseFloat(style(element).fontSize) < least) fault("size of type", element, `${style(element).fontSize}: ${element.textContent}`);
  }
  for (const main of [document.querySelector("main .lt.desk-page") ?? document.querySelector("main")])
    if (!main || parseFloat(style(main).fontSize) < READING) fault("size of reading type", main, main && style(main).fontSize);

  const block = (element) => { let e = element; while (style(e).display.startsWith("inline")) e = e.parentElement; return e; };
  const alone = (element) => style(element).display !== "inline" || block(element).innerText.trim() === element.innerText.trim();
  for (const e of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
    if (!shown(e) || e.matches(":disabled") || e.closest("[inert]")) continue;
    const link = e.matches("a");
    if (link && !alone(e)) continue;
    const label = e.closest("label");
    const cover = style(e, "::after").position === "absolute" && style(e, "::after").content !== "none" ? e.offsetParent : null;
    const boxes = [e, label, cover].filter(Boolean).map((one) => one.getBoundingClientRect());
    const high = Math.max(...boxes.map((box) => box.height)), wide = Math.max(...boxes.map((box) => box.width));
    const least = link && !ours ? LEAST : TARGET;
    if (high < least - 0.5 || wide < LEAST - 0.5) fault(`target of ${least} px`, e, `${Math.round(wide)} x ${Math.round(high)}: ${e.innerText || e.name}`);
  }

  for (const image of document.images) if (image.complete && !image.naturalWidth && image.loading !== "lazy" && shown(image)) fault("picture that does not show", image, image.src);
  for (const box of document.querySelectorAll("main :is(section, ul, ol, table, fieldset, nav, dl, .empty, .notice)"))
    if (!box.textContent.trim() && !box.querySelector("img, svg, input, canvas") && shown(box)) fault("empty box", box);
  return faults;
}
