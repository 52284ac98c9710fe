// The desk's frame: where the browser cannot show a closed menu beside the page, it is opened there; after a refused form
// the error summary takes the focus; a double click is one click.
(() => {
  const menu = document.querySelector(".desk-nav");
  if (menu && !CSS.supports("selector(::details-content)")) {
    const wide = matchMedia("(min-width: 60.01rem)");
    const follow = () => { menu.open = wide.matches; };
    wide.addEventListener("change", follow);
    follow();
  }
  document.getElementById("error-summary")?.focus();

  // The second half of a double click sends nothing again, and presses no button that the next page has at that place.
  document.addEventListener("click", (event) => {
    if (event.detail > 1 && event.target.closest?.("button, input")?.type === "submit") event.preventDefault();
  }, true);
  // Nor does a second, slower press while the first is on its way; after a while it may have been lost.
  const LOST = 5000; // milliseconds
  const sent = new Map();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (event.timeStamp - (sent.get(form) ?? -LOST) < LOST) event.preventDefault();
    else sent.set(form, event.timeStamp);
  });
  addEventListener("pageshow", () => sent.clear()); // the browser's Back shows the page as it was left
})();
