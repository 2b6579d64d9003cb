/** The base address of a service, or in words why it cannot be used. */
export function parseBase(address: string): URL | string {
  if (!URL.canParse(address)) return 'its address is not a URL';
  const base = new URL(address);
  if (base.protocol !== 'https:' && base.protocol !== 'http:') return 'its address is neither http nor https';
  return base.username === '' && base.password === '' ? base : 'its address holds credentials, which are not sent';
}

/** An address below the base; its query stays, for gateways that want a key there. */
export function addressBelow(base: URL, path: string): string {
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/+$/, '')}/${path}`;
  return url.href;
}
