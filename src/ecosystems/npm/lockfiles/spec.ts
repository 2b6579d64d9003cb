/** Name and reference of `name@reference`, where the name may have a scope; without reference it is `''`. */
export function splitSpec(spec: string): { name: string; reference: string } {
  const at = spec.indexOf('@', 1);
  return at < 0 ? { name: spec, reference: '' } : { name: spec.slice(0, at), reference: spec.slice(at + 1) };
}
