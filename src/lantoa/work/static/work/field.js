// My work: steppers, what was typed kept on this phone until it is sent, sending that outlives a lost network.
import { drafts } from "./drafts.js";
import { photos } from "./photos.js";

document.documentElement.classList.add("has-js");

const toNumber = (text) => Number(text.trim().replace(/\.(?=\d{3}(\D|$))/g, "").replace(",", ".")) || 0;

for (const stepper of document.querySelectorAll("[data-stepper]")) {
  const input = stepper.querySelector("input");
  stepper.addEventListener("click", (event) => {
    const step = Number(event.target.closest("[data-step]")?.dataset.step ?? 0);
    if (!step) return;
    input.value = String(Math.max(0, toNumber(input.value) + step)).replace(".", ",");
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

const renew = (form) => {
  const key = form.elements.client_key;
  if (key) key.value = Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
};

const showErrors = (form, errors) => {
  const box = form.querySelector("[data-errors]");
  const list = box.querySelector("ul");
  list.replaceChildren(
    ...errors.map(({ field, text }) => {
      const item = document.createElement("li");
      const words = document.createElement(field ? "a" : "span");
      if (field) words.href = `#${field}`;
      words.textContent = text;
      item.append(words);
      return item;
    }),
  );
  // a doubtful number or day is asked about: now there is something to be sure of
  if (errors.some(({ field }) => field === form.elements.sure?.id)) form.querySelector("[data-sure]").hidden = false;
  box.hidden = false;
  box.focus();
};

const send = async (form, shots, draft) => {
  for (const box of form.querySelectorAll("[data-failed], [data-expired], [data-errors]")) box.hidden = true;
  const button = form.querySelector("[type=submit]");
  button.setAttribute("aria-disabled", "true");
  try {
    const data = new FormData(form);
    await shots?.into(data);
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    const body = isJson ? await answer.json() : {};
    if (answer.ok && body.url) {
      draft?.clear();
      location.assign(body.url);
    } else if (!isJson || body.url) {
      form.querySelector("[data-expired]").hidden = false;
    } else showErrors(form, body.errors ?? [{ field: "", text: body.message }]);
  } catch {
    form.querySelector("[data-failed]").hidden = false;
  } finally {
    button.removeAttribute("aria-disabled");
  }
};

for (const form of document.querySelectorAll("form[data-draft]")) {
  const draft = drafts(form);
  if (!form.matches("[data-send]")) continue;
  const shots = form.querySelector("[data-shots]") ? photos(form) : null;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (form.querySelector("[type=submit]").getAttribute("aria-disabled") !== "true") send(form, shots, draft);
  });
}

// A page that comes back out of the browser's memory is a new sending.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-send]").forEach(renew);
});
document.getElementById("error-summary")?.focus();
