// The box where plans come in: files may be dropped on it, and their names are shown before they are sent.
for (const form of document.querySelectorAll("form[data-drop]")) {
  const input = form.querySelector('input[type="file"]');
  const names = form.querySelector("[data-drop-names]");
  const hint = form.querySelector("[data-drop-hint]");
  if (hint) hint.hidden = false;
  const show = () => {
    names.replaceChildren(...(input.files.length > 1 ? [...input.files] : []).map((file) => {
      const line = document.createElement("li");
      line.textContent = file.name;
      return line;
    }));
  };
  input.addEventListener("change", show);
  for (const kind of ["dragenter", "dragover"]) form.addEventListener(kind, (event) => { event.preventDefault(); form.classList.add("is-over"); });
  for (const kind of ["dragleave", "drop"]) form.addEventListener(kind, () => form.classList.remove("is-over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) { input.files = event.dataTransfer.files; show(); }
  });
}
