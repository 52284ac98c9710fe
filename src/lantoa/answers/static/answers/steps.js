// A procedure one step at a time. Without this script all steps stand below one another.
for (const section of document.querySelectorAll("[data-steps]")) {
  const steps = [...section.querySelectorAll(".steps > li")];
  const bar = section.querySelector("[data-steps-bar]");
  const start = section.querySelector("[data-steps-start]");
  const at = bar.querySelector("[data-at]");
  const [back, next] = [bar.querySelector("[data-back]"), bar.querySelector("[data-next]")];
  let here = 0;

  const show = (number, focus) => {
    here = number;
    steps.forEach((step, index) => { step.hidden = here >= 0 && index !== here; });
    bar.hidden = here < 0;
    start.hidden = here >= 0;
    back.disabled = here <= 0;
    next.disabled = here >= steps.length - 1;
    at.textContent = here < 0 ? "" : at.dataset.words.replace("{so}", here + 1).replace("{tong}", steps.length);
    if (focus) (here < 0 ? start.querySelector("button") : steps[here]).focus();
  };

  if (steps.length > 1) {
    back.addEventListener("click", () => show(here - 1, true));
    next.addEventListener("click", () => show(here + 1, true));
    bar.querySelector("[data-all]").addEventListener("click", () => show(-1, true));
    start.querySelector("button").addEventListener("click", () => show(0, true));
    show(-1, false);
  }
}
