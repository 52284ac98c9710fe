// Buttons that copy the text of a box; where the clipboard is closed the box is selected instead.
for (const button of document.querySelectorAll("[data-copy]")) {
  const box = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    try { await navigator.clipboard.writeText(box.value); } catch { box.focus(); box.select(); document.execCommand?.("copy"); }
    const status = button.parentElement.querySelector('[role="status"]');
    if (status) status.textContent = button.dataset.done;
  });
}
