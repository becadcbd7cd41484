/* Adds the visitor's own time beside each time that is shown with its zone, and
   forgets copies on this device of texts that the server has safely. */
(function () {
  for (const element of document.querySelectorAll("[data-workshops-forget]")) {
    try {
      localStorage.removeItem(`workshops-proposal-${element.dataset.workshopsForget}`);
    } catch {
      /* Nothing was kept. */
    }
  }

  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  /* English as most members write it: day before month. */
  const page = document.documentElement.lang || "en";
  const language = page === "en" ? "en-GB" : page;

  const style = { dateStyle: "long", timeStyle: "short", hourCycle: "h23" };

  function inWords(moment) {
    return new Intl.DateTimeFormat(language, style).format(moment);
  }

  function periodInWords(start, end) {
    return new Intl.DateTimeFormat(language, style).formatRange(start, end);
  }

  function ownWords(element) {
    const start = new Date(element.dateTime);
    const until = element.dataset.workshopsUntil;
    return until ? periodInWords(start, new Date(until)) : inWords(start);
  }

  for (const element of document.querySelectorAll("[data-workshops-time]")) {
    if (!own || element.textContent.includes(`(${own})`)) continue;
    const words = document.createElement("span");
    words.className = "workshops-time__own";
    words.textContent = `${ownWords(element)} (${own})`;
    element.append(words);
  }

  for (const element of document.querySelectorAll("[data-workshops-moment]")) {
    element.textContent = inWords(new Date(element.dateTime));
  }
})();
