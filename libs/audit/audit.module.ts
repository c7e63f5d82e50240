import { Module } from '@nestjs/common';
import { LedgerModule } from '#ledger';
import { AuditRepository } from './audit.repository.js';
import { AuditService } from './audit.service.js';

@Module({ imports: [LedgerModule], providers: [AuditRepository, AuditService], exports: [AuditService] })
export class AuditModule {}
