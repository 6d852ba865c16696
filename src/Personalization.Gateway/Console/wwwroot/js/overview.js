import { el } from './dom.js';
import { lineChart } from './chart.js';
import { compact, count, money, ms, rate } from './format.js';
import { series } from './series.js';
import { tile } from './tile.js';
import { trending } from './trending.js';

/** The whole engine at a glance. */
export function overview() {
  const tiles = [
    tile({ label: 'Events', unit: '/s', key: 'events', tone: 'blue', value: s => rate(s.events_per_s), note: s => `${count(s.events_total)} in the log` }),
    tile({ label: 'Decisions', unit: '/s', key: 'decisions', tone: 'green', value: s => rate(s.decisions_per_s), note: s => `${count(s.decisions_total)} since the start` }),
    tile({
      label: 'Latency p95', unit: 'ms', key: 'p95', tone: 'amber', value: s => ms(s.latency_ms.p95),
      note: s => `p50 ${ms(s.latency_ms.p50)} · p99 ${ms(s.latency_ms.p99)}`,
    }),
    tile({ label: 'Active users', key: 'users', tone: 'violet', value: s => count(s.users_active), note: () => 'held in memory now' }),
    tile({ label: 'Items', key: 'items', tone: 'grey', value: s => count(s.items), note: () => 'in the catalogue' }),
    tile({ label: 'Conversions', key: 'conversions', tone: 'rose', value: s => count(s.conversions_total), note: s => `worth ${s.conversion_value >= 1e6 ? compact(s.conversion_value) : money(s.conversion_value)}` }),
  ];
  const charts = [
    lineChart({
      title: 'Throughput', unit: 'per s', format: rate,
      lines: [{ key: 'events', label: 'Events', tone: 'blue' }, { key: 'decisions', label: 'Decisions', tone: 'green', right: true }],
    }),
    lineChart({
      title: 'Decision latency', unit: 'ms', format: ms,
      lines: [{ key: 'p50', label: 'p50', tone: 'teal' }, { key: 'p95', label: 'p95', tone: 'amber' }, { key: 'p99', label: 'p99', tone: 'rose' }],
    }),
  ];
  const list = trending();
  const root = el('div', { class: 'overview' },
    el('h1', { class: 'only-read', text: 'Overview' }),
    el('div', { class: 'tiles' }, ...tiles.map(t => t.root)),
    el('div', { class: 'overview-body' },
      el('div', { class: 'charts' }, ...charts.map(c => c.root)), list.root));
  if (series.samples.length > 0) charts.forEach(c => c.update());
  return {
    root,
    sample(s) {
      tiles.forEach(t => t.update(s));
      charts.forEach(c => c.update());
      list.update(s);
    },
    close: () => charts.forEach(c => c.close()),
  };
}
