const SECONDS = 120;
const ENOUGH = 20;

/**
 * The largest value a scale has to show. Where a few seconds stand far above all others, as when events are caught up with, the scale
 * is made for the others.
 */
export function ceiling(values) {
  const most = Math.max(0, ...values);
  if (values.length < ENOUGH) return most;
  const usual = values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)];
  return usual > 0 && most > 4 * usual ? usual * 1.4 : most;
}

/** The samples of the last two minutes, oldest first. They are gathered whichever view is shown. */
export const series = {
  seconds: SECONDS,
  samples: [],

  add(sample) {
    const at = Date.parse(sample.at);
    const last = this.samples.at(-1);
    // Before the first measurement the time is not set; and a restarted engine begins anew.
    if (!(at > 0) || (last && at <= last.at)) return;
    this.samples.push({
      at,
      events: sample.events_per_s,
      decisions: sample.decisions_per_s,
      p50: sample.latency_ms.p50,
      p95: sample.latency_ms.p95,
      p99: sample.latency_ms.p99,
      users: sample.users_active,
      items: sample.items,
      conversions: sample.conversions_total,
    });
    while (at - this.samples[0].at > SECONDS * 1000) this.samples.shift();
  },
};
