import { useClient } from 'urql';
import { ChangeAddressMutation } from './change-address.mutation.js';
import { SendAddressCodeMutation } from './send-address-code.mutation.js';
import { useCodeSteps, type CodeDoor } from './use-code-steps.js';

/** The two steps of moving an account: the new address, then the code that was sent to it. */
export function useAddressChange(accountId: string, onChanged: (email: string) => void): CodeDoor {
  const client = useClient();
  return useCodeSteps({
    async ask(email) {
      const { data, error } = await client.mutation(SendAddressCodeMutation, { accountId, email }).toPromise();
      const answer = data?.sendAddressCode;
      if (answer?.__typename === 'AddressCodeSent') return { isDone: true };
      return { isDone: false, message: answer?.message, error };
    },
    async give(email, code) {
      const variables = { accountId, email, code };
      const { data, error } = await client.mutation(ChangeAddressMutation, variables).toPromise();
      const answer = data?.changeDonorAddress;
      if (answer?.__typename === 'DonorAddressChanged') return { isDone: true };
      return { isDone: false, message: answer?.message, error };
    },
    onDone: onChanged,
  });
}
