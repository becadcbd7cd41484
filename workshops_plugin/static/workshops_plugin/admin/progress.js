/* Shows how far a campaign is while somebody looks on. Without it, reload the page. */
(() => {
  const PAUSE = 5000;

  async function refresh() {
    const shown = document.querySelector("[data-workshops-progress]");
    if (!shown || shown.dataset.workshopsProgress !== "on") return;
    try {
      const response = await fetch(window.location.href, { credentials: "same-origin" });
      const found = new DOMParser()
        .parseFromString(await response.text(), "text/html")
        .querySelector("[data-workshops-progress]");
      if (response.ok && found) shown.replaceWith(found);
    } catch {
      // Offline for a moment: try again next time.
    }
    window.setTimeout(refresh, PAUSE);
  }

  window.setTimeout(refresh, PAUSE);
})();
