// The desk's frame: on a narrow screen the menu folds; after a refused form the error summary takes the focus.
(() => {
  const toggle = document.querySelector("[data-desk-toggle]");
  const menu = document.getElementById("desk-menu");
  if (toggle && menu) {
    const set = (open) => {
      menu.classList.toggle("is-closed", !open);
      toggle.setAttribute("aria-expanded", String(open));
    };
    toggle.hidden = false;
    set(false);
    toggle.addEventListener("click", () => set(menu.classList.contains("is-closed")));
  }
  document.getElementById("error-summary")?.focus();
})();
