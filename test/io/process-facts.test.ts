import { describe, expect, it } from 'vitest';
import { PROCESS_FILES, realProcReader } from '../../src/io/index.ts';

const isLinux = process.platform === 'linux';

describe('what the system tells of a process', () => {
  it('is asked on Linux alone', () => {
    expect(realProcReader('linux')).not.toBeNull();
    expect(realProcReader('darwin')).toBeNull();
    expect(realProcReader('win32')).toBeNull();
  });

  it('holds nothing of its environment', () => expect(PROCESS_FILES).not.toContain('environ'));

  it.runIf(isLinux)('is the text of its files, and where its links lead', () => {
    const reader = realProcReader('linux');
    expect(reader?.text('self', 'status')).toMatch(new RegExp(`^Pid:\\s+${process.pid}$`, 'm'));
    expect(reader?.text(process.pid, 'mountinfo')).toBe(reader?.text('self', 'mountinfo'));
    expect(reader?.link('self', 'ns/net')).toMatch(/^net:\[\d+\]$/);
    expect(reader?.link('self', 'root')).toMatch(/^\//);
  });

  it.runIf(isLinux)('is nothing for what is not there, and for what is not asked about', () => {
    const reader = realProcReader('linux');
    expect(reader?.text(2 ** 30, 'status')).toBeNull();
    expect(reader?.link(2 ** 30, 'root')).toBeNull();
    for (const name of ['exe', 'cwd', '../self/root', 'fd/0', 'ns/../root'])
      expect(reader?.link('self', name)).toBeNull();
  });

  it.runIf(isLinux)('reads control groups and nothing above them', () => {
    const reader = realProcReader('linux');
    for (const path of [
      '/etc/passwd',
      '/sys/fs/cgroup/../../../etc/passwd',
      '/sys/fs/cgroup/..',
      '/sys/fs/cgroup',
      'sys/fs/cgroup/x',
    ]) {
      expect(reader?.cgroupFile(path)).toBeNull();
    }
  });
});
