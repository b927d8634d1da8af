// Says how many characters are left, to the eye at once and to a screen reader after a pause.
const PAUSE = 1000;

export function countCharacters(area) {
  const limit = Number(area.dataset.count);
  const shown = document.createElement("p");
  const spoken = document.createElement("p");
  shown.className = "hint small number";
  shown.setAttribute("aria-hidden", "true");
  spoken.className = "hidden-text";
  spoken.setAttribute("role", "status");
  area.after(shown, spoken);

  let timer;
  const update = () => {
    shown.textContent = sentence(limit - area.value.length);
    clearTimeout(timer);
    timer = setTimeout(() => (spoken.textContent = shown.textContent), PAUSE);
  };
  area.addEventListener("input", update);
  shown.textContent = sentence(limit - area.value.length);
}

function sentence(left) {
  const count = Math.abs(left).toLocaleString("fr");
  const noun = Math.abs(left) < 2 ? "signe" : "signes";
  return left < 0 ? `${count} ${noun} de trop` : `Encore ${count} ${noun} au plus`;
}
