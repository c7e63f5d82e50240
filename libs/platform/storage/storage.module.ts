import path from 'node:path';
import { Global, Module } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { FileStore } from './file-store.js';
import { LocalFileStore } from './local.store.js';
import { S3FileStore } from './s3.store.js';

@Global()
@Module({
  providers: [
    {
      provide: FileStore,
      useFactory: ({ s3, dataDir }: Settings) =>
        s3 ? new S3FileStore(s3) : new LocalFileStore(path.join(dataDir, 'files')),
      inject: [Settings],
    },
  ],
  exports: [FileStore],
})
export class StorageModule {}
