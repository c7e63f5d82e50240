import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';

export interface KeptPoster {
  bytes: Buffer;
  etag: string;
}

interface Entry {
  poster: Promise<KeptPoster>;
  drawnAt: number;
}

/** A poster is drawn again at most this often, however many ask; a total on it may be that old. */
const MAX_AGE_MS = 60_000;
const MOST = 200;

/** Posters of this process that were asked for lately; those who ask for the same at once wait for one drawing. */
@Injectable()
export class PosterCache {
  private readonly entries = new Map<string, Entry>();

  async get(name: string, draw: () => Promise<Buffer>): Promise<KeptPoster> {
    const known = this.entries.get(name);
    if (known && performance.now() - known.drawnAt < MAX_AGE_MS) return known.poster;
    const poster = draw().then((bytes) => ({
      bytes,
      etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    }));
    this.entries.delete(name);
    const oldest = this.entries.size >= MOST ? this.entries.keys().next().value : undefined;
    if (oldest !== undefined) this.entries.delete(oldest);
    this.entries.set(name, { poster, drawnAt: performance.now() });
    try {
      return await poster;
    } catch (error) {
      this.entries.delete(name);
      throw error;
    }
  }
}
