// Entering for a unit: the same hiding of places in photos as on the phone, put back into the form when it is saved.
import { photos } from "./photos.js";

document.documentElement.classList.add("has-js");

for (const input of document.querySelectorAll("input[type=file][name=shots]")) {
  const form = input.form;
  input.dataset.shots = "";
  const shots = photos(form);
  let ready = false;
  form.addEventListener("submit", async (event) => {
    if (ready) return;
    event.preventDefault();
    const { submitter } = event;
    const data = new FormData();
    await shots.into(data);
    const kept = new DataTransfer();
    for (const file of data.getAll("shots")) kept.items.add(new File([file], file.name, { type: file.type }));
    input.files = kept.files;
    form.elements.regions.value = data.get("regions");
    ready = true;
    // Not before this event is over: a form ignores a request to submit while it is being submitted.
    setTimeout(() => form.requestSubmit(submitter));
  });
}
