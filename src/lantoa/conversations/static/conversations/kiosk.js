// A kiosk that is left forgets: after a while it asks whether somebody is there, then erases and begins anew.
const leave = document.getElementById("leave"), dialog = document.getElementById("idle");
const left = document.getElementById("idle-left"), stay = document.getElementById("idle-stay");
const QUIET = 90, COUNT = 30;  // seconds
let since = Date.now(), counting = 0;

const begun = () => document.querySelector(".talk .me") !== null || document.getElementById("cau-hoi").value !== "";
const touched = () => { since = Date.now(); };
for (const kind of ["pointerdown", "keydown", "wheel", "touchmove"]) addEventListener(kind, touched, { passive: true });
stay.addEventListener("click", () => dialog.close());
dialog.addEventListener("close", touched);

const erase = () => {  // nobody is there to say that the question is to go from the work list too
  leave.append(Object.assign(document.createElement("input"), { type: "hidden", name: "left", value: "1" }));
  leave.submit();
};
setInterval(() => {
  if (!begun()) return;
  const idle = Math.floor((Date.now() - since) / 1000);
  if (idle < QUIET) { if (dialog.open) dialog.close(); return; }
  if (!dialog.open) { dialog.showModal(); counting = COUNT; }
  left.textContent = String(counting);
  if (counting-- <= 0) erase();
}, 1000);
new MutationObserver(() => { leave.hidden = false; }).observe(document.getElementById("talk"), { childList: true });
