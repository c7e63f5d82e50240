import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import type Stripe from 'stripe';

export interface Received {
  signature: string;
  body: string;
  event: Stripe.Event;
}

/** A real HTTP endpoint that keeps what it hears and answers as it is told. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  /** How the next notifications are answered; when it is used up, with 200. */
  answers: number[] = [];
  mostAtOnce = 0;
  private atOnce = 0;
  private listener: (event: Stripe.Event) => void = () => undefined;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async listen(): Promise<WebhookReceiver> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const receiver = new WebhookReceiver(server, `http://127.0.0.1:${port}/webhooks/stripe`);
    receiver.serve();
    return receiver;
  }

  /** The events in the order of their arrival, repetitions included. */
  get events(): Stripe.Event[] {
    return this.received.map((each) => each.event);
  }

  onEvent(listener: (event: Stripe.Event) => void): void {
    this.listener = listener;
  }

  forget(): void {
    this.received.length = 0;
    this.answers = [];
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private serve(): void {
    this.server.on('request', (request, response) => {
      this.atOnce += 1;
      this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString('utf8');
        const event = JSON.parse(body) as Stripe.Event;
        this.received.push({ signature: String(request.headers['stripe-signature']), body, event });
        this.listener(event);
        setImmediate(() => {
          this.atOnce -= 1;
          response.writeHead(this.answers.shift() ?? 200).end();
        });
      });
    });
  }
}
