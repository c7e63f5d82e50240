import { Module } from '@nestjs/common';
import { Authentication } from './authentication.js';
import { IdentityRepository } from './identity.repository.js';

@Module({ providers: [Authentication, IdentityRepository], exports: [Authentication, IdentityRepository] })
export class IdentityModule {}
