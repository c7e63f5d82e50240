import { Injectable } from '@nestjs/common';

/** Whether this process has been told to stop: readiness fails first, then work drains. */
@Injectable()
export class Lifecycle {
  stopping = false;
}
