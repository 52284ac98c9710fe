// The review page: keeps what is typed, shows only the inputs that a deadline needs, and listens to two shortcuts.
(() => {
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const status = form.querySelector("[data-draft-text]");
  let timer = 0;
  let last = "";
  const body = () => {
    const data = new FormData(form);
    data.delete("action");
    return new URLSearchParams(data).toString();
  };
  const keep = async () => {
    const now = body();
    if (now === last || !form.querySelector("[data-main]")) return;
    last = now;
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: now, keepalive: true, headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" } });
      if (answer.ok && status) status.textContent = (await answer.json()).text;
    } catch { last = ""; }
  };
  last = body();
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, 700); });
  form.addEventListener("submit", () => clearTimeout(timer));
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden" && timer) keep(); });

  const kind = form.querySelector("#deadline-kind");
  const show = () => {
    for (const field of form.querySelectorAll("[data-kind]")) field.hidden = !field.dataset.kind.split(" ").includes(kind.value);
  };
  const own = form.querySelector('input[name="deadline"][value="own"][type="radio"]');
  if (kind) {
    show();
    kind.addEventListener("change", () => { if (own) own.checked = true; show(); });
  }

  const keys = form.querySelector("[data-keys]");
  if (keys) keys.hidden = false;
  document.addEventListener("keydown", (event) => {
    const wanted = event.ctrlKey && event.key === "Enter" ? "[data-main]" : event.altKey && event.key === "ArrowRight" ? "[data-later]" : "";
    const button = wanted && form.querySelector(wanted);
    if (button) { event.preventDefault(); form.requestSubmit(button); }
  });
  // Only the sheet moves to the lit words: the page's own head and tabs stay in sight.
  const sheet = document.querySelector(".sheet-text");
  const lit = sheet?.querySelector("mark");
  if (lit) {
    const below = lit.getBoundingClientRect().bottom - sheet.getBoundingClientRect().top;
    if (below > sheet.clientHeight) sheet.scrollTop += below - sheet.clientHeight / 2;
  }
})();
