// Photos before they are sent: made smaller on the phone, with places to hide chosen by a tap or with the keyboard.
// The places go to the server as fractions of the picture; it burns them in before anything is stored.
const LONGEST = 2000;
const STEP = 0.02;
const SIZE = 0.18;

const between = (value, low, high) => Math.min(Math.max(value, low), high);

const smaller = async (file) => {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.86));
  if (!blob) throw new Error("no picture");
  return { canvas, blob };
};

const place = (veil, region) => {
  const percent = (value) => `${value * 100}%`;
  Object.assign(veil.style, { left: percent(region.x), top: percent(region.y), width: percent(region.w), height: percent(region.h) });
};

const addVeil = (shot, frame, x, y) => {
  const h = between(SIZE * (shot.canvas.width / shot.canvas.height), 0.04, 1);
  const region = { x: between(x - SIZE / 2, 0, 1 - SIZE), y: between(y - h / 2, 0, 1 - h), w: SIZE, h };
  shot.regions.push(region);
  const veil = document.getElementById("photo-veil").content.firstElementChild.cloneNode(true);
  const remove = () => { shot.regions.splice(shot.regions.indexOf(region), 1); veil.remove(); };
  const move = (dx, dy) => {
    region.x = between(region.x + dx, 0, 1 - region.w);
    region.y = between(region.y + dy, 0, 1 - region.h);
    place(veil, region);
  };
  const grow = (by) => {
    const factor = between(region.w * by, 0.04, 1 - region.x) / region.w;
    region.w *= factor;
    region.h = between(region.h * factor, 0.02, 1 - region.y);
    place(veil, region);
  };
  veil.addEventListener("keydown", (event) => {
    const act = {
      ArrowLeft: () => move(-STEP, 0), ArrowRight: () => move(STEP, 0), ArrowUp: () => move(0, -STEP), ArrowDown: () => move(0, STEP),
      "+": () => grow(1.2), "=": () => grow(1.2), "-": () => grow(1 / 1.2), Delete: remove, Backspace: remove,
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  let last = null;
  veil.addEventListener("pointerdown", (event) => { last = event; veil.setPointerCapture(event.pointerId); });
  veil.addEventListener("pointermove", (event) => {
    if (!last) return;
    const box = frame.getBoundingClientRect();
    move((event.clientX - last.clientX) / box.width, (event.clientY - last.clientY) / box.height);
    last = event;
  });
  for (const name of ["pointerup", "pointercancel"]) veil.addEventListener(name, () => { last = null; });
  veil.addEventListener("click", (event) => event.stopPropagation());
  veil.addEventListener("dblclick", remove);
  place(veil, region);
  frame.append(veil);
  return veil;
};

const show = (shot, list, forget) => {
  const part = document.getElementById("photo-shot").content.firstElementChild.cloneNode(true);
  const frame = part.querySelector(".shot-frame");
  if (shot.canvas) {
    shot.canvas.setAttribute("aria-hidden", "true");
    frame.append(shot.canvas);
    frame.addEventListener("click", (event) => {
      const box = frame.getBoundingClientRect();
      addVeil(shot, frame, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    });
    part.querySelector("[data-veil]").addEventListener("click", () => addVeil(shot, frame, 0.5, 0.5).focus());
  } else {
    frame.textContent = shot.file.name;
    part.querySelector("[data-veil]").hidden = true;
    part.querySelector("[data-unseen]").hidden = false;
  }
  part.querySelector("[data-forget]").addEventListener("click", () => { part.remove(); forget(); });
  list.append(part);
};

/** Take over the photo inputs of `form`; `into(data)` puts the photos and their hidden places into a FormData. */
export const photos = (form) => {
  const shots = [];
  const list = form.querySelector("[data-preview]");
  const take = async (file) => {
    const shot = { file, regions: [] };
    try { Object.assign(shot, await smaller(file)); } catch { /* what this browser cannot show, like an iPhone's HEIC, goes as it is; the server judges it */ }
    shots.push(shot);
    show(shot, list, () => shots.splice(shots.indexOf(shot), 1));
  };
  let working = Promise.resolve();
  for (const input of form.querySelectorAll("[data-shots]")) {
    input.addEventListener("change", () => {
      const files = [...input.files];
      input.value = "";
      for (const file of files) working = working.then(() => take(file));
    });
  }
  return {
    async into(data) {
      await working;
      data.delete("shots");
      for (const shot of shots) data.append("shots", shot.blob ?? shot.file, shot.blob ? "anh.jpg" : shot.file.name);
      data.set("regions", JSON.stringify(shots.map((shot) => shot.regions)));
    },
  };
};
