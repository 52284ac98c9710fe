// File buttons: our own words in place of the browser's, which speaks its own language. Without it its button stays.
for (const box of document.querySelectorAll("[data-file]")) {
  const input = box.querySelector('input[type="file"]');
  const chosen = box.querySelector("output");
  const tell = () => { chosen.textContent = [...input.files].map((file) => file.name).join(", ") || chosen.dataset.none; };
  for (const part of [box.querySelector("label"), chosen]) part.hidden = false;
  box.classList.add("is-ours");
  input.addEventListener("change", tell);
  tell();
}
