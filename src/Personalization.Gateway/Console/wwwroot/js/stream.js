const RETRY_MS = 2000;

/**
 * Follows server-sent events until closed. EventSource reconnects by itself after a lost connection, but gives up after an
 * error answer and does not notice a silent line; both are made good here.
 */
export class Stream {
  #url; #onData; #onState; #quietMs; #source; #timer; #closed = false;

  constructor(url, { onData, onState = () => {}, quietMs }) {
    this.#url = url;
    this.#onData = onData;
    this.#onState = onState;
    this.#quietMs = quietMs;
    this.#open();
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#source.close();
  }

  #open() {
    const source = new EventSource(this.#url);
    this.#source = source;
    this.#watch();
    source.onmessage = message => {
      this.#watch();
      this.#onState('live');
      this.#onData(JSON.parse(message.data));
    };
    source.onerror = () => {
      this.#onState('reconnecting');
      if (source.readyState === EventSource.CLOSED) this.#again(RETRY_MS);
    };
  }

  #watch() {
    this.#again(this.#quietMs);
  }

  #again(after) {
    if (this.#closed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#source.close();
      this.#onState('reconnecting');
      this.#open();
    }, after);
  }
}
