import type { Gap } from '../model/gap.ts';
import type { Report } from '../model/report.ts';
import { escapeMessage } from './_escape.ts';
import { shortenPathsIn } from './_place.ts';
import { locate, type Place } from './_sarif-location.ts';
import { count, GAP_TITLES } from './_words.ts';

const LEFT_OUT = 'results-left-out';

const COMPONENTS_SHOWN = 10;

function messageOf({ message, hint, components, server }: Gap, report: Report): string {
  const shown = components.slice(0, COMPONENTS_SHOWN).join(', ');
  const rest = components.length - COMPONENTS_SHOWN;
  const packages = components.length === 0 ? '' : `Packages: ${shown}${rest > 0 ? ` and ${rest} more` : ''}.`;
  const sentence = /[.!?…]$/.test(message) ? message : `${message}.`;
  const parts = [server === null ? sentence : `${server}: ${sentence}`, packages, hint].filter((part) => part !== '');
  return escapeMessage(shortenPathsIn(parts.join(' '), report.inventory.target));
}

function placeOfGap(gap: Gap, report: Report): Place | undefined {
  return gap.location ?? report.inventory.servers.find((server) => server.id === gap.server)?.declarations[0];
}

/** What could not be known, and how many results were left out. A gap that keeps the gate from its answer is an error. */
export function notificationsOf(report: Report, leftOut: number) {
  const { items, gaps } = report.decision;
  const open = new Set(items.filter((item) => item.required && item.status === 'unknown').map((item) => item.id));
  const notifications = gaps.map((gap) => {
    const place = placeOfGap(gap, report);
    return {
      descriptor: { id: gap.kind as string },
      level: open.has(gap.item) ? 'error' : 'warning',
      message: { text: messageOf(gap, report) },
      ...(place === undefined ? {} : { locations: [locate(place, report.inventory.target)] }),
    };
  });
  if (leftOut === 0) return notifications;
  const text = `${count(leftOut, 'result')} of lesser severity left out: use the JSON report for all of them.`;
  return [{ descriptor: { id: LEFT_OUT }, level: 'warning', message: { text } }, ...notifications];
}

/** Descriptors of the notifications that are there. */
export function notificationRules(notifications: ReturnType<typeof notificationsOf>) {
  const titles: Record<string, string> = { ...GAP_TITLES, [LEFT_OUT]: 'Results that were left out' };
  const ids = [...new Set(notifications.map(({ descriptor }) => descriptor.id))].sort();
  return ids.map((id) => ({ id, shortDescription: { text: titles[id] ?? id } }));
}
