import { useClient } from 'urql';
import { SendSignInCodeMutation } from './send-sign-in-code.mutation.js';
import { SignInByCodeMutation } from './sign-in-by-code.mutation.js';
import { useCodeSteps, type CodeDoor } from './use-code-steps.js';

/** The two steps of signing in: an address, then the code that was sent to it. */
export function useCodeSignIn(onSignedIn: () => void): CodeDoor {
  const client = useClient();
  return useCodeSteps({
    async ask(contact) {
      const { data, error } = await client.mutation(SendSignInCodeMutation, { contact }).toPromise();
      const answer = data?.sendSignInCode;
      if (answer?.__typename === 'SignInCodeSent') return { isDone: true };
      return { isDone: false, message: answer?.message, error };
    },
    async give(contact, code) {
      const { data, error } = await client.mutation(SignInByCodeMutation, { contact, code }).toPromise();
      const answer = data?.signInByCode;
      if (answer?.__typename === 'DonorSignedIn') return { isDone: true };
      return { isDone: false, message: answer?.message, error };
    },
    onDone: onSignedIn,
  });
}
