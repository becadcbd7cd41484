/* Makes the proposal form pleasant: it saves by itself, keeps text on the device when
   that fails, shows conditional questions when they apply, and counts words. Without
   this script the form works all the same. */
(function () {
  const form = document.querySelector("[data-workshops-form]");
  if (!form) return;

  const SAVE_AFTER = 3000;
  const RETRY_AFTER = 15000;
  const words = form.dataset;
  const key = `workshops-proposal-${words.workshopsForm}`;
  const state = form.querySelector("[data-workshops-state]");
  const version = form.elements.namedItem("version");
  const skipped = new Set(["csrfmiddlewaretoken", "version", "partner", "action"]);
  let timer = null;
  let saving = false;
  let dirty = false;
  let blocked = false;
  let waiting = null;

  /* What has been typed, without files: [[name, value], …]. */
  function typed() {
    return [...new FormData(form)].filter(
      ([name, value]) => !skipped.has(name) && typeof value === "string",
    );
  }

  function say(text, problem) {
    state.textContent = text;
    state.classList.toggle("workshops-state--problem", Boolean(problem));
  }

  /* The copy on this device. */
  function keep() {
    try {
      const copy = { version: version.value, data: typed() };
      localStorage.setItem(key, JSON.stringify(copy));
    } catch {
      /* Private windows may refuse; saving to the server goes on. */
    }
  }

  function forget() {
    try {
      localStorage.removeItem(key);
    } catch {
      /* Nothing was kept. */
    }
  }

  function kept() {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  function putBack(data) {
    for (const field of form.elements) {
      if (!field.name || skipped.has(field.name) || field.type === "file") continue;
      const values = data.filter(([name]) => name === field.name).map(([, v]) => v);
      if (field.type === "checkbox" || field.type === "radio") {
        field.checked = values.includes(field.value);
      } else if (field.type !== "submit" && field.tagName !== "BUTTON") {
        field.value = values[0] ?? "";
      }
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /* Offers a copy that never reached the server. */
  function offerKept() {
    const copy = kept();
    if (!copy) return;
    if (JSON.stringify(copy.data) === JSON.stringify(typed())) {
      forget();
      return;
    }
    const note = document.createElement("p");
    note.className = "workshops-note";
    note.setAttribute("role", "alert");
    note.append(words.kept, " ");
    for (const [label, act] of [
      [words.restore, () => putBack(copy.data)],
      [words.discard, forget],
    ]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "workshops-link";
      button.textContent = label;
      button.addEventListener("click", () => {
        act();
        note.remove();
        state.focus?.();
      });
      note.append(button, " ");
    }
    form.prepend(note);
  }

  /* Saving by itself. */
  async function save() {
    clearTimeout(timer);
    if (saving || !dirty || blocked) return;
    saving = true;
    dirty = false;
    say(words.saving);
    const body = new FormData();
    for (const name of ["csrfmiddlewaretoken", "version"]) {
      body.append(name, form.elements.namedItem(name).value);
    }
    for (const [name, value] of typed()) body.append(name, value);
    try {
      const response = await fetch(window.location.pathname, {
        method: "POST",
        body,
        headers: { "X-Workshops-Autosave": "1" },
        redirect: "error",
      });
      const answer = await response.json();
      if (response.ok) {
        version.value = answer.version;
        say(answer.message);
        markComplete(answer.complete);
        if (!dirty) forget();
      } else {
        keep();
        blocked = answer.code !== "signed_out";
        dirty = true;
        say(answer.message, true);
        if (!blocked) timer = setTimeout(save, RETRY_AFTER);
      }
    } catch {
      dirty = true;
      keep();
      say(words.offline, true);
      timer = setTimeout(save, RETRY_AFTER);
    }
    saving = false;
    if (waiting) form.requestSubmit(waiting);
    else if (dirty && !blocked) schedule();
  }

  function schedule() {
    clearTimeout(timer);
    timer = setTimeout(save, SAVE_AFTER);
  }

  function markComplete(keys) {
    for (const step of document.querySelectorAll("[data-workshops-step]")) {
      const done = keys.includes(step.dataset.workshopsStep);
      step.classList.toggle("workshops-steps__done", done);
      step.querySelector(".workshops-steps__state").textContent = done
        ? words.complete
        : "";
    }
  }

  /* Questions that depend on an answer. */
  function answerTo(name) {
    return typed()
      .filter(([field, value]) => field === name && value !== "")
      .map(([, value]) => value);
  }

  function showConditional() {
    const hidden = new Set();
    for (const field of form.querySelectorAll("[data-workshops-condition]")) {
      const question = `q_${field.dataset.workshopsCondition}`;
      const answers = hidden.has(question) ? [] : answerTo(question);
      const wanted = field.dataset.workshopsValue;
      const asked = wanted === "*" ? answers.length > 0 : answers.includes(wanted);
      field.hidden = !asked;
      if (!asked) hidden.add(field.id.replace("field-", ""));
    }
  }

  /* Word limits. */
  function countWords(area) {
    const left =
      Number(area.dataset.wordLimit) -
      area.value.split(/\s+/).filter(Boolean).length;
    let counter = area.nextElementSibling;
    if (!counter?.classList.contains("workshops-count")) {
      counter = document.createElement("p");
      counter.className = "workshops-count";
      counter.id = `${area.id}_count`;
      area.after(counter);
      const described = area.getAttribute("aria-describedby");
      area.setAttribute("aria-describedby", `${described ?? ""} ${counter.id}`.trim());
    }
    counter.textContent =
      left < 0 ? `${words.wordsOver} ${-left}` : `${words.wordsLeft} ${left}`;
    counter.classList.toggle("workshops-count--over", left < 0);
  }

  /* A filter over long lists of countries. */
  function addFilter(list) {
    const box = document.createElement("div");
    box.className = "workshops-countries__filter";
    const input = document.createElement("input");
    input.type = "search";
    input.setAttribute("aria-label", words.filter);
    input.placeholder = words.filter;
    box.append(input);
    list.prepend(box);
    input.addEventListener("input", (event) => {
      event.stopPropagation();
      const wanted = input.value.trim().toLocaleLowerCase();
      for (const region of list.querySelectorAll("details")) {
        let found = 0;
        for (const option of region.querySelectorAll("label")) {
          const shown = option.textContent.toLocaleLowerCase().includes(wanted);
          option.hidden = !shown;
          option.style.display = shown ? "" : "none";
          found += shown;
        }
        region.hidden = !found;
        region.open = wanted ? found > 0 : region.querySelector(":checked") !== null;
      }
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
  }

  form.addEventListener("input", (event) => {
    if (event.target.type === "file" || event.target.name === "partner") return;
    dirty = true;
    showConditional();
    if (event.target.dataset?.wordLimit) countWords(event.target);
    schedule();
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (saving) {
      /* What is on its way raises the version: go on once it has arrived. */
      event.preventDefault();
      waiting = event.submitter;
      return;
    }
    keep();
    blocked = true;
  });
  window.addEventListener("online", save);
  window.addEventListener("pagehide", () => {
    if (dirty) keep();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });

  for (const list of form.querySelectorAll("[data-workshops-countries]")) addFilter(list);
  for (const area of form.querySelectorAll("[data-word-limit]")) countWords(area);
  showConditional();
  offerKept();
})();
