/* Saves a review while it is written, lets digits score, and turns the page between
   proposal and review where both do not fit beside each other. */
(function () {
  const SOON = 400;
  const PAUSE = 2000;
  const AGAIN = 5000;

  class ScoreController extends window.StimulusModule.Controller {
    static targets = ["form", "status", "tabs", "criterion"];
    static values = {
      view: String,
      offline: String,
      ended: String,
      saving: String,
      saved: String,
      total: String,
    };

    connect() {
      this.tabsTarget.hidden = false;
      this.element.dataset.view = this.viewValue;
      this.url = this.formTarget.dataset.save;
      this.criterionTargets.forEach((criterion) =>
        criterion.addEventListener("keydown", (event) => this.digit(event, criterion)),
      );
      if (!this.url) return;
      this.formTarget.addEventListener("change", () => this.later(SOON));
      this.formTarget.addEventListener("input", () => this.later(PAUSE));
      this.formTarget.addEventListener("submit", (event) => this.submit(event));
      window.addEventListener("beforeunload", (this.warn = (event) => this.leaving(event)));
    }

    disconnect() {
      clearTimeout(this.timer);
      if (this.warn) window.removeEventListener("beforeunload", this.warn);
    }

    show(event) {
      const { view } = event.currentTarget.dataset;
      this.element.dataset.view = view;
      this.tabsTarget.querySelectorAll("button").forEach((button) => {
        button.setAttribute("aria-pressed", String(button.dataset.view === view));
      });
    }

    digit(event, criterion) {
      if (event.target.tagName === "TEXTAREA" || event.ctrlKey || event.altKey || event.metaKey) return;
      const radio = criterion.querySelector(`input[type=radio][value="${CSS.escape(event.key)}"]`);
      if (!radio || radio.disabled || event.key.length > 1) return;
      event.preventDefault();
      radio.checked = true;
      radio.focus();
      radio.dispatchEvent(new Event("change", { bubbles: true }));
    }

    later(pause) {
      this.dirty = true;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), pause);
    }

    /* One request at a time, each with the version that the last one returned. */
    async save() {
      clearTimeout(this.timer);
      if (this.refused || !this.dirty) return;
      if (this.running) {
        await this.running;
        await this.save();
        return;
      }
      this.dirty = false;
      this.say(this.savingValue);
      this.running = this.post().finally(() => {
        this.running = null;
      });
      await this.running;
    }

    async post() {
      let response;
      try {
        response = await fetch(this.url, {
          method: "POST",
          body: new FormData(this.formTarget),
          headers: { Accept: "application/json" },
        });
        if (response.status >= 500) throw new Error(response.status);
      } catch {
        this.say(this.offlineValue);
        this.dirty = true;
        this.timer = setTimeout(() => this.save(), AGAIN);
        return;
      }
      const json = response.headers.get("Content-Type")?.includes("json");
      if (response.redirected || !json) {
        this.refused = this.ended = true;
        this.say(this.endedValue);
        return;
      }
      const answer = await response.json();
      if (response.ok) {
        this.formTarget.elements.version.value = answer.version;
        const total = answer.total ? `${this.totalValue} ${answer.total} · ` : "";
        this.say(`${total}${this.savedValue} ${answer.saved}`);
      } else {
        this.refused = answer.code !== "invalid";
        this.say(answer.message);
      }
    }

    /* Nothing may be on its way when the form is sent, or versions would differ. */
    async submit(event) {
      this.sending = true;
      clearTimeout(this.timer);
      if (!this.running && !this.ended) return;
      event.preventDefault();
      await this.running;
      if (this.ended && !(await this.renew())) return;
      this.formTarget.requestSubmit(event.submitter);
    }

    /* Signing in again has changed the token that the form needs. */
    async renew() {
      try {
        const response = await fetch(window.location.href);
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        const token = page.querySelector("form[data-save] [name=csrfmiddlewaretoken]");
        if (response.ok && token) {
          this.formTarget.elements.csrfmiddlewaretoken.value = token.value;
          this.ended = this.refused = false;
          return true;
        }
        this.say(this.endedValue);
      } catch {
        this.say(this.offlineValue);
      }
      this.sending = false;
      return false;
    }

    leaving(event) {
      if (!this.sending && this.dirty && !this.refused) event.preventDefault();
    }

    say(text) {
      this.statusTarget.textContent = text;
    }
  }

  window.wagtail.app.register("workshops-score", ScoreController);
})();
