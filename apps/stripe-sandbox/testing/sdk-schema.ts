import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Stripe from 'stripe';
import type ts from 'typescript';
import { EVENT_TYPES } from '../webhooks/event.log.js';

export type JsonSchema = { [keyword: string]: unknown };

/** Schemas by the `object` an answer names, and by the type of an event. */
export interface SdkSchemas {
  definitions: Record<string, JsonSchema>;
  objects: Record<string, JsonSchema>;
  events: Record<string, JsonSchema>;
}

/** The objects the sandbox answers with, and the SDK's type of each. */
const OBJECT_TYPES: Record<string, string> = {
  balance: 'Stripe.Balance',
  balance_transaction: 'Stripe.BalanceTransaction',
  charge: 'Stripe.Charge',
  'checkout.session': 'Stripe.Checkout.Session',
  customer: 'Stripe.Customer',
  dispute: 'Stripe.Dispute',
  file: 'Stripe.File',
  'billing_portal.session': 'Stripe.BillingPortal.Session',
  invoice: 'Stripe.Invoice',
  invoice_payment: 'Stripe.InvoicePayment',
  invoiceitem: 'Stripe.InvoiceItem',
  item: 'Stripe.LineItem',
  line_item: 'Stripe.InvoiceLineItem',
  subscription: 'Stripe.Subscription',
  'test_helpers.test_clock': 'Stripe.TestHelpers.TestClock',
  payment_intent: 'Stripe.PaymentIntent',
  payment_method: 'Stripe.PaymentMethod',
  payout: 'Stripe.Payout',
  price: 'Stripe.Price',
  product: 'Stripe.Product',
  refund: 'Stripe.Refund',
  setup_intent: 'Stripe.SetupIntent',
  webhook_endpoint: 'Stripe.WebhookEndpoint',
};

/** Texts that the SDK leaves open and Stripe documents as closed. */
const CLOSED_LISTS: Record<string, readonly (string | null)[]> = {
  'balance_transaction.status': ['available', 'pending'],
  'payout.status': ['pending', 'in_transit', 'paid', 'failed', 'canceled'],
  'refund.status': ['pending', 'requires_action', 'succeeded', 'failed', 'canceled', null],
  'webhook_endpoint.status': ['enabled', 'disabled'],
};

const root = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * JSON Schema (draft 7) of what the sandbox sends, read from the types of the installed SDK: so it always belongs to the
 * pinned version. The walk takes seconds, so its result is kept in node_modules/.cache by SDK version and generator.
 * Stricter than the types: their open enums are closed, and no object may have a field that its type does not name.
 */
export async function sdkSchemas(): Promise<SdkSchemas> {
  const source = readFileSync(fileURLToPath(import.meta.url));
  const stamp = createHash('sha256').update(source).update(EVENT_TYPES.join()).digest('hex').slice(0, 12);
  const cached = join(
    root,
    'node_modules',
    '.cache',
    'stripe-sandbox',
    `sdk-schema-${Stripe.PACKAGE_VERSION}-${stamp}.json`,
  );
  if (existsSync(cached)) return JSON.parse(readFileSync(cached, 'utf8')) as SdkSchemas;
  const { default: compiler } = await import('typescript');
  const schemas = new SchemaWalk(compiler).run();
  mkdirSync(dirname(cached), { recursive: true });
  const unfinished = `${cached}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify(schemas));
  renameSync(unfinished, cached);
  return schemas;
}

/** Turns types of the SDK into schemas. Types met twice become one definition, so circles are no trouble. */
class SchemaWalk {
  private readonly definitions: Record<string, JsonSchema> = {};
  private readonly names = new Map<ts.Type, string>();
  private readonly checker: ts.TypeChecker;
  private readonly entry: ts.SourceFile;

  constructor(private readonly compiler: typeof ts) {
    const path = join(root, 'apps', 'stripe-sandbox', 'testing', 'sdk-types.generated.ts');
    const options: ts.CompilerOptions = {
      module: compiler.ModuleKind.NodeNext,
      moduleResolution: compiler.ModuleResolutionKind.NodeNext,
      target: compiler.ScriptTarget.ES2022,
      strict: true,
      skipLibCheck: true,
      types: [],
    };
    const host = compiler.createCompilerHost(options);
    const read = host.getSourceFile.bind(host);
    host.getSourceFile = (name, target) =>
      name === path ? compiler.createSourceFile(path, entrySource(), target) : read(name, target);
    const program = compiler.createProgram([path], options, host);
    const entry = program.getSourceFile(path);
    if (entry === undefined) throw new Error('the compiler did not read the entry');
    this.entry = entry;
    this.checker = program.getTypeChecker();
  }

  run(): SdkSchemas {
    const objects: Record<string, JsonSchema> = {};
    const events: Record<string, JsonSchema> = {};
    for (const statement of this.entry.statements) {
      if (!this.compiler.isInterfaceDeclaration(statement)) continue;
      const target = statement.name.text === 'Objects' ? objects : events;
      for (const property of this.checker.getTypeAtLocation(statement).getProperties()) {
        const type = this.checker.getTypeOfSymbolAtLocation(property, this.entry);
        if (type.flags & this.compiler.TypeFlags.Never) throw new Error(`the SDK has no ${property.name}`);
        target[property.name] = this.schemaOf(type, property.name);
      }
    }
    return { definitions: this.definitions, objects, events };
  }

  private schemaOf(type: ts.Type, hint: string): JsonSchema {
    const { TypeFlags } = this.compiler;
    const flags = type.flags;
    if (flags & (TypeFlags.Any | TypeFlags.Unknown)) return {};
    if (flags & (TypeFlags.Void | TypeFlags.Undefined | TypeFlags.Never)) return { not: {} };
    if (type.isUnion()) return this.schemaOfUnion(type, hint);
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
    if (flags & TypeFlags.BooleanLiteral) return { const: this.checker.typeToString(type) === 'true' };
    if (flags & TypeFlags.Null) return { type: 'null' };
    if (flags & TypeFlags.StringLike) return { type: 'string' };
    if (flags & TypeFlags.NumberLike) return { type: 'number' };
    if (flags & TypeFlags.BooleanLike) return { type: 'boolean' };
    if (this.isDecimal(type)) return { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' };
    if (this.checker.isArrayType(type)) {
      const [member] = this.checker.getTypeArguments(type as ts.TypeReference);
      return { type: 'array', items: member === undefined ? {} : this.schemaOf(member, hint) };
    }
    return this.reference(type, hint);
  }

  /** `OtherString` keeps an enum open for what later versions may bring; beside literals it is left out here. */
  private schemaOfUnion(type: ts.UnionType, hint: string): JsonSchema {
    const { TypeFlags } = this.compiler;
    const literals: (string | number | boolean | null)[] = [];
    const others: ts.Type[] = [];
    for (const member of type.types) {
      if (member.isStringLiteral() || member.isNumberLiteral()) literals.push(member.value);
      else if (member.flags & TypeFlags.BooleanLiteral) literals.push(this.checker.typeToString(member) === 'true');
      else if (member.flags & TypeFlags.Null) literals.push(null);
      else if (!(member.flags & TypeFlags.Undefined)) others.push(member);
    }
    const named = literals.some((literal) => typeof literal === 'string');
    const kept = others.filter((member) => !(named && member.isIntersection()));
    const alternatives = kept.map((member) => this.schemaOf(member, hint));
    if (literals.length > 0) alternatives.unshift({ enum: literals });
    return alternatives.length === 1 ? (alternatives[0] ?? {}) : { anyOf: alternatives };
  }

  private reference(type: ts.Type, hint: string): JsonSchema {
    const known = this.names.get(type);
    if (known !== undefined) return { $ref: `#/definitions/${known}` };
    const name = `${hint.replace(/\W/g, '_')}_${this.names.size}`;
    this.names.set(type, name);
    this.definitions[name] = this.schemaOfObject(type);
    return { $ref: `#/definitions/${name}` };
  }

  private schemaOfObject(type: ts.Type): JsonSchema {
    const { SymbolFlags } = this.compiler;
    const properties: Record<string, JsonSchema> = {};
    const required: string[] = [];
    const kind = this.objectName(type);
    for (const property of type.getProperties()) {
      if (property.name === 'lastResponse') continue;
      const valueType = this.checker.getTypeOfSymbolAtLocation(property, this.entry);
      const closed = CLOSED_LISTS[`${kind}.${property.name}`];
      properties[property.name] = closed === undefined ? this.schemaOf(valueType, property.name) : { enum: closed };
      if (!(property.flags & SymbolFlags.Optional)) required.push(property.name);
    }
    const index = type.getStringIndexType();
    const isOpen = index === undefined && Object.keys(properties).length === 0;
    const additionalProperties = index === undefined ? isOpen : this.schemaOf(index, 'index');
    return { type: 'object', properties, required, additionalProperties };
  }

  private objectName(type: ts.Type): string {
    const property = type.getProperty('object');
    if (property === undefined) return '';
    const name = this.checker.getTypeOfSymbolAtLocation(property, this.entry);
    return name.isStringLiteral() ? name.value : '';
  }

  /** The SDK reads decimals from texts into a class of its own; on the wire they are texts. */
  private isDecimal(type: ts.Type): boolean {
    return type.getProperty('toFixed') !== undefined && type.getProperty('isZero') !== undefined;
  }
}

function entrySource(): string {
  const objects = Object.entries(OBJECT_TYPES).map(([name, type]) => `  '${name}': ${type};`);
  const events = EVENT_TYPES.map((type) => `  '${type}': Extract<Stripe.Event, { type: '${type}' }>;`);
  return [
    "import type Stripe from 'stripe';",
    `export interface Objects {\n${objects.join('\n')}\n}`,
    `export interface Events {\n${events.join('\n')}\n}`,
  ].join('\n');
}
