import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Bounds the connections that ask for nothing: where there are too many, the one that has been silent longest makes
 * room, so that whoever opens hundreds of them locks nobody out.
 */
export class WaitingConnections {
  /** Longest first. */
  readonly #waiting = new Set<Socket>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  watch(server: Server): void {
    server.on('connection', (socket: Socket) => {
      socket.once('close', () => this.#waiting.delete(socket));
      this.#wait(socket);
    });
    server.on('request', ({ socket }, response) => {
      this.#waiting.delete(socket);
      response.once('close', () => {
        if (!socket.destroyed) this.#wait(socket);
      });
    });
    server.on('upgrade', ({ socket }) => this.#waiting.delete(socket));
  }

  #wait(socket: Socket): void {
    this.#waiting.add(socket);
    if (this.#waiting.size <= this.#most) return;
    const [oldest] = this.#waiting;
    this.#waiting.delete(oldest);
    oldest.destroy();
  }
}
