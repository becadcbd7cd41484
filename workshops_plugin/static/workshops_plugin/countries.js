/* Makes long lists of countries pleasant: a filter, and what is chosen on top.
   Without this script the regions fold and unfold all the same. */
(function () {
  function plain(text) {
    return text
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .replace(/[’‘`]/g, "'")
      .trim()
      .toLocaleLowerCase();
  }

  function make(tag, className) {
    const element = document.createElement(tag);
    element.className = className;
    return element;
  }

  function enhance(list) {
    const words = list.dataset;
    const regions = [...list.querySelectorAll("details")];
    const options = [...list.querySelectorAll("label")];
    const head = make("div", "workshops-countries__head");
    const input = make("input", "workshops-countries__filter");
    const chosen = make("ul", "workshops-countries__chosen");
    const nothing = make("p", "workshops-countries__none");
    input.type = "search";
    input.placeholder = words.filter;
    input.setAttribute("aria-label", words.filter);
    chosen.setAttribute("aria-label", words.chosen);
    nothing.setAttribute("role", "status");
    head.append(input, chosen, nothing);
    list.prepend(head);

    function box(option) {
      return option.querySelector("input");
    }

    function showChosen() {
      const ticked = options.filter((option) => box(option).checked);
      chosen.hidden = !ticked.length;
      chosen.replaceChildren(
        ...ticked.map((option) => {
          const name = option.textContent.trim();
          const item = document.createElement("li");
          const button = make("button", "workshops-countries__remove");
          button.type = "button";
          button.textContent = name;
          button.setAttribute("aria-label", words.remove.replace("{}", name));
          button.addEventListener("click", () => {
            box(option).checked = false;
            box(option).dispatchEvent(new Event("input", { bubbles: true }));
            input.focus();
          });
          item.append(button);
          return item;
        }),
      );
      for (const region of regions) {
        const count = region.querySelectorAll(":checked").length;
        region.querySelector(".workshops-countries__count").textContent = count
          ? `(${count})`
          : "";
      }
    }

    function filter() {
      const wanted = plain(input.value);
      for (const option of options) {
        option.hidden = !plain(option.textContent).includes(wanted);
      }
      for (const region of regions) {
        const found = region.querySelector("label:not([hidden])") !== null;
        region.hidden = !found;
        region.open = Boolean(wanted) && found;
      }
      const some = regions.some((region) => !region.hidden);
      nothing.textContent = some ? "" : words.none;
    }

    input.addEventListener("input", (event) => {
      /* What is looked for is no answer, so nothing is to be saved. */
      event.stopPropagation();
      filter();
    });
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const left = options.filter((option) => !option.hidden);
      if (input.value && left.length === 1) {
        box(left[0]).click();
        input.value = "";
        filter();
      }
    });
    list.addEventListener("input", showChosen);
    list.addEventListener("workshops:refresh", showChosen);
    for (const region of regions) region.open = false;
    showChosen();
  }

  for (const list of document.querySelectorAll("[data-workshops-countries]")) {
    enhance(list);
  }
})();
