import pg from 'pg';

/**
 * Gives the role of `applicationUrl` the rights of the application on the migrated database of `ownerUrl`, and makes
 * the role first where there is none. The books it can only read; it writes to them through their functions.
 *
 * One role for both (a small set-up) is left as it is: the triggers still keep the books append-only, but that role
 * could take them away.
 * @throws when the owner may neither create the role nor grant
 */
export async function openToApplication(ownerUrl: string, applicationUrl: string): Promise<void> {
  const application = decodeURIComponent(new URL(applicationUrl).username);
  const password = decodeURIComponent(new URL(applicationUrl).password);
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'migrate' });
  await client.connect();
  try {
    const { rows } = await client.query<{ owner: string; known: boolean }>(
      'SELECT current_user AS owner, EXISTS (SELECT 1 FROM pg_roles WHERE rolname = $1) AS known',
      [application],
    );
    if (rows[0]?.owner === application) return;
    if (!rows[0]?.known) {
      const name = client.escapeIdentifier(application);
      await client.query(`CREATE ROLE ${name} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
    }
    await client.query('SELECT grant_application($1)', [application]);
  } finally {
    await client.end();
  }
}
