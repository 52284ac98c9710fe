// The reader's own wishes, kept on this device: large type.
(() => {
  const root = document.documentElement;
  const read = () => { try { return localStorage.getItem("large") === "1"; } catch { return false; } };
  root.classList.toggle("large", read());
  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("[data-large]")) {
      button.hidden = false;
      button.setAttribute("aria-pressed", String(read()));
      button.addEventListener("click", () => {
        const on = root.classList.toggle("large");
        button.setAttribute("aria-pressed", String(on));
        try { localStorage.setItem("large", on ? "1" : "0"); } catch { /* private window: for this page only */ }
      });
    }
  });
})();
