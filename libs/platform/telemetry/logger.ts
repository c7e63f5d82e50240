import type { LoggerService } from '@nestjs/common';
import { pino, type Logger as PinoLogger } from 'pino';
import { currentTrace } from './context.js';

/** Personal data and secrets never reach a log, wherever they are nested one level deep. */
const REDACTED = ['email', 'password', 'payerName', 'contact', 'cookie', 'authorization'];

/** Structured log lines, one JSON object each, with the request's and the pledge's id when there is one. */
export class Logger implements LoggerService {
  private readonly pino: PinoLogger;

  constructor(options: { name: string; level: string }) {
    this.pino = pino({
      name: options.name,
      level: options.level,
      redact: REDACTED.flatMap((field) => [field, `*.${field}`]),
      mixin: () => ({ ...currentTrace() }),
    });
  }

  debug(fields: object | string, message?: string): void {
    this.write('debug', fields, message);
  }

  info(fields: object | string, message?: string): void {
    this.write('info', fields, message);
  }

  warn(fields: object | string, message?: string): void {
    this.write('warn', fields, message);
  }

  error(fields: object | string, message?: string): void {
    this.write('error', fields, message);
  }

  /** Nest's own lines; its start-up chatter belongs to debugging. */
  log(message: unknown, context?: string): void {
    this.pino.debug({ context }, String(message));
  }

  private write(level: 'debug' | 'info' | 'warn' | 'error', fields: object | string, message?: string): void {
    if (typeof fields === 'string') this.pino[level]({ context: message }, fields);
    else this.pino[level](fields, message);
  }
}
