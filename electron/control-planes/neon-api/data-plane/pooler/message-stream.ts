/** Who takes what a MessageStream finds, in the order in which it came. */
export interface MessageTaker {
  /** Bytes of messages that nobody wants to read. */
  readonly onBytes: (bytes: Buffer) => void;
  /** A whole message that is wanted, its head of five bytes included. */
  readonly onMessage: (type: string, message: Buffer) => void;
}

/** A longer one is held by nobody: Postgres itself takes no more than this. */
const limitBytes = 1024 * 1024 * 1024;

/** Cuts one direction of the protocol into messages. Unwanted ones are never collected, so their size does not matter. */
export class MessageStream {
  private readonly isWanted: (type: string) => boolean;
  private readonly taker: MessageTaker;
  private head: Buffer = Buffer.alloc(0);
  private passing = 0;
  private collected: { readonly type: string; readonly parts: Buffer[]; missing: number } | null = null;

  constructor(isWanted: (type: string) => boolean, taker: MessageTaker) {
    this.isWanted = isWanted;
    this.taker = taker;
  }

  /** Takes the next bytes. Throws RangeError when they are no messages. */
  take(chunk: Buffer): void {
    let bytes = chunk;
    if (this.head.length > 0) {
      bytes = Buffer.concat([this.head, chunk]);
      this.head = Buffer.alloc(0);
    }
    let at = 0;
    let passFrom = 0;
    const pass = (end: number) => {
      if (end > passFrom) this.taker.onBytes(bytes.subarray(passFrom, end));
    };
    while (at < bytes.length) {
      if (this.collected) {
        at = passFrom = this.collect(this.collected, bytes, at);
        continue;
      }
      if (this.passing > 0) {
        const step = Math.min(this.passing, bytes.length - at);
        this.passing -= step;
        at += step;
        continue;
      }
      if (bytes.length - at < 5) break;
      const length = bytes.readUInt32BE(at + 1);
      if (length < 4 || length > limitBytes) throw new RangeError("A message has an impossible length.");
      const type = String.fromCharCode(bytes[at] ?? 0);
      if (this.isWanted(type)) {
        pass(at);
        passFrom = at;
        this.collected = { type, parts: [], missing: length + 1 };
      } else this.passing = length + 1;
    }
    pass(at);
    this.head = Buffer.from(bytes.subarray(at));
  }

  private collect(collected: NonNullable<typeof this.collected>, bytes: Buffer, at: number): number {
    const step = Math.min(collected.missing, bytes.length - at);
    collected.parts.push(bytes.subarray(at, at + step));
    collected.missing -= step;
    if (collected.missing === 0) {
      this.collected = null;
      this.taker.onMessage(collected.type, Buffer.concat(collected.parts));
    }
    return at + step;
  }
}
