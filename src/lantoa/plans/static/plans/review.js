// The review page: keeps what is typed, fills from chips, follows the focus on the original, listens to the keys.
(() => {
  const sheet = document.querySelector("[data-sheet]");
  const form = document.querySelector("form[data-draft]");
  if (!form || !sheet) return;
  const words = form.dataset;
  const live = form.querySelector("[data-said]");
  const say = (text, values = {}) => {
    live.textContent = "";
    setTimeout(() => { live.textContent = text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all); }, 50);
  };

  // --- what is typed is kept on the server while it is typed
  const status = form.querySelector("[data-draft-text]");
  let timer = 0;
  let last = "";
  const body = () => {
    const data = new FormData(form);
    data.delete("action");
    return new URLSearchParams(data).toString();
  };
  const AGAIN = 5000; // milliseconds until what was not kept is sent again
  let sending = false;
  const later = (wait) => { clearTimeout(timer); timer = setTimeout(keep, wait); };
  const keep = async () => {
    const now = body();
    if (now === last || !form.querySelector("[data-main]")) return;
    if (sending) { later(700); return; } // one after the other: an older one must not come last
    sending = true;
    let text = words.draftFailed;
    let kept = false;
    try {
      const answer = await fetch(words.draft, { method: "POST", body: now, keepalive: true, headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" } });
      kept = answer.ok;
      const said = await answer.json();
      text = said.text ?? said.message ?? text;
    } catch { /* no network, or no JSON: the words above say so */ }
    sending = false;
    if (kept) last = now; else later(AGAIN);
    if (status) status.textContent = text;
  };
  last = body();
  form.addEventListener("input", () => later(700));
  form.addEventListener("submit", () => clearTimeout(timer));
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden" && timer) keep(); });

  // --- a page that is still being drawn is asked for again
  for (const image of document.querySelectorAll(".paper img")) {
    let tries = 0;
    image.addEventListener("error", () => {
      tries += 1;
      if (tries <= 5) setTimeout(() => { image.src = image.getAttribute("src"); }, 2000 * tries);
    });
  }

  const kind = form.querySelector("#deadline-kind");
  const show = () => {
    for (const field of form.querySelectorAll("[data-kind]")) field.hidden = !field.dataset.kind.split(" ").includes(kind.value);
  };
  const own = form.querySelector('input[name="deadline"][value="own"][type="radio"]');
  if (kind) {
    show();
    kind.addEventListener("change", () => { if (own) own.checked = true; show(); });
  }

  // --- chips fill the form at once; the last fill can be taken back
  const fills = [];
  const hold = (name) => [...form.elements].filter((one) => one.name === name);
  const read = (name) => hold(name).map((one) => (one.type === "radio" ? [one, one.checked] : [one, one.value]));
  const write = (control, value) => {
    if (control.type === "radio") control.checked = value; else control.value = value;
    control.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const settled = () => { if (kind) show(); form.dispatchEvent(new Event("input")); };
  form.addEventListener("click", (event) => {
    const chip = event.target.closest?.("[data-fill]");
    if (!chip) return;
    event.preventDefault();
    const wanted = Object.entries(JSON.parse(chip.dataset.fill));
    fills.push({ chip, before: wanted.flatMap(([name]) => read(name)) });
    for (const [name, value] of wanted) for (const one of hold(name)) write(one, one.type === "radio" ? one.value === value : value);
    for (const other of chip.closest(".chips").querySelectorAll("[data-fill]")) other.setAttribute("aria-pressed", String(other === chip));
    settled();
    say(words.sayFilled, { text: chip.textContent.trim() });
  });
  const undo = () => {
    const fill = fills.pop();
    const decision = document.querySelector("[data-undo]");
    if (fill) {
      for (const [control, value] of fill.before) write(control, value);
      fill.chip.setAttribute("aria-pressed", "false");
      settled();
      fill.chip.focus();
      say(words.sayUndone);
    } else if (decision) decision.form.requestSubmit(decision);
    else say(words.sayNothing);
  };

  // --- the original: pages or words, larger or smaller, always at what the field in hand says
  const part = () => sheet.querySelector("[data-half-part]:not([hidden]) [data-scroll]") ?? sheet.querySelector("[data-scroll]");
  const bring = (number) => {
    const inside = part();
    const place = number ? inside.querySelector(`[data-place="${number}"]`) : inside.querySelector("[data-place]");
    for (const one of sheet.querySelectorAll(".is-lit")) one.classList.remove("is-lit");
    if (!place) return;
    if (number) for (const one of sheet.querySelectorAll(`[data-place="${number}"]`)) one.classList.add("is-lit");
    const box = place.getBoundingClientRect(), frame = inside.getBoundingClientRect();
    if (box.top < frame.top + 16 || box.bottom > frame.bottom - 16) inside.scrollTop += box.top - frame.top - inside.clientHeight / 3;
    if (box.left < frame.left || box.right > frame.right) inside.scrollLeft += box.left - frame.left - 80;
  };
  form.addEventListener("focusin", (event) => {
    let box = event.target;
    while (box && !/^f\d+$/.test(box.id)) box = box.parentElement;
    if (box) bring(box.id.slice(1));
  });
  sheet.addEventListener("click", (event) => {
    const link = event.target.closest(".paper-no");
    const box = link && document.querySelector(link.hash);
    if (box) { event.preventDefault(); enter(box); }
    const half = event.target.closest("[data-half-button]")?.dataset.halfButton;
    if (!half || event.target.closest("a")) return;
    event.preventDefault();
    sheet.dataset.half = half;
    for (const one of sheet.querySelectorAll("[data-half-part]")) one.hidden = one.dataset.halfPart !== half;
    for (const one of sheet.querySelectorAll("[data-half-button]")) one.setAttribute("aria-pressed", String(one.dataset.halfButton === half));
    document.cookie = `lantoa-review-half=${half}; path=${words.cookiePath}; max-age=31536000; samesite=lax`;
    zoom.hidden = half !== "trang";
    bring();
  });
  const zoom = sheet.querySelector("[data-zoom]");
  const pages = sheet.querySelector(".sheet-pages");
  const steps = [1, 1.4, 2, 2.8];
  if (zoom) {
    zoom.hidden = sheet.dataset.half !== "trang";
    zoom.addEventListener("click", (event) => {
      const by = Number(event.target.closest("[data-zoom-by]")?.dataset.zoomBy ?? 0);
      if (!by) return;
      const now = Number(getComputedStyle(pages).getPropertyValue("--zoom"));
      const at = steps.reduce((best, step, index) => (Math.abs(step - now) < Math.abs(steps[best] - now) ? index : best), 0);
      pages.style.setProperty("--zoom", steps[Math.max(0, Math.min(steps.length - 1, at + by))]);
      bring();
    });
  }
  addEventListener("load", () => bring());
  bring();

  // --- the keys: a dialogue lists them, and they can be switched off there
  const dialog = document.querySelector("[data-keys]");
  const off = dialog?.querySelector("[data-keys-off]");
  const opener = form.querySelector("[data-keys-open]");
  if (opener) { opener.hidden = false; opener.addEventListener("click", () => dialog.showModal()); }
  if (off) {
    off.checked = localStorage.getItem("lantoa-review-keys") === "off";
    off.addEventListener("change", () => localStorage.setItem("lantoa-review-keys", off.checked ? "off" : "on"));
  }
  const enter = (box) => {
    for (let one = box.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
    const control = box.querySelector("input:not([type=hidden]), select, textarea, button") ?? box;
    control.focus();
    box.scrollIntoView({ block: "nearest" });
  };
  const doubtful = (by) => {
    const boxes = [...form.querySelectorAll(".f.unsure")];
    if (!boxes.length) return say(words.sayNone);
    const at = boxes.findIndex((box) => box.contains(document.activeElement));
    const next = at < 0 ? (by > 0 ? 0 : boxes.length - 1) : (at + by + boxes.length) % boxes.length;
    enter(boxes[next]);
    say(words.sayField, { number: next + 1, total: boxes.length });
  };
  const press = (selector) => { const button = form.querySelector(selector); if (button) form.requestSubmit(button); };
  const edit = () => { const text = form.querySelector("#f-text"); if (text) { text.closest("details").open = true; text.focus(); } };
  const keys = {
    "ctrl+Enter": () => press("[data-main]"),
    "alt+ArrowRight": () => press("[data-later]"),
    "F8": () => doubtful(1),
    "shift+F8": () => doubtful(-1),
    "F2": edit,
    "alt+Backspace": undo,
    "?": () => dialog?.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || off?.checked || document.querySelector("dialog[open]")) return;
    const typing = event.target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select");
    const held = `${event.ctrlKey ? "ctrl+" : ""}${event.altKey ? "alt+" : ""}`;
    const name = event.key === "?" ? `${held}?` : `${held}${event.shiftKey ? "shift+" : ""}${event.key}`;
    if (!keys[name] || (typing && (name === "?" || name === "alt+Backspace"))) return;
    event.preventDefault();
    keys[name]();
  });
})();
