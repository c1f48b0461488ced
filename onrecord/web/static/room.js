// What the pages do beyond their links and forms. Everything here is also possible without it.

const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

// Keys: / to the search box, j and k through the statements, Enter opens the one that is chosen, Escape leaves a field.
const items = () => [...document.querySelectorAll("[data-statement]")];
let chosen = null;

function choose(step) {
  const all = items();
  if (!all.length) return;
  const at = all.indexOf(chosen);
  chosen?.classList.remove("selected");
  chosen = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step))];
  chosen.classList.add("selected");
  chosen.focus({ preventScroll: true });
  chosen.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "/") {
    const box = document.querySelector("input[type=search]");
    if (box) {
      event.preventDefault();
      box.focus();
      box.select();
    } else {
      location.href = "/search";
    }
  } else if (event.key === "?") {
    const keys = document.getElementById("keys");
    event.preventDefault();
    keys.open = true;
    keys.querySelector("summary").focus({ preventScroll: true });
    keys.scrollIntoView({ block: "end" });
  } else if (event.key === "j" || event.key === "k") {
    choose(event.key === "j" ? 1 : -1);
  } else if (event.key === "Enter" && chosen && event.target === chosen) {
    chosen.querySelector("a.permalink")?.click();
  }
});

// A chosen statement is also told to pages that do something with it.
document.addEventListener("focusin", (event) => {
  const item = event.target.closest?.("[data-statement]");
  if (item) chosen = item;
});

// Copying.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = button.closest(".copy").querySelector("textarea");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.select();
      document.execCommand("copy"); // where the page is not a secure context
    }
    const said = button.textContent;
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = said; }, 1500);
  });
}

// Files that are dropped anywhere on the form.
for (const form of document.querySelectorAll("[data-drop]")) {
  const input = form.querySelector("input[type=file]");
  for (const kind of ["dragover", "dragleave", "drop"]) {
    form.addEventListener(kind, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      form.classList.toggle("dropping", kind === "dragover");
      if (kind === "drop") input.files = event.dataTransfer.files;
    });
  }
}

// Suggestions for the word that is typed: fields by their names, speakers by theirs.
for (const box of document.querySelectorAll("[data-suggest]")) {
  const list = document.createElement("datalist");
  list.id = `${box.id}-suggestions`;
  box.after(list);
  box.setAttribute("list", list.id);
  let waiting = 0;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const answer = await fetch(`/suggest.json?${new URLSearchParams({ q: box.value })}`);
      if (!answer.ok) return;
      const { suggestions } = await answer.json();
      list.replaceChildren(...suggestions.map((text) => Object.assign(document.createElement("option"), { value: text })));
    }, 200);
  });
}
