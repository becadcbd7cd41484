/* Turns the hidden id of a referenced block into a choice of blocks by their words.

   The page's form holds each stream as inputs named <stream>-<n>-type, -id, -order and
   -deleted, and each block's fields as <stream>-<n>-value-<field>. */
(function () {
  function named(name) {
    return document.querySelector(`[name="${CSS.escape(name)}"]`);
  }

  /* The id of a block. One that came without an id gets it here, so that what refers
     to it and the block itself are saved with the same. */
  function idOf(prefix) {
    const input = named(`${prefix}-id`);
    if (!input.value) input.value = window.crypto.randomUUID?.() ?? "";
    return input.value;
  }

  /* The blocks of a stream in their order: {id, type, prefix, label}. */
  function blocksOf(stream, labelField) {
    const count = Number(named(`${stream}-count`)?.value ?? 0);
    const found = [];
    for (let n = 0; n < count; n += 1) {
      const prefix = `${stream}-${n}`;
      if (!named(`${prefix}-id`) || named(`${prefix}-deleted`)?.value) continue;
      found.push({
        id: idOf(prefix),
        type: named(`${prefix}-type`).value,
        order: Number(named(`${prefix}-order`).value),
        prefix,
        label: named(`${prefix}-value-${labelField}`)?.value ?? "",
      });
    }
    return found.sort((a, b) => a.order - b.order);
  }

  /* The options of a choice question: {id, label}. */
  function optionsOf(prefix) {
    const list = `${prefix}-value-options`;
    const count = Number(named(`${list}-count`)?.value ?? 0);
    const found = [];
    for (let n = 0; n < count; n += 1) {
      const item = `${list}-${n}`;
      if (!named(`${item}-id`) || named(`${item}-deleted`)?.value) continue;
      found.push({
        id: idOf(item),
        order: Number(named(`${item}-order`)?.value ?? n),
        label: named(`${item}-value`)?.value ?? "",
      });
    }
    return found.sort((a, b) => a.order - b.order);
  }

  window.wagtail.app.register(
    "workshops-reference",
    class extends window.StimulusModule.Controller {
      static values = { kind: String, words: Object };

      connect() {
        if (this.select) return;
        this.element.classList.add("workshops-reference__native");
        this.element.hidden = true;
        this.select = document.createElement("select");
        this.select.id = `${this.element.id}-choice`;
        const label = document.querySelector(`label[for="${this.element.id}"]`);
        if (label) label.htmlFor = this.select.id;
        this.element.after(this.select);
        this.select.addEventListener("change", () => {
          this.element.value = this.select.value;
          this.element.dispatchEvent(new Event("input", { bubbles: true }));
          this.element.dispatchEvent(new Event("change", { bubbles: true }));
        });
        /* What there is to choose from changes while the editor types. */
        for (const event of ["focus", "mousedown"]) {
          this.select.addEventListener(event, () => this.fill());
        }
        this.fill();
        /* Blocks below this one may not be in the page yet. */
        setTimeout(() => this.fill(), 500);
        this.refill = () => this.fill();
        document.addEventListener("change", this.refill);
      }

      disconnect() {
        document.removeEventListener("change", this.refill);
      }

      /* The prefix of the question that this input belongs to. */
      get own() {
        return this.element.name.match(/^(questions-\d+)-/)?.[1] ?? "";
      }

      choices() {
        const kind = this.kindValue;
        if (kind === "criterion") {
          return blocksOf("criteria", "title").map((b) => [b.id, b.label]);
        }
        const questions = blocksOf("questions", "label").filter(
          (block) => block.type !== "section",
        );
        if (kind === "question") {
          const own = Number(named(`${this.own}-order`)?.value ?? Infinity);
          return questions
            .filter((block) => block.order < own)
            .map((block) => [block.id, block.label]);
        }
        const wanted = named(`${this.own}-value-shown_if-question`)?.value;
        const question = questions.find((block) => block.id && block.id === wanted);
        if (!question) return [];
        const any = [["*", this.wordsValue.any]];
        if (question.type === "yes_no") {
          return [["yes", this.wordsValue.yes], ["no", this.wordsValue.no], ...any];
        }
        return [...optionsOf(question.prefix).map((o) => [o.id, o.label]), ...any];
      }

      fill() {
        const current = this.element.value;
        const choices = this.choices().filter(([value]) => value);
        if (current && !choices.some(([value]) => value === current)) {
          choices.push([current, `? ${current}`]);
        }
        const wanted = JSON.stringify([current, choices]);
        if (wanted === this.shown) return;
        this.shown = wanted;
        this.select.replaceChildren(
          ...[["", this.wordsValue.none], ...choices].map(([value, label]) => {
            const option = new Option(label || value, value);
            option.selected = value === current;
            return option;
          }),
        );
      }
    },
  );
})();
