/** Where a URL leads: to this machine, to another one, or to a place that only shows when the server starts. */
export type Whereabouts = 'loopback' | 'elsewhere' | 'unknown';

/** Host as WHATWG URL writes it (lower case, IPv4 in four decimal parts, IPv6 in brackets). */
function isLoopback(host: string): boolean {
  const name = host.endsWith('.') ? host.slice(0, -1) : host;
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    /^127\.\d+\.\d+\.\d+$/.test(name) ||
    name === '0.0.0.0' ||
    name === '[::]' ||
    name === '[::1]' ||
    /^\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\]$/.test(name)
  );
}

/** Where a URL leads, by its host alone; nothing is looked up. A host with a placeholder (`${HOST}`) is unknown. */
export function whereIs(url: string): Whereabouts {
  if (!URL.canParse(url)) return 'unknown';
  const { hostname } = new URL(url);
  if (hostname === '' || /[${}<>%]/.test(hostname)) return 'unknown';
  return isLoopback(hostname) ? 'loopback' : 'elsewhere';
}
