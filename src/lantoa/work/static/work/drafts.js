// What was typed into a form, kept on this phone until it is sent: a closed tab or an expired session loses nothing.
const KINDS = "textarea, input[type=text], input[type=date], input:not([type])";

const store = {
  read(key) { try { return JSON.parse(localStorage.getItem(key) ?? "null"); } catch { return null; } },
  write(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* private window: this page only */ } },
  remove(key) { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } },
};

/** Keep and bring back the words of `form`; returns what forgets them once they are sent. */
export const drafts = (form) => {
  const key = `viec:${form.dataset.draft}`;
  const fields = () => [...form.querySelectorAll(KINDS)].filter((field) => field.name);
  const refused = form.querySelector(".error-summary:not([hidden])");
  const kept = store.read(key);
  if (kept?.sent && !refused) store.remove(key);
  else if (kept && !refused) for (const field of fields()) if (!field.value && kept.values[field.name]) field.value = kept.values[field.name];
  const save = (sent) => {
    const values = Object.fromEntries(fields().filter((f) => f.value !== f.defaultValue).map((f) => [f.name, f.value]));
    if (Object.keys(values).length) store.write(key, { values, sent });
    else store.remove(key);
  };
  form.addEventListener("input", () => save(false));
  if (!form.matches("[data-send]")) form.addEventListener("submit", () => save(true));
  return { clear: () => store.remove(key) };
};
