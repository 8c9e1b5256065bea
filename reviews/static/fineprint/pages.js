// Everything works without this file: it sends dropped files one by one, and lets j and k walk a list.
(() => {
  "use strict";

  // Uploads: a request a file, each with its own bar; what the server answers is the file's row, which htmx keeps fresh.
  const catcher = document.querySelector(".catch");
  const form = document.querySelector("form[data-upload]");
  const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];

  function list() {
    let rows = document.querySelector("[data-uploads]");
    if (!rows) {
      const section = document.createElement("section");
      section.className = "sending";
      section.innerHTML = '<h2>Uploads</h2><ul class="uploads" data-uploads aria-live="polite"></ul>';
      (form || document.getElementById("main").firstElementChild).after(section);
      rows = section.querySelector("ul");
    }
    rows.closest("[hidden]")?.removeAttribute("hidden");
    return rows;
  }

  function said(className, text) {
    const p = document.createElement("p");
    p.className = className;
    p.textContent = text;
    return p;
  }

  function row(file) {
    const li = document.createElement("li");
    li.className = "upload sending";
    li.append(said("upload-name", file.name), said("soft", "Sending."));
    const bar = document.createElement("progress");
    bar.className = "bar-of";
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", `Sending ${file.name}`);
    li.append(bar);
    list().prepend(li);
    return li;
  }

  function fail(li, file, fields, why) {
    li.replaceChildren(said("upload-name", file.name), said("error", `${why} Nothing of it was kept.`));
    const again = document.createElement("button");
    again.className = "quiet small button";
    again.type = "button";
    again.textContent = "Send again";
    again.addEventListener("click", () => send(file, fields, li));
    li.append(again);
  }

  function send(file, fields, old) {
    const li = row(file);
    old?.remove();
    const body = new FormData();
    Object.entries(fields).forEach(([name, value]) => body.append(name, value));
    body.append("files", file);
    const request = new XMLHttpRequest();
    request.open("POST", catcher.dataset.upload);
    request.setRequestHeader("X-CSRFToken", token());
    request.setRequestHeader("X-Fineprint-Upload", "1");
    request.upload.addEventListener("progress", (event) => { li.querySelector("progress").value = event.loaded / (event.total || 1); });
    return new Promise((done) => {
      request.addEventListener("error", () => { fail(li, file, fields, "It could not be sent: the connection broke."); done(); });
      request.addEventListener("load", () => {
        if (request.status === 200 && request.responseText.includes('class="upload')) {
          const made = document.createElement("template");
          made.innerHTML = request.responseText;
          const fresh = made.content.querySelector("li");
          document.getElementById(fresh.id)?.remove();
          li.replaceWith(fresh);
          window.htmx?.process(fresh);
        } else if (request.responseURL.includes("/login/")) fail(li, file, fields, "You are not logged in any more: log in and send it again.");
        else if (request.status === 413) fail(li, file, fields, "The file is over the limit of 50 MB: split it, or send the part with the agreement.");
        else fail(li, file, fields, `The server could not take it (${request.status}).`);
        done();
      });
      request.send(body);
    });
  }

  async function sendAll(files) {
    const fields = {};
    if (form) new FormData(form).forEach((value, name) => { if (typeof value === "string" && name !== "csrfmiddlewaretoken") fields[name] = value; });
    for (const file of files) await send(file, fields);
  }

  if (catcher) {
    const carries = (event) => event.dataTransfer?.types.includes("Files");
    let depth = 0;
    document.addEventListener("dragenter", (event) => { if (carries(event)) { depth += 1; catcher.hidden = false; } });
    document.addEventListener("dragleave", (event) => { if (carries(event) && (depth -= 1) <= 0) { depth = 0; catcher.hidden = true; } });
    document.addEventListener("dragover", (event) => { if (carries(event)) event.preventDefault(); });
    document.addEventListener("drop", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      depth = 0;
      catcher.hidden = true;
      sendAll([...event.dataTransfer.files]);
    });
  }
  if (form && catcher) {
    const input = form.querySelector("input[type=file]");
    const take = () => { const files = [...input.files]; input.value = ""; sendAll(files); };
    input.addEventListener("change", () => { if (input.files.length) take(); });
    form.addEventListener("submit", (event) => { if (input.files.length) { event.preventDefault(); take(); } });
    form.classList.add("scripted");
  }

  // Lists: j and k walk the rows' links; Enter, as on any link, opens one.
  const links = () => [...document.querySelectorAll("[data-walk] tbody tr")].map((tr) => tr.querySelector("a")).filter(Boolean);
  document.addEventListener("keydown", (event) => {
    const by = { j: 1, k: -1 }[event.key];
    if (!by || window.fineprintTyping(event)) return;
    const all = links();
    if (!all.length) return;
    const at = all.indexOf(document.activeElement);
    all[Math.min(Math.max(at + by, 0), all.length - 1)].focus();
  });

  // The account's menu closes as menus do.
  const account = document.querySelector(".account");
  document.addEventListener("click", (event) => { if (account?.open && !account.contains(event.target)) account.open = false; });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && account?.open) { account.open = false; account.querySelector("summary").focus(); }
  });
})();
