/* Makes the board quick: moves are saved without loading the page, cards are dragged,
   and the balance shows what the card in hand would change. Every button works all the
   same without this script. */
(function () {
  const root = document.querySelector("[data-board]");
  if (!root) return;
  const status = document.querySelector("[data-board-status]");
  let dragged = null;

  function say(text) {
    status.textContent = text;
  }

  /* Saves one move, shows the board as it is then, and puts the focus back. */
  async function move(value, before) {
    const form = root.querySelector("form");
    const data = new FormData(form);
    data.set("move", value);
    if (before) data.set("before", before);
    const key = value.split(":")[1];
    form.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(form.action, {
        method: "POST",
        body: data,
        headers: { "X-Requested-With": "fetch" },
      });
      const answer = await response.json();
      root.innerHTML = answer.board;
      say([answer.refusal || root.dataset.moved, ...answer.meanwhile].join(" "));
      if (answer.refusal) complain(answer.refusal, answer.swap);
      focusOn(key, value.split(":")[0]);
    } catch {
      form.removeAttribute("aria-busy");
      complain(root.dataset.failed);
    }
  }

  function complain(text, swap) {
    const note = document.createElement("p");
    note.className = "help-block help-critical";
    note.setAttribute("role", "alert");
    note.textContent = text;
    if (swap) {
      const link = document.createElement("a");
      link.href = swap;
      link.textContent = root.dataset.swap;
      note.append(" ", link);
    }
    root.prepend(note);
  }

  function focusOn(key, kind) {
    const card = root.querySelector(`[data-board-card="${key}"]`);
    if (!card) return;
    const same = card.querySelector(`button[value^="${kind}:"]`);
    (same || card.querySelector("button, a")).focus();
  }

  root.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || button.name !== "move") return;
    event.preventDefault();
    move(button.value);
  });

  /* Dragging: onto a card means in front of it, onto a list at its end. */
  root.addEventListener("dragstart", (event) => {
    const card = event.target.closest("[data-board-card]");
    if (!card) return;
    dragged = card.dataset.boardCard;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged);
    card.classList.add("workshops-dragged");
  });

  root.addEventListener("dragend", () => {
    dragged = null;
    for (const card of root.querySelectorAll(".workshops-dragged"))
      card.classList.remove("workshops-dragged");
    unmark();
  });

  function unmark() {
    for (const element of root.querySelectorAll(".workshops-drop"))
      element.classList.remove("workshops-drop");
  }

  root.addEventListener("dragover", (event) => {
    const list = event.target.closest("[data-board-list]");
    if (!dragged || !list) return;
    event.preventDefault();
    unmark();
    (event.target.closest("[data-board-card]") || list).classList.add(
      "workshops-drop",
    );
  });

  root.addEventListener("drop", (event) => {
    const list = event.target.closest("[data-board-list]");
    if (!dragged || !list) return;
    event.preventDefault();
    const onto = event.target.closest("[data-board-card]");
    const before = onto && onto.dataset.boardCard;
    if (before === dragged) return;
    move(`${list.dataset.boardList}:${dragged}`, before);
  });

  /* The balance marks the values of the card under the pointer or in focus. */
  function preview(event) {
    const card = event.target.closest("[data-board-card]");
    const values = card ? card.dataset.values.split(" ") : [];
    for (const row of root.querySelectorAll("[data-board-value]"))
      row.classList.toggle(
        "workshops-strip__would",
        values.includes(row.dataset.boardValue),
      );
  }

  root.addEventListener("mouseover", preview);
  root.addEventListener("focusin", preview);
})();
