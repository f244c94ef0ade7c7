import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Clock } from './clock.ts';

/** A new secret that a caller must show. */
export function newToken(): string {
  return randomBytes(tokenBytes / 2).toString('hex');
}

/** Shows the token to the far side. Resolves to whether it was accepted. */
export async function presentToken(socket: Socket, token: string, clock: Clock): Promise<boolean> {
  socket.write(token);
  const reply = await readBytes(socket, accepted.length, clock);
  return reply?.equals(accepted) ?? false;
}

/** Reads a caller's token before anything else is looked at. Destroys the socket if the token is wrong or does not come. */
export async function checkToken(socket: Socket, token: string, clock: Clock): Promise<boolean> {
  const shown = await readBytes(socket, tokenBytes, clock);
  const isRight = shown?.length === token.length && timingSafeEqual(shown, Buffer.from(token));
  if (isRight) socket.write(accepted);
  else socket.destroy();
  return isRight;
}

const tokenBytes = 64;
const accepted = Buffer.from('hovle');
const patienceMs = 10_000;

/** Exactly the next bytes of the stream; undefined if it ends first or they take too long. */
function readBytes(socket: Socket, byteCount: number, clock: Clock): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const finish = (bytes: Buffer | undefined) => {
      stopWaiting();
      // The listener for errors stays: an error that nobody listens to would end this process.
      socket.off('readable', read).off('close', give);
      resolve(bytes?.length === byteCount ? bytes : undefined);
    };
    const give = () => {
      finish(undefined);
    };
    const read = () => {
      const bytes = readNow(socket, byteCount);
      if (bytes) finish(bytes);
    };
    const stopWaiting = clock.after(patienceMs, give);
    socket.on('readable', read).on('close', give).on('error', give);
  });
}

function readNow(socket: Socket, byteCount: number): Buffer | null {
  // Without an encoding set, a socket's `read` returns a Buffer or null.
  return socket.read(byteCount) as Buffer | null;
}
