import { Ajv, type ValidateFunction } from 'ajv';
import { sdkSchemas, type JsonSchema } from './sdk-schema.js';

/** Checks what the sandbox sent against the installed SDK's types. */
export class ContractValidator {
  private static loaded: Promise<ContractValidator> | undefined;
  private readonly compiled = new Map<string, ValidateFunction>();

  private constructor(
    private readonly ajv: Ajv,
    private readonly names: ReadonlySet<string>,
  ) {}

  /** The validator of this process; reading and compiling the schemas is done once. */
  static load(): Promise<ContractValidator> {
    this.loaded ??= this.build();
    return this.loaded;
  }

  private static async build(): Promise<ContractValidator> {
    const { definitions, objects, events } = await sdkSchemas();
    const ajv = new Ajv({ strict: false, allErrors: false, inlineRefs: false });
    const tops: Record<string, JsonSchema> = {};
    for (const [name, schema] of Object.entries(objects)) tops[`object:${name}`] = schema;
    for (const [name, schema] of Object.entries(events)) tops[`event:${name}`] = schema;
    ajv.addSchema({ $id: 'stripe', definitions: { ...definitions, ...tops } });
    return new ContractValidator(ajv, new Set(Object.keys(tops)));
  }

  /**
   * What is wrong with an answer, in words; empty when it is as the SDK's types say. Lists are checked member by
   * member, events by their own type.
   */
  faultsOf(answer: unknown): string[] {
    const { object, type, data } = answer as { object?: string; type?: string; data?: unknown };
    if (object === 'list') return (data as unknown[]).flatMap((member) => this.faultsOf(member));
    const name = object === 'event' ? `event:${String(type)}` : `object:${String(object)}`;
    if (!this.names.has(name)) return [`no schema for ${name}`];
    const validate = this.validatorOf(name);
    if (validate(answer)) return [];
    return (validate.errors ?? []).map(
      (error) => `${name} ${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`,
    );
  }

  private validatorOf(name: string): ValidateFunction {
    const known = this.compiled.get(name);
    if (known !== undefined) return known;
    const validate = this.ajv.compile({ $ref: `stripe#/definitions/${name}` });
    this.compiled.set(name, validate);
    return validate;
  }
}
