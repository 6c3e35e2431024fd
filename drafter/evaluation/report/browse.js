"use strict";
// Filters the items, keeps what is filtered in the address, and opens a source inside the item that points at it.
(() => {
  const form = document.getElementById("filters");
  const tally = document.getElementById("tally");
  const cards = [...document.querySelectorAll("details.card")];
  const fields = [...form.elements].filter((field) => field.name);
  const usual = Object.fromEntries(fields.map((field) => [field.name, field.value]));
  const listed = new Map(
    cards.map((card) => [
      card,
      {
        agree: [card.dataset.agree],
        condition: [card.dataset.condition],
        slice: JSON.parse(card.dataset.slice),
        guideline: JSON.parse(card.dataset.guideline),
        code: JSON.parse(card.dataset.code),
      },
    ]),
  );
  const texts = new Map();

  const textOf = (card) => {
    if (!texts.has(card)) texts.set(card, card.textContent.toLowerCase());
    return texts.get(card);
  };
  const has = (card, field) => {
    if (!field.value) return true;
    if (field.name !== "q") return listed.get(card)[field.name].includes(field.value);
    const words = field.value.toLowerCase().split(/\s+/);
    return words.every((word) => textOf(card).includes(word));
  };
  const filtered = () => fields.some((field) => field.value !== usual[field.name]);

  function filter() {
    const condition = fields.find((field) => field.name === "condition");
    let shown = 0;
    let all = 0;
    for (const card of cards) {
      if (!condition || has(card, condition)) all += 1;
      card.hidden = !fields.every((field) => has(card, field));
      if (!card.hidden) shown += 1;
    }
    const each = condition && !condition.value ? ", each condition counted" : "";
    tally.textContent = `${shown} of ${all} items${each}`;
  }

  function keep() {
    const state = new URLSearchParams();
    for (const field of fields) if (field.value !== usual[field.name]) state.set(field.name, field.value);
    const text = state.toString();
    history.replaceState(null, "", text ? `#${text}` : "#items");
  }

  function restore(text) {
    const state = new URLSearchParams(text);
    for (const field of fields) {
      const value = state.has(field.name) ? state.get(field.name) : usual[field.name];
      field.value = value;
      if (field.value !== value) field.value = usual[field.name];
    }
    filter();
  }

  function goTo(id) {
    const target = document.getElementById(id);
    if (!target) return;
    const card = target.closest("details.card");
    if (card && card.hidden) {
      for (const field of fields) field.value = usual[field.name];
      const condition = form.elements.namedItem("condition");
      if (condition && card.dataset.condition !== condition.value) condition.value = "";
      filter();
    }
    for (let outer = target.closest("details"); outer; outer = outer.parentElement.closest("details")) outer.open = true;
    target.scrollIntoView();
  }

  function follow() {
    const raw = location.hash.slice(1);
    if (raw.includes("=")) {
      restore(raw);
      document.getElementById("items").scrollIntoView();
    } else if (raw) {
      goTo(decodeURIComponent(raw));
    }
  }

  function fetchWhole(whole) {
    if (whole.dataset.filled || !whole.open) return;
    const list = document.getElementById(whole.dataset.source)?.querySelector("ol");
    if (!list) return;
    whole.dataset.filled = "yes";
    const copy = list.cloneNode(true);
    const marked = new Set(whole.dataset.marked.split(" "));
    for (const sentence of copy.children) if (marked.has(String(sentence.value))) markSentence(sentence);
    whole.querySelector("p").replaceWith(copy);
  }

  function markSentence(sentence) {
    const mark = document.createElement("mark");
    mark.append(...sentence.childNodes);
    sentence.append(mark);
  }

  let waiting = 0;
  form.addEventListener("input", (event) => {
    clearTimeout(waiting);
    const wait = event.target.name === "q" ? 150 : 0;
    waiting = setTimeout(() => {
      filter();
      keep();
    }, wait);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () =>
    setTimeout(() => {
      filter();
      keep();
    }),
  );
  document.addEventListener("toggle", (event) => event.target.matches?.("details.whole") && fetchWhole(event.target), true);
  window.addEventListener("hashchange", follow);

  // On paper stands what was asked for: filtered items whole, and of all others their first lines.
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = filtered() ? cards.filter((card) => !card.hidden && !card.open) : [];
    for (const card of opened) card.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const card of opened) card.open = false;
  });

  form.hidden = false;
  filter();
  follow();
})();
