// The little that pages do beside links and forms: the day slider, and drawings that load what they need.
const DAY = 86_400_000;

function dayOf(slider) {
  return new Date(Date.parse(slider.dataset.first) + slider.valueAsNumber * DAY).toISOString().slice(0, 10);
}

// The slider shows its day while it moves; let go, it asks for the record of that day.
function tie(form) {
  const slider = form.querySelector("#slider"), day = form.querySelector("#as_of");
  if (!slider) return;
  if (day.value) slider.value = Math.round((Date.parse(day.value) - Date.parse(slider.dataset.first)) / DAY);
  const tell = () => slider.setAttribute("aria-valuetext", day.value || dayOf(slider));
  tell();
  slider.addEventListener("input", () => { day.value = dayOf(slider); tell(); });
  slider.addEventListener("change", () => form.requestSubmit());
}

async function draw(place) {
  const [module, answer] = await Promise.all([import(`/static/draw/${place.dataset.draw}.js`), fetch(place.dataset.src)]);
  if (!answer.ok) { place.textContent = await answer.text(); return; }
  module.draw(place, await answer.json());
}

// The words of the claim that the address names are lit, wherever its pieces stand.
function light() {
  const claim = decodeURIComponent(location.hash).match(/^#(?:c|of)-(.+)$/)?.[1];
  document.querySelectorAll(".claim.lit").forEach((piece) => piece.classList.remove("lit"));
  if (!claim) return;
  document.querySelectorAll(`.claim[data-claims~="${CSS.escape(claim)}"]`).forEach((piece) => piece.classList.add("lit"));
}
addEventListener("hashchange", light);

// A record that is being made anew is shown once it is there; where something was typed meanwhile, when the reader wants it.
const PATIENCE = 1000;
async function wait(line) {
  for (let waiting = true; waiting;) {
    await new Promise((done) => setTimeout(done, PATIENCE));
    if (!line.isConnected) return;
    const answer = await fetch(line.dataset.wait).catch(() => null);
    if (answer?.ok) ({ waiting } = await answer.json());
  }
  const typed = [...document.querySelectorAll("form.correct input")].some((input) => input.value !== input.defaultValue);
  if (typed) line.querySelector("a").hidden = false;
  else location.reload();
}

function enter(part) {
  light();
  part.querySelectorAll("[data-wait]").forEach(wait);
  part.querySelectorAll("form.asof").forEach(tie);
  part.querySelectorAll("[data-draw]").forEach((place) => { draw(place).catch((fault) => { place.textContent = fault.message; }); });
}

document.addEventListener("htmx:load", (event) => enter(event.detail.elt));
// A page that says why it cannot be shown is shown too.
document.addEventListener("htmx:beforeSwap", (event) => { if (event.detail.xhr.status >= 400) { event.detail.shouldSwap = true; event.detail.isError = false; } });
