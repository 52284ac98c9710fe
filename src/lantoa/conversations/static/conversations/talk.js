// Asking without leaving the page, looking whether an officer has answered, reading aloud, and speaking where the device
// itself understands speech. Without this file every form still works.
const form = document.getElementById("ask"), box = document.getElementById("cau-hoi"), log = document.getElementById("talk");
const standing = document.getElementById("standing"), error = document.getElementById("ask-error");
const words = document.getElementById("ask-words").dataset;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

const say = (text) => {
  error.hidden = !text;
  error.querySelector("span").textContent = text;
  text ? box.setAttribute("aria-invalid", "true") : box.removeAttribute("aria-invalid");
};

// --- how much may still be written; nothing is cut, and what was said to be wrong goes once it is changed
const count = document.getElementById("ask-count"), most = Number(box?.dataset.most);
const measure = () => {
  const left = most - box.value.trim().length;
  count.hidden = left > 200;
  count.classList.toggle("is-over", left < 0);
  count.textContent = (left < 0 ? words.over : words.left).replace("{so}", Math.abs(left).toLocaleString("vi-VN"));
};
box?.addEventListener("input", () => { say(""); measure(); });
if (box) measure();

// --- who comes back is shown what was said last
if (!location.hash) document.getElementById("moi-nhat")?.scrollIntoView({ behavior: "instant", block: "start" });

// --- an officer's answer that arrives while one reads elsewhere
const replied = document.querySelector("#replied a");
const watch = replied && new IntersectionObserver((seen) => {
  if (seen.some((one) => one.isIntersecting)) { replied.hidden = true; watch.disconnect(); }
});
const announce = (line) => {
  if (!line || !replied) return;
  replied.href = `#${line.id}`;
  replied.hidden = false;
  watch.observe(line);
};

// --- new lines
const take = (page) => {
  const news = page.getElementById("news"), now = page.getElementById("news-standing");
  if (!news || !now) return null;
  const fresh = [...news.children].filter((line) => !document.getElementById(line.id));
  log.append(...fresh);
  log.dataset.last = news.dataset.last;
  const typing = standing.contains(document.activeElement);
  if (!typing && standing.innerHTML.trim() !== now.innerHTML.trim()) standing.replaceChildren(...now.childNodes);
  fresh.forEach(wake);
  return fresh;
};
const parsed = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
const isPart = (page) => Boolean(page.getElementById("news"));

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (form.classList.contains("is-asking")) return;
  const data = new FormData(form);
  data.set("after", log.dataset.last);
  form.classList.add("is-asking");
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { "X-Part": "1" } });
    const page = await parsed(answer);
    if (isPart(page)) {
      const fresh = take(page);
      box.value = "";
      measure();
      box.placeholder = words.another;
      say("");
      document.querySelector(".examples")?.remove();
      fresh[0]?.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block: "start" });
    } else if (page.getElementById("ask-error")) {
      say(page.getElementById("ask-error").textContent.trim());
    } else {
      form.submit();
    }
  } catch {
    say(words.offline);
  } finally {
    form.classList.remove("is-asking");
    form.removeAttribute("aria-busy");
    box.focus();
  }
});
box?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && matchMedia("(hover: hover)").matches) {
    event.preventDefault();
    form.requestSubmit();
  }
});

// --- an officer's answer: looked for while one is waited for, ever more rarely
let pause = 5000;
const look = async () => {
  if (document.hidden || !standing.querySelector("[data-waiting]")) return;
  try {
    const answer = await fetch(`${log.dataset.news}?after=${log.dataset.last}`);
    const fresh = answer.status === 200 ? take(await parsed(answer)) : null;
    if (fresh?.length) pause = 5000;
    announce(fresh?.findLast((line) => line.classList.contains("officer")));
  } catch { /* no network: look again later */ }
};
const later = () => setTimeout(async () => { await look(); pause = Math.min(pause * 1.3, 60000); later(); }, pause);
if (log) {
  later();
  document.addEventListener("visibilitychange", () => { pause = 5000; look(); });
}

// --- one tap
document.addEventListener("submit", async (event) => {
  const tap = event.target.closest(".judge");
  if (!tap || !event.submitter) return;
  event.preventDefault();
  const data = new FormData(tap, event.submitter);
  try {
    const answer = await fetch(tap.action, { method: "POST", body: data, headers: { "X-Part": "1" } });
    if (!answer.ok) throw new Error(answer.status);
    const thanks = document.createElement("span");
    thanks.setAttribute("role", "status");
    thanks.tabIndex = -1;
    tap.querySelector(".taps").replaceWith(thanks);
    thanks.textContent = words.thanks;
    thanks.focus();
  } catch {
    say(words.offline);
  }
});

// --- reading aloud, by a Vietnamese voice of the browser that works on the device
const synth = window.speechSynthesis;
const voice = () => synth?.getVoices().find((one) => one.lang.toLowerCase().startsWith("vi") && one.localService);
function wake(root) {
  if (!voice()) return;
  for (const button of root.querySelectorAll("[data-aloud][hidden]")) button.hidden = false;
}
let reading = null;
const quiet = () => { if (reading) reading.querySelector("span").textContent = words.read; reading = null; };
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-aloud]");
  if (!button) return;
  const mine = reading === button;
  synth.cancel();
  quiet();
  if (mine) return;
  reading = button;
  button.querySelector("span").textContent = words.stop;
  for (const part of button.dataset.aloud.split("\n")) {
    const spoken = new SpeechSynthesisUtterance(part);
    spoken.voice = voice();
    spoken.lang = "vi-VN";
    spoken.rate = 0.95;
    if (part === button.dataset.aloud.split("\n").at(-1)) spoken.onend = () => { if (reading === button) quiet(); };
    synth.speak(spoken);
  }
});
if (synth) {
  wake(document);
  synth.addEventListener?.("voiceschanged", () => wake(document));
}

// --- speaking, only where the browser says that it understands Vietnamese on this device
const Recognition = window.SpeechRecognition;
const mic = document.querySelector("[data-mic]");
const onDevice = async () => {
  try {
    return (await Recognition?.available?.({ langs: ["vi-VN"], processLocally: true, quality: "dictation" })) === "available";
  } catch { return false; }
};
if (mic && await onDevice()) {
  mic.hidden = false;
  const ear = new Recognition();
  ear.lang = "vi-VN";
  ear.processLocally = true;
  ear.interimResults = true;
  let before = "";
  ear.addEventListener("start", () => { before = box.value; mic.setAttribute("aria-pressed", "true"); });
  ear.addEventListener("end", () => { mic.setAttribute("aria-pressed", "false"); box.focus(); });
  ear.addEventListener("result", (event) => {
    box.value = `${before} ${[...event.results].map((one) => one[0].transcript).join(" ")}`.trim();
  });
  mic.addEventListener("click", () => { mic.getAttribute("aria-pressed") === "true" ? ear.stop() : ear.start(); });
}
