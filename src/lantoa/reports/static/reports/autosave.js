// What an officer writes in a report is kept while they write: on the server, and in this tab until the server has it.
(() => {
  const words = (name) => document.querySelector("#words").content.querySelector(`[data-${name}]`).textContent;

  const refresh = async () => {
    const answer = await fetch(location.pathname.replace(/doan\/.*$/, ""), { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of ["sheet", "appendix"]) {
      const old = document.getElementById(id), made = fresh.getElementById(id);
      if (old && made) old.replaceChildren(...made.childNodes);
    }
  };

  const begin = (form) => {
    const area = form.querySelector("textarea"), version = form.querySelector("[name=version]");
    const status = form.querySelector("[data-status]"), conflict = form.querySelector("[data-conflict]");
    const key = `report-${form.dataset.key}`;
    let saved = area.value, timer = 0, busy = false, stopped = false;

    const later = (wait) => { clearTimeout(timer); timer = setTimeout(save, wait); };

    const ask = (answer) => {
      stopped = true;
      const box = document.querySelector("#conflict").content.cloneNode(true);
      box.querySelector("[data-message]").textContent = answer.message;
      box.querySelector("[data-by]").textContent = answer.by;
      box.querySelector("[data-stored]").textContent = answer.stored;
      const settle = (text) => {
        version.value = answer.version;
        area.value = text;
        saved = answer.stored;
        stopped = false;
        conflict.replaceChildren();
        conflict.hidden = true;
        area.focus();
        later(0);
      };
      box.querySelector("[data-keep]").addEventListener("click", () => settle(area.value));
      box.querySelector("[data-take]").addEventListener("click", () => settle(answer.stored));
      conflict.replaceChildren(box);
      conflict.hidden = false;
      status.textContent = "";
    };

    const save = async () => {
      const text = area.value;
      if (busy || stopped) return;
      if (text === saved) { sessionStorage.removeItem(key); return; }
      busy = true;
      status.textContent = words("saving");
      try {
        const answer = await fetch(form.action, {
          method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, credentials: "same-origin",
        });
        const json = (answer.headers.get("Content-Type") || "").startsWith("application/json");
        if (!json) {
          status.textContent = words(answer.redirected || answer.status === 403 ? "signed-out" : "offline");
          later(20000);
        } else {
          const said = await answer.json();
          if (answer.ok) {
            version.value = said.version;
            saved = text;
            status.textContent = said.saved;
            if (area.value === text) sessionStorage.removeItem(key);
            refresh().catch(() => {});
          } else if ("stored" in said) ask(said);
          else { status.textContent = said.message; stopped = true; }
        }
      } catch {
        status.textContent = words("offline");
        later(10000);
      }
      busy = false;
      if (area.value !== text) later(600);
    };

    const kept = sessionStorage.getItem(key);
    if (kept) {
      const draft = JSON.parse(kept);
      if (draft.text !== area.value) {
        area.value = draft.text;
        version.value = draft.version;
        status.textContent = words("restored");
        later(1500);
      } else sessionStorage.removeItem(key);
    }
    area.addEventListener("input", () => {
      if (!conflict.hidden) return;
      stopped = false;
      sessionStorage.setItem(key, JSON.stringify({ text: area.value, version: version.value }));
      later(1200);
    });
    area.addEventListener("change", () => later(0));
    form.addEventListener("submit", (event) => { event.preventDefault(); later(0); });
  };

  document.querySelectorAll("form[data-passage]").forEach(begin);
})();
