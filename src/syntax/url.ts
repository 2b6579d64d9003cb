/** True for the address of a web server, whatever else may be wrong with it. */
export function isHttpUrl(text: string): boolean {
  return /^https?:\/\//i.test(text);
}
