/** Where an uploaded statement of the bank is kept; nobody reads it by its address. */
export const statementFileKey = /^bank-statements\/[0-9a-f]{64}$/;
