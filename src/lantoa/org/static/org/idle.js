// Locks the desk where nobody is: covers the page after the minutes that the server counts, and opens it again with the
// password. The page stays as it was underneath, with everything that was typed.
(() => {
  const dialog = document.getElementById("idle-lock");
  if (!dialog || !dialog.showModal) return;
  const { state, lock, page } = dialog.dataset;
  const form = dialog.querySelector("form");
  const field = form.elements.namedItem("password");
  const wrong = dialog.querySelector("[data-wrong]");
  const EVERY = 60_000;
  let used = Date.now(), told = Date.now(), until = Infinity;

  for (const kind of ["pointerdown", "keydown", "wheel", "touchmove"]) {
    addEventListener(kind, () => { used = Date.now(); }, { passive: true, capture: true });
  }

  const send = (url, method, body) => {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
    const headers = { Accept: "application/json", ...(method === "POST" && { "X-CSRFToken": token }) };
    return fetch(url, { method, headers, body, redirect: "manual" });
  };

  const ask = async (method) => {
    const answer = await send(state, method);
    if (answer.status === 401) return cover();
    if (!answer.ok) return; // signed out elsewhere: what was typed here stays
    const { seconds, name, password } = await answer.json();
    dialog.querySelector("[data-name]").textContent = name;
    form.hidden = !password;
    dialog.querySelector("[data-elsewhere]").hidden = password;
    told = Date.now();
    until = told + seconds * 1000;
    if (seconds <= 0) return cover();
    if (dialog.open) dialog.close();
  };

  const cover = () => {
    if (dialog.open) return;
    send(lock, "POST").catch(() => {});
    dialog.showModal();
    field.focus();
  };

  const tick = () => {
    const active = !dialog.open && used > told && Date.now() - told >= EVERY;
    if (active) ask("POST").catch(() => {});
    else if (Date.now() >= until || dialog.open) ask("GET").catch(() => { if (!dialog.open && Date.now() >= until) cover(); });
  };

  dialog.addEventListener("cancel", (event) => event.preventDefault());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const answer = await send(page, "POST", new FormData(form));
      if (answer.status === 422) {
        wrong.textContent = (await answer.json()).message;
        wrong.hidden = false;
        field.setAttribute("aria-invalid", "true");
        field.focus();
        return;
      }
      if (!answer.ok) return location.assign(page); // too many tries: the server's own page says how long
      wrong.hidden = true;
      field.removeAttribute("aria-invalid");
      used = Date.now();
      await ask("GET");
    } finally {
      field.value = "";
    }
  });

  ask("GET").catch(() => {});
  setInterval(tick, 10_000);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) tick(); });
})();
