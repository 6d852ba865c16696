import { get, send } from './api.js';
import { el, setText } from './dom.js';
import { field, numberInput, textInput } from './field.js';
import { guardrailFields, metricFields, secondaryFields } from './metric-fields.js';
import { powerPlot } from './power-plot.js';
import { toast } from './toast.js';
import { variantFields } from './variant-fields.js';

const FRESH = { variants: [{ key: 'control', weight: 1 }, { key: 'treatment', weight: 1 }], primary_metric: { event_type: 'click' }, minimum_effect: 0.05 };

/** Designs an experiment, or changes a draft: plans it and saves it. */
export function experimentForm(id) {
  const slot = el('div', {}, id ? el('p', { class: 'card empty', text: 'Loading …' }) : null);
  let shown = null;
  let closed = false;
  const show = definition => { if (!closed) slot.replaceChildren((shown = design(id, definition)).root); };
  if (id) {
    get(`/api/v1/experiments/${encodeURIComponent(id)}`).then(
      results => show(results.definition), fault => slot.replaceChildren(el('p', { class: 'card empty', text: fault.message })));
  } else {
    show(FRESH);
  }
  return {
    root: slot,
    close() {
      closed = true;
      shown?.close();
    },
  };
}

function design(id, known) {
  const f = fields(known);
  const variants = variantFields(known.variants);
  const primary = metricFields(known.primary_metric);
  const [secondary, guardrails] = [secondaryFields(known.secondary_metrics ?? []), guardrailFields(known.guardrails ?? [])];
  const all = () => [...Object.values(f), ...variants.fields(), ...primary.fields(), ...secondary.fields(), ...guardrails.fields()];
  const problem = el('p', { class: 'field-fault form-fault', role: 'alert' });
  const plan = el('div', { class: 'plan-slot' }, el('p', { class: 'card empty', text: 'Plan tells how many people it takes, how long, and which effects are found.' }));
  const planButton = el('button', { type: 'button', class: 'button', text: 'Plan', 'data-action': 'plan', on: { click: drawPlan } });
  const save = el('button', { type: 'submit', class: 'button primary', text: 'Save draft' });
  const form = el('form', { class: 'card design', novalidate: true, 'aria-label': 'Design', on: { submit } },
    el('p', { class: 'small' }, el('a', { class: 'quiet', href: id ? `#experiments/${encodeURIComponent(id)}` : '#experiments', text: id ? `‹ ${id}` : '‹ Experiments' })),
    el('h1', { class: 'heading', text: id ? 'Change the draft' : 'Design an experiment' }),
    el('div', { class: 'fields' }, f.id.root, f.name.root, f.layer.root, f.ramp.root),
    f.hypothesis.root, variants.root,
    el('fieldset', { 'data-field': 'primary_metric' }, el('legend', { text: 'Primary metric' }),
      el('div', { class: 'fields' }, ...primary.parts, f.effect.root, f.window.root)),
    secondary.root, guardrails.root,
    f.targeting.root,
    el('fieldset', {}, el('legend', { text: 'For the plan' }), el('div', { class: 'fields' }, f.baseline.root, f.deviation.root, f.perDay.root)),
    problem, el('div', { class: 'actions' }, save, planButton));
  const root = el('div', { class: 'design-body' }, form, plan);
  let drawn = null;
  if (id) f.id.input.readOnly = true;
  primary.name = 'primary_metric';
  primary.kind.input.addEventListener('change', fit);
  fit();

  function fit() {
    f.deviation.root.hidden = ['conversion', 'retention'].includes(primary.kind.value);
  }

  // What the API calls a member stands on the field that writes it; the rest is said at the form's end.
  function tell(name, text) {
    const path = (name ?? '').replace(/^definition\./, '');
    const own = all().find(one => one.name === path) ?? all().find(one => one.name && path.startsWith(`${one.name}.`)) ?? (path === 'slot_from' ? f.layer : null);
    if (own && !own.root.hidden) {
      own.root.closest('details')?.setAttribute('open', '');
      own.fault = text.startsWith(`${name} `) ? text.slice(name.length + 1) : text;
      own.input.focus();
    } else {
      setText(problem, text);
    }
  }

  function read() {
    setText(problem, '');
    all().forEach(one => { one.fault = null; });
    let sound = true;
    const fault = (name, text) => {
      if (sound) tell(name, text);
      sound = false;
    };
    const metrics = [known.primary_metric, ...(known.secondary_metrics ?? []), ...(known.guardrails ?? []).map(g => g.metric)];
    const taken = new Set(metrics.map(m => m.metric_id));
    const definition = {
      ...written(known, f), variants: variants.read(fault), primary_metric: primary.read(taken, fault),
      secondary_metrics: secondary.read(taken, fault), guardrails: guardrails.read(taken, fault),
    };
    if (!definition.experiment_id) fault('experiment_id', 'is missing');
    return sound ? definition : null;
  }

  async function drawPlan() {
    const definition = read();
    if (!definition) return;
    await busy(planButton, async () => {
      const found = await send('POST', '/api/v1/experiments/plan', {
        definition, baseline: Number(f.baseline.value), people_per_day: Number(f.perDay.value), ...(f.deviation.value && !f.deviation.root.hidden ? { deviation: Number(f.deviation.value) } : {}),
      });
      drawn?.close();
      drawn = powerPlot(found, definition);
      plan.replaceChildren(drawn.root);
    });
  }

  async function submit(e) {
    e.preventDefault();
    const definition = read();
    if (!definition) return;
    await busy(save, async () => {
      await send('PUT', `/api/v1/experiments/${encodeURIComponent(definition.experiment_id)}`, definition);
      toast(`Saved ${definition.experiment_id}`);
      location.hash = `#experiments/${encodeURIComponent(definition.experiment_id)}`;
    });
  }

  async function busy(button, work) {
    button.setAttribute('aria-disabled', 'true');
    try {
      await work();
    } catch (fault) {
      tell(fault.field, fault.message);
    } finally {
      button.removeAttribute('aria-disabled');
    }
  }

  return { root, close: () => drawn?.close() };
}

function fields(known) {
  const f = {
    id: field('Id', textInput({ maxlength: 64, placeholder: 'checkout-1' }), { name: 'experiment_id' }),
    name: field('Name', textInput({ maxlength: 200 }), { name: 'name' }),
    layer: field('Layer', textInput({ maxlength: 64, placeholder: 'default' }), { name: 'layer', note: 'experiments of one layer exclude each other' }),
    ramp: field('People who take part, %', numberInput({ min: 0, max: 100 }), { name: 'ramp' }),
    hypothesis: field('Hypothesis', el('textarea', { rows: 2 }), { name: 'hypothesis' }),
    effect: field('Minimum effect, %', numberInput({ min: 0 }), { name: 'minimum_effect' }),
    window: field('Counted for, hours', numberInput({ min: 0 }), { name: 'attribution_window', note: 'after the first meeting' }),
    targeting: field('Targeting', textInput({ class: 'code', placeholder: "everybody; or: device = 'mobile' and purchases >= 1" }), { name: 'targeting' }),
    baseline: field('Baseline', numberInput(), { name: 'baseline', note: 'the control’s share or mean' }),
    deviation: field('Standard deviation', numberInput({ min: 0 }), { name: 'deviation', note: 'of one person’s value' }),
    perDay: field('New people a day', numberInput({ min: 0 }), { name: 'people_per_day' }),
  };
  f.id.value = known.experiment_id;
  f.name.value = known.name;
  f.layer.value = known.layer;
  f.ramp.value = round((known.ramp ?? 1) * 100);
  f.hypothesis.value = known.hypothesis;
  f.effect.value = round((known.minimum_effect ?? 0.05) * 100);
  f.window.value = known.attribution_window ? round(hoursOf(known.attribution_window)) : 168;
  f.targeting.value = known.targeting;
  f.baseline.value = 0.1;
  f.perDay.value = 1000;
  return f;
}

function written(known, f) {
  return {
    ...known, experiment_id: f.id.value, name: f.name.value || null, hypothesis: f.hypothesis.value || null, layer: f.layer.value || null,
    ramp: Number(f.ramp.value) / 100, minimum_effect: Number(f.effect.value) / 100, attribution_window: spanOf(Number(f.window.value)), targeting: f.targeting.value || null,
  };
}

const round = value => Math.round(value * 1e6) / 1e6;

// Spans of time are written as days.hours:minutes:seconds.
function hoursOf(text) {
  const [, days, hours, minutes, seconds] = /^(?:(\d+)\.)?(\d+):(\d+):([\d.]+)$/.exec(text) ?? [null, 7, 0, 0, 0];
  return Number(days ?? 0) * 24 + Number(hours) + Number(minutes) / 60 + Number(seconds) / 3600;
}

function spanOf(hours) {
  const seconds = Math.round(hours * 3600);
  const two = value => String(Math.floor(value)).padStart(2, '0');
  return `${Math.floor(seconds / 86400)}.${two(seconds % 86400 / 3600)}:${two(seconds % 3600 / 60)}:${two(seconds % 60)}`;
}
