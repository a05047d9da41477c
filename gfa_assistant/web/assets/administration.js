"use strict";
/* The operator's pages: where the focus goes, the size of a file before it is sent, the progress of an ingest. */
(() => {
  document.querySelector("[data-focus]")?.focus();

  const file = document.querySelector("input[type=file][data-limit]");
  file?.addEventListener("change", () => {
    const limit = Number(file.dataset.limit);
    const large = (file.files[0]?.size ?? 0) > limit * 1024 * 1024;
    file.setCustomValidity(large ? `Die Datei ist größer als ${limit} MB. Teilen oder verkleinern Sie sie.` : "");
    file.reportValidity();
  });

  // Sending a file takes a while: it is said, and a second click does not send it again.
  for (const form of document.querySelectorAll("form[data-wait]")) {
    form.addEventListener("submit", () => {
      form.querySelector(".gfa-wait").textContent = form.dataset.wait;
      form.querySelector("button").disabled = true;
    });
  }
  // Come back to by the browser's way back, the form can be sent again.
  addEventListener("pageshow", () => {
    for (const button of document.querySelectorAll("form[data-wait] button")) button.disabled = false;
  });

  const progress = document.getElementById("gfa-progress");
  if (!progress) return;
  const bar = progress.querySelector("progress");
  const lost = document.getElementById("gfa-lost");
  let announced = -1;
  async function follow() {
    try {
      const answer = await fetch(progress.dataset.source, { cache: "no-store" });
      const state = answer.ok ? await answer.json() : null;
      // Finished, or signed out meanwhile: the page itself says which.
      if (!state || !state.runs) return location.replace(location.pathname);
      lost.hidden = true;
      document.getElementById("gfa-sentence").textContent = state.sentence;
      if (state.total) {
        bar.max = state.total;
        bar.value = state.done;
        // Heard once a quarter; the sentence above is there to be read at any time.
        const quarter = Math.floor((4 * state.done) / state.total);
        if (quarter !== announced) document.getElementById("gfa-announced").textContent = state.sentence;
        announced = quarter;
      }
    } catch {
      lost.textContent = "Der Server antwortet nicht. Das Einlesen kann trotzdem weiterlaufen.";
      lost.hidden = false;
    }
    setTimeout(follow, 1000);
  }
  setTimeout(follow, 1000);
})();
