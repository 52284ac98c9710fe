// The desk's frame: where the browser cannot show a closed menu beside the page, it is opened there; after a refused form
// the error summary takes the focus.
(() => {
  const menu = document.querySelector(".desk-nav");
  if (menu && !CSS.supports("selector(::details-content)")) {
    const wide = matchMedia("(min-width: 60.01rem)");
    const follow = () => { menu.open = wide.matches; };
    wide.addEventListener("change", follow);
    follow();
  }
  document.getElementById("error-summary")?.focus();
})();
