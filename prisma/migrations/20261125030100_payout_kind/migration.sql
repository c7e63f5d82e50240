-- A new value of a type can be used only after the transaction that added it, so it comes in a migration of its own.
ALTER TYPE "TransferKind" ADD VALUE 'PAYOUT_REVERSED' AFTER 'PAYOUT_SETTLED';
