// A shared PC: tells the server that somebody is here, and covers the page when the session locks. What was typed stays
// on the page below; the lock opens in another tab, and the cover goes by itself.
(() => {
  const cover = document.querySelector("dialog[data-idle]");
  if (!cover) return;
  const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
  let used = false;
  for (const sign of ["keydown", "pointerdown", "wheel"]) {
    addEventListener(sign, () => { if (!cover.open) used = true; }, { passive: true });
  }
  cover.addEventListener("cancel", (event) => event.preventDefault());
  const ask = async () => {
    const method = used ? "POST" : "GET";
    used = false;
    let seconds;
    try {
      const answer = await fetch(cover.dataset.idle, { method, headers: { "X-CSRFToken": token, Accept: "application/json" } });
      seconds = answer.ok ? (await answer.json()).seconds : answer.status === 403 ? 30 : 0;
    } catch {
      seconds = 30; // no network: the server locks by itself, and the next request says so
    }
    if (seconds > 0 && cover.open) cover.close();
    if (seconds <= 0 && !cover.open) cover.showModal();
    setTimeout(ask, 1000 * (cover.open ? 5 : Math.min(60, Math.max(5, seconds))));
  };
  setTimeout(ask, 60000);
})();
