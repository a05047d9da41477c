"use strict";
/* Of quick choices the last one stays: each waits until the one before it is on the page, and only the newest waits. */
(() => {
  // Gradio sends two events at once and may show their outcomes in either order. One that is never shown (the server is
  // gone, the page has said so) holds up the next for no longer than this, in milliseconds.
  const PATIENCE = 10_000;
  const turns = new Map(); // place on the page → { timer of the choice under way, the newest choice that waits }

  const turnAt = (place) => turns.get(place) ?? turns.set(place, { timer: null, waiting: null }).get(place);

  function begin(place, send) {
    const turn = turnAt(place);
    turn.timer = setTimeout(() => shown(place), PATIENCE);
    send();
  }

  /* `send`, to be called as before: at once, or as soon as it is its turn. */
  function take(place, send) {
    return (data) => {
      const turn = turnAt(place);
      if (turn.timer === null) begin(place, () => send(data));
      else turn.waiting = () => send(data);
    };
  }

  /* What was sent for this place is on the page. */
  function shown(place) {
    const turn = turnAt(place);
    clearTimeout(turn.timer);
    turn.timer = null;
    const next = turn.waiting;
    turn.waiting = null;
    if (next) begin(place, next);
  }

  window.gfaTurns = { take, shown };
})();
