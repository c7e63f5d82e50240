interface ChoiceFilterProps<Choice extends string> {
  label: string;
  /** What can be chosen, each with its words, in the order in which it is offered. */
  choices: readonly (readonly [choice: Choice, words: string])[];
  value: Choice;
  onChange: (choice: Choice) => void;
}

/** One question above a list, which narrows it. */
export function ChoiceFilter<Choice extends string>({ label, choices, value, onChange }: ChoiceFilterProps<Choice>) {
  const choose = (text: string): void => {
    const [chosen] = choices.find(([choice]) => choice === text) ?? [];
    if (chosen !== undefined) onChange(chosen);
  };
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => choose(event.target.value)}>
        {choices.map(([choice, words]) => (
          <option key={choice} value={choice}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
