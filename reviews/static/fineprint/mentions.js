// @ in a comment offers the people who may be mentioned. Without this file a name that is typed in full does the same.
(() => {
  "use strict";
  const { hear } = window.fineprintReview;
  const MOST = 6;
  const FIELD = ".margin textarea[name=text]";
  let list = null; // the offers, while there are some
  let at = 0;

  const people = () => [...document.querySelectorAll("#colleagues option")].map((option) => ({ name: option.value, email: option.textContent }));

  // A name that two people have mentions both; their addresses tell them apart.
  function offers(typed) {
    const everyone = people();
    const start = typed.toLowerCase();
    const fits = (person) => [person.email, person.name, ...person.name.split(" ")].some((word) => word.toLowerCase().startsWith(start));
    return everyone.filter(fits).slice(0, MOST).map((person) => ({
      ...person,
      handle: everyone.filter((other) => other.name === person.name).length > 1 ? person.email : person.name,
    }));
  }

  const typedIn = (field) => field.value.slice(0, field.selectionStart).match(/(?:^|[\s(])@([\p{L}\p{N}.'-]*(?: [\p{L}\p{N}.'-]+)?)$/u);

  function close(field) {
    list?.remove();
    list = null;
    field?.removeAttribute("aria-activedescendant");
    field?.removeAttribute("aria-controls");
  }

  function mark(field, place) {
    at = place;
    [...list.children].forEach((row, n) => row.setAttribute("aria-selected", String(n === at)));
    field.setAttribute("aria-activedescendant", list.children[at].id);
    hear(list.children[at].textContent);
  }

  function choose(field, row) {
    const typed = typedIn(field);
    const caret = field.selectionStart;
    const before = field.value.slice(0, caret - typed[1].length);
    field.setRangeText(`${row.dataset.handle} `, before.length, caret, "end");
    close(field);
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function offer(field) {
    const typed = typedIn(field);
    const found = typed ? offers(typed[1]) : [];
    close(field);
    if (!found.length || found.some((person) => person.handle.toLowerCase() === typed[1].toLowerCase())) return;
    list = document.createElement("ul");
    list.className = "offers";
    list.id = "offers";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "People to mention");
    found.forEach((person, n) => {
      const row = document.createElement("li");
      row.id = `offer-${n}`;
      row.setAttribute("role", "option");
      row.dataset.handle = person.handle;
      row.append(person.name);
      if (person.email !== person.name) {
        const email = document.createElement("span");
        email.className = "soft";
        email.textContent = ` ${person.email}`;
        row.append(email);
      }
      list.append(row);
    });
    field.closest("label").after(list);
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", "offers");
    list.addEventListener("mousedown", (event) => {
      event.preventDefault(); // the field keeps the focus
      const row = event.target.closest("li");
      if (row) choose(field, row);
    });
    mark(field, 0);
  }

  document.addEventListener("input", (event) => { if (event.target.matches(FIELD)) offer(event.target); });
  document.addEventListener("focusout", (event) => { if (list && event.target.matches(FIELD)) close(event.target); });
  document.addEventListener("keydown", (event) => {
    if (!list || !event.target.matches(FIELD) || event.isComposing) return;
    const field = event.target;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const count = list.children.length;
    if (by) mark(field, (at + by + count) % count);
    else if (event.key === "Tab" || (event.key === "Enter" && !event.ctrlKey && !event.metaKey)) choose(field, list.children[at]);
    else if (event.key === "Escape") close(field);
    else return;
    event.preventDefault();
    event.stopPropagation(); // Escape closes the offers, not the comment
  }, true);
})();
