"use strict";
/* The page in an iframe: takes the colours from the element's data, and tells the page around how high it is. */
(() => {
  const element = document.querySelector("gfa-assistant");
  for (const name of ["accent", "background", "text"]) {
    if (element.dataset[name]) element.style.setProperty(`--gfa-${name}`, `#${element.dataset[name]}`);
  }

  /* Where the page around comes from; the browser lets only listed origins frame this page. */
  function originAround() {
    if (location.ancestorOrigins?.length) return location.ancestorOrigins[0];
    return document.referrer ? new URL(document.referrer).origin : null;
  }

  const origin = parent === window ? null : originAround();
  if (!origin || origin === "null" || element.getAttribute("mode") !== "inline") return;
  const main = document.querySelector("main");
  const tell = () => parent.postMessage({ type: "gfa:resize", height: Math.ceil(main.scrollHeight) }, origin);
  new ResizeObserver(tell).observe(main);
})();
