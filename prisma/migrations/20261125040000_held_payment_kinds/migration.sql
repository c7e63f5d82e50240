-- Money that is not the gift it was paid for: held, and given back.
ALTER TYPE "TransferKind" ADD VALUE 'HELD_PAYMENT_RECEIVED';
ALTER TYPE "TransferKind" ADD VALUE 'HELD_PAYMENT_FEE_CHARGED';
ALTER TYPE "TransferKind" ADD VALUE 'HELD_PAYMENT_RETURNED';
ALTER TYPE "AttemptState" ADD VALUE 'HELD';
