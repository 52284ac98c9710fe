// Lan Tỏa: the question widget. One script tag on a commune's site:
//   <script src="https://lantoa.example.vn/hoi/hoi-dap.js" data-xa="00004" defer></script>
// It draws in a shadow root with text nodes only, loads nothing from anybody else, keeps the conversation's key until the
// tab is closed, and needs script-src and connect-src for the address above, no inline script or style.
(() => {
  const w = window.lanToaWords ?? {};  // laid before this file by the address that serves it
  delete window.lanToaWords;
  const tag = document.currentScript, code = tag?.dataset.xa ?? "";
  if (!tag || document.getElementById("lan-toa-hoi-dap")) return;
  const base = `${new URL(tag.src).origin}${new URL(tag.src).pathname.replace(/hoi-dap\.js$/, "")}${code ? `${code}/` : ""}khung/`;
  const STORE = `lan-toa-hoi-${code}`;
  const CSS = `
    :host { all: initial; }
    * { box-sizing: border-box; }
    .root { font: 400 17px/1.55 "Be Vietnam Pro", "Noto Sans", "Segoe UI", Roboto, system-ui, sans-serif; color: #1a1f1f; color-scheme: light; }
    p, ul, dl, dd, figure, blockquote, h2, h3 { margin: 0; padding: 0; }
    button, textarea, input { font: inherit; color: inherit; }
    [hidden] { display: none !important; }
    :focus-visible { outline: 3px solid #1a1f1f; outline-offset: 3px; box-shadow: 0 0 0 3px #fbf8f1; border-radius: 3px; }
    .open, .panel { position: fixed; z-index: 2147483000; inset: auto max(16px, env(safe-area-inset-right)) max(16px, env(safe-area-inset-bottom)) auto; }
    .open, .main { min-height: 48px; padding: 8px 20px; border: 2px solid transparent; border-radius: 6px; background: #0b5261; color: #fffefa; font-weight: 600; cursor: pointer; box-shadow: 0 3px 0 #06343f; }
    .open:hover, .main:hover { background: #06343f; }
    .second { min-height: 44px; padding: 6px 14px; border: 2px solid #77715f; border-radius: 6px; background: #fffefa; color: #1a1f1f; font-weight: 600; cursor: pointer; text-align: start; }
    .second:hover { border-color: #0b5261; color: #0b5261; }
    .panel { display: flex; flex-direction: column; width: min(420px, calc(100vw - 32px)); height: min(640px, calc(100dvh - 32px)); background: #fbf8f1; border: 2px solid #1a1f1f; border-radius: 10px; overflow: hidden; }
    header { display: flex; align-items: center; gap: 8px; padding: 10px 12px 10px 16px; border-bottom: 3px solid #1a1f1f; }
    header div { flex: 1; min-width: 0; }
    h2 { font-size: 19px; line-height: 1.3; } header p, .meta { font-size: 15px; line-height: 1.45; color: #474f4d; }
    .body { flex: 1; overflow-y: auto; padding: 16px; }
    .log > * + *, .stack > * + * { margin-top: 14px; }
    .me { width: fit-content; max-width: 92%; margin-inline-start: auto; background: #0a4754; color: #f4f1e6; border-radius: 10px 10px 3px 10px; padding: 10px 14px; overflow-wrap: anywhere; }
    .lead { font-weight: 600; } .event { text-align: center; font-size: 15px; color: #474f4d; }
    .officer { border: 2px solid #1a1f1f; border-radius: 10px; padding: 10px 14px; background: #fffefa; white-space: pre-line; }
    figure { background: #fffefa; border: 1px solid #dcd4c3; border-inline-start: 4px solid #1a1f1f; border-radius: 0 6px 6px 0; }
    .label { padding: 10px 14px 0; font-size: 15px; font-weight: 600; color: #474f4d; }
    blockquote { font: 400 18px/1.6 Tinos, "Times New Roman", serif; padding: 10px 14px; } blockquote p + p { margin-top: 6px; }
    mark { background: #ffdf6b; color: #1a1f1f; text-decoration: underline 1.5px #856000; text-underline-offset: .2em; }
    figcaption { border-top: 1px solid #dcd4c3; padding: 10px 14px; font-size: 15px; line-height: 1.5; }
    dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 12px; } dt { color: #474f4d; } dd { font-weight: 500; }
    a { color: #0b5261; text-underline-offset: .2em; } a.target, figcaption a { display: inline-block; padding: 8px 0; }
    .gone { color: #a3271c; font-weight: 600; }
    .row { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
    .card { border: 2px solid #1a1f1f; border-radius: 10px; padding: 14px; background: #fffefa; }
    label { display: block; font-weight: 600; } label.tick { display: flex; gap: 10px; font-weight: 400; min-height: 44px; align-items: start; }
    label.tick input { width: 24px; height: 24px; flex: none; margin: 2px 0 0; accent-color: #0b5261; }
    input[type=tel] { width: 100%; max-width: 240px; min-height: 44px; border: 2px solid #77715f; border-radius: 6px; padding: 6px 10px; background: #fffefa; }
    footer { border-top: 1px solid #dcd4c3; padding: 10px 12px; background: #fbf8f1; }
    .me { scroll-margin-top: 12px; } footer .meta { margin-top: 10px; }
    .ask { display: grid; grid-template-columns: 1fr auto; gap: 8px; align-items: end; }
    textarea { min-height: 48px; max-height: 120px; resize: none; field-sizing: content; border: 3px solid #0b5261; border-radius: 8px; padding: 8px 10px; background: #fffefa; }
    .error { color: #a3271c; font-weight: 600; }
    .hush { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    @media (max-width: 30rem) { .panel { inset: 0; width: 100vw; height: 100dvh; border: 0; border-radius: 0; } }
    @media (forced-colors: active) { mark { background: Mark; color: MarkText; } .open, .main, .second { border-color: ButtonText; } }
    @media print { .root { display: none; } }`;

  const el = (name, props = {}, ...kids) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(props)) {
      if (key === "class") made.className = value;
      else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (key in made && typeof value !== "string") made[key] = value;
      else made.setAttribute(key, value);
    }
    made.append(...kids.filter((kid) => kid !== null && kid !== undefined && kid !== ""));
    return made;
  };
  const host = el("div", { id: "lan-toa-hoi-dap", lang: "vi" }), shadow = host.attachShadow({ mode: "open" });
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    shadow.adoptedStyleSheets = [sheet];
  } catch { shadow.append(el("style", {}, CSS)); }

  const kept = (value) => {
    try {
      if (value === undefined) return sessionStorage.getItem(STORE) ?? "";
      sessionStorage.setItem(STORE, value);
    } catch { /* private window: for this page only */ }
    return value ?? "";
  };
  let key = kept(), last = 0, state = "machine", greeted = false, pause = 5000, timer = 0;
  const call = async (route, body) => {
    const how = body ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ key, after: last, ...body }) } : {};
    const answer = await fetch(base + route, { credentials: "omit", ...how });
    const said = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(said.message), { told: said.message, status: answer.status });
    return said;
  };

  // --- the parts
  const error = el("p", { class: "error", role: "alert", hidden: true });
  const fail = (problem) => { error.hidden = !problem; error.textContent = problem ? problem.told ?? w.offline : ""; };
  const log = el("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": w.talk });
  const box = el("textarea", { id: "q", rows: "1", placeholder: w.placeholder });
  const title = el("h2", { id: "t" }, w.title), place = el("p");
  const body = el("div", { class: "body stack", tabindex: "0", role: "region", "aria-label": w.content }, log);
  const form = el("form", { class: "ask", novalidate: "", onsubmit: (event) => { event.preventDefault(); ask(box.value); } },
    el("label", { class: "hush", for: "q" }, w.question), box, el("button", { class: "main", type: "submit" }, w.ask));
  const full = el("a", { class: "target", target: "_blank", rel: "noopener" }, w.full);
  const panel = el("section", { class: "panel", role: "dialog", "aria-labelledby": "t", hidden: true },
    el("header", {}, el("div", {}, title, place), el("button", { class: "second", type: "button", onclick: () => person() }, w.person),
      el("button", { class: "second", type: "button", "aria-label": w.close, onclick: () => shut() }, "✕")),
    body, el("footer", {}, form, error, el("p", { class: "meta" }, `${w.warning} `, full)));
  const launcher = el("button", { class: "open", type: "button", "aria-expanded": "false", onclick: () => show() }, w.title);
  shadow.append(el("div", { class: "root" }, launcher, panel));

  const quote = (block) => el("figure", {}, el("p", { class: "label" }, block.written ? w.approved : w.verbatim),
    el("blockquote", {}, ...block.paragraphs.map((one) => el("p", {}, ...one.map(([text, lit]) => lit ? el("mark", {}, text) : text)))),
    el("figcaption", {}, block.standing === "in_force" ? null : el("p", { class: "gone" }, w[block.standing]),
      el("dl", {}, el("dt", {}, block.written ? w.based : w.document), el("dd", {}, block.name),
        ...(block.audience ? [el("dt", {}, w.audience), el("dd", {}, block.audience)] : []),
        ...(block.places ? [el("dt", {}, w.place), el("dd", {}, block.places)] : []),
        ...(block.issued ? [el("dt", {}, w.issued), el("dd", {}, block.issued)] : []),
        ...(block.written ? [] : [el("dt", {}, w.force), el("dd", {}, w[block.standing])]),
        ...(block.replaced_by ? [el("dt", {}, w.replaced_by), el("dd", {}, block.replaced_by)] : []),
        ...(block.amended_by ? [el("dt", {}, w.amended_by), el("dd", {}, block.amended_by)] : [])),
      block.address ? el("a", { href: block.address, target: "_blank", rel: "noopener" }, w.open) : null));
  const judge = (id) => {
    const row = el("div", { class: "row", role: "group", "aria-label": w.judge });
    const tap = async (feedback) => {
      try {
        await call("danh-gia/", { message: id, feedback });
        row.replaceChildren(el("span", { role: "status", class: "meta" }, w.thanks));
      } catch (problem) { fail(problem); }
    };
    row.append(el("span", { class: "meta" }, w.right), el("button", { class: "second", type: "button", onclick: () => tap("helped") }, w.yes),
      el("button", { class: "second", type: "button", onclick: () => tap("not_helped") }, w.no));
    return row;
  };
  const line = (said) => {
    if (said.who === "asker") return el("p", { class: "me" }, el("span", { class: "hush" }, `${w.asked} `), said.text);
    if (said.who === "officer") return el("div", { class: "officer" }, el("p", { class: "lead" }, w.officer), said.text);
    if (said.kind === "event") return el("p", { class: "event" }, said.text);
    return el("div", { class: "stack" }, el("p", { class: "lead" }, el("span", { class: "hush" }, `${w.answered} `), said.text),
      said.reworded ? el("p", {}, said.reworded) : null, ...said.blocks.map(quote),
      said.near.length ? el("p", { class: "lead" }, w.near) : null, ...said.near.map(quote),
      said.rate ? judge(said.id) : null,
      said.kind === "declined" ? el("button", { class: "second", type: "button", onclick: () => person() }, w.hand) : null);
  };
  const take = (told) => {
    key = kept(told.key);
    state = told.state;
    const fresh = told.lines.filter((one) => one.id > last && (one.text || one.blocks.length)).map((one) => { last = one.id; return line(one); });
    log.append(...fresh);
    const mine = fresh.find((one) => one.className === "me") ?? fresh[0];
    mine?.scrollIntoView({ block: "start" });
    watch();
  };

  // --- what one does
  const ask = async (text) => {
    if (form.hasAttribute("aria-busy")) return;
    form.setAttribute("aria-busy", "true");
    try {
      take(await call("hoi/", { text }));
      box.value = "";
      fail(null);
    } catch (problem) { fail(problem); } finally {
      form.removeAttribute("aria-busy");
      box.focus();
    }
  };
  const greet = async () => {
    greeted = true;
    log.append(el("p", {}, w.hello));
    try {
      const told = await call("");
      Object.assign(panel, { told });
      place.textContent = told.place;
      full.href = told.page;
      if (!key && told.examples.length) log.append(el("div", { class: "stack" }, ...told.examples.map((one) => el("button", { class: "second", type: "button", onclick: () => ask(one) }, one))));
      if (key) take(await call("moi/", {}));
    } catch (problem) {
      if (problem.status === 404 && key) { key = kept(""); return; }
      fail(problem);
    }
  };
  const person = () => {
    shadow.getElementById("card")?.remove();
    const told = panel.told ?? {};
    const phone = el("input", { type: "tel", id: "p", autocomplete: "tel" }), consent = el("input", { type: "checkbox", id: "c" });
    const wrong = el("p", { class: "error", role: "alert", hidden: true });
    const send = async (event) => {
      event.preventDefault();
      try {
        take(await call("gap-can-bo/", { phone: phone.value, consent: consent.checked }));
        card.remove();
        box.focus();
      } catch (problem) { wrong.hidden = false; wrong.textContent = problem.told ?? w.again; }
    };
    const card = el("form", { class: "card stack", id: "card", novalidate: "", onsubmit: send }, el("h3", { tabindex: "-1" }, w.hand),
      el("p", {}, told.wait ?? ""), told.phone ? el("p", {}, `${w.call} `, el("a", { class: "target", href: `tel:${told.phone.replace(/\s/g, "")}` }, told.phone)) : null,
      el("label", { for: "p" }, w.phone), el("p", { class: "meta" }, w.phone_hint), phone,
      el("label", { class: "tick" }, consent, el("span", {}, w.consent.replace("%(days)d", told.days ?? 30))),
      wrong, el("div", { class: "row" }, el("button", { class: "main", type: "submit" }, w.hand), el("button", { class: "second", type: "button", onclick: () => { card.remove(); box.focus(); } }, w.never)));
    body.append(card);
    card.querySelector("h3").focus();
  };
  const show = () => {
    panel.hidden = false;
    launcher.hidden = true;
    launcher.setAttribute("aria-expanded", "true");
    if (!greeted) greet();
    box.focus();
    watch();
  };
  const shut = () => {
    panel.hidden = true;
    launcher.hidden = false;
    launcher.setAttribute("aria-expanded", "false");
    launcher.focus();
  };
  panel.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); shut(); } });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && matchMedia("(hover: hover)").matches) { event.preventDefault(); form.requestSubmit(); }
  });
  const watch = () => {
    clearTimeout(timer);
    if (panel.hidden || !key || (state !== "waiting" && state !== "person")) return;
    timer = setTimeout(async () => {
      const before = last;
      if (!document.hidden) try { take(await call("moi/", {})); } catch { /* looked for again later */ }
      pause = last > before ? 5000 : Math.min(pause * 1.3, 60000);
      watch();
    }, pause);
  };

  const mount = () => document.body.append(host);
  // a wrong code, or a site that nobody listed: nothing is drawn, and who set it up finds one line in the console
  call("").then(() => { if (document.body) mount(); else document.addEventListener("DOMContentLoaded", mount); })
    .catch(() => console.warn(w.refused));
})();
