/** How long a code that was sent is good for, as donors are told. */
export const CODE_SECONDS = 600;
