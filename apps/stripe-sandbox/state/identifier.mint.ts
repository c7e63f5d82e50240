import { SeededRandom } from './seeded.random.js';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const LETTERS_PER_WORD = 5;

/** How each object's id begins. */
export type IdPrefix =
  | 'du'
  | 'po'
  | 'pi'
  | 'pm'
  | 'ch'
  | 'txn'
  | 'evt'
  | 're'
  | 'we'
  | 'cus'
  | 'li'
  | 'price'
  | 'prod'
  | 'dlv'
  | 'seti'
  | 'sub'
  | 'si'
  | 'in'
  | 'ii'
  | 'il'
  | 'inpay'
  | 'clock'
  | 'file'
  | 'bps';

/** Makes the ids and secrets of objects from one seeded stream: the same seed and the same calls give the same ids. */
export class IdentifierMint {
  constructor(private readonly random: SeededRandom) {}

  /** An id in Stripe's form, e.g. `pi_` and 24 letters. */
  id(prefix: IdPrefix): string {
    return `${prefix}_${this.letters(24)}`;
  }

  /** Checkout sessions carry their mode and a longer tail, since the id alone opens the payment page. */
  checkoutSessionId(mode: 'payment' | 'setup' | 'subscription' = 'payment'): string {
    const letter = { payment: 'a', setup: 'c', subscription: 'b' }[mode];
    return `cs_test_${letter}1${this.letters(56)}`;
  }

  requestId(): string {
    return `req_${this.letters(14)}`;
  }

  clientSecret(intentId: string): string {
    return `${intentId}_secret_${this.letters(25)}`;
  }

  webhookSecret(): string {
    return `whsec_${this.letters(32)}`;
  }

  private letters(count: number): string {
    let result = '';
    while (result.length < count) {
      let word = this.random.nextWord();
      for (let letter = 0; letter < LETTERS_PER_WORD && result.length < count; letter += 1) {
        result += ALPHABET[word % 62];
        word = Math.floor(word / 62);
      }
    }
    return result;
  }
}
