import { connect } from 'node:net';

/** Whether something takes a TCP connection at an address; it is closed at once. Never rejects. */
export type Accepts = (address: string, port: number, timeoutMs: number) => Promise<boolean>;

export const realAccepts: Accepts = (address, port, timeoutMs) =>
  new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const settle = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.setTimeout(timeoutMs, () => settle(false));
    socket.on('connect', () => settle(true));
    socket.on('error', () => settle(false));
  });
