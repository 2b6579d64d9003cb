import { describe, expect, it } from 'vitest';
import { whereIs } from '../../src/model/host.ts';

describe('whereIs', () => {
  it.each([
    'http://localhost:3000/mcp',
    'http://LOCALHOST./',
    'https://app.localhost/',
    'http://127.0.0.1/',
    'http://127.255.255.254/',
    'http://127.1/',
    'http://2130706433/',
    'http://0.0.0.0:1/',
    'http://[::1]/',
    'http://[::]/',
    'ws://[::ffff:127.0.0.1]/',
  ])('%s is this machine', (url) => expect(whereIs(url)).toBe('loopback'));

  it.each([
    'https://mcp.example/',
    'http://localhost.mcp.example/',
    'http://mylocalhost/',
    'http://128.0.0.1/',
    'http://192.168.0.1/',
    'http://[::2]/',
    'https://user@mcp.example/localhost',
  ])('%s is another machine', (url) => expect(whereIs(url)).toBe('elsewhere'));

  it.each([
    '',
    'localhost',
    '${URL}',
    'http://${HOST}/',
    'https://%HOST%/',
    'https://{env:HOST}/',
    'file:///etc/hosts',
  ])('of %j nothing is known', (url) => expect(whereIs(url)).toBe('unknown'));
});
