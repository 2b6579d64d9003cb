/** The package or command that a script of an installed package belongs to, or null. */
export function scriptOwner(path: string): string | null {
  const folders = path.split(/[\\/]/);
  const at = folders.lastIndexOf('node_modules');
  const [first = '', second = ''] = at < 0 ? [] : folders.slice(at + 1);
  if (first === '') return null;
  if (first === '.bin') return second.replace(/\.(cmd|exe|ps1)$/i, '');
  return first.startsWith('@') ? `${first}/${second}` : first;
}
