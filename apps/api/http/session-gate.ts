import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Authentication, type Viewer } from '#identity';
import { RequestError } from '#kernel';
import type { Role } from '#platform';
import { headersOf } from './headers.js';

/** Who is signed in, for addresses outside GraphQL. */
@Injectable()
export class SessionGate {
  constructor(@Inject(Authentication) private readonly authentication: Authentication) {}

  /** @throws RequestError sign_in_first or forbidden unless the signed-in person has one of these roles */
  async admit(request: FastifyRequest, roles: readonly Role[]): Promise<Viewer> {
    const viewer = await this.authentication.viewerOf(headersOf(request));
    if (!viewer) throw new RequestError('UNAUTHENTICATED', 'sign_in_first');
    if (!roles.includes(viewer.role)) throw new RequestError('FORBIDDEN', 'forbidden');
    return viewer;
  }
}
