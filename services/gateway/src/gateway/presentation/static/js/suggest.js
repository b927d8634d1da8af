// Proposes brands while one types. Without a choice, Entrée sends the form as it is.
const PAUSE = 180;
const SHORTEST = 2;
const MOST = 6;

export function suggest(input) {
  const box = document.createElement("div");
  const list = document.createElement("ul");
  box.className = "combobox";
  list.id = `${input.id}-suggestions`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Marques proposées");
  list.hidden = true;
  input.replaceWith(box);
  box.append(input, list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list",
  })) input.setAttribute(name, value);

  let timer, asked = 0, current = -1;

  const close = () => {
    list.hidden = true;
    current = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const choose = (option) => {
    close();
    if (option.dataset.href && input.type === "search") window.location.assign(option.dataset.href);
    else input.value = option.textContent;
  };

  const mark = (index) => {
    const options = [...list.children];
    current = (index + options.length) % options.length;
    options.forEach((option, rank) => option.setAttribute("aria-selected", String(rank === current)));
    input.setAttribute("aria-activedescendant", options[current].id);
  };

  const show = (brands) => {
    list.replaceChildren(...brands.slice(0, MOST).map((brand, rank) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${rank}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.href = `/marques/${encodeURIComponent(brand.slug)}`;
      option.textContent = brand.name;
      option.addEventListener("pointerdown", (event) => event.preventDefault());
      option.addEventListener("click", () => choose(option));
      return option;
    }));
    current = -1;
    list.hidden = brands.length === 0;
    input.setAttribute("aria-expanded", String(brands.length > 0));
  };

  const ask = async () => {
    const query = input.value.trim();
    const rank = ++asked;
    if (query.length < SHORTEST) return close();
    const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(query)}`, {
      headers: { accept: "application/json" },
    }).catch(() => null);
    if (!answer?.ok || rank !== asked) return;
    const { items = [] } = await answer.json();
    if (rank === asked && document.activeElement === input) show(items);
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") mark(current + 1);
    else if (event.key === "ArrowUp") mark(current < 0 ? -1 : current - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && current >= 0) choose(list.children[current]);
    else return;
    event.preventDefault();
  });
}
