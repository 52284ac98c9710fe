// The reply is kept on the server while it is typed; other officers who have the same conversation open are told about.
const form = document.getElementById("reply"), box = form.elements.text, others = document.getElementById("others");
const kept = document.getElementById("kept");
let last = null, timer = 0;

const keep = async () => {
  clearTimeout(timer);
  const now = box.value, data = new FormData();
  data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  data.set("text", now);
  data.set("seen", form.elements.seen.value);
  try {
    const answer = await fetch(form.dataset.draft, { method: "POST", body: data, keepalive: true, headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const said = await answer.json();
    if (now !== last && last !== null) kept.textContent = form.dataset.kept;
    last = now;
    others.hidden = !said.others.length && !said.fresh;
    const words = [...said.others, ...(said.fresh ? [form.dataset.fresh] : [])].join(" ");
    const place = others.querySelector("p");
    if (place.textContent.trim() !== words) place.textContent = words;
  } catch { /* no network: with the next letter it is tried again */ }
};
box.addEventListener("input", () => { kept.textContent = ""; clearTimeout(timer); timer = setTimeout(keep, 900); });
setInterval(() => { if (!document.hidden) keep(); }, 20000);
keep();
