import { FieldRejectedError } from '#kernel';

/** The bytes are no picture we take: another format, broken, too large, or a bomb. */
export class PictureRefusedError extends FieldRejectedError {
  constructor(field: string, code = 'picture_unsupported') {
    super(field, code);
  }
}
