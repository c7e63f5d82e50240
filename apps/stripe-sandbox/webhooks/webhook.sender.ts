import http from 'node:http';
import https from 'node:https';
import Stripe from 'stripe';

/** How the receiver answered. */
export type SendResult = { status: number; error: null } | { status: null; error: string };

export interface Letter {
  url: string;
  body: string;
  /** What the signature is made for: another text only when a fault changes the body on its way. */
  signedBody: string;
  secret: string;
  /** Seconds since 1970, by the receiver's clock. */
  timestamp: number;
}

/** Carries signed notifications to their endpoints over connections that are kept open. */
export class WebhookSender {
  private readonly plain: http.Agent;
  private readonly secure: https.Agent;

  constructor(
    connections: number,
    private readonly timeoutMs: number,
  ) {
    this.plain = new http.Agent({ keepAlive: true, maxSockets: connections });
    this.secure = new https.Agent({ keepAlive: true, maxSockets: connections });
  }

  /** Sends one notification; whatever goes wrong on the way is a result, never an exception. */
  send(letter: Letter): Promise<SendResult> {
    const signature = Stripe.webhooks.generateTestHeaderString({
      payload: letter.signedBody,
      secret: letter.secret,
      timestamp: letter.timestamp,
    });
    const headers = {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(letter.body),
      'Stripe-Signature': signature,
      'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks) stripe-sandbox',
    };
    return new Promise((resolve) => {
      const isSecure = letter.url.startsWith('https:');
      const agent = isSecure ? this.secure : this.plain;
      const open = isSecure ? https.request : http.request;
      const request = open(letter.url, { method: 'POST', headers, agent, timeout: this.timeoutMs }, (response) => {
        response.resume();
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, error: null });
        });
        response.on('error', fail);
      });
      function fail(error: Error): void {
        resolve({ status: null, error: error.message });
      }
      request.on('timeout', () => request.destroy(new Error('the endpoint did not answer in time')));
      request.on('error', fail);
      request.end(letter.body);
    });
  }

  close(): void {
    this.plain.destroy();
    this.secure.destroy();
  }
}
