/**
 * The page's own script: filters what is there, keeps the choice in the address, copies commands, opens all for print. It
 * writes text and attributes and never markup, so that nothing from an address or a report can become any.
 */
export const SCRIPT = `(() => {
  'use strict';
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const details = all('main details');
  const setAll = (open) => { for (const one of details) one.open = open; };

  // Beside the report there is room for all; above it there is not.
  if (matchMedia('(max-width: 64rem)').matches) for (const one of all('aside details')) one.open = false;

  let closed = [];
  addEventListener('beforeprint', () => {
    closed = details.filter((one) => !one.open);
    setAll(true);
  });
  addEventListener('afterprint', () => { for (const one of closed) one.open = false; });

  if (navigator.clipboard) {
    for (const command of all('.fix code').filter((one) => one.textContent.includes(' '))) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'copy';
      button.textContent = 'Copy';
      button.addEventListener('click', () =>
        navigator.clipboard.writeText(command.textContent).then(
          () => { button.textContent = 'Copied'; },
          () => { button.textContent = 'Not copied'; },
        ),
      );
      command.after(' ', button);
    }
  }

  const filter = document.getElementById('filter');
  if (filter === null) return;
  filter.hidden = false;
  const shown = document.getElementById('shown');
  const sections = all('[data-section]').map((element) => ({ element, items: all('[data-item]', element) }));
  const rows = all('[data-row]');
  const items = all('[data-item]').map((element) => ({ element, data: element.dataset, words: null }));
  const isFinding = ({ data }) => 'severity' in data;
  const tell = (list, one) => list.filter(({ element }) => !element.hidden).length + ' of ' + list.length + ' ' + one;
  const findings = items.filter(isFinding);
  const gaps = items.filter((item) => !isFinding(item));
  const [text] = all('[name=text]', filter);
  const [server] = all('[name=server]', filter);
  const boxes = { action: all('[name=action]', filter), severity: all('[name=severity]', filter) };
  const checked = (name) => boxes[name].filter((box) => box.checked).map((box) => box.value);
  const wordsOf = (item) => (item.words ??= (item.data.server + ' ' + item.element.textContent).toLowerCase());

  const chosen = () => ({
    text: text.value.trim(),
    server: server.value,
    action: checked('action').join(','),
    severity: checked('severity').join(','),
  });
  const isActive = () => Object.values(chosen()).some((value) => value !== '');

  function apply() {
    const choice = chosen();
    const words = choice.text.toLowerCase();
    const allows = (name, value) =>
      choice[name] === '' || value === undefined || choice[name].split(',').includes(value);
    for (const item of items) {
      const { element, data } = item;
      element.hidden = !(
        (choice.server === '' || data.server === choice.server) &&
        allows('action', data.action) &&
        allows('severity', data.severity) &&
        (words === '' || wordsOf(item).includes(words))
      );
    }
    const named = (name) =>
      choice.action === '' && choice.severity === '' && name !== '' &&
      (choice.server === '' || name === choice.server) && name.toLowerCase().includes(words);
    const active = isActive();
    const seen = new Set();
    for (const { element, items: own } of sections) {
      element.hidden = active && !own.some((one) => !one.hidden) && !named(element.dataset.server);
      if (!element.hidden) seen.add(element.dataset.server);
    }
    for (const row of rows) row.hidden = !seen.has(row.dataset.server);
    const told = Object.entries(choice).filter(([, value]) => value !== '').map((pair) => pair.join(': '));
    shown.textContent = active
      ? 'Filtered: ' + tell(findings, 'findings') + ' and ' + tell(gaps, 'gaps') + ' are shown (' + told.join('; ') + ').'
      : '';
  }

  function keep(at) {
    const state = new URLSearchParams(Object.entries(chosen()).filter(([, value]) => value !== ''));
    if (isActive() && at !== '') state.set('at', at);
    const hash = isActive() ? state.toString() : at;
    history.replaceState(null, '', hash === '' ? location.href.split('#')[0] : '#' + hash);
  }

  function choose(state) {
    text.value = state.get('text') ?? '';
    server.value = state.get('server') ?? '';
    if (server.selectedIndex === -1) server.value = '';
    for (const [name, list] of Object.entries(boxes)) {
      const values = (state.get(name) ?? '').split(',');
      for (const box of list) box.checked = values.includes(box.value);
    }
    apply();
  }

  function reveal(id) {
    const target = document.getElementById(id);
    if (target === null) return;
    if (target.closest('[hidden]')) choose(new URLSearchParams());
    for (let up = target; up !== null; up = up.parentElement) if (up.localName === 'details') up.open = true;
    target.scrollIntoView();
    (target.querySelector('summary') ?? target).focus({ preventScroll: true });
  }

  function follow() {
    const hash = location.hash.slice(1);
    const isState = hash.includes('=');
    const state = new URLSearchParams(isState ? hash : '');
    if (isState) choose(state);
    const at = isState ? (state.get('at') ?? '') : hash;
    if (at === '') return;
    reveal(at);
    keep(at);
  }

  filter.addEventListener('input', apply);
  filter.addEventListener('change', () => keep(''));
  text.addEventListener('keydown', (event) => {
    const first = findings.find(({ element }) => !element.hidden);
    if (event.key !== 'Enter' || first === undefined) return;
    // Else the same key would close what it opens.
    event.preventDefault();
    reveal(first.element.id);
  });
  filter.addEventListener('click', ({ target }) => {
    if (target.name === 'open' || target.name === 'close') setAll(target.name === 'open');
    if (target.name !== 'clear') return;
    choose(new URLSearchParams());
    keep('');
  });
  addEventListener('hashchange', follow);
  apply();
  follow();
})();
`;
