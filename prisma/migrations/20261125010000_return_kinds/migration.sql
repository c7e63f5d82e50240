-- New kinds of transfers; a new value of a type can be used only after the transaction that added it.
ALTER TYPE "TransferKind" ADD VALUE 'REFUND_FAILED' AFTER 'GIFT_CHARGED_BACK';
ALTER TYPE "TransferKind" ADD VALUE 'DISPUTE_FEE_RETURNED' AFTER 'DISPUTE_FEE_CHARGED';
