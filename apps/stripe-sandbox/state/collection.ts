/** Objects of one kind in the order of their creation, found by id at once and read newest first as lists are. */
export class Collection<T extends { id: string }> {
  private records: T[] = [];
  private positions = new Map<string, number>();

  get size(): number {
    return this.records.length;
  }

  add(record: T): T {
    this.positions.set(record.id, this.records.length);
    this.records.push(record);
    return record;
  }

  get(id: string): T | undefined {
    const position = this.positions.get(id);
    return position === undefined ? undefined : this.records[position];
  }

  /** The place in creation order, for cursors; undefined when the id is unknown. */
  positionOf(id: string): number | undefined {
    return this.positions.get(id);
  }

  at(position: number): T | undefined {
    return this.records[position];
  }

  all(): readonly T[] {
    return this.records;
  }

  /** Keeps only the records that pass; cursors to removed ones are forgotten with them. */
  retain(passes: (record: T) => boolean): void {
    this.replace(this.records.filter(passes));
  }

  replace(records: readonly T[]): void {
    this.records = [...records];
    this.positions = new Map(this.records.map((record, position) => [record.id, position]));
  }
}
