// Comfort only: every page works without any of this.
import { countCharacters } from "./counter.js";
import { suggest } from "./suggest.js";

// On a wide screen the filters stand open; on a phone they stay folded.
if (window.matchMedia("(min-width: 56em)").matches) {
  for (const details of document.querySelectorAll("details[data-wide-open]")) details.open = true;
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A second press while the first is under way would only waste a request: the server ignores it anyway.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
// The browser's « Retour » may show the page as it was left.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

for (const area of document.querySelectorAll("textarea[data-count]")) countCharacters(area);
for (const input of document.querySelectorAll("input[data-suggest]")) suggest(input);
