// Shows how far a reading is while the page stays open; when it is over the page is loaded again.
(() => {
  const boxes = [...document.querySelectorAll("[data-reading]")];
  const look = async (box) => {
    try {
      const answer = await fetch(box.dataset.reading, { headers: { Accept: "application/json" } });
      if (answer.status === 404) return false; // it was refused and is gone: the page says so when it is loaded again
      if (!answer.ok) return true;
      const found = await answer.json();
      const bar = box.querySelector("progress");
      if (bar) { bar.max = found.total; bar.value = found.done; }
      const words = box.querySelector("[data-reading-text]");
      if (words && words.textContent !== found.text) words.textContent = found.text;
      return !found.over;
    } catch { return true; }
  };
  const round = async () => {
    const waiting = await Promise.all(boxes.map(look));
    if (waiting.includes(false) && !document.querySelector("form[data-typing]")) { location.reload(); return; }
    setTimeout(round, 1500);
  };
  if (boxes.length) setTimeout(round, 800);
})();
