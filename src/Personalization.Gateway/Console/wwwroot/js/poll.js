/** Asks again and again while the page is visible, one question at a time, until closed. */
export function poll(ask, { everyMs = 3000, onData, onFault }) {
  let timer = null;
  let closed = false;
  let asking = false;

  async function turn() {
    clearTimeout(timer);
    if (asking || closed) return;
    if (!document.hidden) {
      asking = true;
      try {
        const data = await ask();
        if (!closed) onData(data);
      } catch (fault) {
        if (!closed) onFault(fault);
      }
      asking = false;
    }
    if (!closed) timer = setTimeout(turn, everyMs);
  }

  document.addEventListener('visibilitychange', turn);
  turn();
  return {
    now: turn,
    close() {
      closed = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', turn);
    },
  };
}
