/** A public page as bytes, ready to be sent. */
export interface ReadyPage {
  status: number;
  html: Buffer;
  gzipped: Buffer;
  etag: string;
}

/** A page is drawn again at most this often, however many gifts arrive. */
const REFRESH_MS = 500;
/** A page ages even when no signal is heard (a pooler in between, a cut connection). */
const MAX_AGE_MS = 15_000;
/** What nobody has had drawn for so long, no reader is shown: days that are left, if nothing else, have changed. */
const TOO_OLD_MS = 10 * 60_000;

/**
 * One page that is kept. Who reads it is answered at once while it is drawn again behind their backs; one that nobody
 * reads waits for its next reader. So there are never more drawings than readings, however many signals arrive.
 */
export class KeptPage {
  private outdated = false;
  private readSinceDrawn = true;
  private drawing: Promise<ReadyPage> | null = null;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;
  private drawnAt = performance.now();

  /** `draw` keeps quiet about what it cannot draw: it then returns the page it was given. */
  constructor(
    private page: ReadyPage,
    private readonly draw: (last: ReadyPage) => Promise<ReadyPage>,
  ) {}

  /** For a reader: as it is kept or, where that is known to be wrong and nobody is at it, as it is drawn now. */
  read(): ReadyPage | Promise<ReadyPage> {
    this.readSinceDrawn = true;
    if (this.drawing) return this.page;
    const age = performance.now() - this.drawnAt;
    if (!this.outdated && age <= MAX_AGE_MS) return this.page;
    const drawn = this.drawAgain();
    return (this.outdated && age > REFRESH_MS) || age > TOO_OLD_MS ? drawn : this.page;
  }

  /** What it shows may have changed. */
  outdate(): void {
    this.outdated = true;
    if (this.readSinceDrawn && !this.drawing) void this.drawAgain();
  }

  /** Draws no more. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private drawAgain(): Promise<ReadyPage> {
    const wait = this.drawnAt + REFRESH_MS - performance.now();
    this.drawing = (wait > 0 ? this.pause(wait) : Promise.resolve()).then(() => this.drawNow());
    return this.drawing;
  }

  private pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.timer = setTimeout(resolve, milliseconds);
    });
  }

  private async drawNow(): Promise<ReadyPage> {
    this.outdated = false; // A signal from here on asks for one more drawing.
    this.readSinceDrawn = false;
    this.page = await this.draw(this.page);
    this.drawnAt = performance.now();
    this.drawing = null;
    if (this.outdated && this.readSinceDrawn && !this.stopped) void this.drawAgain();
    return this.page;
  }
}
