/** Hard limits by name; `none` where there is none. Source: proc_pid_limits(5). */
export function hardLimits(text: string): ReadonlyMap<string, number | 'none'> {
  const rows = [...text.matchAll(/^Max ([a-z ]{1,40}?) {2,}(\S+) +(\d{1,20}|unlimited)(?= |$)/gm)];
  return new Map(rows.map(([, name = '', , hard = '']) => [name, hard === 'unlimited' ? 'none' : Number(hard)]));
}
