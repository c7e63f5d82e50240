import { CustomScalar, Scalar } from '@nestjs/graphql';
import { isCivilDate, parseFen, RequestError, type CivilDate, type Fen } from '#kernel';
import { Kind, type ValueNode } from 'graphql';

/** The class names the scalar in code; its values are bigint. */
export abstract class FenScalarType {}

/** The class names the scalar in code; its values are YYYY-MM-DD. */
export abstract class CivilDateScalarType {}

@Scalar('Fen', () => FenScalarType)
export class FenScalar implements CustomScalar<string, Fen> {
  description = 'Whole fen (1/100 yuan) as a decimal string, e.g. "6600" for ¥66.00. Never a float.';

  parseValue(value: unknown): Fen {
    const fen = typeof value === 'string' ? parseFen(value) : null;
    if (fen === null) throw new RequestError('BAD_INPUT', 'amount_not_whole_fen');
    return fen;
  }

  serialize(value: unknown): string {
    return String(value);
  }

  parseLiteral(node: ValueNode): Fen {
    return this.parseValue(node.kind === Kind.STRING ? node.value : undefined);
  }
}

@Scalar('CivilDate', () => CivilDateScalarType)
export class CivilDateScalar implements CustomScalar<string, CivilDate> {
  description = "A day in China's time (Asia/Shanghai), YYYY-MM-DD.";

  parseValue(value: unknown): CivilDate {
    if (typeof value !== 'string' || !isCivilDate(value)) throw new RequestError('BAD_INPUT', 'date_malformed');
    return value;
  }

  serialize(value: unknown): string {
    return value as CivilDate;
  }

  parseLiteral(node: ValueNode): CivilDate {
    return this.parseValue(node.kind === Kind.STRING ? node.value : undefined);
  }
}
