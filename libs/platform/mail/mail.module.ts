import path from 'node:path';
import { Global, Module } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { LocalMailbox, MailTransport, SmtpTransport } from './mail-transport.js';
import { Mails } from './mails.js';

@Global()
@Module({
  providers: [
    Mails,
    {
      provide: MailTransport,
      useFactory: ({ mail, dataDir }: Settings) =>
        mail.smtpUrl ? new SmtpTransport(mail.smtpUrl) : new LocalMailbox(path.join(dataDir, 'mail')),
      inject: [Settings],
    },
  ],
  exports: [Mails],
})
export class MailModule {}
