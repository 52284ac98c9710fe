// The slip keeps each line on the server as it is typed; a lost network is said beside the line.
const form = document.querySelector("form[data-slip]");
const words = document.getElementById("slip-words")?.dataset ?? {};

const save = async (line) => {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  for (const field of line.querySelectorAll("input, textarea")) {
    if (field.name && (field.type !== "radio" || field.checked)) data.set(field.name, field.value);
  }
  const status = line.querySelector("[data-saved]");
  try {
    const answer = await fetch(line.dataset.line, { method: "POST", body: data, headers: { Accept: "application/json" } });
    const body = await answer.json();
    if (answer.ok) line.querySelector("input[name$=-version]").value = body.version;
    status.textContent = answer.ok ? words.saved : body.message;
  } catch {
    status.textContent = words.offline;
  }
};

if (form) {
  const waiting = new Map();
  let saving = Promise.resolve();
  const flush = (line) => {
    clearTimeout(waiting.get(line));
    waiting.delete(line);
    saving = saving.then(() => save(line));
  };
  for (const line of form.querySelectorAll("[data-line]")) {
    const later = () => {
      clearTimeout(waiting.get(line));
      waiting.set(line, setTimeout(flush, 800, line));
    };
    line.addEventListener("input", later);
    line.addEventListener("change", later);
  }
  form.addEventListener("submit", () => waiting.forEach((timer) => clearTimeout(timer)));
}
