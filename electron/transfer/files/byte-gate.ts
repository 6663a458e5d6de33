/** Stops a source while anybody who holds it wants it stopped. */
export class ByteGate {
  private holders = 0;
  private flow: { pause(): void; resume(): void } | null = null;

  /** The source; one that starts while somebody holds it starts stopped. */
  start(flow: { pause(): void; resume(): void }): void {
    this.flow = flow;
    if (this.holders > 0) flow.pause();
  }

  /** The source has ended: what is sent on its line from now on is none of ours to stop. */
  end(): void {
    if (this.holders > 0) this.flow?.resume();
    this.flow = null;
  }

  /** Stops the source until the function that it gives is called. */
  hold(): () => void {
    this.holders += 1;
    if (this.holders === 1) this.flow?.pause();
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.holders -= 1;
      if (this.holders === 0) this.flow?.resume();
    };
  }
}
