import { FileError, type Files } from '../../io/index.ts';

const MAX_PASSWD = 1024 * 1024;

/** The home of the user that an image's config names (a name or a number, with or without a group); root's is `/root`. */
export function homeOf(user: string, files: Files): string {
  const [name = ''] = user.split(':');
  if (name === '' || name === 'root' || name === '0') return '/root';
  try {
    const lines = files
      .readText('/etc/passwd', MAX_PASSWD)
      .split('\n')
      .map((line) => line.split(':'));
    return lines.find(([login, , uid]) => login === name || uid === name)?.[5] ?? '/';
  } catch (error) {
    if (error instanceof FileError) return '/';
    throw error;
  }
}
