import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { apiFaultOf, type ApiFault } from '../../lib/api-error.js';
import type { ResultOf } from '../../lib/graphql.js';
import { PreviewRuleQuery } from './preview.query.js';
import type { RuleInput } from './rule-form-values.js';

export type Preview = ResultOf<typeof PreviewRuleQuery>['previewAllocationRule'];
export type RuleFault = Preview['faults'][number];

const PAUSE_MS = 300;

/**
 * What the form comes to so far, asked for when the hands rest; the last answer stays until the next is there.
 * @param edition changes when the figures it goes by have changed
 */
export function usePreview(input: RuleInput, edition: number): { preview: Preview | null; fault: ApiFault | null } {
  const client = useClient();
  const [preview, setPreview] = useState<Preview | null>(null);
  const [fault, setFault] = useState<ApiFault | null>(null);
  const text = JSON.stringify(input);
  useEffect(() => {
    let outdated = false;
    const timer = setTimeout(() => {
      const variables = { input: JSON.parse(text) as RuleInput };
      void client
        .query(PreviewRuleQuery, variables, { requestPolicy: 'network-only' })
        .toPromise()
        .then(({ data, error }) => {
          if (outdated) return;
          setFault(error ? apiFaultOf(error) : null);
          if (data) setPreview(data.previewAllocationRule);
        });
    }, PAUSE_MS);
    return () => {
      outdated = true;
      clearTimeout(timer);
    };
  }, [client, text, edition]);
  return { preview, fault };
}
