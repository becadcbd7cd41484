/* Makes the proposal form pleasant: it saves by itself, keeps text on the device when
   that fails, shows conditional questions when they apply, and counts what is left.
   Without this script the form works all the same. */
(function () {
  const form = document.querySelector("[data-workshops-form]");
  if (!form) return;

  const SAVE_AFTER = 3000;
  const RETRY_AFTER = 15000;
  const GIVE_UP_AFTER = 30000;
  const words = form.dataset;
  const key = `workshops-proposal-${words.workshopsForm}`;
  const state = form.querySelector("[data-workshops-state]");
  const version = form.elements.namedItem("version");
  const token = form.elements.namedItem("csrfmiddlewaretoken");
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
    state.classList.toggle("workshops-state--problem", Boolean(problem));
    /* Screen readers need not hear the same twice. */
    if (state.textContent !== text) state.textContent = text;
  }

  /* Says when the text was saved, by the clock of whoever reads it. */
  function saySaved(moment) {
    const page = document.documentElement.lang || "en";
    const language = page === "en" ? "en-GB" : page;
    const today = moment.toDateString() === new Date().toDateString();
    const style = { timeStyle: "short", hourCycle: "h23" };
    if (!today) style.dateStyle = "long";
    const time = new Intl.DateTimeFormat(language, style).format(moment);
    say(words.saved.replace("{}", time));
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
    for (const list of form.querySelectorAll("[data-workshops-countries]")) {
      list.dispatchEvent(new Event("workshops:refresh"));
    }
    for (const area of counted()) count(area);
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
        state.focus();
      });
      note.append(button, " ");
    }
    form.prepend(note);
  }

  /* Saving by itself. */
  function send() {
    const body = new FormData();
    for (const field of [token, version]) body.append(field.name, field.value);
    for (const [name, value] of typed()) body.append(name, value);
    return fetch(window.location.pathname, {
      method: "POST",
      body,
      headers: { "X-Workshops-Autosave": "1" },
      redirect: "error",
      signal: AbortSignal.timeout(GIVE_UP_AFTER),
    });
  }

  /* Signing in again has changed the token: takes over the new one, if the same
     person signed in. */
  async function renewToken() {
    const response = await fetch(window.location.pathname);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.querySelector("[data-workshops-form]");
    if (fresh?.dataset.user !== words.user) return false;
    token.value = fresh.elements.namedItem("csrfmiddlewaretoken").value;
    return true;
  }

  function sayRefused({ code, message }) {
    blocked = code !== "signed_out" && code !== "invalid";
    say(code === "stale" ? `${message} ${words.compare}` : message, true);
    if (code !== "signed_out") return;
    const link = document.createElement("a");
    link.href = words.signInUrl;
    link.target = "_blank";
    link.textContent = words.signIn;
    state.append(" ", link);
    saveIn(RETRY_AFTER);
  }

  async function save() {
    clearTimeout(timer);
    timer = null;
    if (blocked && dirty) keep();
    if (saving || !dirty || blocked) return;
    saving = true;
    dirty = false;
    const slow = setTimeout(() => say(words.saving), 1000);
    try {
      let response = await send();
      let answer = await response.json();
      if (answer.code === "csrf" && (await renewToken())) {
        response = await send();
        answer = await response.json();
      }
      clearTimeout(slow);
      if (response.ok) {
        version.value = answer.version;
        saySaved(new Date());
        markComplete(answer.complete);
        if (!dirty) forget();
      } else {
        dirty = true;
        keep();
        sayRefused(answer);
      }
    } catch {
      clearTimeout(slow);
      dirty = true;
      keep();
      say(words.offline, true);
      saveIn(RETRY_AFTER);
    }
    saving = false;
    const pressed = waiting;
    waiting = null;
    if (pressed) form.requestSubmit(pressed.button);
    else if (dirty && !timer && !blocked) saveIn(SAVE_AFTER);
  }

  function saveIn(delay) {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
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

  /* Limits of words, and of characters once they come near. */
  function counted() {
    return form.querySelectorAll("[data-word-limit], [data-character-limit]");
  }

  function left(area) {
    const text = area.value;
    const { wordLimit, characterLimit } = area.dataset;
    if (wordLimit) {
      const rest = Number(wordLimit) - text.split(/\s+/).filter(Boolean).length;
      return rest < 0 ? `${words.wordsOver} ${-rest}` : `${words.wordsLeft} ${rest}`;
    }
    const rest = Number(characterLimit) - [...text].length;
    if (rest < 0) return `${words.charactersOver} ${-rest}`;
    return rest < characterLimit / 5 ? `${words.charactersLeft} ${rest}` : "";
  }

  function count(area) {
    const text = left(area);
    let counter = document.getElementById(`${area.id}_count`);
    if (!counter) {
      if (!text) return;
      counter = document.createElement("p");
      counter.className = "workshops-count";
      counter.id = `${area.id}_count`;
      area.after(counter);
      const described = area.getAttribute("aria-describedby");
      area.setAttribute("aria-describedby", `${described ?? ""} ${counter.id}`.trim());
    }
    counter.textContent = text;
    const over = [words.wordsOver, words.charactersOver];
    counter.classList.toggle(
      "workshops-count--over",
      over.some((start) => text.startsWith(start)),
    );
  }

  /* A file that is too large is better refused before it travels. */
  function checkSize(input) {
    const limit = Number(input.dataset.workshopsSize);
    const large = [...input.files].some((file) => file.size > limit);
    const help = document.getElementById(input.dataset.workshopsLimits);
    help.classList.toggle("workshops-error", large);
    if (large) input.value = "";
  }

  /* From a list of errors to the place where each is mended. */
  function goTo(hash) {
    const field = hash.startsWith("#field-") && document.getElementById(hash.slice(1));
    field && field.querySelector("input, textarea, select")?.focus();
  }

  /* Which part of the form is in view. */
  function watchParts() {
    const links = new Map();
    for (const link of document.querySelectorAll(".workshops-steps a")) {
      links.set(document.getElementById(link.hash.slice(1)), link);
    }
    const watcher = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (!isIntersecting) continue;
          for (const link of links.values()) link.removeAttribute("aria-current");
          links.get(target).setAttribute("aria-current", "true");
        }
      },
      { rootMargin: "-25% 0px -70% 0px" },
    );
    for (const part of links.keys()) if (part) watcher.observe(part);
  }

  form.addEventListener("input", (event) => {
    if (event.target.type === "file") checkSize(event.target);
    if (event.target.type === "file" || event.target.name === "partner") return;
    dirty = true;
    showConditional();
    if (event.target.matches("[data-word-limit], [data-character-limit]")) {
      count(event.target);
    }
    saveIn(SAVE_AFTER);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (saving) {
      /* What is on its way raises the version: go on once it has arrived. */
      event.preventDefault();
      waiting = { button: event.submitter };
      say(words.saving);
      return;
    }
    keep();
    if (!navigator.onLine) {
      event.preventDefault();
      dirty = true;
      say(words.offline, true);
      return;
    }
    blocked = true;
  });
  window.addEventListener("online", save);
  window.addEventListener("pagehide", () => {
    if (dirty) keep();
  });
  document.addEventListener("visibilitychange", () => {
    if (!dirty) return;
    keep();
    save();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".workshops-errors a");
    if (link?.hash) setTimeout(() => goTo(link.hash));
  });

  for (const area of counted()) count(area);
  showConditional();
  watchParts();
  if (words.savedAt) saySaved(new Date(words.savedAt));
  if (words.justSaved !== undefined) {
    /* What was kept on the way is what this page shows; later text is not. */
    forget();
    history.replaceState(null, "", window.location.pathname);
  }
  offerKept();
  /* Going to the fragment takes the focus away, so this comes after it. */
  window.addEventListener("load", () => setTimeout(() => goTo(window.location.hash)));
})();
